"""A ZIP code in what somebody wrote, if there is exactly one that can be meant."""

import re

from sms_line.core.hearing.plain import clean, without_signature, words
from sms_line.core.hearing.vocabulary import listed

_STATES = (
    "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH "
    "NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY AS GU MP PR VI AA AE AP FM MH PW"
)
_URL = re.compile(r"\S{0,20}(?:://|www\.)\S*")
_ATTACHED = re.compile(rf"\b({_STATES.replace(' ', '|')}|ZIP)(?=\d{{5}}\b)", re.IGNORECASE)
_SPACED = re.compile(r"(?<![\w.$#€£-])(?<!\d )\d(?:[ .-]\d){4}(?![ .-]?\d)(?!\w)")
_TWO_GROUPS = re.compile(r"\d{2,3} \d{2,3}")
_NINE = re.compile(r"(?<![\w-])(\d{5}) ?[-–] ?(\d{4})(?![\w-])|^(\d{5}) (\d{4})$")
_FIVE = re.compile(r"(?<![\w$€£#@/.+%&-])(?<!\d,)(?<!\$ )\d{5}(?![\w%@/$€£]|[-.,:]\d|-\w|/)")

_NUMBERED = listed(
    "apt apartment suite ste unit box room rm lot space spc no floor fl bldg building apdo "
    "apartado casilla apto depto case order bill caso badge highway hwy route rt rte sr fm cr "
    "carr carretera km ruta phone tel telefono"
)
"""What stands before a number that is no ZIP code."""
_SUFFIXES = listed(
    "st street ave avenue av rd road dr drive ln lane blvd boulevard ct court cir circle pl place "
    "way ter terrace pkwy parkway hwy highway trl trail loop sq square aly alley row pike run "
    "crossing xing path plz plaza expy expressway fwy tpke turnpike broadway cres"
)
_STREET_FIRST = listed(
    "calle avenida ave av camino carr carretera paseo calzada boulevard blvd callejon via cll "
    "highway hwy county rural route broadway"
)
_NEGATIONS = listed("not isnt wasnt no nope never")
_ABOUT_A_ZIP = listed(
    "my mi zip zips zipcode zipcodes code codes codigo postal the el is its it es este esta un a "
    "i im in live at from vivo en de area mine here sure yes si ok okay for por and"
) | listed("please pls thanks thank you ty thx gracias favor hi hello hola hey")


def zip_code(text: str) -> str | None:
    """Five digits, from any way of giving a ZIP code; None when in doubt.

    Left out: longer numbers, sums, house, box and apartment numbers ("12345 Main St"), numbers
    that the text denies, and texts with two different candidates.
    """
    plain = _joined(clean(text))
    found = {m.group() for m in _FIVE.finditer(plain) if _can_be_zip(plain, m)}
    return found.pop() if len(found) == 1 else None


def alone_zip(text: str) -> str | None:
    """The ZIP code of a text that says nothing else ("my zip is 82001 please")."""
    found = zip_beside(text)
    return found[0] if found and not found[1] else None


def zip_beside(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The ZIP code of a text, and the words that are not about it ("free, my zip is 82001")."""
    code = zip_code(text)
    if code is None:
        return None
    said = words(_joined(clean(without_signature(text))))
    return code, tuple(word for word in said if word not in _ABOUT_A_ZIP and word != code)


def _joined(plain: str) -> str:
    """Bring "8 2 0 0 1", "820 01", "82001-1234" and "WY82001" to five digits in a row."""
    plain = _URL.sub(" ", plain)
    only = plain.strip(" .!#")
    if _TWO_GROUPS.fullmatch(only) and len(only) == 6:
        return only.replace(" ", "")
    plain = only if only.isdecimal() else plain
    plain = _NINE.sub(lambda m: m.group(1) or m.group(3), plain)
    plain = _SPACED.sub(lambda m: "".join(c for c in m.group() if c.isdecimal()), plain)
    return _ATTACHED.sub(r"\1 ", plain)


def _can_be_zip(plain: str, found: re.Match[str]) -> bool:
    before = words(re.split(r"[,.;\n]", plain[max(0, found.start() - 24) : found.start()])[-1])
    if before and before[-1] in _NUMBERED:
        return False
    if _NEGATIONS.intersection(before[-3:]):
        return False
    return not _opens_a_street(plain[found.end() : found.end() + 60])


def _opens_a_street(after: str) -> bool:
    """A house number has its street behind it, up to the first comma or line end."""
    ahead = words(re.split(r"[,\n;]", after, maxsplit=1)[0])[:5]
    if not ahead or not after.startswith(" "):
        return False
    return ahead[0] in _STREET_FIRST or any(word in _SUFFIXES for word in ahead[1:])
