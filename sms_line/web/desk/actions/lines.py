"""What differs between two texts, line by line, for people to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

AROUND = 2
"""Lines that are shown above and below a change."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: taken out, put in, the same in both, or "…" for many that are."""

    kind: Literal["out", "in", "same", "gap"]
    words: str


def compared(before: str, after: str) -> list[Line]:
    """The changes with a little of what stands around them; nothing where there is none."""
    old, new = before.split("\n"), after.split("\n")
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Line] = []
    for i, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if i or group[0][1]:
            found.append(Line("gap", "…"))
        for tag, a, b, c, d in group:
            found += _lines(tag, old[a:b], new[c:d])
    return found


def _lines(tag: str, old: list[str], new: list[str]) -> Iterator[Line]:
    if tag == "equal":
        yield from (Line("same", words) for words in old)
        return
    yield from (Line("out", words) for words in old)
    yield from (Line("in", words) for words in new)
