"""Calls on the practice phone in the browser: one post a step, and where the call then stands.

The page holds that, so that any process can take the next step; it reaches nothing but the doors
for calls. `app.py` registers it in practice mode only.
"""

import json
import re
from dataclasses import asdict
from typing import Any, Protocol, cast

import cattrs
from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from sms_line.carrier.voice_reading import ForKeys, ForMessage, ForOffice, Said, Wait
from sms_line.store.telephones import Owner
from sms_line.web.phone import NotTaken, from_this_page, normal_number, shown_number
from sms_line.web.practice_call import (
    OFFICE,
    Exchange,
    NotOnTheLine,
    Office,
    PracticeCall,
    are_keys,
)
from sms_line.web.practice_hours import HOURS, Hours, practising

LONGEST = 4 * 3600
"""Seconds: Twilio's own limit of a call."""

_KINDS: dict[str, type[Wait]] = {"keys": ForKeys, "office": ForOffice, "message": ForMessage}
_SID = re.compile(r"CA[0-9a-f]{32}")
_reading = cattrs.Converter(forbid_extra_keys=True)


class PracticeLine(Exchange, Protocol):
    """What a call on the page needs of the line."""

    def whose(self, number: str) -> Owner | None:
        """Whose telephone this is (E.164), None where several have it or nobody."""
        ...


def add_calls(pages: Blueprint, line: PracticeLine) -> Blueprint:
    """Give the practice phone's pages POST /phone/call, and give them back.

    `from`, `hours` and `what` is done: "start", or with `sid`, `wait` (as it was given) and
    `seconds` (how long the call has lasted) "keys", "words", "office" (with a `value`), "silence"
    or "hang up". `rung_back` "yes": the line has rung. 400: not such a post, 409: nothing that can
    be done now, 503: not taken.
    """

    @pages.post("/call")
    def call() -> ResponseReturnValue:
        if not from_this_page():
            return "", 403
        try:
            practised, hours = _call(line), _hours()
            with practising(hours):
                said = _carry_out(practised)
        except (ValueError, cattrs.BaseValidationError):
            return "", 400
        except NotOnTheLine:
            return "", 409
        except NotTaken:
            return "", 503
        return _answer(practised, said, line)

    return pages


def _call(line: PracticeLine) -> PracticeCall:
    """The call as the page holds it, or a new one. Raises ValueError, BaseValidationError."""
    caller = normal_number(request.form.get("from", ""))
    if not caller:
        raise ValueError
    rung_back = request.form.get("rung_back") == "yes"
    if request.form.get("what") == "start":
        return PracticeCall(line, caller, rung_back=rung_back)
    sid = request.form.get("sid", "")
    if not _SID.fullmatch(sid):
        raise ValueError
    seconds = min(max(int(request.form.get("seconds", "0")), 0), LONGEST)
    wait = _wait(request.form.get("wait", ""))
    return PracticeCall(line, caller, sid, wait, seconds, rung_back)


def _wait(given: str) -> Wait:
    fields = json.loads(given)
    if not isinstance(fields, dict) or fields.get("kind") not in _KINDS:
        raise ValueError
    kind = _KINDS[fields.pop("kind")]
    return _reading.structure(fields, kind)


def _hours() -> Hours:
    asked = request.form.get("hours", "now")
    if asked not in HOURS:
        raise ValueError
    return asked


def _carry_out(call: PracticeCall) -> tuple[Said, ...]:
    what, value = request.form.get("what", ""), request.form.get("value", "")
    match what:
        case "start":
            return call.start()
        case "keys" if are_keys(value):
            return call.press(value)
        case "words" if value.strip():
            return call.say(value)
        case "silence":
            return call.silence()
        case "office" if value in OFFICE:
            return call.office(cast(Office, value))
        case "hang up":
            call.hang_up()
            return ()
        case _:
            raise ValueError


def _answer(call: PracticeCall, said: tuple[Said, ...], line: PracticeLine) -> Response:
    wait: dict[str, Any] | None = None
    office: dict[str, str] | None = None
    if call.wait:
        (kind,) = [name for name, each in _KINDS.items() if isinstance(call.wait, each)]
        wait = {"kind": kind, **asdict(call.wait)}
    if isinstance(call.wait, ForOffice):
        number = call.wait.number
        owner = line.whose(number)
        office = {"name": owner.name if owner else "", "number": shown_number(number)}
    heard = [asdict(each) for each in said]
    return jsonify(sid=call.sid, seconds=call.seconds, said=heard, wait=wait, office=office)
