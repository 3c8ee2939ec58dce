"""What each recipient of a broadcast is sent: its words with what is known about them."""

from collections.abc import Iterable, Mapping

from sms_line.broadcasting.recipient_facts import RecipientFacts
from sms_line.core.broadcasts.broadcast import Broadcast, Plan
from sms_line.core.broadcasts.required import around
from sms_line.core.broadcasts.words import Field, Mistake, Words, WordsMistake, parse
from sms_line.core.people import Language
from sms_line.parts import Parts
from sms_line.store.recipients import Recipient


class Wording:
    """The words of one broadcast, read once."""

    def __init__(self, parts: Parts, plan: Plan) -> None:
        """Reads all variants in all languages. Raises WordsMistake."""
        self._parts = parts
        self._facts = RecipientFacts(parts, parts.catalog.get(plan.action))
        self._read = [
            {language: self._words(variant, language, source) for language, source in by.items()}
            for variant, by in enumerate(plan.words)
        ]

    @property
    def organization(self) -> str:
        """Who the texts say that they are from, "" where nobody knows it."""
        return self._facts.general(Language.ENGLISH).organization

    def text(self, recipient: Recipient, link: str = "") -> str | None:
        """The text, None where the words want something that is not known about this person."""
        return self.words(recipient).written(self.facts(recipient, link))

    def words(self, recipient: Recipient) -> Words:
        """The words that somebody gets, with what the rules want beside the organizer's own."""
        variant = self._read[recipient.variant]
        return variant[language_for(recipient.language, variant)]

    def facts(self, recipient: Recipient, link: str = "") -> Mapping[Field, str]:
        """What the fields stand for; `link` is the address for `{{ link }}`, "" for none."""
        language = language_for(recipient.language, self._read[recipient.variant])
        return self._facts.of(recipient, Language(language), link)

    def _words(self, variant: int, language: str, source: str) -> Words:
        if language not in set(Language):
            unknown = Mistake(0, f"The line does not speak '{language}'; write en or es.")
            raise WordsMistake((unknown,), variant, language)
        try:
            return self._completed(source, Language(language))
        except WordsMistake as wrong:
            raise WordsMistake(wrong.mistakes, variant, language) from None

    def _completed(self, source: str, language: Language) -> Words:
        """The organizer's words, with the name and the opt-out words where they lack them."""
        general = self._facts.general(language)
        prompt = around(source, general.organization)
        return parse(self._parts.speech.text([prompt], language, None, general))


def language_for(language: str, there: Iterable[str]) -> str:
    """In which of the languages that have words somebody is texted: theirs, English, or any."""
    known = list(there)
    return next((each for each in (language, Language.ENGLISH.value) if each in known), known[0])


def wording_of(parts: Parts, broadcast: Broadcast) -> Wording:
    """The words of a broadcast. Raises WordsMistake for what should not have been planned."""
    return Wording(parts, broadcast.plan)
