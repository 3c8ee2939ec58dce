"""Audiences over real rows, in both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from sms_line.core.broadcasts.audience import LegislatorIs, parse
from sms_line.core.broadcasts.left_out import LeftOut
from sms_line.core.effects import ConsentKind
from sms_line.store import blocked, consents
from sms_line.store.audience import AudienceCount, counted, may_be_texted, these
from sms_line.store.broadcast_tables import tags
from sms_line.store.database import Database
from sms_line.store.tables import calls, legs, letters, supporters

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
PEOPLE = {
    # name: (zip, state, district, language, days ago)
    "ana": ("82001", "WY", "WY-AL", "en", 400),
    "ben": ("78701", "TX", "TX-37", "en", 30),
    "cruz": ("78702", "TX", "TX-35", "es", 30),
    "dee": ("78799", "TX", "", "en", 0),
    "eve": ("", "", "", "es", 1),
}


def phone(name: str) -> str:
    return f"+1512555010{[*PEOPLE].index(name)}"


def letter(name: str, action: str) -> dict[str, object]:
    words = dict.fromkeys(
        ["title", "legislator", "office_phone", "office", "subject", "body", "sender_name"], ""
    )
    row = {"phone": phone(name), "action": action, "version": 1, "bioguide": "X000001"}
    return {**words, **row, "created_at": NOW}


@pytest.fixture
def people(database: Database) -> Database:
    with database.write() as tx:
        for number, (name, (code, state, district, language, days)) in enumerate(PEOPLE.items(), 1):
            row = {"id": number, "phone": phone(name), "name": name, "zip": code, "state": state}
            joined = NOW - timedelta(days=days)
            row |= {"district": district, "language": language}
            tx.execute(insert(supporters).values(**row, created_at=joined, updated_at=NOW))
        tx.execute(insert(tags), [{"supporter_id": n, "tag": "volunteer"} for n in (1, 2)])
        for name in ("ben", "cruz"):
            tx.execute(insert(letters).values(**letter(name, "free")))
        tx.execute(insert(letters).values({**letter("ana", "free"), "phone": None}))
        call(tx, "ben", "completed", "message")
        call(tx, "cruz", "completed", "full")
        call(tx, "dee", "busy", "")
        call(tx, "ana", "completed", "")
    return database


def call(tx, name: str, status: str, went: str) -> None:
    row = {"sid": f"CA{name}", "phone": phone(name), "line_number": "+13075550199"}
    row |= {"direction": "inbound", "status": "completed", "began_at": NOW}
    call_id = tx.execute(insert(calls).values(**row).returning(calls.c.id)).scalar_one()
    leg = {"call_id": call_id, "action": "free", "bioguide": "X000001", "kind": "washington"}
    tx.execute(insert(legs).values(**leg, status=status, went=went, at=NOW))


MET = [
    ("", "ana ben cruz dee eve", "everybody"),
    ("state:TX", "ben cruz dee", "a state"),
    ("state:TX,WY", "ana ben cruz dee", "two of them"),
    ("district:TX-37", "ben", "a district: whose district is not settled is in none"),
    ("state:WY or district:TX-35", "ana cruz", "places of two kinds"),
    ("zip:78701", "ben", "a ZIP code"),
    ("zip:787*", "ben cruz dee", "all that begin so, the last one too"),
    ("zip:8*", "ana", "one digit"),
    ("tag:volunteer", "ana ben", "a tag"),
    ("tag:VOLUNTEER", "ana ben", "whatever its capitals"),
    ("language:es", "cruz eve", "a language"),
    ("wrote:free", "ben cruz", "wrote; somebody who is forgotten wrote too, and is nobody"),
    ("not wrote:free", "ana dee eve", "did not write"),
    ("called:free", "ana ben", "picked up; a full mailbox or a busy line is nobody reached"),
    ("wrote:free not called:free", "cruz", "wrote but did not call"),
    ("joined>=2026-11-23", "dee", "today"),
    ("joined>2026-11-22", "dee", "the same, said otherwise"),
    ("joined<2026-01-01", "ana", "long ago"),
    ("joined:2026-10-24", "ben cruz", "on one day"),
    ("not state:TX,WY", "eve", "elsewhere, or nobody knows where"),
    ("(state:TX or tag:volunteer) -language:es", "ana ben dee", "together"),
    ("share:100%", "ana ben cruz dee eve", "all of them"),
    ("tag:nobody", "", "nobody"),
]


@pytest.mark.parametrize(("words", "names", "why"), MET)
def test_who_is_meant(people: Database, words: str, names: str, why: str) -> None:
    met = select(supporters.c.name).where(these(parse(words), 7)).order_by(supporters.c.id)
    with people.read() as tx:
        assert " ".join(tx.execute(met).scalars()) == names, why


def test_a_legislator_is_resolved_before(people: Database) -> None:
    with pytest.raises(ValueError, match="resolved"):
        these(LegislatorIs("C001035"), 0)


def agree(database: Database, tx, name: str, kind: ConsentKind = ConsentKind.OPT_IN) -> None:
    consents.record(
        database,
        tx,
        phone=phone(name),
        at=NOW,
        kind=kind,
        words="free",
        line_number="55555",
        source="text",
    )


def test_who_gets_it_and_who_does_not(people: Database) -> None:
    with people.write() as tx:
        for name in ("ana", "ben", "cruz", "dee"):
            agree(people, tx, name)
        agree(people, tx, "ben", ConsentKind.OPT_OUT)
        consents.suppress(people, tx, phone("cruz"), NOW, "error 30006")
        blocked.add(people, tx, phone=phone("dee"), reason="", who="terminal", now=NOW)
    with people.read() as tx:
        assert counted(tx, parse(""), 0) == AudienceCount(
            matching=5,
            recipients=1,
            left_out={
                LeftOut.STOPPED: 1,
                LeftOut.NO_MOBILE: 1,
                LeftOut.BLOCKED: 1,
                LeftOut.NEVER_AGREED: 1,
            },
            by_state={"WY": 1},
            by_language={"en": 1},
        )
        assert counted(tx, parse("tag:nobody"), 0) == AudienceCount(0, 0)
        texted = tx.execute(select(supporters.c.name).where(may_be_texted())).scalars()
        assert list(texted) == ["ana"]


def test_nobody_is_counted_twice(people: Database) -> None:
    """Who agreed twice and is both stopped and blocked is one person, with the first reason."""
    with people.write() as tx:
        agree(people, tx, "ana")
        agree(people, tx, "ana")
        agree(people, tx, "ben")
        agree(people, tx, "ben", ConsentKind.OPT_OUT)
        blocked.add(people, tx, phone=phone("ben"), reason="", who="terminal", now=NOW)
    with people.read() as tx:
        count = counted(tx, parse("tag:volunteer"), 0)
    assert (count.matching, count.recipients, count.left_out) == (2, 1, {LeftOut.STOPPED: 1})


NUMBERS = [*range(1, 4_001), *range(1_000_001, 1_001_001), 2_147_483_000, 2_147_483_647]


def test_a_share_is_the_same_people_every_time_and_others_another_time(database: Database) -> None:
    """Ids up to the largest that PostgreSQL's integer holds."""
    row = {"language": "en", "created_at": NOW, "updated_at": NOW}
    with database.write() as tx:
        rows = [{**row, "id": number, "phone": f"test {number}"} for number in NUMBERS]
        tx.execute(insert(supporters), rows)

    def share(words: str, salt: int) -> set[int]:
        with database.read() as tx:
            return set(
                tx.execute(select(supporters.c.id).where(these(parse(words), salt))).scalars()
            )

    first = share("share:10%", 1)
    assert 0.08 * len(NUMBERS) < len(first) < 0.12 * len(NUMBERS), "a tenth, by chance"
    assert share("share:10%", 1) == first, "frozen in steps, and counted before"
    assert first < share("share:20%", 1), "a larger share has the smaller one in it"
    assert not first & share("share:20% not share:10%", 1), "the second tenth"
    for salt in (2, 3, 1_000, 2_147_483_647):
        other = share("share:10%", salt)
        assert len(first & other) < 0.03 * len(NUMBERS), "a tenth of a tenth is in both"
    oldest = {number for number in first if number <= 1_000}
    assert 60 < len(oldest) < 140, "the share of those who joined first is a tenth too"
