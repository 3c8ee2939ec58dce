"""A broadcast's words, read once into text and fields, then filled for each recipient.

Filling is substitution and nothing else: what a supporter is called can never become a field.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from sms_line.core.compose import one_line
from sms_line.core.segments import fold, measure

LONGEST = 1_600
"""Characters that Twilio takes in one text."""
_REMEMBERED = 16_384
"""Values whose plain form is kept: names of places and legislators come again and again."""
_NONE: Mapping[str, str] = MappingProxyType({})


class Field(StrEnum):
    """What the words can name in `{{ … }}`, in the order in which organizers are shown them."""

    FIRST_NAME = "first_name"
    NAME = "name"
    CITY = "city"
    STATE = "state"
    DISTRICT = "district"
    REP_NAME = "rep.name"
    REP_PHONE = "rep.phone"
    SENATORS = "senators"
    KEYWORD = "keyword"
    LINK = "link"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend: where it is, in characters from 0, and a sentence for the organizer."""

    position: int
    sentence: str


class WordsMistake(Exception):
    """All that is wrong with the words of a broadcast, in their order."""

    def __init__(self, mistakes: tuple[Mistake, ...], variant: int = 0, language: str = "") -> None:
        """`variant` counts from 0; `language` "" where it is not known which words these are."""
        super().__init__("\n".join(each.sentence for each in mistakes))
        self.mistakes, self.variant, self.language = mistakes, variant, language


@dataclass(frozen=True, slots=True)
class Slot:
    """A field in the words. `fallback`: what stands there for who has no value; None for none."""

    field: Field
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in the words, in whose place each reader may get a short one."""

    url: str


@dataclass(frozen=True, slots=True)
class Words:
    """One more text than slots: they take turns, and a text may be empty."""

    texts: tuple[str, ...]
    slots: tuple[Slot | Address, ...]
    plain: bool
    """The texts are GSM-7, so that values are worth folding."""

    @property
    def fields(self) -> frozenset[Field]:
        """The fields that are named, with a fallback or without."""
        return frozenset(slot.field for slot in self.slots if isinstance(slot, Slot))

    def lacking(self, facts: Mapping[Field, str]) -> tuple[Field, ...]:
        """The fields without a fallback for which there is no value."""
        return tuple(
            slot.field
            for slot in self.slots
            if isinstance(slot, Slot) and slot.fallback is None and not facts.get(slot.field)
        )

    def written(self, facts: Mapping[Field, str], short: Mapping[str, str] = _NONE) -> str | None:
        """What somebody of whom this is known is sent; `short`: address → what stands for it.

        None where a field has neither a value ("" is none) nor a fallback.
        """
        out, gap = [self.texts[0]], False
        for slot, after in zip(self.slots, self.texts[1:], strict=True):
            if isinstance(slot, Address):
                out += (short.get(slot.url, slot.url), after)
                continue
            value = facts.get(slot.field) or slot.fallback
            if value is None:
                return None
            # Links are each person's own: to remember them would serve nobody.
            if slot.field is not Field.LINK:
                value = _plain(value) if self.plain else _lined(value)
            # "… Angus S. King, Jr." ends the sentence already.
            if value.endswith(".") and after.startswith(".") and not after.startswith(".."):
                value = value[:-1]
            gap = gap or not value
            out += (value, after)
        text = "".join(out)
        return _closed(text) if gap else text


def parse(source: str) -> Words:
    """The words as an organizer wrote them. Raises WordsMistake with all that is wrong."""
    mistakes = list(_mistakes(source))
    if mistakes:
        raise WordsMistake(tuple(mistakes))
    texts, slots, at = [], [], 0
    for match in _FIELD.finditer(source):
        texts.append(source[at : match.start()])
        slots.append(_slot(match["inner"]))
        at = match.end()
    texts.append(source[at:])
    folded = [fold(text) for text in texts]
    plain = measure("".join(folded)).encoding == "GSM-7"
    return Words(tuple(folded if plain else texts), tuple(slots), plain)


_FIELD = re.compile(r"\{\{(?P<inner>[^{}\n]*)\}\}")
_BRACES = re.compile(
    r"\{\{(?P<inner>[^{}\n]*)\}\}"
    r"|(?P<statement>\{[%#])"
    r"|(?P<open>\{\{)|(?P<close>\}\})"
    r"|\{(?P<single>[^{}\n]{1,40})\}"
)
_INNER = re.compile(
    r"\s*(?P<name>[^\s\"“”'‘’|]+(?: [^\s\"“”'‘’|]+)?)\s*?"
    r"(?:\s+or\s+(?P<quote>[\"“”'‘’])(?P<fallback>.*)[\"“”'‘’])?\s*"
)
_MEANT = {
    "first name": Field.FIRST_NAME,
    "firstname": Field.FIRST_NAME,
    "name.first": Field.FIRST_NAME,
    "last_name": Field.NAME,
    "full_name": Field.NAME,
    "town": Field.CITY,
    "rep": Field.REP_NAME,
    "representative": Field.REP_NAME,
    "representative.name": Field.REP_NAME,
    "representative.phone": Field.REP_PHONE,
    "legislator.name": Field.REP_NAME,
    "phone": Field.REP_PHONE,
    "senator": Field.SENATORS,
    "senators.names": Field.SENATORS,
    "url": Field.LINK,
    "org": Field.ORGANIZATION,
}
"""What people write for a field."""
_KNOWN = {field.value: field for field in Field}


def _slot(inner: str) -> Slot:
    match = _INNER.fullmatch(inner)
    assert match is not None  # _mistakes found none in it
    return Slot(_KNOWN[match["name"].lower()], match["fallback"])


def _mistakes(source: str) -> Iterator[Mistake]:
    if not source.strip():
        yield Mistake(0, "There are no words to send; write them.")
    if len(source) > LONGEST:
        yield Mistake(LONGEST, f"A text has at most {LONGEST:,} characters; shorten it.")
    for match in _BRACES.finditer(source):
        sentence = _wrong(match)
        if sentence:
            yield Mistake(match.start(), sentence)


def _wrong(match: re.Match[str]) -> str:
    """What is wrong with these braces, "" for nothing."""
    if match["inner"] is not None:
        return _wrong_inside(match["inner"])
    if match["single"] is not None:
        name = match["single"].strip().lower()
        known = _KNOWN.get(name) or _MEANT.get(name)
        return f"Fields stand in double braces; write {{{{ {known} }}}}." if known else ""
    if match["statement"]:
        return "Conditions and loops cannot be used; write plain words and {{ first_name }}."
    if match["open"]:
        return "These braces are never closed; write for example {{ first_name }}."
    return "These braces were never opened; write for example {{ first_name }}."


def _wrong_inside(inner: str) -> str:
    match = _INNER.fullmatch(inner)
    if not match:
        written = inner.strip()[:40]
        return (
            f"'{written}' is more than a field; write {{{{ first_name }}}}, or with words for who "
            'has none {{ first_name or "friend" }}.'
        )
    name = match["name"].lower()
    if name in _KNOWN:
        return ""
    near = difflib.get_close_matches(name, [*_KNOWN, *_MEANT], n=1)
    meant = _MEANT.get(name) or (_MEANT.get(near[0], near[0]) if near else None)
    mend = f"did you mean {meant}?" if meant else f"there are {', '.join(_KNOWN)}."
    return f"There is no field '{match['name'][:40]}'; {mend}"


@lru_cache(_REMEMBERED)
def _plain(value: str) -> str:
    """A value on one line, in GSM-7 where that loses only accents or typography."""
    return fold(one_line(value))


@lru_cache(_REMEMBERED)
def _lined(value: str) -> str:
    """A value on one line."""
    return one_line(value)


def _closed(text: str) -> str:
    """Without the blanks around a value that is empty: "Hi , all" → "Hi, all"."""
    text = re.sub(r" {2,}", " ", text)
    return re.sub(r"(?m)^ | (?=[,.!?;:]|$)", "", text)
