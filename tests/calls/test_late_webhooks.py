"""Webhooks of a call that come late, twice, in another order, or from nobody: they do no harm."""

import pytest

from sms_line.store.tables import callbacks, calls, conversations, legs
from tests.calls.conftest import VOICE_NUMBER, Ring
from tests.doubles import twiml_grammar
from tests.doubles.twilio_call import TwilioCall
from tests.whole_line import ANA, WholeLine, together


def post(line: WholeLine, call: TwilioCall, path: str, **fields: str) -> str:
    """A signed webhook of this call, whatever Twilio itself would post; the answer's document."""
    common = {"CallSid": call.sid, "From": ANA, "To": VOICE_NUMBER, "CallStatus": "in-progress"}
    answer = line.post(f"/twilio/voice{path}", common | fields)
    assert answer.status_code in {200, 204}, answer.status
    return answer.get_data(as_text=True)


def ends(document: str) -> bool:
    return twiml_grammar.read(document)[-1].tag == "Hangup"


def state(line: WholeLine, call: TwilioCall) -> tuple[str, int]:
    (row,) = line.rows(conversations, conversations.c.key == call.sid)
    return row.state, row.turns


def test_a_step_posted_again_after_the_next_one(line: WholeLine, ring: Ring) -> None:
    call = ring()
    call.press("82001")
    before = state(line, call)
    again = post(line, call, "/step/0", Digits="78704")
    assert "John Barrasso" in again, "what was asked last is asked again"
    assert state(line, call) == before
    assert line.count(calls) == 1


@pytest.mark.parametrize("turn", ["2", "99", "9" * 40, "0" * 40])
def test_a_forged_turn(line: WholeLine, ring: Ring, turn: str) -> None:
    call = ring()
    call.press("82001")
    before = state(line, call)
    assert "John Barrasso" in post(line, call, f"/step/{turn}", Digits="1")
    assert state(line, call) == before
    assert not line.count(legs)


def test_a_first_webhook_posted_again_later(line: WholeLine, ring: Ring) -> None:
    call = ring()
    call.press("82001")
    before = state(line, call)
    assert "John Barrasso" in post(line, call, "", CallStatus="ringing")
    assert state(line, call) == before


def test_a_step_of_nobodys_call(line: WholeLine, ring: Ring) -> None:
    call = ring()
    call.sid = "CA" + "f" * 32
    assert ends(post(line, call, "/step/0", Digits="82001"))
    post(line, call, "/status", CallStatus="ringing")
    assert line.count(calls) == line.count(conversations) == 1


def test_the_end_is_told_before_the_beginning(line: WholeLine, ring: Ring) -> None:
    call = ring()
    call.sid = "CA" + "d" * 32
    post(line, call, "/status", CallStatus="completed", CallDuration="90", Direction="inbound")
    (row,) = line.rows(calls, calls.c.sid == call.sid)
    assert (row.status, row.seconds, row.phone) == ("completed", 90, ANA)
    assert (row.ended_at - row.began_at).total_seconds() == 90
    assert ends(post(line, call, "", CallStatus="ringing", Direction="inbound"))
    assert line.rows(calls, calls.c.sid == call.sid) == [row]
    assert not line.count(conversations, conversations.c.key == call.sid), "nobody was spoken with"


def test_nobody_took_the_call_that_the_line_placed(line: WholeLine, ring: Ring) -> None:
    """Then the end is all that is ever told."""
    call = ring()
    call.sid = "CA" + "c" * 32
    to_her = {"Direction": "outbound-api", "From": VOICE_NUMBER, "To": ANA}
    post(line, call, "/status?call=7", CallStatus="no-answer", CallDuration="0", **to_her)
    (row,) = line.rows(calls, calls.c.sid == call.sid)
    assert (row.status, row.direction, row.phone) == ("no-answer", "outbound", ANA)
    assert row.line_number == VOICE_NUMBER


def test_a_call_that_nobody_was_sure_of(line: WholeLine, ring: Ring) -> None:
    """The API gave no answer; the carrier's report says that it rang, and whom."""
    asked = {"phone": ANA, "status": "unsure", "shown": "", "asked_at": line.clock.now()}
    with line.database.write() as tx:
        tx.execute(callbacks.insert().values(**asked))
    (row,) = line.rows(callbacks)
    call = ring()
    call.sid = "CA" + "e" * 32
    to = {"Direction": "outbound-api", "From": VOICE_NUMBER, "CallStatus": "no-answer"}
    for whom, status in (("+13075550102", "unsure"), (ANA, "placed")):
        call.sid = call.sid[:-1] + whom[-1]
        post(line, call, f"/status?call={row.id}", To=whom, **to)
        (row,) = line.rows(callbacks)
        assert row.status == status, "another's report says nothing of hers"
    assert row.sid == call.sid


def test_the_end_is_told_before_the_last_step(line: WholeLine, ring: Ring) -> None:
    """Who hangs up on an office ends the leg and the call at the same moment."""
    call = ring(reports_end=False)
    call.press("82001")
    call.press("1")
    post(line, call, "/status", CallStatus="completed", CallDuration="100")
    leg = {"DialCallStatus": "completed", "DialCallDuration": "90", "DialBridged": "true"}
    assert ends(post(line, call, "/step/2", **leg))
    assert ends(post(line, call, "/step/2", **leg | {"DialCallDuration": "5"}))
    (row,) = line.rows(legs)
    assert (row.kind, row.status, row.seconds) == ("washington", "completed", 90)
    (ended,) = line.rows(calls)
    assert (ended.status, ended.seconds) == ("completed", 100)


def test_a_leg_of_which_nothing_is_ever_told(line: WholeLine, ring: Ring) -> None:
    call = ring(reports_end=False)
    call.press("82001")
    call.press("1")
    call.report("completed")
    (row,) = line.rows(legs)
    assert row.status == "dialled", "no more is claimed than is known"


def test_an_answer_after_the_end_starts_nothing(line: WholeLine, ring: Ring) -> None:
    call = ring(reports_end=False)
    call.press("82001")
    call.report("completed")
    assert ends(post(line, call, "/step/1", Digits="1"))
    assert not line.count(legs)
    assert line.count(calls, calls.c.ended_at.is_not(None)) == 1


def test_the_end_is_told_twice(line: WholeLine, ring: Ring) -> None:
    call = ring(reports_end=False)
    call.press("82001")
    post(line, call, "/status", CallStatus="completed", CallDuration="20")
    post(line, call, "/status", CallStatus="failed", CallDuration="0")
    (row,) = line.rows(calls)
    assert (row.status, row.seconds) == ("completed", 20)


def test_other_reports_end_nothing(line: WholeLine, ring: Ring) -> None:
    call = ring()
    for status in ("ringing", "in-progress", "answered", "something-new", ""):
        post(line, call, "/status", CallStatus=status)
    assert line.count(calls, calls.c.ended_at.is_(None)) == 1


def test_a_leg_that_ends_in_unknown_words(line: WholeLine, ring: Ring) -> None:
    call = ring()
    call.press("82001")
    call.press("1")
    assert "could not reach" in post(line, call, "/step/2", DialCallStatus="melted")
    (row,) = line.rows(legs)
    assert row.status == "failed"


def test_a_leg_that_ends_without_a_word(line: WholeLine, ring: Ring) -> None:
    call = ring()
    call.press("82001")
    call.press("1")
    assert "could not reach" in post(line, call, "/step/2")


def test_two_webhooks_at_the_same_moment(line: WholeLine, ring: Ring) -> None:
    call = ring()
    answers = together(*[lambda: post(line, call, "/step/0", Digits="82001")] * 4)
    assert len(set(answers)) == 1
    assert state(line, call)[1] == 1


def test_a_call_that_begins_twice_at_the_same_moment(line: WholeLine, ring: Ring) -> None:
    call = ring()
    call.sid = "CA" + "e" * 32
    answers = together(*[lambda: post(line, call, "", CallStatus="ringing")] * 4)
    assert len(set(answers)) == 1
    assert state(line, call)[1] == 0


def test_what_nobody_signed(line: WholeLine, ring: Ring) -> None:
    call = ring()
    form = {"CallSid": call.sid, "Digits": "82001"}
    for path in ("", "/step/0", "/status"):
        assert line.post(f"/twilio/voice{path}", form, signature="").status_code == 403
    assert state(line, call)[1] == 0


def test_a_caller_who_goes_on_for_ever(line: WholeLine, ring: Ring) -> None:
    """Each answer is taken kindly; together they end."""
    call = ring()
    while not call.over:
        call.speak("help")
    assert call.documents <= 102
    assert call.heard[-1].startswith("This call has been a long one")
