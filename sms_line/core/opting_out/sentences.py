"""A text cut into sentences of plain words, with the slips of a thumb in opt-out words mended."""

import re

from sms_line.core.hearing.plain import clean, without_accents, without_signature
from sms_line.core.hearing.spelling import within_one, within_two
from sms_line.core.hearing.vocabulary import listed

_LETTERS_APART = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*/]{1,2}){2,40}[^\W\d_](?!\w)")
_BETWEEN_LETTERS = re.compile(r"[ .\-_*/]")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_SENTENCE_END = re.compile(r"[.,!?;:\n()\"“”¡¿–—…|/]+| - ")
_WRONG_NUMBER = re.compile(r"wrong ?#")
_WORD = re.compile(r"[^\W_]+")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_DOUBLED = re.compile(r"(?:stop|quit){2,}|stop2?(?:quit|end|stop|all|now|it|this)")
_JOINED = {
    ("opt", "out"): "optout",
    ("un", "subscribe"): "unsubscribe",
    ("optar", "salir"): "salir",
}

_MENDED = (
    *("stop", "quit", "cancel", "revoke", "unsubscribe", "optout", "stopall", "texting"),
    *("messaging", "contacting", "cancelar", "terminar", "desuscribir"),
)
_TRUE_WORDS = listed(
    "shop step top tops atop stoop stomp stow strop slop swop stob stoup story stopa sto sop quite "
    "quiet quilt quint quits quid quip quin quito quirt suit quoit cancer cancers evoke provoke "
    "revoked evokes testing resting vexing nesting besting terminal terminas terminan germinar "
    "cancelas cancelan cancele cancela cancelen massaging contracting canceled cancelled cancels "
    "describir "
    "stops"
)
"""One slip away from an opt-out word, and words, names or forms of their own."""
_SHORTEST_FOR_TWO_SLIPS = 11


def sentences(text: str) -> tuple[tuple[str, ...], ...]:
    """Sentences (parts between marks, commas too) of small words without accents, none empty."""
    plain = without_accents(clean(without_signature(text)).casefold())
    plain = _LETTERS_APART.sub(lambda m: _BETWEEN_LETTERS.sub("", m.group()), plain)
    plain = _WRONG_NUMBER.sub("wrong number", plain)
    plain = _INNER_APOSTROPHE.sub("", plain)
    cut = (tuple(_WORD.findall(part)) for part in _SENTENCE_END.split(plain))
    return tuple(_joined(tuple(mended(word) for word in words)) for words in cut if words)


def mended(word: str) -> str:
    """The opt-out word that was meant: "stpo", "STOOOP", "st0p", "stopstop", "unsubcribe"."""
    word = _DRAWN_OUT.sub(r"\1", word)
    if _DOUBLED.fullmatch(word):
        return "stop"
    if word in _TRUE_WORDS or word.isdecimal():
        return word
    for meant in _MENDED:
        long = len(meant) >= _SHORTEST_FOR_TWO_SLIPS and word[0] == meant[0]
        if (within_two if long else within_one)(word, meant):
            return meant
    return word


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    out: list[str] = []
    for word in words:
        if out and (out[-1], word) in _JOINED:
            out[-1] = _JOINED[out[-1], word]
        else:
            out.append(word)
    return tuple(out)
