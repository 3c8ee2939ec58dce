"""`sms-line broadcast`: what it will be, who says yes, what became of it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from sms_line.bundle_paths import FIXTURES
from sms_line.store.broadcast_tables import broadcasts, links, recipients
from sms_line.store.desk_tables import audit
from sms_line.store.tables import texts
from tests.cli.conftest import CommandLine

PEOPLE = """phone,name,zip,consent_at,consent_source,language,tags
307-555-0100,Ana Diaz,82001,2026-11-01,web,en,march
307-555-0101,Ben,82001,2026-11-01,web,en,
307-555-0102,Luz,82001,2026-11-01,web,es,march
"""
WORDS = """# Text
Hi {{ first_name }},
call today.

# Text (Spanish)
Hola {{ first_name }}

# Text B
Dear {{ first_name }}
"""
LATER = ("--at", (datetime.now(UTC) + timedelta(days=2)).isoformat())
HELLO = ("--body", "Hi {{ first_name }}", "--action", "freethemall")


@pytest.fixture
def ready(synced: CommandLine, tmp_path: Path) -> CommandLine:
    """Three supporters in Cheyenne."""
    synced.does("action", "load", str(FIXTURES / "actions" / "freethemall.md"))
    (tmp_path / "list.csv").write_text(PEOPLE, "utf-8")
    synced.does("supporters", "import", str(tmp_path / "list.csv"))
    return synced


def test_a_preview_says_it_all_and_starts_nothing(ready: CommandLine) -> None:
    said = ready.does(
        "broadcast", "preview", *HELLO, "--body-es", "Hola 🙏", "--audience", "zip:82*"
    )
    for line in (
        "To: zip:82*: 3 people, of whom 3 get it.",
        "English, 2 people:",
        "  | Neighbors Together (demo): Hi Ana",
        "Spanish, 1 person:",
        "UCS-2 because of 🙏",
        "Cost: 3 segments at $0.0083, $0.02",
        "It takes about 3 seconds at the rate",
        "Mind: 🙏 makes the es text cost more than twice as much.",
    ):
        assert line in said
    assert ready.contents()["broadcasts"] == []


def test_a_preview_as_data(ready: CommandLine) -> None:
    ready.text("stop", sender="+13075550101")
    seen = json.loads(ready.does("broadcast", "preview", *HELLO, "--json"))
    assert (seen["matching"], seen["recipients"], seen["left_out"]) == (3, 2, {"stopped": 1})
    assert (seen["segments"], seen["dollars"], seen["seconds"]) == (2, 0.02, 2.0)
    assert seen["texts"][0]["example_cost"]["encoding"] == "GSM-7"
    assert seen["in_another_language"] == {"es": {"gets": "en", "recipients": 1}}


def test_what_no_column_holds_is_wrong_usage(ready: CommandLine) -> None:
    assert "at most 200 characters" in ready.fails(
        "broadcast", "send", *HELLO, "--name", "x" * 201, "--yes", code=2
    )
    for words in (
        ("status", "abc"),
        ("status", f"{2**31}"),
        ("cancel", f"{2**31}"),
        ("approve", "0", "--as", "x"),
    ):
        assert "is not the number of any" in ready.fails("broadcast", *words, code=2)
    assert "is not the number of any" in ready.fails("token", "revoke", f"{2**31}", code=2)


def test_a_nul_in_a_file_of_words(ready: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "words.md").write_text("# Text\nHello\0\n", "utf-8")
    said = ready.fails("broadcast", "preview", "--file", str(tmp_path / "words.md"))
    assert "hold a NUL" in said


def test_send_shows_it_and_asks(ready: CommandLine) -> None:
    asked = ready.run("broadcast", "send", *HELLO)
    assert asked.exit_code == 1
    assert "Cost: 3 segments" in asked.stdout
    assert "Send it? [y/N]" in asked.stdout
    assert ready.contents()["broadcasts"] == []


def test_send_and_status(ready: CommandLine) -> None:
    sent = json.loads(ready.does("broadcast", "send", *HELLO, "--yes", "--json"))
    assert (sent["queued"], sent["state"], sent["variants"]) == (3, "sending", [])
    status = json.loads(ready.does("broadcast", "status", str(sent["id"]), "--json"))
    assert {"queued", "sent", "delivered", "failed", "skipped", "state"} <= status.keys()
    assert f"Broadcast {sent['id']} is sending." in ready.does(
        "broadcast", "status", str(sent["id"])
    )


def test_a_file_of_words(ready: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "broadcast.md").write_text(WORDS, "utf-8")
    file = ("--file", str(tmp_path / "broadcast.md"))
    sent = json.loads(ready.does("broadcast", "send", *file, *LATER, "--yes", "--json"))
    assert [each["variant"] for each in sent["variants"]] == ["A", "B"]
    with ready.database() as database, database.read() as tx:
        (words,) = tx.execute(select(broadcasts.c.words)).scalars()
    assert words == [
        {"en": "Hi {{ first_name }}, call today.", "es": "Hola {{ first_name }}"},
        {"en": "Dear {{ first_name }}", "es": "Hola {{ first_name }}"},
    ]


def test_variants_with_languages(ready: CommandLine) -> None:
    words = ("--body", "A", "--body-es", "a", "--variant", "B", "--variant-es", "b")
    ready.does("broadcast", "send", *words, "--variant", "C", *LATER, "--yes")
    with ready.database() as database, database.read() as tx:
        (kept,) = tx.execute(select(broadcasts.c.words)).scalars()
    assert kept == [{"en": "A", "es": "a"}, {"en": "B", "es": "b"}, {"en": "C", "es": "a"}]


def test_a_test_goes_to_oneself_and_starts_nothing(ready: CommandLine) -> None:
    said = ready.does("broadcast", "send", *HELLO, "--links", "broadcast", "--test", "307-555-0102")
    assert "Hi Luz" in said
    contents = ready.contents()
    (text,) = [row for row in contents["texts"] if row["direction"] == "out"]
    assert (text["phone"], text["status"], text["broadcast_id"]) == (
        ("+13075550102", "waiting", None)
    )
    assert contents["broadcasts"] == []
    assert ready.contents()["links"] == []


NO_TEST = [
    ("stop", "+13075550101", "said STOP or is blocked", "who gets no alerts any more"),
    ("", "+12025550199", "text any word to the line", "whose phone it is nobody knows"),
]


@pytest.mark.parametrize(("before", "number", "sentence", "why"), NO_TEST)
def test_no_test_goes_to(
    ready: CommandLine, before: str, number: str, sentence: str, why: str
) -> None:
    if before:
        ready.text(before, sender=number)
    waiting = len(ready.contents()["texts"])
    assert sentence in ready.fails("broadcast", "send", *HELLO, "--test", number), why
    assert len(ready.contents()["texts"]) == waiting


def test_a_test_goes_to_an_organizer_who_is_no_supporter(ready: CommandLine) -> None:
    ready.text("what is this?", sender="+12025550199")
    body = "Hi {{ first_name }}, call {{ rep.name }} in {{ state }}."
    said = ready.does("broadcast", "send", "--body", body, "--test", "202-555-0199")
    assert "Hi Ana, call Harriet M. Hageman in WY." in said
    assert not [row for row in ready.contents()["consents"] if row["phone"] == "+12025550199"]


REFUSED = [
    (("--rate", "0"), 2, "a number of texts a second, such as 1 or 100"),
    (("--rate", "-1"), 2, "a number of texts a second, such as 1 or 100"),
    (("--rate", "fast"), 2, "not a valid float"),
    (("--hours", "7-22"), 2, "hours lie between 8 and 21"),
    (("--hours", "late"), 2, "hours look like 9-20"),
    (("--at", "soon"), 2, "A time looks like"),
    (("--audience", "stat:TX"), 2, "did you mean state"),
    (("--audience", 'senator:"Nobody Here"'), 2, "Invalid value for --audience"),
    (("--action", "nothing"), 1, "There is no action nothing"),
    (("--body", ""), 2, "Give the words with --body"),
    (("--body", "Hi {{ nobody }}"), 2, "There is no field 'nobody'"),
    (("--body", "é" * 2_000), 2, "at most 1,600 characters"),
    (("--as", "nobody@group.example"), 1, "no organizer with this address"),
    (("--body", "a" * 1_595), 2, "at most 1,600 characters"),
    (("--test", "12"), 2, "a number looks like"),
]


@pytest.mark.parametrize(("options", "code", "sentence"), REFUSED)
def test_refused(ready: CommandLine, options: tuple[str, ...], code: int, sentence: str) -> None:
    said = ready.fails("broadcast", "send", "--body", "Hi", "--yes", *options, code=code)
    assert sentence in said
    assert ready.contents()["broadcasts"] == []


WRONG_FILES = [
    ("", "begin with the heading # Text"),
    ("Hi\n# Text\nHi", "begin with the heading # Text"),
    ("# Text\n", "Line 1: there are no words"),
    ("# Text\nHi\n# Words\nHo", "Line 3: a heading is"),
    ("# Text\nHi\n# Text A\nHo", "Line 3: '# Text A' is there twice"),
    ("# Text (French)\nHi", "the line speaks English and Spanish"),
    ("# Text\nHi\n# Text C\nHo", "one between is missing"),
]


@pytest.mark.parametrize(("source", "sentence"), WRONG_FILES)
def test_a_file_that_cannot_be_read(
    ready: CommandLine, tmp_path: Path, source: str, sentence: str
) -> None:
    (tmp_path / "broadcast.md").write_text(source, "utf-8")
    assert sentence in ready.fails("broadcast", "preview", "--file", str(tmp_path / "broadcast.md"))


def test_approval_by_somebody_else(ready: CommandLine) -> None:
    ready.more["SMS_LINE_APPROVAL_ABOVE"] = "2"
    for email, role in (("ana", "organizer"), ("ben", "organizer"), ("vic", "viewer")):
        ready.does("organizer", "add", f"{email}@group.example", "--role", role)
    said = ready.fails("broadcast", "send", *HELLO, "--yes", "--json", code=2)
    assert "It goes to 3 people; above 2 another organizer has to approve it." in said
    by = ("--as", "ana@group.example", "--yes", "--json")
    assert (
        json.loads(ready.does("broadcast", "send", *HELLO, "--audience", "tag:march", *by))["state"]
        == "sending"
    )
    sent = json.loads(ready.does("broadcast", "send", *HELLO, *by))
    assert (sent["state"], sent["queued"]) == ("proposed", 0)
    approve = ("broadcast", "approve", str(sent["id"]), "--as")
    assert "Somebody else" in ready.fails(*approve, "ana@group.example")
    assert "is a viewer" in ready.fails(*approve, "vic@group.example")
    assert "Missing option '--as'" in ready.fails("broadcast", "approve", "1", code=2)
    assert "is scheduled" in ready.does(*approve, "BEN@group.example")
    with ready.database() as database, database.read() as tx:
        rows = tx.execute(select(audit.c.who, audit.c.did).where(audit.c.kind == "broadcast"))
        assert [tuple(row) for row in rows][-2:] == [
            ("ana@group.example", "planned"),
            ("ben@group.example", "approved"),
        ]


def test_links_are_made_when_it_is_planned(ready: CommandLine) -> None:
    words = ("--body", "{{ link }} https://a.example", "--action", "freethemall")
    ready.does("broadcast", "send", *words, "--links", "broadcast", *LATER, "--yes")
    with ready.database() as database, database.read() as tx:
        urls = sorted(tx.execute(select(links.c.url)).scalars())
        assert tx.execute(select(recipients)).first() is None
        assert tx.execute(select(texts)).first() is None
    assert urls == ["http://127.0.0.1:8000/a/freethemall", "https://a.example"]


def test_the_group_says_for_whom_links_are_counted(ready: CommandLine) -> None:
    send = ("broadcast", "send", *HELLO, *LATER, "--yes", "--links")
    assert "not for each person" in ready.does("broadcast", "rules")
    assert "An owner decides that" in ready.fails(*send, "person", code=2)
    ready.does(*send, "broadcast")
    assert "counted for each person" in ready.does("broadcast", "rules", "--links", "person")
    ready.does(*send, "person")
    ready.does("broadcast", "rules", "--links", "none")
    for each in ("person", "broadcast"):
        assert "Your group" in ready.fails(*send, each, code=2)
    with ready.database() as database, database.read() as tx:
        found = select(audit.c.who, audit.c.detail).where(audit.c.kind == "desk")
        assert [tuple(row) for row in tx.execute(found)] == [
            ("sms-line", "links counted: person; approval: never"),
            ("sms-line", "links counted: never; approval: never"),
        ]


def test_the_group_says_above_which_size_somebody_approves(ready: CommandLine) -> None:
    rules = ("broadcast", "rules", "--approval-above")
    assert "Nobody has to approve" in ready.does("broadcast", "rules")
    assert "more than 2 people" in ready.does(*rules, "2")
    assert "Say who plans it" in ready.fails("broadcast", "send", *HELLO, "--yes", code=2)
    assert json.loads(ready.does("broadcast", "rules", "--json")) == {
        "links": "broadcast",
        "approval_above": 2,
    }
    for wrong in ("many", "-1", "1.5", "9" * 30):
        assert "a whole number" in ready.fails(*rules, wrong, code=2)
    ready.does(*rules, "never")
    assert "Broadcast 1 is sending." in ready.does("broadcast", "send", *HELLO, "--yes")
