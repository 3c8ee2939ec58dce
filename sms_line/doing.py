"""What the line does about the effects of one turn: rows now, bells after the commit."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from typing import assert_never

from sms_line import ring_back
from sms_line.core.action import Action
from sms_line.core.calling import DIALLED
from sms_line.core.effects import (
    AmendLeg,
    ArrangeCall,
    Ask,
    ConsentKind,
    Dial,
    DropCall,
    Effect,
    Erase,
    Find,
    FindTelephone,
    Flag,
    FlagMessage,
    Locate,
    OfferAlerts,
    Preview,
    RecordConsent,
    RecordLeg,
    Remind,
    RingWhenOpen,
    Say,
    SendLetters,
    TextCaller,
)
from sms_line.core.events import CallArranged
from sms_line.core.hearing import CallTime
from sms_line.core.states import Leg
from sms_line.reminding import remind
from sms_line.saying import Saying
from sms_line.store import (
    alert_offers,
    callbacks,
    calls,
    consents,
    erasure,
    lookups,
    new_letters,
    previews,
    recordings,
    supporters,
    texts,
)
from sms_line.store.outgoing import BY_CONSENT, Event

log = logging.getLogger(__name__)

Question = Find | FindTelephone | ArrangeCall
"""An effect that is answered within the turn."""
Deed = (
    Say
    | Ask
    | Dial
    | Locate
    | SendLetters
    | Preview
    | RecordConsent
    | OfferAlerts
    | Remind
    | Erase
    | Flag
    | RecordLeg
    | AmendLeg
    | TextCaller
    | FlagMessage
    | RingWhenOpen
    | DropCall
)
"""Every other effect."""

_LONGEST_HOST = 70
"""Characters of the public host's end in a letter's Message-ID: it need only be our own."""
PREVIEW_LASTS = timedelta(days=7)
"""How long an unconfirmed letter can be read."""


@dataclass(slots=True, kw_only=True)
class Doing(Saying):
    """One turn being carried out in one transaction."""

    def do_all(self, effects: Sequence[Effect]) -> Question | None:
        """Carry out the effects in order; the one question to the directory is given back."""
        question: Question | None = None
        for effect in effects:
            if isinstance(effect, Question):
                question = effect
            else:
                self._do(effect)
        return question

    def _do(self, effect: Deed) -> None:
        match effect:
            case Say() | Ask() | Dial():
                pass  # what is said and waited for in one turn is one answer, at its end
            case RecordLeg(leg, seconds):
                if self.call_id is not None:
                    slug = self.action.slug if self.action else ""
                    calls.record_leg(self.tx, self.call_id, slug, leg, seconds, self.now)
                    self._tell_of(leg)
            case AmendLeg(leg, seconds):
                if self.call_id is not None:
                    calls.amend_leg(self.tx, self.call_id, leg, seconds)
                    self._tell_of(leg)
            case TextCaller(prompt):
                self._later.append(prompt)
            case FlagMessage(recording, url):
                self._flag_message(recording, url)
            case RingWhenOpen():
                self._ring_when_open(effect)
            case DropCall():
                callbacks.drop(self.tx, self.phone)
            case Locate():
                self._locate(effect)
            case SendLetters():
                self._send(effect)
            case Preview():
                self._preview(effect)
            case RecordConsent():
                self._record(effect)
            case OfferAlerts():
                alert_offers.note(
                    self.parts.database, self.tx, self.phone, self.heard.source, self.now
                )
            case Remind():
                remind(self.parts, self.tx, self.phone, self._action(), self.now)
            case Erase():
                self._erase()
            case Flag():
                if self.heard.text_id is not None:
                    texts.flag(self.tx, self.heard.text_id)
            case _:
                assert_never(effect)

    def arrange(self, at: CallTime, zip_code: str) -> CallArranged:
        """Find out whether and when this person can be rung, and note the call."""
        used = ring_back.used(self.parts, self.tx, self.phone, self.now)
        arranged = ring_back.arrange(self.parts, self.phone, zip_code, at, used)
        if arranged.due_at:
            row = callbacks.arrange(
                self.tx,
                phone=self.phone,
                shown=arranged.event.when,
                now=self.now,
                due_at=arranged.due_at,
                remind_at=arranged.remind_at,
            )
            if arranged.event.outcome == "now":
                self._ring_later("callback", row)
        return arranged.event

    def _ring_when_open(self, effect: RingWhenOpen) -> None:
        """Note a call; nobody is reminded by text who has not agreed to be texted."""
        due = effect.at.at
        texted = consents.may_be_texted(self.tx, self.phone)
        callbacks.arrange(
            self.tx,
            phone=self.phone,
            shown=ring_back.shown_time(time(effect.at.hour, effect.at.minute)),
            now=self.now,
            due_at=due,
            remind_at=ring_back.reminder(due, self.now) if texted else None,
            waits_for=callbacks.WaitedFor(effect.bioguide, self.action.slug if self.action else ""),
        )

    def _locate(self, effect: Locate) -> None:
        row = lookups.queue(
            self.tx,
            phone=self.phone,
            visit=self.heard.visit,
            street=effect.street,
            zip_code=effect.zip,
            now=self.now,
        )
        if self.heard.text_id is not None:
            texts.redact(self.tx, self.heard.text_id, "(street address)")
        self._ring_later("lookup", row)

    def _send(self, effect: SendLetters) -> None:
        action, route = self._action(), self.parts.route
        new = [
            new_letters.NewLetter(
                legislator=office,
                letter=self.parts.scribe.letter(action, office, effect.person, effect.draft),
                route=route.name,
                address=route.address(office),
                message_id=f"{self.parts.tokens.new()}@{self.parts.public_host[-_LONGEST_HOST:]}",
            )
            for office in effect.offices
        ]
        queued = new_letters.queue(
            self.parts.database,
            self.tx,
            phone=self.phone,
            visit=self.heard.visit,
            action=action.slug,
            version=action.version,
            new=new,
            now=self.now,
        )
        previews.confirm(self.tx, self.phone, action.slug)
        if queued:
            self._after.append(lambda: self.parts.bell.ring_once("delivery", queued))

    def _flag_message(self, recording: str, url: str) -> None:
        """A spoken message is shown among the person's texts, as one that waits for an answer."""
        text_id = texts.note_message(
            self.tx,
            phone=self.phone,
            line_number=self.heard.line_number,
            url=url,
            action=self.action.slug if self.action else "",
            now=self.now,
        )
        recordings.keep(self.tx, recording, text_id)

    def _preview(self, effect: Preview) -> None:
        if self.heard.visit:
            return  # the page shows the letters itself
        action, person, draft = self._action(), effect.person, effect.draft
        scribe, to_read = self.parts.scribe, action.to_read_in(person.language)
        first = effect.offices[0] if effect.offices else None
        shown = previews.Preview(
            action=action.slug,
            version=action.version,
            language=person.language,
            letters=tuple(
                scribe.letter(action, office, person, draft) for office in effect.offices
            ),
            reading=scribe.letter(to_read, first, person, draft) if to_read and first else None,
        )
        until = self.now + PREVIEW_LASTS
        token = previews.put(
            self.parts.database,
            self.tx,
            phone=self.phone,
            preview=shown,
            token=self.parts.tokens.new(),
            expires_at=until,
        )
        self._link = f"{self.parts.public_url}/l/{token}"

    def _record(self, effect: RecordConsent) -> None:
        if not self.phone:
            return  # a caller who withholds their number cannot be texted anyway
        self.opted_out = effect.kind is not ConsentKind.OPT_IN
        consents.record(
            self.parts.database,
            self.tx,
            phone=self.phone,
            at=self.now,
            kind=effect.kind,
            words=effect.words or self.heard.body,
            line_number=self.heard.line_number,
            source=effect.source or self.heard.source,
            action=self.action.slug if self.action else "",
        )
        if effect.kind is ConsentKind.OPT_IN:
            supporters.enrol(self.parts.database, self.tx, self.phone, self.now)
        about = self.action.slug if self.action else ""
        source = effect.source or self.heard.source
        self.tell_programs(BY_CONSENT[effect.kind], action=about, source=source)

    def _tell_of(self, leg: Leg) -> None:
        """Other programs hear of an office that was tried once it is known how that ended."""
        if leg.status != DIALLED:
            self.tell_programs(
                Event.CALL,
                call=self.call_id,
                action=self.action.slug if self.action else "",
                bioguide=leg.bioguide,
                telephone=leg.kind,
                status=leg.status,
                went=leg.went,
            )

    def _erase(self) -> None:
        self.erased = True
        if self.heard.visit:
            message_ids = erasure.erase_visit(self.tx, self.heard.visit)
        else:
            message_ids = erasure.erase(self.tx, self.phone)
        self._after.append(lambda: self.parts.route.erase(message_ids))
        self._after.append(self.parts.database.forget_traces)

    def _action(self) -> Action:
        if self.action is None:
            raise LookupError("a letter needs its action")
        return self.action
