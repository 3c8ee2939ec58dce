"""What a page tells of its action, whoever looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from flask import url_for
from markupsafe import Markup

from sms_line.core.action import Action, Resource, Target
from sms_line.core.letter import Gap, OptionalPhrase, Piece
from sms_line.core.page_prompts import PagePrompt, PassOn
from sms_line.core.people import Language
from sms_line.core.prompts import Prompt
from sms_line.facts import facts_of
from sms_line.parts import Parts
from sms_line.web.pages.markdown import as_html
from sms_line.web.pages.page_words import in_words, page_words
from sms_line.web.pages.sharing import Share, shares, texting_code, texting_link


@dataclass(frozen=True, slots=True)
class Told:
    """Something in the language that it is there in."""

    words: str | Markup
    language: str


@dataclass(frozen=True, slots=True)
class Texting:
    """How to open the action by text; None of it where the line has no number."""

    keyword: str
    number: str

    @property
    def link(self) -> str:
        """Opens the texting app."""
        return texting_link(self.number, self.keyword)

    @property
    def code(self) -> Markup:
        """The same as a QR code."""
        return texting_code(self.number, self.keyword)


@dataclass(frozen=True, slots=True)
class About:
    """The facts of one action for its page's template."""

    slug: str
    title: str
    organization: str
    """In whose name the line speaks."""
    whose: str
    """The organization that the action itself names."""
    contact: str
    address: str
    day: str
    ended: bool
    ask: Told
    summary: str
    """The ask without marks, for whoever shows a link to this page."""
    to: str
    subject: str
    letter: str
    letter_language: str
    script: Told | None
    resources: tuple[Resource, ...]
    texting: Texting | None
    shares: tuple[Share, ...]
    can_ring: bool
    voice_number: str


class Speaker:
    """Says prompts about one action in one language."""

    def __init__(self, parts: Parts, action: Action, language: Language) -> None:
        """Look up what the templates may use."""
        opened = parts.catalog.open(parts.clock.now().date())
        self._parts, self._action, self._language = parts, action, language
        self.facts = facts_of(parts, opened, action, language, "")

    def say(self, prompt: Prompt | PagePrompt) -> str:
        """The prompt's words on a page; "" where it has nothing to say there."""
        return self._parts.on_page.spoken([prompt], self._language, self._action, self.facts)


def about(parts: Parts, action: Action, language: Language) -> About:
    """All that the page of this action says beside the conversation."""
    speaker = Speaker(parts, action, language)
    facts, words = speaker.facts, page_words(language)
    ask = _in(action.ask, language)
    address = parts.public_url + url_for("pages.show", slug=action.slug)
    template = action.reading.get(language, action.letter)
    script = _in(action.script, language) if action.script else None
    return About(
        slug=action.slug,
        title=action.title,
        organization=facts.organization,
        whose=action.organization,
        contact=action.contact,
        address=address,
        day=in_words(language, action.day_of_action) if action.day_of_action else "",
        ended=over(action, parts.clock.now().date()),
        ask=Told(as_html(str(ask.words)), ask.language),
        summary=shorten(as_html(str(ask.words)).striptags(), 300, placeholder="…"),
        to=words[_to(action)],
        subject=_shown(template.subject, words),
        letter=_shown(template.body, words),
        letter_language=template.language.value,
        script=script,
        resources=tuple(r for r in action.resources),
        texting=_texting(parts, action, language),
        shares=shares(speaker.say(PassOn()) or action.title, address, action.title),
        can_ring=facts.can_ring,
        voice_number=facts.voice_number if action.script else "",
    )


def over(action: Action, today: date) -> bool:
    """Has this action ended?"""
    return bool(action.ends and action.ends < today)


def keyword_of(action: Action, language: Language) -> str:
    """The word that opens an action in a language, in any where it has none in that one."""
    own = [word for word, spoken in action.keywords.items() if spoken is language]
    return (own or list(action.keywords))[0]


def _in(words: Mapping[Language, str], language: Language) -> Told:
    there = language if language in words else Language.ENGLISH
    return Told(words[there], there.value)


def _to(action: Action) -> str:
    if action.targets == {Target.SENATORS}:
        return "to_senators"
    return "to_both" if Target.SENATORS in action.targets else "to_representative"


def _shown(pieces: tuple[Piece, ...], words: Mapping[str, str]) -> str:
    """A letter as a template: what a supporter fills in, or leaves out, in brackets."""
    shown = []
    for piece in pieces:
        if isinstance(piece, Gap):
            shown.append(f"[{words['gap_' + piece.value.replace('.', '_')]}]")
        else:
            shown.append(f"[{piece.words}]" if isinstance(piece, OptionalPhrase) else piece)
    return "".join(shown).strip()


def _texting(parts: Parts, action: Action, language: Language) -> Texting | None:
    if not parts.number:
        return None
    return Texting(keyword_of(action, language), parts.number)
