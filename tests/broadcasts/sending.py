"""Hands to send broadcasts with: people by area code, a plan, what became of it."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert

from sms_line.broadcasting import steering
from sms_line.broadcasting.starting import start
from sms_line.core.broadcasts.broadcast import Broadcast, Figures, Plan, Stage
from sms_line.core.broadcasts.skipped import Skipped
from sms_line.core.effects import ConsentKind
from sms_line.store import broadcast_results, broadcasts
from sms_line.store.broadcast_figures import figures_of
from sms_line.store.database import Database
from sms_line.store.tables import consents, supporters, texts
from tests.whole_line import WholeLine

NOON = datetime(2026, 11, 24, 19, tzinfo=UTC)
"""Noon in Cheyenne; no state of the mainland sleeps."""
ORGANIZER = "ana@group.example"
WYOMING, NEW_YORK, SEATTLE, MIAMI = "307", "212", "206", "305"


def phones(count: int, area: str = WYOMING) -> list[str]:
    """Up to a hundred numbers of an area code that belong to nobody."""
    return [f"+1{area}55501{each:02}" for each in range(count)]


def crowd(count: int) -> list[str]:
    """Up to 60,000 numbers that belong to nobody, in area codes of which nobody knows the zone."""
    return [f"+1{200 + each // 100 % 600}55501{each % 100:02}" for each in range(count)]


def joins(database: Database, numbers: Iterable[str], now: datetime = NOON, **facts: str) -> None:
    """These become supporters who want texts."""
    dates = {"created_at": now, "updated_at": now}
    person = {"language": "en", "name": "", "zip": "", "state": "", **dates, **facts}
    agreed = {"at": now, "kind": ConsentKind.OPT_IN.value, "words": "free"}
    agreed |= {"line_number": "55555", "source": "text"}
    numbers = list(numbers)
    with database.write() as tx:
        tx.execute(insert(supporters), [{**person, "phone": each} for each in numbers])
        tx.execute(insert(consents), [{**agreed, "phone": each} for each in numbers])


def planned(line: WholeLine, body: str = "Call now.", **plan: Any) -> int:
    """A broadcast that waits for its start."""
    whole = Plan(**{"words": ({"en": body},), "at": line.clock.now(), **plan})
    return steering.plan(line.application.line.parts, whole, ORGANIZER)


def started(line: WholeLine, body: str = "Call now.", **plan: Any) -> int:
    """A broadcast whose audience has been written down."""
    broadcast_id = planned(line, body, **plan)
    start(line.application.line.parts, broadcast_id)
    return broadcast_id


def look(line: WholeLine) -> None:
    """What one look of a worker brings about."""
    line.application.errands.broadcaster.drain()


def found(line: WholeLine, broadcast_id: int) -> Broadcast:
    with line.database.read() as tx:
        broadcast = broadcasts.get(tx, broadcast_id)
    assert broadcast
    return broadcast


def stage(line: WholeLine, broadcast_id: int) -> Stage:
    return found(line, broadcast_id).stage


def figures(line: WholeLine, broadcast_id: int) -> Figures:
    """They are told with reasons that add up to them."""
    with line.database.read() as tx:
        counted = figures_of(tx, broadcast_id)
        skipped = broadcast_results.skipped(tx, broadcast_id)
        errors = broadcast_results.errors(tx, broadcast_id)
    assert sum(skipped.values()) == counted.skipped
    assert sum(errors.values()) == counted.failed
    return counted


def skipped(line: WholeLine, broadcast_id: int) -> dict[Skipped, int]:
    with line.database.read() as tx:
        return broadcast_results.skipped(tx, broadcast_id)


def adds_up(line: WholeLine, broadcast_id: int) -> None:
    """Every recipient is in exactly one figure."""
    counted = sum(asdict(figures(line, broadcast_id)).values())
    assert counted == found(line, broadcast_id).recipients


def texted(line: WholeLine) -> list[str]:
    """The numbers that the carrier took a text for, in their order."""
    return [taken.to for taken in line.twilio.taken]


def statuses(line: WholeLine, broadcast_id: int) -> list[str]:
    return [row.status for row in line.rows(texts, texts.c.broadcast_id == broadcast_id)]
