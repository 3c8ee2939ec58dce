"""Letters as they would leave, for the page that a supporter reads before saying YES."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from sms_line.core.letter import Letter
from sms_line.core.people import Language
from sms_line.store.tables import previews


@dataclass(frozen=True, slots=True)
class Preview:
    """What the page shows."""

    action: str
    version: int
    language: Language
    letters: tuple[Letter, ...]


def put(tx: Connection, *, token: str, phone: str, preview: Preview, expires_at: datetime) -> None:
    """Keep a preview under an unguessable token; the same person's older ones go."""
    tx.execute(delete(previews).where(previews.c.phone == phone))
    tx.execute(
        previews.insert().values(
            token=token,
            phone=phone,
            action=preview.action,
            version=preview.version,
            language=preview.language.value,
            letters=[asdict(letter) for letter in preview.letters],
            expires_at=expires_at,
        )
    )


def get(tx: Connection, token: str, now: datetime) -> Preview | None:
    """The preview, None if there is none or it is too old."""
    row = tx.execute(
        select(previews).where(previews.c.token == token, previews.c.expires_at > now)
    ).first()
    if row is None:
        return None
    letters = tuple(Letter(**letter) for letter in row.letters)
    return Preview(row.action, row.version, Language(row.language), letters)


def drop_expired(tx: Connection, now: datetime) -> None:
    """Letters that nobody confirmed do not stay."""
    tx.execute(delete(previews).where(previews.c.expires_at <= now))
