"""Puts the parts together; the only module that knows them all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from flask import Flask

from sms_line.actions.catalog import StoredCatalog
from sms_line.actions.scribe import LetterScribe
from sms_line.bundle_paths import TEMPLATES
from sms_line.carrier.recordings import RecordingFiles
from sms_line.carrier.signature import Signature
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.directory.openings import OpeningsFromDirectory
from sms_line.doors import look_for_missing, open_doors, signing_token
from sms_line.errands import Errands, Outside, all_errands
from sms_line.line import Line
from sms_line.machine import SystemClock, SystemTokens
from sms_line.parts import Parts
from sms_line.ports import BulkCarrier, Caller, Carrier, Clock, Geocoder, Route, Tokens
from sms_line.routes.choose import open_route
from sms_line.settings import Settings
from sms_line.store.database import Database
from sms_line.store.migrate import migrate
from sms_line.store.outgoing import Outgoing
from sms_line.store.shared_secret import with_secret
from sms_line.web.practice import LinePhone
from sms_line.web.practice_hours import PractisedClock
from sms_line.words import Words
from sms_line.work.bell import HueyBell, told_to_stop
from sms_line.work.heartbeat import Heartbeat
from sms_line.work.pauses import TEXT_CLAIM_LASTS
from sms_line.work.queue import open_queue


@dataclass(frozen=True, kw_only=True)
class Application:
    """A whole line: what the web serves and what a worker does."""

    settings: Settings
    line: Line
    bell: HueyBell
    errands: Errands
    signature: Signature
    phone: LinePhone
    """The practice phone; its page is served in practice mode only."""
    missing: Callable[[], list[str]]

    @cached_property
    def server(self) -> Flask:
        """What the web serves; opened when it is first asked for, because few commands serve."""
        return open_doors(
            self.settings,
            self.line,
            self.errands.sender,
            self.signature,
            self.phone,
            self.missing,
        )

    def sweep(self) -> None:
        """Ring again for all that is due: losing the queue loses nothing."""
        self.errands.sweep()

    def work(self, threads: int) -> None:
        """Carry out what is due until told to stop (SIGTERM or SIGINT)."""
        told = told_to_stop()
        with Heartbeat(self.line.parts).at_work(), self.errands.broadcaster.at_work():
            self.bell.work(threads, told)

    def close(self) -> None:
        """Give the connections of the database and of the queue back."""
        self.line.parts.database.close()
        self.bell.close()


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    tokens: Tokens | None = None,
    carrier: Carrier | None = None,
    bulk: BulkCarrier | None = None,
    caller: Caller | None = None,
    geocoder: Geocoder | None = None,
    route: Route | None = None,
    text_claim_lasts: timedelta = TEXT_CLAIM_LASTS,
) -> Application:
    """A line from its settings; a test may put another part in. Raises SettingsError.

    A database that is down is no reason not to start, unless it alone knows the secret key: then
    DatabaseDown is raised.
    """
    database = Database(settings.database_url)
    settings = with_secret(settings, database)
    bell = HueyBell(open_queue(settings.database_url, settings.data_dir, settings.queue_url))
    directory = DirectoryFromStore(database)
    line = Line(_parts(settings, database, directory, bell, clock or SystemClock(), tokens, route))
    outside = Outside(carrier=carrier, bulk=bulk, caller=caller, geocoder=geocoder)
    errands = all_errands(settings, line, directory, bell, outside, text_claim_lasts)
    errands.listen(bell)
    signature = Signature(signing_token(settings), settings.public_url)
    phone = LinePhone(line.parts, signature)
    application = Application(
        settings=settings,
        line=line,
        bell=bell,
        errands=errands,
        signature=signature,
        phone=phone,
        missing=look_for_missing(line),
    )
    phone.server = lambda: application.server
    return application


def _parts(
    settings: Settings,
    database: Database,
    directory: DirectoryFromStore,
    bell: HueyBell,
    clock: Clock,
    tokens: Tokens | None,
    route: Route | None,
) -> Parts:
    return Parts(
        database=database,
        directory=directory,
        catalog=StoredCatalog(database),
        route=route or open_route(settings),
        scribe=LetterScribe(),
        speech=Words(TEMPLATES / "text"),
        mouth=Words(TEMPLATES / "voice"),
        on_page=Words(TEMPLATES / "web"),
        recordings=RecordingFiles(database, settings.data_dir, settings.public_url),
        openings=OpeningsFromDirectory(
            directory, PractisedClock(clock) if settings.practice else clock
        ),
        clock=clock,
        bell=bell,
        outgoing=Outgoing(database, settings.secret_key),
        tokens=tokens or SystemTokens(),
        number=settings.number,
        voice_number=settings.voice_number,
        call_minutes_a_day=None if settings.practice else settings.call_minutes_per_day,
        can_ring=bool(settings.voice_number) and not settings.practice,
        messages=settings.messages,
        public_url=settings.public_url,
        public_host=settings.public_host,
        approval_above=settings.approval_above,
        organization=settings.organization,
    )


def prepare(application: Application) -> None:
    """Bring the database to this release's shape. Raises DatabaseDown."""
    migrate(application.line.parts.database)
