"""Counts as files: what they hold, who may take them, and the log of it."""

import csv
import io

import pytest

from sms_line.store.desk_tables import audit
from sms_line.store.organizers import Role
from tests.web.test_desk import Browser
from tests.whole_line import WholeLine

pytestmark = pytest.mark.parametrize("prepared_url", ["sqlite"], indirect=True)
FILES = {"/actions.csv": "actions", "/live.csv?back=hour": "live counts"}


def rows(browser: Browser, path: str) -> list[dict[str, str]]:
    answer = browser.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_what_the_files_hold(line: WholeLine) -> None:
    line.walk()
    line.work()
    owner = Browser(line).sign_in()
    (action,) = rows(owner, "/actions.csv")
    assert action["action"] == "freethemall"
    assert (action["accepted"], action["refused"], action["offices_called"]) == ("3", "0", "0")
    minutes = rows(owner, "/live.csv?back=hour")
    assert sum(int(each["texts_in"]) for each in minutes) == 5
    assert sum(int(each["letters_accepted"]) for each in minutes) == 3
    logged = [row.kind for row in line.rows(audit) if row.did == "took along as a file"]
    assert logged == list(FILES.values())


def test_viewers_take_nothing_along(line: WholeLine) -> None:
    viewer = Browser(line).sign_in("viewer@line.example", Role.VIEWER)
    assert {viewer.get(path).status_code for path in FILES} == {403}
    assert not any(path.partition("?")[0] in viewer.get("/actions").text for path in FILES)
    assert "/live.csv" not in viewer.get("/live").text
