"""Finds what an alert asks of Congress: in its letter, or in what it tells its supporters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sms_line.actions.drafting.cues import is_junk
from sms_line.actions.drafting.lines import Kind, Line
from sms_line.actions.drafting.sentences import sentences
from sms_line.core.dropping import DROPPED, mended
from sms_line.core.people import Language


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked: the sentence as one says it to an office, and what follows "ask you to"."""

    sentence: str
    what: str


_URGE = {
    Language.ENGLISH: re.compile(
        r"\b(?P<who>I|We)\b(?:(?!\b(?:I|We)\b)[^.;:?!]){0,80}?\b(?P<verb>urg|ask|call|implor|encourag|request|begg?|plead)"
        r"(?:e|ing|s)?\s+(?:(?:up)?on\s+|with\s+)?(?:that\s+)?you\s+(?:to\s+)?(?P<what>\w.+)"
    ),
    Language.SPANISH: re.compile(
        r"\b(?P<who>[Ll][eoa]s?)\s+(?P<verb>pido|pedimos|ruego|rogamos|insto|instamos|exhorto|"
        r"exhortamos|solicito|solicitamos|escribo para pedirle)(?:\s+a)?\s+que\s+"
        r"(?P<what>\w.+)"
    ),
}
_VERBS = {
    "urg": "urge you to",
    "call": "call on you to",
    "implor": "implore you to",
    "encourag": "encourage you to",
    "beg": "beg you to",
}
"""The stem of a verb → how a caller says it; all others ask."""
_PLEASE = {
    Language.ENGLISH: re.compile(
        r"Please\s+(?:do everything in your power to\s+)?(?P<what>(?!forward|share|click|reply|"
        r"let me|tell me|contact|respond|know|see|find|visit|consider this|accept)\w.+)"
    ),
    Language.SPANISH: re.compile(r"Por favor,?\s+(?P<what>(?!comparta|reenv|haga clic)\w.+)"),
}
_PLAIN = re.compile(
    r"(?P<what>(?:Vote|Co-?sponsor|Support|Oppose|Reject|Pass|Protect|Defend|Fund|Restore|Extend|"
    r"Cut|End|Stop|Keep|Block)\s\w.+)"
)
_TO_CONGRESS = {
    Language.ENGLISH: re.compile(
        r"(?:please )?(?:join us in )?(?:tell|ask|urg|call on|demand|writ|e-?mail|contact|call)"
        r"(?:ing|e)?\b[^.!?]{0,80}\b(?:congress|senators?|representatives?|members?|lawmakers|"
        r"legislators|congress(?:wo)?m[ae]n|house|senate)\b[^.!?]{0,40}(?:\b(?:to|that|and)\b|:)",
        re.IGNORECASE,
    ),
    Language.SPANISH: re.compile(
        r"(?:p[ií]d|d[ií]ga|exij|inst|escrib|llam|ll[aá]m)\w*\b[^.!?]{0,80}\b(?:congreso|senador\w*|"
        r"representante|congresista|legislador)\w*[^.!?]{0,40}(?:\bque\b|:)",
        re.IGNORECASE,
    ),
}
_ABOUT_THE_PAGE = re.compile(
    r"\b(?:click|tap|button|below|fill|form|sign up|https?:|clic|abajo|bot[oó]n)|\d{3}-\d{4}", re.I
)
_TELEPHONE = re.compile(r"\s+(?:at|al)\s+\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b")
_PERSONS = re.compile(r"\b(?:you|yours?|me|my|mine|I|usted|mis?)\b", re.IGNORECASE)
ASK_LIMIT = 400
"""Characters of what is asked: a caller says it in one breath, and parse allows 600."""


def asks_in(letter: str, language: Language) -> tuple[Asked, ...]:
    """What a letter asks, in its order; "I urge you to …" before plain requests."""
    said = [line for paragraph in _without_gaps(letter) for line in sentences(paragraph)]
    urged = [each for sentence in said if (each := _urged(sentence, language))]
    pleas = [each for sentence in said if (each := _plea(sentence, language))]
    return tuple(urged + [each for each in pleas if each not in urged])


def _without_gaps(letter: str) -> Iterator[str]:
    bare = mended(re.sub(r"\[[^\[\]]*\]", DROPPED, letter.replace("\x01", "")))
    for line in bare.split("\n"):
        yield line.removeprefix("- ")


def _urged(sentence: str, language: Language) -> Asked | None:
    match = _URGE[language].search(sentence)
    if match is None or len(match["what"]) > ASK_LIMIT:
        return None
    what = _ended(match["what"])
    return Asked(f"{_said(match, language)} {what}", what)


def _said(match: re.Match[str], language: Language) -> str:
    """ "I am writing as a parent to ask you to" is said on the phone as "I ask you to"."""
    who, verb = match["who"].capitalize(), match["verb"]
    if language is Language.SPANISH:
        verb = "pido" if verb.startswith("escribo") else verb
        return f"{who} {verb}{' a' if verb.startswith(('inst', 'exhort')) else ''} que"
    return f"{who} {_VERBS.get(verb, 'ask you to')}"


def _plea(sentence: str, language: Language) -> Asked | None:
    match = _PLEASE[language].match(sentence)
    if match is None and language is Language.ENGLISH:
        match = _PLAIN.match(sentence)
    if match is None or len(sentence) > ASK_LIMIT:
        return None
    what = match["what"]
    return Asked(_ended(sentence), _ended(what[0].lower() + what[1:]))


def _ended(text: str) -> str:
    return text.rstrip(" .!…,;:") + "." if not text.endswith("?") else text


def told(lines: Sequence[Line], language: Language) -> str:
    """The page's own sentence to its supporters ("Tell your senators to …"); "" if it has none."""
    headings = [line for line in lines if line.kind is Kind.HEADING]
    for line in [*(each for each in lines if each.kind is not Kind.HEADING), *headings]:
        for sentence in sentences(_TELEPHONE.sub("", line.text)):
            if is_told(sentence, language) and not is_junk(sentence):
                return _ended(sentence)
    return ""


def is_told(sentence: str, language: Language) -> bool:
    """Does this tell supporters what to ask of Congress?"""
    return (
        len(sentence) <= ASK_LIMIT
        and _TO_CONGRESS[language].match(sentence) is not None
        and _ABOUT_THE_PAGE.search(sentence) is None
    )


def fit_for_supporters(asked: Sequence[Asked]) -> str:
    """What is asked in words that mean the same to a supporter: without "you" and "my"."""
    return next((each.what for each in asked if not _PERSONS.search(each.what)), "")
