"""From what is stored of an action to the action, ended where organizers have ended it by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection

from sms_line.actions.mistakes import ActionFileError
from sms_line.actions.parse import parse
from sms_line.core.action import Action
from sms_line.store import action_endings, actions
from sms_line.store.actions import Stored

Endings = Mapping[str, datetime]
"""Slug → since when it is ended by hand."""


def newest(tx: Connection) -> list[tuple[Stored, Action | None]]:
    """The newest version of every action, the one loaded last first; see `loaded`."""
    endings = action_endings.ended(tx)
    return [(each, loaded(each, endings)) for each in actions.newest(tx)]


def loaded(stored: Stored, endings: Endings) -> Action | None:
    """The action, None if this release no longer reads its file: it was checked when loaded."""
    action = _parsed(stored.slug, stored.version, stored.source)
    return closed(action, endings) if action else None


@lru_cache(maxsize=256)
def _parsed(slug: str, version: int, source: str) -> Action | None:
    """Read once for a hundred actions and more: a file takes milliseconds, and every list has all
    of them."""
    try:
        return parse(source, version, slug=slug)
    except ActionFileError:
        return None


def closed(action: Action, endings: Endings) -> Action:
    """The action with an end that is over, if it was ended by hand."""
    since = endings.get(action.slug)
    if since is None:
        return action
    # A last day is a whole one, so that what ended at noon had its last day yesterday.
    last = since.date() - timedelta(days=1)
    return replace(action, ends=min(last, action.ends or last))
