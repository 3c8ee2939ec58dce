"""From what an organizer filled in, at a terminal or in a browser, to a plan; or what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Literal

from sms_line.broadcasting.resolving import understand
from sms_line.broadcasting.timing import when
from sms_line.broadcasting.wording import Wording
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.counting import Links, allowed
from sms_line.core.broadcasts.hours import Hours
from sms_line.core.broadcasts.words import Mistake, WordsMistake, parse
from sms_line.parts import Parts
from sms_line.store import broadcast_rules

LONGEST_NAME = 200
FASTEST = 10_000
"""Texts a second: no sender may send as many."""


class PlanMistake(Exception):
    """Something that was filled in makes no sense; the message is a sentence for people."""


class NoSuchAction(PlanMistake):
    """The action that it is about is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was filled in, as text."""

    words: tuple[Mapping[str, str], ...]
    """One for each variant: language → words; a language without words is left out."""
    audience: str = ""
    at: str = ""
    name: str = ""
    action: str = ""
    hours: tuple[int, int] = (9, 20)
    night: Literal["wait", "skip"] = "wait"
    rate: float | None = None
    links: Links = ""
    zone: tzinfo | None = field(default=None)
    """Of times that name none; None for this machine's."""


def compose(parts: Parts, filled: Filled) -> Plan:
    """Check everything. Raises WordsMistake, AudienceMistake, TimeMistake, PlanMistake."""
    time = when(filled.at, parts.clock.now(), filled.zone)
    _check_words(filled.words)
    if filled.action and parts.catalog.get(filled.action) is None:
        raise NoSuchAction(f"There is no action {filled.action}; see sms-line action list.")
    if filled.rate is not None and not 0 < filled.rate < FASTEST:
        raise PlanMistake(
            f"The rate is a number of texts a second, such as 1 or 100, and below {FASTEST:,}."
        )
    _check_links(parts, filled.links)
    if len(filled.name.strip()) > LONGEST_NAME:
        raise PlanMistake(f"A name has at most {LONGEST_NAME} characters.")
    plan = Plan(
        words=filled.words,
        at=time.at,
        local_at=time.local_at,
        name=filled.name.strip(),
        audience=str(understand(parts, filled.audience).written),
        action=filled.action,
        hours=_hours(filled.hours),
        night=filled.night,
        rate=filled.rate,
        links=filled.links,
    )
    # With the name and the opt-out words they may be longer than a text can be.
    Wording(parts, plan)
    return plan


def _check_words(words: tuple[Mapping[str, str], ...]) -> None:
    if not words or not all(variant for variant in words):
        raise PlanMistake("There are no words to send.")
    mistakes: list[Mistake] = []
    for variant in words:
        for body in variant.values():
            if "\0" in body:
                raise PlanMistake("The words hold a NUL, which no text can; save them as text.")
            try:
                parse(body)
            except WordsMistake as wrong:
                mistakes += wrong.mistakes
    if mistakes:
        raise WordsMistake(tuple(mistakes))


def _check_links(parts: Parts, links: Links) -> None:
    with parts.database.read() as tx:
        rule = broadcast_rules.rules(tx).links
    if links not in allowed(rule):
        raise PlanMistake(
            f"{_FORBIDDEN[links]} An owner decides that at the desk, under Broadcasts, Rules; or: "
            f"sms-line broadcast rules --links {links}"
        )


_FORBIDDEN: Mapping[Links, str] = {
    "broadcast": "Your group counts no links.",
    "person": "Your group does not count for each person who follows a link.",
}


def _hours(hours: tuple[int, int]) -> Hours:
    try:
        return Hours(*hours)
    except ValueError as error:
        raise PlanMistake(f"The {error}.") from None
