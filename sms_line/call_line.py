"""The line on the telephone: each webhook of a call is one turn, taken once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from sms_line.call_turn import Answered, CallTurn
from sms_line.core import events
from sms_line.core.call_limits import NotTaken, Refusal, not_taken
from sms_line.core.call_listening import listen_on_the_phone
from sms_line.core.call_prompts import (
    CalledTooOften,
    CallPrompt,
    DaySpent,
    WithheldTooOften,
)
from sms_line.core.conversation import advance
from sms_line.core.people import Language, PhoneNumber
from sms_line.core.scene import Channel, Scene
from sms_line.core.speaking import HangUp, Refuse, Spoken, Utterance
from sms_line.core.states import HungUp, Resting, State, Stopped
from sms_line.doing import Doing
from sms_line.parts import Parts
from sms_line.saying import Heard
from sms_line.store import (
    call_limits,
    callbacks,
    calls,
    conversations,
    memory,
    recordings,
)

TURNS = 100
"""Webhooks in one call: whatever goes wrong, a paid call ends."""
LONGEST = timedelta(hours=1)
"""After this nothing is begun any more."""

_WORDS: dict[Refusal, CallPrompt] = {
    Refusal.OFTEN: CalledTooOften(),
    Refusal.WITHHELD: WithheldTooOften(),
    Refusal.SPENT: DaySpent(),
}
"""What those hear who are told why their call is not taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A call that begins."""

    sid: str
    caller: PhoneNumber | None
    """None: withheld."""
    line_number: str
    direction: Literal["inbound", "outbound"] = "inbound"
    machine: bool = False
    """An answering machine has picked up."""
    callback: int | None = None
    """The line's own identifier of a call that it placed."""


@dataclass(frozen=True, slots=True)
class CallLine:
    """The same line, spoken with."""

    parts: Parts

    def begin(self, ring: Ring) -> Answered:
        """Somebody rings. A repeated webhook gets the first answer. Raises DatabaseDown."""
        with self.parts.database.write() as tx:
            self._begin(tx, ring, self.parts.clock.now())
            call = calls.hold(tx, ring.sid)
            turns, answer = calls.answered(tx, ring.sid)
            if call and not call.over and not answer:
                call = self._let_in(tx, ring.sid, call)
            if call and call.refused:
                return self._refused(tx, ring, call, call.refused)
            if call is None or call.over or answer:
                return _again(turns, answer)
            doing = self._doing(tx, ring.sid, call)
            began = self._began(tx, ring, doing.phone)
            answered = CallTurn(self.parts).take(doing, call, lambda _: began)
        doing.finish()
        return answered

    def _began(self, tx: Connection, ring: Ring, phone: str) -> events.CallBegan:
        if ring.direction != "outbound":
            return events.CallBegan(machine=ring.machine)
        waited = callbacks.waited_for(tx, ring.callback, phone)
        about = waited.action or self._asked_from(tx, phone)
        return events.CallBegan(True, ring.machine, about, waited.bioguide)

    def _asked_from(self, tx: Connection, phone: str) -> str:
        """The slug of the action that somebody is or was last at by text, "" for none."""
        standing = conversations.standing(tx, Channel.TEXT, phone)
        if standing is None or isinstance(standing.state, HungUp):
            return ""
        state = standing.state
        draft = None if isinstance(state, Stopped | Resting) else state.draft
        return draft.action if draft else next(iter(state.person.acted[::-1]), "")

    def _let_in(self, tx: Connection, sid: str, call: calls.Known) -> calls.Known:
        """Refuse a call that begins, if it must be."""
        now = self.parts.clock.now()
        today = call_limits.today(tx, call.phone, now, sid, call.line_number)
        why = not_taken(today, self.parts.call_minutes_a_day)
        if why:
            call_limits.refuse(tx, call.id, why, now)
        return replace(call, refused=why)

    def _refused(self, tx: Connection, ring: Ring, call: calls.Known, why: NotTaken) -> Answered:
        """The words for a call that is not taken; nothing is heard of one that is rejected."""
        if not why.told:
            # Only a call that comes in can be rejected.
            return Answered(Spoken((), Refuse() if ring.direction == "inbound" else HangUp()), 0)
        doing = self._doing(tx, ring.sid, call)
        # Which language somebody speaks who withholds the number, nobody can know.
        known = (CallTurn(self.parts).whom(doing).person.language,)
        said = tuple(
            Utterance(doing.spoken([_WORDS[why.why]], language), language)
            for language in (known if doing.phone else Language)
        )
        return Answered(Spoken(said, HangUp()), 0)

    def step(
        self, sid: str, turn: int, meaning: Callable[[State], events.Event], speech: str = ""
    ) -> Answered:
        """What came of the wait of turn number `turn`; an older turn's webhook changes nothing.

        Raises DatabaseDown.
        """
        with self.parts.database.write() as tx:
            call = calls.hold(tx, sid)
            turns, answer = calls.answered(tx, sid)
            # The end may be told before what came of the last wait: it is a turn of its own.
            open_turn = turns - 1 if call and call.over else turns
            if call is None or not answer or turn != open_turn:
                return _again(turns, answer)
            if turns >= TURNS or self.parts.clock.now() - call.began_at > LONGEST:
                meaning = _too_long
            doing = self._doing(tx, sid, call, speech)
            answered = CallTurn(self.parts).take(doing, call, meaning)
            CallTurn(self.parts).carry_over(doing)
        doing.finish()
        return answered

    def recorded(self, sid: str, turn: int, spoken: events.Recorded) -> Answered:
        """A message. Whatever becomes of the turn, the carrier has it, and is to delete it."""
        self._note("Recordings", spoken.recording, sid)
        return self.step(sid, turn, lambda _: spoken)

    def _note(self, kind: recordings.Kind, name: str, sid: str) -> None:
        """Something that the carrier keeps of a call."""
        if name:
            database, now = self.parts.database, self.parts.clock.now()
            with database.write() as tx:
                recordings.note(database, tx, kind=kind, sid=name, call_sid=sid, now=now)

    def keyed(self, sid: str, turn: int, keys: str, speech: str) -> Answered:
        """Keys, words or silence."""
        return self.step(
            sid, turn, lambda state: listen_on_the_phone(keys, speech, state), speech or keys
        )

    def written_down(self, sid: str, recording: str, words: str | None, kept: str = "") -> None:
        """A recording's words, None for a failure, arrive beside the turns. Raises DatabaseDown.

        `kept`: the carrier's name of the words, which it keeps too.
        """
        self._note("Transcriptions", kept, sid)
        with self.parts.database.write() as tx:
            call = calls.hold(tx, sid)
            standing = conversations.standing(tx, Channel.VOICE, sid)
            if call is None or call.over or standing is None:
                return
            heard = events.WordsHeard(recording, words)
            turn = advance(standing.state, heard, Scene(channel=Channel.VOICE))
            conversations.leave(tx, standing, turn.state, self.parts.clock.now())

    def ended(self, ring: Ring, status: str, seconds: int) -> None:
        """The call is over, however it ended and in whatever order that is told.

        Of a call that nobody took, or whose first webhook is still on its way, this is all that
        is ever told; no conversation begins then. Raises DatabaseDown.
        """
        sid, now = ring.sid, self.parts.clock.now()
        with self.parts.database.write() as tx:
            call = calls.hold(tx, sid)
            if call is None:
                self._begin(tx, ring, now - timedelta(seconds=seconds))
            elif call.over:
                return
            calls.end(tx, sid, status, seconds, now)
            doing = self._doing(tx, sid, call) if call else None
            if call and doing:
                doing.action = self.parts.catalog.get(call.action)
                CallTurn(self.parts).take(doing, call, lambda _: events.CallEnded())
            due = recordings.release_call(tx, sid, now)
        if doing:
            doing.finish()
        for row in due:
            self.parts.bell.ring("recording", row)

    def _begin(self, tx: Connection, ring: Ring, at: datetime) -> None:
        calls.begin(
            self.parts.database,
            tx,
            sid=ring.sid,
            phone=ring.caller.e164 if ring.caller else None,
            line_number=ring.line_number,
            direction=ring.direction,
            now=at,
        )
        if ring.direction == "outbound" and ring.callback is not None and ring.caller:
            callbacks.reported(tx, ring.callback, ring.caller.e164, ring.sid)

    def _doing(self, tx: Connection, sid: str, call: calls.Known, speech: str = "") -> Doing:
        heard = Heard(
            sid=sid,
            sender=PhoneNumber(call.phone or ""),
            line_number=call.line_number,
            body=speech,
            source="voice",
        )
        now = self.parts.clock.now()
        return Doing(parts=self.parts, tx=tx, now=now, heard=heard, call_id=call.id)


def _again(turns: int, answer: str) -> Answered:
    """What was answered last; nothing to somebody who is not known (any more)."""
    return Answered(memory.get_spoken(answer) if answer else Spoken((), HangUp()), turns)


def _too_long(_: State) -> events.Event:
    return events.CallTooLong()
