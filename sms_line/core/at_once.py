"""All that a page asks at once: where a text has one question, a form has several fields."""

from sms_line.core import needs, prompts
from sms_line.core.action import Action
from sms_line.core.people import Field
from sms_line.core.prompts import Prompt
from sms_line.core.states import (
    AskingField,
    AskingZip,
    ChoosingDistrict,
    ChoosingPhrase,
    Draft,
    Locating,
    Resting,
    Reviewing,
    State,
)
from sms_line.core.steps import district_question, field_question


def fields(state: AskingField, action: Action) -> tuple[Field, ...]:
    """The field that is asked for, and those that would be asked for after it."""
    wanted = needs.required(state.draft, action)
    return tuple(f for f in wanted if f is state.field or not needs.known(state.person, f))


def phrases(draft: Draft, action: Action) -> range:
    """The optional phrases that are not decided yet."""
    return range(draft.decided, len(action.letter.phrases))


def questions(state: State, action: Action) -> tuple[Prompt, ...]:
    """The questions of the form that this state shows, in order."""
    match state:
        case Resting(person=person):
            return () if action.slug in person.acted else (prompts.AskZip(),)
        case AskingZip():
            return (prompts.AskZip(),)
        case ChoosingDistrict():
            return (district_question(state),)
        case Locating(person=person, draft=draft, choices=choices) if choices:
            choosing = ChoosingDistrict(person=person, draft=draft, choices=choices)
            return (district_question(choosing),)
        case AskingField(draft=draft):
            wanted = tuple(field_question(field) for field in fields(state, action))
            return (*wanted, *_phrase_questions(state, action))
        case ChoosingPhrase():
            return _phrase_questions(state, action)
        case Reviewing(draft=draft):
            to = needs.offices(action, draft.representation) if draft.representation else ()
            return (prompts.Review(letters=len(to), own_words=draft.own_words),)
        case _:
            return ()


def _phrase_questions(state: AskingField | ChoosingPhrase, action: Action) -> tuple[Prompt, ...]:
    language = state.person.language
    return tuple(
        prompts.AskPhrase(action.phrase(index, language)) for index in phrases(state.draft, action)
    )


def put_together(asked: Prompt | None, form: tuple[Prompt, ...]) -> tuple[Prompt, ...]:
    """The form's questions, with what is asked now before them unless it is one of them.

    The same question put otherwise ("…again?") stands in the place of the plain one; a phrase is
    always shown in the language of the form.
    """
    if asked is None or asked in form or (form and isinstance(asked, prompts.AskPhrase)):
        return form
    for place, question in enumerate(form):
        if type(question) is type(asked):
            return (*form[:place], asked, *form[place + 1 :])
    return (asked, *form)
