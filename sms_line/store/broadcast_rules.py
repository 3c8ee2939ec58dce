"""What the owners have decided for all broadcasts of the group."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from sms_line.core.broadcasts.counting import Links
from sms_line.store import audit
from sms_line.store.audit import Deed
from sms_line.store.database import Database
from sms_line.store.desk_tables import desk_rules

MOST = 1_000_000_000
"""Recipients; a larger size would outgrow its column, and means never."""
_THE_ROW = 1


@dataclass(frozen=True, slots=True)
class BroadcastRules:
    """The rules of a group; so they stand until an owner decides otherwise."""

    links: Links = "broadcast"
    """For whom links may be counted at most."""
    approval_above: int | None = None
    """Recipients above which a second organizer has to approve; None for never."""


def rules(tx: Connection) -> BroadcastRules:
    """As they stand."""
    found = select(desk_rules.c.links, desk_rules.c.approval_above)
    row = tx.execute(found.where(desk_rules.c.id == _THE_ROW)).first()
    return BroadcastRules(row.links, row.approval_above) if row else BroadcastRules()


def decide(
    database: Database, tx: Connection, decided: BroadcastRules, who: str, now: datetime
) -> None:
    """Let these hold from now on, also for what is planned already."""
    if rules(tx) == decided:
        return
    columns = {"links": decided.links, "approval_above": decided.approval_above}
    tx.execute(
        database.insert(desk_rules)
        .values(id=_THE_ROW, second_factor=False, **columns)
        .on_conflict_do_update(index_elements=["id"], set_=columns)
    )
    above = "never" if decided.approval_above is None else f"above {decided.approval_above}"
    detail = f"links counted: {decided.links or 'never'}; approval: {above}"
    did = Deed.RULED_BROADCASTS
    audit.record(tx, at=now, who=who, did=did, kind="desk", row_id=_THE_ROW, detail=detail)
