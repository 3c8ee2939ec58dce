"""The text after a call: thanks, what was recorded, and the letter for who has not written yet."""

from sms_line.core.call_prompts import CallThanks
from sms_line.core.effects import Effect, TextCaller
from sms_line.core.people import Language
from sms_line.core.scene import Scene
from sms_line.core.states import Leg, Person, Rounds


def thanks(person: Person, rounds: Rounds | None, scene: Scene) -> tuple[Effect, ...]:
    """For each office that picked up, unless the caller said that it was in vain."""
    if rounds is None:
        return ()
    spoke = _offices(rounds, "spoke")
    message = tuple(name for name in _offices(rounds, "message") if name not in spoke)
    reached = tuple(name for name in _offices(rounds, "") if name not in (*spoke, *message))
    if not (spoke or message or reached):
        return ()
    return (TextCaller(CallThanks(spoke, message, reached, _keyword(person, scene))),)


def _offices(rounds: Rounds, went: str) -> tuple[str, ...]:
    """Whose offices picked up and went like this, in the order of the calls."""
    those = {leg.bioguide for leg in rounds.legs if _picked_up(leg) and leg.went == went}
    return tuple(office.name for office in rounds.offices if office.bioguide in those)


def _picked_up(leg: Leg) -> bool:
    return leg.status in {"completed", "answered"}


def _keyword(person: Person, scene: Scene) -> str:
    """What opens the letter for somebody who has not written in this action; "" for nothing."""
    action = scene.action
    if action is None or scene.over or action.slug in person.acted:
        return ""
    words = action.keywords

    def in_language(language: Language) -> list[str]:
        return [word for word, spoken in words.items() if spoken is language]

    return (in_language(person.language) or list(words))[0]
