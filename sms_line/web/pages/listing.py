"""The actions of now as one list: whose it is, and whose each is where they are of several."""

from collections.abc import Sequence
from dataclasses import dataclass

from sms_line.core.action import Action
from sms_line.core.people import Language
from sms_line.parts import Parts
from sms_line.web.pages.about import About, about


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list says, "" for what is not one and the same for all."""

    actions: tuple[About, ...]
    organization: str
    """The line's own, else the one that all actions are of."""
    contact: str
    several: bool
    """The actions are not all of one organization."""


def listing(parts: Parts, opened: Sequence[Action], language: Language) -> Listing:
    """The list of these actions."""
    whose = {each.organization for each in opened}
    return Listing(
        actions=tuple(about(parts, each, language) for each in opened),
        organization=parts.organization or _only(whose),
        contact=_only({each.contact for each in opened}),
        several=len(whose) > 1,
    )


def _only(these: set[str]) -> str:
    return next(iter(these)) if len(these) == 1 else ""
