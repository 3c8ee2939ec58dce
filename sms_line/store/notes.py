"""What organizers write down about a supporter; it goes with them when they ask to be forgotten."""

from datetime import datetime

from sqlalchemy import Connection, insert

from sms_line.store import audit
from sms_line.store.audit import Deed
from sms_line.store.people_tables import notes

LONGEST = 2_000
"""Characters."""


def add(tx: Connection, supporter_id: int, words: str, who: str, now: datetime) -> None:
    """Write a note down, and in the log that there is one."""
    new = insert(notes).values(supporter_id=supporter_id, at=now, who=who, words=words)
    tx.execute(new)
    audit.record(tx, at=now, who=who, did=Deed.NOTED, kind="supporter", row_id=supporter_id)
