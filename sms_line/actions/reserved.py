"""Words that already mean something to the line, so that no action can have them as a keyword."""

from sms_line.core import hearing
from sms_line.core.consent import consent_meaning

_CALL = frozenset({"CALL", "LLAMAR"})
"""By which a supporter will ask to be put through to an office."""
_FREE = (hearing.Command.ALERTS, hearing.Command.REMIND)
"""Commands whose words an action may have."""


def is_reserved(word: str) -> bool:
    """Would the line take this word, in capitals, for consent, a command or an answer?

    ALERTS, JOIN and REMIND are an action's where one has them.
    """
    return (
        word in _CALL
        or consent_meaning(word) is not None
        or hearing.command(word) not in (None, *_FREE)
        or hearing.yes_or_no(word) is not None
        or hearing.is_skip(word)
        or hearing.prefix(word) is not None
    )
