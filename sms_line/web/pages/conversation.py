"""Where a visitor's conversation stands, as the facts of a form."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sms_line.core import at_once, needs, prompts
from sms_line.core.action import Action
from sms_line.core.letter import Letter
from sms_line.core.page_prompts import LetterStands
from sms_line.core.people import Field, Language
from sms_line.core.states import (
    AskingField,
    AskingZip,
    ChoosingDistrict,
    ChoosingPhrase,
    Locating,
    Mending,
    Resting,
    Reviewing,
    State,
    Stopped,
    Waiting,
)
from sms_line.parts import Parts
from sms_line.store import letters as sent_letters
from sms_line.web.pages.about import Speaker
from sms_line.web.pages.page_words import page_words
from sms_line.web_line import NOBODY, Shown

PREFIXES = ("Mr.", "Mrs.", "Miss", "Ms.", "Dr.")
"""As the Senate's forms want them."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form."""

    name: str
    words: str
    value: str = field(default="", repr=False)
    autocomplete: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """(value, words) where one of several is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What the template needs to know; "step" names the part of it."""

    step: str
    number: int
    """Which of the three steps, 0 for none."""
    told: tuple[str, ...] = ()
    problem: str = ""
    names: str = ""
    """Who represents this person."""
    questions: tuple[Question, ...] = ()
    letters: tuple[Letter, ...] = ()
    reading: Letter | None = None
    own_words: str = field(default="", repr=False)
    has_phrases: bool = False
    fates: tuple[tuple[str, str], ...] = ()
    """(status, words) of each letter that is on its way or has arrived."""
    underway: bool = False
    """A letter may still arrive, or an address be found: looking again may show more."""


_STEPS: Mapping[type, tuple[str, int]] = {
    Stopped: ("forgotten", 0),
    AskingZip: ("place", 1),
    ChoosingDistrict: ("district", 1),
    Locating: ("locating", 1),
    AskingField: ("details", 2),
    ChoosingPhrase: ("details", 2),
    Mending: ("details", 2),
    Reviewing: ("review", 3),
}


class Reader:
    """Reads what is shown to one visitor of one action's page."""

    def __init__(self, parts: Parts, action: Action, language: Language) -> None:
        """`language`: of the page."""
        self._parts, self._action, self._language = parts, action, language
        self._speaker = Speaker(parts, action, language)
        self._words = page_words(language)

    def read(self, shown: Shown, visit: str, typed: Mapping[str, str]) -> Conversation:
        """The form for where this visitor stands; `typed` comes back where it was none."""
        if not self._is_here(shown):
            # Whoever is in the middle of another action begins here anew.
            known = shown.state.person.zip if not isinstance(shown.state, Stopped) else ""
            shown, typed = NOBODY, {"zip": known, **typed}
        # The page may have been opened in another language than the answers were given in.
        person = replace(shown.state.person, language=self._language)
        state = replace(shown.state, person=person)
        form = at_once.questions(state, self._action)
        whole = at_once.put_together(shown.asked, form)
        problem = whole[0] if len(whole) > len(form) else None
        questions = whole[len(whole) - len(form) :]
        step, number = self._step(state)
        fates = self._fates(visit) if step == "sent" else ()
        underway = {"queued", "sending"} & {status for status, _ in fates}
        return Conversation(
            step=step,
            number=number,
            told=self._told(shown),
            problem=self._speaker.say(problem) if problem else "",
            names=self._names(shown),
            questions=self._fields(state, questions, typed),
            letters=self._letters(state),
            reading=self._reading(state),
            own_words=typed.get("words", _own_words(state)),
            has_phrases=bool(self._action.letter.phrases),
            fates=fates,
            underway=bool(underway) or step == "locating",
        )

    def _is_here(self, shown: Shown) -> bool:
        state = shown.state
        if isinstance(state, Resting):
            return shown.about == self._action.slug or self._action.slug in state.person.acted
        if isinstance(state, Waiting):
            return bool(state.draft and state.draft.action == self._action.slug)
        return shown.about == self._action.slug

    def _step(self, state: State) -> tuple[str, int]:
        if isinstance(state, Resting):
            acted = self._action.slug in state.person.acted
            return ("sent", 0) if acted else ("place", 1)
        return _STEPS[type(state)]

    def _told(self, shown: Shown) -> tuple[str, ...]:
        if shown.about != self._action.slug:
            return ()
        return tuple(words for prompt in shown.told if (words := self._speaker.say(prompt)))

    def _names(self, shown: Shown) -> str:
        """Beside every later step; the first time they are among what is told."""
        draft = shown.state.draft if isinstance(shown.state, Waiting) else None
        new = any(isinstance(prompt, prompts.Represented) for prompt in shown.told)
        if draft is None or draft.representation is None or new:
            return ""
        return self._speaker.say(prompts.Represented.of(draft.representation))

    def _fields(
        self, state: State, asked: tuple[prompts.Prompt, ...], typed: Mapping[str, str]
    ) -> tuple[Question, ...]:
        said = [self._speaker.say(prompt) for prompt in asked]
        match state:
            case Resting(person=person) | AskingZip(person=person):
                zip_code = typed.get("zip", person.zip)
                return tuple(Question("zip", words, zip_code, "postal-code") for words in said)
            case ChoosingDistrict() | Locating():
                chosen = typed.get("district", "")
                options = self._choices(state)
                return tuple(Question("district", words, chosen, "", options) for words in said)
            case AskingField():
                wanted = at_once.fields(state, self._action)
                fields = [
                    self._field(each, words, typed.get(each.value, needs.known(state.person, each)))
                    for each, words in zip(wanted, said, strict=False)
                ]
                return (*fields, *self._phrases(state, said[len(wanted) :], typed))
            case ChoosingPhrase():
                return self._phrases(state, said, typed)
            case Reviewing():
                return tuple(Question("words", words) for words in said)
            case _:
                return ()

    def _choices(self, state: ChoosingDistrict | Locating) -> tuple[tuple[str, str], ...]:
        likely = isinstance(state, ChoosingDistrict) and state.likely
        if likely:
            return (("1", self._words["keep"]), ("no", self._words["none_of_these"]))
        several = len({choice.district.state for choice in state.choices}) > 1
        options = []
        for number, choice in enumerate(state.choices, 1):
            district = choice.district.code
            name = choice.representative.name if choice.representative else ""
            words = name or self._words["vacant"].format(district=district)
            options.append((str(number), f"{words} ({district})" if several or name else words))
        return tuple(options)

    def _field(self, asked: Field, words: str, value: str) -> Question:
        match asked:
            case Field.NAME:
                return Question("name", words, value, "name")
            case Field.PREFIX:
                options = tuple((prefix, prefix) for prefix in PREFIXES)
                return Question("prefix", words, value, "", options)
            case Field.STREET:
                return Question("street", words, value, "street-address")
            case Field.EMAIL:
                return Question("email", words, value, "email")

    def _phrases(
        self, state: AskingField | ChoosingPhrase, said: list[str], typed: Mapping[str, str]
    ) -> tuple[Question, ...]:
        options = (("yes", self._words["keep"]), ("no", self._words["leave_out"]))
        names = [f"phrase-{index}" for index in at_once.phrases(state.draft, self._action)]
        return tuple(
            Question(name, words, typed.get(name, ""), "", options)
            for name, words in zip(names, said, strict=True)
        )

    def _letters(self, state: State) -> tuple[Letter, ...]:
        if not isinstance(state, Reviewing) or state.draft.representation is None:
            return ()
        offices = needs.offices(self._action, state.draft.representation)
        write = self._parts.scribe.letter
        return tuple(write(self._action, each, state.person, state.draft) for each in offices)

    def _reading(self, state: State) -> Letter | None:
        to_read = self._action.to_read_in(self._language)
        if to_read is None or not isinstance(state, Reviewing) or not state.draft.representation:
            return None
        first = needs.offices(self._action, state.draft.representation)[0]
        return self._parts.scribe.letter(to_read, first, state.person, state.draft)

    def _fates(self, visit: str) -> tuple[tuple[str, str], ...]:
        with self._parts.database.read() as tx:
            fates = sent_letters.fates(tx, visit, self._action.slug)
        return tuple((each.status, self._speaker.say(_stands(each))) for each in fates)


def _stands(fate: sent_letters.Fate) -> LetterStands:
    return LetterStands(fate.legislator, fate.office_phone, fate.status)


def _own_words(state: State) -> str:
    return state.draft.own_words if isinstance(state, Reviewing) else ""
