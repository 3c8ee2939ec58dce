"""A broadcast as it goes out: what changes on its page, without reload."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from sms_line.core.broadcasts.broadcast import Broadcast
from sms_line.store import broadcasts
from sms_line.store.broadcast_figures import figures_of
from sms_line.web.desk.broadcast_shown import STAGES
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.session import lets_sleep
from sms_line.web.desk.watching import News, Watched

PARTS = ("stage", "numbers")
"""The parts of the page that change."""


def add_watching(pages: Blueprint, desk: Desk) -> None:
    """/broadcasts/N/stream: what the page's script asks."""
    watched = Watched()

    @pages.get("/broadcasts/<int:broadcast_id>/stream")
    @needs(May.LOOK)
    @lets_sleep
    def stream(broadcast_id: int) -> ResponseReturnValue:
        with desk.parts.database.read() as tx:
            found = broadcasts.get(tx, broadcast_id)
        if found is None:
            return desk.page("broadcast_gone.html", 404)
        # Whoever has just paused it is not told for a moment more that it goes out.
        key = (broadcast_id, found.stage, found.frozen_at)
        return watched.stream(key, lambda: _news(desk, found))


def _news(desk: Desk, found: Broadcast) -> News:
    with desk.parts.database.read() as tx:
        figures = figures_of(tx, found.id)
    facts = {"found": found, "figures": figures, "stages": STAGES}
    return {
        "parts": {
            part: render_template("desk/broadcast_part.html", part=part, **facts) for part in PARTS
        }
    }
