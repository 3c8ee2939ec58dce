"""Whole calls as signed posts in their order: from the ring to the last office and the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from sqlalchemy import func, select

from sms_line.carrier.signature import Signature
from sms_line.core.places import Likely, Settled
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.store import tables
from sms_line.store.database import Database
from sms_line.store.directory_tables import zips as zip_rows
from tests.bench.load import Outcome
from tests.bench.posts import ACCOUNT, VOICE_NUMBER, phone_of, signed_post

CALLS = 1_600
"""Enough for the fastest run: each has 12 or 13 webhooks."""
OFFICES = 3

Form = dict[str, str]
Place = tuple[str, bool]
"""A ZIP code, and whether the caller is asked to confirm it."""


def requests(signature: Signature, host: str, url: str) -> list[list[bytes]]:
    """Calls of different persons, each a list of HTTP requests in order.

    `url`: the database, which says where all three offices can be rung.
    """
    places = cycle(_places(url))
    return [
        [
            signed_post(signature, path, form, host, f"{form['CallSid']}-{number}")
            for number, (path, form) in enumerate(_call(person, *next(places)))
        ]
        for person in range(CALLS)
    ]


def _call(person: int, zip_code: str, confirm: bool) -> Iterator[tuple[str, Form]]:
    """Paths and forms; the number of a step is that of the turn it answers."""
    yield "/twilio/voice", _form(person, CallStatus="ringing")
    for turn, answer in enumerate(_answers(person, zip_code, confirm)):
        yield f"/twilio/voice/step/{turn}", _form(person, CallStatus="in-progress", **answer)
    yield "/twilio/voice/status", _form(person, CallStatus="completed", CallDuration="240")


def _answers(person: int, zip_code: str, confirm: bool) -> Iterator[Form]:
    yield _keys(zip_code)
    if confirm:
        yield _keys("1")
    for office in range(OFFICES):
        yield _keys("1")  # ready
        yield {
            "DialCallStatus": "completed",
            "DialCallSid": f"CA{person:024x}{office + 1:08x}",
            "DialBridged": "true",
            "DialCallDuration": "60",
        }
        yield _keys("1")  # spoke to someone


def _keys(digits: str) -> Form:
    return {"msg": "Gather End", "Digits": digits, "FinishedOnKey": ""}


def _form(person: int, **more: str) -> Form:
    """What Twilio posts about a call."""
    phone = phone_of(person)
    return {
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
        "CallSid": f"CA{person:032x}",
        "Called": VOICE_NUMBER,
        "CalledCity": "CHEYENNE",
        "CalledCountry": "US",
        "CalledState": "WY",
        "CalledZip": "82001",
        "Caller": phone,
        "CallerCity": "CHEYENNE",
        "CallerCountry": "US",
        "CallerState": "WY",
        "CallerZip": "82001",
        "Direction": "inbound",
        "From": phone,
        "FromCountry": "US",
        "StirVerstat": "TN-Validation-Passed-A",
        "To": VOICE_NUMBER,
        "ToCountry": "US",
        **more,
    }


def _places(url: str) -> list[Place]:
    """Where no seat is vacant; by turns settled and to be confirmed."""
    database = Database(url)
    with database.read() as tx:
        codes = list(tx.execute(select(zip_rows.c.zip).distinct()).scalars())
        directory = DirectoryFromStore(database)
        found: dict[type, list[str]] = {Settled: [], Likely: []}
        for code in sorted(codes, key=lambda code: code[::-1]):
            finding = directory.find(code)
            if isinstance(finding, Settled | Likely):
                place = finding.representation
                if len(place.senators) == OFFICES - 1 and place.representative:
                    found[type(finding)].append(code)
    database.close()
    pairs = zip(found[Settled], cycle(found[Likely]), strict=False)
    return [
        place
        for settled, likely in islice(pairs, CALLS)
        for place in ((settled, False), (likely, True))
    ]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the line's database holds after a run."""

    calls: int
    over: int
    legs: int

    def __str__(self) -> str:
        """That it was real."""
        return f"({self.calls} calls, {self.over} of them over, {self.legs} legs)"


def recorded(url: str, outcome: Outcome) -> Recorded:
    """Every webhook was a turn of its call, or the figures mean nothing."""
    database = Database(url)
    calls, legs, conversations = tables.calls, tables.legs, tables.conversations
    with database.read() as tx:
        begun = tx.execute(select(func.count()).select_from(calls)).scalar_one()
        over = tx.execute(
            select(func.count()).where(calls.c.ended_at.is_not(None), calls.c.status == "completed")
        ).scalar_one()
        tried = tx.execute(select(func.count()).where(legs.c.went == "spoke")).scalar_one()
        turns = tx.execute(
            select(func.sum(conversations.c.turns + 1)).where(conversations.c.channel == "voice")
        ).scalar_one()
    database.close()
    if turns != outcome.answered or tried < over * OFFICES:
        raise RuntimeError(f"{turns} turns of {outcome.answered}, {tried} legs in {over} calls")
    return Recorded(begun, over, tried)
