"""What has become of the letters, one row a delivery, by status, newest first."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from sms_line.store import delivery_list
from sms_line.store.counts import STATUSES
from sms_line.web.desk.desk import Desk, desk_blueprint
from sms_line.web.desk.roles import May, needs
from sms_line.web.given import row_number

A_PAGE = 50


def delivery_pages(desk: Desk) -> Blueprint:
    """/letters"""
    pages = desk_blueprint("deliveries")

    @pages.get("/letters")
    @needs(May.LOOK)
    def show() -> ResponseReturnValue:
        asked = request.args.get("status", "")
        status = asked if asked in STATUSES else ""
        before = request.args.get("before", type=row_number)
        with desk.parts.database.read() as tx:
            found = delivery_list.listed(tx, status=status, before=before, limit=A_PAGE + 1)
        return desk.page(
            "letters.html",
            deliveries=found[:A_PAGE],
            older=found[A_PAGE - 1].id if len(found) > A_PAGE else None,
            paged=before is not None,
            only=status,
            statuses=STATUSES,
        )

    return pages
