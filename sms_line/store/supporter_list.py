"""All supporters, page by page: their last consent, their tags, and whether they are texted."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from sms_line.core.effects import ConsentKind
from sms_line.store.broadcast_tables import tags
from sms_line.store.supporter_imports import proof_words
from sms_line.store.tables import blocked, consents, supporters, suppressions

_PAGE = 1_000
"""Rows that lie in memory at once."""

SUBSCRIBED = "subscribed"
STOPPED = "stopped"
BLOCKED = "blocked"
NEVER_AGREED = "not subscribed"
"""Has only rung, or wrote on a page: known, and never texted an alert."""


class Listed(NamedTuple):
    """One supporter; what an import reads comes first."""

    phone: str
    name: str
    zip: str
    consent_at: datetime | None
    consent_source: str
    language: str
    tags: str
    """With semicolons between."""
    email: str
    city: str
    state: str
    district: str
    status: str


def everybody(tx: Connection) -> Iterator[Listed]:
    """All supporters, the first first, as a stream."""
    after: int | None = 0
    while after is not None:
        rows, after = chunk(tx, after)
        yield from rows


def chunk(tx: Connection, after: int) -> tuple[list[Listed], int | None]:
    """The next thousand whose ids are above `after`, and what to ask for next; None at the end."""
    page = _page(tx, after)
    return (list(described(tx, page)), page[-1].id) if page else ([], None)


def _page(tx: Connection, after: int) -> Sequence[Row[Any]]:
    wanted = select(supporters).where(supporters.c.id > after)
    return tx.execute(wanted.order_by(supporters.c.id).limit(_PAGE)).all()


def described(tx: Connection, page: Sequence[Row[Any]]) -> Iterator[Listed]:
    """Some rows of `supporters`, in their order, with what other tables know of them."""
    phones = [row.phone for row in page]
    agreed = _last_consents(tx, phones)
    theirs = _tags(tx, [row.id for row in page])
    stopped = set(
        tx.execute(select(suppressions.c.phone).where(suppressions.c.phone.in_(phones))).scalars()
    )
    barred = set(tx.execute(select(blocked.c.phone).where(blocked.c.phone.in_(phones))).scalars())
    for row in page:
        at, words = agreed.get(row.phone, (None, ""))
        if row.phone in stopped:
            status = STOPPED
        elif row.phone in barred:
            status = BLOCKED
        else:
            status = SUBSCRIBED if at else NEVER_AGREED
        yield Listed(
            phone=row.phone,
            name=row.name,
            zip=row.zip,
            consent_at=at,
            consent_source=words,
            language=row.language,
            tags=";".join(theirs.get(row.id, ())),
            email=row.email,
            city=row.city,
            state=row.state,
            district=row.district,
            status=status,
        )


def _last_consents(tx: Connection, phones: Sequence[str]) -> dict[str, tuple[datetime, str]]:
    found = (
        select(*(consents.c[name] for name in ("kind", "at", "id", "phone", "source", "words")))
        # Of one person there are few. Were the kind a condition, SQLite would go by its index.
        .where(consents.c.phone.in_(phones))
    )
    opt_ins = [row for row in tx.execute(found) if row.kind == ConsentKind.OPT_IN.value]
    opt_ins.sort(key=lambda row: (row.at, row.id))
    return {row.phone: (row.at, proof_words(row.source, row.words)) for row in opt_ins}


def _tags(tx: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    found = (
        select(tags.c.supporter_id, tags.c.tag)
        .where(tags.c.supporter_id.in_(ids))
        .order_by(tags.c.supporter_id, tags.c.tag)
    )
    gathered: dict[int, list[str]] = {}
    for supporter, tag in tx.execute(found):
        gathered.setdefault(supporter, []).append(tag)
    return gathered
