"""One turn of a call: who the caller is, what is decided, what they hear, what is kept of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sms_line.core import events
from sms_line.core.call_listening import wait_for
from sms_line.core.call_prompts import (
    CallScript,
    InOtherLanguage,
    OtherLanguage,
)
from sms_line.core.conversation import advance
from sms_line.core.people import Language
from sms_line.core.recordings import recording_of
from sms_line.core.scene import Channel, Scene
from sms_line.core.speaking import Connect, HangUp, Keys, Spoken, Utterance, Wait
from sms_line.core.states import Arriving, HungUp, Person, Resting, State, Stopped
from sms_line.deciding import Decided, Deciding
from sms_line.doing import Doing
from sms_line.parts import Parts
from sms_line.store import (
    calls,
    conversations,
    memory,
    supporters,
)

RING_SECONDS = 30
"""How long an office's telephone may ring."""
_ASIDES = OtherLanguage | CallScript
"""Said before the question that follows: keys cut them short, and nothing else does."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the caller hears, and which turn this was: the next webhook names it."""

    spoken: Spoken
    turn: int


@dataclass(frozen=True, slots=True)
class CallTurn:
    """Takes the turns of calls."""

    parts: Parts

    def take(
        self, doing: Doing, call: calls.Known, meaning: Callable[[State], events.Event]
    ) -> Answered:
        """Decide, do, save, and say what the caller hears."""
        tx, sid = doing.tx, doing.heard.sid
        standing = conversations.stand(self.parts.database, tx, Channel.VOICE, sid, doing.now)
        before = standing.state if not standing.new else self.whom(doing)
        event = meaning(before)
        decided = Deciding(self.parts).run(doing, before, event, Channel.VOICE)
        about = doing.action.slug if doing.action else call.action
        if about != call.action and not isinstance(decided.state, Arriving):
            calls.note_action(tx, call.id, about)
        spoken = self._spoken(doing, decided)
        if not doing.erased:
            # With the answer, for a webhook that comes twice.
            said = memory.put_spoken(spoken)
            conversations.leave(tx, standing, decided.state, doing.now, said)
            self._remember(doing, before, decided.state)
            self._tell_of_letters(doing, before.person, decided.state.person)
        doing.text_caller(decided.state.person.language)
        return Answered(spoken, standing.turns)

    def whom(self, doing: Doing) -> State:
        """A new call: what is known of the caller from their texts or an earlier call."""
        if not doing.phone:
            return Resting()
        known = supporters.recall(doing.tx, doing.phone)
        return Resting(person=known or Person())

    def _remember(self, doing: Doing, before: State, after: State) -> None:
        if doing.phone and supporters.facts(after.person) != supporters.facts(before.person):
            supporters.remember(self.parts.database, doing.tx, doing.phone, after.person, doing.now)

    def _tell_of_letters(self, doing: Doing, before: Person, after: Person) -> None:
        """Who has written by telephone is not asked to write again, or on, by text."""
        if not doing.phone or after.acted == before.acted:
            return
        standing = conversations.standing(doing.tx, Channel.TEXT, doing.phone)
        if standing is not None:
            state, person = standing.state, replace(standing.state.person, acted=after.acted)
            begun = not isinstance(state, Stopped | Resting | HungUp) and state.draft
            if begun and begun.action in after.acted:
                state = Resting()
            conversations.leave(doing.tx, standing, replace(state, person=person), doing.now)

    def carry_over(self, doing: Doing) -> None:
        """STOP said aloud counts for texts too (47 CFR 64.1200(a)(10)): any reasonable means.

        The ledger has it already; what is left is silence in the conversation by text.
        """
        if not (doing.opted_out and doing.phone):
            return
        database, tx = self.parts.database, doing.tx
        standing = conversations.stand(database, tx, Channel.TEXT, doing.phone, doing.now)
        if standing.new:
            conversations.withdraw(tx, standing)
            return
        turn = advance(standing.state, events.Stop(answered=True), Scene())
        conversations.leave(tx, standing, turn.state, doing.now)

    def _spoken(self, doing: Doing, decided: Decided) -> Spoken:
        language = decided.state.person.language
        utterances: list[Utterance] = []
        for prompt in decided.said:
            spoken_in = _other(language) if isinstance(prompt, InOtherLanguage) else language
            recording = recording_of(prompt, spoken_in, doing.action)
            played = self.parts.recordings.address(recording) if recording else ""
            utterances.append(Utterance(doing.spoken([prompt], spoken_in), spoken_in, played))
        wait = self._wait(doing, decided)
        before = [i for i, prompt in enumerate(decided.said, 1) if isinstance(prompt, _ASIDES)]
        if isinstance(wait, Keys) and before:
            wait = replace(wait, aside=before[-1])
        return Spoken(tuple(utterances), wait)

    def _wait(self, doing: Doing, decided: Decided) -> Wait:
        if decided.dial:
            return Connect(
                number=decided.dial.telephone.number,
                caller_id=doing.heard.line_number,
                ring_seconds=RING_SECONDS,
                limit_seconds=decided.dial.limit_seconds,
            )
        if decided.asks and not isinstance(decided.state, Stopped):
            return wait_for(decided.state)
        return HangUp()


def _other(language: Language) -> Language:
    return Language.SPANISH if language is Language.ENGLISH else Language.ENGLISH
