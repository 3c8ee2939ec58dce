"""Drafts the settings at the top of an action file: who, whom, when, and by which word."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sms_line.actions.drafting.dates import Dated, find_dates
from sms_line.actions.drafting.frames import frame
from sms_line.actions.drafting.keyword import propose
from sms_line.actions.drafting.letter_text import LetterText
from sms_line.actions.drafting.lines import Page, straight
from sms_line.actions.drafting.notes import Notes
from sms_line.actions.drafting.sender import find_contact, find_organization
from sms_line.actions.drafting.targets import find_targets
from sms_line.actions.drafting.titles import (
    campaign,
    raw_title,
    short_title,
    slug_of,
)
from sms_line.actions.drafting.topic import find_topic
from sms_line.actions.drafting.writing import Settings
from sms_line.core.action import Target
from sms_line.core.people import Language


@dataclass(frozen=True, slots=True)
class FrontDraft:
    """What the settings are drawn from, beside the lines."""

    page: Page
    """The page as it was read, its footers too: they name the group."""
    title: str
    today: date
    taken: Collection[str]
    organization: str
    contact: str


def draft_front(
    own: FrontDraft, page: Page, letters: Mapping[Language, LetterText], notes: Notes
) -> Settings:
    """The settings, each noted as found or as missing."""
    title = straight(short_title(own.title))
    notes.saw("found-title", title=title) if title else notes.lacks("title")
    main = next(iter(letters))
    greetings = " ".join(letter.greeting for letter in letters.values())
    day, ends = _days(own, page, notes)
    return Settings(
        title=title,
        keywords=_keywords(own, page, letters, notes),
        targets=_targets(page, greetings, notes),
        organization=_organization(own, page, title, notes),
        contact=_contact(own, main, notes),
        topic=_topic(own, page, notes),
        slug=slug_of(title),
        day_of_action=day,
        ends=ends,
    )


def _keywords(
    own: FrontDraft, page: Page, letters: Mapping[Language, LetterText], notes: Notes
) -> dict[Language, str]:
    found: dict[Language, str] = {}
    for language, letter in letters.items():
        words = campaign(own.title, page.lines) if not found else ()
        # A second language has a title of its own, above its letter.
        title = own.title if not found else raw_title(Page(letter.others))
        word = propose(words, title, letter.text, {*own.taken, *found.values()})
        if word:
            found[language] = word
            notes.saw("found-keyword", keyword=f"{word} ({language.value})")
        else:
            notes.lacks("keyword")
    if Language.ENGLISH not in letters:
        notes.lacks("keyword-english", keyword=found.get(Language.SPANISH, "LIBRES"))
    return {each: found[each] for each in Language if each in found}


def _targets(page: Page, greetings: str, notes: Notes) -> frozenset[Target]:
    targets = find_targets(page.lines, greetings)
    if targets:
        names = " and ".join(each.value for each in Target if each in targets)
        notes.saw("found-targets", targets=names)
    else:
        notes.lacks("targets")
    return targets


def _organization(own: FrontDraft, page: Page, title: str, notes: Notes) -> str:
    found = straight(find_organization(own.page))
    if found:
        notes.saw("found-organization", organization=found)
        return found
    if own.organization:
        notes.saw("given-organization", organization=own.organization)
        return own.organization
    name = " ".join(campaign(own.title, page.lines))
    meanwhile = f' Until then texts open with the campaign\'s name, "{name}".' if name else ""
    notes.lacks("organization", meanwhile=meanwhile)
    return name


def _contact(own: FrontDraft, language: Language, notes: Notes) -> str:
    found = find_contact(own.page)
    if found:
        notes.saw("found-contact", contact=found)
        return found
    if own.contact:
        notes.saw("given-contact", contact=own.contact)
        return own.contact
    reply = frame("contact", language)
    notes.lacks("contact", meanwhile=f' Until then it says "{reply}".')
    return reply


def _topic(own: FrontDraft, page: Page, notes: Notes) -> str:
    topic = find_topic(own.title, "\n".join(line.text for line in page.lines))
    notes.saw("found-topic", topic=topic) if topic else notes.lacks("topic")
    return topic


def _days(own: FrontDraft, page: Page, notes: Notes) -> tuple[date | None, date | None]:
    dates = find_dates(own.title, page.lines, own.today)
    day = dates.day.day if dates.day else None
    if dates.day and dates.day.day < own.today:
        notes.lacks("day-past", day=_written(dates.day.day))
    elif dates.day:
        notes.saw("found-day", day=_written(dates.day.day), remark=_remark(dates.day))
    if dates.ends is None:
        return day, None
    if dates.ends.day < max(own.today, day or own.today):
        # The line would answer the keyword with "this action has ended".
        notes.lacks("ends-past", day=_written(dates.ends.day))
        return day, None
    notes.saw("found-ends", day=_written(dates.ends.day), remark=_remark(dates.ends))
    return day, dates.ends.day


def _remark(dated: Dated) -> str:
    if dated.weekday_differs:
        return " The alert calls it another weekday, so it may be about another year: check it."
    return "" if dated.has_year else " The alert names no year, so this is the next such day."


def _written(day: date) -> str:
    return f"{day:%A}, {day.isoformat()}"
