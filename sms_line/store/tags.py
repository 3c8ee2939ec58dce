"""Tags: words that organizers, imports and the line itself give to supporters."""

import re
from collections.abc import Iterable

from sqlalchemy import Connection, Select, delete, func, literal, select, true

from sms_line.store.broadcast_tables import tags
from sms_line.store.database import Database
from sms_line.store.tables import supporters

LONGEST_TAG = 60

_UNFIT = re.compile(r"[\x00-\x1f\x7f\"“”;,|]+")
"""What sets tags apart in a list, and what quotes them in an audience."""


def tag_of(words: str) -> str:
    """A tag as it is kept: small letters, one blank between words; "" where nothing is left."""
    return " ".join(_UNFIT.sub(" ", words).lower().split())


def give(database: Database, tx: Connection, tag: str, whom: Select[tuple[int]]) -> int:
    """Give a tag to the supporters whose ids are selected; how many had it not."""
    theirs = whom.subquery()
    rows = select(theirs.c[0], literal(tag, tags.c.tag.type)).where(true())
    given = (
        database.insert(tags)
        .from_select(["supporter_id", "tag"], rows)
        .on_conflict_do_nothing(index_elements=["supporter_id", "tag"])
    )
    # Without the option the count of an INSERT is not fetched where ids could come back.
    return int(tx.execute(given, execution_options={"preserve_rowcount": True}).rowcount)


def take(tx: Connection, tag: str, whom: Select[tuple[int]]) -> int:
    """Take a tag from the supporters whose ids are selected; how many had it."""
    taken = delete(tags).where(tags.c.tag == tag, tags.c.supporter_id.in_(whom))
    return int(tx.execute(taken).rowcount)


def give_many(database: Database, tx: Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Give tags to supporters: pairs of a telephone number and a tag."""
    by_tag: dict[str, list[str]] = {}
    for phone, tag in pairs:
        by_tag.setdefault(tag, []).append(phone)
    for tag, phones in by_tag.items():
        give(database, tx, tag, select(supporters.c.id).where(supporters.c.phone.in_(phones)))


def counts(tx: Connection) -> dict[str, int]:
    """Every tag and how many supporters have it, in order."""
    counted = select(tags.c.tag, func.count()).group_by(tags.c.tag).order_by(tags.c.tag)
    return {str(tag): int(number) for tag, number in tx.execute(counted)}


def known(tx: Connection, limit: int = 500) -> list[str]:
    """Every tag, in order, found by stepping from one to the next: a million rows are not read."""
    first = select(func.min(tags.c.tag).label("tag")).cte("found", recursive=True)
    after = select(func.min(tags.c.tag)).where(tags.c.tag > first.c.tag).scalar_subquery()
    found = first.union_all(select(after).where(first.c.tag.is_not(None)))
    named = select(found.c.tag).where(found.c.tag.is_not(None)).limit(limit)
    return [str(tag) for tag in tx.execute(named).scalars()]
