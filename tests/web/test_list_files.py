"""The desk's shorter lists as files: what they hold, who may take them, the log, and no formula."""

import csv
import io
import re

import pytest

from sms_line.store.desk_tables import audit
from sms_line.store.organizers import Role
from tests.web.test_desk import Browser
from tests.web.test_desk_broadcasts import previewed, sent, work
from tests.whole_line import ANA, WholeLine

pytestmark = pytest.mark.parametrize("prepared_url", ["sqlite"], indirect=True)
ORGANIZERS = {
    "/supporters/tags.csv": ("/supporters/tags", "tags"),
    "/supporters/imports.csv": ("/supporters/imports", "imports"),
    "/supporters/imports/1/problems.csv": ("/supporters/imports/1", "import problems"),
    "/inbox/answers.csv": ("/inbox/answers", "answers"),
    "/actions/freethemall/versions.csv": ("/actions/freethemall", "versions"),
    "/broadcasts/1/variants.csv": ("/broadcasts/1/variants", "variants"),
    "/broadcasts/1/reasons.csv": ("/broadcasts/1", "reasons"),
}
OWNERS = {
    "/team.csv": ("/team", "team"),
    "/settings/api.csv": ("/settings/api", "tokens"),
    "/settings/webhooks.csv": ("/settings/webhooks", "webhooks"),
    "/settings/webhooks/1.csv": ("/settings/webhooks/1", "webhook log"),
}
ALL = ORGANIZERS | OWNERS
LIST = (
    "phone,name,zip,consent_at,consent_source\n"
    "3075550101,Ana,82001,2026-01-01,paper\nnone,Ben,82001,2026-01-01,paper\n"
)


@pytest.fixture
def owner(line: WholeLine) -> Browser:
    """At a desk with something in each list, and words in it that a spreadsheet would run."""
    owner = Browser(line).sign_in()
    line.text("FREE", ANA)
    page = "/supporters/imports"
    file = (io.BytesIO(LIST.encode()), "list.csv")
    owner.post(page, at=page, list=file, tags="=evil")  # type: ignore[arg-type]  # a file
    line.work()
    owner.post(f"{page}/1/bring-in", at=f"{page}/1")
    line.work()
    answers, hooks, api = "/inbox/answers", "/settings/webhooks", "/settings/api"
    owner.post(answers, at=answers, title="=who", en="+1 for you", es="")
    owner.post(hooks, at=hooks, url="https://crm.example.org/hook", event="opt_in")
    owner.post(api, at=api, name="@CRM", scope="read:counts")
    sent(owner, previewed(owner, b_en="The other half"))
    work(line)
    line.text("ALERTS", "+13075550177")
    line.text("YES", "+13075550177")
    return owner


def rows(browser: Browser, path: str) -> list[dict[str, str]]:
    answer = browser.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_what_they_hold(owner: Browser) -> None:
    assert {"tag": "'=evil", "supporters": "1"} in rows(owner, "/supporters/tags.csv")
    (listed,) = rows(owner, "/supporters/imports.csv")
    assert (listed["state"], listed["tags"], listed["left_out"]) == ("done", "'=evil", "1")
    (problem,) = rows(owner, "/supporters/imports/1/problems.csv")
    assert problem["line"] == "3"
    (answer,) = rows(owner, "/inbox/answers.csv")
    assert answer == {"title": "'=who", "english": "'+1 for you", "spanish": ""}
    (version,) = rows(owner, "/actions/freethemall/versions.csv")
    assert (version["action"], version["version"]) == ("freethemall", "1")
    (here,) = rows(owner, "/team.csv")
    assert (here["email"], here["role"]) == ("owner@line.example", "owner")
    (token,) = rows(owner, "/settings/api.csv")
    assert (token["name"], token["scopes"]) == ("'@CRM", "read:counts")
    (hook,) = rows(owner, "/settings/webhooks.csv")
    assert (hook["address"], hook["events"]) == ("https://crm.example.org/hook", "opt_in")
    assert [each["event"] for each in rows(owner, "/settings/webhooks/1.csv")] == ["opt_in"]
    assert [each["variant"] for each in rows(owner, "/broadcasts/1/variants.csv")] == ["A", "B"]
    assert {each["what"] for each in rows(owner, "/broadcasts/1/reasons.csv")} <= {"left out"}


def test_no_secret_is_in_them(owner: Browser) -> None:
    told = owner.get("/settings/webhooks.csv").text + owner.get("/settings/api.csv").text
    assert not re.search(r"whsec_|smsline_|[0-9a-f]{32}", told)


def test_each_page_leads_to_its_file_and_the_log_has_it(owner: Browser) -> None:
    for path, (page, _) in ALL.items():
        assert f'href="{path}"' in owner.get(page).text, path
        owner.get(path)
    logged = [row.kind for row in owner.line.rows(audit) if row.did == "took along as a file"]
    assert logged == [what for _, what in ALL.values()]


def test_who_may_take_them(owner: Browser) -> None:
    organizer = Browser(owner.line).sign_in("other@line.example", Role.ORGANIZER)
    assert {organizer.get(path).status_code for path in ORGANIZERS} == {200}
    assert {organizer.get(path).status_code for path in OWNERS} == {403}
    viewer = Browser(owner.line).sign_in("viewer@line.example", Role.VIEWER)
    assert {viewer.get(path).status_code for path in ALL} == {403}
    for page, _ in ALL.values():
        assert ".csv" not in viewer.get(page).text


@pytest.mark.parametrize(
    "path",
    [
        "/supporters/imports/99/problems.csv",
        "/actions/none/versions.csv",
        "/broadcasts/99/variants.csv",
        "/broadcasts/99/reasons.csv",
        "/settings/webhooks/99.csv",
    ],
)
def test_what_is_not_there(owner: Browser, path: str) -> None:
    assert owner.get(path).status_code == 404
