"""A broadcast's finished words as one text to oneself, before anything is planned."""

from dataclasses import replace

from sms_line.broadcasting.steering import NotPossible
from sms_line.broadcasting.wording import Wording
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.parts import Parts
from sms_line.store import audience_sample, audit, texts
from sms_line.store.audit import Deed


def send_test(parts: Parts, plan: Plan, phone: str, by: str) -> tuple[str, ...]:
    """Queue what somebody would get, one text for each variant, and give the texts.

    Only to somebody who gets broadcasts: no test is a way around a STOP, a block or a missing
    consent. Links stay as they were written, for a short one belongs to a broadcast that is
    planned. Raises NotPossible, WordsMistake, DatabaseDown.
    """
    wording, now = Wording(parts, replace(plan, links="")), parts.clock.now()
    queued = []
    with parts.database.write() as tx:
        reader = audience_sample.of_phone(tx, phone)
        if reader is None:
            raise NotPossible(
                "A test goes only to a number that gets alerts; text JOIN to the line from it, "
                "and YES."
            )
        bodies = [wording.text(replace(reader, variant=each)) for each in range(len(plan.words))]
        written = tuple(body for body in bodies if body is not None)
        if len(written) < len(bodies):
            raise NotPossible("The words name something that is not known about this number.")
        for body in written:
            text_id = texts.queue(
                tx, phone=phone, line_number=parts.number, body=body, action=plan.action, now=now
            )
            audit.record(tx, at=now, who=by, did=Deed.TRIED, kind="text", row_id=text_id)
            queued.append(text_id)
    for text_id in queued:
        parts.bell.ring("text", text_id)
    return written
