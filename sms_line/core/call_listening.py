"""From keys and spoken words to the event they are, and what is waited for in each state."""

from sms_line.core import events, hearing
from sms_line.core.consent import consent_meaning
from sms_line.core.dictating import MESSAGE_SECONDS, POLL_SECONDS
from sms_line.core.hearing.spoken_digits import in_digits
from sms_line.core.people import Field, Language
from sms_line.core.speaking import Keys, Take
from sms_line.core.states import (
    AskingZip,
    AwaitingWords,
    ChoosingAction,
    ChoosingDistrict,
    OfferedToRing,
    Proving,
    ReadyToDial,
    SayingHowItWent,
    SayingName,
    SpeakingMessage,
    State,
)

_ZIP_DIGITS = 5
_OTHER_LANGUAGE = "2"
_STOP_ON_KEYS = "7867"
"""STOP, as a telephone's keys spell it; four digits are no ZIP code."""
_ZIP_HINTS = {Language.ENGLISH: "ZIP code", Language.SPANISH: "código postal"}
_OTHER = {Language.ENGLISH: Language.SPANISH, Language.SPANISH: Language.ENGLISH}


def listen_on_the_phone(keys: str, speech: str, state: State) -> events.Event:
    """What a caller means by keys or words, in this state. Never raises."""
    if keys:
        return _keyed(keys, state)
    if not speech.strip():
        return events.NothingSaid()
    return _spoken(speech, state)


def _keyed(keys: str, state: State) -> events.Event:
    match state:
        case AskingZip():
            return _zip_keyed(keys, state)
        case ChoosingAction(person=person) if keys == "9":
            return events.LanguageChosen(_OTHER[person.language])
        case ChoosingDistrict(likely=True) if keys in {"1", "2"}:
            return events.Yes() if keys == "1" else events.No()
        case ChoosingDistrict(likely=False) if keys.isdecimal() and int(keys) > 0:
            return events.ChoiceMade(int(keys) - 1)
        case _:
            return events.KeyPressed(keys)


def _zip_keyed(keys: str, state: AskingZip) -> events.Event:
    for code in (keys, state.keyed + keys):
        if len(code) == _ZIP_DIGITS and code.isdecimal():
            return events.ZipGiven(code)
    if keys == _OTHER_LANGUAGE:
        return events.LanguageChosen(_OTHER[state.person.language])
    if keys == _STOP_ON_KEYS:
        return events.Stop()
    if not keys.isdecimal():
        return events.Words()
    begun = state.keyed + keys
    return events.ZipBegun(begun if len(begun) < _ZIP_DIGITS else keys)


def _spoken(speech: str, state: State) -> events.Event:
    match consent_meaning(speech):
        case "stop":
            return events.Stop()
        case "help":
            return events.Help()
    match hearing.command(speech):
        case hearing.Command.ENGLISH:
            return events.LanguageChosen(Language.ENGLISH)
        case hearing.Command.SPANISH:
            return events.LanguageChosen(Language.SPANISH)
    match state:
        case AskingZip():
            code = hearing.zip_code(speech) or hearing.zip_code(in_digits(speech))
            return events.ZipGiven(code) if code else events.Words()
        case ChoosingAction(choices=choices):
            titles = [title for _, title in choices]
            place = hearing.choice_name(speech, titles) or hearing.choice_number(
                speech, len(titles)
            )
            return events.KeyPressed(str(place)) if place else events.Words()
        case ChoosingDistrict():
            return _chosen(speech, state)
        case SayingName():
            name = hearing.person_name(speech)
            return events.FieldGiven(Field.NAME, name) if name else events.Words()
        case _:
            return events.Words()


def _chosen(speech: str, state: ChoosingDistrict) -> events.Event:
    agreed = hearing.yes_or_no(speech) if state.likely else None
    if agreed is not None:
        return events.Yes() if agreed else events.No()
    names = [place.representative.name if place.representative else "" for place in state.choices]
    place = hearing.choice_name(speech, names) or hearing.choice_number(speech, len(names))
    return events.ChoiceMade(place - 1) if place else events.Words()


def wait_for(state: State) -> Keys | Take:
    """What is waited for where this question is open."""
    if isinstance(state, SpeakingMessage):
        return Take(MESSAGE_SECONDS, state.person.language)
    return keys_for(state)


def keys_for(state: State) -> Keys:
    """How an answer may be given where this question is open."""
    match state:
        case AskingZip():
            return Keys(count=_ZIP_DIGITS, speech=True, hints=_ZIP_HINTS[state.person.language])
        case ChoosingDistrict(choices=choices):
            names = ", ".join(p.representative.name for p in choices if p.representative)
            # More than nine choices want two digits.
            return Keys(count=1 if len(choices) < 10 else 2, seconds=12, speech=True, hints=names)
        case ChoosingAction(choices=choices):
            titles = ", ".join(title for _, title in choices)
            return Keys(count=1, seconds=8, speech=True, hints=titles)
        case SayingName() | Proving():
            # Whoever is rung may say that they want no more calls and texts.
            return Keys(count=1, seconds=8, speech=True)
        case ReadyToDial(tries=0) | SayingHowItWent(tries=0) | OfferedToRing(tries=0):
            # STOP may be said at each. Where the room itself was taken for an answer, only keys
            # count the next time.
            return Keys(count=1, seconds=15, speech=True)
        case AwaitingWords():
            return Keys(count=1, seconds=POLL_SECONDS)
        case _:
            return Keys(count=1, seconds=15)
