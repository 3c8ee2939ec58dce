"""The form in which a broadcast is written: from what was filled in to what can be composed."""

import re
from collections.abc import Mapping, MutableMapping
from datetime import tzinfo
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from sms_line.broadcasting.composing import LONGEST_NAME, Filled, PlanMistake
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.counting import FROM_LEAST, Links

Fields = Mapping[str, str]

ZONES = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Puerto_Rico": "Puerto Rico",
    "Pacific/Guam": "Guam",
}
"""The zones of the country, as people there call them."""
DONE = {
    "wrote": "wrote:{0}",
    "not wrote": "not wrote:{0}",
    "called": "called:{0}",
    "not called": "not called:{0}",
    "wrote not called": "wrote:{0} not called:{0}",
}
"""What somebody has done in an action → its term of an audience."""
EMPTY: Fields = {
    "name": "",
    "action": "",
    "en": "",
    "es": "",
    "b_en": "",
    "b_es": "",
    "audience_by": "choices",
    "states": "",
    "district": "",
    "legislator": "",
    "tag": "",
    "done": "",
    "about": "",
    "language": "",
    "share": "",
    "expression": "",
    "when": "now",
    "at": "",
    "zone": "America/New_York",
    "earliest": "9",
    "latest": "20",
    "night": "wait",
    "rate": "",
    "links": "",
}
"""Every field, as it stands in a new form. `states` are codes with blanks between."""
_MANY = ("states",)
LONGEST = 10_000
"""Characters that are kept of one field."""


def typed(form: MultiDict[str, str]) -> Fields:
    """What was filled in; a field that is not there is as in a new form."""
    found: MutableMapping[str, str] = {}
    for name, usual in EMPTY.items():
        said = " ".join(form.getlist(name)) if name in _MANY else form.get(name, usual)
        found[name] = said.replace("\r\n", "\n")[:LONGEST]
    return found


def expression(fields: Fields) -> str:
    """The audience, as its own language has it: as it was written, or from the choices."""
    if fields["audience_by"] == "expression":
        return fields["expression"].strip()
    return from_choices(fields)


def from_choices(fields: Fields) -> str:
    """The choices in the audience's language; "" where none was made."""
    terms = [
        _any("state", fields["states"].split()),
        _any("district", re.split(r"[\s,;]+", fields["district"].strip())),
        _one("legislator", fields["legislator"]),
        _one("tag", fields["tag"]),
        _one("language", fields["language"]),
        DONE.get(fields["done"], "").format(fields["about"]) if fields["about"] else "",
        _one("share", fields["share"].rstrip("% ") + "%") if fields["share"].strip() else "",
    ]
    return " ".join(term for term in terms if term)


def _any(name: str, values: list[str]) -> str:
    terms = [f"{name}:{value}" for value in values if value]
    return f"({' or '.join(terms)})" if len(terms) > 1 else "".join(terms)


def _one(name: str, value: str) -> str:
    value = " ".join(value.replace('"', " ").split())
    plain = re.fullmatch(r"[\w.%][\w.'%-]*", value)
    return "" if not value else f"{name}:{value}" if plain else f'{name}:"{value}"'


def filled(fields: Fields) -> Filled:
    """For `compose`. Raises PlanMistake."""
    return Filled(
        words=_words(fields),
        audience=expression(fields),
        at=_at(fields),
        name=fields["name"][:LONGEST_NAME],
        action=fields["action"],
        hours=(_number(fields["earliest"]), _number(fields["latest"])),
        night="skip" if fields["night"] == "skip" else "wait",
        rate=_rate(fields["rate"]),
        links=_links(fields["links"]),
        zone=zone(fields),
    )


def _words(fields: Fields) -> tuple[Mapping[str, str], ...]:
    """One for each variant; of one that has only some of the languages, the others are the first's.

    Words that differ in one language alone can then be compared.
    """
    first = {each: fields[each].strip() for each in ("en", "es") if fields[each].strip()}
    other = {each: said for each in ("en", "es") if (said := fields[f"b_{each}"].strip())}
    return (first, {**first, **other}) if other else (first,)


def _at(fields: Fields) -> str:
    if fields["when"] == "now":
        return ""
    at = fields["at"].strip()
    if not at:
        raise PlanMistake("Say on which day and at what time it is to leave.")
    return f"{at} local" if fields["when"] == "local" else at


def zone(fields: Fields) -> tzinfo:
    """Of the times in the form."""
    return ZoneInfo(fields["zone"] if fields["zone"] in ZONES else EMPTY["zone"])


def _number(said: str) -> int:
    if not re.fullmatch(r"[0-9]{1,2}", said):
        raise PlanMistake("The hours are whole numbers, such as 9 and 20.")
    return int(said)


def _rate(said: str) -> float | None:
    if not said.strip():
        return None
    try:
        return float(said)
    except ValueError:
        raise PlanMistake("The rate is a number of texts a second, such as 1 or 100.") from None


def _links(said: str) -> Links:
    return next((each for each in FROM_LEAST if each == said), "")


def again(plan: Plan) -> Fields:
    """A form like an older broadcast's; when it is to leave is to be said anew."""
    first, other = plan.words[0], plan.words[1] if len(plan.words) > 1 else {}
    words = {each: first.get(each, "") for each in ("en", "es")}
    differing = {
        f"b_{each}": other.get(each, "") if other.get(each, "") != words[each] else ""
        for each in words
    }
    return {
        **EMPTY,
        **words,
        **differing,
        "name": plan.name,
        "action": plan.action,
        "audience_by": "expression",
        "expression": plan.audience,
        "earliest": str(plan.hours.earliest),
        "latest": str(plan.hours.latest),
        "night": plan.night,
        "rate": f"{plan.rate:g}" if plan.rate else "",
        "links": plan.links,
    }
