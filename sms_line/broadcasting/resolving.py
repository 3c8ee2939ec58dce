"""From an audience as an organizer wrote it to one that the rows can answer, or what is wrong.

Legislators become the places that they represent; districts, actions and tags must exist.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from sms_line.core import places
from sms_line.core.broadcasts.audience import (
    And,
    Audience,
    AudienceMistake,
    Called,
    District,
    LegislatorIs,
    Not,
    Or,
    State,
    Tag,
    Wrote,
    parse,
)
from sms_line.core.broadcasts.audience_mistakes import nearest
from sms_line.core.languages import folded
from sms_line.core.people import District as Seat
from sms_line.core.people import Legislator
from sms_line.parts import Parts
from sms_line.ports import NoDataLoaded
from sms_line.store.audience import tags_in_use

_TITLES = {"senator", "sen", "representative", "rep", "congressman", "congresswoman", "delegate"}
_MOST_NAMED = 5
"""Candidates in one sentence."""


@dataclass(frozen=True, slots=True)
class Understood:
    """An audience that can be counted and frozen."""

    written: Audience
    """As it was written; `str()` of it is what a broadcast keeps."""
    resolved: Audience
    """Without legislators: what `store.audience.these` takes."""
    warnings: tuple[str, ...]
    """Sentences about what is allowed and probably not meant."""


def understand(parts: Parts, text: str) -> Understood:
    """What an organizer's words mean here and now. Raises AudienceMistake, DatabaseDown."""
    written = parse(text)
    try:
        resolved = resolve(parts, written)
    except _Unknown as unknown:
        at = max(text.casefold().find(unknown.value.casefold()), 0)
        raise AudienceMistake(unknown.sentence, at) from None
    return Understood(written, resolved, tuple(_warnings(parts, resolved)))


def resolve(parts: Parts, audience: Audience) -> Audience:
    """The same without legislators. Raises AudienceMistake (its position is 0), DatabaseDown."""
    match audience:
        case And(inner):
            return And(tuple(resolve(parts, each) for each in inner))
        case Or(inner):
            return Or(tuple(resolve(parts, each) for each in inner))
        case Not(inner):
            return Not(resolve(parts, inner))
        case LegislatorIs() | District():
            try:
                return _place(parts, audience)
            except NoDataLoaded:
                raise AudienceMistake(
                    "Nobody knows districts and legislators yet; run: sms-line data sync", 0
                ) from None
        case Wrote(action):
            return Wrote(_slug(parts, action))
        case Called(action):
            return Called(_slug(parts, action))
        case _:
            return audience


class _Unknown(AudienceMistake):
    """A name that nothing here has; `value` is how it was written."""

    def __init__(self, sentence: str, value: str) -> None:
        super().__init__(sentence, 0)
        self.value = value


def _place(parts: Parts, audience: LegislatorIs | District) -> Audience:
    if isinstance(audience, LegislatorIs):
        return _represented_by(_legislator(parts, audience))
    if parts.directory.represents(places.district(audience.code)) is None:
        whole = f"{audience.code[:2]}-AL"
        one_seat = parts.directory.represents(places.district(whole))
        mend = (
            f"its one seat is {whole}" if one_seat else "look one up with sms-line data lookup ZIP"
        )
        raise _Unknown(f"There is no district {audience.code}; {mend}.", audience.code)
    return audience


def _represented_by(member: Legislator) -> Audience:
    """Whom a member represents: of a state with one seat that is everybody."""
    if not member.district:
        return State(member.state)
    return District(Seat(member.state, member.district).code)


def _legislator(parts: Parts, wanted: LegislatorIs) -> Legislator:
    by_key = parts.directory.legislator(wanted.who)
    if by_key:
        return by_key
    sitting = [m for m in parts.directory.members() if _sits(m, wanted)]
    words = _words(wanted.who)
    named = [m for m in sitting if words and words <= _words(f"{m.name} {m.last_name}")]
    exact = [m for m in named if _words(m.name) == words]
    found = exact if len(exact) == 1 else named
    if len(found) == 1:
        return found[0]
    if not found:
        raise _Unknown(_nobody(wanted, sitting), wanted.who)
    some = ", ".join(_described(m) for m in found[:_MOST_NAMED])
    rest = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    raise _Unknown(
        f"'{wanted.who}' may be {some}{rest}; write legislator:{found[0].bioguide} for the first.",
        wanted.who,
    )


def _sits(member: Legislator, wanted: LegislatorIs) -> bool:
    return wanted.chamber in ("", "senate" if member.district is None else "house")


def _words(name: str) -> frozenset[str]:
    """The words of a name, without accents, stops and titles."""
    plain = folded(name).replace(".", " ").replace(",", " ").split()
    return frozenset(word for word in plain if word not in _TITLES)


def _nobody(wanted: LegislatorIs, sitting: list[Legislator]) -> str:
    """That there is nobody of this name, and who is meant perhaps."""
    by_name = {folded(name): m for m in sitting for name in (m.last_name, m.name)}
    near = difflib.get_close_matches(folded(wanted.who), by_name, n=_MOST_NAMED, cutoff=0.75)
    some = dict.fromkeys(_described(by_name[name]) for name in near)
    mend = f"did you mean {' or '.join(some)}?" if some else "write the name or the bioguide."
    return f"Nobody called '{wanted.who}' sits there; {mend}"


def _described(member: Legislator) -> str:
    return f"{member.name} ({member.state}, {member.bioguide})"


def _slug(parts: Parts, action: str) -> str:
    """An action's slug; one of its keywords will do."""
    if parts.catalog.get(action):
        return action
    keywords = parts.catalog.keywords()
    if action.upper() in keywords:
        return keywords[action.upper()][0]
    near = nearest(action, {slug for slug, _ in keywords.values()}) or "; see sms-line action list."
    raise _Unknown(f"There is no action '{action}'{near}", action)


def _warnings(parts: Parts, audience: Audience) -> Iterator[str]:
    named = list(dict.fromkeys(_tags(audience)))
    if not named:
        return
    with parts.database.read() as tx:
        used = tags_in_use(tx, named)
    for tag in named:
        if tag not in used:
            yield f"Nobody has the tag '{tag}'."


def _tags(audience: Audience) -> Iterator[str]:
    match audience:
        case And(inner) | Or(inner):
            for each in inner:
                yield from _tags(each)
        case Not(inner):
            yield from _tags(inner)
        case Tag(tag):
            yield tag
        case _:
            return
