"""The rows that only pages have: a form shows all that is there, and nobody waits behind it."""

from dataclasses import replace

from sms_line.core import prompts
from sms_line.core.effects import Ask
from sms_line.core.events import Event, OwnWords, Words
from sms_line.core.scene import Scene, Turn
from sms_line.core.states import Resting, Reviewing, Waiting
from sms_line.core.steps import clearer, onward
from sms_line.core.text import OWN_WORDS, by_text


def on_a_page(state: Resting | Waiting, event: Event, scene: Scene) -> Turn:
    """What comes of an event that no shared row has taken, in a conversation on a page."""
    action = scene.action
    match state, event:
        # The field holds all of somebody's own words: what comes takes the place of what was there.
        case Reviewing(), OwnWords(text) if len(text) > OWN_WORDS:
            return Turn(state, (Ask(prompts.OwnWordsFull()),))
        case Reviewing(draft=draft), OwnWords(text) if action:
            return onward(state.person, replace(draft, own_words=text), action)

        # No organizer is called to a form, and a page that falls silent would be a broken one.
        case _, Words():
            return Turn(state, (clearer(state),))

        case _:
            return by_text(state, event, scene)
