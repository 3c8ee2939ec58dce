"""What is left of a sentence when an optional phrase leaves it: clean text.

Works on the organizer's own text, in which each dropped phrase is one DROPPED character (or
DROPPED_CAPITAL, if it began with one) and each fact to be filled in is one HOLE; nothing that a
supporter typed is in it yet.
"""

import re

DROPPED = "\x01"
DROPPED_CAPITAL = "\x02"
HOLE = "\x03"

_MARK = "[\x01\x02]"
_JOINING = "and|but|or|so|that|because|while|yet|y|pero|o|que|porque"
_SEVERAL = re.compile(rf"({_MARK})(?:[ ]*{_MARK})+")
_ALONE = re.compile(rf"(?:(?<=\n)|\A)(?P<before>\n*)[ ]*{_MARK}[ ]*(?:\n|\Z)(?P<after>\n*)")
# The start of a text or a paragraph; or of a sentence, if the phrase began with a capital.
_START = re.compile(
    rf"(?P<before>(?:\A|\n\n){_MARK}|(?:\n|[.!?…][\"”’')]?[ ]+){DROPPED_CAPITAL})"
    r"[ ]*(?:[,;:.!?—–][ ]*)*(?P<letter>\w?)"
)
_MENDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # "(…)" → ""
        (rf"\([ ]*(?P<mark>{_MARK})[ ]*\)", r"\g<mark>"),
        # "I, …, urge" → "I urge"; "I — … — urge" → "I urge"
        (rf"[ ]*(?P<sign>[,—–])[ ]*{_MARK}[ ]*(?P=sign)[ ]*", " "),
        # "and …, I urge" → "and I urge": the comma belonged to the phrase
        (rf"(?i:\b(?P<word>{_JOINING})[ ]+){_MARK}[ ]*,", r"\g<word>"),
        # "Dear Senator,⏎…, I urge" → "Dear Senator,⏎I urge"
        (rf"(?<=[,.:;!?]\n)[ ]*{_MARK}[ ]*,[ ]*", ""),
        # "my community⏎…, we" → "my community,⏎we"
        (rf"\n[ ]*{_MARK}[ ]*,[ ]*", ",\n"),
        # "I urge you, …." → "I urge you."
        (rf"[ ]*[,—–]?[ ]*{_MARK}[ ]*(?P<end>[.;:!?)]|\n|\Z)", r"\g<end>"),
        # "families …, and" → "families, and"
        (rf"[ ]*{_MARK}[ ]*,", ","),
        # "(… word" → "(word"
        (rf"(?P<open>[(\n]|[“\"](?={_MARK}))[ ]*{_MARK}[ ]*", r"\g<open>"),
        # "and … I" → "and I"
        (rf"[ ]+{_MARK}[ ]*|{_MARK}[ ]+", " "),
        # "child…" → "child"
        (_MARK, ""),
        (r"[ ]+(?=\n|\Z)", ""),
    )
)


def mended(text: str) -> str:
    """The text without its dropped phrases: spaces, commas, capitals and lines put right."""
    if DROPPED not in text and DROPPED_CAPITAL not in text:
        return text
    text = _SEVERAL.sub(r"\1", text)
    text = _ALONE.sub(_without_line, text)
    text = _START.sub(_capital, text)
    for pattern, replacement in _MENDS:
        text = pattern.sub(replacement, text)
    return text


def _without_line(match: re.Match[str]) -> str:
    """The blank lines on one side of a line that is gone; none at the end of a text."""
    if match.end() == len(match.string):
        return ""
    return max(match["before"], match["after"], key=len) if match.start() else ""


def _capital(match: re.Match[str]) -> str:
    before = re.sub(_MARK, "", match["before"])
    return before + match["letter"].upper()
