"""Twilio's doors: who may enter, what is never failed on, and that nothing happens twice."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from werkzeug.test import TestResponse

from sms_line.store.tables import consents, conversations, deliveries, letters, texts
from tests.whole_line import ANA, NUMBER, TO_YES, WholeLine, said, together

PATHS = [
    "/twilio",
    "/twilio/",
    "/twilio/sms",
    "/twilio/sms/",
    "/twilio/sms/status",
    "/twilio/voice",
    "/twilio/nothing/here?x=1",
    "/twilio/%00",
    "/twilio/../healthz",
]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE"]


@pytest.mark.parametrize("prepared_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", PATHS)
def test_nobody_enters_without_a_signature(line: WholeLine, path: str) -> None:
    form = line.form("free")
    of_another = line.application.signature.sign("/other", form)
    for method in METHODS:
        for signature in ("", "wrong", "ünsound", of_another):
            answer = line.post(path, form, method=method, signature=signature)
            assert answer.status_code == 403, (path, method, signature)
    assert line.count(texts) == 0


def test_a_signature_is_for_one_form(line: WholeLine) -> None:
    form = line.form("free")
    signature = line.application.signature.sign("/twilio/sms", form)
    for changed in ({"Body": "stop"}, {"From": "+13075550101"}, {"New": "1"}):
        answer = line.post("/twilio/sms", {**form, **changed}, signature=signature)
        assert answer.status_code == 403, changed
    without = {name: value for name, value in form.items() if name != "NumMedia"}
    assert line.post("/twilio/sms", without, signature=signature).status_code == 403


def test_a_signed_post_to_nowhere(line: WholeLine) -> None:
    assert line.post("/twilio/nowhere", {"a": "b"}).status_code == 404
    assert line.post("/twilio/sms", {}, method="PUT").status_code == 405


@pytest.mark.parametrize(
    ("public_url", "base_url", "query"),
    [
        ("https://line.example", "http://10.0.0.7:8000", ""),  # a proxy ends TLS
        ("https://line.example", "http://line.example", "?a=1&b=%20x%2Fy"),  # raw, as it was sent
        ("https://example.org/sms-line", "http://10.0.0.7:8000", ""),  # and takes a prefix off
        ("https://line.example:8443", "http://127.0.0.1:8000", ""),
        ("https://line.example:443", "http://127.0.0.1:8000", "?bodySHA=1"),
    ],
)
def test_behind_a_proxy(
    open_line: Callable[..., WholeLine], public_url: str, base_url: str, query: str
) -> None:
    line = open_line(public_url=public_url)
    answer = line.post(f"/twilio/sms{query}", line.form("free"), base_url=base_url)
    assert answer.status_code == 200
    assert "ZIP" in said(answer)


STRANGE = {
    "nothing": "",
    "blanks": " \n\t ",
    "1,600 characters": "free " * 320,
    "1,600 emoji": "🕊" * 1_600,
    "more than Twilio sends": "x" * 5_000,
    "NUL": "fr\x00ee",
    "only NULs": "\x00\x00",
    "what XML can't hold": "\x01\x02\x0b\x1f\ufffe\uffff",
    "markup": "</Message><Message>&amp;<!-- ]]>",
    "right to left": "\u202efree\u202c",
    "flags and joined faces": "🇺🇸👩‍👩‍👧‍👦",
    "a template": "{{ 7*7 }}{% for %}",
}


def test_any_body_gets_a_sound_answer_wherever_it_comes(line: WholeLine) -> None:
    for known in range(len(TO_YES)):
        sender = f"+1307555011{known}"
        line.walk(sender, TO_YES[:known] or ("hello",))
        for name, body in STRANGE.items():
            answer = line.text(body, sender)
            assert len(answer) <= 1_600, name
            assert "49" not in answer, name
        line.text("yes", sender)


FORMS: dict[str, dict[str, str | None]] = {
    "new parameters": {"SomethingNew": "x", "ChannelMetadata": '{"a": 1}'},
    "only a picture": {"Body": "", "NumMedia": "1", "MediaUrl0": "https://x.invalid/1"},
    "no body at all": {"Body": None},
    "no count of media": {"NumMedia": None},
    "strange count of media": {"NumMedia": "many"},
    "no sid": {"MessageSid": None},
    "an older name of the sid": {"MessageSid": None, "SmsSid": "SM" + "f" * 32},
    "a very long sid": {"MessageSid": "SM" + "f" * 300},
    "a sid with a NUL": {"MessageSid": "SM\x00f"},
    "no number of ours": {"To": None},
    "a strange number of ours": {"To": "x\x00" * 100},
    "a messaging service": {"MessagingServiceSid": "MG" + "0" * 32},
    "an opt-out type of the future": {"OptOutType": "PAUSE"},
}


def test_any_form_gets_an_answer(line: WholeLine) -> None:
    for taken, (name, changes) in enumerate(FORMS.items(), 1):
        changed = {**line.form("free"), **changes}
        answer = line.post("/twilio/sms", {k: v for k, v in changed.items() if v is not None})
        assert answer.status_code == 200, name
        said(answer)
        assert line.count(texts, texts.c.direction == "in") == taken, name


NO_PHONES = [
    "",
    "12345",
    "AMAZON",
    "whatsapp:+13075550100",
    "messenger:1",
    "+1307555010",
    "+1307555010\x00",
    "+1３０７5550100",
    "ANA\n",
]


def test_what_is_no_phone_gets_silence(line: WholeLine) -> None:
    """Most of these are machines, and two machines would never stop answering each other."""
    for sender in NO_PHONES:
        assert line.text("free", sender) == "", sender
    assert line.count(texts) == 0


def test_an_empty_form_and_one_that_is_none(line: WholeLine) -> None:
    assert said(line.post("/twilio/sms", {})) == ""
    signed = {"X-Twilio-Signature": line.application.signature.sign("/twilio/sms", {})}
    client = line.application.server.test_client()
    for kind, body in [
        ("application/json", b"{}"),
        ("application/x-www-form-urlencoded", b""),
        ("multipart/form-data", b"no boundary"),
        ("", b"\xff\xfe"),
    ]:
        answer = client.post("/twilio/sms", data=body, content_type=kind, headers=signed)
        assert answer.status_code == 200, kind
    half = b"From=%2B13075550100&Body=%ED%A0%80"  # half of a surrogate pair: nobody signs that
    answer = client.post(
        "/twilio/sms",
        data=half,
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": "x"},
    )
    assert answer.status_code == 403


def test_too_much_is_refused_before_it_is_read(line: WholeLine) -> None:
    form = line.form("x" * 300_000)
    assert line.post("/twilio/sms", form).status_code == 413
    assert line.post("/twilio/sms", form, signature="").status_code == 403


def everything(line: WholeLine) -> dict[str, int]:
    tables = (texts, consents, conversations, letters, deliveries)
    return {table.name: line.count(table) for table in tables}


def test_a_repeated_webhook_gets_the_first_answer_and_does_nothing(line: WholeLine) -> None:
    for body in (*TO_YES, "<&>", "stop", "hello", "start"):
        form = line.form(body)
        first = line.post("/twilio/sms", form)
        before, turns = everything(line), line.rows(conversations)[0].turns
        for _ in range(2):
            again = line.post("/twilio/sms", {**form, "I-Twilio-Retry": "1"})
            assert again.data == first.data, body
        assert everything(line) == before, body
        assert line.rows(conversations)[0].turns == turns
    assert line.count(letters) == 3


def test_a_late_repetition_gets_the_answer_of_then(line: WholeLine) -> None:
    form = line.form("free")
    first = line.post("/twilio/sms", form)
    line.walk(texts=TO_YES[1:])
    before = everything(line)
    assert line.post("/twilio/sms", form).data == first.data
    assert everything(line) == before


def test_a_repetition_after_the_person_was_forgotten(line: WholeLine) -> None:
    early, forget = line.form("free"), line.form("forget me")
    line.post("/twilio/sms", early)
    goodbye = line.post("/twilio/sms", forget)
    assert said(goodbye)
    before = everything(line)
    assert line.post("/twilio/sms", forget).data == goodbye.data
    # What was said before is forgotten too; and nobody who has stopped is spoken to.
    assert said(line.post("/twilio/sms", early)) == ""
    assert everything(line) == before


def test_the_same_webhook_twice_at_the_same_moment(line: WholeLine) -> None:
    for body in TO_YES:
        form = line.form(body)
        answers: list[TestResponse] = together(
            *[lambda form=form: line.post("/twilio/sms", form)] * 6
        )
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.data for answer in answers}) == 1, body
    assert line.count(letters) == line.count(deliveries) == 3
    assert line.count(consents) == 1
    assert line.count(texts, texts.c.direction == "in") == len(TO_YES)
    assert line.rows(conversations)[0].turns == len(TO_YES) - 1  # counted from 0


def test_twenty_texts_of_one_person_at_the_same_moment(line: WholeLine) -> None:
    """All are taken, one after the other; none is lost, and no letter is written twice."""
    line.walk(texts=TO_YES[:-1])
    said_so = ["yes", "YES", "Yes please"] * 4 + [
        "My sister was held there for a year without a doctor." for _ in range(8)
    ]
    answers = together(*[lambda body=body: line.webhook(body) for body in said_so])
    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        said(answer)
    assert line.rows(conversations)[0].turns == len(TO_YES) - 1 + 20 - 1
    assert line.count(letters) == line.count(deliveries) == 3
    assert line.count(texts, texts.c.direction == "in") == len(TO_YES) - 1 + 20


def test_fifty_people_at_the_same_moment(line: WholeLine) -> None:
    """More threads than the pool has connections, and every action looked up anew."""
    people = [f"+130755501{number:02d}" for number in range(50)]
    for body in TO_YES:
        answers = together(*[partial(line.webhook, body, who) for who in people])
        assert {answer.status_code for answer in answers} == {200}
    assert line.count(letters) == line.count(deliveries) == 150
    assert line.count(consents) == 50


def test_nothing_deadlocks(line: WholeLine) -> None:
    """Texts, reports, FORGET ME, deliveries and sweeps of the same few people, all at once."""
    people = [f"+130755501{number:02d}" for number in range(4)]
    for who in people:
        line.walk(who)
    ids = [row.id for row in line.rows(deliveries)]
    pushed = [line.push("News for you.", who) for who in people]
    calls: list[Callable[[], Any]] = [
        *[lambda row=row: line.application.errands.postman.deliver(row) for row in ids],
        *[lambda row=row: line.application.errands.sender.send(row) for row in pushed],
        *[lambda row=row: line.report(row, f"SM{row:032x}", "sent") for row in pushed],
        *[lambda row=row: line.report(row, f"SM{row:032x}", "failed", 21610) for row in pushed],
        *[lambda who=who: line.webhook("forget me", who).status_code for who in people[:2]],
        *[lambda who=who: line.webhook("free", who).status_code for who in people],
        *[lambda who=who: line.webhook("stop", who).status_code for who in people[2:]],
        line.application.sweep,
        line.application.sweep,
    ]
    answers = together(*calls)
    assert {answer for answer in answers if answer is not None} <= {200, 204}
    if not line.database.is_sqlite:
        with line.database.read() as tx:
            found = tx.exec_driver_sql(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
            ).scalar()
        assert found == 0
    line.work()
    assert line.count(texts, texts.c.phone.in_(people[:2]), texts.c.direction == "out") == 0
    sent = [(m["To"], m["From"]) for m in line.mail.taken]
    assert len(line.mail.taken) == len({m["Message-ID"] for m in line.mail.taken}), sent


def test_the_line_answers_what_twilio_left_to_it(line: WholeLine) -> None:
    assert line.text("free", OptOutType="STOP") == ""
    assert [row.kind for row in line.rows(consents)] == ["opt-out"]
    assert line.text("free") == ""
    assert line.rows(consents)[0].line_number == NUMBER
    assert line.rows(consents)[0].phone == ANA
