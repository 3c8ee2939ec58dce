"""Plays a transcript through the front door: signed posts, Flask, the database, TwiML read back,
real mail, a loopback Twilio for what is sent. Every webhook is posted twice."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import func, select

from sms_line.app import Application
from sms_line.core import places
from sms_line.core.people import District, PhoneNumber
from sms_line.ports import GeocoderDown
from sms_line.store.broadcast_tables import broadcasts
from sms_line.store.tables import consents, conversations, letters, lookups, supporters, texts
from tests.doubles.offices_mail import OfficesMail
from tests.doubles.twilio_api import TwilioApi
from tests.transcripts import elsewhere
from tests.transcripts.elsewhere import understand
from tests.transcripts.play_core import LINK
from tests.transcripts.script import SILENCE, Said, Transcript, written
from tests.transcripts.visitor import Visitor

SUPPORTER = "+13075550100"
NUMBER = "55555"


@dataclass
class StoryClock:
    """A `Clock` that moves when the transcript says so."""

    moment: datetime = datetime(2026, 11, 23, 15, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@dataclass
class StoryGeocoder:
    """A `Geocoder` that knows what the transcript says; the real one has tests of its own."""

    districts: tuple[str, ...] | None = None

    def locate(self, street: str, zip_code: str) -> tuple[District, ...]:
        if self.districts is None:
            raise GeocoderDown("the transcript says so")
        return tuple(places.district(code) for code in self.districts)


@dataclass
class DoorPlayer:
    """One person's conversation with a whole line."""

    application: Application
    clock: StoryClock
    geocoder: StoryGeocoder
    mail: OfficesMail
    twilio: TwilioApi
    handled: str = ""
    texts: list[str] = field(default_factory=list)
    _sids: "count[int]" = field(default_factory=lambda: count(1))
    _seen: dict[str, int] = field(default_factory=dict)

    def play(self, transcript: Transcript) -> Iterator[str]:
        self._done()
        for each in transcript.inputs:
            if isinstance(each, Said):
                yield written(">", each.text)
                answer = self._post(each.text)
                if answer:
                    self.texts.append(answer)
                lines = [written("<", answer)] if answer else []
                lines += self._done()
                yield from lines or [SILENCE]
            else:
                yield written("~", each.what)
                yield from self._happens(understand(each.what))

    def _post(self, text: str) -> str:
        form = {
            "MessageSid": f"SM{next(self._sids):032d}",
            "AccountSid": self.twilio.account_sid,
            "From": SUPPORTER,
            "To": NUMBER,
            "Body": text,
            "NumMedia": "0",
            "SomethingNew": "that Twilio added without notice",
        }
        if self.handled:
            form["OptOutType"], self.handled = self.handled, ""
        first, second = self._webhook(form), self._webhook(form)
        assert first == second, "a repeated webhook must get the first answer again"
        message = ET.fromstring(first).find("Message")
        return self._followed(message.text or "") if message is not None else ""

    def _followed(self, answer: str) -> str:
        """A link in a text leads to a page; in the transcript all links look alike."""
        for path in re.findall(r"http://127.0.0.1:8000(/l/\S+)", answer):
            page = self.application.server.test_client().get(path)
            assert page.status_code == 200, path
            assert "This letter has not been sent" in page.text or "no se ha enviado" in page.text
        return re.sub(r"http://127.0.0.1:8000/l/\S+", LINK, answer)

    def _webhook(self, form: dict[str, str]) -> str:
        signed = self.application.signature.sign("/twilio/sms", form)
        answer = self.application.server.test_client().post(
            "/twilio/sms", data=form, headers={"X-Twilio-Signature": signed}
        )
        assert answer.status_code == 200, answer.status
        assert answer.mimetype == "text/xml"
        return answer.get_data(as_text=True)

    def _happens(self, what: elsewhere.Happening) -> Iterator[str]:
        match what:
            case elsewhere.OfficeWill(name, fate):
                self.mail.fates[self._bioguide(name)] = fate
            case elsewhere.LettersGoOut():
                yield from self._work()
            case elsewhere.TimePasses(by):
                # In steps, so that what is tried again is tried as often as it would be.
                self.clock.moment += by
                yield from self._work()
            case elsewhere.CallAskedOnPage():
                visitor = Visitor(self.application, self.clock, "freethemall")
                assert visitor.asks_to_be_rung(SUPPORTER)
                yield from self._work()
            case elsewhere.AlertsOnPage(language):
                self.application.line.invite(
                    PhoneNumber(SUPPORTER), source="page", language=language
                )
                yield from self._work()
            case elsewhere.CarrierHandles(kind):
                self.handled = kind
            case elsewhere.CarrierRefuses():
                self.twilio.refuse(SUPPORTER, 21610)
            case elsewhere.GeocoderSays(districts):
                self.geocoder.districts = districts
                yield from self._work()

    def _bioguide(self, name: str) -> str:
        with self.application.line.parts.database.read() as tx:
            return tx.execute(
                select(letters.c.bioguide).where(letters.c.legislator == name)
            ).scalar_one()

    def _work(self) -> Iterator[str]:
        before, rung = len(self.twilio.taken), len(self.twilio.calls.taken)
        self.application.sweep()
        self.application.bell.drain()
        for taken in self.twilio.taken[before:]:
            self.texts.append(taken.body)
            yield written("<", taken.body)
        yield from ["* the line rings the person"] * (len(self.twilio.calls.taken) - rung)
        yield from self._done()

    def _done(self) -> list[str]:
        """What the database shows that was done since the last look."""
        with self.application.line.parts.database.read() as tx:
            found = {
                "consents": tx.execute(select(func.coalesce(func.max(consents.c.id), 0))),
                "letters": tx.execute(select(func.coalesce(func.max(letters.c.id), 0))),
                "lookups": tx.execute(select(func.coalesce(func.max(lookups.c.id), 0))),
                "reminders": tx.execute(select(func.count()).select_from(broadcasts)),
                "flags": tx.execute(select(func.count()).where(texts.c.flagged)),
                "known": tx.execute(
                    select(func.count())
                    .select_from(conversations)
                    .where(conversations.c.key == SUPPORTER)
                ),
            }
            now = {name: result.scalar_one() for name, result in found.items()}
            was, self._seen = self._seen or now, now
            lines = [
                f"* {kind} recorded"
                for kind in tx.execute(
                    select(consents.c.kind)
                    .where(consents.c.id > was["consents"])
                    .order_by(consents.c.id)
                ).scalars()
            ]
            lines += [
                f"* letter from {row.sender_name} to {row.legislator}"
                for row in tx.execute(
                    select(letters).where(letters.c.id > was["letters"]).order_by(letters.c.id)
                )
            ]
            if now["lookups"] > was["lookups"]:
                lines.append("* the address is looked up")
            if "* forgotten recorded" in lines:
                self._check_erased(tx)
                lines.append("* everything about this person is erased")
            if now["reminders"] > was["reminders"]:
                lines.append("* a reminder is planned")
            if now["flags"] > was["flags"]:
                lines.append("* an organizer is called")
        return lines

    def _check_erased(self, tx: object) -> None:
        for table in (supporters, lookups, letters, texts):
            with self.application.line.parts.database.read() as tx2:
                left = tx2.execute(
                    select(func.count()).select_from(table).where(table.c.phone == SUPPORTER)
                ).scalar_one()
            assert left == 0, f"{table.name} still knows a person who asked to be forgotten"
