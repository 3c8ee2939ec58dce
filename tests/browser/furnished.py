"""A line in practice mode as it looks after some busy days: something in every list of the desk."""

import io
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import Table, func, select
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from sms_line.app import Application, build, prepare
from sms_line.bundle_paths import FIXTURES
from sms_line.core.people import Field, Legislator
from sms_line.directory.sources import Folder
from sms_line.directory.sync import sync
from sms_line.ports import Accepted, Envelope, Outcome, Postponed, Refused, Route, Unsure
from sms_line.routes.choose import open_route
from sms_line.settings import Settings
from sms_line.store import actions, factors, invitations, organizers, sign_in
from sms_line.store.api_tables import webhook_endpoints
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.database import Database
from sms_line.store.organizers import Role
from sms_line.store.tables import previews, texts
from sms_line.web.desk.passwords import hashed
from sms_line.web.practice_call import PracticeCall
from sms_line.web.practice_hours import practising

OWNER, ORGANIZER, VIEWER = "owner@line.example", "organizer@line.example", "viewer@line.example"
HALF_IN, INVITED = "codes@line.example", "new@line.example"
PASSWORD = "a heron stands in the reeds"
ANA, BEN, EVA, LEO = "+13075550101", "+15125550102", "+15055550103", "+12075550104"
DEMO = FIXTURES / "actions" / "freethemall.md"
ALERT = FIXTURES / "alerts" / "seed.txt"

_NOON_IN_DENVER = 18
"""UTC hour at which it is day in the whole country, Guam left out."""


class DayClock:
    """A `Clock` that goes as the real one does, and by which it is day in the country."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        noon = now.replace(hour=_NOON_IN_DENVER, minute=0, second=0, microsecond=0)
        self.ahead = noon - now if noon <= now else noon - timedelta(days=1) - now

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class MoodyOffices:
    """A `Route` to offices that take one letter and not the next."""

    route: Route
    name: str = "outbox"
    mood: Callable[[Envelope], Outcome | None] = lambda _: None
    """What becomes of a letter; None: it is taken as the true route takes it."""

    def needs(self, legislator: Legislator) -> tuple[Field, ...]:
        return self.route.needs(legislator)

    def address(self, legislator: Legislator) -> str:
        return self.route.address(legislator)

    def evidence(self, envelope: Envelope) -> Outcome | None:
        return self.route.evidence(envelope)

    def erase(self, message_ids: tuple[str, ...]) -> None:
        self.route.erase(message_ids)

    def send(self, envelope: Envelope, point_of_no_return: Callable[[], None]) -> Outcome:
        point_of_no_return()
        return self.mood(envelope) or self.route.send(envelope, lambda: None)


def hidden_fields(page: str) -> dict[str, object]:
    """What the forms of a page send along unseen; fields of one name are alike."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


@dataclass
class Visitor:
    """Somebody with a browser of their own, as the server sees it."""

    client: FlaskClient

    def post(self, path: str, at: str, /, **form: object) -> TestResponse:
        """Post the form of the page `at`, with the tokens that stand in it."""
        page = self.client.get(at)
        assert page.status_code == 200, (at, page.status_code)
        answer = self.client.post(path, data=hidden_fields(page.text) | form)
        assert answer.status_code in {200, 303}, (path, answer.status_code)
        return answer


@dataclass
class Furnished:
    """A running line with something everywhere, and who may look at it."""

    application: Application
    url: str
    clock: DayClock
    samples: dict[str, str] = field(default_factory=dict)
    """What the numbers and secrets are that stand in its addresses."""

    @property
    def database(self) -> Database:
        return self.application.line.parts.database

    def visitor(self) -> Visitor:
        return Visitor(self.application.server.test_client())

    def signed_in(self, email: str, role: Role | None = None) -> Visitor:
        """Somebody who has come in by a one-time link."""
        with self.database.write() as tx:
            organizer, _ = organizers.add(tx, email, role, self.clock.now())
            token = sign_in.make_link(self.database, tx, organizer, COMMAND_LINE, self.clock.now())
        visitor, link = self.visitor(), f"/sign-in/{token}"
        visitor.post(link, link)
        return visitor

    def half_in(self) -> Visitor:
        """Somebody who has given a password, and is asked for a code."""
        visitor = self.visitor()
        visitor.post("/sign-in", "/sign-in", email=HALF_IN, password=PASSWORD)
        return visitor

    def text(self, phone: str, *said: str) -> None:
        for body in said:
            self.application.phone.send(phone, body)

    def work(self) -> None:
        """What workers do when the sweep comes round."""
        self.application.sweep()
        self.application.bell.drain()
        self.application.errands.broadcaster.drain()

    def newest(self, table: Table) -> str:
        """The highest number of a table's rows."""
        with self.database.read() as tx:
            return str(tx.execute(select(func.max(table.c.id))).scalar_one())


@contextmanager
def served(folder: Path, url: str = "") -> Iterator[tuple[Furnished, MoodyOffices]]:
    """A line with legislators, served at its public address, that nobody has used.

    `url`: of an empty database; "" for a SQLite file in the folder.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = Settings(
        database_url=url or f"sqlite:///{folder / 'line.db'}",
        data_dir=folder,
        public_url=f"http://localhost:{port}",
        secret_key="only for this test",
        geocoder_url="",
        organization="Neighbors Together",
        approval_above=1000,
        rate=1000,
    )
    clock, offices = DayClock(), MoodyOffices(open_route(settings))
    application = build(settings, clock=clock, route=offices)
    prepare(application)
    database = application.line.parts.database
    sync(database, Folder(FIXTURES / "directory"), clock.now())
    server = make_server("localhost", port, application.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Furnished(application, settings.public_url, clock), offices
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        application.close()


@contextmanager
def furnished(folder: Path, url: str = "") -> Iterator[Furnished]:
    """A line in full use; `url` as of `served`."""
    with served(folder, url) as (line, offices):
        with line.database.write() as tx:
            actions.add(tx, "freethemall", DEMO.read_text("utf-8"), line.clock.now())
        _letters(line, offices)
        _calls(line)
        _conversations(line)
        owner = line.signed_in(OWNER, Role.OWNER)
        _team(line, owner)
        _programs(line, owner)
        _actions(line, owner)
        _supporters(line, owner)
        _broadcasts(line, owner)
        line.work()
        with line.database.write() as tx:  # after the mail has left, which makes a secret too
            (invitation,) = invitations.listed(tx)
            line.samples["invitation"] = invitations.give_token(tx, invitation)
        yield line


def _letters(line: Furnished, offices: MoodyOffices) -> None:
    """Letters in each state: those of two days ago that nobody took were given up."""
    line.clock.ahead -= timedelta(days=2)
    offices.mood = lambda _: Postponed("the office's mail server did not answer")
    line.text(LEO, "FREE", "04330", "Leo Roy", "yes", "yes")
    for _ in range(14):
        line.work()
        line.clock.ahead += timedelta(hours=3)
    line.clock.ahead += timedelta(hours=6)
    moods: cycle[Outcome | None] = cycle(
        (
            None,
            Accepted("250 queued"),
            Refused("550 no such mailbox"),
            None,
            Unsure("the connection broke after the letter was handed over"),
            Postponed("451 try again later"),
        )
    )
    offices.mood = lambda _: next(moods)
    line.text(ANA, "FREE", "82001", "Ana Diaz", "no", "yes")
    line.text(EVA, "LIBRES", "87501", "Eva Ruiz", "si", "si")
    line.work()
    line.text(BEN, "FREE", "78701", "Ben Ochoa", "no", "yes")
    line.text("+18085550105", "FREE", "STOP")
    with line.database.read() as tx:
        line.samples["letter"] = tx.scalars(select(previews.c.token)).first() or ""


def _calls(line: Furnished) -> None:
    with practising("open"):
        for caller, office in ((BEN, "answers"), (ANA, "busy"), ("+17135550106", "voicemail")):
            call = PracticeCall(line.application.phone, caller)
            call.start()
            for key in ("1", "78701", "1", "1"):
                if call.wait and call.wait.__class__.__name__ == "ForKeys":
                    call.press(key)
            if call.wait and call.wait.__class__.__name__ == "ForOffice":
                call.office(office)  # type: ignore[arg-type]  # one of its words
            call.hang_up()


def _programs(line: Furnished, owner: Visitor) -> None:
    """A token in use, and a program that is told what happens but does not listen."""
    owner.post("/settings/api", "/settings/api", name="Our CRM", scope="read:counts")
    hooks, nobody = "/settings/webhooks", "http://127.0.0.1:9/hook"
    owner.post(hooks, hooks, url=nobody, event=["opt_in", "letter"], with_phone="yes")
    line.samples["webhook"] = line.newest(webhook_endpoints)
    line.text("+15055550107", "FREE")


def _conversations(line: Furnished) -> None:
    lost = ("what is all this then", "who is very-long-" * 9 + "?", "tell me please")
    line.text("+13055550107", "FREE", *lost)
    line.text("+16025550108", "LIBRES", "¿quiénes son ustedes?", "no entiendo", "una persona")
    with line.database.read() as tx:
        waiting = select(func.max(texts.c.id)).where(texts.c.flagged)
        line.samples["text"] = str(tx.execute(waiting).scalar_one())


def _team(line: Furnished, owner: Visitor) -> None:
    line.signed_in(ORGANIZER, Role.ORGANIZER)
    line.signed_in(VIEWER, Role.VIEWER)
    owner.post("/team/invitations", "/team", email=INVITED, role="organizer")
    owner.post("/inbox/answers", "/inbox/answers", title="Who we are", en="A group.", es="")
    now = line.clock.now()
    with line.database.write() as tx:
        half, _ = organizers.add(tx, HALF_IN, Role.ORGANIZER, now)
        factors.set_password(tx, half, hashed(PASSWORD), now)
        factors.set_up_codes(tx, half, "salt", 0, now)
        factors.make_recovery_codes(tx, half, now)
        holder = organizers.find(tx, ORGANIZER)
        assert holder
        line.samples["link"] = sign_in.make_link(line.database, tx, holder, COMMAND_LINE, now)


def _actions(line: Furnished, owner: Visitor) -> None:
    draft = str(owner.post("/actions/freethemall/edit", "/actions/freethemall").location)
    source = DEMO.read_text("utf-8")
    changed = source.replace("detention.", "detention today.", 1)
    targets = ["senators", "representative"]
    owner.post(draft, draft, base=source, source=changed, to=targets, then="publish")
    alert = ALERT.read_text("utf-8")
    line.samples["action draft"] = str(
        owner.post("/actions/new", "/actions/new", alert=alert).location
    ).rpartition("/")[2]


def _supporters(line: Furnished, owner: Visitor) -> None:
    rows = "phone,name,zip,consent_at,consent_source\n" + "".join(
        f"+1202555{100 + n:04},Person {n},20001,2026-01-01,paper list\n" for n in range(40)
    )
    for more in ("", "not a number,,,,\n"):
        file = (io.BytesIO((rows + more).encode()), "list.csv")
        path = str(owner.post("/supporters/imports", "/supporters/imports", list=file).location)
        line.work()
        if not more:
            owner.post(f"{path}/bring-in", path)
            line.work()
    line.samples["import"] = path.rpartition("/")[2]
    person = owner.client.get("/supporters?q=Ana").text
    found = re.findall(r'href="/supporters/(\d+)"', person)
    line.samples["supporter"] = found[0]
    page = f"/supporters/{found[0]}"
    owner.post(f"{page}/tags", page, tag="volunteer")
    owner.post(f"{page}/notes", page, words="Speaks at the meeting in May.")


def _broadcasts(line: Furnished, owner: Visitor) -> None:
    new, words = (
        "/broadcasts/new",
        {"name": "Day of action", "en": "Hi {{ first_name or 'friend' }}!"},
    )
    plans = (
        words | {"es": "¡Hola! Mañana es el día.", "b_en": "Hello from the other half."},
        words | {"name": "Tomorrow", "when": "at", "at": _tomorrow(line)},
        words | {"name": "Only a draft", "states": "TX"},
    )
    for plan in plans:
        preview = str(owner.post("/broadcasts/drafts", new, **plan).location)
        draft = preview.removesuffix("/preview")
        if plan["name"] != "Only a draft":
            sent = owner.post(f"{draft}/send", preview, sure="yes").location
            line.samples.setdefault("broadcast", str(sent).rpartition("/")[2])
            line.work()
    line.samples["broadcast draft"] = draft.rpartition("/")[2]


def _tomorrow(line: Furnished) -> str:
    return (line.clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT13:00")
