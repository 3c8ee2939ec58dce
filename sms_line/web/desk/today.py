"""The desk's first page: what keeps the line from serving, the last day's numbers, the actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint
from flask.typing import ResponseReturnValue

from sms_line.directory.status import status
from sms_line.store import call_counts, counts, inbox
from sms_line.store.call_counts import CallCounts
from sms_line.store.counts import TextCounts
from sms_line.web.desk.desk import Desk, desk_blueprint
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.shown import BECAME, NOT_TAKEN

LOOKED_BACK = timedelta(hours=24)
"""Not "since midnight": a country with six time zones has six of those."""


@dataclass(frozen=True, slots=True)
class Day:
    """The last 24 hours in numbers."""

    texts: TextCounts
    in_the_middle: int
    letters: dict[str, int]
    """By what has become of them."""
    calls: CallCounts
    opt_outs: int
    people_waiting: int
    """However long they have waited."""


def today_pages(desk: Desk) -> Blueprint:
    """/"""
    pages = desk_blueprint("today")

    @pages.get("/")
    @needs(May.LOOK)
    def show() -> ResponseReturnValue:
        now = desk.parts.clock.now()
        loaded = status(desk.parts.database, now)
        return desk.page(
            "today.html",
            now=now,
            day=day(desk, now - LOOKED_BACK),
            became=BECAME,
            refused=NOT_TAKEN,
            missing=desk.missing(),
            actions=desk.parts.catalog.open(now.date()),
            loaded=loaded,
            age=loaded.age(now).days if loaded else 0,
            alarms=loaded.alarms(now) if loaded else (),
        )

    return pages


def day(desk: Desk, since: datetime) -> Day:
    """The numbers since a moment, all of one reading."""
    with desk.parts.database.read() as tx:
        return Day(
            texts=counts.texts_since(tx, since),
            in_the_middle=counts.in_the_middle(tx, since),
            letters=counts.letters_since(tx, since),
            calls=call_counts.since(tx, since),
            opt_outs=counts.opt_outs_since(tx, since),
            people_waiting=inbox.people_waiting(tx),
        )
