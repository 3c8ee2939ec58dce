"""The rows that only calls have: the greeting, the offices one after another, and the end."""

from dataclasses import replace

from sms_line.core import call_prompts as say
from sms_line.core import calling, dictating, offering, steps
from sms_line.core.action import Action
from sms_line.core.asking import question
from sms_line.core.effects import Ask, Effect, Find, FlagMessage, Say
from sms_line.core.events import (
    CallBegan,
    CallEnded,
    CallTooLong,
    Event,
    KeyPressed,
    LegEnded,
    NothingSaid,
    Recorded,
    TelephoneFound,
    Words,
    WordsHeard,
    ZipBegun,
)
from sms_line.core.needs import offices
from sms_line.core.openings import Telephone
from sms_line.core.prompts import AskZip, DistrictUnclear
from sms_line.core.scene import Scene, Turn
from sms_line.core.states import (
    Arriving,
    AskingZip,
    AwaitingWords,
    Awake,
    Calling,
    ChoosingAction,
    ChoosingDistrict,
    ConfirmingName,
    ConfirmingWords,
    Dictating,
    Draft,
    HungUp,
    Leg,
    OfferedToRing,
    OfferedToSpeak,
    OnTheLine,
    Person,
    Proving,
    ReadyToDial,
    Resting,
    Rounds,
    SayingHowItWent,
    SayingName,
    Seeking,
    SpeakingMessage,
)
from sms_line.core.thanks import thanks

TRIES = calling.TRIES


def on_the_phone(state: Awake, event: Event, scene: Scene) -> Turn:
    """What comes of an event that no shared row has taken, in a call.

    A turn that asks nothing and dials nobody ends the call.
    """
    if isinstance(state, Calling | Dictating):
        state = replace(state, rounds=replace(state.rounds, steps=state.rounds.steps + 1))
        if state.rounds.steps > calling.STEPS:
            event = CallTooLong()
    match state, event:
        case Resting(person=person), CallBegan(machine=True):
            return Turn(HungUp(person=person))
        case Resting(person=person), CallBegan(rung_back=True, about=about, first=first):
            return Turn(Proving(person=person, about=about, first=first), (Ask(say.RungBack()),))
        case Resting(), CallBegan():
            return _greet(state.person, scene)
        case Proving(person=person, first=first), KeyPressed():
            return _greet(person, scene, first)
        case ChoosingAction(choices=choices), KeyPressed("1" | "2" | "3" | "4" as key) if int(
            key
        ) <= len(choices):
            return _chosen(state, int(key) - 1, scene)
        case AwaitingWords(recording=recording, url=url), CallEnded():
            over = HungUp(person=state.person, rounds=state.rounds)
            told = after_the_call(over, event, scene)
            return replace(told, effects=(FlagMessage(recording, url), *told.effects))
        case _, CallEnded():
            return after_the_call(HungUp(person=state.person, rounds=_rounds(state)), event, scene)
        case _, CallTooLong():
            return calling.over(state.person, _rounds(state), (Say(say.CallLimit()),))
        case _, WordsHeard():
            return Turn(dictating.words_heard(state, event) or state)
        case (
            (
                OfferedToSpeak()
                | SayingName()
                | ConfirmingName()
                | SpeakingMessage()
                | AwaitingWords()
                | ConfirmingWords()
            ),
            _,
        ):
            return dictating.dictate(state, event, scene)
        case AskingZip(), ZipBegun(digits):
            return _still_asking(replace(state, keyed=digits), event, scene)
        case ChoosingDistrict(likely=False), KeyPressed("*"):
            return _without_representative(state, scene)
        case Seeking(chosen=Telephone()), TelephoneFound():
            return offering.still_room(state, event, calling.script_of(scene.action, state.person))
        case Seeking(), TelephoneFound():
            return offering.found(state, event, calling.script_of(scene.action, state.person))
        case OfferedToRing(), KeyPressed("1"):
            return offering.ring_when_open(state)
        case OfferedToRing(), KeyPressed("2" | "*"):
            return calling.onward(state, ())
        case OfferedToRing(tries=tries), _ if tries >= 1:
            return offering.ring_unsaid(state)
        case ReadyToDial(), KeyPressed("1"):
            return offering.is_there_room(state)
        case ReadyToDial(rounds=rounds), KeyPressed("2" | "*"):
            leg = Leg(rounds.office.bioguide, "", "skipped")
            return calling.past(state, leg, ())
        case ReadyToDial(rounds=rounds), KeyPressed("3"):
            return steps.zip_again(state.person, replace(state.draft, rounds=rounds))
        case ReadyToDial(), KeyPressed("9"):
            words = calling.script_of(scene.action, state.person)
            script = (Say(say.CallScript(words)),) if words else ()
            return Turn(state, (*script, *calling.question(state)))
        case SayingHowItWent(), KeyPressed("1" | "2" | "3" | "4" as key):
            return calling.went(state, calling.WENT[key])
        case OnTheLine(), _:
            # Of what the carrier says in words not known here one thing is sure: the leg is over.
            ended = event if isinstance(event, LegEnded) else LegEnded("failed", 0)
            return calling.leg_ended(state, ended)
        case SayingHowItWent(tries=tries), _ if tries >= 1:
            return calling.went_unsaid(state)
        case OfferedToRing() | ReadyToDial() | SayingHowItWent(), NothingSaid() | Words():
            return calling.not_understood(state)
        case OfferedToRing() | ReadyToDial() | SayingHowItWent(), _:
            return calling.not_understood(state, (Say(say.KeyUnclear()),))
        case _:
            return _still_asking(state, event, scene)


def after_the_call(state: HungUp, event: Event, scene: Scene) -> Turn:
    """Thanks by text, once, for what was done; and what becomes known of a leg only now."""
    match event:
        case LegEnded() if state.rounds and _dialled(state.rounds):
            rounds, amended = calling.closed(state.rounds, event)
            return Turn(replace(state, rounds=rounds), (amended,))
        case Recorded(recording, url):
            # The end of the call was told first.
            return Turn(state, (FlagMessage(recording, url),))
        case CallEnded() if not state.told:
            return Turn(replace(state, told=True), thanks(state.person, state.rounds, scene))
        case _:
            return Turn(state)


def _dialled(rounds: Rounds) -> bool:
    return bool(rounds.legs) and rounds.legs[-1].status == calling.DIALLED


def _rounds(state: Awake) -> Rounds | None:
    if isinstance(state, Calling | Dictating):
        return state.rounds
    draft = None if isinstance(state, Resting) else state.draft
    return draft.rounds if draft else None


def _without_representative(state: ChoosingDistrict, scene: Scene) -> Turn:
    """Who does not know their district has the same senators in each of one state's."""
    each = [offices(scene.action, choice) for choice in state.choices] if scene.action else [()]
    shared = tuple(office for office in each[0] if all(office in others for others in each))
    if state.draft is None or not shared:
        return steps.zip_again(state.person, state.draft)
    names = say.WithoutRepresentative(tuple(office.name for office in shared))
    return calling.begin(state.person, state.draft, shared, (Say(names),))


def _greet(person: Person, scene: Scene, first: str = "") -> Turn:
    """`first`: whose office the call has waited for."""
    action = scene.action
    if action is None or scene.over:
        return Turn(HungUp(person=person), (Say(say.NoActionNow()),))
    offers = not (person.zip and person.district) and _two_languages(scene.menu or (action,))
    said: tuple[Effect, ...] = (Say(say.Greeting()),)
    if scene.menu:
        said += (Say(say.OtherLanguageInMenu()),) if offers else ()
        choices = tuple((each.slug, each.title) for each in scene.menu)
        choosing = ChoosingAction(person=person, choices=choices, first=first)
        return Turn(choosing, (*said, *question(choosing, action)))
    said += (Say(say.OtherLanguage()),) if offers else ()
    return _about(person, action, said, first)


def _two_languages(actions: tuple[Action, ...]) -> bool:
    return len({language for action in actions for language in action.keywords.values()}) > 1


def _about(person: Person, action: Action, said: tuple[Effect, ...], first: str) -> Turn:
    """What the call is about is settled: to the names, or to the ZIP code first."""
    draft = Draft(action=action.slug, version=action.version, first=first)
    asking = AskingZip(person=person, draft=draft)
    if person.zip and person.district:
        return Turn(asking, (*said, Find(person.zip, person.district)))
    return Turn(asking, (*said, Ask(AskZip())))


def _chosen(state: ChoosingAction, index: int, scene: Scene) -> Turn:
    if index >= len(scene.menu):
        return calling.over(state.person, None, (Say(say.NoActionNow()),))
    return _about(state.person, scene.menu[index], (), state.first)


def _still_asking(state: Awake, event: Event, scene: Scene) -> Turn:
    """Silence, or what is no answer: twice a kind word more, then goodbye."""
    nobody = isinstance(state, Proving) and isinstance(event, NothingSaid)
    if nobody or isinstance(state, Resting | Calling | Dictating) or state.tries + 1 >= TRIES:
        return calling.over(state.person, _rounds(state), (Say(say.Goodbye()),))
    if not isinstance(state, ChoosingDistrict | Arriving):
        return steps.not_understood(state)
    # Nobody remembers a list that was read aloud.
    again = replace(state, tries=state.tries + 1)
    return Turn(again, (*_unclear(state, event), *question(again, scene.action)))


def _unclear(state: ChoosingDistrict | Arriving, event: Event) -> tuple[Effect, ...]:
    if isinstance(state, ChoosingDistrict) and not isinstance(event, NothingSaid):
        return (Say(DistrictUnclear()),)
    return (Say(say.KeyUnclear()),) if isinstance(event, KeyPressed) else ()
