"""An action: what one Markdown file says, and every mistake that such a file can hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from sms_line.core.letter import LetterTemplate
from sms_line.core.people import Field, Language


class Target(StrEnum):
    """Which offices of a supporter an action writes to."""

    SENATORS = "senators"
    REPRESENTATIVE = "representative"


@dataclass(frozen=True, slots=True)
class Resource:
    """Something to read: a label and, where there is one, an address."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One action alert, checked. `ask` and `share` hold at least English."""

    slug: str
    version: int
    title: str
    organization: str
    contact: str
    """Where HELP sends people: an e-mail address, a page or a number."""
    keywords: Mapping[str, Language]
    """Keyword in capitals → the language it opens."""
    targets: frozenset[Target]
    topic: str
    needs: tuple[Field, ...]
    """What this action asks of a supporter beside what the offices require."""
    letter: LetterTemplate
    ask: Mapping[Language, str]
    reading: Mapping[Language, LetterTemplate]
    """The letter in other languages, to be read before one signs; it leaves in English.

    Each has as many optional phrases as `letter`, in the same order.
    """
    script: Mapping[Language, str]
    """What to say on the phone; empty where the action asks for no calls."""
    share: Mapping[Language, str]
    texts: Mapping[Language, Mapping[str, str]]
    """Prompts that differ from the defaults: prompt name → Jinja template."""
    resources: tuple[Resource, ...] = ()
    recordings: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)
    """Prompts of a call that are played instead of said: prompt name → https address or file."""
    number: str = ""
    """The number in E.164 that is rung for this action and no other; "" for none of its own."""
    day_of_action: date | None = None
    ends: date | None = None

    def to_read_in(self, language: Language) -> "Action | None":
        """This action with the letter as it is read in a language; None where it has none."""
        template = self.reading.get(language)
        return replace(self, letter=template) if template else None

    def phrase(self, index: int, language: Language) -> str:
        """The words of an optional phrase in a language, in English where there are none."""
        return self.reading.get(language, self.letter).phrases[index].words
