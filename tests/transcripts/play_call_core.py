"""Plays a call on the core alone: no database, no web, the state through JSON every turn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Literal

from sms_line import reaching, ring_back
from sms_line.bundle_paths import TEMPLATES
from sms_line.call_line import LONGEST
from sms_line.core import events, places
from sms_line.core.action import Action
from sms_line.core.call_actions import offered
from sms_line.core.call_limits import IN_VAIN_FOR, Refusal, Today, not_taken
from sms_line.core.call_listening import keys_for, listen_on_the_phone
from sms_line.core.call_prompts import (
    CalledTooOften,
    CallPrompt,
    DaySpent,
    InOtherLanguage,
    WithheldTooOften,
)
from sms_line.core.conversation import advance
from sms_line.core.effects import (
    AmendLeg,
    Ask,
    ConsentKind,
    Dial,
    Effect,
    Find,
    FindTelephone,
    FlagMessage,
    RecordConsent,
    RecordLeg,
    RingWhenOpen,
    Say,
    SendLetters,
    TextCaller,
)
from sms_line.core.people import Language
from sms_line.core.prompts import Prompt, prompt_name
from sms_line.core.scene import Channel, Scene
from sms_line.core.states import (
    ChoosingAction,
    HungUp,
    OnTheLine,
    Person,
    Proving,
    Resting,
    State,
    Stopped,
)
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.directory.openings import OpeningsFromDirectory
from sms_line.ports import Facts
from sms_line.settings import Settings
from sms_line.store import memory
from sms_line.store.room import UNDER_WAY, Lately
from sms_line.words import Words
from tests.transcripts.caller import (
    LINE_NUMBER,
    AnotherCaller,
    Deed,
    Dictates,
    Earlier,
    HangsUp,
    LegEnds,
    Presses,
    Rings,
    Speaks,
    TenCallers,
    Texts,
    WrittenDown,
    caller_does,
    happens,
    leg_recorded,
    puts_through,
)
from tests.transcripts.play_core import NUMBER, CorePlayer, _over
from tests.transcripts.play_door import StoryClock
from tests.transcripts.script import SILENCE, Said, Transcript, written

REMEMBERED = frozenset(each.name for each in fields(Person)) - {"greeted", "acted"}
"""What a line keeps of somebody beside their conversation."""
ROUNDS = 8
MINUTES = Settings().call_minutes_per_day
_REFUSED: dict[Refusal, CallPrompt] = {
    Refusal.OFTEN: CalledTooOften(),
    Refusal.WITHHELD: WithheldTooOften(),
    Refusal.SPENT: DaySpent(),
}


@dataclass
class CallCorePlayer:
    """One person's calls, and their texts between them."""

    directory: DirectoryFromStore
    actions: Sequence[Action]
    clock: StoryClock
    caller: str
    over: bool = True
    prompts: set[str] = field(default_factory=set)
    text: CorePlayer = field(init=False)
    _stored: str = ""
    _known: Person | None = None
    _may_be_texted: bool = False
    messages: Literal["", "person", "transcribed"] = ""
    rings: bool = False
    """The line can ring people."""
    _waits_for: str = ""
    """Whose office the call waits for that is to be placed, or was."""
    _crowded: dict[str, datetime] = field(default_factory=dict)
    """Since when enough callers are on a telephone."""
    _in_vain: dict[str, datetime] = field(default_factory=dict)
    """When a caller did not get through to whose office in Washington."""
    _today: Today = field(default_factory=lambda: Today(False, 0, 0))
    _recordings: int = 0
    _limit: int = 0
    _about: Action | None = None
    """The action of the call."""
    _began: datetime = field(init=False)
    _words: Words = field(default_factory=lambda: Words(TEMPLATES / "voice"))

    def __post_init__(self) -> None:
        self.text = CorePlayer(self.directory, self.actions, rings=self.rings)
        self._openings = OpeningsFromDirectory(self.directory, self.clock)

    def play(self, transcript: Transcript) -> Iterator[str]:
        for each in transcript.inputs:
            if isinstance(each, Said):
                yield written(">", each.text)
                yield from self._does(caller_does(each.text))
                continue
            yield written("~", each.what)
            what = happens(each.what)
            if isinstance(what, WrittenDown):
                heard = events.WordsHeard(f"RE{self._recordings}", what.words)
                turn = advance(self._state_of(self._stored), heard, self._scene(None))
                self._stored = memory.put(turn.state)
            elif isinstance(what, Earlier):
                withheld = self.caller == "anonymous"
                self._today = Today(False, what.calls, what.minutes * 60, withheld)
            elif isinstance(what, LegEnds):
                seconds = min(what.seconds, self._limit)
                yield from self._turn(events.LegEnded(what.status, seconds))
            elif isinstance(what, AnotherCaller | TenCallers):
                self._others(what)
            else:
                self.clock.moment += what.by
                yield from self._ring()

    def _others(self, what: AnotherCaller | TenCallers) -> None:
        finding = self.directory.find(what.zip)
        assert isinstance(finding, places.Settled)
        first = finding.representation.senators[0].bioguide
        if isinstance(what, AnotherCaller):
            self._in_vain[first] = self.clock.now()
            return
        opening = self._openings.of(first, what.zip)
        (number,) = [
            telephone.number
            for telephone in (opening.washington, opening.nearest)
            if telephone and telephone.city == what.city
        ]
        self._crowded[number] = self.clock.now()

    def _lately(self, bioguide: str) -> Lately:
        now = self.clock.now()
        crowded = frozenset(n for n, at in self._crowded.items() if now - at < UNDER_WAY)
        met = self._in_vain.get(bioguide)
        return Lately(crowded, in_vain=met is not None and now - met < IN_VAIN_FOR)

    def _ring(self) -> Iterator[str]:
        self.text.moment = self.clock.now()
        yield from self.text._ring()

    def _does(self, deed: Deed) -> Iterator[str]:
        if isinstance(deed, Texts):
            yield from self._texts(deed.body)
        elif isinstance(deed, Rings):
            assert self.over, "one call at a time"
            self.over = False
            self._began = self.clock.now()
            person = self._known if self.caller != "anonymous" else None
            acted = tuple(dict.fromkeys(letter.action for letter in self.text.letters))
            person = replace(person, acted=acted) if person else Person()
            self._stored = memory.put(Resting(person=person))
            self._about = None
            if refused := not_taken(self._today, MINUTES):
                self.over = True
                yield from self._refuses(_REFUSED[refused.why]) if refused.told else ()
                yield "* hangs up"
                return
            about = self._asked_from() if deed.back else ""
            first = self._waits_for if deed.back else ""
            yield from self._turn(events.CallBegan(deed.back, deed.machine, about, first))
        elif isinstance(deed, HangsUp):
            yield from self._hangs_up(deed.seconds)
        elif isinstance(deed, Dictates):
            self._recordings += 1
            spoken = events.Recorded(f"RE{self._recordings}", "https://rec.example", deed.seconds)
            lines = list(self._turn(spoken))
            if deed.hangs_up:
                lines = [line for line in lines if not line.startswith("<")]
                self.over = True
                lines += self._turn(events.CallEnded())
            yield from lines
        else:
            yield from self._answers(deed)

    def _texts(self, body: str) -> Iterator[str]:
        lines = self.text._said(body)
        self._may_be_texted = self._may_be_texted or "* opt-in recorded" in lines
        self._remember(self._state_of(self.text.stored).person)
        yield from lines or [SILENCE]

    def _answers(self, deed: Presses | Speaks) -> Iterator[str]:
        assert not self.over, "the call is over"
        state = self._state_of(self._stored)
        if isinstance(state, OnTheLine):
            if isinstance(deed, Presses) and "*" in deed.keys:
                yield from self._turn(events.LegEnded("completed", 1))
            return
        keys = speech = ""
        if isinstance(deed, Presses):
            count = keys_for(state).count
            keys = deed.keys[:count] if count == 1 else deed.keys.partition("#")[0][:count]
        elif keys_for(state).speech:
            speech = deed.words
        if self.clock.now() - self._began > LONGEST:
            yield from self._turn(events.CallTooLong())
            return
        yield from self._turn(listen_on_the_phone(keys, speech, state))

    def _hangs_up(self, seconds: int) -> Iterator[str]:
        self.over = True
        if isinstance(self._state_of(self._stored), OnTheLine):
            status = "completed" if seconds else "canceled"
            unheard = self._turn(events.LegEnded(status, seconds))
            yield from (line for line in unheard if line.startswith("* leg"))
        yield from self._turn(events.CallEnded())

    def _state_of(self, stored: str) -> State:
        state = memory.get(stored)
        assert state is not None
        return state

    def _turn(self, event: events.Event) -> Iterator[str]:
        said: list[Prompt | CallPrompt] = []
        effects: list[Effect] = []
        action: Action | None = None
        for _ in range(ROUNDS):
            state = self._state_of(self._stored)
            action = self._action(state, event) or action
            self._about = action or self._about
            turn = advance(state, event, self._scene(action, self._menu(state, event)))
            self._stored = memory.put(turn.state)
            said += [e.prompt for e in turn.effects if isinstance(e, Say | Ask)]
            effects += turn.effects
            questions = [e for e in turn.effects if isinstance(e, Find | FindTelephone)]
            waits = [e for e in turn.effects if isinstance(e, Ask | Dial)]
            assert len(questions) + len(waits) <= 1
            if not questions:
                break
            event = self._found(questions[0])
        else:
            raise AssertionError("a turn asked the directory too many questions")
        yield from self._told(said, action)
        yield from self._done(effects, action)

    def _scene(self, action: Action | None, menu: tuple[Action, ...] = ()) -> Scene:
        messages = self.messages if self.caller != "anonymous" else ""
        return Scene(action=action, menu=menu, channel=Channel.VOICE, messages=messages)

    def _asked_from(self) -> str:
        """What somebody was last at by text."""
        state = self._state_of(self.text.stored)
        draft = None if isinstance(state, Stopped | Resting | HungUp) else state.draft
        return draft.action if draft else next(iter(state.person.acted[::-1]), "")

    def _offered(self, state: State, event: events.Event) -> tuple[Action, ...]:
        opened = [action for action in self.actions if not _over(action)]
        if isinstance(event, events.CallBegan):
            return offered(opened, LINE_NUMBER, event.about)
        return offered(opened, LINE_NUMBER, state.about) if isinstance(state, Proving) else ()

    def _menu(self, state: State, event: events.Event) -> tuple[Action, ...]:
        if isinstance(state, ChoosingAction):
            slugs = [slug for slug, _ in state.choices]
            return tuple(a for slug in slugs for a in self.actions if a.slug == slug)
        menu = self._offered(state, event)
        return menu if len(menu) > 1 else ()

    def _action(self, state: State, event: events.Event) -> Action | None:
        if isinstance(event, events.CallEnded):
            return self._about
        if isinstance(event, events.CallBegan) or isinstance(state, Proving):
            return next(iter(self._offered(state, event)), None)
        if isinstance(state, ChoosingAction):
            return self._menu(state, event)[0]
        if isinstance(state, Stopped | Resting | HungUp) or state.draft is None:
            return None
        slug = state.draft.action
        return next(each for each in self.actions if each.slug == slug)

    def _found(self, question: Find | FindTelephone) -> events.Event:
        if isinstance(question, Find):
            return self.text._found(question)
        parts: Any = SimpleNamespace(
            can_ring=self.rings,
            directory=self.directory,
            openings=self._openings,
            clock=self.clock,
        )
        phone = self.caller if self.caller != "anonymous" else ""
        used = ring_back.Used(len(self.text.rung), spent=False)
        return reaching.found(parts, phone, question, self._lately(question.bioguide), lambda: used)

    def _told(self, said: Sequence[Prompt | CallPrompt], action: Action | None) -> Iterator[str]:
        language = self._state_of(self._stored).person.language
        self.prompts |= {prompt_name(type(prompt)) for prompt in said}
        other = Language.SPANISH if language is Language.ENGLISH else Language.ENGLISH
        for prompt in said:
            spoken_in = other if isinstance(prompt, InOtherLanguage) else language
            facts = self._facts(action)
            yield written("<", self._words.spoken([prompt], spoken_in, action, facts))

    def _refuses(self, why: CallPrompt) -> Iterator[str]:
        known = (self._state_of(self._stored).person.language,)
        self.prompts.add(prompt_name(type(why)))
        for language in Language if self.caller == "anonymous" else known:
            yield written("<", self._words.spoken([why], language, None, self._facts(None)))

    def _facts(self, action: Action | None) -> Facts:
        spoken_of = action or next(iter(self.actions), None)
        language = self._state_of(self._stored).person.language
        keywords = [
            next(iter([w for w, spoken in each.keywords.items() if spoken is language]), "")
            for each in self.actions
        ]
        return Facts(
            organization=spoken_of.organization if spoken_of else "",
            contact=spoken_of.contact if spoken_of else "",
            title=spoken_of.title if spoken_of else "",
            number=NUMBER,
            keywords=tuple(keywords),
        )

    def _done(self, effects: Sequence[Effect], action: Action | None) -> Iterator[str]:
        state = self._state_of(self._stored)
        for effect in effects:
            if isinstance(effect, RecordConsent) and self.caller != "anonymous":
                yield f"* {effect.kind.value} recorded"
                self._consents(effect.kind)
        for effect in effects:
            if isinstance(effect, SendLetters | FlagMessage):
                yield from self.text._done(effect)
        for effect in effects:
            if isinstance(effect, RingWhenOpen):
                self._waits_for = effect.bioguide
                due = ring_back.Arranged(events.CallArranged("later"), effect.at.at, None)
                self.text.calls = [due]
        for effect in effects:
            if isinstance(effect, RecordLeg | AmendLeg) and effect.leg.status != "dialled":
                leg = effect.leg
                name = self._name(leg.bioguide)
                yield leg_recorded(name, leg.kind, leg.status, leg.went)
        self._remember(state.person)
        dial = next((e for e in effects if isinstance(e, Dial)), None)
        if dial and isinstance(state, OnTheLine):
            self._limit = dial.limit_seconds
            phone = dial.telephone
            yield puts_through(phone.number, state.rounds.office.name, phone.kind, phone.city)
        hangs_up = not self.over and not dial and not any(isinstance(e, Ask) for e in effects)
        if hangs_up:
            yield "* hangs up"
        yield from self._texted(effects, action)
        if hangs_up:
            self.over = True
            yield from self._turn(events.CallEnded())

    def _consents(self, kind: ConsentKind) -> None:
        self._may_be_texted = kind is ConsentKind.OPT_IN
        stopped = advance(
            self._state_of(self.text.stored), events.Stop(answered=True), Scene()
        ).state
        self.text.stored = memory.put(stopped)

    def _texted(self, effects: Sequence[Effect], action: Action | None) -> Iterator[str]:
        language = self._state_of(self._stored).person.language
        for effect in effects:
            if isinstance(effect, TextCaller) and self._may_be_texted:
                facts = self._facts(action)
                spoken_of = action or next(iter(self.actions))
                body = self.text.words.text([effect.prompt], language, spoken_of, facts)
                self.prompts.add(prompt_name(type(effect.prompt)))
                yield written("*", f"texts the caller: {body}")

    def _remember(self, person: Person) -> None:
        if person != Person():
            known = {name: getattr(person, name) for name in REMEMBERED}
            self._known = Person(**known)

    def _name(self, bioguide: str) -> str:
        legislator = self.directory.legislator(bioguide)
        assert legislator is not None
        return legislator.name
