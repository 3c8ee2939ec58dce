"""The desk's first page: what keeps the line from serving, the last day's numbers, the actions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from sms_line.directory.status import Status, status
from sms_line.store import (
    call_counts,
    counts,
    directory_rows,
    factors,
    inbox,
    journeys,
    tally_reading,
    tallying,
)
from sms_line.store.call_counts import CallCounts
from sms_line.store.counts import TextCounts
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.session import lets_sleep
from sms_line.web.desk.shown import BECAME, NOT_TAKEN
from sms_line.web.desk.watching import Watched

LOOKED_BACK = timedelta(hours=24)
"""Not "since midnight": a country with six time zones has six of those."""


@dataclass(frozen=True, slots=True)
class Day:
    """The last 24 hours in numbers."""

    texts: TextCounts
    in_the_middle: int
    """People who began an action in these hours, and from whom an answer is awaited."""
    letters: dict[str, int]
    """By what has become of them."""
    calls: CallCounts
    opt_outs: int
    people_waiting: int
    """However long they have waited."""


def today_pages(desk: Desk) -> Blueprint:
    """/, and /today/stream: what its script asks."""
    pages, watched = desk_blueprint("today"), Watched()
    counted: dict[tuple[int | None, date], Status | None] = {}

    @pages.get("/")
    @needs(May.LOOK)
    def show() -> ResponseReturnValue:
        now = desk.parts.clock.now()
        loaded = loaded_now(now)
        return desk.page(
            "today.html",
            scripts=True,
            now=now,
            day=day(desk, now),
            became=BECAME,
            refused=NOT_TAKEN,
            actions=desk.parts.catalog.open(now.date()),
            loaded=loaded,
            age=loaded.age(now).days if loaded else 0,
            alarms=loaded.alarms(now) if loaded else (),
            locked_out=_locked_out(desk),
        )

    def loaded_now(now: datetime) -> Status | None:
        """What is loaded: counted once an edition and day, for that reads all ZIP codes."""
        with desk.parts.database.read() as tx:
            key = (directory_rows.newest(tx), now.date())
        if key not in counted:
            counted.clear()
            counted[key] = status(desk.parts.database, now)
        return counted[key]

    @pages.get("/today/stream")
    @needs(May.LOOK)
    @lets_sleep
    def stream() -> ResponseReturnValue:
        return watched.stream("day", lambda: {"parts": {"tiles": tiles()}})

    def tiles() -> str:
        return render_template("desk/today_tiles.html", day=day(desk, desk.parts.clock.now()))

    return pages


def _locked_out(desk: Desk) -> bool:
    """Will whoever is signed in find no way back? No link can be mailed, and they have no other."""
    with desk.parts.database.read() as tx:
        mine = factors.of(tx, me().id)
    return desk.outbox is not None and not mine.password and not mine.passkeys


def day(desk: Desk, now: datetime) -> Day:
    """The numbers of the day before a moment, all of one reading."""
    since = now - LOOKED_BACK
    tallying.look(desk.parts.database, now)
    with desk.parts.database.read() as tx:
        sums = tally_reading.totals_since(tx, since)
        return Day(
            texts=counts.texts_of(sums, tally_reading.texts_in_trouble(tx, since)),
            in_the_middle=sums[journeys.PATH, journeys.WAITING],
            letters=counts.letters_of(sums),
            calls=call_counts.calls_of(sums),
            opt_outs=sums["consents", "opt-outs"],
            people_waiting=inbox.people_waiting(tx),
        )
