"""The API as a program gets it: who comes in, what is answered, what is refused."""

import json
from datetime import timedelta
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from sms_line.bundle_paths import FIXTURES
from sms_line.store import api_tokens
from sms_line.store.api_tables import api_tokens as token_rows
from sms_line.store.api_tokens import Scope
from sms_line.store.broadcast_tables import broadcasts
from sms_line.store.desk_tables import audit
from sms_line.store.tables import consents, supporters
from sms_line.web.api.pages import OPERATIONS
from tests.web.api.conftest import Program
from tests.whole_line import ANA, WholeLine, together

BEN = "+13075550199"
CLEO = {
    "phone": "(307) 555-0111",
    "consent_at": "2026-01-05",
    "consent_source": "a petition",
    "name": "Cleo Arango",
    "zip": "82001",
    "tags": ["petition"],
}
SOURCE = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
TEXT = {"words": [{"en": "Call today."}]}


def did(line: WholeLine) -> list[tuple[str, str]]:
    return [(row.who, row.did) for row in line.rows(audit)]


# the door


def test_the_description_is_openapi(program: Program) -> None:
    OpenAPIV31SpecValidator(program.told).validate()
    assert len(program.told["paths"]) >= 12


def test_people_can_read_it(line: WholeLine) -> None:
    page = line.application.server.test_client().get("/api/").text
    assert "<script" not in page
    assert all(f'id="{each.name}"' in page for each in OPERATIONS)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer made-up", "Basic YTpi", "Bearer a b"])
def test_without_a_good_token_nothing_is_told(line: WholeLine, header: str) -> None:
    client = line.application.server.test_client()
    answer = client.get("/api/v1/supporters", headers={"Authorization": header})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_each_operation_wants_its_scope(line: WholeLine, operation: Any) -> None:
    others = Program(line, set(Scope) - {operation.scope})
    path = operation.path.format(id=1, slug="freethemall", tag="x")
    answer = others.ask(operation.method, path, json={})
    assert answer.status_code == 403
    assert operation.scope.value in answer.headers["WWW-Authenticate"]


def test_a_revoked_token_opens_nothing_from_that_moment(program: Program) -> None:
    program.get("/counts")
    with program.line.database.write() as tx:
        api_tokens.revoke(tx, program.token.id, who="a test", now=program.line.clock.now())
    assert program.ask("GET", "/counts").status_code == 401
    assert [word for _, word in did(program.line)] == ["made a token", "revoked a token"]


def test_the_secret_is_stored_nowhere(program: Program) -> None:
    (row,) = program.line.rows(token_rows)
    assert program.secret not in str(tuple(row))
    assert program.secret not in str(did(program.line))


def test_a_token_has_so_many_requests_a_minute(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_tokens, "A_MINUTE", 3)
    for _ in range(3):
        program.get("/actions")
    refused = program.ask("GET", "/actions")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    other = Program(program.line)
    assert other.ask("GET", "/actions").status_code == 200, "each token has its own"
    program.line.clock.moment += timedelta(minutes=1)
    program.get("/actions")
    (row, _) = program.line.rows(token_rows)
    assert row.used_at == program.line.clock.now()


def test_nothing_there_is_a_problem_too(program: Program) -> None:
    assert program.ask("GET", "/nothing").status_code == 404
    assert program.ask("PATCH", "/nothing/at/all").mimetype == "application/problem+json"


# actions


def test_actions(program: Program) -> None:
    (action,) = program.get("/actions")["items"]
    assert (action["slug"], action["open"]) == ("freethemall", True)
    assert program.get("/actions/freethemall")["source"] == SOURCE
    assert program.ask("GET", "/actions/none").status_code == 404


def publish(program: Program, source: str, query: str = "") -> Any:
    return program.ask(
        "POST", f"/actions{query}", data=source.encode(), content_type="text/markdown"
    )


def test_an_action_is_published_by_the_same_check(program: Program) -> None:
    same = publish(program, SOURCE, "?slug=freethemall")
    assert (same.status_code, same.get_json()["new"]) == (200, False)
    newer = SOURCE + "\n"
    made = publish(program, newer, "?slug=freethemall&version=1")
    assert (made.status_code, made.get_json()["version"]) == (201, 2)
    assert did(program.line)[-1] == (program.token.who, "published")
    overtaken = publish(program, newer + "\n", "?slug=freethemall&version=1")
    assert overtaken.status_code == 409
    wrong = publish(program, "---\ntitle: x\n---\n")
    assert wrong.status_code == 422
    assert all(each["line"] and each["detail"] for each in wrong.get_json()["errors"])


# supporters


def test_supporters_page_by_page(program: Program) -> None:
    for number in range(5):
        program.line.text("FREE", f"+1307555010{number}")
    seen, cursor = [], ""
    while page := program.get(f"/supporters?limit=2&cursor={cursor}"):
        seen += [each["phone"] for each in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert seen == [f"+1307555010{number}" for number in reversed(range(5))]


def test_somebody_is_brought_in_as_a_list_would(program: Program) -> None:
    made = program.ask("POST", "/supporters", json=CLEO)
    assert (made.status_code, made.get_json()["new"]) == (201, True)
    again = program.ask("POST", "/supporters", json=CLEO | {"name": "Somebody Else"})
    assert (again.status_code, again.get_json()["new"]) == (200, False)
    cleo = program.get(f"/supporters/{made.get_json()['id']}")
    assert (cleo["name"], cleo["status"], cleo["tags"]) == (
        "Cleo Arango",
        "subscribed",
        ["petition"],
    )
    found = program.ask("POST", "/supporters/find", json={"phone": "307-555-0111"})
    assert found.get_json() == cleo
    assert program.line.count(consents) == 1
    assert did(program.line)[-1] == (program.token.who, "imported")


def test_who_said_stop_stays_out(program: Program) -> None:
    program.line.text("FREE", BEN)
    program.line.text("STOP", BEN)
    refused = program.ask("POST", "/supporters", json=CLEO | {"phone": BEN})
    assert refused.status_code == 409
    (ben,) = program.line.rows(supporters)
    assert program.get(f"/supporters/{ben.id}")["status"] == "stopped"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"phone": "123"}, "phone"),
        ({"phone": 13075550111}, "phone"),  # a number is no string
        ({"consent_at": "soon"}, "consent_at"),
        ({"consent_at": "2030-01-01"}, "consent_at"),  # ahead
        ({"consent_source": ""}, "consent_source"),
        ({"zip": "8200"}, "zip"),
        ({"language": "fr"}, "language"),
        ({"tags": ["x" * 61]}, "tags"),
        ({"tags": [1]}, "tags[0]"),
        ({"frist_name": "Cleo"}, "frist_name"),
    ],
)
def test_what_is_wrong_is_named_by_field(
    program: Program, body: dict[str, Any], field: str
) -> None:
    answer = program.ask("POST", "/supporters", json=CLEO | body)
    assert answer.status_code == 422
    (wrong,) = answer.get_json()["errors"]
    assert wrong["field"] == field
    assert program.line.count(supporters) == 0


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [(b"{", "application/json", 400), (b"phone=1", "application/x-www-form-urlencoded", 415)],
)
def test_what_is_no_json(program: Program, body: bytes, kind: str, status: int) -> None:
    answer = program.ask("POST", "/supporters", data=body, content_type=kind)
    assert answer.status_code == status


def test_tended_from_afar(program: Program) -> None:
    program.line.text("FREE")
    (ana,) = program.line.rows(supporters)
    here = f"/supporters/{ana.id}"
    assert program.ask("PUT", f"{here}/tags/big%20donor").status_code == 204
    assert program.get("/supporters?tag=big donor")["items"][0]["id"] == ana.id
    assert program.ask("DELETE", f"{here}/tags/big donor").status_code == 204
    assert program.get(here)["tags"] == []
    assert program.ask("POST", f"{here}/opt-out").status_code == 204
    assert program.get(here)["status"] == "stopped"
    assert program.ask("DELETE", here).status_code == 204
    assert program.ask("GET", here).status_code == 404
    assert program.ask("DELETE", here).status_code == 404
    (opt_out, forgotten) = program.line.rows(consents)
    assert (opt_out.source, forgotten.source) == ("api", "api")
    who = {who for who, _ in did(program.line)[1:]}
    assert who == {program.token.who}


def test_a_nul_is_in_no_text(program: Program) -> None:
    refused = program.ask("POST", "/supporters", json=CLEO | {"name": "Cleo\0"})
    assert (refused.status_code, "u0000" in refused.text) == (422, True)
    # A backslash and five characters are words like others.
    kept = program.ask("POST", "/supporters", json=CLEO | {"consent_source": r"a \u0000 petition"})
    assert kept.status_code == 201


# numbers


def test_numbers(program: Program) -> None:
    program.line.walk()
    program.line.work()
    counts = program.get("/counts")
    assert (counts["texts_received"], counts["letters"]) == (5, {"accepted": 3})
    page = program.get("/deliveries?status=accepted&limit=2")
    assert len(page["items"]) == 2
    assert page["next"]
    assert "Ana" not in json.dumps(page)
    assert program.ask("GET", "/deliveries?status=lost").status_code == 422
    assert program.ask("GET", "/deliveries?limit=1000").get_json()["errors"][0]["field"] == "limit"
    assert program.ask("GET", "/deliveries?cursor=x").status_code == 422
    assert program.ask("GET", f"/deliveries?cursor={2**31}").status_code == 422
    assert program.ask("GET", "/counts?since=2020-01-01T00:00:00Z").status_code == 422
    assert program.ask("GET", "/counts?since=2026-11-23T00:00:00").status_code == 422, "no zone"
    assert program.get("/calls") == {"items": [], "next": ""}


# broadcasts


def plan(program: Program, key: str = "one", **more: object) -> Any:
    return program.ask(
        "POST", "/broadcasts", json=TEXT | more, headers={"Idempotency-Key": key} if key else {}
    )


def test_a_broadcast_is_planned_once_for_each_key(program: Program) -> None:
    first = plan(program, at="2026-12-01T15:00Z")
    assert first.status_code == 201
    program.line.clock.moment += timedelta(days=8)
    again = plan(program, at="2026-12-01T15:00Z")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true")
    assert again.get_json() == first.get_json()
    assert plan(program, at="now").status_code == 422, "another request with this key"
    assert plan(program, key="").status_code == 400
    assert program.line.count(broadcasts) == 1
    assert did(program.line)[-1] == (program.token.who, "planned")


def test_two_at_once_plan_one(program: Program) -> None:
    other = Program(program.line)
    other.token, other.secret = program.token, program.secret
    answers = together(lambda: plan(program), lambda: plan(other))
    assert len({answer.get_json()["id"] for answer in answers}) == 1
    assert program.line.count(broadcasts) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"words": []}, "words"),
        ({"words": [{"fr": "Bonjour"}]}, "words[0]"),
        ({"words": [{"en": "Hello {{ nobody }}"}]}, "words[0]"),
        ({"audience": "state:"}, "audience"),
        ({"at": "soon"}, "at"),
        ({"rate": 0}, "rate"),
        ({"night": "now"}, "night"),
    ],
)
def test_a_wrong_broadcast_is_told_by_field(
    program: Program, body: dict[str, Any], field: str
) -> None:
    answer = plan(program, **body)
    assert answer.status_code == 422, answer.text
    assert answer.get_json()["errors"][0]["field"].startswith(field)
    assert plan(program).status_code == 201, "the key is free for the mended request"


def test_steered(program: Program) -> None:
    number = plan(program, at="2026-12-01T15:00Z").get_json()["id"]
    here = f"/broadcasts/{number}"
    for step, state in (("pause", "paused"), ("resume", "scheduled"), ("cancel", "cancelled")):
        assert program.ask("POST", f"{here}/{step}").get_json()["state"] == state
    assert program.ask("POST", f"{here}/pause").status_code == 409
    assert program.ask("POST", "/broadcasts/99/pause").status_code == 404
    assert program.get("/broadcasts")["items"][0]["state"] == "cancelled"


def test_why_texts_failed(program: Program) -> None:
    line = program.line
    line.clock.moment = line.clock.moment.replace(hour=19)  # noon where she lives
    line.text("free")
    line.twilio.refuse(ANA, 21614)
    number = plan(program).get_json()["id"]
    line.application.errands.broadcaster.drain()
    told = program.get(f"/broadcasts/{number}")
    assert (told["state"], told["failed"], told["skipped_because"]) == ("done", 1, {})
    assert told["failed_because"] == {"21614": {"texts": 1, "meaning": "no mobile number"}}


def test_numbers_only_with_their_scope(line: WholeLine) -> None:
    without = Program(line, set(Scope) - {Scope.READ_SUPPORTERS})
    line.text("FREE")
    answers = [
        without.ask("GET", path).text
        for path in ("/calls", "/deliveries", "/counts", "/broadcasts", "/actions")
    ]
    answers.append(without.ask("POST", "/supporters", json=CLEO).text)
    assert not [each for each in answers if ANA[2:] in each or "3075550111" in each]
