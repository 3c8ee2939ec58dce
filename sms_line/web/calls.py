"""Twilio's doors for calls: each webhook is one turn, and whatever goes wrong is said aloud."""

import logging

from flask import Blueprint, Response, request

from sms_line.call_line import CallLine, Ring
from sms_line.call_turn import Answered
from sms_line.carrier import voice_twiml
from sms_line.carrier.inbound_call import (
    InboundCall,
    read_call,
    read_call_status,
    read_step,
    read_transcription,
)
from sms_line.core.events import Event, LegEnded, Recorded
from sms_line.store.database import DatabaseDown

log = logging.getLogger(__name__)


def call_hooks(line: CallLine, apology: str) -> Blueprint:
    """/twilio/voice, the steps below it, and its end; the signature is checked by the text's door.

    `apology`: the document that is played while the line cannot answer. It comes with status 200,
    because a caller hears a 500 as "an application error has occurred".
    """
    hooks = Blueprint("calls", __name__, url_prefix="/twilio/voice")
    steps = f"{line.parts.public_url}/twilio/voice/step"

    # A person listens where this line does not have messages transcribed.
    transcribed = line.parts.messages == "transcribed"
    transcriptions = f"{line.parts.public_url}/twilio/voice/transcription" if transcribed else ""

    def answer(answered: Answered) -> Response:
        # The turn's number is no state: it only tells a repeated webhook from the next one, and
        # it is part of the address that Twilio signs.
        step_url = f"{steps}/{answered.turn}"
        document = voice_twiml.document(
            answered.spoken, step_url, transcribe_callback=transcriptions
        )
        return Response(document, mimetype="text/xml")

    @hooks.post("")
    def ring() -> Response:
        call = read_call(request.form, request.args)
        return answer(line.begin(_ring(call)))

    @hooks.post("/step/<any_int:turn>")
    def step(turn: int) -> Response:
        said = read_step(request.form)
        if said.leg:
            ended: Event = LegEnded(said.leg.status, said.leg.seconds)
            return answer(line.step(said.sid, turn, lambda _: ended))
        if said.recording:
            spoken = Recorded(said.recording.sid, said.recording.url, said.recording.seconds)
            return answer(line.recorded(said.sid, turn, spoken))
        return answer(line.keyed(said.sid, turn, said.keys or "", said.speech or ""))

    @hooks.post("/transcription")
    def transcription() -> Response:
        heard = read_transcription(request.form)
        line.written_down(heard.sid, heard.recording_sid, heard.words, heard.transcription_sid)
        return Response(status=204)

    @hooks.post("/status")
    def status() -> Response:
        report = read_call_status(request.form)
        if report.status in _OVER:
            call = read_call(request.form, request.args)
            line.ended(_ring(call), report.status, report.seconds)
        return Response(status=204)

    @hooks.errorhandler(DatabaseDown)
    def apologize(error: DatabaseDown) -> Response:
        log.error("database down", extra={"endpoint": request.endpoint})
        if request.endpoint in {"calls.status", "calls.transcription"}:
            return Response(status=503)  # Twilio reports the end again
        return Response(apology, mimetype="text/xml")

    return hooks


def _ring(call: InboundCall) -> Ring:
    return Ring(
        sid=call.sid,
        caller=call.caller,
        line_number=call.line_number,
        direction=call.direction,
        machine=call.answered_by.startswith(("machine", "fax")),
        callback=call.call_id,
    )


_OVER = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})
