"""Which one of a short list somebody picks: by number or by a person's name."""

from collections.abc import Sequence

from sms_line.core.hearing.plain import gist, words
from sms_line.core.hearing.spelling import within_one
from sms_line.core.hearing.vocabulary import listed

_ABOUT_A_CHOICE = listed(
    "number numero num no option opcion choice opc the el la lo its it is es i choose pick want "
    "think quiero escojo elijo one for to answer respuesta creo que"
)
_PLACES = (
    listed("1 1st first one uno primero primera primer"),
    listed("2 2nd second two dos segundo segunda"),
    listed("3 3rd third three tres tercero tercera tercer"),
    listed("4 4th fourth four cuatro cuarto cuarta"),
    listed("5 5th fifth five cinco quinto quinta"),
    listed("6 6th sixth six seis sexto sexta"),
    listed("7 7th seventh seven siete septimo septima"),
    listed("8 8th eighth eight ocho octavo octava"),
    listed("9 9th ninth nine nueve noveno novena"),
)
_ABOUT_A_PERSON = listed(
    "rep reps representative congressman congresswoman congressperson senator sen delegate mr mrs "
    "ms miss dr is its it my the por i think believe mi es el la sr sra representante "
    "congresista delegado delegada comisionado comisionada creo que"
)
_SUFFIXES = listed("jr sr ii iii iv")
_SHORTEST_MISSPELT = 4


def choice_number(text: str, count: int) -> int | None:
    """The place picked, from 1 to `count`: "2", "#2", "2.", "number two", "el segundo"."""
    said = gist(text)
    picked = [w for w in said if w not in _ABOUT_A_CHOICE] or list(said)
    if len(picked) != 1:
        return None
    if picked[0].isdecimal() and len(picked[0]) <= len(str(count)):
        number = int(picked[0])
    else:
        number = next((n for n, place in enumerate(_PLACES, 1) if picked[0] in place), 0)
    return number if 1 <= number <= count else None


def choice_name(text: str, names: Sequence[str]) -> int | None:
    """The place in `names`, from 1, of the one person meant; None when none or several could be.

    A last name, a full name, or a first name that only one of them has; accents don't matter,
    and one slip in a word of four letters or more is forgiven. A number before it may stand.
    """
    said = [w for w in gist(text) if w not in _ABOUT_A_PERSON]
    number = int(said.pop(0)) if len(said) > 1 and _is_small_number(said[0]) else None
    if not said:
        return None
    parts = [[w for w in words(name) if w not in _SUFFIXES] for name in names]
    for same in (str.__eq__, _alike):
        meant = [
            place
            for place, name in enumerate(parts, 1)
            if all(any(same(w, part) for part in name) for w in said if w not in _SUFFIXES)
        ]
        if meant:
            return meant[0] if len(meant) == 1 and number in (None, meant[0]) else None
    return None


def _is_small_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= 2


def _alike(said: str, meant: str) -> bool:
    if min(len(said), len(meant)) < _SHORTEST_MISSPELT:
        return said == meant
    return within_one(said, meant)
