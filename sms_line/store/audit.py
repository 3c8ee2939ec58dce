"""The audit log: who changed what at the desk; the database itself lets rows only be added.

It speaks of people by the number of a row, so that it can stay when somebody is forgotten.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from sms_line.store.desk_tables import audit

COMMAND_LINE = "sms-line"
"""Who did it, where it was no organizer but the operator at a terminal."""
BY_MAIL = "sms-line, by mail"
"""Who did it, where the line itself answered somebody who asked for a link."""
_LONGEST_DETAIL = 200


class Deed(StrEnum):
    """What was done."""

    ADDED = "added"
    GAVE_ROLE = "gave the role"
    MADE_LINK = "made a sign-in link"
    REMOVED = "removed"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"
    SET_PASSWORD = "set a password"  # noqa: S105 - no password, but that one was set
    DROPPED_PASSWORD = "dropped the password"  # noqa: S105
    SET_UP_CODES = "set up one-time codes"
    DROPPED_CODES = "dropped one-time codes"
    ADDED_PASSKEY = "added a passkey"
    DROPPED_PASSKEY = "dropped a passkey"
    MADE_RECOVERY_CODES = "made recovery codes"
    USED_RECOVERY_CODE = "used a recovery code"
    RESET = "reset the sign-in of"
    INVITED = "invited"
    TOOK_BACK_INVITATION = "took back the invitation of"
    JOINED = "joined"
    REQUIRED_SECOND_FACTOR = "required a second factor"
    FREED_SECOND_FACTOR = "left the second factor free"
    ANSWERED = "answered"
    MARKED_DONE = "marked done"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    PLANNED = "planned"
    TRIED = "sent as a test"
    APPROVED = "approved"
    PAUSED = "paused"
    RESUMED = "resumed"
    CANCELLED = "cancelled"
    RULED_BROADCASTS = "set the rules of broadcasts"
    ASSIGNED = "assigned"
    REOPENED = "reopened"
    KEPT_ANSWER = "kept an answer"
    DROPPED_ANSWER = "dropped an answer"
    TAGGED = "tagged"
    UNTAGGED = "took a tag from"
    NOTED = "noted"
    STOPPED_TEXTS = "stopped texts to"
    ERASED = "erased"
    UPLOADED = "uploaded"
    IMPORTED = "imported"
    TOOK_ALONG = "took along as a file"
    DRAFTED = "drafted"
    DROPPED_DRAFT = "threw away the draft"
    PUBLISHED = "published"
    ENDED = "ended"
    OPENED_AGAIN = "opened again"
    READ_OVER = "read over"
    SET_WEBHOOKS = "set the webhooks"
    ASKED_FOR_DATA = "asked for fresh data"
    MADE_TOKEN = "made a token"  # noqa: S105 - no token, but that one was made
    REVOKED_TOKEN = "revoked a token"  # noqa: S105
    ADDED_ENDPOINT = "added a webhook"
    CHANGED_ENDPOINT = "changed a webhook"
    DROPPED_ENDPOINT = "dropped a webhook"
    SENT_AGAIN = "sent again"


def record(
    tx: Connection,
    *,
    at: datetime,
    who: str,
    did: Deed,
    kind: str,
    row_id: int,
    detail: str = "",
) -> None:
    """Add an entry: `who` did this to row `row_id` of a `kind` ("organizer", "text").

    `detail` is for people, and is cut where it is too long.
    """
    entry = {"at": at, "who": who, "did": did.value, "kind": kind, "row_id": row_id}
    tx.execute(audit.insert().values(**entry, detail=detail[:_LONGEST_DETAIL]))


def took_along(tx: Connection, kind: str, *, who: str, at: datetime, row_id: int = 0) -> None:
    """Add an entry: `who` got all rows of a `kind` as a file; `row_id`: of one broadcast's only."""
    record(tx, at=at, who=who, did=Deed.TOOK_ALONG, kind=kind, row_id=row_id)
