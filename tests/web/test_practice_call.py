"""The practice telephone: it does what Twilio would, and its browser relay reaches calls only."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from sms_line.app import Application, build, prepare
from sms_line.bundle_paths import FIXTURES
from sms_line.carrier import voice_reading, voice_twiml
from sms_line.carrier.voice_reading import (
    Elsewhere,
    Ended,
    ForKeys,
    ForMessage,
    ForOffice,
    Unreadable,
    read,
)
from sms_line.core.people import Language
from sms_line.core.speaking import Connect, HangUp, Keys, Refuse, Spoken, Take, Utterance, Wait
from sms_line.directory.sources import Folder
from sms_line.directory.sync import sync
from sms_line.settings import Settings
from sms_line.store import actions
from sms_line.store.tables import calls
from sms_line.store.telephones import whose
from sms_line.web.phone import NotTaken
from sms_line.web.practice_call import NotOnTheLine, Office, PracticeCall
from sms_line.web.practice_hours import Hours, PractisedClock, practising

ANA = "+13075550142"
HERE = {"Sec-Fetch-Site": "same-origin"}
URL = "https://line.example/prefix"
SUNDAY_NIGHT = datetime(2026, 11, 22, 4, tzinfo=UTC)
LEG = voice_reading.ForOffice(
    action=f"{URL}/twilio/voice/step/1", number="+12022246441", longest=600, star=True
)
ZIP = ForKeys(
    action=f"{URL}/twilio/voice/step/0",
    silence=f"{URL}/twilio/voice/step/0",
    digits=5,
    finish="#",
    speech=True,
)
MESSAGE = ForMessage(
    action=f"{URL}/twilio/voice/step/2",
    silence=f"{URL}/twilio/voice/other",
    longest=90,
    transcribe=f"{URL}/twilio/voice/words",
)


class Posts:
    """An `Exchange` that keeps what is posted and answers each with the next document."""

    voice_number = "+13075550199"
    public_url = URL

    def __init__(self, *documents: str) -> None:
        self.posted: list[tuple[str, dict[str, str]]] = []
        self._documents = list(documents)

    def post(self, path: str, form: Mapping[str, str]) -> str:
        self.posted.append((path, dict(form)))
        if path == "/twilio/voice/status":
            return ""
        return self._documents.pop(0) if self._documents else "<Response><Hangup/></Response>"


def after(wait: voice_reading.Wait, *documents: str) -> tuple[PracticeCall, Posts]:
    posts = Posts(*documents)
    return PracticeCall(posts, ANA, "CA" + "0" * 32, wait), posts


@pytest.mark.parametrize(
    ("wait", "then"),
    [
        (Keys(count=5, speech=True), ForKeys),
        (Keys(count=1), ForKeys),
        (Connect("+12022246441", "+13075550199", 30, 600), ForOffice),
        (Take(60, Language.SPANISH), ForMessage),
        (HangUp(), Ended),
    ],
)
def test_every_document_of_the_line_can_be_read(wait: Wait, then: type) -> None:
    said = (Utterance("Hola.", Language.SPANISH), Utterance("Hello.\nGoodbye.", Language.ENGLISH))
    reading = read(voice_twiml.document(Spoken(said, wait), f"{URL}/twilio/voice/step/7"))
    assert isinstance(reading.then, then)
    heard = [(each.words, each.language) for each in reading.said]
    assert heard == [("Hola.", "es-US"), ("Hello.\nGoodbye.", "en-US")]
    if not isinstance(reading.then, Ended | Elsewhere):
        assert reading.then.action == f"{URL}/twilio/voice/step/7"


def test_a_refused_call_says_nothing() -> None:
    reading = read(voice_twiml.document(Spoken((), Refuse()), ""))
    assert reading == voice_reading.Reading((), Ended(refused=True))


def test_numbers_are_written_as_people_do_and_said_one_by_one() -> None:
    words = "Ring 202-224-6441, ZIP code 82001."
    said = Utterance(words, Language.ENGLISH)
    (heard,) = read(voice_twiml.document(Spoken((said,), HangUp()), "")).said
    assert heard.words == words
    assert heard.aloud == "Ring 2 0 2 2 2 4 6 4 4 1, ZIP code 8 2 0 0 1."


def test_a_recording_is_its_address() -> None:
    said = Utterance("Hello.", Language.ENGLISH, "https://line.example/hello.mp3")
    (heard,) = read(voice_twiml.document(Spoken((said,), HangUp()), "")).said
    assert (heard.words, heard.recording) == ("", "https://line.example/hello.mp3")


@pytest.mark.parametrize("document", ["", "no", "<Response><Enqueue/></Response>"])
def test_what_is_no_document_of_the_line(document: str) -> None:
    with pytest.raises(Unreadable):
        read(document)
    call, _ = after(ZIP, document)
    with pytest.raises(NotTaken):
        call.press("82001")


@pytest.mark.parametrize(
    ("keys", "digits", "ended"),
    [
        ("82001", "82001", ""),
        ("820", "820", ""),  # too few: silence ends them
        ("820#", "820", "#"),
        ("8200199", "82001", ""),  # the question is answered, what comes then is lost
        ("#", "", ""),
    ],
)
def test_keys(keys: str, digits: str, ended: str) -> None:
    call, posts = after(ZIP)
    call.press(keys)
    path, form = posts.posted[0]
    assert path == "/twilio/voice/step/0", "the path below the public address"
    assert (form["Digits"], form.get("FinishedOnKey", "")) == (digits, ended)
    assert (form["From"], form["To"], form["CallStatus"]) == (ANA, "+13075550199", "in-progress")


def test_words_where_they_are_heard() -> None:
    call, posts = after(ZIP)
    call.say("eight two zero zero one")
    assert posts.posted[0][1]["SpeechResult"] == "eight two zero zero one"
    deaf = ForKeys(action=ZIP.action, silence=ZIP.action, digits=1, finish="", speech=False)
    call, posts = after(deaf)
    call.say("one")
    assert "SpeechResult" not in posts.posted[0][1]
    assert posts.posted[0][1]["Digits"] == ""


@pytest.mark.parametrize(
    ("what", "status", "seconds", "bridged"),
    [
        ("answers", "completed", "60", "true"),
        ("voicemail", "completed", "30", "true"),  # a machine picks up too
        ("closed", "completed", "10", "true"),
        ("busy", "busy", None, "false"),
        ("no answer", "no-answer", None, "false"),
        ("fails", "failed", None, "false"),
    ],
)
def test_what_becomes_of_a_leg(
    what: Office, status: str, seconds: str | None, bridged: str
) -> None:
    call, posts = after(LEG)
    call.office(what)
    form = posts.posted[0][1]
    assert (form["DialCallStatus"], form["DialBridged"]) == (status, bridged)
    assert form.get("DialCallDuration") == seconds
    assert posts.posted[-1][1]["CallDuration"] == (seconds or "0")


def test_a_leg_has_its_limit() -> None:
    call, posts = after(LEG)
    call.office("answers", 9000)
    assert posts.posted[0][1]["DialCallDuration"] == "600"


def test_star_ends_a_leg_and_other_keys_go_to_the_office() -> None:
    call, posts = after(LEG)
    with pytest.raises(NotOnTheLine):
        call.press("1")
    call.press("*")
    assert posts.posted[0][1]["DialCallStatus"] == "completed"


def test_a_message_is_recorded_and_its_words_come_after() -> None:
    call, posts = after(MESSAGE)
    call.say("Please be kind to our neighbors.")
    recorded = posts.posted[0][1]
    assert recorded["RecordingUrl"].startswith("https://practice.invalid/RE")
    assert posts.posted[-1] == (
        "/twilio/voice/words",
        {
            **posts.posted[-1][1],
            "RecordingSid": recorded["RecordingSid"],
            "TranscriptionText": "Please be kind to our neighbors.",
        },
    )
    call, posts = after(MESSAGE)
    call.silence()
    assert posts.posted[0][0] == "/twilio/voice/other", "an empty recording is not posted"
    assert "RecordingUrl" not in posts.posted[0][1]


def test_hanging_up_is_told_once_with_what_became_of_the_leg() -> None:
    call, posts = after(LEG)
    call.hang_up()
    call.hang_up()
    assert [path for path, _ in posts.posted] == ["/twilio/voice/step/1", "/twilio/voice/status"]
    assert posts.posted[0][1]["DialCallStatus"] == "canceled"
    assert {form["CallStatus"] for _, form in posts.posted} == {"completed"}
    assert call.wait is None


def test_the_line_s_own_end_is_told_too() -> None:
    call, posts = after(ZIP)
    call.press("82001")
    assert posts.posted[-1][0] == "/twilio/voice/status"
    assert call.wait is None


def test_circles_are_left() -> None:
    round_again = f"<Response><Redirect>{URL}/twilio/voice/step/0</Redirect></Response>"
    call, _ = after(ZIP, *[round_again] * 50)
    with pytest.raises(NotTaken):
        call.press("82001")


@pytest.mark.parametrize(
    "address",
    [
        f"{URL}/twilio/sms",
        f"{URL}/twilio/voice/../sms",
        f"{URL}/twilio/voice/%2e%2e/sms",
        f"{URL}/twilio/voice//evil.example",
        f"{URL}/sign-in",
        "https://evil.example/twilio/voice",
        "//evil.example/twilio/voice",
        f"{URL}/twilio/voice/step/1\n",
        "",
    ],
)
def test_it_rings_the_line_and_nothing_else(address: str) -> None:
    elsewhere = ForKeys(action=address, silence=address, digits=1, finish="", speech=False)
    call, posts = after(elsewhere)
    with pytest.raises(NotOnTheLine):
        call.press("1")
    assert posts.posted == []


@pytest.mark.parametrize(
    ("hours", "moment"),
    [
        ("now", SUNDAY_NIGHT),
        ("open", datetime(2026, 11, 25, 18, tzinfo=UTC)),
        ("closed", datetime(2026, 11, 29, 8, tzinfo=UTC)),
    ],
)
def test_offices_keep_the_hours_that_are_practised(hours: Hours, moment: datetime) -> None:
    clock = PractisedClock(Night())
    with practising(hours):
        assert clock.now() == moment
    assert clock.now() == SUNDAY_NIGHT


def test_a_holiday_is_no_day_to_find_offices_open() -> None:
    clock = Night()
    clock.moment = datetime(2024, 12, 24, tzinfo=UTC)  # the next day is a Wednesday
    with practising("open"):
        assert PractisedClock(clock).now().date().isoformat() == "2025-01-08", "1 January too"


class Night:
    """A clock at which every office is closed."""

    moment = SUNDAY_NIGHT

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Application]:
    """The demo's line, in practice mode, on a Saturday night."""
    url = f"sqlite:///{tmp_path / 'line.db'}"
    settings = Settings(database_url=url, data_dir=tmp_path, secret_key="of this test")
    application = build(settings, clock=Night())
    prepare(application)
    database = application.line.parts.database
    sync(database, Folder(FIXTURES / "directory"), SUNDAY_NIGHT)
    with database.write() as tx:
        source = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
        actions.add(tx, "freethemall", source, SUNDAY_NIGHT)
    yield application
    application.close()


@pytest.fixture
def browser(line: Application) -> FlaskClient:
    return line.server.test_client()


def step(
    browser: FlaskClient, on: dict[str, Any] | None, what: str, value: str = "", **more: str
) -> dict[str, Any]:
    form = {"from": ANA, "hours": "open", "what": what, "value": value, **more}
    if on:
        form |= {"sid": on["sid"], "wait": json.dumps(on["wait"]), "seconds": "7"}
    answer = browser.post("/phone/call", data=form, headers=HERE)
    assert answer.status_code == 200
    assert answer.json is not None
    return dict(answer.json)


def test_a_call_from_the_page_held_by_the_page_alone(
    browser: FlaskClient, line: Application
) -> None:
    on = step(browser, None, "start")
    assert [each["language"] for each in on["said"]] == ["en-US", "es-US", "en-US"]
    on = step(browser, on, "keys", "82001")
    on = step(browser, on, "keys", "1")
    assert on["office"] == {"name": "John Barrasso", "number": "(202) 224-6441"}
    on = step(browser, on, "office", "busy")
    assert "busy" in on["said"][0]["words"]
    assert on["office"] is None
    on = step(browser, on, "hang up")
    assert on["wait"] is None
    with line.line.parts.database.read() as tx:
        assert tx.execute(select(calls.c.status, calls.c.seconds)).all() == [("completed", 7)]


def test_hours_are_each_step_s_own(browser: FlaskClient) -> None:
    on = step(browser, None, "start")
    said = step(browser, on, "keys", "82001", hours="now")["said"]
    assert any("closed" in each["words"] for each in said), "it is night"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"what": "dance"}, 400),
        ({"what": "keys", "value": "x"}, 400),
        ({"what": "words", "value": " "}, 400),
        ({"what": "office", "value": "on fire"}, 400),
        ({"what": "office", "value": "busy"}, 409),  # none rings
        ({"from": "12"}, 400),
        ({"sid": "CA1"}, 400),
        ({"seconds": "x"}, 400),
        ({"hours": "never"}, 400),
        ({"wait": ""}, 400),
        ({"wait": "[]"}, 400),
        ({"wait": '{"kind": "keys"}'}, 400),
        ({"wait": json.dumps({"kind": "keys", **asdict(ZIP), "digits": "x"})}, 400),
        ({"wait": json.dumps({"kind": "keys", **asdict(ZIP), "more": 1})}, 400),
        # another address than this line's
        ({"wait": json.dumps({"kind": "keys", **asdict(ZIP)}), "value": "82001"}, 409),
    ],
)
def test_posts_that_no_page_makes(
    browser: FlaskClient, changes: dict[str, str], status: int
) -> None:
    on = step(browser, None, "start")
    form = {"from": ANA, "what": "keys", "value": "1", "sid": on["sid"]}
    form |= {"wait": json.dumps(on["wait"]), "seconds": "0", **changes}
    answer = browser.post("/phone/call", data=form, headers=HERE)
    assert (answer.status_code, answer.text) == (status, "")


def test_only_the_page_itself_may_ring(browser: FlaskClient, line: Application) -> None:
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = browser.post("/phone/call", data={"from": ANA, "what": "start"}, headers=headers)
        assert answer.status_code == 403
    with line.line.parts.database.read() as tx:
        assert tx.execute(select(calls)).all() == []


def test_there_is_no_such_page_outside_practice_mode(tmp_path: Path) -> None:
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'line.db'}",
        data_dir=tmp_path,
        secret_key="of this test",
        number="+13075550199",
        twilio_account_sid="AC" + "1" * 32,
        twilio_auth_token="0" * 32,
    )
    application = build(settings)
    assert "phone.call" not in application.server.view_functions
    application.close()


@pytest.mark.parametrize(
    ("number", "owner"),
    [
        ("+12022246441", ("John Barrasso", "")),
        ("+13077722451", ("John Barrasso", "Cheyenne")),
        ("+12022243121", ("James Gallagher", "")),  # of the sample, the only one without another
        ("+13075550100", None),
    ],
)
def test_whose_telephone_rings(
    line: Application, number: str, owner: tuple[str, str] | None
) -> None:
    with line.line.parts.database.read() as tx:
        assert whose(tx, number) == owner
