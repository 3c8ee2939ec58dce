"""Speak your message: after the offices, a letter in the caller's own words.

Nothing leaves before the caller has heard the words read back and pressed 1. Spoken are a name
and a message, never an address: whoever needs more than that is told of the letter by text.
"""

from dataclasses import replace
from typing import TypeVar, assert_never

from sms_line.core import call_prompts as say
from sms_line.core.calling import TRIES, farewell, over
from sms_line.core.consent import consent_meaning
from sms_line.core.effects import (
    Ask,
    ConsentKind,
    Effect,
    FlagMessage,
    RecordConsent,
    Say,
    SendLetters,
)
from sms_line.core.events import (
    Event,
    FieldGiven,
    KeyPressed,
    Recorded,
    WordsHeard,
)
from sms_line.core.needs import offices
from sms_line.core.prompts import StopConfirmed
from sms_line.core.scene import Scene, Turn
from sms_line.core.states import (
    AwaitingWords,
    ConfirmingName,
    ConfirmingWords,
    Dictating,
    OfferedToSpeak,
    SayingName,
    SpeakingMessage,
    State,
    Stopped,
)

MESSAGE_SECONDS = 90
"""The longest that one message may take: about 200 words, more than a letter should have."""
SHORTEST = 2
"""Seconds: Twilio transcribes nothing shorter [docs/api/errors/13617]."""
TAKES = 3
"""Recordings that one call may make."""
POLLS = 4
POLL_SECONDS = 10
"""Twilio mostly transcribes within half a minute; after four times ten seconds a person listens."""
LONGEST_WORDS = 2_000
"""Characters, as many as a supporter may add by text."""


def dictate(state: Dictating, event: Event, scene: Scene) -> Turn:
    """What comes of an event while somebody speaks their message."""
    match state, event:
        case OfferedToSpeak(), KeyPressed("1") if _signs(state) and not state.person.name:
            return _asked(_as(SayingName, state))
        case OfferedToSpeak(), KeyPressed("1"):
            return _asked(_as(SpeakingMessage, state))
        case SayingName(), FieldGiven(value=name):
            return _asked(replace(_as(ConfirmingName, state), name=name, tries=state.tries))
        case ConfirmingName(person=person, name=name), KeyPressed("1"):
            named = replace(state, person=replace(person, name=name))
            return _asked(_as(SpeakingMessage, named))
        case ConfirmingName(tries=tries), KeyPressed("2") if tries + 1 < TRIES:
            return _asked(replace(_as(SayingName, state), tries=tries + 1))
        case SpeakingMessage(), Recorded():
            return _recorded(state, event)
        case AwaitingWords(), _:
            return _look(state)
        case ConfirmingWords(), KeyPressed("1"):
            return _send(state, scene)
        case ConfirmingWords(takes=takes), KeyPressed("2") if takes < TAKES:
            return _asked(_as(SpeakingMessage, state))
        case ((OfferedToSpeak() | ConfirmingName()), KeyPressed("2" | "*")):
            return _end(state, ())
        case ConfirmingWords(), KeyPressed("2" | "3" | "*"):
            return _end(state, (Say(say.MessageDropped()),))
        case _:
            return _not_understood(state, event)


def words_heard(state: State, event: WordsHeard) -> AwaitingWords | None:
    """The words of the very recording that is waited for; None: they are for nobody any more."""
    if not isinstance(state, AwaitingWords) or state.recording != event.recording:
        return None
    if event.words and len(event.words) <= LONGEST_WORDS:
        return replace(state, draft=replace(state.draft, own_words=event.words))
    return replace(state, lost=True)


def question(state: Dictating) -> tuple[Effect, ...]:
    """The question of this state, put (again)."""
    match state:
        case OfferedToSpeak(rounds=rounds):
            return (Ask(say.OfferToSpeak(transcribed=rounds.writing == "transcribed")),)
        case SayingName():
            return (Ask(say.SayYourName()),)
        case ConfirmingName(name=name):
            return (Ask(say.NameHeard(name)),)
        case SpeakingMessage():
            return (Ask(say.SpeakNow()),)
        case AwaitingWords():
            return (Ask(say.OneMoment()),)
        case ConfirmingWords(person=person, draft=draft):
            return (Ask(say.WordsReadBack(draft.own_words, person.name)),)
        case _:
            assert_never(state)


_Step = TypeVar("_Step", bound=Dictating)


def _as(kind: type[_Step], state: Dictating) -> _Step:
    """On to this step, with all that is known."""
    return kind(person=state.person, draft=state.draft, rounds=state.rounds, takes=state.takes)


def _asked(state: Dictating) -> Turn:
    return Turn(state, question(state))


def _signs(state: Dictating) -> bool:
    """The message becomes a letter, which is signed; else a person listens to it."""
    return state.rounds.writing == "transcribed"


def _recorded(state: SpeakingMessage, event: Recorded) -> Turn:
    if event.seconds < SHORTEST:
        return _not_understood(state)
    if not _signs(state):
        return _for_a_person(state, event.recording, event.url)
    awaiting = _as(AwaitingWords, state)
    # The words of an earlier recording are not these.
    draft, takes = replace(state.draft, own_words=""), state.takes + 1
    return _asked(
        replace(awaiting, draft=draft, takes=takes, recording=event.recording, url=event.url)
    )


def _look(state: AwaitingWords) -> Turn:
    """Have the words come? Asked a few times, and no oftener."""
    if consent_meaning(state.draft.own_words) == "stop":
        # A revocation by voice counts [47 CFR 64.1200(a)(10)], and is no letter.
        stopped = Stopped(person=state.person)
        return Turn(
            stopped,
            (RecordConsent(ConsentKind.OPT_OUT, state.draft.own_words), Say(StopConfirmed())),
        )
    if state.draft.own_words:
        return _asked(_as(ConfirmingWords, state))
    if state.lost or state.polls + 1 >= POLLS:
        return _for_a_person(state, state.recording, state.url)
    return _asked(replace(state, polls=state.polls + 1))


def _for_a_person(state: Dictating, recording: str, url: str) -> Turn:
    return _end(state, (FlagMessage(recording, url), Say(say.PersonWillListen())))


def _send(state: ConfirmingWords, scene: Scene) -> Turn:
    """The letters leave with the caller's words; of the optional phrases nobody was asked."""
    person, draft = state.person, state.draft
    if scene.action is None or draft.representation is None:
        return _end(state, (Say(say.MessageDropped()),))
    to = offices(scene.action, draft.representation)
    person = replace(person, acted=(*person.acted, draft.action))
    on_the_way = Say(say.LettersOnTheWay(len(to)))
    return _end(replace(state, person=person), (SendLetters(person, draft, to), on_the_way))


def _end(state: Dictating, said: tuple[Effect, ...]) -> Turn:
    return over(state.person, state.rounds, (*said, Say(farewell(state.rounds))))


def _not_understood(state: Dictating, event: Event | None = None) -> Turn:
    """Ask again; the third time let it be, and say that nothing was sent."""
    tries = state.tries + 1
    if tries >= TRIES:
        dropped = isinstance(state, ConfirmingWords)
        return _end(state, (Say(say.MessageDropped()),) if dropped else ())
    unclear = isinstance(event, KeyPressed) and not isinstance(state, SayingName)
    again = replace(state, tries=tries)
    return Turn(again, (*((Say(say.KeyUnclear()),) if unclear else ()), *question(again)))
