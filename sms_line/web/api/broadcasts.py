"""Broadcasts for other programs: listed, planned once, watched, paused, resumed, cancelled."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from sms_line.broadcasting import steering
from sms_line.broadcasting.composing import Filled, PlanMistake, compose
from sms_line.broadcasting.steering import NotPossible
from sms_line.broadcasting.timing import TimeMistake
from sms_line.carrier.error_words import meaning
from sms_line.core.broadcasts.audience_mistakes import AudienceMistake
from sms_line.core.broadcasts.broadcast import Broadcast as Planned
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.words import WordsMistake
from sms_line.store import api_requests, broadcast_results, broadcasts
from sms_line.store.api_requests import OtherRequest
from sms_line.store.api_tokens import Scope
from sms_line.store.broadcast_figures import figures_of
from sms_line.web.api.broadcast_shapes import (
    Broadcast,
    BroadcastPage,
    BroadcastStatus,
    Failures,
    NewBroadcast,
)
from sms_line.web.api.operations import Answer, Asked, Operation, Paged, page_of
from sms_line.web.api.problems import Problem, Wrong, invalid, not_there


def listed(asked: Asked) -> Answer:
    """A page."""
    query: Paged = asked.query
    with asked.parts.database.read() as tx:
        found = broadcasts.listed(tx, before=query.before(), limit=query.limit + 1)
    shown, cursor = page_of(found, query.limit, lambda each: each.id)
    return Answer(BroadcastPage([Broadcast(**_shown(each)) for each in shown], cursor))


def one(asked: Asked) -> Answer:
    """One with its figures."""
    return Answer(_status(asked, asked.path["id"]))


def plan(asked: Asked) -> Answer:
    """Schedule one; the same key again gives what came of it the first time."""
    parts, token = asked.parts, asked.token
    said = msgspec.json.encode(asked.body)
    with parts.database.write() as tx:
        # Before it is checked again: by now its time may be over.
        known = _known(asked, tx, said, parts.clock.now())
        made = known or steering.plan_within(parts, tx, _composed(asked), token.who)
        if not known:
            api_requests.became(tx, token.id, asked.key, made)
    headers = {"Location": f"/api/v1/broadcasts/{made}"}
    if known:
        headers["Idempotent-Replayed"] = "true"
    return Answer(_status(asked, made), 201, headers)


def _known(asked: Asked, tx: Connection, said: bytes, now: datetime) -> int | None:
    database = asked.parts.database
    try:
        return api_requests.begin(database, tx, asked.token.id, asked.key, said, now)
    except OtherRequest:
        raise invalid(
            Wrong("This key came with another request; choose a new one.", "Idempotency-Key")
        ) from None


def _composed(asked: Asked) -> Plan:
    given: NewBroadcast = asked.body
    filled = Filled(
        words=tuple(dict(variant.items()) for variant in given.words),
        audience=given.audience,
        at=given.at,
        name=given.name,
        action=given.action,
        hours=given.hours,
        night=given.night,
        rate=given.rate,
        links=given.links,
        zone=UTC,
    )
    try:
        return compose(asked.parts, filled)
    except WordsMistake as wrong:
        where = f"words[{wrong.variant}]" + (f".{wrong.language}" if wrong.language else "")
        raise invalid(*(Wrong(each.sentence, where) for each in wrong.mistakes)) from None
    except AudienceMistake as wrong:
        raise invalid(Wrong(str(wrong), "audience")) from None
    except TimeMistake as wrong:
        raise invalid(Wrong(str(wrong), "at")) from None
    except PlanMistake as wrong:
        raise invalid(Wrong(str(wrong))) from None


def pause(asked: Asked) -> Answer:
    """Nothing more leaves."""
    return _steered(asked, steering.pause)


def resume(asked: Asked) -> Answer:
    """Go on."""
    return _steered(asked, steering.resume)


def cancel(asked: Asked) -> Answer:
    """Nobody else is texted."""
    return _steered(asked, steering.cancel)


def _steered(asked: Asked, steer: Callable[..., None]) -> Answer:
    broadcast_id: int = asked.path["id"]
    _status(asked, broadcast_id)
    try:
        steer(asked.parts, broadcast_id, asked.token.who)
    except NotPossible as wrong:
        raise Problem(409, "Its state does not allow that.", str(wrong)) from None
    return Answer(_status(asked, broadcast_id))


def _status(asked: Asked, broadcast_id: int) -> BroadcastStatus:
    with asked.parts.database.read() as tx:
        found = broadcasts.get(tx, broadcast_id)
        if found is None:
            raise not_there("broadcast")
        figures = figures_of(tx, broadcast_id)
        skipped = broadcast_results.skipped(tx, broadcast_id)
        errors = broadcast_results.errors(tx, broadcast_id)
    return BroadcastStatus(
        **_shown(found),
        queued=figures.queued,
        sent=figures.sent,
        delivered=figures.delivered,
        failed=figures.failed,
        skipped=figures.skipped,
        skipped_because={why.value: number for why, number in skipped.items()},
        failed_because={
            error: Failures(number, meaning(error)) for error, number in errors.items()
        },
    )


def _shown(found: Planned) -> dict[str, Any]:
    return {
        "id": found.id,
        "name": found.plan.name,
        "state": found.stage.value,
        "why": found.why,
        "at": found.plan.at,
        "audience": found.plan.audience,
        "action": found.plan.action,
        "recipients": found.recipients,
        "left_out": dict(found.left_out),
        "planned_by": found.created_by,
        "approved_by": found.approved_by,
    }


_READ, _WRITE = Scope.READ_BROADCASTS, Scope.WRITE_BROADCASTS


def _steering(name: str, summary: str, handler: Callable[[Asked], Answer]) -> Operation:
    return Operation(
        name=f"{name}_broadcast",
        method="POST",
        path=f"/broadcasts/{{id}}/{name}",
        scope=_WRITE,
        summary=summary,
        handler=handler,
        answers={200: BroadcastStatus},
        refusals=(404, 409),
    )


OPERATIONS = (
    Operation(
        name="list_broadcasts",
        method="GET",
        path="/broadcasts",
        scope=_READ,
        summary="Broadcasts, the newest first",
        handler=listed,
        query=Paged,
        answers={200: BroadcastPage},
    ),
    Operation(
        name="plan_broadcast",
        method="POST",
        path="/broadcasts",
        scope=_WRITE,
        summary="Check and schedule a broadcast, once for each Idempotency-Key",
        handler=plan,
        body=NewBroadcast,
        key=True,
        answers={201: BroadcastStatus},
        refusals=(400, 422),
    ),
    Operation(
        name="get_broadcast",
        method="GET",
        path="/broadcasts/{id}",
        scope=_READ,
        summary="One broadcast with its figures",
        handler=one,
        answers={200: BroadcastStatus},
        refusals=(404,),
    ),
    _steering("pause", "Let nothing more leave until somebody goes on", pause),
    _steering("resume", "Go on where it was paused", resume),
    _steering("cancel", "Text nobody who has not been texted yet", cancel),
)
