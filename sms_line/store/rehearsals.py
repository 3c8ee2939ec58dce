"""Whether an action was tried as a supporter would: its keyword texted, its letter taken."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from sms_line.store.letters import ACCEPTED
from sms_line.store.tables import deliveries, letters, texts


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What has been seen of one version since it was published."""

    letters: int
    """Letters of this version from people who texted, which the route has taken."""
    last: datetime | None
    """When the last of them was written."""


def of_version(tx: Connection, slug: str, version: int) -> Rehearsal:
    """The letters of this version that somebody asked for by text, and that were taken.

    A conversation keeps the version that it began with, so a letter of this version means that
    the keyword was texted since it was published.
    """
    row = tx.execute(
        select(func.count(), func.max(letters.c.created_at, type_=letters.c.created_at.type))
        .select_from(deliveries.join(letters, deliveries.c.letter_id == letters.c.id))
        .where(
            deliveries.c.action == slug,
            deliveries.c.status == ACCEPTED,
            letters.c.version == version,
            letters.c.phone.is_not(None),
            select(texts.c.id)
            .where(texts.c.phone == letters.c.phone, texts.c.direction == "in")
            .exists(),
        )
    ).one()
    return Rehearsal(int(row[0]), row[1])
