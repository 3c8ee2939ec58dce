"""The parts that a line is put together from; `app.py` chooses them."""

from dataclasses import dataclass
from typing import Literal

from sms_line.ports import (
    Bell,
    Catalog,
    Clock,
    Directory,
    Mouth,
    Openings,
    Recordings,
    Route,
    Scribe,
    Speech,
    Tokens,
)
from sms_line.store.database import Database
from sms_line.store.outgoing import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One line's parts, each behind its protocol."""

    database: Database
    directory: Directory
    catalog: Catalog
    route: Route
    scribe: Scribe
    speech: Speech
    mouth: Mouth
    on_page: Mouth
    """The same prompts as a page puts them."""
    recordings: Recordings
    openings: Openings
    clock: Clock
    bell: Bell
    outgoing: Outgoing
    """What other programs are told."""
    tokens: Tokens
    number: str
    """What texts that answer no webhook go out from."""
    voice_number: str
    """What people ring, and what rings them, in E.164; "" where there is none."""
    call_minutes_a_day: int | None
    """What all calls may last in 24 hours, legs included; None while practising costs nothing."""
    can_ring: bool
    """There is an account that can place calls."""
    messages: Literal["", "person", "transcribed"]
    """What becomes of messages that callers speak; "" where nobody is asked for one."""
    public_url: str
    public_host: str
    approval_above: int | None
    """Recipients above which a second organizer has to approve a broadcast; None for never."""
    organization: str
    """The name that opens every first message; "" for the action's own."""
