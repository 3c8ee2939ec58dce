"""Is this text an action's keyword, and nothing else?"""

from collections.abc import Collection
from functools import lru_cache

from sms_line.core.hearing.plain import clean, without_courtesy, without_signature, words
from sms_line.core.hearing.vocabulary import listed
from sms_line.core.hearing.zips import zip_beside

_LEAD = listed("text texting txt reply send keyword word envia enviar envio texto palabra")
_TOWARDS = frozenset({"to", "al", "a"})


def keyword(text: str, keywords: Collection[str]) -> str | None:
    """The one keyword that this text is, as `keywords` spells it.

    Capitals, accents, punctuation, emoji, spaces between letters, "text …", "please", a
    repetition and a signature don't matter; a word more, or two keywords, do.
    """
    for said in (words(text), _bare(text)):
        found = _spelled("".join(said), clean(text), keywords)
        if found is None and len(set(said)) == 1:
            found = _spelled(said[0], clean(text), keywords)
        if found is not None:
            return found
    return None


def keyword_with_zip(text: str, keywords: Collection[str]) -> tuple[str, str] | None:
    """The keyword and the ZIP code of a text that is both and nothing else ("FREE 82001")."""
    found = zip_beside(text)
    if found is None:
        return None
    code, rest = found
    word = keyword(" ".join(rest), keywords)
    return (word, code) if word else None


def _bare(text: str) -> tuple[str, ...]:
    said = without_courtesy(words(without_signature(text)))
    while len(said) > 1 and said[0] in _LEAD:
        said = without_courtesy(said[1:])
    if len(said) > 2 and said[-1].isdecimal() and said[-2] in _TOWARDS:
        said = said[:-2]
    return said


@lru_cache(maxsize=1024)
def _joined(keyword: str) -> str:
    return "".join(words(keyword))


def _spelled(said: str, typed: str, keywords: Collection[str]) -> str | None:
    """Compared without accents; where two keywords differ by them alone, as typed."""
    if not said:
        return None
    same = [k for k in keywords if _joined(k) == said]
    if len(same) > 1:
        same = [k for k in same if clean(k).casefold() == typed.casefold()]
    return same[0] if len(same) == 1 else None
