"""From a text to the event it is, where the conversation stands: what was asked decides.

The order is the priority: consent, then what may be said at any time, then the answer.
"""

from collections.abc import Mapping

from sms_line.core import events, hearing
from sms_line.core.consent import consent_meaning
from sms_line.core.people import Field, Language
from sms_line.core.states import (
    AskingField,
    AskingZip,
    ChoosingDistrict,
    ChoosingPhrase,
    Locating,
    Mending,
    Offered,
    Reviewing,
    State,
)

Keywords = Mapping[str, tuple[str, Language]]
"""Keyword in capitals → (slug, language)."""

SENTENCE = 4
"""Words that make a sentence for the letter; fewer may be a question or a slip."""


def listen(text: str, state: State, keywords: Keywords) -> events.FromPerson:
    """What somebody means by a text, in this state. Never raises."""
    if hearing.asks_to_be_forgotten(text):
        return events.ForgetMe()
    match consent_meaning(text):
        case "stop":
            return events.Stop()
        case "start":
            return events.Start()
        case "help":
            return events.Help()
    if _stops_an_action(text, keywords):
        return events.Stop()
    asked = _at_any_time(text)
    if isinstance(asked, events.AlertsAsked | events.RemindAsked):
        # JOIN is a fine keyword: an action that has it goes before.
        return _keyword(text, keywords) or asked
    return asked or _keyword(text, keywords) or _answer(text, state)


def _stops_an_action(text: str, keywords: Keywords) -> bool:
    """STOP FREE: "stop" before a keyword of the line's own is no cause, but a wish for silence."""
    first, _, rest = text.strip().partition(" ")
    if not rest:
        return False  # most texts are one word, and STOP alone was heard before
    return consent_meaning(first) == "stop" and hearing.keyword(rest, keywords) is not None


def _at_any_time(text: str) -> events.FromPerson | None:
    if asked := hearing.call_time(text):
        return events.CallAsked(asked)
    if hearing.drops_call(text):
        return events.CallDropped()
    command = hearing.command(text)
    if isinstance(command, hearing.ChangeAsked):
        return events.ChangeAsked(command.what)
    match command:
        case hearing.Command.BACK:
            return events.BackAsked()
        case hearing.Command.WHO:
            return events.WhoAsked()
        case hearing.Command.FORGET:
            return events.ForgetMe()
        case hearing.Command.ALERTS:
            return events.AlertsAsked()
        case hearing.Command.REMIND:
            return events.RemindAsked()
        case hearing.Command.ENGLISH:
            return events.LanguageChosen(Language.ENGLISH)
        case hearing.Command.SPANISH:
            return events.LanguageChosen(Language.SPANISH)
    return None


def _keyword(text: str, keywords: Keywords) -> events.KeywordGiven | None:
    if word := hearing.keyword(text, keywords):
        return events.KeywordGiven(*keywords[word])
    if both := hearing.keyword_with_zip(text, keywords):
        word, code = both
        return events.KeywordGiven(*keywords[word], zip=code)
    return None


def _answer(text: str, state: State) -> events.FromPerson:
    match state:
        case AskingZip():
            return place(text)
        case ChoosingDistrict() | Locating():
            return _district(text, state)
        case AskingField(field=field):
            return field_given(text, field) or _lone_zip(text)
        case ChoosingPhrase():
            return _yes_or_no(text) or _lone_zip(text)
        case Mending():
            return _what_to_change(text) or _lone_zip(text)
        case Reviewing():
            return _yes_or_no(text) or _sentence(text)
        case Offered() if agreed := _to_the_offer(text):
            return agreed
        case _:
            return events.Thanks() if hearing.is_courtesy(text) else _lone_zip(text)


def _lone_zip(text: str) -> events.FromPerson:
    code = hearing.alone_zip(text)
    return events.ZipGiven(code) if code else events.Words()


def place(text: str) -> events.FromPerson:
    """An answer to where somebody lives."""
    # A whole address holds a ZIP code; where one is asked for, the ZIP code is the answer.
    if code := hearing.zip_code(text):
        return events.ZipGiven(code)
    street = hearing.street(text)
    return events.StreetGiven(street) if street else events.Words()


def _district(text: str, state: ChoosingDistrict | Locating) -> events.FromPerson:
    names = [place.representative.name if place.representative else "" for place in state.choices]
    place = hearing.choice_number(text, len(names)) or hearing.choice_name(text, names)
    if place:
        return events.ChoiceMade(place - 1)
    if code := hearing.alone_zip(text):
        return events.ZipGiven(code)
    if street := hearing.street(text):
        return events.StreetGiven(street)
    return _yes_or_no(text) or events.Words()


def field_given(text: str, field: Field) -> events.FieldGiven | None:
    """An answer to what an office requires; None if it is none."""
    recognize = {
        Field.NAME: hearing.person_name,
        Field.PREFIX: hearing.prefix,
        Field.STREET: hearing.street,
        Field.EMAIL: hearing.email,
    }[field]
    value = recognize(text)
    return events.FieldGiven(field, value) if value else None


def _yes_or_no(text: str) -> events.FromPerson | None:
    agreed = hearing.yes_or_no(text)
    if agreed is not None:
        return events.Yes() if agreed else events.No()
    return events.Skip() if hearing.is_skip(text) else None


def _to_the_offer(text: str) -> events.FromPerson | None:
    """Only a YES in so many words is consent (CTIA 5.1.2); "ok" and a thumb are asked again."""
    if hearing.says_yes(text):
        return events.Yes()
    match hearing.yes_or_no(text):
        case True:
            return events.Words()
        case False:
            return events.No()
        case None:
            return None


def _what_to_change(text: str) -> events.FromPerson | None:
    command = hearing.command(f"change {text}")
    if isinstance(command, hearing.ChangeAsked) and command.what:
        return events.ChangeAsked(command.what)
    return None


def _sentence(text: str) -> events.FromPerson:
    if code := hearing.alone_zip(text):
        return events.ZipGiven(code)
    words = text.strip()
    if len(words.split()) < SENTENCE or words.endswith("?"):
        return events.Words()
    return events.OwnWords(words)
