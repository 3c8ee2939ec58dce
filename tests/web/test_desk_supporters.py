"""Supporters at the desk: found, looked at, tended, brought in and taken along."""

import io

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from sms_line.store import audit_list
from sms_line.store.audit_list import Asked
from sms_line.store.notes import LONGEST
from sms_line.store.organizers import Role
from sms_line.store.people_tables import import_pieces, imports, notes
from sms_line.store.tables import consents, supporters, suppressions, texts
from tests.web.test_desk import BEN, Browser, hidden
from tests.whole_line import ANA, WholeLine

ALL = "/supporters"
LIST = b"""phone,name,zip,consent_at,consent_source
(307) 555-0111,Cleo Arango,82001,2026-01-05,a petition
,Nobody,82001,2026-01-05,a petition
307-555-0112,=Max,82001,2026-01-05,a petition
307 555 0199,Ben Stopped,82001,2026-01-05,a petition
"""


@pytest.fixture
def owner(line: WholeLine) -> Browser:
    line.walk()
    line.text("FREE", BEN)
    line.text("STOP", BEN)
    return Browser(line).sign_in()


@pytest.fixture
def viewer(owner: Browser) -> Browser:
    return Browser(owner.line).sign_in("viewer@line.example", Role.VIEWER)


def person(browser: Browser, phone: str = ANA) -> str:
    """The address of somebody's page."""
    (row,) = browser.line.rows(supporters, supporters.c.phone == phone)
    return f"{ALL}/{row.id}"


def deeds(line: WholeLine) -> list[str]:
    with line.database.read() as tx:
        return [e.did for e in audit_list.listed(tx, Asked(), before_id=None, limit=20)]


@pytest.mark.parametrize(
    ("asked", "finds_ana"),
    [
        ({"q": "(307) 555-0100"}, True),
        ({"q": "+1 307.555.0100"}, True),
        ({"q": "ana"}, True),
        ({"q": "ANA DI"}, True),
        ({"q": "diaz"}, True),
        ({"q": "82001"}, True),
        ({"q": "", "state": "WY"}, True),
        ({"audience": "wrote:freethemall"}, True),
        ({"q": "aza"}, False),
        ({"q": "82002"}, False),
        ({"q": "307-555-0101"}, False),
        ({"state": "TX"}, False),
        ({"tag": "nobody has it"}, False),
        ({"audience": "not wrote:freethemall"}, False),
    ],
)
def test_found_by(owner: Browser, asked: dict[str, str], finds_ana: bool) -> None:
    page = owner.post(ALL, at=ALL, **asked)
    assert page.status_code == 200
    assert ("Ana Diaz" in page.text) is finds_ana


def test_an_audience_that_means_nothing_is_said(owner: Browser) -> None:
    page = owner.post(ALL, at=ALL, audience="state:XX")
    assert page.status_code == 422
    assert "There is no state" in page.text


def test_one_persons_page_tells_all(owner: Browser) -> None:
    page = owner.get(person(owner)).text
    for said in ("Ana Diaz", "(307) 555-0100", "opt-in", "FREE", "freethemall", "subscribed"):
        assert said in page
    assert "stopped" in owner.get(person(owner, BEN)).text
    assert owner.get(f"{ALL}/999999").status_code == 404


def test_tags_and_notes(owner: Browser) -> None:
    them = person(owner)
    owner.post(f"{them}/tags", at=them, tag="  Big  Donor ")
    owner.post(f"{them}/notes", at=them, words="Met her at the library.")
    page = owner.get(them).text
    assert "big donor" in page
    assert "Met her at the library." in page
    assert "Ana Diaz" in owner.post(ALL, at=ALL, tag="Big Donor").text
    assert 'name="tag" value="big donor"' in owner.get("/supporters/tags").text
    data = hidden(page) | {"tag": "big donor", "take": "yes"}
    owner.client.post(f"{them}/tags", data=data)
    assert "Ana Diaz" not in owner.post(ALL, at=ALL, tag="big donor").text
    assert deeds(owner.line)[:3] == ["took a tag from", "noted", "tagged"]
    assert owner.post(f"{them}/tags", at=them, tag=" ; ").status_code == 422


def test_a_note_is_as_long_as_its_field_and_a_longer_one_is_not_lost(owner: Browser) -> None:
    them = person(owner)
    longest = "a line\n" * (LONGEST // 7)
    sent = owner.post(f"{them}/notes", at=them, words=longest.replace("\n", "\r\n"))
    assert sent.status_code == 303
    refused = owner.post(f"{them}/notes", at=them, words="x" * (LONGEST + 1))
    assert refused.status_code == 422
    assert "x" * (LONGEST + 1) + "</textarea>" in refused.text


def test_stopped_by_an_organizer_and_not_started_again(owner: Browser) -> None:
    them, line = person(owner), owner.line
    for _ in range(2):
        owner.post(f"{them}/stop", at=them)
    (row,) = line.rows(consents, consents.c.phone == ANA, consents.c.kind == "opt-out")
    assert row.source == "organizer"
    assert line.count(suppressions, suppressions.c.phone == ANA) == 1
    assert "Stop texting" not in owner.get(them).text


def test_blocked_and_freed(owner: Browser) -> None:
    them = person(owner)
    owner.post(f"{them}/block", at=them)
    assert "is blocked since" in owner.get(them).text
    owner.post(f"{them}/block", at=them, lift="yes")
    assert "is blocked since" not in owner.get(them).text


def test_forgotten_only_with_the_words(owner: Browser) -> None:
    them, line = person(owner), owner.line
    owner.post(f"{them}/notes", at=them, words="A note.")
    assert owner.post(f"{them}/erase", at=them, sure="yes").status_code == 422
    page = owner.post(f"{them}/erase", at=them, sure="forget me")
    assert "Forgotten." in page.text
    assert line.rows(supporters, supporters.c.phone == ANA) == []
    assert line.rows(texts, texts.c.phone == ANA) == []
    assert line.rows(notes) == []
    assert line.count(suppressions, suppressions.c.phone == ANA) == 1
    assert deeds(line)[0] == "erased"
    assert owner.get(them).status_code == 404


def test_a_viewer_sees_the_last_digits_and_changes_nothing(viewer: Browser) -> None:
    them = person(viewer)
    for page in (viewer.get(ALL).text, viewer.get(them).text):
        assert "555-0100" not in page
        assert "ending in 0100" in page
    for path in ("tags", "notes", "stop", "erase", "block"):
        assert viewer.post(f"{them}/{path}", at=them, sure="FORGET ME").status_code == 403
    for path in ("/supporters.csv", "/supporters/imports", "/files/texts.csv"):
        assert viewer.get(path).status_code == 403
    assert viewer.post("/supporters.csv", at=ALL, q="ana").status_code == 403
    assert "as a file" not in viewer.post(ALL, at=ALL, q="ana").text


def upload(browser: Browser, data: bytes = LIST) -> str:
    at = "/supporters/imports"
    form = hidden(browser.get(at).text)
    file = FileStorage(io.BytesIO(data), "list.csv", "list")
    boundary, body = encode_multipart({**form, "tags": "Petition", "list": file})
    kind = f"multipart/form-data; boundary={boundary}"
    answer = browser.client.post(at, data=body, content_type=kind)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_list_is_looked_at_then_brought_in(owner: Browser) -> None:
    line, kept = owner.line, upload(owner)
    assert "Looking at it" in owner.get(kept).text
    assert f'data-stream="{kept}/stream"' in owner.get(kept).text
    line.drain()
    assert '"shown":{"choice":true}' in owner.get(f"{kept}/stream").text
    page = owner.get(kept).text
    assert "Bring in 3 rows" in page
    assert "has no phone number" in page
    assert line.count(supporters) == 2, "nobody yet"
    for _ in range(2):
        owner.post(f"{kept}/bring-in", at=kept)
    line.work()
    assert "Done." in owner.get(kept).text
    assert line.count(import_pieces) == 0, "the file is gone"
    found = owner.post(ALL, at=ALL, q="arango").text
    assert "Cleo Arango" in found
    assert "petition" in found
    assert line.count(suppressions, suppressions.c.phone == BEN) == 1, "STOP stays"
    assert deeds(line)[0] == "imported"


def test_a_lost_bell_and_a_dead_worker_lose_no_list(owner: Browser) -> None:
    line, kept = owner.line, upload(owner)
    with line.database.write() as tx:
        tx.execute(imports.update().values(claimed_at=line.clock.now()))
    line.work()
    assert "Looking at it" in owner.get(kept).text, "another worker has it"
    with line.database.write() as tx:
        tx.execute(imports.update().values(claimed_at=None))
    line.work()
    assert "Bring in 3 rows" in owner.get(kept).text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"name\nAna\n", "names no column phone"),
        (b"phone,consent_at,consent_source\n1,2,3\n", "None of its rows"),
    ],
)
def test_a_file_that_is_none(owner: Browser, data: bytes, why: str) -> None:
    kept = upload(owner, data)
    owner.line.drain()
    assert why in owner.get(kept).text


def test_a_list_larger_than_other_forms_is_taken(owner: Browser) -> None:
    row = b"307555%04d,A,82001,2026-01-05,a petition\n"
    rows = b"".join(row % n for n in range(10_000))
    kept = upload(owner, LIST.splitlines(keepends=True)[0] + rows)
    owner.line.drain()
    assert "10,000" in owner.get(kept).text
    assert owner.client.post(ALL, data={"q": "x" * 600_000}).status_code == 413


def test_thrown_away(owner: Browser) -> None:
    kept = upload(owner)
    owner.line.drain()
    owner.post(f"{kept}/drop", at=kept)
    assert owner.line.count(import_pieces) == 0
    owner.client.post(f"{kept}/bring-in", data=hidden(owner.get(kept).text))
    assert "Thrown away" in owner.get(kept).text


def test_the_file_of_a_search_holds_those_found(
    owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sms_line.web.desk.supporters.A_CHUNK", 1)

    def found(**asked: str) -> list[str]:
        return owner.post("/supporters.csv", at=ALL, **asked).text.splitlines()[1:]

    (ana,) = found(q="ana")
    assert ana.startswith("+13075550100,Ana Diaz,82001")
    assert len(found()) == 2, "over more than one chunk"
    assert found(state="TX") == []
    assert deeds(owner.line)[0] == "took along as a file"
    assert "These as a file" in owner.post(ALL, at=ALL, q="ana").text
    refused = owner.post("/supporters.csv", at=ALL, audience="state:XX")
    assert (refused.status_code, "There is no state" in refused.text) == (422, True)


def test_files(owner: Browser) -> None:
    owner.line.text("=HYPERLINK(1)", "+13075550177")
    everybody = owner.get("/supporters.csv").text
    assert everybody.splitlines()[0].startswith("phone,name,zip,consent_at")
    assert "+13075550100,Ana Diaz,82001" in everybody
    for kind in ("letters", "deliveries", "texts", "calls"):
        answer = owner.get(f"/files/{kind}.csv")
        assert answer.status_code == 200
        assert answer.mimetype == "text/csv"
    assert "'=HYPERLINK(1)" in owner.get("/files/texts.csv").text
    assert len(owner.get("/files/letters.csv").text.splitlines()) > 3
    assert owner.get("/files/organizers.csv").status_code == 404
    assert "took along as a file" in deeds(owner.line)
