"""From an organizer's words for an audience ("state:TX not wrote:freethemall") to what they mean.

`not` binds closer than `and` (or a blank), and that closer than `or`; parentheses go first.
"""

import re

from sms_line.core import state_names
from sms_line.core.broadcasts.audience_kinds import (
    All,
    And,
    Audience,
    Called,
    Chamber,
    District,
    Joined,
    LanguageIs,
    LegislatorIs,
    Not,
    Or,
    Share,
    State,
    Tag,
    Wrote,
    Zip,
)
from sms_line.core.broadcasts.audience_mistakes import AudienceMistake
from sms_line.core.broadcasts.audience_terms import EXAMPLES, name_of, term

__all__ = [
    "All",
    "And",
    "Audience",
    "AudienceMistake",
    "Called",
    "Chamber",
    "District",
    "Joined",
    "LanguageIs",
    "LegislatorIs",
    "Not",
    "Or",
    "Share",
    "State",
    "Tag",
    "Wrote",
    "Zip",
    "parse",
]

LONGEST = 10_000
"""Characters."""
MOST_TERMS = 400
"""SQLite takes a chain of at most 1,000 conditions."""
DEEPEST = 40
"""Parentheses in parentheses."""

_BLANKS = re.compile(r"\s*")
_WORD = re.compile(r"[^\s():=<>,\"“”≤≥]+")
_SIGN = re.compile(r"\s*(>=|<=|≥|≤|==|[:=<>])\s*")
_VALUE = re.compile(r"[\"“”](?P<quoted>[^\"“”]*)(?P<end>[\"“”]?)|(?P<bare>[^\s(),\"“”]+)")
_COMMA = re.compile(r"\s*,\s*")
_PERCENT = re.compile(r"\s*%")
_DASHES = "-−–!"
_EVERYBODY = {"all", "everybody", "everyone"}
_JOINING = {"and", "or", "not"}
_SAME_SIGN = {"=": ":", "==": ":", "≥": ">=", "≤": "<="}


def parse(text: str) -> Audience:
    """What the words mean; "" is everybody who may be texted. Raises AudienceMistake."""
    if len(text) > LONGEST:
        raise AudienceMistake(
            "This audience is too long; give those people a tag instead.", LONGEST
        )
    return _Reader(text).everything()


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._terms = self._depth = 0

    def everything(self) -> Audience:
        if self._ended():
            return All()
        found = self._either()
        if not self._ended():
            raise self._mistake("This ) closes nothing; take it away.")
        return found

    def _either(self) -> Audience:
        parts = [self._both()]
        while self._took("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self) -> Audience:
        parts = [self._one()]
        while self._took("and") or self._goes_on():
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Audience:
        if self._ended():
            raise self._mistake("Something is missing at the end; write for example state:TX.")
        if self._text[self._at] in _DASHES:
            self._at += 1
            return Not(self._deeper())
        if self._took("not"):
            return Not(self._deeper())
        if self._text[self._at] == "(":
            return self._parenthesis()
        return self._term()

    def _deeper(self) -> Audience:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._mistake("This goes too deep; take some parentheses away.")
        found = self._one()
        self._depth -= 1
        return found

    def _parenthesis(self) -> Audience:
        opened = self._at
        self._at += 1
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._mistake("This goes too deep; take some parentheses away.")
        found = self._either()
        self._depth -= 1
        if self._ended() or self._text[self._at] != ")":
            raise AudienceMistake("This ( is never closed; write a ) where it ends.", opened)
        self._at += 1
        return found

    def _term(self) -> Audience:
        began = self._at
        word = _WORD.match(self._text, began)
        if not word:
            raise self._mistake(
                f"'{self._text[began]}' cannot stand here; write for example state:TX."
            )
        sign = _SIGN.match(self._text, word.end())
        if not sign:
            return self._everybody(word)
        name = name_of(word[0], began)
        self._at = sign.end()
        written = _SAME_SIGN.get(sign[1], sign[1])
        parts = [self._valued(name, written)]
        while (comma := _COMMA.match(self._text, self._at)) and not self._names(comma.end()):
            self._at = comma.end()
            parts.append(self._valued(name, written))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _everybody(self, word: re.Match[str]) -> Audience:
        if word[0].lower() in _EVERYBODY:
            self._at = word.end()
            return All()
        if word[0].lower() in _JOINING:
            raise self._mistake(
                f"Something is missing before '{word[0]}'; write it or take it away."
            )
        if word[0].lower() in EXAMPLES:
            raise self._mistake(f"'{word[0]}' needs a value; write {EXAMPLES[word[0].lower()]}.")
        raise self._mistake(
            f"'{word[0]}' stands alone; say what it is, such as tag:{word[0]}, and put quotes "
            "around words that belong together."
        )

    def _valued(self, name: str, sign: str) -> Audience:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise self._mistake(
                f"An audience has at most {MOST_TERMS} terms; give those people a tag instead."
            )
        began = self._at
        value = _VALUE.match(self._text, began)
        if value and value["bare"] is None and not value["end"]:
            raise self._mistake("This quote is never closed; write another one behind the words.")
        if not value:
            return term(name, sign, "", began)
        self._at = value.end()
        if value["bare"] is None:
            return term(name, sign, value["quoted"], began)
        return term(name, sign, value["bare"] + self._more(name, value["bare"]), began)

    def _more(self, name: str, first: str) -> str:
        """What belongs to a bare value though a blank is between, as in New York or 10 %."""
        if name == "share" and (percent := _PERCENT.match(self._text, self._at)):
            self._at = percent.end()
            return "%"
        more, taken = "", ""
        before = self._at
        while word := self._plain_word():
            self._at = word.end()
            more += f" {word[0]}"
            if name in {"legislator", "senator", "representative"} or (
                name == "state" and f"{first}{more}".lower() in state_names.CODES
            ):
                taken, before = more, self._at
        self._at = before
        return taken

    def _plain_word(self) -> re.Match[str] | None:
        """The next word, if it joins nothing, negates nothing and names no term."""
        self._skip()
        word = _WORD.match(self._text, self._at)
        plain = word and word[0][0] not in _DASHES and not self._names(self._at)
        return word if word and plain and word[0].lower() not in _JOINING | _EVERYBODY else None

    def _names(self, at: int) -> bool:
        """Does a term begin here?"""
        word = _WORD.match(self._text, at)
        return bool(word and _SIGN.match(self._text, word.end()))

    def _took(self, joining: str) -> bool:
        self._skip()
        word = _WORD.match(self._text, self._at)
        if not word or word[0].lower() != joining or self._names(self._at):
            return False
        self._at = word.end()
        return True

    def _goes_on(self) -> bool:
        if self._ended() or self._text[self._at] == ")":
            return False
        if self._text[self._at] == ",":
            raise self._mistake("Write 'and' or 'or' here, not a comma.")
        word = _WORD.match(self._text, self._at)
        return not word or word[0].lower() != "or"

    def _ended(self) -> bool:
        self._skip()
        return self._at == len(self._text)

    def _skip(self) -> None:
        blanks = _BLANKS.match(self._text, self._at)
        self._at = blanks.end() if blanks else self._at

    def _mistake(self, sentence: str) -> AudienceMistake:
        return AudienceMistake(sentence, self._at)
