"""What became of a call's tries, as one who listens in would ask."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from sms_line.store.directory_rows import newest
from sms_line.store.directory_tables import members
from sms_line.store.tables import calls, legs


class Try(NamedTuple):
    """One office's turn in a call; `name` is the bioguide of one who is not in the data."""

    id: int
    name: str
    kind: str
    status: str
    went: str


def tries(tx: Connection, sid: str) -> list[Try]:
    """A call's tries so far, the first one first."""
    rows = tx.execute(
        select(legs.c.id, members.c.name, legs.c.bioguide, legs.c.kind, legs.c.status, legs.c.went)
        .join(calls, calls.c.id == legs.c.call_id)
        .outerjoin(
            members,
            (members.c.bioguide == legs.c.bioguide) & (members.c.edition == newest(tx)),
        )
        .where(calls.c.sid == sid)
        .order_by(legs.c.id)
    )
    return [Try(row.id, row.name or row.bioguide, row.kind, row.status, row.went) for row in rows]
