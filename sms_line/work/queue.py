"""Where the doorbell's rings wait: beside the database, in a PostgreSQL, or in a Redis."""

from pathlib import Path

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey

from sms_line.settings import SettingsError

NAME = "sms-line"
_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
"""Seconds and milliseconds (libpq's own units): a bell that nobody hears is soon given up."""
_REDIS_PATIENCE = {"socket_connect_timeout": 5, "socket_timeout": 10}
"""Seconds; longer than the second for which a worker waits for a ring."""


def open_queue(database_url: str, data_dir: Path, queue_url: str = "") -> Huey:
    """The queue that SMS_LINE_QUEUE_URL names; without it the one beside the database, which is a
    file of its own, or tables in the same PostgreSQL.

    Connects nowhere: tables are made when the first bell rings. Raises SettingsError.
    """
    url = queue_url or database_url
    if url.startswith("sqlite"):
        data_dir.mkdir(parents=True, exist_ok=True)
        path = str(data_dir / "queue.db")
        return SqliteHuey(NAME, filename=path, results=False, create_tables=False)
    if url.startswith("redis"):
        return _redis(url)
    dsn = "postgresql://" + url.partition("://")[2]
    return PostgresHuey(NAME, dsn=dsn, results=False, create_tables=False, **_PATIENCE)


def _redis(url: str) -> Huey:
    try:
        from redis import ConnectionPool
        from redis.backoff import NoBackoff
        from redis.retry import Retry
    except ImportError:
        raise SettingsError(
            "SMS_LINE_QUEUE_URL names a Redis, for which a package is missing; install it with: "
            "pip install 'sms-line[redis]'"
        ) from None
    # By default it tries for seconds, and somebody waits for the answer to their text.
    pool = ConnectionPool.from_url(url, retry=Retry(NoBackoff(), 1), **_REDIS_PATIENCE)
    return RedisHuey(NAME, connection_pool=pool, results=False)
