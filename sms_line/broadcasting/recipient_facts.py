"""What the fields of a broadcast's words stand for, for one recipient after another."""

from collections.abc import Mapping
from functools import lru_cache

from sms_line.core import places
from sms_line.core.action import Action
from sms_line.core.broadcasts.required import Senators
from sms_line.core.broadcasts.words import Field
from sms_line.core.people import Language
from sms_line.core.states import Person
from sms_line.core.steps import first_name
from sms_line.facts import facts_of
from sms_line.parts import Parts
from sms_line.ports import Facts, NoDataLoaded
from sms_line.store.recipients import Recipient

_PLACES = 2_048
"""Places that are remembered: 441 districts and 56 states in two languages."""


class RecipientFacts:
    """The values of fields; what is the same for many is looked up once."""

    def __init__(self, parts: Parts, action: Action | None) -> None:
        """`action`: the one that the broadcast is about."""
        self._parts = parts
        self._general = {each: _general(parts, action, each) for each in Language}
        self._senators: dict[str, list[str]] | None = None
        self._represented = lru_cache(_PLACES)(self._look_up)

    def general(self, language: Language) -> Facts:
        """What is true for all who are texted in this language."""
        return self._general[language]

    def of(self, recipient: Recipient, language: Language, link: str) -> Mapping[Field, str]:
        """All that is known; what is not is missing or ""."""
        known, general = recipient.facts, self._general[language]
        return {
            **self._represented(known["state"], known["district"], language),
            Field.FIRST_NAME: first_name(Person(name=known["name"])),
            Field.NAME: known["name"],
            Field.CITY: known["city"],
            Field.STATE: known["state"],
            Field.DISTRICT: known["district"],
            Field.KEYWORD: general.keywords[0] if general.keywords else "",
            Field.LINK: link,
            Field.ORGANIZATION: general.organization,
        }

    def _look_up(self, state: str, district: str, language: Language) -> Mapping[Field, str]:
        """Who represents a place: the member in the House once the district is settled."""
        found: dict[Field, str] = {}
        try:
            senators = self._senators_of(state)
            seat = self._parts.directory.represents(places.district(district)) if district else None
        except NoDataLoaded:
            return found
        if senators:
            said = Senators(tuple(senators))
            found[Field.SENATORS] = self._parts.speech.text(
                [said], language, None, self._general[language]
            )
        member = seat.representative if seat else None
        if member:
            found |= {Field.REP_NAME: member.name, Field.REP_PHONE: member.phone}
        return found

    def _senators_of(self, state: str) -> list[str]:
        if self._senators is None:
            self._senators = {}
            for member in self._parts.directory.members():
                if member.district is None:
                    self._senators.setdefault(member.state, []).append(member.name)
        return self._senators.get(state, [])


def _general(parts: Parts, action: Action | None, language: Language) -> Facts:
    """Without an action of its own a broadcast is in the name of the newest one's organization."""
    newest = parts.catalog.open(parts.clock.now().date())[:1]
    spoken_of = action or next(iter(newest), None)
    return facts_of(parts, [action] if action else [], spoken_of, language, "")
