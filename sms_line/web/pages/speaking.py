"""Which language a page is in: the one asked for, else the visitor's own, else English."""

from flask import request

from sms_line.core.people import Language

_ALL = [language.value for language in Language]


def asked_language() -> Language | None:
    """What the address or the form asks for; None where it asks for none."""
    asked = request.values.get("lang", "")
    return Language(asked) if asked in _ALL else None


def spoken_language() -> Language:
    """What the address or the form asks for, else what the browser says that its owner reads."""
    return asked_language() or Language(request.accept_languages.best_match(_ALL) or "en")
