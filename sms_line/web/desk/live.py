"""What is happening: the numbers of the last hour, day or week, which go on by themselves."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from sms_line.core.state_names import NAMES
from sms_line.store import tallying
from sms_line.web.desk import curve_svg, live_numbers, seats_svg
from sms_line.web.desk.csv_file import csv_file
from sms_line.web.desk.desk import Desk, desk_blueprint
from sms_line.web.desk.files import note_file
from sms_line.web.desk.live_numbers import Live, Stretch
from sms_line.web.desk.live_words import CURVES, STEPS, WHY_NOT
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.session import lets_sleep
from sms_line.web.desk.shown import BECAME, NOT_TAKEN
from sms_line.web.desk.state_tiles import PLACES
from sms_line.web.desk.watching import News, Watched

PARTS = ("tiles", "path", "map", "letters", "calls", "broadcasts", "table")
"""The parts of the page that change."""


def live_pages(desk: Desk) -> Blueprint:
    """/live, /live/stream: what its script asks, and its files."""
    pages, watched = desk_blueprint("live"), Watched()

    @pages.get("/live")
    @needs(May.LOOK)
    def show() -> ResponseReturnValue:
        live = _look(desk)
        wall = "wall" in request.args
        return desk.page("live.html", 200, scripts=True, wall=wall, **_facts(desk, live))

    @pages.get("/live/stream")
    @needs(May.LOOK)
    @lets_sleep
    def stream() -> ResponseReturnValue:
        key = (*_asked(), "wall" in request.args)
        return watched.stream(key, lambda: _news(desk, _look(desk)))

    _add_files(pages, desk)
    return pages


def _add_files(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/live.csv")
    @needs(May.EXPORT)
    def file() -> ResponseReturnValue:
        note_file(desk, "live counts")
        curve = _look(desk).curve
        columns = ("from", *(CURVES[name].lower().replace(" ", "_") for name in curve.lines))
        return csv_file(
            "live", columns, [list(zip(curve.starts, *curve.lines.values(), strict=True))]
        )

    @pages.get("/live/legislators.csv")
    @needs(May.EXPORT)
    def legislators_file() -> ResponseReturnValue:
        note_file(desk, "letters by legislator")
        now, database = desk.parts.clock.now(), desk.parts.database
        tallying.look(database, now)
        with database.read() as tx:
            found = live_numbers.written_to(tx, _asked()[0], now)
        rows = [(each.name, each.place, each.letters) for each in found]
        return csv_file("legislators", ("legislator", "place", "letters"), [rows])

    @pages.get("/live/path.csv")
    @needs(May.EXPORT)
    def path_file() -> ResponseReturnValue:
        note_file(desk, "the path to the letter")
        rows = [(STEPS[step], so_far, no_further) for step, so_far, no_further in _look(desk).path]
        return csv_file("path", ("step", "at_least_so_far", "no_further"), [rows])

    @pages.get("/live/places.csv")
    @needs(May.EXPORT)
    def places_file() -> ResponseReturnValue:
        note_file(desk, "letters by place")
        live = _look(desk)
        districts = [each for seats in live.seats.values() for each in seats]
        rows = [(each.code, each.letters) for each in (*live.states.values(), *districts)]
        return csv_file("places", ("place", "letters"), [rows])

    @pages.get("/live/calls.csv")
    @needs(May.EXPORT)
    def calls_file() -> ResponseReturnValue:
        note_file(desk, "calls by outcome")
        calls = _look(desk).calls
        became = [(BECAME.get(each, each), n) for each, n in calls.outcomes.items()]
        refused = [(NOT_TAKEN.get(each, each), n) for each, n in calls.refused.items()]
        return csv_file("calls", ("what_became_of_it", "times"), [[*became, *refused]])

    @pages.get("/live/troubles.csv")
    @needs(May.EXPORT)
    def troubles_file() -> ResponseReturnValue:
        note_file(desk, "troubles")
        live = _look(desk)
        letters = [("letter", *each) for each in live.letter_troubles]
        texts = [("text", "", *each) for each in live.text_troubles]
        return csv_file("troubles", ("what", "state", "why", "times"), [[*letters, *texts]])


def _asked() -> tuple[Stretch, str]:
    """The stretch of time and the state that the address names."""
    stretch, state = request.args.get("back", ""), request.args.get("state", "")
    known = stretch in {each.value for each in Stretch}
    return Stretch(stretch) if known else Stretch.DAY, state if state in PLACES else ""


def _look(desk: Desk) -> Live:
    """The numbers as they are now."""
    now, database = desk.parts.clock.now(), desk.parts.database
    tallying.look(database, now)
    with database.read() as tx:
        return live_numbers.read(tx, *_asked(), now)


def _facts(desk: Desk, live: Live) -> dict[str, Any]:
    return {
        "live": live,
        "text_cost": live.segments * desk.price,
        "price": desk.price,
        "call_cost": live.calls.minutes * desk.price_per_minute,
        "price_per_minute": desk.price_per_minute,
        "stretches": list(Stretch),
        "svg": curve_svg.drawn(live.curve),
        "seats": {state: seats_svg.drawn(these) for state, these in live.seats.items()},
        "room": (seats_svg.ACROSS, seats_svg.DOWN),
        "curves": CURVES,
        "steps": STEPS,
        "why_not": WHY_NOT,
        "became": BECAME,
        "refused": NOT_TAKEN,
        "names": NAMES,
        "tiles_at": PLACES,
        "chart": _chart(live),
    }


def _chart(live: Live) -> dict[str, object]:
    return {
        "names": [CURVES[name] for name in live.curve.lines],
        "data": [
            [int(each.timestamp()) for each in live.curve.starts],
            *[list(line) for line in live.curve.lines.values()],
        ],
    }


def _news(desk: Desk, live: Live) -> News:
    facts = _facts(desk, live)
    wall = "wall" in request.args
    return {
        "parts": {
            part: render_template("desk/live_part.html", part=part, wall=wall, **facts)
            for part in PARTS
        },
        "chart": facts["chart"],
        "said": render_template("desk/live_part.html", part="said", wall=wall, **facts).strip(),
    }
