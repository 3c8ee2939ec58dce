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
    "senador,senadores,representante,ley,urgente,unase,digale,diga,diganle,escriba,llame,actue"
)
_BILL = re.compile(
    r"\b(?P<chamber>H\.?\s?R|S|H\.?\s?J\.?\s?Res|S\.?\s?J\.?\s?Res)\.?\s?(?P<number>\d{1,5})\b"
)
_ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")
_WEAK = words(
    "protect,save,stop,end,support,defend,oppose,pass,fund,cosponsor,reject,keep,cut,cuts,now,"
    "write,today,proteja,salve,apoye,rechace,apruebe,ahora,hoy"
)
"""Words that any alert may have: taken where there is no better one."""
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
    of_title = [_plain(word) for word in re.findall(r"[^\W_]+", title)]
    yield from _good(words, weak=False)
    joined = "".join(words)
    if 3 <= len(joined) <= 20:
        yield joined
    if bill := _BILL.search(title) or _BILL.search(letter):
        yield _plain(bill["chamber"]) + bill["number"]
    if not title.isupper():
        yield from _good([_plain(each) for each in _ACRONYM.findall(title)], weak=False)
    yield from _good(of_title, weak=False)
    yield from _good([*words, *of_title], weak=True)


def _good(words: Sequence[str], *, weak: bool) -> Iterator[str]:
    for word in words:
        if (
            (word.lower() in _WEAK) is weak
            and len(word) in SHORT
            and word.lower() not in _EMPTY
            and not word[0].isdigit()
        ):
            yield word


def _plain(word: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", folded(word).upper())
