"""The live page and its stream, as a browser gets them."""

import json
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert

from sms_line.store import organizers, sessions, sign_in
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.organizers import Role
from sms_line.store.tables import calls
from tests.whole_line import WholeLine

BEN = "+13075550199"


@pytest.fixture
def browser(line: WholeLine) -> FlaskClient:
    """Of a viewer."""
    client = line.application.server.test_client()
    now = line.application.line.parts.clock.now()
    with line.database.write() as tx:
        viewer, _ = organizers.add(tx, "viewer@line.example", Role.VIEWER, now)
        token = sign_in.make_link(line.database, tx, viewer, COMMAND_LINE, now)
    client.post(f"/sign-in/{token}", data={"csrf_token": csrf(client, f"/sign-in/{token}")})
    return client


def csrf(client: FlaskClient, path: str) -> str:
    page = client.get(path).get_data(as_text=True)
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def events(body: str) -> dict[str, str]:
    return dict(each.split(": ", 1) for each in body.splitlines() if ": " in each)


def test_the_numbers_are_there_without_a_script(line: WholeLine, browser: FlaskClient) -> None:
    for said in ("FREE", "82001", "Ana Diaz", "no", "yes"):
        line.text(said)
    line.text("FREE", BEN)
    page = browser.get("/live?back=hour").get_data(as_text=True)
    assert "<dt>Texts in</dt><dd><b>6</b></dd>" in page
    assert "of 3 written" in page
    assert 'title="Wyoming">WY</abbr> <b>3</b>' in page
    tile = page[page.index('title="Wyoming"') :].partition("</svg>")[0]
    assert tile.count("h0.95") == 1, "its one district has the most letters, and fills its square"
    path = page[page.index('id="path"') :]
    assert path.index("Texted the keyword") < path.index(">2 <") < path.index(">1 <")


def test_what_it_has_cost_is_said_of_texts_and_of_calls(
    line: WholeLine, browser: FlaskClient
) -> None:
    line.text("FREE")
    at = line.clock.now()
    call = {"sid": "CA1", "line_number": "55555", "direction": "in", "status": "completed"}
    with line.database.write() as tx:
        tx.execute(insert(calls).values(**call, seconds=600, began_at=at, ended_at=at))
    page = " ".join(browser.get("/live?back=hour").get_data(as_text=True).split())
    assert "1 segment at $0.0083" in page
    assert "Calls $0.14: 10 minutes at $0.014" in page


def test_the_stream_ends_and_says_when_to_come_back(line: WholeLine, browser: FlaskClient) -> None:
    line.text("FREE")
    answer = browser.get("/live/stream?back=hour")
    assert answer.mimetype == "text/event-stream"
    first = events(answer.get_data(as_text=True))
    assert int(first["retry"]) >= 1000
    news = json.loads(first["data"])["news"]
    assert "<b>1</b>" in news["parts"]["tiles"]
    assert news["chart"]["data"][1][-1] == 1
    again = browser.get("/live/stream?back=hour", headers={"Last-Event-ID": first["id"]})
    assert "data: {" not in again.get_data(as_text=True), "nothing is sent twice"


def test_a_stream_keeps_nobody_signed_in(line: WholeLine, browser: FlaskClient) -> None:
    hour = timedelta(hours=1)
    for _ in range(sessions.IDLE // hour):
        line.clock.moment += hour
        status = browser.get("/live/stream").status_code
    assert status == 303, "it has asked all the time, and nobody was there"


def test_a_page_that_is_looked_at_does(line: WholeLine, browser: FlaskClient) -> None:
    hour = timedelta(hours=1)
    for _ in range(sessions.IDLE // hour):
        line.clock.moment += hour
        assert browser.get("/live").status_code == 200


@pytest.mark.parametrize("asked", ["back=year", "state=XX", "back=week&state=WY", "wall=1"])
def test_whatever_is_asked_gets_a_page(line: WholeLine, browser: FlaskClient, asked: str) -> None:
    assert browser.get(f"/live?{asked}").status_code == 200
