"""Opens the line's doors: every address that is served, each with the parts that it needs."""

from collections.abc import Callable
from functools import partial

from flask import Flask

from sms_line.call_line import CallLine
from sms_line.carrier import voice_twiml
from sms_line.carrier.choose import open_console
from sms_line.carrier.recordings import RecordingFiles
from sms_line.carrier.signature import Signature
from sms_line.core.call_prompts import Unavailable
from sms_line.core.people import Language
from sms_line.core.speaking import HangUp, Spoken, Utterance
from sms_line.line import Line
from sms_line.ports import Facts, Mouth
from sms_line.routes.ready import mail
from sms_line.settings import Settings
from sms_line.store import directory_rows
from sms_line.store.database import DatabaseDown
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
from sms_line.web.recordings import recording_pages
from sms_line.web.server import make_server
from sms_line.web.short_links import short_link_pages
from sms_line.work.texts import TextSender


def signing_token(settings: Settings) -> str:
    """What signs the webhooks: Twilio's auth token, or this line's own while practising."""
    return settings.twilio_auth_token or practice_token(settings.secret_key)


def open_doors(
    settings: Settings,
    line: Line,
    sender: TextSender,
    signature: Signature,
    phone: LinePhone,
    missing: Callable[[], list[str]],
) -> Flask:
    """All that the web serves: Twilio's webhooks, the public pages, the desk, the API."""
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


def look_for_missing(line: Line) -> Callable[[], list[str]]:
    """Tells, each time it is called, what keeps the line from serving."""

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
