"""What is happening: the numbers of the last hour, day or week, which go on by themselves."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from sms_line.core.state_names import NAMES
from sms_line.web.desk import curve_svg, seats_svg
from sms_line.web.desk.desk import Desk, desk_blueprint
from sms_line.web.desk.live_asked import Numbers, asked
from sms_line.web.desk.live_files import add_live_files
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
    pages, watched, numbers = desk_blueprint("live"), Watched(), Numbers(desk)

    @pages.get("/live")
    @needs(May.LOOK)
    def show() -> ResponseReturnValue:
        live = numbers.live()
        wall = "wall" in request.args
        return desk.page("live.html", 200, scripts=True, wall=wall, **_facts(desk, live))

    @pages.get("/live/stream")
    @needs(May.LOOK)
    @lets_sleep
    def stream() -> ResponseReturnValue:
        key = (*asked(), "wall" in request.args)
        return watched.stream(key, lambda: _news(desk, numbers.live()))

    add_live_files(pages, desk, numbers)
    return pages


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
