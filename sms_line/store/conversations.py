"""Where each conversation stands, locked while a turn is taken."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Executable, bindparam, delete, select, update

from sms_line.core.scene import Channel
from sms_line.core.states import Person, State, Stopped
from sms_line.store import consents, memory, supporters
from sms_line.store.database import Database, Insert
from sms_line.store.tables import conversations


@dataclass(frozen=True, slots=True)
class Standing:
    """A conversation as it was found."""

    id: int
    state: State
    new: bool
    """Nobody was here before, or somebody whom the line has forgotten."""
    turns: int
    """Which turn this is; the first is 0."""


def stand(database: Database, tx: Connection, channel: str, key: str, now: datetime) -> Standing:
    """The conversation, new or old, held for this transaction: a second text waits its turn."""
    new = {"channel": channel, "key": key, "state": "", "turns": 0, "updated_at": now}
    number, stored, turns = tx.execute(_stand(database.insert), new).one()
    state = memory.get(stored) if stored else None
    if state is None:
        # Of a call or a page the key tells nothing.
        state = _fresh(tx, key) if channel == Channel.TEXT else memory.NOBODY
    return Standing(number, state, new=not stored, turns=turns)


@cache
def _stand(insert: Insert) -> Executable:
    return (
        insert(conversations)
        .on_conflict_do_update(
            index_elements=["channel", "key"],
            # Takes the row's lock, so that two texts of one person are taken one after the other.
            set_={"turns": conversations.c.turns + 1},
        )
        .returning(conversations.c.id, conversations.c.state, conversations.c.turns)
    )


def _fresh(tx: Connection, key: str) -> State:
    """Somebody new, or whose state cannot be read: an opt-out outlives both.

    What an import, a call or that lost state has told of them need not be asked again.
    """
    known = supporters.recall(tx, key) or Person()
    if consents.suppressed(tx, key):
        return Stopped(person=known)
    return replace(memory.NOBODY, person=known)


def standing(tx: Connection, channel: str, key: str) -> Standing | None:
    """A conversation as it stands, without a turn of its own; None if there is none."""
    row = tx.execute(
        select(conversations.c.id, conversations.c.state, conversations.c.turns)
        .where(conversations.c.channel == channel, conversations.c.key == key)
        .with_for_update()
    ).first()
    state = memory.get(row.state) if row else None
    return Standing(row.id, state, new=False, turns=row.turns) if row and state else None


def leave(
    tx: Connection, standing: Standing, state: State, now: datetime, answer: str | None = None
) -> None:
    """Save where the conversation stands now, and what was answered where that is kept."""
    left = {"standing": standing.id, "state": memory.put(state), "updated_at": now}
    tx.execute(_LEAVE, left if answer is None else {**left, "answer": answer})


_LEAVE = update(conversations).where(conversations.c.id == bindparam("standing"))
"""Sets the columns that it is given."""


def withdraw(tx: Connection, standing: Standing) -> None:
    """Leave no row of somebody of whom there is nothing to remember."""
    tx.execute(delete(conversations).where(conversations.c.id == standing.id))


def state_of(tx: Connection, channel: str, key: str) -> State | None:
    """Where a conversation stands, without holding it; None if there is none."""
    stored = tx.execute(
        select(conversations.c.state).where(
            conversations.c.channel == channel, conversations.c.key == key
        )
    ).scalar()
    return memory.get(stored) if stored else None


def seen(tx: Connection, channel: str, key: str) -> tuple[State, str] | None:
    """Where a conversation stands and what was answered last, without holding it."""
    row = tx.execute(
        select(conversations.c.state, conversations.c.answer).where(
            conversations.c.channel == channel, conversations.c.key == key
        )
    ).first()
    state = memory.get(row.state) if row and row.state else None
    return (state, row.answer) if row and state else None


def drop_visits(tx: Connection, before: datetime) -> None:
    """Let go of conversations on pages that nobody has gone on with; their letters stay."""
    tx.execute(
        delete(conversations).where(
            conversations.c.channel == "web", conversations.c.updated_at < before
        )
    )
