"""The line: load where a conversation stands, decide, do, save, all in one transaction.

Line.hear() and Line.tell() are the only ways in which anything happens to a conversation.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from sms_line.core import events
from sms_line.core.listening import listen
from sms_line.core.people import Language, PhoneNumber
from sms_line.core.scene import Channel
from sms_line.core.states import Resting, State
from sms_line.deciding import Deciding
from sms_line.doing import Doing
from sms_line.parts import Parts
from sms_line.saying import Heard
from sms_line.store import alert_offers, blocked, consents, conversations, supporters, texts

News = Callable[[Connection], events.Event | None]
"""Finds out, within the transaction, what there is to tell."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line with all its parts."""

    parts: Parts

    def hear(self, heard: Heard) -> str:
        """Take one text and give the answer, "" for none.

        A sid that came before gets its first answer again, and nothing else happens. Raises
        DatabaseDown.
        """
        now = self.parts.clock.now()
        with self.parts.database.write() as tx:
            text = texts.receive(
                self.parts.database,
                tx,
                sid=heard.sid,
                phone=heard.sender.e164,
                line_number=heard.line_number,
                body=heard.body,
                now=now,
            )
            if text is None:
                return texts.answer_to(tx, heard.sid)
            if text.blocked and not self._must_be_heard(heard):
                return ""
            doing = self._doing(tx, now, replace(heard, text_id=text.id))
            answer = self._turn(doing, lambda state: self._meaning(heard, state))
            if text.blocked:
                answer = ""
            if answer:
                doing.reply(answer)
        doing.finish()
        return answer

    def tell(self, phone: PhoneNumber, news: News, source: str = "line") -> None:
        """Take news for a conversation; what is to be said becomes a text of its own.

        `news` is asked once the conversation is held, and may find that there is none. Raises
        DatabaseDown.
        """
        now = self.parts.clock.now()
        heard = Heard(sid="", sender=phone, line_number=self.parts.number, body="", source=source)
        with self.parts.database.write() as tx:
            doing = self._doing(tx, now, heard)
            said = self._turn(doing, lambda _: news(tx))
            if said and not consents.suppressed(tx, phone.e164):
                doing.push(said)
        doing.finish()

    def invite(
        self, phone: PhoneNumber, *, source: str, language: Language = Language.ENGLISH
    ) -> bool:
        """Offer alerts to a number that a page or an organizer was given; was a text sent?

        Its person must confirm by YES. Nobody is asked who said STOP, is blocked, gets alerts
        as it is, was asked within a week, or is in the middle of a letter. Whoever asks must not
        be told which, nor whether: the number may be another's. `source`: at most 40 characters.
        Raises DatabaseDown.
        """
        now = self.parts.clock.now()
        asked = False

        def may(tx: Connection) -> events.Event | None:
            nonlocal asked
            asked = not (
                consents.suppressed(tx, phone.e164)
                or blocked.find(tx, phone.e164)
                or consents.may_be_texted(tx, phone.e164)
                or alert_offers.asked_lately(tx, phone.e164, now)
            )
            return events.AlertsRequested(language) if asked else None

        self.tell(phone, may, source=source)
        with self.parts.database.read() as tx:
            return asked and alert_offers.asked_lately(tx, phone.e164, now)

    def _must_be_heard(self, heard: Heard) -> bool:
        """Whoever is blocked may still say STOP and FORGET ME: both are a right, not a favour."""
        return isinstance(self._meaning(heard, Resting()), events.Stop | events.ForgetMe)

    def _doing(self, tx: Connection, now: datetime, heard: Heard) -> Doing:
        return Doing(parts=self.parts, tx=tx, now=now, heard=heard)

    def _meaning(self, heard: Heard, state: State) -> events.Event:
        match heard.answered:
            case "stop":
                return events.Stop(answered=True)
            case "start":
                return events.Start(answered=True)
            case "help":
                return events.Help(answered=True)
            case None:
                return listen(heard.body, state, self.parts.catalog.keywords())

    def _turn(self, doing: Doing, meaning: Callable[[State], events.Event | None]) -> str:
        """Decide and do until nothing is left to find out; give what is to be said."""
        tx, now, phone = doing.tx, doing.now, doing.phone
        standing = conversations.stand(self.parts.database, tx, Channel.TEXT, phone, now)
        event = meaning(standing.state)
        if event is None:
            if standing.new:
                conversations.withdraw(tx, standing)
            return ""
        decided = Deciding(self.parts).run(doing, standing.state, event)
        self._save(doing, standing, decided.state)
        if not decided.said:
            return ""
        return doing.words(decided.said, decided.state.person.language)

    def _save(self, doing: Doing, standing: conversations.Standing, state: State) -> None:
        if doing.erased:
            return
        if standing.new and state == standing.state:
            # Late news must not bring back the number of somebody who asked to be forgotten.
            conversations.withdraw(doing.tx, standing)
            return
        conversations.leave(doing.tx, standing, state, doing.now)
        if supporters.facts(state.person) != supporters.facts(standing.state.person):
            supporters.remember(self.parts.database, doing.tx, doing.phone, state.person, doing.now)
