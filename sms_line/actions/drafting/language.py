"""Which language a line is in, told by its small words."""

import re
from collections.abc import Sequence

from sms_line.actions.drafting.lines import Line
from sms_line.actions.drafting.word_lists import words
from sms_line.core.people import Language

_SMALL_WORDS = {
    Language.ENGLISH: words(
        "the,of,and,to,in,is,are,that,this,your,you,for,with,we,our,i,my,"
        "from,by,on,it,be,will,have,has,must,please,urge,people,who,their"
    ),
    Language.SPANISH: words(
        "el,la,los,las,de,del,y,en,que,es,son,su,sus,para,con,por,"
        "nuestro,nuestra,nuestros,nuestras,un,una,al,lo,se,le,les,como,más,"
        "pido,usted,está,están,debe,deben"
    ),
}
_ENOUGH = 20
"""Small words that a second language needs, so that a quoted sentence is not one."""

Parts = dict[Language, tuple[Line, ...]]


def by_language(lines: Sequence[Line]) -> Parts:
    """The lines of each language; all in one, unless a second one says a good deal of its own."""
    told = [_scores(line.text) for line in lines]
    totals = {each: sum(score[each] for score in told) for each in Language}
    main = max(Language, key=lambda each: totals[each])
    if any(count < max(_ENOUGH, totals[main] // 4) for count in totals.values()):
        return {main: tuple(lines)}
    parts: dict[Language, list[Line]] = {main: []}
    current = main
    for line, scores in zip(lines, told, strict=True):
        best = max(Language, key=lambda each: scores[each])
        # A line of a word or two ("[Your Name]") goes with those above it.
        if scores[best] > min(scores.values()) + 1:
            current = best
        parts.setdefault(current, []).append(line)
    return {language: tuple(found) for language, found in parts.items()}


def _scores(text: str) -> dict[Language, int]:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return {each: sum(word in small for word in words) for each, small in _SMALL_WORDS.items()}
