"""Plays a transcript on the core alone: no database, no web, the state through JSON every turn."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sms_line import ring_back
from sms_line.bundle_paths import TEMPLATES
from sms_line.core import events, places
from sms_line.core.action import Action
from sms_line.core.conversation import advance
from sms_line.core.effects import (
    ArrangeCall,
    Ask,
    ConsentKind,
    DropCall,
    Effect,
    Erase,
    Find,
    Flag,
    FlagMessage,
    Locate,
    OfferAlerts,
    RecordConsent,
    Remind,
    Say,
    SendLetters,
)
from sms_line.core.listening import listen
from sms_line.core.people import Legislator
from sms_line.core.prompts import Prompt, prompt_name
from sms_line.core.reminders import is_ahead, to_remind_of
from sms_line.core.scene import Scene
from sms_line.core.states import Resting, State, Stopped
from sms_line.ports import Directory, Facts
from sms_line.store import memory
from sms_line.words import Words
from tests.transcripts import elsewhere
from tests.transcripts.elsewhere import understand
from tests.transcripts.script import SILENCE, Said, Transcript, written

if TYPE_CHECKING:
    from collections.abc import Sequence

SUPPORTER = "+13075550100"
BEGINS = datetime(2026, 11, 23, 15, tzinfo=UTC)
"""Eight in the morning in Cheyenne."""
VOICE_NUMBER = "307-555-0199"
LINK = "http://127.0.0.1:8000/l/sampletoken1"
NUMBER = "55555"
GIVE_UP_AFTER = timedelta(days=1)
OFFER_LASTS = timedelta(days=7)


@dataclass
class Sent:
    """A letter in flight, as the core-only player keeps it."""

    action: str
    office: Legislator
    status: str = "untried"
    told: str = ""
    age: timedelta = timedelta()


@dataclass
class CorePlayer:
    """One person's conversation."""

    directory: Directory
    actions: "Sequence[Action]"
    stored: str = memory.put(Resting())
    letters: list[Sent] = field(default_factory=list)
    fates: dict[str, str] = field(default_factory=dict)
    looking_up: list[Locate] = field(default_factory=list)
    handled: str = ""
    refused_next: bool = False
    rings: bool = False
    """The line has a telephone that can ring people."""
    moment: datetime = BEGINS
    subscribed: bool = False
    reminded: bool = False
    offered_at: datetime | None = None
    rung: list[datetime] = field(default_factory=list)
    calls: list[ring_back.Arranged] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    prompts: set[str] = field(default_factory=set)
    words: Words = field(default_factory=lambda: Words(TEMPLATES / "text"))

    def play(self, transcript: Transcript) -> Iterator[str]:
        for each in transcript.inputs:
            if isinstance(each, Said):
                yield written(">", each.text)
                lines = self._said(each.text)
                yield from lines or [SILENCE]
            else:
                yield written("~", each.what)
                yield from self._happens(understand(each.what))

    def _said(self, text: str) -> list[str]:
        state = self._state()
        handled, self.handled = self.handled, ""
        event: events.Event
        match handled:
            case "STOP":
                event = events.Stop(answered=True)
            case "START":
                event = events.Start(answered=True)
            case "HELP":
                event = events.Help(answered=True)
            case _:
                event = listen(text, state, self._keywords())
        return self._turn(event)

    def _keywords(self) -> dict[str, tuple[str, "object"]]:
        found: dict = {}
        for action in self.actions:
            for word, language in action.keywords.items():
                found.setdefault(word, (action.slug, language))
        return found

    def _state(self) -> State:
        state = memory.get(self.stored)
        assert state is not None
        return state

    def _turn(self, event: events.Event) -> list[str]:
        said: list[Prompt] = []
        done: list[str] = []
        spoken_of: Action | None = None
        for _ in range(8):
            state = self._state()
            action = self._action(state, event)
            spoken_of = action or spoken_of
            turn = advance(state, event, self._scene(action))
            self.stored = memory.put(turn.state)
            waits = [e for e in turn.effects if isinstance(e, Ask | Find | ArrangeCall)]
            assert len(waits) <= 1, waits
            said += [e.prompt for e in turn.effects if isinstance(e, Say | Ask)]
            self.prompts |= {prompt_name(type(prompt)) for prompt in said}
            done += [line for e in turn.effects for line in self._done(e)]
            question = next((e for e in turn.effects if isinstance(e, Find | ArrangeCall)), None)
            if question is None:
                break
            event = self._answer(question)
        lines = []
        if said:
            text = self._text(said, spoken_of)
            if self.refused_next and not isinstance(event, events.FromPerson):
                self.refused_next = False
                return [*done, *self._turn(events.Stop(answered=True))]
            self.texts.append(text)
            lines.append(written("<", text))
        return [*lines, *done]

    def _scene(self, action: Action | None) -> Scene:
        ahead = is_ahead(action, self.moment.date())
        return Scene(action=action, over=_over(action), ahead=ahead, subscribed=self.subscribed)

    def _action(self, state: State, event: events.Event) -> Action | None:
        slug = ""
        if isinstance(event, events.KeywordGiven):
            slug = event.slug
        elif isinstance(event, events.LettersReported):
            slug = event.action
        elif isinstance(event, events.RemindAsked):
            return to_remind_of(state.person.acted, self._named, self.moment.date())
        elif not isinstance(state, Stopped | Resting) and state.draft:
            slug = state.draft.action
        return self._named(slug)

    def _named(self, slug: str) -> Action | None:
        return next((a for a in self.actions if a.slug == slug), None)

    def _answer(self, question: Find | ArrangeCall) -> events.Event:
        if isinstance(question, Find):
            return self._found(question)
        parts: Any = SimpleNamespace(
            can_ring=self.rings,
            directory=self.directory,
            clock=SimpleNamespace(now=lambda: self.moment),
        )
        zip_code = self._state().person.zip
        used = ring_back.Used(len(self.rung), spent=False)
        arranged = ring_back.arrange(parts, SUPPORTER, zip_code, question.at, used)
        if arranged.due_at:
            self.calls = [arranged]
        return arranged.event

    def _found(self, find: Find) -> events.Found:
        finding = self.directory.find(find.zip)
        if find.district and isinstance(finding, places.Settled | places.Likely | places.Split):
            known = self.directory.represents(places.district(find.district))
            assert known is not None
            finding = places.Settled(finding.zip, finding.city, finding.state, known)
        return events.Found(finding)

    def _text(self, said: list[Prompt], action: Action | None) -> str:
        language = self._state().person.language
        opened = [a for a in self.actions if not _over(a)]
        spoken_of = action or (opened[0] if opened else None)
        keywords = []
        for each in opened:
            mine = [w for w, spoken in each.keywords.items() if spoken is language]
            keywords.append((mine or list(each.keywords))[0])
        facts = Facts(
            organization=spoken_of.organization if spoken_of else "",
            contact=spoken_of.contact if spoken_of else "",
            title=spoken_of.title if spoken_of else "",
            number=NUMBER,
            keywords=tuple(keywords),
            voice_number=VOICE_NUMBER if self.rings else "",
            can_ring=self.rings and bool(spoken_of and spoken_of.script),
            link=LINK,
        )
        return self.words.text(said, language, spoken_of, facts)

    def _done(self, effect: Effect) -> Iterator[str]:
        match effect:
            case Remind():
                if not self.reminded:
                    yield "* a reminder is planned"
                self.reminded = True
            case OfferAlerts():
                self.offered_at = self.moment
            case RecordConsent(kind):
                self.subscribed = kind is ConsentKind.OPT_IN
                yield f"* {kind.value} recorded"
            case SendLetters(person, draft, offices):
                for office in offices:
                    self.letters.append(Sent(draft.action, office))
                    yield f"* letter from {person.name} to {office.name}"
            case Locate():
                self.looking_up = [effect]
                yield "* the address is looked up"
            case Erase():
                self.letters.clear()
                self.looking_up.clear()
                yield "* everything about this person is erased"
            case DropCall():
                self.calls.clear()
            case Flag() | FlagMessage():
                yield "* an organizer is called"

    def _happens(self, what: elsewhere.Happening) -> Iterator[str]:
        match what:
            case elsewhere.OfficeWill(name, fate):
                self.fates[name] = fate
            case elsewhere.LettersGoOut():
                yield from self._deliver()
            case elsewhere.TimePasses(by):
                self.moment += by
                if self.offered_at and not self._offered_lately():
                    yield from self._turn(events.OfferLapsed())
                for letter in self.letters:
                    letter.age += by
                yield from self._deliver()
                yield from self._ring()
            case elsewhere.CallAskedOnPage():
                yield from self._turn(events.CallRequested())
            case elsewhere.AlertsOnPage(language):
                may = not (self.subscribed or isinstance(self._state(), Stopped))
                if may and not self._offered_lately():
                    yield from self._turn(events.AlertsRequested(language))
            case elsewhere.CarrierHandles(kind):
                self.handled = kind
            case elsewhere.CarrierRefuses():
                self.refused_next = True
            case elsewhere.GeocoderSays(districts):
                asked = self.looking_up.pop()
                found = None
                if districts is not None:
                    known = [self.directory.represents(places.district(d)) for d in districts]
                    found = tuple(place for place in known if place)
                yield from self._turn(events.Located(asked.street, found))

    def _offered_lately(self) -> bool:
        return bool(self.offered_at and self.moment - self.offered_at < OFFER_LASTS)

    def _ring(self) -> Iterator[str]:
        for call in list(self.calls):
            if call.remind_at and call.remind_at <= self.moment < (call.due_at or self.moment):
                self.calls = [replace(call, remind_at=None)]
                yield from self._turn(events.CallNear(call.event.when))
        for call in list(self.calls):
            if call.due_at and call.due_at <= self.moment:
                self.calls.clear()
                self.rung.append(self.moment)
                yield "* the line rings the person"

    def _deliver(self) -> Iterator[str]:
        for letter in self.letters:
            if letter.status in {"untried", "waiting"}:
                letter.status = self.fates.get(letter.office.name, "accepted")
                if letter.status == "waiting" and letter.age >= GIVE_UP_AFTER:
                    letter.status = "given up"
        for action in dict.fromkeys(letter.action for letter in self.letters):
            yield from self._report(action)

    def _report(self, action: str) -> Iterator[str]:
        news = [s for s in self.letters if s.action == action and s.told != s.status]
        for each in news:
            each.told = each.status

        def those(status: str) -> tuple[events.OfficeNews, ...]:
            return tuple(
                events.OfficeNews(s.office.name, s.office.title.value, s.office.phone)
                for s in news
                if s.status == status
            )

        if news:
            yield from self._turn(
                events.LettersReported(
                    action=action,
                    accepted=those("accepted"),
                    refused=those("refused"),
                    unsure=those("unsure"),
                    given_up=those("given up"),
                    waiting=those("waiting"),
                )
            )


def _over(action: Action | None) -> bool:
    return bool(action and action.ends and action.ends.year < 2026)
