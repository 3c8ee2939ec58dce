"""What happened, for other programs: sums, letters' deliveries, calls; nobody's name in them."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from sms_line.store import call_counts, call_list, counts, delivery_list, tally_reading, tallying
from sms_line.store.api_tokens import Scope
from sms_line.store.call_list import Leg
from sms_line.web.api.operations import Answer, Asked, Operation, Paged, Shape, page_of
from sms_line.web.api.problems import Wrong, invalid

_DAY, _YEAR = timedelta(days=1), timedelta(days=366)
Cursor = Annotated[str, Meta(description='The cursor of the next page; "" at the end.')]


class Since(Shape):
    """From when."""

    since: (
        Annotated[datetime, Meta(tz=True, description="At most a year ago; else 24 hours ago.")]
        | None
    ) = None


class Counts(msgspec.Struct):
    """Sums since a minute."""

    since: datetime
    texts_received: int
    texts_sent: int
    segments: int
    letters: Annotated[dict[str, int], Meta(description="By what has become of them.")]
    calls: int
    call_outcomes: Annotated[dict[str, int], Meta(description="Of each office that was tried.")]
    opt_outs: int


class DeliveryQuery(Paged):
    """Which deliveries."""

    status: Literal["", "queued", "sending", "accepted", "refused", "unsure", "given up"] = ""


class Delivery(msgspec.Struct):
    """One letter on its way to one office."""

    id: int
    at: datetime
    action: str
    bioguide: str
    office: str
    route: str
    status: str
    detail: Annotated[str, Meta(description="The other side's own words.")]
    attempts: int


class DeliveryPage(msgspec.Struct):
    """Deliveries, the newest first."""

    items: list[Delivery]
    next: Cursor


class Call(msgspec.Struct):
    """One office that a caller was put through to, or was not."""

    id: int
    call_id: int
    at: datetime
    action: str
    bioguide: str
    telephone: Annotated[str, Meta(description="washington, district, switchboard; or none.")]
    status: Annotated[str, Meta(description="How it ended: the carrier's word, or the line's.")]
    went: Annotated[str, Meta(description="What the caller says of it: spoke, message, …")]
    seconds: int
    phone: Annotated[
        str | None, Meta(description="The caller's, only with the scope read:supporters.")
    ]


class CallPage(msgspec.Struct):
    """Calls, the newest first."""

    items: list[Call]
    next: Cursor


def summed(asked: Asked) -> Answer:
    """The sums that the desk shows."""
    now = asked.parts.clock.now()
    since = asked.query.since or now - _DAY
    if not now - _YEAR <= since <= now:
        raise invalid(Wrong("This lies ahead, or more than a year back.", "since"))
    tallying.look(asked.parts.database, now)
    with asked.parts.database.read() as tx:
        sums = tally_reading.totals_since(tx, since)
    texts, calls = counts.texts_of(sums, 0), call_counts.calls_of(sums)
    return Answer(
        Counts(
            since=since,
            texts_received=texts.received,
            texts_sent=texts.sent,
            segments=texts.segments,
            letters=counts.letters_of(sums),
            calls=calls.taken,
            call_outcomes=calls.outcomes,
            opt_outs=sums["consents", "opt-outs"],
        )
    )


def deliveries(asked: Asked) -> Answer:
    """A page of what the desk lists under Letters."""
    query: DeliveryQuery = asked.query
    with asked.parts.database.read() as tx:
        found = delivery_list.listed(
            tx, status=query.status, before=query.before(), limit=query.limit + 1
        )
    shown, cursor = page_of(found, query.limit, lambda each: each.id)
    items = [
        Delivery(
            id=each.id,
            at=each.created_at,
            action=each.action,
            bioguide=each.bioguide,
            office=each.office,
            route=each.route,
            status=each.status,
            detail=each.detail,
            attempts=each.attempts,
        )
        for each in shown
    ]
    return Answer(DeliveryPage(items, cursor))


def calls(asked: Asked) -> Answer:
    """A page of calls."""
    query: Paged = asked.query
    with asked.parts.database.read() as tx:
        found = call_list.listed(tx, before=query.before(), limit=query.limit + 1)
    shown, cursor = page_of(found, query.limit, lambda each: each.id)
    numbers = asked.may(Scope.READ_SUPPORTERS)
    return Answer(CallPage([_call(each, numbers=numbers) for each in shown], cursor))


def _call(leg: Leg, *, numbers: bool) -> Call:
    return Call(
        id=leg.id,
        call_id=leg.call_id,
        at=leg.at,
        action=leg.action,
        bioguide=leg.bioguide,
        telephone=leg.kind,
        status=leg.status,
        went=leg.went,
        seconds=leg.seconds,
        phone=leg.phone if numbers else None,
    )


OPERATIONS = (
    Operation(
        name="get_counts",
        method="GET",
        path="/counts",
        scope=Scope.READ_COUNTS,
        summary="Texts, letters, calls and opt-outs since a moment",
        handler=summed,
        query=Since,
        answers={200: Counts},
    ),
    Operation(
        name="list_deliveries",
        method="GET",
        path="/deliveries",
        scope=Scope.READ_COUNTS,
        summary="What has become of each letter, the newest first",
        handler=deliveries,
        query=DeliveryQuery,
        answers={200: DeliveryPage},
    ),
    Operation(
        name="list_calls",
        method="GET",
        path="/calls",
        scope=Scope.READ_COUNTS,
        summary="Each office that a caller was put through to, the newest first",
        handler=calls,
        query=Paged,
        answers={200: CallPage},
    ),
)
