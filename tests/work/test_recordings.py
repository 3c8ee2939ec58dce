"""What a caller has spoken is deleted at the carrier as soon as nobody needs it, come what may."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from sms_line.store import recordings as store
from sms_line.store.recording_tables import recordings
from sms_line.store.tables import consents, texts
from sms_line.work.pauses import CLAIM_LASTS
from tests.doubles.twilio_call import TwilioCall
from tests.doubles.twilio_server import Fault
from tests.web.test_desk import Browser
from tests.whole_line import ANA, WholeLine

URL = "https://api.twilio.example/Recordings/RE1"
LINE = "+13075550199"
WORDS = "My brother has been in there since June."


@pytest.fixture
def line(open_line: Callable[..., WholeLine]) -> WholeLine:
    return open_line(transcribe="yes")


def to_the_tone(line: WholeLine, **how: bool) -> TwilioCall:
    """A caller who has skipped all offices, and speaks now."""
    application = line.application
    call = TwilioCall(application.server, application.signature, ANA, LINE, **how).start()
    for each in ("82001", "2", "2", "2", "1"):
        call.press(each)
    call.speak("Ana Diaz")
    call.press("1")
    assert call.recording
    return call


def spoken(line: WholeLine) -> TwilioCall:
    """One whose words are read back."""
    call = to_the_tone(line)
    call.record(20, URL)
    call.transcribe(WORDS)
    call.say_nothing()
    return call


def keep_all(line: WholeLine) -> list[str]:
    """The carrier has what the line knows of; where each is."""
    places = [f"{row.kind}/{row.sid}.json" for row in line.rows(recordings)]
    line.twilio.spoken.kept.update(places)
    return places


def states(line: WholeLine) -> list[str]:
    return [row.status for row in line.rows(recordings)]


def wait(line: WholeLine, how_long: timedelta = timedelta(minutes=1)) -> None:
    line.clock.moment += how_long
    line.work()


@pytest.mark.parametrize("key", ["1", "3"], ids=["sent as a letter", "dropped"])
def test_it_goes_with_the_end_of_the_call_and_its_words_too(line: WholeLine, key: str) -> None:
    call = spoken(line)
    places = keep_all(line)
    assert [place.split("/")[0] for place in places] == ["Recordings", "Transcriptions"]
    line.work()
    assert line.twilio.spoken.deleted == [], "the call goes on"
    call.press(key)
    assert call.over
    line.drain()
    assert sorted(line.twilio.spoken.deleted) == sorted(places)
    assert states(line) == ["deleted", "deleted"]
    assert [row.phone for row in line.rows(recordings)] == [None, None]


def test_every_take_goes(line: WholeLine) -> None:
    call = spoken(line)
    call.press("2")
    call.record(20, URL)
    call.transcribe(WORDS)
    call.say_nothing()
    call.hang_up()
    places = keep_all(line)
    assert len(places) == 4
    line.work()
    assert set(line.twilio.spoken.deleted) == set(places)


def test_what_is_too_short_goes(line: WholeLine) -> None:
    call = to_the_tone(line)
    call.record(1, URL)
    call.hang_up()
    (place,) = keep_all(line)
    line.work()
    assert line.twilio.spoken.deleted == [place]


def for_a_person(line: WholeLine) -> str:
    """Somebody hangs up while their words are awaited; where the recording is."""
    call = to_the_tone(line)
    call.hang_up(20, URL)
    (place,) = keep_all(line)
    wait(line, timedelta(days=3))
    assert states(line) == [store.KEPT]
    assert line.twilio.spoken.deleted == []
    return place


def test_what_a_person_is_to_hear_stays_until_they_have(line: WholeLine) -> None:
    place = for_a_person(line)
    owner = Browser(line).sign_in()
    (message,) = line.rows(texts)
    page = f"/inbox/{message.id}"
    assert URL in owner.get(page).text
    owner.post(f"{page}/done", at=page)
    line.drain()
    assert line.twilio.spoken.deleted == [place]
    assert URL not in owner.get(page).text
    assert "deleted since" in owner.get(page).text


def test_forget_me_takes_it_along(line: WholeLine) -> None:
    place = for_a_person(line)
    line.text("FORGET ME")
    assert [(row.phone, row.text_id) for row in line.rows(recordings)] == [(None, None)]
    line.work()
    assert line.twilio.spoken.deleted == [place]


def test_a_message_that_comes_after_the_end_is_kept_for_a_person(line: WholeLine) -> None:
    call = to_the_tone(line, reports_end=False)
    call.report("completed")
    call.record(20, URL)
    keep_all(line)
    line.work()
    assert states(line) == [store.KEPT]


def test_where_the_end_is_never_told_it_goes_all_the_same(line: WholeLine) -> None:
    call = to_the_tone(line, reports_end=False)
    call.record(20, URL)
    call.transcribe(WORDS)
    call.say_nothing()
    places = keep_all(line)
    wait(line, timedelta(minutes=90))
    assert line.twilio.spoken.deleted == []
    wait(line, timedelta(minutes=31))
    assert set(line.twilio.spoken.deleted) == set(places)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.TOO_MANY, "HTTP 429"),
        (Fault.BROKEN_BEFORE_TAKING, "HTTP 500"),
        (Fault.NOT_TWILIO, "HTTP 403"),
        (Fault.RESET_BEFORE_TAKING, "ProtocolError"),
    ],
)
def test_a_failure_is_tried_again(line: WholeLine, fault: Fault, error: str) -> None:
    spoken(line).press("1")
    with line.database.write() as tx:
        tx.execute(recordings.delete().where(recordings.c.kind == "Transcriptions"))
    (place,) = keep_all(line)
    with line.database.write() as tx:
        # Letters leave by mail; nothing else is posted to Twilio now.
        tx.execute(texts.delete())
    line.twilio.trip(fault)
    line.drain()
    (row,) = line.rows(recordings)
    assert (row.status, row.error, row.attempts) == (store.WAITING, error, 1)
    wait(line)
    assert line.twilio.spoken.deleted == [place]


def test_what_is_gone_already_is_gone(line: WholeLine) -> None:
    spoken(line).press("1")
    line.work()
    assert states(line) == ["deleted", "deleted"]
    assert line.twilio.spoken.deleted == []


def test_a_worker_that_died_leaves_it_to_the_next(line: WholeLine) -> None:
    spoken(line).press("1")
    keep_all(line)
    now = line.clock.now()
    with line.database.write() as tx:
        for row in line.rows(recordings):
            assert store.claim(tx, row.id, now, CLAIM_LASTS)
            assert store.claim(tx, row.id, now, CLAIM_LASTS) is None
    line.work()
    assert states(line) == ["deleting", "deleting"]
    wait(line, CLAIM_LASTS + timedelta(minutes=1))
    assert states(line) == ["deleted", "deleted"]


def test_words_of_a_recording_that_nobody_knows_are_deleted_too(line: WholeLine) -> None:
    form = {"CallSid": "CA1", "RecordingSid": "RE1", "TranscriptionSid": "TR1"}
    line.post("/twilio/voice/transcription", form | {"TranscriptionStatus": "failed"})
    line.work()
    assert [(row.sid, row.status) for row in line.rows(recordings)] == [("TR1", "deleted")]


def test_stop_in_a_message_is_written_down_with_its_words(line: WholeLine) -> None:
    line.text("FREE")
    call = to_the_tone(line)
    call.record(9, URL)
    call.transcribe("please stop texting me")
    call.say_nothing()
    assert call.over
    kept = line.rows(consents)[-1]
    assert (kept.kind, kept.words, kept.source) == ("opt-out", "please stop texting me", "voice")
    assert re.match("You will get no more texts", call.heard[-1])
