"""The sums of broadcasts' texts are the texts that there are, whatever is done to them."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from sms_line.store import text_sums
from sms_line.store.broadcast_tables import text_moves
from sms_line.store.database import Database
from sms_line.store.tables import texts
from tests.whole_line import together

NOW = datetime(2026, 11, 23, tzinfo=UTC)
STATUSES = ("claimed", "accepted", "delivered", "failed")
ERRORS = ("", "30003")
OWNERS = (None, 1, 2)

Counts = Counter[tuple[int, str, str]]


def kept(tx: Connection) -> Counts:
    """As the sums have it."""
    found: Counts = Counter()
    for broadcast in (1, 2):
        for status, error, n in tx.execute(select(text_sums.terms()), {"broadcast": broadcast}):
            found[broadcast, status, error] += n
    assert all(n >= 0 for n in found.values())
    return +found


def there(tx: Connection) -> Counts:
    """As the texts are."""
    key = texts.c.broadcast_id, texts.c.status, texts.c.error
    rows = tx.execute(select(*key, func.count()).where(key[0].is_not(None)).group_by(*key))
    return Counter({(broadcast, status, error): n for broadcast, status, error, n in rows})


def check(database: Database) -> None:
    with database.read() as tx:
        assert kept(tx) == there(tx)


def add(tx: Connection, owners: Sequence[int | None], status: str = "claimed") -> None:
    same = {"direction": "out", "body": "x", "at": NOW, "status": status, "phone": None}
    if owners:
        tx.execute(insert(texts), [{**same, "broadcast_id": owner} for owner in owners])


Step = tuple[str, int, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "status", "error", "give", "same", "drop", "merge", "undo"]),
        st.integers(0, 7),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=30,
)


def do(database: Database, tx: Connection, step: Step) -> None:
    """One step, about some of the texts."""
    what, which, status, owner = step
    some = update(texts).where(texts.c.id % 8 <= which)
    match what:
        case "add":
            add(tx, [OWNERS[(owner + each) % 3] for each in range(which)], STATUSES[status])
        case "status":
            tx.execute(some.values(status=STATUSES[status]))
        case "error":
            tx.execute(some.values(error=ERRORS[status % 2], status=STATUSES[status]))
        case "give":
            tx.execute(some.values(broadcast_id=OWNERS[owner]))
        case "same":
            tx.execute(some.values(status=texts.c.status, segments=which))
        case "drop":
            tx.execute(delete(texts).where(texts.c.id % 8 == which))
        case _:
            text_sums.merge(database, tx)


def play(database: Database, steps: Sequence[Step]) -> None:
    for step in steps:
        try:
            with database.write() as tx:
                if step[0] == "undo":
                    add(tx, [1, 2])
                    tx.execute(insert(texts).values(id=1))
                do(database, tx, step)
        except IntegrityError:
            pass  # and all of it is taken back
        check(database)


def test_any_steps(database: Database) -> None:
    @settings(max_examples=60, deadline=None)
    @given(steps=STEPS)
    def played(steps: Sequence[Step]) -> None:
        with database.write() as tx:
            tx.execute(delete(texts))
        play(database, steps)

    played()


def test_merging_leaves_little_to_read(database: Database) -> None:
    with database.write() as tx:
        add(tx, [1] * 500)
        tx.execute(update(texts).values(status="delivered"))
        noted = tx.scalar(select(func.count()).select_from(text_moves))
        assert noted == (1500 if database.is_sqlite else 502), "one update is two sums"
        text_sums.merge(database, tx)
        assert tx.scalar(select(func.count()).select_from(text_moves)) == 0
        assert kept(tx) == {(1, "delivered", ""): 500}


def test_all_at_once(database: Database) -> None:
    """Texts that change while others merge, and a transaction that ends later than it began."""

    def change(status: str) -> None:
        for _ in range(20):
            with database.write() as tx:
                add(tx, [1, 2, None], status)
                tx.execute(update(texts).where(texts.c.status == status).values(error="30003"))

    def merge() -> None:
        for _ in range(20):
            with database.write() as tx:
                text_sums.merge(database, tx)

    together(lambda: change("claimed"), lambda: change("accepted"), merge, merge)
    check(database)
