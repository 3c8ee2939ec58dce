"""The desk has it fetched who represents whom: asked for, under way, done or not, and by whom."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from sms_line.directory.sources import opened
from sms_line.directory.sync import sync
from sms_line.store import directory_rows, refreshes, workers
from sms_line.store.desk_tables import audit
from sms_line.store.directory_tables import editions
from sms_line.store.directory_tables import refreshes as rows
from sms_line.store.organizers import Role
from sms_line.web.desk.actions.launch import FRESH
from tests.directory.test_sources import silent
from tests.web.test_desk import Browser
from tests.whole_line import LOADED, WholeLine
from tests.work.test_refreshing import in_use, web

__all__ = ["web"]

PAGE = "/data"


@pytest.fixture
def published(line: WholeLine, web: tuple[str, Path]) -> Path:
    """The folder behind the address from which the data in use came."""
    sync(line.database, opened(web[0], silent), LOADED)
    return web[1]


def words(page: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def statuses(line: WholeLine) -> list[str]:
    with line.database.read() as tx:
        return [each.status for each in refreshes.listed(tx, 10)]


def at_work(line: WholeLine) -> None:
    with line.database.write() as tx:
        workers.beat(line.database, tx, "one", line.clock.now())


def test_what_is_loaded(line: WholeLine) -> None:
    said = words(Browser(line).sign_in(role=Role.OWNER).get(PAGE).text)
    assert "a sample for practice, not the country" in said
    assert "vacant: TX-23" in said
    assert "Fetch it anew" in said


def test_nothing_is_loaded(line: WholeLine) -> None:
    with line.database.write() as tx:
        tx.execute(editions.delete())
    owner = Browser(line).sign_in()
    assert "None is loaded" in words(owner.get(PAGE).text)
    assert f'href="{PAGE}"' in owner.get("/").text


def test_asked_for_under_way_and_done(line: WholeLine, published: Path) -> None:
    owner = Browser(line).sign_in()
    line.clock.moment += timedelta(hours=2)
    assert owner.post(PAGE, at=PAGE).status_code == 303
    assert in_use(line).loaded_at == LOADED, "nothing is fetched in the request"
    assert "none is running" in words(owner.get(PAGE).text)
    at_work(line)
    said = words(owner.get(PAGE).text)
    assert "by owner@line.example waiting About to begin." in said
    line.drain()
    assert in_use(line).loaded_at == line.clock.now()
    said = words(owner.get(PAGE).text)
    assert "Checked, and loaded whole" in said
    (logged,) = line.rows(audit, audit.c.did == "asked for fresh data")
    assert (logged.who, logged.kind) == ("owner@line.example", "data")


def test_why_it_failed_and_that_nothing_changed(line: WholeLine, published: Path) -> None:
    owner = Browser(line).sign_in()
    (published / "legislators-current.yaml").write_text("- {")
    owner.post(PAGE, at=PAGE)
    line.drain()
    page = owner.get(PAGE).text
    assert "Nothing was changed. legislators-current.yaml" in words(page)
    assert in_use(line).loaded_at == LOADED
    assert statuses(line) == ["failed"]
    owner.post(PAGE, at=PAGE)
    assert statuses(line) == ["waiting", "failed"], "and it may be tried again at once"


def test_what_nobody_foresaw_is_told_too(line: WholeLine, published: Path) -> None:
    owner = Browser(line).sign_in()
    owner.post(PAGE, at=PAGE)
    with line.database.write() as tx:
        tx.execute(update(rows).values(source="http://["))
    line.drain()
    assert "none of the things that are known to go wrong" in words(owner.get(PAGE).text)


def test_asked_for_twice_it_is_fetched_once(line: WholeLine, published: Path) -> None:
    owner = Browser(line).sign_in()
    owner.post(PAGE, at=PAGE)
    form = {"csrf_token": re.findall(r'csrf_token" value="([^"]+)', owner.get(PAGE).text)[0]}
    assert owner.client.post(PAGE, data=form).status_code == 303
    assert statuses(line) == ["waiting"]
    assert line.count(audit, audit.c.did == "asked for fresh data") == 1


def test_a_lost_bell_and_a_dead_worker_lose_nothing(line: WholeLine, published: Path) -> None:
    owner = Browser(line).sign_in()
    owner.post(PAGE, at=PAGE)
    with line.database.write() as tx:
        (refresh_id,) = refreshes.due(tx, line.clock.now())
        assert refreshes.claim(tx, refresh_id, line.clock.now())
    line.drain()
    assert statuses(line) == ["fetching"], "another has it"
    line.clock.moment += timedelta(minutes=6)
    line.work()
    assert statuses(line) == ["done"]
    assert in_use(line).loaded_at == line.clock.now()


@pytest.mark.parametrize("said", ["XX", "Ohio", "DC", "OH, nowhere", "<b>"])
def test_states_that_have_no_senators(line: WholeLine, published: Path, said: str) -> None:
    owner = Browser(line).sign_in()
    answer = owner.post(PAGE, at=PAGE, vacant_senate=said)
    assert answer.status_code == 422
    assert "no state of that name has senators" in words(answer.text)
    assert statuses(line) == []


def test_a_vacancy_is_told_of_once(line: WholeLine, published: Path, web: tuple[str, Path]) -> None:
    owner = Browser(line).sign_in()
    members = published / "legislators-current.yaml"
    kept = [
        entry
        for entry in re.split(r"(?m)^(?=- )", members.read_text("utf-8"))
        if "Cynthia" not in entry or "Lummis" not in entry
    ]
    members.write_text("".join(kept), "utf-8")
    owner.post(PAGE, at=PAGE)
    line.drain()
    assert "name the state in the form below" in words(owner.get(PAGE).text)
    owner.post(PAGE, at=PAGE, vacant_senate="wy")
    line.drain()
    page = owner.get(PAGE).text
    assert "vacant: WY" in words(page)
    assert 'name="vacant_senate" value="WY"' in page
    line.clock.moment += timedelta(days=4)
    line.work()
    assert in_use(line).loaded_at == line.clock.now(), "by night it is known"


def test_from_the_publishers_instead_of_an_own_copy(line: WholeLine, published: Path) -> None:
    owner = Browser(line).sign_in()
    assert "as before" in words(owner.get(PAGE).text)
    owner.post(PAGE, at=PAGE, source="publishers")
    with line.database.read() as tx:
        assert refreshes.listed(tx, 1)[0].source == "the public addresses"


def test_viewers_look(line: WholeLine) -> None:
    viewer = Browser(line).sign_in("viewer@line.example", Role.VIEWER)
    page = viewer.get(PAGE).text
    assert "organizers can have it fetched" in page
    assert f'action="{PAGE}"' not in page
    assert viewer.post(PAGE, at=PAGE).status_code == 403
    organizer = Browser(line).sign_in("other@line.example", Role.ORGANIZER)
    assert organizer.post(PAGE, at=PAGE).status_code == 303


def test_the_checklist_leads_there(line: WholeLine) -> None:
    owner = Browser(line).sign_in()
    page = owner.get("/actions/freethemall/launch").text
    assert f'<a href="{PAGE}">Have it fetched anew</a>' in page


def test_publishers_that_have_nothing_newer(line: WholeLine, published: Path) -> None:
    """Their file is as of its last change; asking them yesterday makes it no staler."""
    with line.database.write() as tx:
        number = directory_rows.newest(tx)
        old = (LOADED - timedelta(days=20)).date()
        changed = {"source": "the public addresses", "members_as_of": old, "sample": False}
        tx.execute(update(editions).where(editions.c.id == number).values(changed))
    owner, page = Browser(line).sign_in(), "/actions/freethemall/launch"
    assert "they were asked 23 Nov" in words(owner.get(page).text)
    line.clock.moment = LOADED + FRESH + timedelta(hours=1)
    assert "Have it fetched anew" in Browser(line).sign_in().get(page).text


def test_only_so_many_are_kept(line: WholeLine) -> None:
    for _ in range(60):
        with line.database.write() as tx:
            asked = refreshes.ask(
                tx, who="sms-line", source="", vacant_senate=(), now=line.clock.now()
            )
            assert asked
            refreshes.settle(tx, asked, line.clock.now(), refreshes.DONE)
    assert line.count(rows) == 50
