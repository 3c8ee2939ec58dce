"""The walk of one call: from office to office, and how each question on the way is put."""

from dataclasses import replace

from sms_line.core import call_prompts as say
from sms_line.core.action import Action
from sms_line.core.effects import (
    Ask,
    Dial,
    Effect,
    FindTelephone,
    RecordLeg,
    Say,
    TextCaller,
)
from sms_line.core.events import LegEnded
from sms_line.core.needs import offices
from sms_line.core.openings import Opening, Telephone
from sms_line.core.people import Language
from sms_line.core.scene import Turn
from sms_line.core.states import (
    Calling,
    Draft,
    HungUp,
    Leg,
    OnTheLine,
    Person,
    ReadyToDial,
    Rounds,
    SayingHowItWent,
    Seeking,
)

LEG_SECONDS = 600
"""The longest that one office may take: a message of ten minutes is none."""
CALL_SECONDS = 2400
"""The longest that all offices of a call may take together: every minute is paid."""
STEPS = 60
"""Answers in a call after the names: more is somebody's elbow on the keypad, or a machine."""
TRIES = 3
"""Silences or wrong keys in a row before the line says goodbye."""

WENT = {"1": "spoke", "2": "message", "3": "full", "4": "nobody"}
"""What the keys after a leg mean."""


def begin(person: Person, draft: Draft, action: Action, said: tuple[Effect, ...] = ()) -> Turn:
    """The names are known: the script, and then the first office."""
    if draft.representation is None:
        raise ValueError("a call begins with the names")
    rounds = Rounds(offices=offices(action, draft.representation))
    words = script_of(action, person)
    script = (Say(say.CallScript(words)),) if words else ()
    return seek(person, draft, rounds, (*said, *script))


def script_of(action: Action | None, person: Person) -> str:
    """What the caller may say, in their language where the action has it; "" for none."""
    if action is None:
        return ""
    return action.script.get(person.language) or action.script.get(Language.ENGLISH, "")


def seek(person: Person, draft: Draft, rounds: Rounds, said: tuple[Effect, ...] = ()) -> Turn:
    """To the office whose turn it is; to the end after the last, or at the call's limits."""
    if rounds.at >= len(rounds.offices):
        return _farewell(person, rounds, (*said, Say(say.Farewell(_reached(rounds)))))
    if rounds.seconds >= CALL_SECONDS or rounds.steps >= STEPS:
        return _farewell(person, rounds, (*said, Say(say.CallLimit())))
    seeking = Seeking(person=person, draft=draft, rounds=rounds)
    return Turn(seeking, (*said, FindTelephone(rounds.office.bioguide, person.zip)))


def _farewell(person: Person, rounds: Rounds, said: tuple[Effect, ...]) -> Turn:
    return Turn(HungUp(person=person, rounds=rounds), said)


def found(state: Seeking, opening: Opening | None) -> Turn:
    """Which telephone of this office answers now."""
    name = state.rounds.office.name
    if opening is None or (opening.washington is None and opening.nearest is None):
        return past(
            state,
            Leg(state.rounds.office.bioguide, "", "no phone"),
            (Say(say.OfficeWithoutPhone(name)),),
        )
    if opening.washington and opening.washington_open:
        return ready(state, opening.washington, opening.nearest)
    if opening.nearest:
        return ready(state, opening.nearest, None, (Say(say.WashingtonClosed(name)),))
    return past(
        state, Leg(state.rounds.office.bioguide, "", "closed"), (Say(say.OfficeClosed(name)),)
    )


def ready(
    state: Calling,
    telephone: Telephone,
    instead: Telephone | None,
    said: tuple[Effect, ...] = (),
) -> Turn:
    """Ask whether to put the caller through to this telephone."""
    waiting = ReadyToDial(
        person=state.person,
        draft=state.draft,
        rounds=state.rounds,
        telephone=telephone,
        instead=instead,
    )
    return Turn(waiting, (*said, *question(waiting)))


def put_through(state: ReadyToDial, words: str) -> Turn:
    """Dial. The first time, the script goes to the caller's screen too."""
    left = CALL_SECONDS - state.rounds.seconds
    on_the_line = OnTheLine(
        person=state.person,
        draft=state.draft,
        rounds=state.rounds,
        telephone=state.telephone,
        instead=state.instead,
    )
    first = not any(leg.kind for leg in state.rounds.legs)
    script = (TextCaller(say.ScriptByText(words)),) if first and words else ()
    dial = Dial(state.telephone, min(LEG_SECONDS, left))
    return Turn(on_the_line, (*script, Say(say.Connecting(state.rounds.office.name)), dial))


def leg_ended(state: OnTheLine, event: LegEnded) -> Turn:
    """Somebody picked up: ask how it went. Nobody did: another telephone, or the next office."""
    rounds = replace(state.rounds, seconds=state.rounds.seconds + event.seconds)
    if event.status in {"completed", "answered"}:
        asking = SayingHowItWent(
            person=state.person,
            draft=state.draft,
            rounds=rounds,
            telephone=state.telephone,
            instead=state.instead,
        )
        return Turn(asking, question(asking))
    leg = Leg(rounds.office.bioguide, state.telephone.kind, event.status)
    said = (Say(say.LegFailed(rounds.office.name, event.status)),)
    return _elsewhere_or_past(replace(state, rounds=rounds), leg, event.seconds, said)


def went(state: SayingHowItWent, how: str) -> Turn:
    """The caller says how it went, or says nothing of it; a full mailbox means: try elsewhere."""
    leg = Leg(state.rounds.office.bioguide, state.telephone.kind, "completed", how)
    if how in {"full", "nobody"}:
        return _elsewhere_or_past(state, leg, 0, ())
    return past(state, leg, (Say(say.Noted()),) if how else ())


def _elsewhere_or_past(
    state: OnTheLine | SayingHowItWent, leg: Leg, seconds: int, said: tuple[Effect, ...]
) -> Turn:
    if state.instead is None or state.instead == state.telephone:
        return past(state, leg, said, seconds)
    rounds = replace(state.rounds, legs=(*state.rounds.legs, leg))
    there = ready(replace(state, rounds=rounds), state.instead, None)
    return Turn(there.state, (RecordLeg(leg, seconds), *said, *there.effects))


def past(state: Calling, leg: Leg, said: tuple[Effect, ...], seconds: int = 0) -> Turn:
    """This office is done with: note it, and on to the next."""
    rounds = replace(state.rounds, at=state.rounds.at + 1, legs=(*state.rounds.legs, leg))
    effects = (RecordLeg(leg, seconds), *said)
    return seek(state.person, state.draft, rounds, effects)


def not_understood(state: Calling, said: tuple[Effect, ...] = ()) -> Turn:
    """Ask again, politely; the third time say goodbye."""
    tries = state.tries + 1
    if tries >= TRIES:
        return _farewell(state.person, state.rounds, (Say(say.Goodbye()),))
    again = replace(state, tries=tries)
    return Turn(again, (*said, *question(again)))


def question(state: Calling) -> tuple[Effect, ...]:
    """The question of this state, put (again)."""
    match state:
        case ReadyToDial(rounds=rounds, telephone=telephone):
            office = rounds.office
            asked = say.ReadyToCall(
                office.name,
                office.title,
                telephone.kind,
                telephone.city,
                rounds.at + 1,
                len(rounds.offices),
            )
            return (Ask(asked),)
        case SayingHowItWent():
            return (Ask(say.HowDidItGo()),)
        case Seeking() | OnTheLine():
            return ()


def _reached(rounds: Rounds) -> int:
    return len({leg.bioguide for leg in rounds.legs if leg.went in {"spoke", "message"}})
