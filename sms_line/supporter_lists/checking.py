"""One row of a list: a supporter with proof of consent, or why it is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sms_line.core import hearing
from sms_line.core.people import Language
from sms_line.store.supporter_imports import Candidate
from sms_line.store.tags import LONGEST_TAG, tag_of
from sms_line.supporter_lists.moments import moment
from sms_line.supporter_lists.phones import phone_number
from sms_line.supporter_lists.places import Places

LONGEST_NAME = 200
NO_EMAIL = "e-mail addresses are none and were left out"
NO_LANGUAGE = "languages are not spoken here; those people get English"

_NOT_SUBSCRIBED = {"stopped", "blocked", "not subscribed", "unsubscribed", "opted out", "inactive"}
"""What this line and others write of people who are not to be texted."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_LANGUAGES = {
    **dict.fromkeys(("", "en", "eng", "english", "ingles", "inglés", "en-us"), Language.ENGLISH),
    **dict.fromkeys(
        ("es", "esp", "spa", "spanish", "espanol", "español", "es-us", "es-mx"), Language.SPANISH
    ),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A row that can be used, and what was done about it."""

    candidate: Candidate
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks the rows of one list."""

    places: Places
    now: datetime
    tags: tuple[str, ...] = field(default=())
    """For everybody in it."""

    def check(self, row: Mapping[str, str]) -> Checked | str:
        """The supporter, or why this is none (never with the number or a name).

        Raises NoDataLoaded.
        """
        phone, wrong = phone_number(row["phone"])
        if wrong:
            return wrong
        if row.get("status", "").lower() in _NOT_SUBSCRIBED:
            return "status says that they are not subscribed"
        if not row["consent_at"] or not row["consent_source"]:
            return "has no proof of consent: consent_at and consent_source must both be there"
        at = moment(row["consent_at"], self.now)
        if isinstance(at, str):
            return at
        place = self.places.of(row.get("zip", ""))
        if isinstance(place, str):
            return place
        name = " ".join(_CONTROLS.sub(" ", row.get("name", "")).split())
        if len(name) > LONGEST_NAME:
            return f"name is longer than {LONGEST_NAME} characters"
        tags = _tags(row.get("tags", ""))
        if tags is None:
            return f"a tag is longer than {LONGEST_TAG} characters"
        said, written = row.get("language", "").lower(), row.get("email", "")
        language, email = _LANGUAGES.get(said), hearing.email(written) or ""
        candidate = Candidate(
            phone=phone,
            consent_at=at,
            consent_words=_CONTROLS.sub(" ", row["consent_source"]),
            language=language or Language.ENGLISH,
            name=name,
            email=email,
            zip=place.zip,
            city=place.city,
            state=place.state,
            district=place.district,
            tags=tuple(dict.fromkeys((*self.tags, *tags))),
        )
        noted = {
            place.note: True,
            NO_LANGUAGE: language is None,
            NO_EMAIL: bool(written) and not email,
        }
        return Checked(candidate, tuple(note for note, true in noted.items() if note and true))


def _tags(cell: str) -> tuple[str, ...] | None:
    tags = tuple(tag for each in re.split(r"[;,|]", cell) if (tag := tag_of(each)))
    return None if any(len(tag) > LONGEST_TAG for tag in tags) else tags
