"""What other programs are told of broadcasts, and what they fill in to plan one."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from sms_line.core.broadcasts.counting import Links
from sms_line.web.api.operations import Shape

Hour = Annotated[int, Meta(ge=0, le=24)]


class Broadcast(msgspec.Struct, kw_only=True):
    """One text to many."""

    id: int
    name: str
    state: Literal["proposed", "scheduled", "freezing", "sending", "paused", "cancelled", "done"]
    why: Annotated[str, Meta(description="Why it waits, was paused or was cancelled.")]
    at: Annotated[datetime, Meta(description="Not before this moment.")]
    audience: str
    action: str
    recipients: int
    left_out: Annotated[dict[str, int], Meta(description="Why → how many get none.")]
    planned_by: str
    approved_by: str


class Failures(msgspec.Struct):
    """Texts that failed for one reason."""

    texts: int
    meaning: str


class BroadcastStatus(Broadcast, kw_only=True):
    """One broadcast, with each person of its audience in exactly one of the figures."""

    queued: int
    sent: int
    delivered: int
    failed: int
    skipped: int
    skipped_because: Annotated[dict[str, int], Meta(description="Why → how many were skipped.")]
    failed_because: Annotated[
        dict[str, Failures], Meta(description='Error code, "" for none → what failed.')
    ]


class BroadcastPage(msgspec.Struct):
    """Broadcasts, the newest first."""

    items: list[Broadcast]
    next: Annotated[str, Meta(description='The cursor of the next page; "" at the end.')]


class NewBroadcast(Shape):
    """What an organizer would fill in."""

    words: Annotated[
        list[dict[Literal["en", "es"], Annotated[str, Meta(min_length=1)]]],
        Meta(min_length=1, max_length=8, description="The variants: language → words."),
    ]
    audience: Annotated[str, Meta(description='As at the desk: "state:TX not wrote:SLUG".')] = ""
    at: Annotated[
        str,
        Meta(description='"now", "2026-11-24T15:00Z", "2026-11-24 10:00 local"; UTC by default.'),
    ] = "now"
    name: Annotated[str, Meta(max_length=80)] = ""
    action: Annotated[str, Meta(description="The slug of the action that it is about.")] = ""
    hours: Annotated[tuple[Hour, Hour], Meta(description="By the recipients' own clocks.")] = (
        9,
        20,
    )
    night: Literal["wait", "skip"] = "wait"
    rate: Annotated[float, Meta(gt=0, lt=10_000)] | None = None
    links: Annotated[
        Links,
        Meta(description="Shortened and counted: not at all, together, or each person."),
    ] = ""
