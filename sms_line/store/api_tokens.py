"""Tokens with which other programs come in: made once, shown once, counted, taken back at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, case, insert, select, update

from sms_line.store import audit
from sms_line.store.api_tables import api_tokens
from sms_line.store.audit import Deed
from sms_line.store.tokens import hash_of, new_token

PREFIX = "smsline_"
"""By it, programs that look for secrets in published code know what they have found."""
A_MINUTE = 300
"""Requests of one token in one minute: a CRM that reads a million supporters takes 17 minutes."""
LONGEST_NAME = 80
KIND = "API token"
"""In the audit log."""


class Scope(StrEnum):
    """What a token may be good for."""

    READ_COUNTS = "read:counts"
    READ_ACTIONS = "read:actions"
    WRITE_ACTIONS = "write:actions"
    READ_SUPPORTERS = "read:supporters"
    WRITE_SUPPORTERS = "write:supporters"
    READ_BROADCASTS = "read:broadcasts"
    WRITE_BROADCASTS = "write:broadcasts"


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token, without its secret."""

    id: int
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    created_by: str
    used_at: datetime | None
    revoked_at: datetime | None

    @property
    def who(self) -> str:
        """What the audit log calls it."""
        return f"API token {self.id} ({self.name})"


class TooMany(Exception):
    """More requests in this minute than a token has."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__("too many requests")
        self.wait_seconds = wait_seconds


def make(
    tx: Connection, name: str, scopes: Collection[Scope], *, who: str, now: datetime
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is stored nowhere."""
    secret = PREFIX + new_token()
    row = tx.execute(
        insert(api_tokens)
        .values(
            name=name,
            token_hash=hash_of(secret),
            scopes=sorted(scopes),
            created_at=now,
            created_by=who,
            used=0,
        )
        .returning(api_tokens)
    ).one()
    made = _token(row)
    _note(tx, Deed.MADE_TOKEN, made, who, now)
    return made, secret


def revoke(tx: Connection, token_id: int, *, who: str, now: datetime) -> bool:
    """From this moment it opens nothing; False if there is none, or it opened nothing before."""
    row = tx.execute(
        update(api_tokens)
        .where(api_tokens.c.id == token_id, api_tokens.c.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(api_tokens)
    ).first()
    if row is None:
        return False
    _note(tx, Deed.REVOKED_TOKEN, _token(row), who, now)
    return True


def listed(tx: Connection) -> Sequence[ApiToken]:
    """All there are, those that are good first, the newest first."""
    revoked = case((api_tokens.c.revoked_at.is_(None), 0), else_=1)
    rows = tx.execute(select(api_tokens).order_by(revoked, api_tokens.c.id.desc()))
    return [_token(row) for row in rows]


def find(tx: Connection, secret: str) -> tuple[ApiToken, int] | None:
    """The token of a secret, and its requests in the minute of `used_at`; None if it is none."""
    found = select(api_tokens).where(
        api_tokens.c.token_hash == hash_of(secret), api_tokens.c.revoked_at.is_(None)
    )
    row = tx.execute(found).first()
    return (_token(row), row.used) if row else None


def use(tx: Connection, token: ApiToken, now: datetime) -> bool:
    """Count one request; False if the token was revoked meanwhile. Raises TooMany."""
    minute = now.replace(second=0, microsecond=0)
    in_this_minute = api_tokens.c.used_at >= minute
    used = tx.execute(
        update(api_tokens)
        .where(api_tokens.c.id == token.id, api_tokens.c.revoked_at.is_(None))
        .values(used=case((in_this_minute, api_tokens.c.used + 1), else_=1), used_at=now)
        .returning(api_tokens.c.used)
    ).scalar()
    if used is not None and used > A_MINUTE:
        raise TooMany(wait(now))
    return used is not None


def used_up(token: ApiToken, used: int, now: datetime) -> bool:
    """Has it had all of this minute's requests? Then nothing needs to be written down."""
    minute = now.replace(second=0, microsecond=0)
    return used >= A_MINUTE and token.used_at is not None and token.used_at >= minute


def wait(now: datetime) -> int:
    """Seconds until the next minute."""
    begun = now.replace(second=0, microsecond=0)
    return max(1, round((begun + timedelta(minutes=1) - now).total_seconds()))


def _note(tx: Connection, did: Deed, token: ApiToken, who: str, now: datetime) -> None:
    detail = f"{token.name}: {' '.join(sorted(token.scopes))}"
    audit.record(tx, at=now, who=who, did=did, kind=KIND, row_id=token.id, detail=detail)


def _token(row: Row[Any]) -> ApiToken:
    known = set(Scope)
    return ApiToken(
        id=row.id,
        name=row.name,
        scopes=frozenset(Scope(each) for each in row.scopes if each in known),
        created_at=row.created_at,
        created_by=row.created_by,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
