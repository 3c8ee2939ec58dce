"""A whole line for each transcript, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sms_line.actions.parse import read_action
from sms_line.app import Application, build
from sms_line.bundle_paths import FIXTURES
from sms_line.core.action import Action
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.settings import Settings
from sms_line.store import actions
from sms_line.store.database import Database
from tests.doubles.offices_mail import OfficesMail
from tests.doubles.twilio_api import TwilioApi
from tests.transcripts.caller import messages_of
from tests.transcripts.play_door import NUMBER, DoorPlayer, StoryClock, StoryGeocoder
from tests.transcripts.script import FOLDER, Transcript
from tests.whole_line import LOADED

TRANSCRIBE = {"": "off", "person": "no", "transcribed": "yes"}


def action_path(slug: str) -> Path:
    """An action of the fixtures, or one that only transcripts use."""
    own = FOLDER / "actions" / f"{slug}.md"
    return own if own.exists() else FIXTURES / "actions" / f"{slug}.md"


@pytest.fixture(scope="session")
def read_actions() -> Callable[[Transcript], list[Action]]:
    """The actions of a transcript, the first named being the newest."""
    return lambda transcript: [read_action(action_path(s)) for s in transcript.headers("action")]


@pytest.fixture(scope="session")
def directory(prepared_sqlite: Path) -> Iterator[DirectoryFromStore]:
    """Who represents whom, for the core alone."""
    database = Database(f"sqlite:///{prepared_sqlite}")
    yield DirectoryFromStore(database)
    database.close()


@pytest.fixture
def door(
    prepared_url: str, tmp_path: Path, mail: OfficesMail, twilio: TwilioApi
) -> Iterator[Callable[[Transcript], DoorPlayer]]:
    """Opens a line for a transcript."""
    lines: list[Application] = []

    def open_door(transcript: Transcript) -> DoorPlayer:
        settings = Settings(
            database_url=prepared_url,
            data_dir=tmp_path,
            secret_key="a secret of the tests",
            number=NUMBER,
            voice_number="+13075550199" if transcript.headers("rings") else "",
            twilio_account_sid=twilio.account_sid,
            twilio_auth_token=twilio.auth_token,
            twilio_api_url=twilio.url,
            transcribe=TRANSCRIBE[messages_of(transcript)],
            mail_url=mail.url,
            mail_from="letters@line.example",
            rate=5000.0,  # the clock of a story is not the one that texts wait for
        )
        clock, geocoder = StoryClock(), StoryGeocoder()
        application = build(settings, clock=clock, geocoder=geocoder)
        # PostgresHuey waits a second for a bell that will not ring here.
        application.bell.queue.storage.blocking = False
        lines.append(application)
        _load(application, transcript)
        return DoorPlayer(application, clock, geocoder, mail, twilio)

    yield open_door
    for each in lines:
        each.close()


def _load(application: Application, transcript: Transcript) -> None:
    slugs = transcript.headers("action")
    with application.line.parts.database.write() as tx:
        for age, slug in enumerate(reversed(slugs)):
            source = action_path(slug).read_text("utf-8")
            actions.add(tx, slug, source, LOADED.replace(minute=age))
