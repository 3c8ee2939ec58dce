"""Who represents whom, at the desk: what is loaded, and a button that has it fetched anew.

The button leaves a row; a worker fetches, and the page shows what came of it.
"""

import re
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.core.state_names import NAMES
from sms_line.directory.seats import DELEGATIONS, SEATS
from sms_line.directory.sources import PUBLISHERS
from sms_line.directory.status import Status, status
from sms_line.store import audit, refreshes, workers
from sms_line.store.audit import Deed
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.session import lets_sleep
from sms_line.web.desk.watching import News, Watched

PARTS = ("loaded", "fetched")
"""The parts of the page that change."""
SHOWN = 10
"""Times that it was fetched."""
_STATES = SEATS.keys() - DELEGATIONS
"""Those that have senators."""


def data_pages(desk: Desk) -> Blueprint:
    """/data, and /data/stream: what its script asks."""
    pages, watched = desk_blueprint("data"), Watched()

    @pages.get("/data")
    @needs(May.LOOK)
    def show() -> ResponseReturnValue:
        return _page(desk)

    @pages.post("/data")
    @needs(May.REFRESH_DATA)
    def ask() -> ResponseReturnValue:
        said = request.form.get("vacant_senate", "")
        vacant = {word.upper() for word in re.split(r"[\s,;]+", said.strip()) if word}
        if unknown := sorted(vacant - _STATES):
            return _page(desk, 422, unknown=[each[:20] for each in unknown[:5]], vacant=said[:200])
        _ask(desk, vacant)
        return redirect(url_for("data.show"), 303)

    @pages.get("/data/stream")
    @needs(May.LOOK)
    @lets_sleep
    def stream() -> ResponseReturnValue:
        return watched.stream("data", lambda: _news(desk))

    return pages


def _ask(desk: Desk, vacant: set[str]) -> None:
    """Leave the wish, and ring for it; who asks while one is under way gets that one."""
    parts, now, who = desk.parts, desk.parts.clock.now(), me().email
    source = _source(status(parts.database, now), request.form.get("source", ""))
    with parts.database.write() as tx:
        made = refreshes.ask(tx, who=who, source=source, vacant_senate=vacant, now=now)
        if made:
            audit.record(tx, at=now, who=who, did=Deed.ASKED_FOR_DATA, kind="data", row_id=made)
    if made:
        parts.bell.ring("refresh", made)


def _source(loaded: Status | None, wanted: str) -> str:
    """From where: a group's own copy on the web as before, unless the publishers are wanted."""
    own = _own(loaded)
    return own if own and wanted != "publishers" else PUBLISHERS


def _own(loaded: Status | None) -> str:
    """The web address of a group's own copy, "" where the data came from elsewhere."""
    source = loaded.edition.source if loaded else ""
    return source if source.startswith("http") else ""


def _page(desk: Desk, code: int = 200, **facts: Any) -> Response:
    found = _facts(desk)
    loaded = found["loaded"]
    vacant = " ".join(loaded.vacant_senate) if loaded else ""
    facts = {"own": _own(loaded), "vacant": vacant} | found | facts
    return desk.page("data.html", code, scripts=True, **facts)


def _facts(desk: Desk) -> dict[str, Any]:
    now, database = desk.parts.clock.now(), desk.parts.database
    with database.read() as tx:
        fetched = refreshes.listed(tx, SHOWN)
        at_work = workers.seen_lately(tx, now)
    loaded = status(database, now)
    return {
        "now": now,
        "loaded": loaded,
        "days": loaded.age(now).days if loaded else 0,
        "alarms": loaded.alarms(now) if loaded else (),
        "fetched": fetched,
        "under_way": any(each.open for each in fetched),
        "at_work": at_work,
        "names": NAMES,
        "publishers": PUBLISHERS,
    }


def _news(desk: Desk) -> News:
    facts = _facts(desk)
    return {
        "parts": {
            part: render_template("desk/data_part.html", part=part, **facts) for part in PARTS
        },
        "shown": {"ask": not facts["under_way"]},
        "said": render_template("desk/data_part.html", part="said", **facts).strip(),
    }
