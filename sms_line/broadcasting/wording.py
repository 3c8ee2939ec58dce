"""What each recipient of a broadcast is sent: its words with what is known about them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sms_line.broadcasting.recipient_facts import RecipientFacts
from sms_line.broadcasting.shortening import Shortening, example_links
from sms_line.core.broadcasts.addresses import addresses, with_addresses
from sms_line.core.broadcasts.broadcast import Broadcast, Plan
from sms_line.core.broadcasts.required import around
from sms_line.core.broadcasts.words import Field, Mistake, Words, WordsMistake, parse
from sms_line.core.people import Language
from sms_line.parts import Parts
from sms_line.store import broadcast_rules
from sms_line.store import links as stored_links
from sms_line.store.links import Link
from sms_line.store.recipients import Recipient


class Wording:
    """The words of one broadcast, read once."""

    def __init__(self, parts: Parts, plan: Plan, links: Sequence[Link] | None = None) -> None:
        """Reads all variants in all languages. Raises WordsMistake.

        `links`: what the plan wants shortened; None for examples, while nothing is planned.
        """
        self._parts = parts
        self._facts = RecipientFacts(parts, parts.catalog.get(plan.action))
        self._page = f"{parts.public_url}/a/{plan.action}" if plan.action else ""
        self._read = [
            {language: self._words(variant, language, source) for language, source in by.items()}
            for variant, by in enumerate(plan.words)
        ]
        if not plan.links:
            links = ()
        elif links is None:
            links = example_links(self.addresses())
        self._short = Shortening(parts.public_url, links, per_person=plan.links == "person")

    def addresses(self) -> Iterator[tuple[int, str]]:
        """Variant and web address of all that the words name, the action's page included."""
        for variant, by_language in enumerate(self._read):
            found: dict[str, None] = {}
            for words in by_language.values():
                found |= dict.fromkeys(addresses(words))
                if self._page and Field.LINK in words.fields:
                    found[self._page] = None
            for url in found:
                yield variant, url

    @property
    def organization(self) -> str:
        """Who the texts say that they are from, "" where nobody knows it."""
        return self._facts.general(Language.ENGLISH).organization

    def text(self, recipient: Recipient) -> str | None:
        """The text, None where the words want something that is not known about this person."""
        short = self._short.of(recipient)
        return self.words(recipient).written(self._known(recipient, short), short)

    def words(self, recipient: Recipient) -> Words:
        """The words that somebody gets, with what the rules want beside the organizer's own."""
        variant = self._read[recipient.variant]
        return variant[language_for(recipient.language, variant)]

    def lacking(self, recipient: Recipient) -> tuple[Field, ...]:
        """The fields without a fallback that have no value for this person."""
        return self.words(recipient).lacking(self._known(recipient, {}))

    def _known(self, recipient: Recipient, short: Mapping[str, str]) -> Mapping[Field, str]:
        """What the fields stand for; `{{ link }}` is the page of the action, if there is one."""
        language = language_for(recipient.language, self._read[recipient.variant])
        link = short.get(self._page, self._page)
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
        return with_addresses(parse(self._parts.speech.text([prompt], language, None, general)))


def language_for(language: str, there: Iterable[str]) -> str:
    """In which of the languages that have words somebody is texted: theirs, English, or any."""
    known = list(there)
    return next((each for each in (language, Language.ENGLISH.value) if each in known), known[0])


def wording_of(parts: Parts, broadcast: Broadcast) -> Wording:
    """The words of a broadcast. Raises WordsMistake for what should not have been planned."""
    with parts.database.read() as tx:
        links = stored_links.of_broadcast(tx, broadcast.id)
        rule = broadcast_rules.rules(tx).links
    plan = broadcast.plan
    if plan.links == "person" and rule != "person":  # an owner has decided so since
        plan = replace(plan, links="broadcast")
    return Wording(parts, plan, links)
