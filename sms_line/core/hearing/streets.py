"""A street address in what somebody wrote, on one line; and post-office boxes, which are none."""

import re

from sms_line.core.hearing.plain import clean, without_emoji, without_signature, words
from sms_line.core.hearing.vocabulary import listed

_LONGEST = 160
_MOST_WORDS = 24

_INTRODUCTION = re.compile(
    r"(?:(?:hi|hello|hola|ok|okay|sure|yes|si|sí|claro)[,.! ]\s*)?"
    r"(?:(?:i(?:'m| am)? |we )?(?:currently )?(?:live|living|reside) (?:at|in|on) "
    r"|my (?:street |home |mailing |full )?address(?: is|:)? |(?:street )?address(?: is)?: ?"
    r"|(?:it'?s|it is|at|in) |(?:yo )?vivo en (?:la |el )?|mi direcci[oó]n(?: es|:)? "
    r"|direcci[oó]n(?: es)?: ?|(?:estoy )?en (?:la |el )?)?",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[\s,.;!:-]+(?:please|thanks|thank you|gracias|por favor|ty|thx)?[\s,.;!:-]*$", re.IGNORECASE
)

_PO_BOX = re.compile(
    r"\b(?:p\.? ?o\.? ?b(?:\.|ox)?|post(?:al)?(?: office)? box|apartado(?: postal)?|apdo\.?"
    r"(?: postal)?|casilla(?: postal)?|call ?box|drawer)\.? ?#?(?:no\.? ?)?\d+[a-z]?\b"
    r"|^box #?\d+",
    re.IGNORECASE,
)
_RURAL = re.compile(
    r"(?:rr|r\.r\.|hc|rural route|ruta rural|highway contract) ?#?\d+,? (?:box|bzn|buz[oó]n|apt) ",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"#?(?:[nsew]\d{1,3}[nsew])?\d{1,6}(?:-\d{1,4})?[a-z]?(?:[- ]\d/\d)?,? "
    r"(?P<street>(?:[nsew]\.? )?[\w#'.-].*)$",
    re.IGNORECASE,
)
_SPELT_HOUSE = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|ten) ", re.IGNORECASE)
_SPANISH = re.compile(
    r"(?:calle|avenida|ave?\.?|camino|carr(?:etera|\.)?|paseo|calzada|callej[oó]n|c\.|cll\.?|v[ií]a"
    r"|urb(?:anizaci[oó]n|\.)?|bo\.|barrio|barriada|cond(?:ominio|\.)?|res(?:idencial|\.)?"
    r"|sector|parcelas?|reparto|ext(?:ensi[oó]n|\.)?|bulevar|boulevard|edif(?:icio|\.)?) ?#?\w.*\d",
    re.IGNORECASE,
)
_MARKERS = listed(
    "st street str ave avenue av rd road dr drive ln lane blvd boulevard ct court cir circle pl "
    "place way ter terr terrace pkwy parkway hwy highway trl trail loop sq square aly alley row "
    "pike run crossing xing path plz plaza expy fwy tpke turnpike broadway route rt county cr fm "
    "sr state point pt cove cv bend creek crest glen grove heights hollow landing manor mews ridge "
    "rdg shore view vista vw walk woods circulo calle avenida ave camino via carretera paseo "
    "alameda camino apt apartment unit suite ste esplanade mall promenade commons green park "
    "n s e w ne nw se sw north south east west norte sur este oeste"
)
_NEVER_IN_A_STREET = listed(
    "i im you your we they he she is are was were not dont what why how who because want need "
    "have has kids years old people times minutes hours days weeks months dollars more questions "
    "que porque quiero necesito tengo anos hijos personas veces minutos horas dias mas "
    "please senators letters letter texts"
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|a|o)?$")


def street(text: str) -> str | None:
    """A street address on one line, its lines joined by commas, at most 160 characters.

    It needs a house number and a street, a rural route with its box, or the Spanish order
    ("Calle Luna 12"). Post-office boxes, crossings and anything that may be a sentence are None.
    """
    line = _one_line(text)
    if not line or len(line) > _LONGEST or "?" in line or "@" in line or "://" in line:
        return None
    said = words(line)
    if len(said) > _MOST_WORDS or _NEVER_IN_A_STREET.intersection(said):
        return None
    return line if _is_street(line) else None


def is_po_box(text: str) -> bool:
    """A post-office box and no street beside it."""
    return bool(_PO_BOX.search(_one_line(text))) and street(text) is None


def _one_line(text: str) -> str:
    plain = without_emoji(without_signature(text)).replace('"', " ")
    lines = (" ".join(part.split()).strip(" ,;") for part in plain.split("\n"))
    line = ", ".join(part for part in lines if part)
    while True:
        shorter = _CLOSING.sub("", _INTRODUCTION.sub("", line, count=1)).strip()
        if shorter == line:
            return clean(line)
        line = shorter


def _is_street(line: str) -> bool:
    if _RURAL.match(line) or (_SPANISH.match(line) and not _PO_BOX.match(line)):
        return True
    house = _HOUSE.match(line)
    if house is None:
        spelt = _SPELT_HOUSE.match(line)
        return spelt is not None and bool(_MARKERS.intersection(words(line)[2:4]))
    return not _PO_BOX.match(house["street"]) and _names_a_street(house["street"])


def _names_a_street(rest: str) -> bool:
    """A word for a street ("Oak St", "N 4th"), or a name in capitals ("1600 Pennsylvania")."""
    first = rest.split(",")[0]
    said = words(first)
    if not any(c.isalpha() for c in first):
        return False
    if said[0] in ("broadway", "calle", "avenida") or _MARKERS.intersection(said):
        return len(said) > 1 or said[0] not in _MARKERS or said[0] == "broadway"
    if _ORDINAL.match(said[0]):
        return not said[0].isdecimal()
    return all(w[0].isupper() for w in first.split() if w[0].isalpha()) and first[0].isupper()
