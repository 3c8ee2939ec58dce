"""What the owners have decided for everybody who signs in."""

from datetime import datetime

from sqlalchemy import Connection, select

from sms_line.store import audit
from sms_line.store.audit import Deed
from sms_line.store.database import Database
from sms_line.store.desk_tables import desk_rules
from sms_line.store.organizers import Organizer

_THE_ROW = 1


def second_factor_required(tx: Connection) -> bool:
    """Must everybody have a second factor?"""
    found = tx.execute(select(desk_rules.c.second_factor).where(desk_rules.c.id == _THE_ROW))
    return bool(found.scalar())


def require_second_factor(
    database: Database, tx: Connection, owner: Organizer, now: datetime, *, required: bool
) -> None:
    """Ask everybody for a second factor, or leave it to each."""
    if second_factor_required(tx) is required:
        return
    tx.execute(
        database.insert(desk_rules)
        .values(id=_THE_ROW, second_factor=required)
        .on_conflict_do_update(index_elements=["id"], set_={"second_factor": required})
    )
    did = Deed.REQUIRED_SECOND_FACTOR if required else Deed.FREED_SECOND_FACTOR
    audit.record(tx, at=now, who=owner.email, did=did, kind="desk", row_id=_THE_ROW)
