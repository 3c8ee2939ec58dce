"""An alert as it comes in: pasted, copied with its links, or a file; and the draft made of it."""

from contextlib import closing
from dataclasses import dataclass

from flask import request

from sms_line.actions import drafting, loading
from sms_line.actions.drafting import FILE_LIMIT, Draft, NotReadable, read_file
from sms_line.actions.drafting.notes import sentence
from sms_line.web.desk.desk import Desk

_LARGEST_FIELD = 4 * 1024 * 1024
"""Bytes of what is pasted: a page's source, and what a browser has on the clipboard."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What an organizer gave."""

    words: str
    """As they stand in the form, or the file's."""
    copied: str = ""
    """The same as HTML, where a browser had it on the clipboard; "" where it had not."""


def admit_files(endpoint: str | None) -> None:
    """Let this one request be as large as a mail with pictures; before anybody reads its form."""
    if endpoint == "actions.paste":
        request.max_content_length = FILE_LIMIT + 2 * _LARGEST_FIELD
        request.max_form_memory_size = _LARGEST_FIELD


def given() -> Alert:
    """What was pasted, or the file that was chosen. Raises NotReadable."""
    file, pasted = request.files.get("file"), request.form.get("alert", "")
    if file is None or not file.filename:
        return Alert(pasted, request.form.get("copied", ""))
    with closing(file):
        if pasted.strip():
            raise NotReadable(sentence("file-and-words"))
        return Alert(read_file(file.read()))


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
