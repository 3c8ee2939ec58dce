"""The walk of one call: from office to office, and how each question on the way is put."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from sms_line.core import call_prompts as say
from sms_line.core.action import Action
from sms_line.core.effects import (
    AmendLeg,
    Ask,
    Dial,
    Effect,
    FindTelephone,
    RecordLeg,
    Say,
    TextCaller,
)
from sms_line.core.events import LegEnded
from sms_line.core.openings import Telephone
from sms_line.core.people import Language, Legislator
from sms_line.core.scene import Turn
from sms_line.core.states import (
    Calling,
    Draft,
    HungUp,
    Leg,
    OfferedToRing,
    OfferedToSpeak,
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
SHORTEST_LEG = 60
"""With fewer seconds left nobody is rung any more: it would be cut off."""
STEPS = 60
"""Answers in a call after the names: more is somebody's elbow on the keypad, or a machine."""
ZIPS = 5
"""ZIP codes that a caller may have looked up: somebody who has one at hand needs fewer."""
NIGHT = timedelta(hours=11)
"""From 9 in the evening to 8 in the morning nobody is rung (47 CFR 64.1200(c)(1))."""
TRIES = 3
"""Silences or wrong keys in a row before the line says goodbye."""

DIALLED = "dialled"
WENT = {"1": "spoke", "2": "message", "3": "full", "4": "nobody"}
"""What the keys after a leg mean."""


def begin(
    person: Person,
    draft: Draft,
    offices: tuple[Legislator, ...],
    said: tuple[Effect, ...] = (),
    writing: Literal["", "transcribed", "person", "text"] = "",
) -> Turn:
    """The names are known: to the first office, or to the one that was waited for.

    After a correction, none is called twice.
    """
    before = draft.rounds or Rounds(offices=())
    tried = {leg.bioguide for leg in before.legs}
    done = tuple(office for office in before.offices if office.bioguide in tried)
    left = [office for office in offices if office.bioguide not in tried]
    left.sort(key=lambda office: office.bioguide != draft.first)
    rounds = replace(before, offices=(*done, *left), at=len(done), writing=writing)
    return seek(person, replace(draft, rounds=None), rounds, said)


def script_of(action: Action | None, person: Person) -> str:
    """What the caller may say, in their language where the action has it; "" for none."""
    if action is None:
        return ""
    return action.script.get(person.language) or action.script.get(Language.ENGLISH, "")


def seek(person: Person, draft: Draft, rounds: Rounds, said: tuple[Effect, ...] = ()) -> Turn:
    """To the office whose turn it is; to the end after the last, or at the call's limits."""
    if rounds.at >= len(rounds.offices):
        if rounds.writing in {"transcribed", "person"}:
            offered = say.OfferToSpeak(transcribed=rounds.writing == "transcribed")
            state = OfferedToSpeak(person=person, draft=draft, rounds=rounds)
            return Turn(state, (*said, Ask(offered)))
        return over(person, rounds, (*said, Say(farewell(rounds))))
    if _spent(rounds):
        return over(person, rounds, (*said, Say(say.CallLimit())))
    seeking = Seeking(person=person, draft=draft, rounds=rounds)
    return Turn(seeking, (*said, FindTelephone(rounds.office.bioguide, person.zip)))


def over(person: Person, rounds: Rounds | None, said: tuple[Effect, ...]) -> Turn:
    """The line ends the call."""
    return Turn(HungUp(person=person, rounds=rounds), said)


def _spent(rounds: Rounds) -> bool:
    return rounds.seconds > CALL_SECONDS - SHORTEST_LEG or rounds.steps >= STEPS


def farewell(rounds: Rounds) -> say.Farewell:
    """What a call that went through all offices ends with."""
    reached = len({leg.bioguide for leg in rounds.legs if leg.went in {"spoke", "message"}})
    return say.Farewell(reached, by_text=rounds.writing == "text")


def ready(
    state: Calling,
    telephone: Telephone,
    instead: Telephone | None,
    said: tuple[Effect, ...],
    words: str = "",
) -> Turn:
    """Ask whether to put the caller through; before the first office say what they may say."""
    script = (Say(say.CallScript(words)),) if words and not state.rounds.heard else ()
    waiting = ReadyToDial(
        person=state.person,
        draft=state.draft,
        rounds=replace(state.rounds, heard=True),
        telephone=telephone,
        instead=instead,
    )
    return Turn(waiting, (*said, *script, *question(waiting)))


def put_through(state: Seeking, telephone: Telephone, words: str) -> Turn:
    """Dial. The first time, the script goes to the caller's screen too."""
    rounds = state.rounds
    leg = Leg(rounds.office.bioguide, telephone.kind, DIALLED, number=telephone.number)
    on_the_line = OnTheLine(
        person=state.person,
        draft=state.draft,
        rounds=replace(rounds, legs=(*rounds.legs, leg)),
        telephone=telephone,
        instead=state.instead,
    )
    first = not any(earlier.kind for earlier in rounds.legs)
    script = (TextCaller(say.ScriptByText(words)),) if first and words else ()
    dial = Dial(telephone, min(LEG_SECONDS, CALL_SECONDS - rounds.seconds))
    connecting = Say(say.Connecting(rounds.office.name))
    return Turn(on_the_line, (RecordLeg(leg, 0), *script, connecting, dial))


def leg_ended(state: OnTheLine, event: LegEnded) -> Turn:
    """Somebody picked up: ask how it went. Nobody did: another telephone, or the next office."""
    rounds, amended = closed(state.rounds, event)
    if event.status in {"completed", "answered"}:
        asking = SayingHowItWent(
            person=state.person,
            draft=state.draft,
            rounds=rounds,
            telephone=state.telephone,
            instead=state.instead,
        )
        return Turn(asking, (amended, *question(asking)))
    failed = Say(say.LegFailed(rounds.office.name, event.status))
    return _elsewhere_or_on(replace(state, rounds=rounds), (amended, failed))


def closed(rounds: Rounds, event: LegEnded) -> tuple[Rounds, AmendLeg]:
    """The leg that was dialled last is over."""
    rounds = _amended(rounds, replace(rounds.legs[-1], status=event.status))
    rounds = replace(rounds, seconds=rounds.seconds + event.seconds)
    return rounds, AmendLeg(rounds.legs[-1], event.seconds)


def went(state: SayingHowItWent, how: str) -> Turn:
    """The caller says how it went; a full mailbox or nobody there means: try elsewhere."""
    rounds = _amended(state.rounds, replace(state.rounds.legs[-1], went=how))
    amended = AmendLeg(rounds.legs[-1])
    state = replace(state, rounds=rounds)
    if how in {"full", "nobody"}:
        return _elsewhere_or_on(state, (amended,))
    return onward(state, (amended, Say(say.Noted())))


def went_unsaid(state: SayingHowItWent) -> Turn:
    """Nobody has to tell: on to the next office."""
    return onward(state, ())


def _amended(rounds: Rounds, leg: Leg) -> Rounds:
    return replace(rounds, legs=(*rounds.legs[:-1], leg))


def _elsewhere_or_on(state: OnTheLine | SayingHowItWent, said: tuple[Effect, ...]) -> Turn:
    if state.instead is None or _spent(state.rounds):
        return onward(state, said)
    return ready(state, state.instead, None, said)


def past(state: Calling, leg: Leg, said: tuple[Effect, ...]) -> Turn:
    """This office was not rung: note why, and on to the next."""
    rounds = replace(state.rounds, legs=(*state.rounds.legs, leg))
    return onward(replace(state, rounds=rounds), (RecordLeg(leg, 0), *said))


def onward(state: Calling, said: tuple[Effect, ...]) -> Turn:
    """To the next office."""
    rounds = replace(state.rounds, at=state.rounds.at + 1)
    return seek(state.person, state.draft, rounds, said)


def not_understood(
    state: ReadyToDial | SayingHowItWent | OfferedToRing, said: tuple[Effect, ...] = ()
) -> Turn:
    """Ask again, politely; the third time say goodbye."""
    tries = state.tries + 1
    if tries >= TRIES:
        return over(state.person, state.rounds, (Say(say.Goodbye()),))
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
                again=any(leg.bioguide == office.bioguide for leg in rounds.legs),
            )
            return (Ask(asked),)
        case OfferedToRing(opens=opens, rings=rings):
            late = rings.at - opens.at
            decency = timedelta(0) < late <= NIGHT
            return (Ask(say.OfferToRing(rings, then=not late, decency=decency)),)
        case SayingHowItWent():
            return (Ask(say.HowDidItGo()),)
        case Seeking() | OnTheLine():
            return ()
