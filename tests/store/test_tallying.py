"""The desk's sums are what counting the rows gives, in whatever order things happen."""

import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, update

from sms_line.store import grains, tallying
from sms_line.store.database import Database
from sms_line.store.migrate import migrate
from sms_line.store.tables import calls, consents, deliveries, legs, letters, texts
from sms_line.store.tally_tables import tallies, tally_looks, written_to
from tests.whole_line import together

NOW = datetime(2026, 11, 23, 12, 0, 30, tzinfo=UTC)
ANA = "+13075550142"

Sums = Counter[tuple[str, str, datetime]]


def text(tx: Connection, at: datetime, **row: object) -> None:
    new = {"direction": "in", "phone": ANA, "body": "x", "status": "received", **row}
    tx.execute(insert(texts).values(at=at, **new))


def letter(tx: Connection, at: datetime, number: int, status: str = "queued") -> None:
    legislator = ("B001261", "H001109", "T000250")[number % 3]
    letter_id = tx.execute(
        insert(letters)
        .values(
            action=f"action-{number}",
            version=1,
            bioguide=legislator,
            title="Senator",
            legislator="Name",
            office_phone="",
            office="Office",
            subject="",
            body="",
            sender_name="",
            created_at=at,
        )
        .returning(letters.c.id)
    ).scalar_one()
    tx.execute(
        insert(deliveries).values(
            letter_id=letter_id,
            action="free",
            bioguide=legislator,
            route="mail",
            address="a@offices.invalid",
            message_id=f"{number}@line",
            status=status,
            created_at=at,
        )
    )


def call(tx: Connection, at: datetime, number: int) -> None:
    call_id = tx.execute(
        insert(calls)
        .values(sid=f"CA{number}", line_number="", direction="inbound", status="x", began_at=at)
        .returning(calls.c.id)
    ).scalar_one()
    leg = {"call_id": call_id, "action": "", "bioguide": "B001261", "kind": "washington"}
    tx.execute(insert(legs).values(**leg, status="completed", seconds=40, at=at))


def opt_out(tx: Connection, at: datetime, kind: str) -> None:
    tx.execute(
        insert(consents).values(
            phone=ANA, at=at, kind=kind, words="STOP", line_number="", source="sms"
        )
    )


def counted(tx: Connection, grain: int) -> Sums:
    """What the rows themselves give, counted here one by one."""
    sums: Sums = Counter()

    def add(source: str, what: str, at: datetime, n: int = 1) -> None:
        sums[source, what, grains.floor(at, grain)] += n

    for row in tx.execute(select(texts)):
        if row.direction == "in":
            add("texts", "in", row.at)
        elif row.status in {"waiting", "claimed", "unsure"}:
            add("texts", "waiting", row.at)
        elif row.status in {"withheld", "given up"}:
            add("texts", "unsent", row.at)
        else:
            add("texts", "out", row.at)
            add("texts", "segments", row.at, row.segments)
    for row in tx.execute(select(deliveries)):
        add("letters", row.status, row.created_at)
    for row in tx.execute(select(consents)):
        if row.kind != "opt-in":
            add("consents", "opt-outs", row.at)
    for row in tx.execute(select(calls)):
        add("calls", row.refused or ("over" if row.ended_at else "open"), row.began_at)
        add("calls", "seconds", row.began_at, row.seconds)
    for row in tx.execute(select(legs)):
        add("offices", row.went or row.status, row.at)
        add("offices", "seconds", row.at, row.seconds)
    return +sums


def summed(tx: Connection, grain: int) -> Sums:
    rows = tx.execute(select(tallies).where(tallies.c.grain == grain, tallies.c.source != "path"))
    return Counter({(row.source, row.what, row.start): row.n for row in rows})


def check(database: Database, now: datetime) -> None:
    for _ in range(50):
        if not tallying.look(database, now):
            break
    with database.read() as tx:
        for grain in (1, 15, 120):
            assert summed(tx, grain) == counted(tx, grain), grain
        for grain in (15, 120):
            rows = tx.execute(select(deliveries.c.created_at, deliveries.c.bioguide))
            wrote = Counter((grains.floor(at, grain), who) for at, who in rows)
            there = tx.execute(select(written_to).where(written_to.c.grain == grain))
            assert wrote == Counter({(row.start, row.bioguide): row.n for row in there})


def test_sums_are_right_on_both_databases(database: Database) -> None:
    with database.write() as tx:
        for back in (0, 1, 16, 130, 1500):
            text(tx, NOW - timedelta(minutes=back))
            letter(tx, NOW - timedelta(minutes=back), back)
            call(tx, NOW - timedelta(minutes=back), back)
            opt_out(tx, NOW - timedelta(minutes=back), "opt-out")
        text(tx, NOW, direction="out", status="waiting", segments=2, due_at=NOW)
    check(database, NOW)
    later = NOW + timedelta(hours=5)
    with database.write() as tx:
        tx.execute(update(deliveries).values(status="accepted"))
        tx.execute(update(texts).where(texts.c.due_at == NOW).values(status="sent", due_at=None))
        tx.execute(update(calls).values(ended_at=NOW, seconds=61))
        # A row that comes late, of another machine's clock or after a long wait.
        text(tx, NOW - timedelta(hours=3))
    check(database, later)


def test_a_row_with_a_lower_number_that_is_committed_later(postgres_url: str) -> None:
    database = Database(postgres_url)
    migrate(database)
    hours = timedelta(hours=1)
    with database.engine.connect() as slow, slow.begin():
        text(slow, NOW - hours)
        with database.write() as tx:
            text(tx, NOW - hours)
        check(database, NOW)
    check(database, NOW + timedelta(minutes=2))
    database.close()


def test_the_loser_of_looks_at_once_gives_way(database: Database) -> None:
    def watch() -> None:
        for _ in range(10):
            tallying.look(database, NOW)

    def write() -> None:
        for _ in range(10):
            with database.write() as tx:
                text(tx, NOW)

    together(watch, watch, write)
    check(database, NOW)


def test_a_look_at_nothing_new_writes_nothing(database: Database) -> None:
    with database.write() as tx:
        text(tx, NOW)
    check(database, NOW)
    with database.read() as tx:
        before = tx.execute(select(tally_looks)).one()
    tallying.look(database, NOW + timedelta(seconds=20))
    with database.read() as tx:
        assert tx.execute(select(tally_looks)).one() == before


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["text", "push", "letter", "call", "stop", "settle", "send", "hang", "drop"]
        ),
        st.integers(0, 400),
        st.integers(0, 90),
    ),
    max_size=25,
)


@settings(max_examples=60)
@given(events=EVENTS)
def test_any_order_of_events(migrated_sqlite: Path, events: list[tuple[str, int, int]]) -> None:
    """`back`: how many minutes ago the row says that it happened; `wait`: until the next look."""
    with TemporaryDirectory() as folder:
        shutil.copy(migrated_sqlite, Path(folder) / "line.db")
        database = Database(f"sqlite:///{Path(folder) / 'line.db'}")
        now = NOW
        for number, (what, back, wait) in enumerate(events):
            with database.write() as tx:
                happen(tx, what, now - timedelta(minutes=back), number)
            now += timedelta(seconds=wait * 3)
            check(database, now)
        database.close()


def happen(tx: Connection, what: str, at: datetime, number: int) -> None:
    match what:
        case "text":
            text(tx, at)
        case "push":
            text(tx, at, direction="out", status="waiting", segments=number, due_at=at)
        case "letter":
            letter(tx, at, number)
        case "call":
            call(tx, at, number)
        case "stop":
            opt_out(tx, at, ("opt-out", "opt-in", "forgotten")[number % 3])
        case "settle":
            tx.execute(
                update(deliveries).where(deliveries.c.status == "queued").values(status="accepted")
            )
        case "send":
            tx.execute(update(texts).where(texts.c.status == "waiting").values(status="sent"))
        case "hang":
            tx.execute(
                update(calls).where(calls.c.ended_at.is_(None)).values(ended_at=at, seconds=9)
            )
        case _:
            # FORGET ME lets go of letters that have not left.
            tx.execute(delete(deliveries).where(deliveries.c.status == "queued"))
