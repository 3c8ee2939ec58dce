"""Which telephone of an office a caller is offered first, and what where none answers."""

from dataclasses import replace

from sms_line.core import call_prompts as say
from sms_line.core import calling
from sms_line.core.effects import FindTelephone, RecordLeg, RingWhenOpen, Say, TextCaller
from sms_line.core.events import TelephoneFound
from sms_line.core.openings import Opening, Telephone
from sms_line.core.scene import Turn
from sms_line.core.states import Leg, OfferedToRing, ReadyToDial, Seeking


def found(state: Seeking, event: TelephoneFound, words: str) -> Turn:
    """What is known of the telephones of this office. `words`: what the caller may say."""
    office, opening = state.rounds.office, event.opening
    if opening is None or (opening.washington is None and opening.nearest is None):
        nowhere = Leg(office.bioguide, "", "no phone")
        return calling.past(state, nowhere, (Say(say.OfficeWithoutPhone(office.name)),))
    washington, home = _washington(opening), opening.nearest
    if home and (event.in_vain or not washington):
        why = say.RoomElsewhere if opening.washington_open else say.WashingtonClosed
        return calling.ready(state, home, washington, (Say(why(office.name)),), words)
    if washington:
        return calling.ready(state, washington, home, (), words)
    if opening.washington_open or opening.home_crowded:
        full = Leg(office.bioguide, "", "crowded")
        return calling.past(state, full, (Say(say.OfficeCrowded(office.name)),))
    return _closed(state, event)


def is_there_room(state: ReadyToDial) -> Turn:
    """The caller is ready; others may have come to this telephone since it was offered."""
    seeking = Seeking(
        person=state.person,
        draft=state.draft,
        rounds=state.rounds,
        chosen=state.telephone,
        instead=state.instead,
    )
    return Turn(seeking, (FindTelephone(state.rounds.office.bioguide, state.person.zip),))


def still_room(state: Seeking, event: TelephoneFound, words: str) -> Turn:
    """Put through where there is room; else another telephone, unless that was tried already."""
    office, chosen = state.rounds.office, state.chosen
    if chosen and event.opening and chosen.number not in event.crowded:
        return calling.put_through(state, chosen, words)
    if any(leg.bioguide == office.bioguide for leg in state.rounds.legs):
        return calling.onward(state, (Say(say.OfficeCrowded(office.name)),))
    return found(replace(state, chosen=None, instead=None), event, words)


def _washington(opening: Opening) -> Telephone | None:
    """Where it is open, and there is room."""
    reachable = opening.washington_open and not opening.washington_crowded
    return opening.washington if reachable else None


def _closed(state: Seeking, event: TelephoneFound) -> Turn:
    """Told when it opens, and asked whether the line shall ring then, unless that is settled."""
    rounds, opens, rings = state.rounds, event.opens, event.rings
    shut = Leg(rounds.office.bioguide, "", "closed")
    told = Say(say.OfficeClosed(rounds.office.name, opens))
    if opens is None or rings is None or rounds.ring_settled:
        return calling.past(state, shut, (told,))
    offered = OfferedToRing(
        person=state.person,
        draft=state.draft,
        rounds=replace(rounds, legs=(*rounds.legs, shut)),
        opens=opens,
        rings=rings,
    )
    return Turn(offered, (RecordLeg(shut, 0), told, *calling.question(offered)))


def ring_when_open(state: OfferedToRing) -> Turn:
    """The line rings when they open: told aloud, and by text to whoever may be texted."""
    office, rings = state.rounds.office, state.rings
    arranged = (
        RingWhenOpen(office.bioguide, rings),
        TextCaller(say.CallWhenOpen(office.name, rings)),
        Say(say.RingArranged(office.name, rings)),
    )
    return calling.onward(_settled(state), arranged)


def ring_unsaid(state: OfferedToRing) -> Turn:
    """Nobody has to tell; a voice that asks on and on into the silence is paid for."""
    return calling.onward(_settled(state), ())


def _settled(state: OfferedToRing) -> OfferedToRing:
    return replace(state, rounds=replace(state.rounds, ring_settled=True))
