"""Drafts an action from a pasted alert: pure functions, text in, Markdown and notes out."""

from sms_line.actions.drafting.draft import SIZE_LIMIT, Draft, draft

__all__ = ["SIZE_LIMIT", "Draft", "draft"]
