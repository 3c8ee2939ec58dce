"""The walk of one letter: which question comes next, which came before, and how each is put."""

from dataclasses import replace
from typing import Literal, assert_never

from sms_line.core import needs, prompts
from sms_line.core.action import Action
from sms_line.core.effects import Ask, Effect, Flag, Preview, Say
from sms_line.core.people import Field
from sms_line.core.scene import Turn
from sms_line.core.states import (
    AskingField,
    AskingZip,
    ChoosingDistrict,
    ChoosingPhrase,
    Draft,
    Locating,
    Mending,
    Offered,
    Person,
    Resting,
    Reviewing,
    Waiting,
    Writing,
)

TRIES = 3
"""Answers not understood, in a row, before an organizer is asked to look."""


def onward(person: Person, draft: Draft, action: Action, said: tuple[Effect, ...] = ()) -> Turn:
    """To the next question that a letter still needs, or to its review."""
    if draft.representation is None:
        return Turn(AskingZip(person=person, draft=draft), (*said, Ask(prompts.AskZip())))
    state: Waiting
    if field := needs.missing(person, draft, action):
        state = AskingField(person=person, draft=draft, field=field)
    elif draft.decided < len(action.letter.phrases):
        state = ChoosingPhrase(person=person, draft=draft)
    else:
        state = Reviewing(person=person, draft=draft)
    return Turn(state, (*said, *question(state, action)))


def back(state: Writing, action: Action) -> Turn:
    """To the question before this one."""
    person, draft = state.person, state.draft
    if isinstance(state, Mending):
        return onward(person, draft, action)
    if isinstance(state, Reviewing) and draft.own_words:
        return onward(person, replace(draft, own_words=""), action)
    if draft.decided and not isinstance(state, AskingField):
        decided = draft.decided - 1
        kept = tuple(i for i in draft.kept if i < decided)
        return onward(person, replace(draft, decided=decided, kept=kept), action)
    fields = needs.required(draft, action)
    if isinstance(state, AskingField):
        fields = fields[: fields.index(state.field)]
    return ask_field_again(person, draft, fields[-1]) if fields else zip_again(person, draft)


def mend(
    state: Writing, what: Literal["zip", "name", "words", "phrase"] | None, action: Action
) -> Turn:
    """To the answer that the person wants to change; to a question what that is, if unsaid."""
    person, draft = state.person, state.draft
    match what:
        case None:
            first = next(iter(needs.required(draft, action)), None)
            if not (isinstance(state, AskingField) and state.field is first):
                mending = Mending(person=person, draft=draft)
                return Turn(mending, question(mending, action))
            # Nothing has been answered but the place, and its names have just been shown.
            return zip_again(person, draft)
        case "zip":
            return zip_again(person, draft)
        case "name":
            return ask_field_again(person, draft, Field.NAME)
        case "phrase":
            return onward(person, replace(draft, decided=0, kept=()), action)
        case "words":
            return onward(person, replace(draft, own_words=""), action)
        case _:
            assert_never(what)


def zip_again(person: Person, draft: Draft | None) -> Turn:
    """Ask for the place anew; a street address serves too, if the ZIP code was right."""
    if draft:
        draft = replace(draft, representation=None)
    state = AskingZip(person=replace(person, district=""), draft=draft)
    return Turn(state, (Ask(prompts.AskZip(again=True)),))


def ask_field_again(person: Person, draft: Draft, field: Field) -> Turn:
    """Ask for one field anew; what was known stays until the new answer is there."""
    state = AskingField(person=person, draft=draft, field=field)
    return Turn(state, (Ask(field_question(field)),))


def question(state: Resting | Waiting, action: Action | None) -> tuple[Effect, ...]:
    """The question that this state waits on, put (again); nothing where there is none."""
    match state:
        case Resting():
            return ()
        case AskingZip():
            return (Ask(prompts.AskZip()),)
        case ChoosingDistrict():
            return (Ask(district_question(state)),)
        case Locating():
            return (Say(prompts.LookingUp()),)
        case AskingField(field=field):
            return (Ask(field_question(field)),)
        case Mending():
            return (Ask(prompts.AskChange(phrases=bool(action and action.letter.phrases))),)
        case ChoosingPhrase(person=person, draft=draft):
            words = action.phrase(draft.decided, person.language) if action else ""
            return (Ask(prompts.AskPhrase(words)),)
        case Reviewing(person=person, draft=draft):
            to = (
                needs.offices(action, draft.representation)
                if action and draft.representation
                else ()
            )
            review = prompts.Review(letters=len(to), own_words=draft.own_words)
            return (Preview(person, draft, to), Ask(review))
        case _:
            assert_never(state)


def district_question(state: ChoosingDistrict) -> prompts.AskDistrict | prompts.ConfirmDistrict:
    """Which of these is yours?"""
    choices = tuple(prompts.Represented.of(choice) for choice in state.choices)
    if state.likely:
        return prompts.ConfirmDistrict(state.person.zip, choices[0])
    kept = needs.street_required(state.draft)
    return prompts.AskDistrict(state.person.zip, choices, address_kept=kept)


def not_understood(state: Resting | Offered | Waiting, *, answers_broadcast: bool = False) -> Turn:
    """Ask again with an example; the third time call an organizer; after that, only flag.

    What answers a broadcast is an organizer's at once. Falling silent also ends a conversation with
    a machine that answers every text.
    """
    tries = state.tries + 1
    if answers_broadcast and isinstance(state, Resting):
        tries = max(tries, TRIES)
    state = replace(state, tries=tries)
    if tries < TRIES:
        return Turn(state, (clearer(state),))
    if tries == TRIES:
        return Turn(state, (Flag(), Say(prompts.PersonWillRead(answers_broadcast))))
    return Turn(state, (Flag(),))


def clearer(state: Resting | Offered | Waiting) -> Effect:
    """The question again, with an example."""
    match state:
        case Resting():
            return Say(prompts.Hint())
        case Offered():
            return Ask(prompts.AlertsOffer())
        case AskingZip():
            return Ask(prompts.ZipUnclear())
        case ChoosingDistrict():
            return Ask(prompts.DistrictUnclear())
        case Locating():
            return Say(prompts.LookingUp())
        case AskingField(field=field):
            return Ask(prompts.FieldUnclear(field.value))
        case ChoosingPhrase():
            return Ask(prompts.PhraseUnclear())
        case Reviewing():
            return Ask(prompts.ReviewUnclear())
        case Mending():
            return Ask(prompts.AskChange(phrases=True))
        case _:
            assert_never(state)


def field_question(field: Field) -> prompts.Prompt:
    """The question for one field."""
    match field:
        case Field.NAME:
            return prompts.AskName()
        case Field.PREFIX:
            return prompts.AskPrefix()
        case Field.STREET:
            return prompts.AskStreet()
        case Field.EMAIL:
            return prompts.AskEmail()
        case _:
            assert_never(field)


def first_name(person: Person) -> str:
    """How to speak to somebody: the first word of the name, without a title before it."""
    words = [w for w in person.name.split() if w.rstrip(".").lower() not in _TITLES]
    return words[0] if words else ""


_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "rev", "sr", "sra", "dra"})
