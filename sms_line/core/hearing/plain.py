"""From a text as a phone sends it to plain characters and plain words.

Phones add full-width digits, curly quotes, invisible joiners, emoji and signatures; every
recognizer starts from here.
"""

import re
import unicodedata

from sms_line.core.hearing.vocabulary import listed, phrases

_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼʻ´`＇", "'"))
"""Before NFKC, which would make a space and an accent of "´"."""

_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_IDLE_JOINER = re.compile(r"(?<![^\x00-\u036f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u036f])")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_WORD = re.compile(r"[^\W_]+")
_EMOTICON = re.compile(r"(?<!\S)(?:[:;=]['-]?[()DPp3/*|]+|<3+|\^_*\^|[xX]D+)(?!\S)")

_NAME = r"[^\W\d_][\w.']{0,20}"
_SIGNATURES = (
    re.compile(
        r"\n\s*(?:sent (?:from|via|with) |get outlook for |enviado (?:desde|con|por) )[^\n]{0,60}$",
        re.IGNORECASE,
    ),
    re.compile(rf"\n\s*[-–—~]+\s?(?P<name>{_NAME}(?: {_NAME}){{0,3}})\s*$"),
    re.compile(rf"(?<=\S) [-–—~]+(?P<name>{_NAME}(?: {_NAME}){{0,2}})\s*$"),
)


def clean(text: str, *, keep_joiners: bool = False) -> str:
    """NFKC, ASCII digits and apostrophes, no control or invisible characters, spaces folded.

    Line ends stay, one at a time. `keep_joiners` keeps the two that Persian and Indic spelling
    needs, between letters of such scripts.
    """
    if text.isascii() and text.isprintable():  # nearly every text, and all else leaves it alone
        return _SPACES.sub(" ", text.replace("`", "'")).strip()
    text = _FRACTION.sub(" ", _LINE_ENDS.sub("\n", text.translate(_APOSTROPHES)))
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).replace("⁄", "/")
    visible = "".join(_visible(c, keep_joiners=keep_joiners) for c in text)
    visible = _IDLE_JOINER.sub("", visible)
    # Once more: letters and accents that an invisible character held apart have met.
    whole = unicodedata.normalize("NFKC", visible)
    return _LINES.sub("\n", _SPACES.sub(" ", whole)).strip()


def _visible(character: str, *, keep_joiners: bool) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if character == "\t":
        return " "
    if keep_joiners and character in "\u200c\u200d":
        return character
    invisible = category[0] == "C" and character != "\n"
    return "" if invisible or category == "Me" or "\ufe00" <= character <= "\ufe0f" else character


def without_accents(text: str) -> str:
    """Letters without their marks: "Núñez" → "Nunez"; for comparing, never for showing."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def words(text: str) -> tuple[str, ...]:
    """The words for comparing: small letters, no accents, "don't" as "dont", no emoji."""
    folded = without_accents(clean(text).casefold())
    return tuple(_WORD.findall(_INNER_APOSTROPHE.sub("", folded)))


def without_emoji(text: str) -> str:
    """Emoji and emoticons become spaces."""
    spaced = "".join(" " if unicodedata.category(c) in ("So", "Sk") else c for c in text)
    return _EMOTICON.sub(" ", spaced)


def without_signature(text: str, *, keep_joiners: bool = False) -> str:
    """Drop "Sent from my iPhone", and "-Ana" where it follows something else.

    On the line of the text itself a signature must stand right behind its dash and begin with a
    capital, so that "yes - but not to him" keeps its "but".
    """
    text = clean(text, keep_joiners=keep_joiners)
    for pattern in _SIGNATURES:
        found = pattern.search(text[-120:])
        if found and _signs(found):
            text = text[: len(text) - len(found.group())].rstrip()
    return text


def _signs(found: re.Match[str]) -> bool:
    name = found.groupdict().get("name")
    if name is None or (found.group().startswith("\n") and " " not in found.group().strip()):
        return True
    return all(not word[0].islower() for word in name.split())


_COURTESIES = listed(
    "please pls plz plse kindly thanks thank ty thx tx tysm thankyou porfavor porfa porfis gracias "
    "hi hello hey hola buenas"
)
_COURTESY_PAIRS = phrases(
    "thank you,thanks you,por favor,por fa,so much,very much,muchas gracias,buenos dias,"
    "buenas tardes,buenas noches,good morning,good afternoon,good evening"
)


def without_courtesy(said: tuple[str, ...]) -> tuple[str, ...]:
    """Drop "please", "thank you", "hola", "por favor" from both ends."""
    start, end = 0, len(said)
    while start < end:
        if said[start : start + 2] in _COURTESY_PAIRS and start + 2 <= end:
            start += 2
        elif said[start] in _COURTESIES:
            start += 1
        elif said[end - 2 : end] in _COURTESY_PAIRS and end - 2 >= start:
            end -= 2
        elif said[end - 1] in _COURTESIES:
            end -= 1
        else:
            break
    return said[start:end]


def gist(text: str) -> tuple[str, ...]:
    """What a short text says: its words without signature and courtesy."""
    return without_courtesy(words(without_signature(text)))
