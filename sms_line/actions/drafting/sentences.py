"""Cuts prose into sentences; "H.R. 1234", "U.S." and "Sen. Reed" end none."""

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'¿¡(\[]*[A-ZÁÉÍÓÚÑ0-9])")
_SHORT = re.compile(
    r"(?:\b(?:[A-Za-z]|Rep|Reps|Sen|Sens|Dr|Mr|Mrs|Ms|No|St|Gov|Res|vs|Inc|Hon|Sr|Sra|EE|UU)"
    r"|\b[A-Z]\.[A-Z])$"
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of one paragraph, each without space around it."""
    start = 0
    for end in _END.finditer(text):
        if end[0].startswith(".") and _SHORT.search(text, max(start, end.start() - 8), end.start()):
            continue
        yield text[start : end.end()].strip()
        start = end.end()
    if text[start:].strip():
        yield text[start:].strip()
