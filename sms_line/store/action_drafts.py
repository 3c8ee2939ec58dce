"""Organizers' drafts of actions: kept at every change, and never written over unseen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, select, update

from sms_line.store import audit
from sms_line.store.action_tables import action_drafts
from sms_line.store.actions import Stored
from sms_line.store.audit import Deed
from sms_line.store.database import Database

Notes = Mapping[str, Sequence[str]]
"""What drafting said: sentences by "missing", "found" and "spanish"."""


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """One draft as it is kept."""

    id: int
    slug: str
    """The action that it will be a new version of; "" for one that was never published."""
    base_version: int
    """The version that it began with; 0 for none."""
    source: str
    notes: Notes
    revision: int
    changed_by: str
    """An organizer's address."""
    changed_at: datetime


class ChangedMeanwhile(Exception):
    """Somebody else has changed the draft since it was read; `theirs` is how it is now."""

    def __init__(self, theirs: ActionDraft) -> None:
        super().__init__("a draft was changed by somebody else")
        self.theirs = theirs


def begin(tx: Connection, source: str, notes: Notes, who: str, now: datetime) -> int:
    """Keep the draft of a new action, and give its number."""
    number = _insert(tx, source, notes, who, now)
    audit.record(tx, at=now, who=who, did=Deed.DRAFTED, kind="draft", row_id=number)
    return number


def of_action(database: Database, tx: Connection, base: Stored, who: str, now: datetime) -> int:
    """The one draft of a published action, begun with its newest version if there is none."""
    if found := find(tx, base.slug):
        return found.id
    made = tx.execute(
        database.insert(action_drafts)
        .values(
            slug=base.slug,
            base_version=base.version,
            source=base.source,
            notes={},
            revision=1,
            changed_by=who,
            changed_at=now,
        )
        .on_conflict_do_nothing()
        .returning(action_drafts.c.id)
    ).scalar()
    if made is None:  # somebody else began it at the same moment
        found = find(tx, base.slug)
        assert found is not None
        return found.id
    detail = f"of {base.slug}, version {base.version}"
    audit.record(tx, at=now, who=who, did=Deed.DRAFTED, kind="draft", row_id=made, detail=detail)
    return int(made)


def get(tx: Connection, draft_id: int) -> ActionDraft | None:
    """One draft."""
    row = tx.execute(select(action_drafts).where(action_drafts.c.id == draft_id)).first()
    return _draft(row) if row else None


def find(tx: Connection, slug: str) -> ActionDraft | None:
    """The draft of a published action."""
    row = tx.execute(select(action_drafts).where(action_drafts.c.slug == slug)).first()
    return _draft(row) if row and slug else None


def listed(tx: Connection) -> list[ActionDraft]:
    """All drafts, the one changed last first."""
    order = (action_drafts.c.changed_at.desc(), action_drafts.c.id.desc())
    return [_draft(row) for row in tx.execute(select(action_drafts).order_by(*order))]


def save(
    tx: Connection, draft_id: int, source: str, *, seen: int, who: str, now: datetime
) -> ActionDraft | None:
    """Keep a change; None where the draft is gone. Raises ChangedMeanwhile.

    `seen`: the revision that whoever changed it had before them. What is the same as it was is no
    change.
    """
    changed = tx.execute(
        update(action_drafts)
        .where(
            action_drafts.c.id == draft_id,
            action_drafts.c.revision == seen,
            action_drafts.c.source != source,
        )
        .values(
            source=source, revision=action_drafts.c.revision + 1, changed_by=who, changed_at=now
        )
    ).rowcount
    now_there = get(tx, draft_id)
    if now_there and not changed and now_there.source != source:
        raise ChangedMeanwhile(now_there)
    return now_there


def drop(tx: Connection, draft_id: int, who: str, now: datetime) -> None:
    """Throw a draft away."""
    if tx.execute(delete(action_drafts).where(action_drafts.c.id == draft_id)).rowcount:
        audit.record(tx, at=now, who=who, did=Deed.DROPPED_DRAFT, kind="draft", row_id=draft_id)


def published(tx: Connection, draft: ActionDraft) -> None:
    """It has become a version, and is no draft any more. Raises ChangedMeanwhile."""
    same = (action_drafts.c.id == draft.id) & (action_drafts.c.revision == draft.revision)
    gone = tx.execute(delete(action_drafts).where(same)).rowcount
    if not gone and (theirs := get(tx, draft.id)):
        raise ChangedMeanwhile(theirs)


def _insert(tx: Connection, source: str, notes: Notes, who: str, now: datetime) -> int:
    made = tx.execute(
        action_drafts.insert()
        .values(
            slug="",
            base_version=0,
            source=source,
            notes={name: list(said) for name, said in notes.items()},
            revision=1,
            changed_by=who,
            changed_at=now,
        )
        .returning(action_drafts.c.id)
    )
    return int(made.scalar_one())


def _draft(row: Row[tuple[object, ...]]) -> ActionDraft:
    return ActionDraft(
        id=row.id,
        slug=row.slug,
        base_version=row.base_version,
        source=row.source,
        notes=row.notes,
        revision=row.revision,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )
