"""The rows that only texts have: the letter, its fields and phrases, and mending an answer."""

from dataclasses import replace

from sms_line.core import prompts
from sms_line.core.action import Action
from sms_line.core.alerts import declined, offer, offer_to, remind
from sms_line.core.effects import ArrangeCall, Ask, DropCall, Say, SendLetters
from sms_line.core.events import (
    AlertsAsked,
    AlertsRequested,
    BackAsked,
    CallArranged,
    CallAsked,
    CallDropped,
    CallNear,
    CallRequested,
    ChangeAsked,
    Event,
    FieldGiven,
    Located,
    No,
    OfferLapsed,
    OwnWords,
    RemindAsked,
    Skip,
    StreetGiven,
    Thanks,
    Yes,
)
from sms_line.core.needs import offices
from sms_line.core.people import Field
from sms_line.core.placing import locate, located
from sms_line.core.scene import Scene, Turn
from sms_line.core.states import (
    AskingField,
    AskingZip,
    ChoosingDistrict,
    ChoosingPhrase,
    Locating,
    Mending,
    Offered,
    Person,
    Resting,
    Reviewing,
    Waiting,
)
from sms_line.core.steps import back, first_name, mend, not_understood, onward, question, zip_again

OWN_WORDS = 2_000
"""Characters that a supporter may add to a letter: a text and a quarter of another."""


def by_text(state: Resting | Offered | Waiting, event: Event, scene: Scene) -> Turn:
    """What comes of an event that no shared row has taken, in a conversation by text."""
    action = scene.action
    match state, event:
        # An address settles what a ZIP code does not; the answer comes later.
        case AskingZip(person=person), StreetGiven(street) if person.zip:
            return locate(state, (), street)
        case ChoosingDistrict() | Locating(), StreetGiven(street):
            return locate(state, state.choices, street)
        case Locating(), Located() if event.street == state.street:
            return located(state, event, scene)

        # What the offices want to know.
        case AskingField(draft=draft), FieldGiven(field, value) if action:
            return onward(_with(state.person, field, value), draft, action)

        # What the letter says.
        case ChoosingPhrase(draft=draft), Yes() if action:
            kept = (*draft.kept, draft.decided)
            return onward(
                state.person, replace(draft, kept=kept, decided=draft.decided + 1), action
            )
        case ChoosingPhrase(draft=draft), (No() | Skip()) if action:
            return onward(state.person, replace(draft, decided=draft.decided + 1), action)
        case Reviewing(draft=draft), OwnWords(text) if len(draft.own_words) + len(text) > OWN_WORDS:
            return Turn(state, (Ask(prompts.OwnWordsFull()),))
        case Reviewing(draft=draft), OwnWords(text) if action:
            own_words = f"{draft.own_words}\n{text}".strip()
            return onward(state.person, replace(draft, own_words=own_words), action)
        case Reviewing(), Yes() if action:
            return _send(state, action, scene)
        case Reviewing(), Skip():
            return Turn(state, question(state, action))
        case Reviewing(), No():
            return Turn(state, (Ask(prompts.NotSent()),))

        # Mending an answer.
        case AskingField() | ChoosingPhrase() | Reviewing() | Mending(), BackAsked() if action:
            return back(state, action)
        case AskingField() | ChoosingPhrase() | Reviewing() | Mending(), ChangeAsked() if action:
            return mend(state, event.what, action)
        case Resting(person=person), ChangeAsked(None | "zip") if person.zip:
            return zip_again(person, None)
        case Resting() | Offered(), BackAsked() | ChangeAsked():
            return Turn(state, (Say(prompts.NothingToChange()), Say(prompts.Hint())))

        # Alerts.
        case Offered(), No():
            return declined(state)
        case Offered(), OfferLapsed():
            return Turn(Resting(person=state.person))
        case _, AlertsAsked():
            return offer(state, scene)
        case _, AlertsRequested(language):
            return offer_to(state, language, scene)

        # Remind me.
        case _, RemindAsked() if scene.ahead:
            return remind(state, scene)
        case _, RemindAsked():
            return Turn(state, (Say(prompts.NothingToRemind()),))

        # Ring me back.
        case _, CallRequested():
            return Turn(state, (Say(prompts.CallOffered()),))
        case _, CallAsked(at):
            return Turn(state, (ArrangeCall(at),))
        case _, CallArranged():
            return Turn(state, (Say(_arranged(event)),))
        case _, CallNear(when):
            return Turn(state, (Say(prompts.CallReminder(when)),))
        case _, CallDropped():
            return Turn(state, (DropCall(), Say(prompts.CallCancelled())))

        # Nothing is asked, and a thank-you is no reason to text back.
        case Resting() | Offered(), Thanks():
            return Turn(replace(state, tries=0))

        # News for a question that is no longer open.
        case _, Located() | OfferLapsed():
            return Turn(state)
        case _:
            return not_understood(state, answers_broadcast=scene.answers_broadcast)


def _arranged(event: CallArranged) -> prompts.Prompt:
    match event.outcome:
        case "now":
            return prompts.CallComing()
        case "later":
            return prompts.CallPlanned(event.when, event.tomorrow)
        case "hours":
            return prompts.CallOutOfHours()
        case "many":
            return prompts.CallsEnough()
        case "impossible":
            return prompts.CallImpossible()


def _send(state: Reviewing, action: Action, scene: Scene) -> Turn:
    person, draft = state.person, state.draft
    if draft.representation is None:
        return zip_again(person, draft)
    to = offices(action, draft.representation)
    sending = prompts.Sending(first_name(person), len(to), scene.ahead)
    person = replace(person, acted=(*person.acted, draft.action))
    return Turn(Resting(person=person), (SendLetters(person, draft, to), Say(sending)))


def _with(person: Person, field: Field, value: str) -> Person:
    match field:
        case Field.NAME:
            return replace(person, name=value)
        case Field.PREFIX:
            return replace(person, prefix=value)
        case Field.STREET:
            return replace(person, street=value)
        case Field.EMAIL:
            return replace(person, email=value)
