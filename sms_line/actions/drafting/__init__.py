"""Drafts an action from a pasted alert: pure functions, text in, Markdown and notes out."""

from sms_line.actions.drafting.alert_file import FILE_LIMIT, NotReadable, read_file
from sms_line.actions.drafting.draft import Draft, draft

__all__ = ["FILE_LIMIT", "Draft", "NotReadable", "draft", "read_file"]
