"""What a caller says: the alert's own script, or what the letter asks, by rule."""

import re
from collections.abc import Sequence

from sms_line.actions.drafting.asks import Asked
from sms_line.actions.drafting.cues import SCRIPT, opens_section
from sms_line.actions.drafting.frames import frame
from sms_line.actions.drafting.letter import is_greeting
from sms_line.actions.drafting.lines import Kind, Line, texted
from sms_line.actions.drafting.placeholders import signs
from sms_line.actions.drafting.sentences import sentences
from sms_line.core.people import Language

SCRIPT_LIMIT = 420
"""Characters: half a minute aloud, and three segments as a text."""
_GAP = re.compile(r"[\[(<{][^\[\](){}<>]{2,60}[\])>}]|_{3,}")
_THANKS = re.compile(r"\b(?:thank|gracias)", re.IGNORECASE)


def own_script(lines: Sequence[Line], language: Language) -> str:
    """The script below "Call script:"; a sentence with a gap in it is said by the frame's."""
    start = next((i for i, line in enumerate(lines) if SCRIPT.fullmatch(line.text)), None)
    if start is None:
        return ""
    said: list[str] = []
    for line in lines[start + 1 :]:
        ends = line.kind is Kind.HEADING or opens_section(line.text) or is_greeting(line.text)
        if ends or signs(line.text) or sum(map(len, said)) > SCRIPT_LIMIT:
            break
        said += sentences(line.text.strip('"“”'))
    kept = [each for each in said if not _GAP.search(each) and not _THANKS.match(each)]
    return _framed(_fitting(kept), language) if len(kept) < len(said) else _fit(" ".join(kept))


def script_of(asked: Sequence[Asked], language: Language) -> str:
    """Greeting, who I am, one or two things asked, thanks; "" where nothing is asked."""
    return _framed(_fitting([each.sentence for each in asked[:2]]), language)


def _framed(asks: Sequence[str], language: Language) -> str:
    return _fit(frame("script", language, asks=" ".join(asks))) if asks else ""


def _fitting(said: Sequence[str]) -> list[str]:
    """The first sentences, as many as can be said in one breath; the first in any case."""
    kept: list[str] = []
    for each in said:
        if kept and sum(map(len, kept)) + len(each) > SCRIPT_LIMIT - 60:
            break
        kept.append(each)
    return kept


def _fit(text: str) -> str:
    plain = texted(text)
    return plain if len(plain) <= 2 * SCRIPT_LIMIT else ""
