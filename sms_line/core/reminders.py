"""Of which action somebody can be reminded, and when its day is still far enough ahead."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sms_line.core.action import Action

NOTICE = timedelta(days=2)
"""Whoever asks on the day before needs no text that says so."""


def is_ahead(action: Action | None, today: date) -> bool:
    """Can one still be reminded of this action's day?"""
    return bool(action and action.day_of_action and action.day_of_action >= today + NOTICE)


def to_remind_of(
    acted: Sequence[str], find: Callable[[str], Action | None], today: date
) -> Action | None:
    """Of the actions in which somebody has written, the last whose day lies ahead."""
    return next((a for slug in reversed(acted) if is_ahead(a := find(slug), today)), None)
