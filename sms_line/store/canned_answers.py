"""Answers that organizers give again and again, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from sms_line.store import audit
from sms_line.store.audit import Deed
from sms_line.store.database import Database
from sms_line.store.people_tables import canned_answers

LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    """One answer."""

    id: int
    title: str
    words: Mapping[str, str]
    """By language; one of them may be missing."""

    def in_language(self, language: str) -> str:
        """The words for somebody who is texted in this language."""
        return self.words.get(language) or next(iter(self.words.values()), "")


def listed(tx: Connection) -> list[CannedAnswer]:
    """All of them, by title."""
    rows = tx.execute(select(canned_answers).order_by(canned_answers.c.title))
    return [CannedAnswer(row.id, row.title, row.words) for row in rows]


def keep(
    database: Database,
    tx: Connection,
    title: str,
    words: Mapping[str, str],
    who: str,
    now: datetime,
) -> None:
    """Keep an answer; it takes the place of one with this title."""
    new = database.insert(canned_answers).values(title=title, words=dict(words))
    kept = new.on_conflict_do_update(index_elements=["title"], set_={"words": dict(words)})
    row = tx.execute(kept.returning(canned_answers.c.id)).scalar_one()
    audit.record(tx, at=now, who=who, did=Deed.KEPT_ANSWER, kind="answer", row_id=row)


def drop(tx: Connection, answer_id: int, who: str, now: datetime) -> None:
    """Throw one away."""
    gone = delete(canned_answers).where(canned_answers.c.id == answer_id)
    if tx.execute(gone).rowcount:
        audit.record(tx, at=now, who=who, did=Deed.DROPPED_ANSWER, kind="answer", row_id=answer_id)
