"""Puts the parts together; the only module that knows them all."""

import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from flask import Flask

from sms_line.actions.catalog import StoredCatalog
from sms_line.actions.scribe import LetterScribe
from sms_line.bundle_paths import TEMPLATES
from sms_line.call_line import CallLine
from sms_line.carrier import voice_twiml
from sms_line.carrier.choose import (
    open_bulk,
    open_caller,
    open_carrier,
    open_console,
    open_recorder,
)
from sms_line.carrier.recordings import RecordingFiles
from sms_line.carrier.signature import Signature
from sms_line.core.call_prompts import Unavailable
from sms_line.core.people import Language
from sms_line.core.speaking import HangUp, Spoken, Utterance
from sms_line.directory.geocoder import CensusGeocoder
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.directory.openings import OpeningsFromDirectory
from sms_line.line import Line
from sms_line.parts import Parts
from sms_line.ports import (
    BulkCarrier,
    Caller,
    Carrier,
    Clock,
    Facts,
    Geocoder,
    Mouth,
    Route,
    Tokens,
)
from sms_line.routes.choose import open_mail, open_route
from sms_line.routes.ready import mail
from sms_line.settings import Settings
from sms_line.store import directory_rows
from sms_line.store.database import Database, DatabaseDown
from sms_line.store.migrate import migrate
from sms_line.store.outgoing import Outgoing
from sms_line.store.shared_secret import with_secret
from sms_line.web.api.pages import api_pages
from sms_line.web.calls import call_hooks
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.opening import open_desk
from sms_line.web.health import health_pages
from sms_line.web.hooks import twilio_hooks
from sms_line.web.letters import letter_pages
from sms_line.web.metrics import metrics_page
from sms_line.web.pages.opening import open_pages
from sms_line.web.pages.privacy import privacy_page
from sms_line.web.phone import phone_pages
from sms_line.web.phone_call import add_calls
from sms_line.web.practice import LinePhone, practice_token
from sms_line.web.practice_hours import PractisedClock
from sms_line.web.recordings import recording_pages
from sms_line.web.server import make_server
from sms_line.web.short_links import short_link_pages
from sms_line.words import Words
from sms_line.work.bell import HueyBell, told_to_stop
from sms_line.work.broadcasts.broadcaster import Broadcaster
from sms_line.work.callbacks import Ringer
from sms_line.work.desk_mails import DeskPost
from sms_line.work.heartbeat import Heartbeat
from sms_line.work.imports import ListClerk
from sms_line.work.letters import Postman
from sms_line.work.lookups import Pathfinder
from sms_line.work.offers import let_lapse
from sms_line.work.pauses import TEXT_CLAIM_LASTS
from sms_line.work.queue import open_queue
from sms_line.work.recordings import Eraser
from sms_line.work.sweeping import one_by_one, tidy
from sms_line.work.tallies import sum_up
from sms_line.work.texts import TextSender
from sms_line.work.webhooks.messenger import Messenger

TOKEN_LETTERS = 12
"""71 bits: nobody guesses a letter's address."""

_LETTERS = string.ascii_letters + string.digits
"""No punctuation: phones leave it out of a link that stands at the end of a line."""


class SystemClock:
    """The `Clock` of this machine."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


class SystemTokens:
    """The `Tokens` of this machine."""

    def new(self) -> str:
        """12 letters and digits."""
        return "".join(secrets.choice(_LETTERS) for _ in range(TOKEN_LETTERS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A whole line: what the web serves and what a worker does."""

    settings: Settings
    line: Line
    bell: HueyBell
    postman: Postman
    sender: TextSender
    pathfinder: Pathfinder
    ringer: Ringer
    eraser: Eraser
    desk_post: DeskPost
    list_clerk: ListClerk
    messenger: Messenger
    broadcaster: Broadcaster
    signature: Signature
    server: Flask
    phone: LinePhone
    """The practice phone; its page is served in practice mode only."""
    missing: Callable[[], list[str]]

    def sweep(self) -> None:
        """Ring again for all that is due: losing the queue loses nothing."""
        tidying = partial(tidy, self.line.parts)
        one_by_one(
            (
                self.postman.sweep,
                self.sender.sweep,
                self.pathfinder.sweep,
                self.ringer.sweep,
                self.eraser.sweep,
                self.desk_post.sweep,
                self.list_clerk.sweep,
                self.messenger.sweep,
                partial(let_lapse, self.line),
                partial(sum_up, self.line.parts),
                tidying,
            )
        )

    def work(self, threads: int) -> None:
        """Carry out what is due until told to stop (SIGTERM or SIGINT)."""
        told = told_to_stop()
        with Heartbeat(self.line.parts).at_work(), self.broadcaster.at_work():
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
    clock = clock or SystemClock()
    database = Database(settings.database_url)
    settings = with_secret(settings, database)
    bell = HueyBell(open_queue(settings.database_url, settings.data_dir, settings.queue_url))
    directory = DirectoryFromStore(database)
    line = Line(_parts(settings, database, directory, bell, clock, tokens, route))
    postman = Postman(line, bell)
    rate = None if settings.practice else settings.rate
    sender = TextSender(line, carrier or open_carrier(settings), bell, rate, text_claim_lasts)
    pathfinder = Pathfinder(
        line,
        geocoder or CensusGeocoder(settings.geocoder_url, clock, lines=directory.congress),
        bell,
    )
    bell.answer("delivery", postman.deliver)
    bell.answer("text", sender.send)
    bell.answer("lookup", pathfinder.locate)
    ringer = Ringer(line, caller or open_caller(settings), bell)
    bell.answer("callback", ringer.ring)
    eraser = Eraser(line.parts, open_recorder(settings), bell)
    bell.answer("recording", eraser.erase)
    desk_post = DeskPost(line.parts, open_mail(settings), bell)
    bell.answer("desk_mail", desk_post.carry)
    list_clerk = ListClerk(line.parts, bell)
    bell.answer("import", list_clerk.carry_out)
    messenger = Messenger(line.parts, bell, settings.secret_key, practice=settings.practice)
    bell.answer("webhook", messenger.tell)
    signature = Signature(signing_token(settings), settings.public_url)
    phone = LinePhone(line.parts, signature)
    missing = _missing(line)
    server = _server(settings, line, sender, signature, phone, missing)
    phone.server = server
    application = Application(
        settings=settings,
        line=line,
        bell=bell,
        postman=postman,
        sender=sender,
        pathfinder=pathfinder,
        ringer=ringer,
        eraser=eraser,
        desk_post=desk_post,
        list_clerk=list_clerk,
        messenger=messenger,
        broadcaster=Broadcaster(line.parts, bulk or open_bulk(settings), sender, settings.rate),
        signature=signature,
        server=server,
        phone=phone,
        missing=missing,
    )
    bell.sweep_with(application.sweep)
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


def signing_token(settings: Settings) -> str:
    """What signs the webhooks: Twilio's auth token, or this line's own while practising."""
    return settings.twilio_auth_token or practice_token(settings.secret_key)


def _server(
    settings: Settings,
    line: Line,
    sender: TextSender,
    signature: Signature,
    phone: LinePhone,
    missing: Callable[[], list[str]],
) -> Flask:
    secure = settings.public_url.startswith("https://")
    doors = [
        twilio_hooks(
            line,
            sender,
            signature,
            answers_keywords=settings.twilio_answers_keywords,
            practice=settings.practice,
        ),
        health_pages(missing),
        call_hooks(CallLine(line.parts), _apology(line.parts.mouth)),
        letter_pages(line.parts),
        open_pages(line.parts, settings.secret_key, secure=secure),
        privacy_page(line.parts),
        recording_pages(
            RecordingFiles(line.parts.database, settings.data_dir, settings.public_url)
        ),
        metrics_page(line.parts, settings.metrics_token),
        short_link_pages(line.parts),
        api_pages(line.parts),
    ]
    if settings.practice:
        doors.append(add_calls(phone_pages(phone), phone))
    server = make_server(doors)
    outbox = settings.data_dir / "outbox" if settings.mail_url == "outbox:" else None
    desk = Desk(
        line.parts,
        settings.secret_key,
        outbox,
        rate=settings.rate,
        price=settings.price_per_segment,
        price_per_minute=settings.price_per_minute,
        console=open_console(settings),
        mail=partial(mail, settings),
    )
    open_desk(server, desk, secure=secure)
    return server


def _apology(mouth: Mouth) -> str:
    """What callers hear while the line cannot answer, in both languages."""
    nobody = Facts(organization="", contact="", title="", number="", keywords=())
    said = tuple(
        Utterance(mouth.spoken([Unavailable()], language, None, nobody), language)
        for language in Language
    )
    return voice_twiml.document(Spoken(said, HangUp()), "")


def _missing(line: Line) -> Callable[[], list[str]]:
    def missing() -> list[str]:
        """What keeps the line from serving, a sentence each with its mend."""
        try:
            with line.parts.database.read() as tx:
                loaded = directory_rows.newest(tx)
            actions = line.parts.catalog.open(line.parts.clock.now().date())
        except DatabaseDown as error:
            return [str(error)]
        found = []
        if loaded is None:
            found.append("No legislators are loaded; run: sms-line data sync")
        if not actions:
            found.append("No action is open; run: sms-line action load FILE")
        return found

    return missing
