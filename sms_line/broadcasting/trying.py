"""A broadcast's finished words as one text to oneself, before anything is planned."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from sms_line.broadcasting.resolving import understand
from sms_line.broadcasting.steering import NotPossible
from sms_line.broadcasting.wording import Wording
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.people import Language
from sms_line.parts import Parts
from sms_line.store import audience_sample, audit, texts
from sms_line.store.audit import Deed
from sms_line.store.recipients import Recipient

LATELY = timedelta(days=7)
"""Whoever has texted the line since then has the phone in hand, and may be sent a test."""
_NAME = "Ana Diaz"
"""For testers who have told the line no name."""
_SOME = 20
"""People of each language who are looked at for a place."""


def send_test(parts: Parts, plan: Plan, phone: str, by: str) -> tuple[str, ...]:
    """Queue what somebody would get, one text for each variant, and give the texts.

    Only to somebody who gets broadcasts or has texted the line lately, as an organizer's own phone
    can: no test is a way around a STOP or a block, or to a stranger. What is not known about them
    is a made-up supporter's. Links stay as they were written, for a short one belongs to a
    broadcast that is planned. Raises NotPossible, AudienceMistake, WordsMistake, DatabaseDown.
    """
    wording, now = Wording(parts, replace(plan, links="")), parts.clock.now()
    queued = []
    with parts.database.write() as tx:
        reader = _reader(parts, tx, plan, phone)
        bodies = [wording.text(replace(reader, variant=each)) for each in range(len(plan.words))]
        written = tuple(body for body in bodies if body is not None)
        if len(written) < len(bodies):
            raise NotPossible("The words name something that nobody of the audience has.")
        for body in written:
            text_id = texts.queue(
                tx, phone=phone, line_number=parts.number, body=body, action=plan.action, now=now
            )
            audit.record(tx, at=now, who=by, did=Deed.TRIED, kind="text", row_id=text_id)
            queued.append(text_id)
    for text_id in queued:
        parts.bell.ring("text", text_id)
    return written


def _reader(parts: Parts, tx: Connection, plan: Plan, phone: str) -> Recipient:
    found = audience_sample.tester(tx, phone, parts.clock.now() - LATELY)
    if found is None:
        raise NotPossible(
            "This number said STOP or is blocked, so no test goes to it; text START to the line "
            "from it first."
        )
    if not found.alerts and not found.wrote:
        raise NotPossible(
            "A test goes only to a phone in your hand: text any word to the line from this number "
            "first. It makes nobody a subscriber."
        )
    known = dict(found.recipient.facts)
    known["name"] = known["name"] or _NAME
    if not known["district"]:
        known |= _somewhere(parts, tx, plan)
    return replace(found.recipient, facts=known)


def _somewhere(parts: Parts, tx: Connection, plan: Plan) -> Mapping[str, str]:
    """Where somebody of the audience lives, settled if it can be; nothing where it is nobody."""
    wanted = understand(parts, plan.audience).resolved
    some = [
        each.facts
        for language in Language
        for each in audience_sample.sampled(tx, wanted, 0, language, among=0, limit=_SOME)
    ]
    place = max(some, key=lambda facts: bool(facts["district"]), default={})
    return {name: value for name, value in place.items() if name != "name"}
