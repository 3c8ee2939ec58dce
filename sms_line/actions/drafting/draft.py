"""From a pasted alert to a draft of its action: every part found by rule, nothing invented."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sms_line.actions.drafting.cues import is_junk
from sms_line.actions.drafting.front import FrontDraft, draft_front
from sms_line.actions.drafting.html import is_html, read_html
from sms_line.actions.drafting.language import by_language
from sms_line.actions.drafting.letter import cut_lines
from sms_line.actions.drafting.letter_text import LetterText
from sms_line.actions.drafting.lines import Page, read_plain
from sms_line.actions.drafting.notes import Notes, sentence
from sms_line.actions.drafting.one_language import OneLanguage
from sms_line.actions.drafting.resources import find_resources
from sms_line.actions.drafting.titles import raw_title
from sms_line.actions.drafting.writing import Parts, Sections, source
from sms_line.core.action import Resource
from sms_line.core.people import Language

SIZE_LIMIT = 200 * 1024
"""Bytes of words: an alert is a page."""
HTML_LIMIT = 2 * 1024 * 1024
"""Bytes of a page's source: most of it is around the words, scripts and styles."""
TAGS_LIMIT = 40_000
"""Tags of a page above SIZE_LIMIT: reading that many takes a second or two."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted action: its Markdown, and what to tell the organizer about it."""

    source: str
    """The file that `actions.parse` reads; "" where nothing could be drafted at all."""
    missing: tuple[str, ...]
    """What the alert did not give, each a sentence that says what to write."""
    found: tuple[str, ...]
    """What was found and where it came from, a sentence each."""
    spanish: tuple[str, ...]
    """What a Spanish version still wants; empty where the draft has one."""


def draft(
    text_or_html: str,
    *,
    today: date,
    taken: Collection[str],
    organization: str = "",
    contact: str = "",
) -> Draft:
    """Draft an action from an alert's text or its HTML. Never raises, whatever is pasted.

    `taken` are the keywords of other actions; `organization` and `contact` are the line's own,
    for an alert that names none.
    """
    source = is_html(text_or_html)
    simple = source and text_or_html.count("<") <= TAGS_LIMIT
    size, limit = _size(text_or_html), HTML_LIMIT if simple else SIZE_LIMIT
    if size > limit:
        return _too_long(size, limit)
    page = read_html(text_or_html) if source else read_plain(text_or_html)
    if (words := sum(_size(line.text) for line in page.lines)) > SIZE_LIMIT:
        return _too_long(words, SIZE_LIMIT)
    title = raw_title(page)
    kept = tuple(line for line in page.lines if not is_junk(line.text))
    whole = Page(cut_lines(kept), page.title, page.site, page.contact)
    if not whole.lines:
        return _refused("nothing")
    own = FrontDraft(page, title, today, taken, organization, contact)
    return _drafted(whole, own)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _too_long(size: int, limit: int) -> Draft:
    return _refused("too-long", size=-(-size // 1024), limit=limit // 1024)


def _refused(code: str, **facts: object) -> Draft:
    return Draft("", (sentence(code, Language.ENGLISH, **facts),), (), ())


def _drafted(page: Page, own: FrontDraft) -> Draft:
    notes, of_letters = Notes(), Notes()
    parts = {
        language: OneLanguage(language, lines, raw_title(Page(lines)) if i else own.title)
        for i, (language, lines) in enumerate(by_language(page.lines).items())
    }
    letters = {language: part.letter(of_letters) for language, part in parts.items()}
    settings = draft_front(own, page, letters, notes)
    notes.add(of_letters)
    sections = {
        language: part.sections(
            letters[language], settings.targets, settings.keywords.get(language, ""), notes
        )
        for language, part in parts.items()
    }
    resources = _resources(letters, notes)
    if Language.ENGLISH not in parts:
        notes.lacks("english")
    return Draft(
        source=source(Parts(settings, sections, resources)),
        missing=tuple(dict.fromkeys(notes.missing)),
        found=tuple(dict.fromkeys(notes.found)),
        spanish=_spanish(sections, settings.keywords.get(Language.ENGLISH, "")),
    )


def _resources(letters: Mapping[Language, LetterText], notes: Notes) -> tuple[Resource, ...]:
    """What there is to read outside the letters."""
    found = find_resources([line for letter in letters.values() for line in letter.others])
    bare = sum(not each.url for each in found)
    if found:
        notes.saw("found-resources", count=len(found))
    if bare:
        notes.saw("bare-resources", count=bare)
    return found


def _spanish(sections: dict[Language, Sections], keyword: str) -> tuple[str, ...]:
    """What the launch wants in Spanish of all that there is in English."""
    english = sections.get(Language.ENGLISH)
    if english is None or Language.SPANISH in sections:
        return ()
    named = {
        "Ask": english.ask,
        "Letter": english.letter,
        "Call script": english.script,
        "Share": english.share,
    }
    return (
        sentence("spanish-keyword", keyword=keyword or "FREE"),
        *(sentence("spanish-section", section=name) for name, words in named.items() if words),
    )
