"""Counts as files: what they hold, who may take them, and the log of it."""

import csv
import io

import pytest

from sms_line.store.desk_tables import audit
from sms_line.store.organizers import Role
from tests.web.test_desk import BEN, Browser, lost
from tests.whole_line import WholeLine

pytestmark = pytest.mark.parametrize("prepared_url", ["sqlite"], indirect=True)
FILES = {
    "/actions.csv": "actions",
    "/live.csv?back=hour": "live counts",
    "/live/legislators.csv": "legislator counts",
    "/live/path.csv": "path counts",
    "/live/places.csv": "place counts",
    "/live/calls.csv": "call counts",
    "/live/troubles.csv": "trouble counts",
    "/files/deliveries.csv?status=accepted": "deliveries",
    "/files/deliveries.csv?status=refused": "deliveries",
    "/inbox.csv": "inbox",
    "/inbox.csv?list=done": "inbox",
}


def rows(browser: Browser, path: str) -> list[dict[str, str]]:
    answer = browser.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_what_the_files_hold(line: WholeLine) -> None:
    lost(line, BEN)
    line.walk()
    line.work()
    owner = Browser(line).sign_in()
    (action,) = rows(owner, "/actions.csv")
    assert action["action"] == "freethemall"
    assert (action["accepted"], action["refused"], action["offices_called"]) == ("3", "0", "0")
    minutes = rows(owner, "/live.csv?back=hour")
    assert sum(int(each["texts_in"]) for each in minutes) == 9
    assert sum(int(each["letters_accepted"]) for each in minutes) == 3
    by_legislator = rows(owner, "/live/legislators.csv")
    assert {(each["place"], each["letters"]) for each in by_legislator} == {
        ("WY", "1"),
        ("WY-AL", "1"),
    }
    path = rows(owner, "/live/path.csv")
    assert (path[0]["at_least_so_far"], path[-1]["no_further"]) == ("2", "1")
    places = {each["place"]: each["letters"] for each in rows(owner, "/live/places.csv")}
    assert (places["WY"], places["WY-AL"], places["TX-23"]) == ("3", "1", "0")
    assert rows(owner, "/live/calls.csv") == rows(owner, "/live/troubles.csv") == []
    assert len(rows(owner, "/files/deliveries.csv?status=accepted")) == 3
    assert rows(owner, "/files/deliveries.csv?status=refused") == []
    (waits,) = rows(owner, "/inbox.csv")
    assert (waits["phone"], waits["text"], waits["waiting"]) == (BEN, "what is all this then", "1")
    assert rows(owner, "/inbox.csv?list=done") == []
    logged = [row.kind for row in line.rows(audit) if row.did == "took along as a file"]
    assert logged == list(FILES.values())


def test_viewers_take_nothing_along(line: WholeLine) -> None:
    viewer = Browser(line).sign_in("viewer@line.example", Role.VIEWER)
    assert {viewer.get(path).status_code for path in FILES} == {403}
    assert not any(path.partition("?")[0] in viewer.get("/actions").text for path in FILES)
    for page in ("/live", "/inbox", "/letters"):
        assert ".csv" not in viewer.get(page).text
