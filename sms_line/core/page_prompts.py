"""What only a page says: it can be looked at again, so it tells how things stand now."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterStands:
    """What has become of the letter to one office, as far as is known."""

    name: str
    phone: str
    status: str
    """That of its delivery."""


@dataclass(frozen=True, slots=True)
class PassOn:
    """The action's words to forward."""


PagePrompt = LetterStands | PassOn
"""Its words are in `templates/web/<language>/`, beside those of the shared prompts."""
