"""Decide and do until nothing is left to find out: the same for a text and for a call."""

from dataclasses import dataclass
from datetime import date

from sms_line import reaching
from sms_line.core import call_actions, events, places
from sms_line.core.action import Action
from sms_line.core.call_prompts import CallPrompt
from sms_line.core.conversation import advance
from sms_line.core.effects import ArrangeCall, Ask, Dial, Find, Say
from sms_line.core.people import Legislator, Representation
from sms_line.core.prompts import Prompt
from sms_line.core.reminders import is_ahead, to_remind_of
from sms_line.core.scene import Channel, Scene
from sms_line.core.states import ChoosingAction, HungUp, Proving, Resting, State, Stopped
from sms_line.doing import Doing, Question
from sms_line.parts import Parts
from sms_line.ports import NoDataLoaded
from sms_line.store import consents, texts

_ABOUT_ALERTS = events.AlertsAsked | events.AlertsRequested | events.RemindAsked

MAX_ROUNDS = 8
"""Questions to the directory within one turn: more would be a mistake in the table."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a turn came to."""

    state: State
    said: tuple[Prompt | CallPrompt, ...]
    asks: bool
    """The person is asked something."""
    dial: Dial | None


@dataclass(frozen=True, slots=True)
class Deciding:
    """Loads what the table needs to know, and has its effects carried out."""

    parts: Parts

    def run(
        self, doing: Doing, state: State, event: events.Event, channel: Channel = Channel.TEXT
    ) -> Decided:
        """One turn of a conversation, with all the questions that it asks the directory."""
        said: list[Prompt | CallPrompt] = []
        asks, dial = False, None
        # A call offers telephones that are refused one after another: each office is a round.
        for _ in range(MAX_ROUNDS):
            scene = self._scene(state, event, channel, doing)
            doing.action = scene.action or doing.action
            turn = advance(state, event, scene)
            state = turn.state
            said += [e.prompt for e in turn.effects if isinstance(e, Say | Ask)]
            asks = asks or any(isinstance(e, Ask) for e in turn.effects)
            dial = next((e for e in turn.effects if isinstance(e, Dial)), dial)
            question = doing.do_all(turn.effects)
            if question is None:
                return Decided(state, tuple(said), asks, dial)
            event = self._answer(doing, state, question)
        raise RuntimeError("a turn asked the directory too many questions")

    def _scene(self, state: State, event: events.Event, channel: Channel, doing: Doing) -> Scene:
        """`doing.action`: what the turn is about as far as the state does not tell."""
        action: Action | None = None
        today = self.parts.clock.now().date()
        menu = self._offered(state, event, today, doing.heard.line_number)
        if isinstance(event, events.KeywordGiven):
            action = self.parts.catalog.get(event.slug)
        elif isinstance(event, events.LettersReported):
            action = self.parts.catalog.get(event.action)
        elif isinstance(event, events.RemindAsked):
            action = to_remind_of(state.person.acted, self.parts.catalog.get, today)
        elif isinstance(event, events.CallEnded):
            action = doing.action
        elif menu:
            action = menu[0]
        elif not isinstance(state, Stopped | Resting | HungUp) and state.draft:
            action = self.parts.catalog.get(state.draft.action, state.draft.version)
        over = bool(action and action.ends and action.ends < today)
        messages = self.parts.messages if doing.phone else ""
        menu = menu if len(menu) > 1 or isinstance(state, ChoosingAction) else ()
        subscribed = isinstance(event, _ABOUT_ALERTS) and (
            consents.may_be_texted(doing.tx, doing.phone)
        )
        at_rest = isinstance(state, Resting) and isinstance(event, events.Words)
        answers = at_rest and texts.answers_broadcast(doing.tx, doing.phone, doing.now)
        return Scene(
            action=action,
            menu=menu,
            over=over,
            ahead=is_ahead(action, today),
            subscribed=subscribed,
            answers_broadcast=answers,
            channel=channel,
            messages=messages,
        )

    def _offered(
        self, state: State, event: events.Event, today: date, number: str
    ) -> tuple[Action, ...]:
        """What a call may be about, as long as that is not settled."""
        catalog = self.parts.catalog
        if isinstance(state, ChoosingAction):
            # As they were read out, whatever has been loaded since.
            return tuple(action for slug, _ in state.choices if (action := catalog.get(slug)))
        if isinstance(event, events.CallBegan):
            return call_actions.offered(catalog.open(today), number, event.about)
        if isinstance(state, Proving):
            return call_actions.offered(catalog.open(today), number, state.about)
        return ()

    def _answer(self, doing: Doing, state: State, question: Question) -> events.Event:
        if isinstance(question, Find):
            return self.find(question)
        if isinstance(question, ArrangeCall):
            return doing.arrange(question.at, state.person.zip)
        return reaching.find(self.parts, doing.tx, doing.phone, question, doing.now)

    def find(self, find: Find) -> events.Found:
        """What the directory says of a place, and what its offices require."""
        try:
            finding = self.parts.directory.find(find.zip)
        except NoDataLoaded:
            finding = places.NoData()
        if find.district and isinstance(finding, places.Settled | places.Likely | places.Split):
            known = self.parts.directory.represents(places.district(find.district))
            if known:
                finding = places.Settled(finding.zip, finding.city, finding.state, known)
        return events.Found(finding, self.needs(_represented(finding)))

    def needs(self, represented: tuple[Representation, ...]) -> events.Needs:
        """What the offices of these places require on their routes."""
        return tuple(
            (office.bioguide, wanted)
            for office in _offices(represented)
            if (wanted := self.parts.route.needs(office))
        )


def _represented(finding: places.Finding) -> tuple[Representation, ...]:
    match finding:
        case places.Settled() | places.Likely():
            return (finding.representation,)
        case places.Split():
            return finding.choices
        case _:
            return ()


def _offices(represented: tuple[Representation, ...]) -> tuple[Legislator, ...]:
    everybody = {
        office.bioguide: office
        for place in represented
        for office in (*place.senators, place.representative)
        if office
    }
    return tuple(everybody.values())
