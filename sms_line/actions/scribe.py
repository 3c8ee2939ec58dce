"""Writes letters: an action, an office and a person make one."""

from sms_line.actions.letter_words import read_letter_words
from sms_line.core.action import Action
from sms_line.core.compose import letter_to
from sms_line.core.letter import Letter, Sender
from sms_line.core.people import Language, Legislator
from sms_line.core.states import Draft, Person


class LetterScribe:
    """A `Scribe` with the words of `templates/letter/`."""

    def __init__(self) -> None:
        """Read the words of all languages once."""
        self._words = {language: read_letter_words(language) for language in Language}

    def letter(
        self, action: Action, legislator: Legislator, person: Person, draft: Draft
    ) -> Letter:
        """The letter as it leaves, or as it is read: in the language of the action's letter."""
        words = self._words[action.letter.language]
        sender = Sender(
            name=person.name,
            city=person.city,
            state=person.state,
            zip=person.zip,
            email=person.email,
        )
        return letter_to(action, legislator, sender, draft.kept, draft.own_words, words)
