"""From an audience to a condition on the supporters' rows, and how many people it meets."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import assert_never

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    cast,
    exists,
    func,
    not_,
    or_,
    select,
    true,
)

from sms_line.core.broadcasts.audience import (
    All,
    And,
    Audience,
    Called,
    District,
    Joined,
    LanguageIs,
    LegislatorIs,
    Not,
    Or,
    Share,
    State,
    Tag,
    Wrote,
    Zip,
)
from sms_line.core.broadcasts.left_out import LeftOut, of_suppression
from sms_line.core.effects import ConsentKind
from sms_line.store.broadcast_tables import tags
from sms_line.store.tables import (
    blocked,
    calls,
    consents,
    legs,
    letters,
    supporters,
    suppressions,
)

PLACES = 1_000_003
"""Supporters are dealt into so many places (a prime); a square of one fits into 64 bits."""
_PICKED_UP = ("completed", "answered")
_IN_VAIN = ("full", "nobody")


def these(audience: Audience, salt: int) -> ColumnElement[bool]:
    """The condition that a row of `supporters` is of this audience, may it be texted or not.

    A random share is the same for the same `salt` (0 or more), and another for another. Raises
    ValueError for a legislator: who is represented by one is for `broadcasting.resolving` to say.
    """
    match audience:
        case And(parts):
            return and_(*(these(part, salt) for part in parts))
        case Or(parts):
            return _any(parts, salt)
        case Not(part):
            return not_(these(part, salt))
        case All():
            return true()
        case Share(percent):
            return place(salt) < int(percent * PLACES / 100)
        case Tag() | Wrote() | Called():
            return _done(audience)
        case LegislatorIs():
            raise ValueError("a legislator must be resolved to a state or a district first")
        case _:
            return _is(audience)


def _is(audience: State | District | Zip | LanguageIs | Joined) -> ColumnElement[bool]:
    """What a supporter's own row says."""
    match audience:
        case State(code):
            return supporters.c.state == code
        case District(code):
            return supporters.c.district == code
        case Zip(prefix):
            # Not LIKE: PostgreSQL would not use the index.
            return supporters.c.zip.between(prefix.ljust(5, "0"), prefix.ljust(5, "9"))
        case LanguageIs(language):
            return supporters.c.language == language.value
        case Joined(day, since):
            midnight = datetime.combine(day, time(), UTC)
            joined = supporters.c.created_at
            return joined >= midnight if since else joined < midnight
        case _:
            assert_never(audience)


def _done(audience: Tag | Wrote | Called) -> ColumnElement[bool]:
    """What other tables know of a supporter."""
    phone = supporters.c.phone
    match audience:
        case Tag(tag):
            return exists().where(tags.c.supporter_id == supporters.c.id, tags.c.tag == tag)
        case Wrote(action):
            return exists().where(letters.c.phone == phone, letters.c.action == action)
        case Called(action):
            return (
                exists()
                .where(calls.c.phone == phone, legs.c.call_id == calls.c.id)
                .where(legs.c.action == action, legs.c.status.in_(_PICKED_UP))
                .where(legs.c.went.not_in(_IN_VAIN))
            )
        case _:
            assert_never(audience)


def _any(parts: tuple[Audience, ...], salt: int) -> ColumnElement[bool]:
    """Any of these, places in one list each: a chain of 400 would be read for every row."""
    states = [part.code for part in parts if isinstance(part, State)]
    districts = [part.code for part in parts if isinstance(part, District)]
    lists = [
        column.in_(codes)
        for column, codes in ((supporters.c.state, states), (supporters.c.district, districts))
        if codes
    ]
    rest = (these(part, salt) for part in parts if not isinstance(part, State | District))
    return or_(*lists, *rest)


def place(salt: int) -> ColumnElement[int]:
    """The place of a supporter, from 0, by chance: the same for the same salt.

    The fifth power deals the places anew for every salt. 5 has no divisor in common with the prime
    less one, so that no two places fall together.
    """
    start = (cast(supporters.c.id, BigInteger) + salt * 48_271 % PLACES) % PLACES
    square = start * start % PLACES
    return square * square % PLACES * start % PLACES


def may_be_texted() -> ColumnElement[bool]:
    """The condition that a row of `supporters` is of somebody who gets broadcasts."""
    phone = supporters.c.phone
    return and_(
        _agreed(),
        ~exists().where(suppressions.c.phone == phone),
        ~exists().where(blocked.c.phone == phone),
    )


def _agreed() -> ColumnElement[bool]:
    return exists().where(
        consents.c.phone == supporters.c.phone, consents.c.kind == ConsentKind.OPT_IN.value
    )


@dataclass(frozen=True, slots=True)
class AudienceCount:
    """How many people an audience meets, each counted once."""

    matching: int
    recipients: int
    """Of those, who will get it."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """And who will not, by the value of `LeftOut`."""
    by_state: Mapping[str, int] = field(default_factory=dict)
    """Recipients by state, "" where it is not known; the most first."""
    by_language: Mapping[str, int] = field(default_factory=dict)
    """Recipients by the language of their texts."""


def counted(tx: Connection, audience: Audience, salt: int) -> AudienceCount:
    """Count an audience as it is at this moment; arguments and errors as of `these`."""
    condition = these(audience, salt)
    by_state: Counter[str] = Counter()
    by_language: Counter[str] = Counter()
    for state, language, number in tx.execute(_texted(condition)):
        by_state[state] += number
        by_language[language] += number
    left_out = _left_out(tx, condition, by_language.total())
    return AudienceCount(
        matching=by_language.total() + left_out.total(),
        recipients=by_language.total(),
        left_out={reason.value: left_out[reason] for reason in LeftOut if left_out[reason]},
        by_state=dict(by_state.most_common()),
        by_language=dict(by_language.most_common()),
    )


def _texted(condition: ColumnElement[bool]) -> Select[str, str, int]:
    # Not by the bare column: SQLite would go through the index of states, a seek for each row.
    state = (supporters.c.state + "").label("state")
    people = select(state, supporters.c.language, func.count()).where(condition, may_be_texted())
    return people.group_by(state, supporters.c.language)


def _left_out(tx: Connection, condition: ColumnElement[bool], recipients: int) -> Counter[LeftOut]:
    """Those of an audience who are no recipients: the few who are suppressed or blocked are
    looked up, and the rest never agreed. One question for all would be twice as slow."""
    met = select(func.count()).select_from(supporters).where(condition)
    phone = supporters.c.phone
    suppressed = (
        select(suppressions.c.reason, func.count())
        .join(supporters, phone == suppressions.c.phone)
        .where(condition)
        .group_by(suppressions.c.reason)
    )
    barred = met.where(
        exists().where(blocked.c.phone == phone), ~exists().where(suppressions.c.phone == phone)
    )
    found: Counter[LeftOut] = Counter()
    for reason, number in tx.execute(suppressed):
        found[of_suppression(reason)] += number
    found[LeftOut.BLOCKED] = tx.execute(barred).scalar_one()
    everybody = tx.execute(met).scalar_one()
    # PostgreSQL sees who comes between two of these statements.
    found[LeftOut.NEVER_AGREED] = max(0, everybody - recipients - found.total())
    return found


def tags_in_use(tx: Connection, named: Collection[str]) -> set[str]:
    """Those of these tags that anybody has."""
    return set(tx.execute(select(tags.c.tag).where(tags.c.tag.in_(named)).distinct()).scalars())
