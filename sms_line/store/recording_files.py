"""Audio files that organizers gave the line, so that every machine can serve them."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from sms_line.store.database import Database
from sms_line.store.fleet_tables import recording_files

_FILES = recording_files.c


def put(database: Database, tx: Connection, name: str, content: bytes, now: datetime) -> None:
    """Keep a file, in the place of one of the same name."""
    kept = {"content": content, "changed_at": now}
    tx.execute(
        database.insert(recording_files)
        .values(name=name, **kept)
        .on_conflict_do_update(index_elements=["name"], set_=kept)
    )


def there(tx: Connection, name: str) -> bool:
    """Is there a file of this name?"""
    return tx.execute(select(_FILES.name).where(_FILES.name == name)).first() is not None


def content(tx: Connection, name: str) -> bytes | None:
    """The file itself."""
    found = tx.execute(select(_FILES.content).where(_FILES.name == name)).scalar()
    return None if found is None else bytes(found)


def sizes(tx: Connection) -> dict[str, int]:
    """Name → bytes, by name."""
    listed = select(_FILES.name, func.length(_FILES.content)).order_by(_FILES.name)
    return {row[0]: int(row[1]) for row in tx.execute(listed)}


def remove(tx: Connection, name: str) -> bool:
    """Drop a file; False if there was none."""
    return tx.execute(delete(recording_files).where(_FILES.name == name)).rowcount > 0
