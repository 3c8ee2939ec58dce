"""Some people of an audience, by chance, to see what its words become."""

from sqlalchemy import Connection, and_, select

from sms_line.core.broadcasts.audience import Audience
from sms_line.store.audience import PLACES, may_be_texted, place, these
from sms_line.store.recipients import FACTS, Recipient
from sms_line.store.tables import supporters

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


def of_phone(tx: Connection, phone: str) -> Recipient | None:
    """Whoever has this number, as if of variant 0; None where they may not be texted."""
    wanted = select(supporters).where(supporters.c.phone == phone, may_be_texted())
    row = tx.execute(wanted).first()
    if row is None:
        return None
    facts = {name: getattr(row, name) for name in FACTS}
    return Recipient(row.id, row.phone, row.language, 0, facts)
