"""A small notation for the many ways of putting one request, compiled to one regular expression.

A line of it is a row of words:

    stop|quit      one of these; "my_phone" is two words in a row
    me|us?         may be missing
    these|your*    up to four of these, in any order
    escrib-        a word that begins so
    <messages>     one of a named list; takes ? and * as well
    .              here the sentence ends, or turns to a word such as "please" or "now"

No part is repeated without a bound and each begins at a word, so a search takes time in
proportion to the length of the text.
"""

import re
from collections.abc import Iterable, Mapping

_MOST_REPEATED = 4
_LIST = re.compile("<(\\w+)>")


def compiled(
    lines: Iterable[str], lists: Mapping[str, str], afterthoughts: str, negations: str
) -> re.Pattern[str]:
    """One pattern for all lines, to be searched in `spoken`; never right after a negation."""
    after = _alternatives("|".join(afterthoughts.split()))
    end = f"(?=/ |$|{after} )"
    rows = (
        "".join(end if part == "." else _part(part, lists) for part in line.split())
        for line in lines
    )
    denied = "".join(f"(?<! {word.replace('_', ' ')} )" for word in negations.split())
    return re.compile(f"(?<= ){denied}(?:{'|'.join(rows)})")


def spoken(sentences: Iterable[Iterable[str]]) -> str:
    """Sentences as `compiled` reads them: each word with a space behind it, "/" between."""
    return " " + "/ ".join("".join(f"{word} " for word in sentence) for sentence in sentences)


def _part(part: str, lists: Mapping[str, str]) -> str:
    word, mark = (part[:-1], part[-1]) if part[-1] in "?*" else (part, "")
    word = _LIST.sub(lambda m: "|".join(lists[m[1]].split()), word)
    found = f"(?:{_alternatives(word)} )"
    return found + {"": "", "?": "?", "*": f"{{0,{_MOST_REPEATED}}}"}[mark]


def _alternatives(words: str) -> str:
    each = (re.escape(word.rstrip("-")).replace("_", " ") for word in words.split("|"))
    open_ended = (r"\w{0,15}" if word.endswith("-") else "" for word in words.split("|"))
    return f"(?:{'|'.join(a + b for a, b in zip(each, open_ended, strict=True))})"
