"""The question that a conversation waits on, whatever the channel."""

from sms_line.core import calling, dictating, steps
from sms_line.core.action import Action
from sms_line.core.call_prompts import ChooseAction, RungBack
from sms_line.core.effects import Ask, Effect
from sms_line.core.prompts import AlertsOffer
from sms_line.core.states import Awake, Calling, ChoosingAction, Dictating, Offered, Proving


def question(state: Awake, action: Action | None) -> tuple[Effect, ...]:
    """The question of this state, put (again); nothing where there is none."""
    if isinstance(state, Proving):
        return (Ask(RungBack()),)
    if isinstance(state, Offered):
        return (Ask(AlertsOffer()),)
    if isinstance(state, ChoosingAction):
        return (Ask(ChooseAction(tuple(title for _, title in state.choices))),)
    if isinstance(state, Dictating):
        return dictating.question(state)
    if isinstance(state, Calling):
        return calling.question(state)
    return steps.question(state, action)
