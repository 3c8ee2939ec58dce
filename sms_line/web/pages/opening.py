"""Puts the public pages together."""

from flask import Blueprint

from sms_line.parts import Parts
from sms_line.web.pages.calls import add_calls
from sms_line.web.pages.pages import Pages, public_pages
from sms_line.web.pages.posting import add_posting


def open_pages(parts: Parts, secret_key: str, *, secure: bool) -> Blueprint:
    """Everything under /a/. `secure`: the public address is https, so the cookie needs it too."""
    pages = Pages(parts, secret_key, secure)
    return add_calls(add_posting(public_pages(pages), pages), pages)
