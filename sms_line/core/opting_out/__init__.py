"""Requests to be left alone, in whole sentences: the grammar, and its words in two languages."""

from sms_line.core.opting_out.grammar import asks_to_stop

__all__ = ["asks_to_stop"]
