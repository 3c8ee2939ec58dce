"""Twilio's doors: signed form posts in, TwiML out; nothing here decides anything."""

import logging
from typing import Protocol

from flask import Blueprint, Response, abort, request

from sms_line.carrier import twiml
from sms_line.carrier.inbound import NotAPhone, read_status, read_text
from sms_line.carrier.signature import Signature
from sms_line.line import Line
from sms_line.saying import Heard

log = logging.getLogger(__name__)


class Reports(Protocol):
    """Who takes what the carrier says about texts that were sent."""

    def reported(self, sid: str, text_id: int | None, status: str, code: int | None) -> None:
        """Take a status report, in whatever order it comes."""
        ...


def twilio_hooks(
    line: Line,
    reports: Reports,
    signature: Signature,
    *,
    answers_keywords: str = "auto",
    practice: bool = False,
) -> Blueprint:
    """Everything under /twilio/: 403 without a valid X-Twilio-Signature."""
    hooks = Blueprint("twilio", __name__, url_prefix="/twilio")

    # Of the whole application, because no blueprint is asked about an address or a method that
    # leads nowhere.
    @hooks.before_app_request
    def check_signature() -> None:
        if request.path != "/twilio" and not request.path.startswith("/twilio/"):
            return
        given = request.headers.get("X-Twilio-Signature", "")
        query = request.query_string.decode("latin-1")
        asked = f"{request.path}?{query}" if query else request.path
        if not given or not signature.valid(asked, request.form, given):
            log.warning("signature refused", extra={"endpoint": request.endpoint})
            abort(403)

    @hooks.post("/sms")
    def sms() -> Response:
        text = read_text(request.form, answers_keywords=answers_keywords, practice=practice)
        if isinstance(text, NotAPhone):
            return _answer("")
        heard = Heard(
            sid=text.sid,
            sender=text.sender,
            line_number=text.line_number,
            body=text.body,
            answered=text.handled,
        )
        return _answer(line.hear(heard))

    @hooks.post("/sms/status")
    def sms_status() -> Response:
        report = read_status(request.form, request.args)
        reports.reported(report.sid, report.text_id, report.status, report.error_code)
        return Response(status=204)

    return hooks


def _answer(text: str) -> Response:
    return Response(twiml.messages([text] if text else []), mimetype="text/xml")
