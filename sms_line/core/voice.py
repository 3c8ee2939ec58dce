"""The rows that only calls have: the greeting, the offices one after another, and the end."""

from dataclasses import replace

from sms_line.core import call_prompts as say
from sms_line.core import calling, steps
from sms_line.core.effects import Ask, Effect, Find, Say, TextCaller
from sms_line.core.events import (
    CallBegan,
    CallEnded,
    Event,
    KeyPressed,
    LegEnded,
    TelephoneFound,
)
from sms_line.core.prompts import AskZip
from sms_line.core.scene import Scene, Turn
from sms_line.core.states import (
    AskingZip,
    Awake,
    Calling,
    Draft,
    HungUp,
    Leg,
    OnTheLine,
    Proving,
    ReadyToDial,
    Resting,
    SayingHowItWent,
    Seeking,
)

TRIES = calling.TRIES


def on_the_phone(state: Awake, event: Event, scene: Scene) -> Turn:
    """What comes of an event that no shared row has taken, in a call.

    A turn that asks nothing and dials nobody ends the call.
    """
    if isinstance(state, Calling):
        state = replace(state, rounds=replace(state.rounds, steps=state.rounds.steps + 1))
        if state.rounds.steps > calling.STEPS:
            return Turn(HungUp(person=state.person, rounds=state.rounds), (Say(say.CallLimit()),))
    match state, event:
        case Resting(person=person), CallBegan(machine=True):
            return Turn(HungUp(person=person))
        case Resting(person=person), CallBegan(rung_back=True):
            return Turn(Proving(person=person), (Ask(say.RungBack()),))
        case Resting(), CallBegan():
            return _greet(state, scene)
        case Proving(person=person), KeyPressed():
            return _greet(Resting(person=person), scene)
        case _, CallEnded():
            rounds = state.rounds if isinstance(state, Calling) else None
            return after_the_call(HungUp(person=state.person, rounds=rounds), event)
        case Seeking(), TelephoneFound(opening):
            return calling.found(state, opening)
        case ReadyToDial(), KeyPressed("1"):
            return calling.put_through(state, calling.script_of(scene.action, state.person))
        case ReadyToDial(rounds=rounds), KeyPressed("2" | "*"):
            leg = Leg(rounds.office.bioguide, "", "skipped")
            return calling.past(state, leg, ())
        case ReadyToDial(), KeyPressed("3"):
            return steps.zip_again(state.person, state.draft)
        case ReadyToDial(), KeyPressed("9"):
            words = calling.script_of(scene.action, state.person)
            script = (Say(say.CallScript(words)),) if words else ()
            return Turn(state, (*script, *calling.question(state)))
        case OnTheLine(), LegEnded():
            return calling.leg_ended(state, event)
        case SayingHowItWent(), KeyPressed("1" | "2" | "3" | "4" as key):
            return calling.went(state, calling.WENT[key])
        case SayingHowItWent(tries=tries), _ if tries >= 1:
            return calling.went(state, "")
        case ReadyToDial() | SayingHowItWent(), _:
            return calling.not_understood(state, (Say(say.KeyUnclear()),))
        case Seeking() | OnTheLine(), _:
            # A late or repeated word of the carrier: nothing is open that it could answer.
            return Turn(state)
        case _:
            return _still_asking(state)


def after_the_call(state: HungUp, event: Event) -> Turn:
    """Thanks by text, once, for what was done."""
    if not isinstance(event, CallEnded) or state.rounds is None:
        return Turn(state)
    offices = {office.bioguide: office.name for office in state.rounds.offices}
    done = {leg.bioguide: leg.went for leg in state.rounds.legs if leg.went in {"spoke", "message"}}
    thanks = say.CallThanks(tuple(offices[bioguide] for bioguide in done))
    texted = (TextCaller(thanks),) if done else ()
    return Turn(replace(state, rounds=None), texted)


def _greet(state: Resting, scene: Scene) -> Turn:
    person, action = state.person, scene.action
    if action is None or scene.over:
        return Turn(HungUp(person=person), (Say(say.NoActionNow()),))
    draft = Draft(action=action.slug, version=action.version)
    asking = AskingZip(person=person, draft=draft)
    greeting: tuple[Effect, ...] = (Say(say.Greeting()),)
    if person.zip and person.district:
        return Turn(asking, (*greeting, Find(person.zip, person.district)))
    other = len(set(action.keywords.values())) > 1
    offered = (Say(say.OtherLanguage()),) if other else ()
    return Turn(asking, (*greeting, *offered, Ask(AskZip())))


def _still_asking(state: Awake) -> Turn:
    """Silence, or what is no answer: twice a kind word more, then goodbye."""
    if isinstance(state, Resting | Calling | Proving) or state.tries + 1 >= TRIES:
        return Turn(HungUp(person=state.person), (Say(say.Goodbye()),))
    return steps.not_understood(state)
