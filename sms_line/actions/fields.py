"""The fields of a letter as people write them: `[Your Name]`, `[CITY/TOWN]`, `[Estado]`."""

import re

from sms_line.core.languages import folded
from sms_line.core.letter import Gap

Filling = tuple[str | Gap, ...]

_OFFICE: Filling = (Gap.LEGISLATOR_TITLE, " ", Gap.LEGISLATOR_LAST_NAME)
_CITY_AND_STATE: Filling = (Gap.SENDER_CITY, ", ", Gap.SENDER_STATE)

_WRITTEN: dict[Filling, str] = {
    (Gap.SENDER_NAME,): "your name, your full name, your first and last name, full name, my name, "
    "first and last name, sender name, su nombre, tu nombre, su nombre completo, "
    "tu nombre completo, nombre completo, nombre y apellido, su nombre y apellido, "
    "tu nombre y apellido, mi nombre",
    (Gap.SENDER_CITY,): "city, town, city/town, town/city, city or town, your city, your town, "
    "your city/town, your town/city, your city or town, my city, hometown, your hometown, ciudad, "
    "pueblo, ciudad/pueblo, ciudad o pueblo, su ciudad, tu ciudad, su ciudad/pueblo, "
    "tu ciudad/pueblo, su ciudad o pueblo, tu ciudad o pueblo, mi ciudad",
    (Gap.SENDER_STATE,): "state, your state, my state, estado, su estado, tu estado, mi estado",
    (
        Gap.SENDER_ZIP,
    ): "zip, zip code, zipcode, your zip, your zip code, your zipcode, my zip code, "
    "codigo postal, su codigo postal, tu codigo postal, mi codigo postal",
    (Gap.OWN_WORDS,): "your own words, in your own words, own words, your words, "
    "add your own words, your story, your personal story, personal story, sus propias palabras, "
    "tus propias palabras, con sus propias palabras, con tus propias palabras, su historia, "
    "tu historia",
    _CITY_AND_STATE: "city/state, your city/state, ciudad/estado, su ciudad/estado, "
    "tu ciudad/estado, your city and state, city and state",
    (*_CITY_AND_STATE, " ", Gap.SENDER_ZIP): "city/state zip, city/state/zip, "
    "your city/state/zip, your city/state zip, city/state zip code",
    (Gap.LEGISLATOR_TITLE,): "title, senator/representative, representative/senator, titulo, "
    "senador/representante, representante/senador",
    (Gap.LEGISLATOR_LAST_NAME,): "last name, legislator's last name, apellido, "
    "apellido del legislador",
    (Gap.LEGISLATOR_NAME,): "legislator, legislator's name, legislator name, your legislator, "
    "your legislator's name, name of legislator, nombre del legislador, nombre de su legislador",
    _OFFICE: "senator/representative name, representative/senator name, "
    "senator/representative last name, representative/senator last name, member of congress, "
    "your member of congress, name of senator/representative, name of representative/senator, "
    "senator or representative name, representative or senator name, "
    "nombre del senador/representante, nombre del representante/senador, "
    "nombre de su senador/representante",
}
FIELDS = {name: filling for filling, names in _WRITTEN.items() for name in names.split(", ")}
"""A bracket's words, folded → what stands there in the letter."""

BARE_NAMES = frozenset({"name", "last name", "nombre", "apellido"})
"""Whose name it is, the words around the bracket say."""

_LOOKS_LIKE_A_FIELD = re.compile(
    r"(?:insert|enter|add|fill in|inserte|escriba|agregue)\b.*"
    r"|(?:your |my |su |tu |mi )?(?:street|(?:street |mailing |home |e-?mail )?address|e-?mail|"
    r"(?:phone|telephone)(?: number)?|date|signature|organization|church|congregation|school|"
    r"first name|age|job|occupation|district|county|country|"
    r"direccion|correo(?: electronico)?|telefono|fecha|firma|iglesia|escuela|distrito|condado|pais)"
)

_TITLE = (
    r"(?:senator|sen\.|sen|representative|rep\.|rep|congress(?:woman|man|member|person)|delegate|"
    r"legislator|senador(?:a|\(a\)|/a)?|representante|congresista|delegad[oa]|legislador(?:a|\(a\))?)"
)
_SEPARATOR = r"[ ]*(?:/|\bor\b|\bo\b|\band\b|\by\b)[ ]*"
TITLED = rf"\b{_TITLE}(?:{_SEPARATOR}{_TITLE})*[ ]*"
"""What may stand before `[Name]` and goes with it: "Representative/Senator [Name]"."""

_GREETING = re.compile(r"(?:dear|estimad[oa](?:\(a\)|/a)?|honorable|hon\.)\s+", re.IGNORECASE)


def field_named(label: str) -> Filling | None:
    """What a bracket's words stand for; None if they are no field."""
    return FIELDS.get(_plain(label))


def looks_like_a_field(label: str) -> bool:
    """Would a person expect the line to fill this in, though it cannot?"""
    return _LOOKS_LIKE_A_FIELD.fullmatch(_plain(label)) is not None


def is_bare_name(label: str) -> bool:
    """Is this `[Name]`, which may be anybody's?"""
    return _plain(label) in BARE_NAMES


def named_by_place(before: str, after: str) -> Filling | None:
    """Whose name `[Name]` is: the office's after "Dear", the sender's alone on a line.

    `before` and `after` are the rest of its line. None: it could be either.
    """
    if _GREETING.fullmatch(before.strip() + " "):
        return _OFFICE
    if not before.strip() and not after.strip():
        return (Gap.SENDER_NAME,)
    return None


def office() -> Filling:
    """The title and the last name of whom a letter is to."""
    return _OFFICE


def _plain(label: str) -> str:
    straight = label.replace("’", "'")
    # "[City, State]" and "[City / State]" are "[city/state]".
    return re.sub(r"\s*[/,]\s*", "/", folded(straight)).rstrip(":.")
