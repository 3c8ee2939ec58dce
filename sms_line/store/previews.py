"""Letters as they would leave, for the page that a supporter reads before saying YES."""

from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Executable, bindparam, delete, select, update

from sms_line.core.letter import Letter
from sms_line.core.people import Language
from sms_line.store.database import Database, Insert
from sms_line.store.tables import previews


@dataclass(frozen=True, slots=True)
class Preview:
    """What the page shows."""

    action: str
    version: int
    language: Language
    letters: tuple[Letter, ...]
    reading: Letter | None = None
    """The first of them in the person's language; None where they leave in it, or there is none."""
    confirmed: bool = False
    """The person has said YES."""


def put(
    database: Database,
    tx: Connection,
    *,
    phone: str,
    preview: Preview,
    token: str,
    expires_at: datetime,
) -> str:
    """Keep somebody's preview and give its token: the first one, while the draft is the same.

    So the link in an earlier text still leads to the letter as it is now.
    """
    shown = {
        "version": preview.version,
        "language": preview.language.value,
        "letters": [asdict(letter) for letter in preview.letters],
        "reading": asdict(preview.reading) if preview.reading else None,
        "confirmed": preview.confirmed,
        "expires_at": expires_at,
    }
    row = {"phone": phone, "action": preview.action, "token": token, **shown}
    return str(tx.execute(_put(database.insert, tuple(shown)), row).scalar_one())


@cache
def _put(insert: Insert, shown: tuple[str, ...]) -> Executable:
    new = insert(previews)
    return new.on_conflict_do_update(
        index_elements=["phone", "action"], set_={name: new.excluded[name] for name in shown}
    ).returning(previews.c.token)


def confirm(tx: Connection, phone: str, action: str) -> None:
    """The person has said YES to what the page shows."""
    tx.execute(_CONFIRM, {"whose": phone, "about": action})


_CONFIRM = (
    update(previews)
    .where(previews.c.phone == bindparam("whose"), previews.c.action == bindparam("about"))
    .values(confirmed=True)
)


def get(tx: Connection, token: str, now: datetime) -> Preview | None:
    """The preview, None if there is none or it is too old."""
    row = tx.execute(
        select(previews).where(previews.c.token == token, previews.c.expires_at > now)
    ).first()
    if row is None:
        return None
    letters = tuple(Letter(**letter) for letter in row.letters)
    return Preview(
        action=row.action,
        version=row.version,
        language=Language(row.language),
        letters=letters,
        reading=Letter(**row.reading) if row.reading else None,
        confirmed=row.confirmed,
    )


def drop_expired(tx: Connection, now: datetime) -> None:
    """Letters that nobody confirmed do not stay."""
    tx.execute(delete(previews).where(previews.c.expires_at <= now))
