"""An alert as it comes in: pasted, copied with its links, or a file; and the draft made of it."""

from dataclasses import dataclass

from flask import request

from sms_line.actions import drafting, loading
from sms_line.actions.drafting import Draft
from sms_line.web.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Alert:
    """What an organizer gave."""

    words: str
    """As they stand in the form, or the file's."""
    copied: str = ""
    """The same as HTML, where a browser had it on the clipboard; "" where it had not."""


def given() -> Alert:
    """What was pasted, else the file that was chosen."""
    file = request.files.get("file")
    pasted = request.form.get("alert", "")
    if pasted.strip() or file is None:
        return Alert(pasted, request.form.get("copied", ""))
    content: bytes = file.read()
    return Alert(content.decode("utf-8-sig", "replace"))


def drafted(desk: Desk, alert: Alert) -> Draft:
    """The draft of what was copied, for its links, unless it lacks more than that of the words."""
    words = _draft(desk, alert.words)
    copied = _draft(desk, alert.copied) if alert.copied else words
    return copied if copied.source and len(copied.missing) <= len(words.missing) else words


def _draft(desk: Desk, text: str) -> Draft:
    parts, today = desk.parts, desk.parts.clock.now().date()
    with parts.database.read() as tx:
        known = [action for _, action in loading.newest(tx) if action]
    open_now = [each for each in known if each.ends is None or each.ends >= today]
    return drafting.draft(
        text,
        today=today,
        taken=[word for each in open_now for word in each.keywords],
        organization=parts.organization or (known[0].organization if known else ""),
        contact=known[0].contact if known else "",
    )
