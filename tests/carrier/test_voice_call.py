"""The double that follows TwiML as Twilio would: what it hears, posts, refuses, and pays for."""

from collections.abc import Callable
from itertools import count

import pytest
from flask import Flask, Response, abort, request

from sms_line.carrier.inbound_call import LegResult, Step, read_call, read_call_status, read_step
from sms_line.carrier.signature import Signature
from sms_line.carrier.voice_twiml import document
from sms_line.core.people import Language
from sms_line.core.speaking import Connect, HangUp, Keys, Refuse, Spoken, Take, Utterance, Wait
from tests.doubles.twilio_call import Dialling, TwilioCall
from tests.doubles.twiml_grammar import BadTwiml

ANA, LINE, OFFICE = "+13075550100", "+13075550199", "+12025550110"
SIGNATURE = Signature("practice-token", "http://127.0.0.1:8000")
RECORDING = "https://api.twilio.com/recording"


def says(wait: Wait, words: str = "Hello.") -> str:
    spoken = Spoken((Utterance(words, Language.ENGLISH),), wait)
    return document(spoken, "/twilio/voice/step", transcribe_callback="/twilio/voice/heard")


class Posts(list[tuple[str, dict[str, str]]]):
    """What reached the line, path and form."""

    def steps(self) -> list[Step]:
        return [read_step(form) for path, form in self if path == "/twilio/voice/step"]

    def ends(self) -> list[tuple[str, int]]:
        found = [read_call_status(form) for path, form in self if path.endswith("/status")]
        return [(each.status, each.seconds) for each in found]


@pytest.fixture
def posts() -> Posts:
    return Posts()


@pytest.fixture
def call(posts: Posts) -> Callable[..., TwilioCall]:
    """A call to a line that gives these documents one after the other, once per webhook."""

    def begin(*documents: str, **how: bool | str) -> TwilioCall:
        app = Flask("line")
        answers, given = iter(documents), {}

        @app.post("/twilio/<path:below>")
        def hook(below: str) -> Response:
            header = request.headers["X-Twilio-Signature"]
            if not SIGNATURE.valid(request.full_path, request.form, header):
                abort(403)
            token = request.headers["I-Twilio-Idempotency-Token"]
            if token not in given:
                posts.append((request.path, request.form.to_dict()))
                report = below in {"voice/status", "voice/heard"}
                given[token] = "" if report else next(answers, says(HangUp()))
            return Response(given[token], mimetype="text/xml")

        return TwilioCall(app, SIGNATURE, ANA, LINE, **how).start()  # type: ignore[arg-type]

    return begin


def test_a_question_and_its_answer(call: Callable[..., TwilioCall], posts: Posts) -> None:
    ringing = call(says(Keys(5), "Your ZIP?"), says(HangUp(), "ZIP 82001,\n202-224-2235. Bye."))
    assert (ringing.heard, ringing.gathering, ringing.over) == (["Your ZIP?"], 5, False)
    ringing.press("82001")
    assert ringing.heard[-1] == "ZIP 82001,\n202-224-2235. Bye.", "SSML is heard as it is written"
    assert ringing.over
    (step,) = posts.steps()
    assert step.keys == "82001"
    assert [status for status, _ in posts.ends()] == ["completed"]
    assert len(posts) == 3, "each was posted twice and came once"


@pytest.mark.parametrize(
    ("wait", "pressed", "keys"),
    [
        (Keys(1), "#", "#"),  # in a menu every key is an answer
        (Keys(1), "12", "1"),  # a key too many is lost
        (Keys(5), "820#", "820"),  # ended early
        (Keys(5), "820", "820"),  # given up: Twilio posts what there is
        (Keys(5), "#", None),
        (Keys(5), "", None),
    ],
)
def test_keys(
    call: Callable[..., TwilioCall], posts: Posts, wait: Keys, pressed: str, keys: str | None
) -> None:
    call(says(wait)).press(pressed)
    assert [step.keys for step in posts.steps()] == [keys]


def test_silence_is_an_answer_too(call: Callable[..., TwilioCall], posts: Posts) -> None:
    silent = call(says(Keys(1, seconds=7)))
    silent.say_nothing()
    (step,) = posts.steps()
    assert (step.keys, step.speech, step.leg, step.recording) == (None, None, None, None)
    assert silent.paid_seconds == 1 + 7 + 1


def test_words_where_they_are_listened_for(call: Callable[..., TwilioCall], posts: Posts) -> None:
    speaking = call(says(Keys(5, speech=True)), says(Keys(1)))
    speaking.speak("eight two zero zero one")
    speaking.speak("hello?")  # a question for keys alone hears silence
    assert [step.speech for step in posts.steps()] == ["eight two zero zero one", None]


@pytest.mark.parametrize(
    ("status", "seconds", "result"),
    [
        ("completed", 90, LegResult("completed", 90, True)),
        ("completed", 999, LegResult("completed", 300, True)),  # timeLimit ends it
        ("busy", 0, LegResult("busy", 0, False)),
        ("no-answer", 0, LegResult("no-answer", 0, False)),
        ("failed", 0, LegResult("failed", 0, False)),
        ("canceled", 0, LegResult("canceled", 0, False)),
    ],
)
def test_a_leg(
    call: Callable[..., TwilioCall], posts: Posts, status: str, seconds: int, result: LegResult
) -> None:
    calling = call(says(Connect(OFFICE, LINE, ring_seconds=20, limit_seconds=300)))
    assert calling.dialling == Dialling(OFFICE, LINE, 20, 300)
    calling.leg(status, seconds)
    assert [step.leg for step in posts.steps()] == [result]
    # Two legs are paid while they talk, one while it rings; a second for each thing said.
    assert calling.paid_seconds == 2 + (2 * result.seconds or 20)


def test_star_ends_a_leg_and_other_keys_are_the_offices(
    call: Callable[..., TwilioCall], posts: Posts
) -> None:
    calling = call(says(Connect(OFFICE, LINE, 20, 300)))
    calling.press("12#")
    assert calling.dialling
    calling.press("*")
    assert calling.dialling is None
    assert [step.leg for step in posts.steps()] == [LegResult("completed", 1, True)]


def test_a_message_and_its_words(call: Callable[..., TwilioCall], posts: Posts) -> None:
    taking = call(says(Take(60, Language.ENGLISH)))
    assert taking.recording
    taking.record(99, RECORDING)
    taking.transcribe("I am Ana")
    (step,) = posts.steps()
    assert step.recording
    assert (step.recording.seconds, step.keys) == (60, None)
    assert posts[-1][1]["TranscriptionText"] == "I am Ana"


def test_an_empty_message_falls_through(call: Callable[..., TwilioCall], posts: Posts) -> None:
    taking = call(says(Take(60, Language.ENGLISH)), says(Keys(1), "I heard nothing."))
    taking.say_nothing()
    assert taking.heard[-1] == "I heard nothing."
    assert [step.recording for step in posts.steps()] == [None]


@pytest.mark.parametrize(
    ("wait", "seconds", "url", "told"),
    [
        (Keys(1), 0, "", []),  # nothing but the status
        (Connect(OFFICE, LINE, 20, 300), 0, "", [("canceled", 0)]),
        (Connect(OFFICE, LINE, 20, 300), 40, "", [("completed", 40)]),
        (Take(60, Language.ENGLISH), 9, RECORDING, [("recorded", 9)]),
    ],
)
def test_hanging_up(
    call: Callable[..., TwilioCall],
    posts: Posts,
    wait: Wait,
    seconds: int,
    url: str,
    told: list[tuple[str, int]],
) -> None:
    calling = call(says(wait), says(Keys(1), "never heard"))
    calling.hang_up(seconds, url)
    assert calling.over
    assert "never heard" not in calling.heard
    steps = posts.steps()
    assert [(s.leg.status, s.leg.seconds) for s in steps if s.leg] + [
        ("recorded", s.recording.seconds) for s in steps if s.recording
    ] == told
    assert [status for status, _ in posts.ends()] == ["completed"]
    with pytest.raises(AssertionError, match="the call is over"):
        calling.press("1")


def test_a_refused_call_is_not_paid(call: Callable[..., TwilioCall], posts: Posts) -> None:
    refused = call(says(Refuse()))
    assert (refused.over, refused.heard, refused.paid_seconds) == (True, [], 0)
    assert posts.ends() == [("no-answer", 0)]


def test_the_end_can_be_told_late(call: Callable[..., TwilioCall], posts: Posts) -> None:
    calling = call(says(HangUp()), reports_end=False)
    assert posts.ends() == []
    calling.report("ringing")
    calling.report()
    assert posts.ends() == [("ringing", 0), ("completed", 1)]


def test_a_call_that_the_line_placed(call: Callable[..., TwilioCall], posts: Posts) -> None:
    call(
        says(HangUp()),
        outbound=True,
        answered_by="machine_start",
        start_url="/twilio/voice?call=7",
    )
    path, form = posts[0]
    assert path == "/twilio/voice"
    read = read_call(form, {"call": "7"})
    assert read.caller
    assert (read.caller.e164, read.line_number, read.direction) == (ANA, LINE, "outbound")
    assert (read.answered_by, read.call_id) == ("machine_start", 7)


REDIRECT = "<Response><Redirect>/twilio/voice/step</Redirect></Response>"


def test_circles_are_found(call: Callable[..., TwilioCall]) -> None:
    with pytest.raises(AssertionError, match="round in circles"):
        call(*[REDIRECT] * 30)


def test_a_bad_document_is_found(call: Callable[..., TwilioCall]) -> None:
    with pytest.raises(BadTwiml, match="there is no Sing"):
        call("<Response><Sing>La</Sing></Response>")


@pytest.fixture
def forgetful() -> Flask:
    """A line that answers a repeated webhook in another way."""
    app, numbers = Flask("forgetful"), count(1)

    @app.post("/twilio/voice")
    def hook() -> Response:
        return Response(says(HangUp(), f"Answer {next(numbers)}"), mimetype="text/xml")

    return app


def test_a_second_answer_that_differs_is_found(forgetful: Flask) -> None:
    call = TwilioCall(forgetful, SIGNATURE, ANA, LINE)
    with pytest.raises(AssertionError, match="first answer again"):
        call.start()


def test_a_door_that_is_closed_is_found() -> None:
    call = TwilioCall(Flask("nobody"), SIGNATURE, ANA, LINE)
    with pytest.raises(AssertionError, match="answered 404"):
        call.start()


def test_nothing_else_waits(call: Callable[..., TwilioCall]) -> None:
    calling = call(says(Keys(1)))
    with pytest.raises(AssertionError, match="not Dial waits, but Gather"):
        calling.leg("busy")
    with pytest.raises(AssertionError, match="not Record waits, but Gather"):
        calling.record(1, RECORDING)
    with pytest.raises(AssertionError, match="nobody asked for a transcription"):
        calling.transcribe("words")
