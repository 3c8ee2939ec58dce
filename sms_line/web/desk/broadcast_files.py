"""What a broadcast has come to, as files: its variants side by side, and whom it did not reach."""

from dataclasses import astuple, fields

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from sms_line.carrier.error_words import meaning
from sms_line.core.broadcasts.broadcast import Broadcast
from sms_line.core.broadcasts.skipped import SKIPPED_WORDS
from sms_line.store import broadcast_results, broadcasts, variant_results
from sms_line.store.variant_results import VariantResult
from sms_line.web.desk.broadcast_shown import reason
from sms_line.web.desk.csv_file import csv_file
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.files import note_file
from sms_line.web.desk.roles import May, needs


def add_result_files(pages: Blueprint, desk: Desk) -> None:
    """/broadcasts/N/variants.csv and /broadcasts/N/reasons.csv"""
    database = desk.parts.database

    @pages.get("/broadcasts/<int:broadcast_id>/variants.csv")
    @needs(May.EXPORT)
    def variants_file(broadcast_id: int) -> ResponseReturnValue:
        with database.read() as tx:
            found = broadcasts.get(tx, broadcast_id)
            results = variant_results.variants(tx, found) if found else []
        if found is None:
            return desk.page("broadcast_gone.html", 404)
        note_file(desk, "variants", broadcast_id)
        rows = [("ABCDEFGH"[each.variant], *astuple(each)[1:]) for each in results]
        columns = [each.name for each in fields(VariantResult)]
        return csv_file(f"broadcast-{broadcast_id}-variants", columns, [rows])

    @pages.get("/broadcasts/<int:broadcast_id>/reasons.csv")
    @needs(May.EXPORT)
    def reasons_file(broadcast_id: int) -> ResponseReturnValue:
        with database.read() as tx:
            found = broadcasts.get(tx, broadcast_id)
            rows = _reasons(tx, found) if found else []
        if found is None:
            return desk.page("broadcast_gone.html", 404)
        note_file(desk, "reasons", broadcast_id)
        columns = ("what", "why", "people")
        return csv_file(f"broadcast-{broadcast_id}-reasons", columns, [rows])


def _reasons(tx: Connection, found: Broadcast) -> list[tuple[str, str, int]]:
    """Who was left out when it began, skipped since, or could not be reached."""
    skipped = broadcast_results.skipped(tx, found.id)
    errors = broadcast_results.errors(tx, found.id)
    return [
        *(("left out", reason(why), number) for why, number in found.left_out.items()),
        *(("skipped", SKIPPED_WORDS[why], number) for why, number in skipped.items()),
        *(("failed", meaning(code), number) for code, number in errors.items()),
    ]
