"""Alerts by double opt-in: who asks for them, or is said to by a page, confirms with YES."""

from dataclasses import replace

from sms_line.core import prompts
from sms_line.core.effects import Ask, ConsentKind, OfferAlerts, RecordConsent, Remind, Say
from sms_line.core.people import Language
from sms_line.core.scene import Scene, Turn
from sms_line.core.states import Awake, Offered, Resting

SOURCE = "double opt-in"
"""In the consent ledger, where its words are the YES."""


def offer(state: Awake, scene: Scene) -> Turn:
    """Ask for a YES. Whoever gets alerts as it is hears that, and nothing else changes."""
    if scene.subscribed:
        return Turn(state, (Say(prompts.AlertsAlready()),))
    return Turn(Offered(person=state.person), (OfferAlerts(), Ask(prompts.AlertsOffer())))


def offer_to(state: Awake, language: Language, scene: Scene) -> Turn:
    """The same for somebody who may know nothing of it: never into a conversation under way."""
    if scene.subscribed or not isinstance(state, Resting | Offered):
        return Turn(state)
    person = state.person
    if not person.greeted and not person.name:
        person = replace(person, language=language)
    return offer(replace(state, person=person), scene)


def remind(state: Awake, scene: Scene) -> Turn:
    """A text the day before, for who may be texted; a reminder is an alert."""
    if not scene.subscribed:
        return offer(state, scene)
    return Turn(state, (Remind(), Say(prompts.ReminderPlanned())))


def agreed(state: Offered) -> Turn:
    """The YES. What first texts must say has been said in the offer."""
    person = replace(state.person, greeted=True)
    recorded = RecordConsent(ConsentKind.OPT_IN, source=SOURCE)
    return Turn(Resting(person=person), (recorded, Say(prompts.AlertsConfirmed())))


def declined(state: Offered) -> Turn:
    """A NO."""
    return Turn(Resting(person=state.person), (Say(prompts.AlertsDeclined()),))
