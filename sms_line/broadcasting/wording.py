"""What each recipient of a broadcast is sent: its words with what is known about them."""

from sms_line.core.broadcasts.broadcast import Broadcast
from sms_line.parts import Parts
from sms_line.store.recipients import Recipient


class Wording:
    """The words of one broadcast, read once."""

    def __init__(self, parts: Parts, broadcast: Broadcast) -> None:
        self._words = broadcast.plan.words

    def text(self, recipient: Recipient) -> str | None:
        """The text, None where the words want something that is not known about this person."""
        words = self._words[recipient.variant]
        return words.get(recipient.language) or next(iter(words.values()))


def wording_of(parts: Parts, broadcast: Broadcast) -> Wording:
    """Read the words of a broadcast."""
    return Wording(parts, broadcast)
