"""What the line says on the phone and waits for, as a TwiML document.

Sources: twilio.com/docs/voice/twiml/gather, …/dial, …/record, …/say, …/reject.
"""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from twilio.twiml.voice_response import Dial, Gather, Record, Say, VoiceResponse

from sms_line.carrier.voice_words import pieces, portions
from sms_line.core.people import Language
from sms_line.core.speaking import Connect, HangUp, Keys, Refuse, Spoken, Take, Utterance

_LANGUAGE: Mapping[Language, str] = {Language.ENGLISH: "en-US", Language.SPANISH: "es-US"}
_VOICE: Mapping[Language, str] = {
    Language.ENGLISH: "Polly.Joanna-Neural",
    Language.SPANISH: "Polly.Lupe-Neural",
}
_PAUSE = "400ms"
"""Where the words begin a new line."""
_ASIDE_SECONDS = 3
"""How long a key, and the one after it, is waited for before the question; most wait in vain."""
_ASIDE_MENU_SECONDS = 1
"""The same where one key is the answer: the question comes at once."""
_SILENCE_SECONDS = 5
"""How long a speaker may think before a recording is over."""
_TRANSCRIBED_SECONDS = 119
"""Twilio transcribes recordings under 120 seconds only [docs/api/errors/13617]."""
_RING_SECONDS = range(5, 601)
_LEG_SECONDS = range(1, 14_401)


def document(spoken: Spoken, step_url: str, *, transcribe_callback: str = "") -> str:
    """The answer to a voice webhook; what comes of the wait is posted to `step_url`.

    `transcribe_callback`: where Twilio posts a recording's words, "" for no transcription.

    No document repeats anything by itself: each ends in a post to `step_url`, or with the call.
    """
    response = VoiceResponse()
    match spoken.wait:
        case Keys() as keys:
            if keys.aside:
                response.append(_aside(keys, spoken.utterances[: keys.aside], step_url))
            response.append(_gather(keys, spoken.utterances[keys.aside :], step_url))
        case Connect() as connect:
            _say(response, spoken.utterances)
            response.append(_dial(connect, step_url))
        case Take() as take:
            _say(response, spoken.utterances)
            response.append(_record(take, step_url, transcribe_callback))
            # An empty recording is not posted: the document just continues.
            response.redirect(step_url, method="POST")
        case HangUp():
            _say(response, spoken.utterances)
            response.hangup()
        case Refuse():
            response.reject()  # free only as the very first verb: nothing is said
        case _:
            assert_never(spoken.wait)
    return str(response)


def unavailable(words: str, language: Language) -> str:
    """An apology, for when nothing else can be said: played when it comes with status 200."""
    return document(Spoken((Utterance(words, language),), HangUp()), "")


def _say(into: Any, utterances: Sequence[Utterance]) -> None:
    for each in utterances:
        if each.recording:
            into.play(each.recording)
            continue
        for portion in portions(each.words):
            into.append(_spoken(portion, each.language))


def _spoken(portion: str, language: Language) -> Any:
    say = Say(voice=_VOICE[language], language=_LANGUAGE[language])
    for piece in pieces(portion):
        match piece.kind:
            case "words":
                say.nest(piece.text)
            case "pause":
                say.break_(time=_PAUSE)
            case "digits" | "telephone":
                say.say_as(piece.text, interpret_as=piece.kind)
    return say


def _gather(keys: Keys, utterances: Sequence[Utterance], step_url: str) -> Any:
    # The first voice is the conversation's; "para español…" is an aside in it.
    language = utterances[0].language if utterances else Language.ENGLISH
    by_ear = {"hints": keys.hints or None, "speech_timeout": "auto"} if keys.speech else {}
    gather = Gather(
        input="dtmf speech" if keys.speech else "dtmf",
        num_digits=keys.count,
        finish_on_key=_finish(keys),
        timeout=max(keys.seconds, 1),
        language=_LANGUAGE[language],
        action=step_url,
        method="POST",
        action_on_empty_result=True,
        **by_ear,
    )
    _say(gather, utterances)
    return gather


def _aside(keys: Keys, utterances: Sequence[Utterance], step_url: str) -> Any:
    """All keys are posted that are pressed here; silence goes on to what stands below."""
    gather = Gather(
        input="dtmf",
        num_digits=keys.count,
        finish_on_key=_finish(keys),
        timeout=_ASIDE_MENU_SECONDS if keys.count == 1 else _ASIDE_SECONDS,
        action=step_url,
        method="POST",
        action_on_empty_result=False,
    )
    _say(gather, utterances)
    return gather


def _finish(keys: Keys) -> str:
    """In a menu every key is an answer, # too; five digits may be ended early."""
    return "" if keys.count == 1 else "#"


def _dial(connect: Connect, step_url: str) -> Any:
    dial = Dial(
        caller_id=connect.caller_id,
        timeout=_within(connect.ring_seconds, _RING_SECONDS),
        time_limit=_within(connect.limit_seconds, _LEG_SECONDS),
        hangup_on_star=True,
        answer_on_bridge=True,
        action=step_url,
        method="POST",
    )
    dial.number(connect.number)
    return dial


def _record(take: Take, step_url: str, transcribe_callback: str) -> Any:
    # A transcription takes no language: what is Spanish would be heard as English.
    transcribe = bool(transcribe_callback) and take.language is Language.ENGLISH
    longest = min(take.limit_seconds, _TRANSCRIBED_SECONDS) if transcribe else take.limit_seconds
    return Record(
        max_length=max(longest, 2),
        finish_on_key="#",
        play_beep=True,
        timeout=_SILENCE_SECONDS,
        action=step_url,
        method="POST",
        transcribe=transcribe or None,
        transcribe_callback=transcribe_callback if transcribe else None,
    )


def _within(seconds: int, allowed: range) -> int:
    return min(max(seconds, allowed[0]), allowed[-1])
