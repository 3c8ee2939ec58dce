"""The queue that SMS_LINE_QUEUE_URL names: a Redis, a PostgreSQL elsewhere, and either one down."""

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

import pytest
from huey import PostgresHuey, RedisHuey, SqliteHuey

from sms_line.settings import SettingsError
from sms_line.store.tables import deliveries
from sms_line.work.bell import HueyBell
from sms_line.work.queue import open_queue
from tests.whole_line import WholeLine

POSTGRES = "postgresql://line@127.0.0.1:1/line"


@pytest.mark.parametrize(
    ("database", "queue", "kind"),
    [
        ("sqlite:///{}/line.db", "", SqliteHuey),
        (POSTGRES, "", PostgresHuey),
        ("sqlite:///{}/line.db", POSTGRES, PostgresHuey),
        (POSTGRES, "redis://127.0.0.1:1/0", RedisHuey),
        (POSTGRES, "rediss://:secret@127.0.0.1:1/0", RedisHuey),
    ],
    ids=["a file", "the same PostgreSQL", "another PostgreSQL", "Redis", "Redis over TLS"],
)
def test_where_the_rings_wait(tmp_path: Path, database: str, queue: str, kind: type) -> None:
    """Nobody listens at port 1: to open a queue connects nowhere."""
    assert isinstance(open_queue(database.format(tmp_path), tmp_path, queue), kind)


def test_a_missing_package_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(SettingsError, match=r"pip install 'sms-line\[redis\]'"):
        open_queue(POSTGRES, tmp_path, "redis://127.0.0.1:1/0")


@pytest.mark.parametrize("kind", ["", "redis_url", "postgres_url"])
def test_one_sweep_a_minute_however_many_workers(
    tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    url, swept = request.getfixturevalue(kind) if kind else "", list[float]()
    queues = [open_queue("sqlite:///line.db", tmp_path, url) for _ in range(3)]
    with ExitStack() as closes:
        for queue in queues:
            closes.enter_context(closing(queue.storage))
        workers = [HueyBell(queue) for queue in queues]
        for moment in (60.0, 119.9, 120.0, 3600.0):
            for bell in workers:
                bell.open()
                bell.sweep_with(partial(swept.append, moment))
                bell.sweep_at(moment)
    assert swept == [60.0, 120.0, 3600.0]


@pytest.mark.parametrize("queue", ["redis_url", "postgres_url"])
def test_letters_leave_by_a_queue_of_its_own(
    open_line: Callable[..., WholeLine], request: pytest.FixtureRequest, queue: str
) -> None:
    line = open_line(queue_url=request.getfixturevalue(queue))
    line.walk()
    assert not line.mail.taken
    line.application.bell.drain()
    assert [row.status for row in line.rows(deliveries)] == ["accepted"] * 3
    assert not list(line.application.settings.data_dir.glob("queue.db*"))


@pytest.mark.parametrize("queue", ["redis://127.0.0.1:1/0", POSTGRES], ids=["Redis", "PostgreSQL"])
def test_a_queue_that_is_down_costs_no_answer_and_no_letter(
    open_line: Callable[..., WholeLine], queue: str
) -> None:
    line = open_line(queue_url=queue)
    began = time.monotonic()
    line.walk()
    # Twilio gives a text's answer fifteen seconds; this is a whole conversation.
    assert time.monotonic() - began < 10
    other = open_line()  # the queue is mended by another setting
    other.clock.moment = line.clock.moment
    other.work()
    assert [row.status for row in other.rows(deliveries)] == ["accepted"] * 3
