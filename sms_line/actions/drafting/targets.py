"""Whom an alert writes to: senators, the representative, or both, told by its own words."""

import re
from collections.abc import Sequence

from sms_line.actions.drafting.lines import Line
from sms_line.core.action import Target

_SENATORS = re.compile(r"\b(?:senators?|sens?\.|senador(?:a|es|as)?)\b|\bsenate office", re.I)
_REPRESENTATIVE = re.compile(
    r"\b(?:representatives?(?! of )|reps?\.|congress(?:wo)?m[ae]n|congress(?:member|person)|"
    r"house members?|representantes?|congresistas?)",
    re.I,
)
_YOURS = re.compile(
    r"(?:\b(?:your|our|both|dear|su|sus|nuestros|ambos|estimad\w+)|\d)\b[^.!?]{0,60}", re.I
)
_BOTH = re.compile(
    r"\bmembers? of congress|\b(?:tell|ask|urge|write|call|contact|email|e-mail|to) congress\b|"
    r"\b(?:your|our) (?:legislators|lawmakers|elected officials|members)\b|"
    r"\bcongreso\b|\bcongress:",
    re.I,
)


def find_targets(lines: Sequence[Line], greeting: str) -> frozenset[Target]:
    """The offices that the greeting and "your senators", "your representative" name.

    Congress alone means both; a page that names nobody gives an empty set.
    """
    named = _named(greeting)
    if not named:
        for line in lines:
            for phrase in _YOURS.finditer(line.text):
                named |= _named(phrase[0])
    if not named and any(_BOTH.search(line.text) for line in lines):
        named = frozenset(Target)
    return named


def _named(words: str) -> frozenset[Target]:
    found = set()
    if _SENATORS.search(words):
        found.add(Target.SENATORS)
    if _REPRESENTATIVE.search(words):
        found.add(Target.REPRESENTATIVE)
    return frozenset(found)
