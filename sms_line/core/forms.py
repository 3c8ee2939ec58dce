"""From a form to the events it holds, one at a time, where the conversation stands.

A form may answer several questions at once; each is an event for `advance`, in the order in which
the conversation asks. What the conversation does not ask (any more) is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sms_line.core import events, hearing
from sms_line.core.listening import field_given, place
from sms_line.core.people import Language
from sms_line.core.states import (
    AskingField,
    AskingZip,
    ChoosingDistrict,
    ChoosingPhrase,
    Locating,
    Resting,
    Reviewing,
    State,
    Waiting,
)

Deed = tuple[str, events.FromPerson]
"""What was used of a form, and what it means."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form as it was posted.

    Answers are called "zip", "district" ("1" for the first choice, "no" for none), "street",
    "name", "prefix", "email", "phrase-0" ("yes" or "no"), "words"; and "do" is the button: "send",
    "back", "change zip", "change name", "change phrase", "forget", or "" for going on.
    """

    action: str
    """The slug of the action whose page it stands on."""
    language: Language
    answers: Mapping[str, str] = field(repr=False)

    def answer(self, name: str) -> str:
        """What was typed, "" for nothing."""
        return self.answers.get(name, "").replace("\r\n", "\n").strip()


def next_event(form: Form, used: frozenset[str], state: State) -> Deed | None:
    """What the form says next; None when it has nothing (more) to say here.

    `used`: what the earlier events of this form were called.
    """
    if not isinstance(state, Resting | Waiting):
        return None
    if state.person.language is not form.language and "language" not in used:
        return "language", events.LanguageChosen(form.language)
    deed = _button(form, state) or _opening(form, state) or _answer(form, used, state)
    return deed if deed and deed[0] not in used else None


def _button(form: Form, state: Resting | Waiting) -> Deed | None:
    """What may be asked in every state; a button is the only thing that its form does."""
    do = form.answer("do")
    if do == "forget":
        return do, events.ForgetMe()
    if not _is_about(form, state):
        return None
    if do == "back":
        return do, events.BackAsked()
    changes = {
        "change zip": events.ChangeAsked("zip"),
        "change name": events.ChangeAsked("name"),
        "change phrase": events.ChangeAsked("phrase"),
    }
    return (do, changes[do]) if do in changes else None


def _is_about(form: Form, state: Resting | Waiting) -> bool:
    return not isinstance(state, Resting) and bool(
        state.draft and state.draft.action == form.action
    )


def _opening(form: Form, state: Resting | Waiting) -> Deed | None:
    """A ZIP code on an action's page begins it; another one than before is a place anew."""
    if "zip" not in form.answers or _is_about(form, state):
        return None
    person = state.person
    moved = bool(person.district) and hearing.zip_code(form.answer("zip")) != person.zip
    if isinstance(state, Resting) and moved and form.action not in person.acted:
        return "move", events.ChangeAsked("zip")
    return "open", events.KeywordGiven(form.action, form.language)


def _answer(form: Form, used: frozenset[str], state: Resting | Waiting) -> Deed | None:
    """The answer to the question that this state waits on."""
    if not _is_about(form, state):
        return None
    match state:
        case AskingZip() if "zip" in form.answers:
            return "zip", place(form.answer("zip"))
        case ChoosingDistrict() | Locating() if {"district", "street"} & set(form.answers):
            return "district", _district(form, state)
        case AskingField(field=asked) if asked.value in form.answers:
            typed = form.answer(asked.value)
            return asked.value, field_given(typed, asked) or events.Words()
        case ChoosingPhrase(draft=draft) if "phrases" in form.answers:
            name = f"phrase-{draft.decided}"
            return name, _yes_or_no(form.answer(name))
        case Reviewing() if "words" in form.answers:
            return _review(form, used, state)
        case _:
            return None


def _district(form: Form, state: ChoosingDistrict | Locating) -> events.FromPerson:
    if typed := form.answer("street"):
        street = hearing.street(typed)
        return events.StreetGiven(street) if street else events.Words()
    chosen = form.answer("district")
    if chosen == "no":
        return events.No()
    if chosen.isascii() and chosen.isdecimal() and 1 <= int(chosen[:3]) <= len(state.choices):
        return events.ChoiceMade(int(chosen[:3]) - 1)
    return events.Words()


def _yes_or_no(chosen: str) -> events.FromPerson:
    match chosen:
        case "yes":
            return events.Yes()
        case "no":
            return events.No()
        case _:
            return events.Words()


def _review(form: Form, used: frozenset[str], state: Reviewing) -> Deed | None:
    """First the person's own words, which may have been taken out; then, if they say so, send."""
    words = form.answer("words")
    if words != state.draft.own_words and "words" not in used:
        return "words", events.OwnWords(words) if words else events.ChangeAsked("words")
    return ("send", events.Yes()) if form.answer("do") == "send" else None
