"""Cities as people write them: the post's own list knows only capitals at every word."""

import re

_SMALL = re.compile(r"(?<=\S) (And|Of|Or|The|In|On|By|De|Del|Du|Au|Aux)(?= )")
_SCOTTISH = re.compile(r"\bMc ?([A-Za-z])(?=[a-z])")
_APOSTROPHE = re.compile(r"\b(O|D) ([A-Z])([A-Za-z]+)")
_AFTER_HYPHEN = re.compile(r"(?<=-)[a-z]")
_INITIALS = {"Mcbh": "MCBH", "Jbsa": "JBSA", "Jbphh": "JBPHH", "Usaf": "USAF", "Dhs": "DHS"}
"""Bases and offices that go by their initials."""


def proper(city: str) -> str:
    """A city to sign a letter with: "Mc Bee" → "McBee", "City Of Industry" → "City of Industry"."""
    words = " ".join(_INITIALS.get(word, word) for word in city.split())
    words = _SCOTTISH.sub(lambda found: f"Mc{found[1].upper()}", words)
    words = _APOSTROPHE.sub(_with_apostrophe, words)
    words = _SMALL.sub(lambda found: f" {found[1].lower()}", words)
    return _AFTER_HYPHEN.sub(lambda found: found[0].upper(), words)


def _with_apostrophe(found: re.Match[str]) -> str:
    """ "O Fallon" → "O'Fallon"; in the middle of a name "D" is French: "Coeur d'Alene"."""
    letter = "d" if found[1] == "D" and found.start() else found[1]
    return f"{letter}'{found[2]}{found[3].lower()}"
