"""All actions and what has become of them, as a file for a spreadsheet."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from sms_line.actions import loading
from sms_line.core.action import Action
from sms_line.store import action_counts
from sms_line.store.actions import Stored
from sms_line.store.counts import STATUSES
from sms_line.web.desk.csv_file import csv_file
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.files import note_file
from sms_line.web.desk.roles import May, needs

_OF_IT = ("action", "version", "title", "keywords", "day_of_action", "ends", "loaded_at")


def add_file(pages: Blueprint, desk: Desk) -> None:
    """/actions.csv"""

    @pages.get("/actions.csv")
    @needs(May.EXPORT)
    def file() -> ResponseReturnValue:
        note_file(desk, "actions")
        with desk.parts.database.read() as tx:
            letters, offices = action_counts.letters_ever(tx), action_counts.offices_ever(tx)
            found = loading.newest(tx)
        rows = [
            (
                *_of(stored, action),
                *(letters.get((stored.slug, status), 0) for status in STATUSES),
                offices.get(stored.slug, 0),
            )
            for stored, action in found
        ]
        return csv_file("actions", (*_OF_IT, *STATUSES, "offices_called"), [rows])


def _of(stored: Stored, action: Action | None) -> tuple[object, ...]:
    """What an action is; where this release does not read its file, what is known without it."""
    if action is None:
        return (stored.slug, stored.version, "", "", "", "", stored.loaded_at)
    words = " ".join(action.keywords)
    days = (action.day_of_action or "", action.ends or "")
    return (stored.slug, stored.version, action.title, words, *days, stored.loaded_at)
