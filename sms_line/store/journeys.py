"""How far people have come on the way from the keyword to the letter, once each and action.

A person stands where their conversation says, and has sent what there are letters of; how far they
have come at most is kept here, for a conversation forgets it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select

from sms_line.store.letters import ACCEPTED
from sms_line.store.tables import conversations, deliveries, letters, texts
from sms_line.store.tally_sources import Tally, minute, minute_of, stretches
from sms_line.store.tally_tables import journeys

_AT_ONCE = 500
"""Keys in one statement."""
PATH, WAITING = "path", "waiting"
"""The name of the source among sums, and of who is being waited for."""


class Step(IntEnum):
    """The furthest point that somebody has reached."""

    KEYWORD = 1
    ZIP = 2
    NAMES = 3
    """Was shown the names of their legislators."""
    NAME = 4
    """Has given their own name, or the line knew it."""
    REVIEW = 5
    """Was shown the letter."""
    SENT = 6
    """Has said YES."""
    ACCEPTED = 7
    """An office's side has taken one of the letters."""


_STEPS = {
    "AskingZip": Step.KEYWORD,
    "ChoosingDistrict": Step.ZIP,
    "Locating": Step.ZIP,
    "AskingField": Step.NAME,
    "ChoosingPhrase": Step.NAME,
    "Reviewing": Step.REVIEW,
    "Mending": Step.REVIEW,
}
"""By the tag of a stored state in which the line waits for an answer (`core.states`)."""


@dataclass(frozen=True, slots=True)
class Journey:
    """One person's way in one action."""

    began_at: datetime
    step: Step
    waiting: bool


Key = tuple[int, str]
"""A conversation's id, and an action."""


def of_texts(tx: Connection, after: int, to: int) -> tuple[dict[Key, Journey], set[int]]:
    """Where those stand whose texts have these ids, and who they are: they may wait for nothing
    any more. Their way began with the first of these texts."""
    if after >= to:
        return {}, set()
    numbered = and_(texts.c.id > after, texts.c.id <= to, texts.c.broadcast_id.is_(None))
    began = func.min(texts.c.at, type_=texts.c.at.type).label("began")
    # First who they are, so that SQLite does not begin with everybody whom it knows.
    lately = select(texts.c.phone, began).where(numbered).group_by(texts.c.phone).subquery()
    rows = tx.execute(
        select(conversations.c.id, conversations.c.state, lately.c.began)
        .join(lately, lately.c.phone == conversations.c.key)
        .where(conversations.c.channel == "text")
    ).all()
    found: dict[Key, Journey] = {}
    for conversation, state, first in rows:
        if stands := _stands(state):
            action, step = stands
            found[conversation, action] = Journey(first, step, True)
    of_these = select(texts.c.phone).where(numbered)
    found = further(found, _of_letters(tx, letters.c.phone.in_(of_these)))
    return found, {conversation for conversation, _, _ in rows}


def of_deliveries(tx: Connection, minutes: Iterable[datetime]) -> dict[Key, Journey]:
    """How far those have come whose letters were written in these minutes."""
    found: dict[Key, Journey] = {}
    at = deliveries.c.created_at
    for first, end in stretches(minutes):
        found = further(found, _of_letters(tx, and_(at >= first, at < end)))
    return found


def _of_letters(tx: Connection, these: ColumnElement[bool]) -> dict[Key, Journey]:
    taken = func.count().filter(deliveries.c.status == ACCEPTED)
    rows = tx.execute(
        select(conversations.c.id, letters.c.action, func.min(letters.c.created_at), taken)
        .join(letters, letters.c.phone == conversations.c.key)
        .join(deliveries, deliveries.c.letter_id == letters.c.id)
        .where(conversations.c.channel == "text", these)
        .group_by(conversations.c.id, letters.c.action)
    )
    return {
        (conversation, action): Journey(wrote, Step.ACCEPTED if accepted else Step.SENT, False)
        for conversation, action, wrote, accepted in rows
    }


def _stands(state: str) -> tuple[str, Step] | None:
    """The action that a stored state is in the middle of, and how far it is."""
    kept: dict[str, Any] = json.loads(state or "{}")
    draft, step = kept.get("draft"), _STEPS.get(kept.get("is", ""))
    if not draft or step is None:
        return None
    if kept["is"] == "AskingField" and kept.get("field") == "name":
        step = Step.NAMES
    return draft["action"], step


def further(some: dict[Key, Journey], others: dict[Key, Journey]) -> dict[Key, Journey]:
    """Both; of one that is in both the earlier beginning and the further step."""
    return {key: _furthest(key, some, others) for key in {**some, **others}}


def _furthest(key: Key, some: dict[Key, Journey], others: dict[Key, Journey]) -> Journey:
    one, other = some.get(key), others.get(key)
    if one is None or other is None:
        return one or others[key]
    return Journey(
        min(one.began_at, other.began_at), max(one.step, other.step), one.waiting or other.waiting
    )


def kept(tx: Connection, conversation_ids: Iterable[int]) -> dict[Key, Journey]:
    """All ways of these people as they are kept."""
    found: dict[Key, Journey] = {}
    waiting = iter(sorted(set(conversation_ids)))
    while some := list(islice(waiting, _AT_ONCE)):
        rows = tx.execute(select(journeys).where(journeys.c.conversation_id.in_(some)))
        for row in rows:
            key = (row.conversation_id, row.action)
            found[key] = Journey(row.began_at, Step(row.step), row.waiting)
    return found


def news(tx: Connection, seen: dict[Key, Journey], texted: set[int]) -> dict[Key, Journey]:
    """What is to be kept otherwise than it is; `texted`: who has texted or was texted since.

    A way begins once: its first moment stays.
    """
    there = kept(tx, texted | {conversation for conversation, _ in seen})
    changed: dict[Key, Journey] = {}
    for key in {**there, **seen}:
        now = _now(there.get(key), seen.get(key), texted=key[0] in texted)
        if now != there.get(key):
            changed[key] = now
    return changed


def _now(old: Journey | None, new: Journey | None, *, texted: bool) -> Journey:
    """One way as it is now. Whoever has texted and is not found on it waits for nothing there."""
    if old is None or new is None:
        still = new or old
        if still is None:
            raise ValueError("nobody is on this way")
        return replace(still, waiting=still.waiting and (new is not None or not texted))
    return Journey(old.began_at, max(old.step, new.step), new.waiting)


def keep(tx: Connection, changed: dict[Key, Journey]) -> None:
    """Write them down."""
    waiting = iter(changed.items())
    while some := list(islice(waiting, _AT_ONCE // 2)):
        each_key = [
            and_(journeys.c.conversation_id == conversation, journeys.c.action == action)
            for (conversation, action), _ in some
        ]
        tx.execute(delete(journeys).where(or_(*each_key)))
        tx.execute(
            insert(journeys),
            [
                {
                    "conversation_id": conversation,
                    "action": action,
                    "began_at": journey.began_at,
                    "step": int(journey.step),
                    "waiting": journey.waiting,
                }
                for (conversation, action), journey in some
            ],
        )


def count(tx: Connection, minutes: Iterable[datetime]) -> list[Tally]:
    """The ways that began in these minutes, by how far they have come, and how many still wait."""
    found: list[Tally] = []
    label = minute_of(tx.dialect.name, journeys.c.began_at).label("minute")
    for first, end in stretches(minutes):
        rows = tx.execute(
            select(label, journeys.c.step, journeys.c.waiting, func.count())
            .where(journeys.c.began_at >= first, journeys.c.began_at < end)
            .group_by(label, journeys.c.step, journeys.c.waiting)
        )
        sums: dict[tuple[str, str], int] = {}
        for at, step, still, n in rows:
            for what in [str(step), *([WAITING] if still else [])]:
                sums[at, what] = sums.get((at, what), 0) + n
        found += [Tally(minute(at), what, n) for (at, what), n in sums.items()]
    return found
