"""Puts a version of an action on the line: checked, without a collision, and noted in the log."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from sms_line.actions import loading
from sms_line.actions.collisions import collision
from sms_line.actions.parse import parse
from sms_line.core.action import Action
from sms_line.core.prompts import PROMPT_NAMES
from sms_line.store import action_endings, actions, audit
from sms_line.store.action_log import KIND
from sms_line.store.audit import Deed

_PAGES = {"new"}
"""Slugs that are addresses of the desk: /actions/new."""


class NotPublished(Exception):
    """Something stands in the way. The message is one sentence with its mend."""


class Overtaken(NotPublished):
    """A version was published that whoever publishes has not seen."""

    def __init__(self, version: int) -> None:
        super().__init__(f"Version {version} was published in the meantime.")
        self.version = version


@dataclass(frozen=True, slots=True)
class Published:
    """A version that is on the line."""

    action: Action
    new: bool
    """False where the newest version had the very same text."""


def publish(
    tx: Connection,
    source: str,
    *,
    who: str,
    now: datetime,
    slug: str = "",
    base: tuple[str, int] | None = None,
) -> Published:
    """Add a version. Raises ActionFileError, NotPublished.

    `slug` serves where the file names none. `base`: the action and the version that this one was
    made from, ("", 0) for a new action; None for whoever knows what they replace.
    """
    action = parse(source, slug=slug, prompt_names=PROMPT_NAMES)
    if action.slug in _PAGES:
        raise NotPublished(f"The slug {action.slug} is an address of the desk; choose another.")
    actions.hold(tx)
    current = actions.newest_of(tx, action.slug)
    if base:
        _fits(action, base, current.version if current else 0)
    others = (other for _, other in loading.newest(tx) if other)
    if taken := collision(action, others, now.date()):
        raise NotPublished(taken)
    version = actions.add(tx, action.slug, source, now)
    new = current is None or version != current.version
    if new:
        audit.record(
            tx, at=now, who=who, did=Deed.PUBLISHED, kind=KIND, row_id=version, detail=action.slug
        )
    return Published(parse(source, version, slug=slug), new)


def end(tx: Connection, action: Action, who: str, now: datetime) -> None:
    """From this moment the keyword answers that the action is over."""
    if action_endings.end(tx, action.slug, now):
        _note(tx, Deed.ENDED, action, who, now)


def reopen(tx: Connection, action: Action, who: str, now: datetime) -> None:
    """Take it back. Raises NotPublished where another action has its keyword by now.

    `action`: as its file has it, without the end that was given by hand.
    """
    actions.hold(tx)
    others = (other for _, other in loading.newest(tx) if other)
    if taken := collision(action, others, now.date()):
        raise NotPublished(taken)
    if action_endings.reopen(tx, action.slug, now):
        _note(tx, Deed.OPENED_AGAIN, action, who, now)


def read_over(tx: Connection, action: Action, who: str, now: datetime) -> None:
    """Somebody has read this version, and says that it is good."""
    _note(tx, Deed.READ_OVER, action, who, now)


def _note(tx: Connection, did: Deed, action: Action, who: str, now: datetime) -> None:
    audit.record(tx, at=now, who=who, did=did, kind=KIND, row_id=action.version, detail=action.slug)


def _fits(action: Action, base: tuple[str, int], newest: int) -> None:
    slug, version = base
    if slug and action.slug != slug:
        raise NotPublished(
            f"This is a draft of the action {slug}; an action keeps its slug, so write "
            f'"slug: {slug}".'
        )
    if not slug and newest:
        raise NotPublished(f"There is an action {action.slug} already; choose another slug.")
    if version != newest:
        raise Overtaken(newest)
