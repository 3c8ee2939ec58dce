"""What somebody has typed into a form that cannot be taken now: shown, so that it can be copied."""

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

_MARKS = frozenset({"csrf_token", "base", "copied", "seen", "watched", "over", "zip", "office"})
"""Fields that nobody has typed, or that are no loss."""
_SECRETS = ("password", "code", "token")
_SHORTEST = 12
"""Characters below which nobody misses them."""


def typed() -> list[str]:
    """The words of the form that came with this request, the longest first."""
    try:
        given = list(request.form.lists())
    except RequestEntityTooLarge:
        return []
    words = [
        value.strip()
        for name, values in given
        if name not in _MARKS and not any(each in name for each in _SECRETS)
        for value in values
    ]
    return sorted((each for each in words if len(each) >= _SHORTEST), key=len, reverse=True)
