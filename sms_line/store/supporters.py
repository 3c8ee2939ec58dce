"""What is known about each supporter, in columns that can be searched."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection

from sms_line.core.states import Person
from sms_line.store.database import Database
from sms_line.store.tables import supporters

_COLUMNS = ("language", "name", "prefix", "street", "email", "zip", "city", "state", "district")


def remember(database: Database, tx: Connection, phone: str, person: Person, now: datetime) -> None:
    """Write down what a conversation has learnt about somebody."""
    facts = {name: str(value) for name, value in asdict(person).items() if name in _COLUMNS}
    tx.execute(
        database.insert(supporters)
        .values(phone=phone, created_at=now, updated_at=now, **facts)
        .on_conflict_do_update(index_elements=["phone"], set_={**facts, "updated_at": now})
    )
