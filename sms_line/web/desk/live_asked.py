"""What an address of the live page asks for, read as it is now."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import request
from sqlalchemy import Connection

from sms_line.store import tallying
from sms_line.web.desk import live_numbers
from sms_line.web.desk.country import Countries
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.live_numbers import Addressee, Curve, Live, Stretch
from sms_line.web.desk.state_tiles import PLACES


def asked() -> tuple[Stretch, str]:
    """The stretch of time and the state that the address names."""
    stretch, state = request.args.get("back", ""), request.args.get("state", "")
    known = stretch in {each.value for each in Stretch}
    return Stretch(stretch) if known else Stretch.DAY, state if state in PLACES else ""


class Numbers:
    """What one desk's addresses ask for, as it is now."""

    def __init__(self, desk: Desk) -> None:
        """Nothing has been asked yet."""
        self._desk = desk
        self._countries = Countries()

    def live(self) -> Live:
        """All of it."""
        with self._reading() as (tx, now):
            return live_numbers.read(tx, *asked(), self._countries.now(tx), now)

    def curve(self) -> Curve:
        """The curve alone."""
        with self._reading() as (tx, now):
            return live_numbers.curve(tx, asked()[0], now)

    def written_to(self) -> tuple[Addressee, ...]:
        """The legislators alone, all of them."""
        with self._reading() as (tx, now):
            return live_numbers.written_to(tx, asked()[0], self._countries.now(tx), now)

    @contextmanager
    def _reading(self) -> Iterator[tuple[Connection, datetime]]:
        now, database = self._desk.parts.clock.now(), self._desk.parts.database
        tallying.look(database, now)
        with database.read() as tx:
            yield tx, now
