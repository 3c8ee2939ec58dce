"""Proposes a keyword: a short word of the alert that no other action has."""

import re
from collections.abc import Collection, Iterator, Sequence

from sms_line.actions.drafting.word_lists import words
from sms_line.actions.reserved import is_reserved
from sms_line.core.languages import folded

_EMPTY = words(
    "the,a,an,of,and,or,to,in,on,for,with,by,from,our,your,us,we,"
    "their,his,her,its,it,this,that,is,are,be,now,all,no,not,join,"
    "national,day,week,action,alert,take,urgent,tell,ask,urge,congress,"
    "senate,senator,senators,house,representative,representatives,call,write,"
    "email,text,send,vote,act,bill,law,please,them,they,who,what,why,"
    "how,el,la,los,las,de,del,y,o,en,por,para,con,sus,su,un,una,al,"
    "lo,se,no,que,dia,nacional,accion,alerta,diga,pida,congreso,senado,"
    "senador,senadores,representante,ley,urgente,unase,actue"
)
_BILL = re.compile(
    r"\b(?P<chamber>H\.?\s?R|S|H\.?\s?J\.?\s?Res|S\.?\s?J\.?\s?Res)\.?\s?(?P<number>\d{1,5})\b"
)
SHORT = range(3, 13)
"""Letters of a keyword that people type without a mistake."""


def propose(campaign: Sequence[str], title: str, letter: str, taken: Collection[str]) -> str:
    """The first good word that is free; "" if a title has no word and the alert no bill."""
    used = {word.upper() for word in taken}
    offered = list(dict.fromkeys(_candidates(campaign, title, letter)))
    for word in [*offered, *(f"{word}{n}" for n in range(2, 10) for word in offered)]:
        if word not in used and not is_reserved(word) and not word.isdecimal():
            return word
    return ""


def _candidates(campaign: Sequence[str], title: str, letter: str) -> Iterator[str]:
    words = [_plain(word) for word in campaign]
    yield from _good(words)
    joined = "".join(words)
    if 3 <= len(joined) <= 20:
        yield joined
    if bill := _BILL.search(title) or _BILL.search(letter):
        yield _plain(bill["chamber"]) + bill["number"]
    yield from _good([_plain(word) for word in re.findall(r"[^\W_]+", title)])


def _good(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        if len(word) in SHORT and word.lower() not in _EMPTY and not word[0].isdigit():
            yield word


def _plain(word: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", folded(word).upper())
