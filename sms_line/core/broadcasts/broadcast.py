"""A broadcast: one text to many, and where it stands between being asked for and being done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from sms_line.core.broadcasts.counting import Links
from sms_line.core.broadcasts.hours import Hours

Words = tuple[Mapping[str, str], ...]
"""One for each variant: language ("en") → what is sent, as the organizer wrote it."""


class Stage(StrEnum):
    """Where a broadcast stands."""

    PROPOSED = "proposed"
    """A second organizer has to approve it."""
    SCHEDULED = "scheduled"
    FREEZING = "freezing"
    """Its audience is being written down."""
    SENDING = "sending"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


CAN_BECOME: Mapping[Stage, frozenset[Stage]] = {
    Stage.PROPOSED: frozenset({Stage.SCHEDULED, Stage.CANCELLED}),
    Stage.SCHEDULED: frozenset({Stage.FREEZING, Stage.PAUSED, Stage.CANCELLED}),
    Stage.FREEZING: frozenset({Stage.SENDING, Stage.PAUSED, Stage.CANCELLED, Stage.PROPOSED}),
    Stage.SENDING: frozenset({Stage.PAUSED, Stage.CANCELLED, Stage.DONE}),
    Stage.PAUSED: frozenset({Stage.SCHEDULED, Stage.CANCELLED}),
    Stage.CANCELLED: frozenset(),
    # A text may come back undelivered, to be sent once more, when all seemed done.
    Stage.DONE: frozenset({Stage.SENDING}),
}
"""Whoever goes on after a pause is scheduled again: what was written down before is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an organizer chose."""

    words: Words
    at: datetime
    """Not before this moment."""
    name: str = ""
    audience: str = ""
    """In the audience's language; "" for everybody who may be texted."""
    action: str = ""
    """The slug of the action that it is about."""
    local_at: str = ""
    """Or at this time of each recipient's own clock ("2026-11-24T10:00")."""
    hours: Hours = field(default_factory=Hours)
    night: Literal["wait", "skip"] = "wait"
    """What falls into the recipient's night waits for the morning, or is left out."""
    rate: float | None = None
    """Texts a second, where it is to be slower than the sender."""
    links: Links = ""
    """Links are shortened and counted: not at all, together, or for each person."""
    reminds: str | None = None
    """The action whose one reminder this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """A plan with what has become of it."""

    id: int
    plan: Plan
    stage: Stage
    why: str
    """Why it waits, was paused or was cancelled."""
    created_by: str
    approved_by: str
    created_at: datetime
    resumed_at: datetime | None
    frozen_at: datetime | None
    ended_at: datetime | None
    recipients: int
    handled_before: int = 0
    """Texts taken from its lanes until it was last resumed."""
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """Each person of the audience in exactly one of these."""

    queued: int = 0
    """Not sent yet, or being found out whether it was."""
    sent: int = 0
    """With the carrier, which has not said that it was delivered."""
    delivered: int = 0
    failed: int = 0
    skipped: int = 0
    """Said STOP since, fell into the night, lacked a name, or the broadcast was cancelled."""
