"""Some people of an audience, by chance, and whoever tries it: what its words become for them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, exists, or_, select

from sms_line.core.broadcasts.audience import Audience
from sms_line.core.people import Language
from sms_line.store.audience import PLACES, may_be_texted, place, these
from sms_line.store.recipients import FACTS, Recipient
from sms_line.store.tables import blocked, supporters, suppressions, texts

_SPARE = 50
"""A few more are looked for than are wanted, so that chance leaves no sample half empty."""


def sampled(
    tx: Connection, audience: Audience, salt: int, language: str, *, among: int, limit: int
) -> list[Recipient]:
    """About `limit` of those who may be texted and are in this language, as if of variant 0.

    `among`: how many these are; all of them come where they are no more than `limit`. The same ones
    every time, while nobody comes or goes.
    """
    theirs = and_(these(audience, salt), may_be_texted(), supporters.c.language == language)
    if among > limit:
        theirs = and_(place(salt + 1) < PLACES * (limit + _SPARE) // among, theirs)
    facts = [supporters.c[name] for name in FACTS]
    rows = tx.execute(
        select(supporters.c.id, supporters.c.phone, *facts)
        .where(theirs)
        .order_by(supporters.c.id)
        .limit(limit)
    )
    return [
        Recipient(row[0], row[1], language, 0, dict(zip(FACTS, row[2:], strict=True)))
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Tester:
    """Whoever has a number, as if of variant 0. `alerts`: they get broadcasts anyway."""

    recipient: Recipient
    alerts: bool
    wrote: bool
    """They have texted the line since the moment that was asked about."""


def tester(tx: Connection, phone: str, since: datetime) -> Tester | None:
    """What is known of a number, little as it may be; None where it may not be texted at all."""
    silenced = or_(
        exists().where(suppressions.c.phone == phone), exists().where(blocked.c.phone == phone)
    )
    if tx.execute(select(silenced)).scalar_one():
        return None
    inbound = texts.c.phone == phone, texts.c.direction == "in", texts.c.at >= since
    wrote = tx.execute(select(exists().where(*inbound))).scalar_one()
    found = select(supporters, may_be_texted().label("alerts")).where(supporters.c.phone == phone)
    row = tx.execute(found).first()
    if row is None:
        nothing = dict.fromkeys(FACTS, "")
        return Tester(Recipient(0, phone, Language.ENGLISH, 0, nothing), False, bool(wrote))
    facts = {name: getattr(row, name) for name in FACTS}
    known = Recipient(row.id, row.phone, row.language, 0, facts)
    return Tester(known, bool(row.alerts), bool(wrote))
