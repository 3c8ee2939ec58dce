"""The carrier of practice mode: it takes every text, and nothing leaves the machine."""

from collections.abc import Collection
from datetime import datetime

from sms_line.ports import Accepted, Refused, Sent


class PracticeCarrier:
    """A `Carrier`; the practice phones read the texts from the database."""

    def send(self, to: str, body: str, text_id: int) -> Sent:
        """Take it, under an identifier that says what it is."""
        return Sent(f"PR{text_id:032d}")

    def find(self, to: str, body: str, since: datetime, others: Collection[str] = ()) -> None:
        """Nothing was ever carried anywhere, so a text may always be "sent" again."""


class PracticeRecorder:
    """A `Recorder` that keeps nothing: what is practised has been spoken to nobody."""

    def delete(self, kind: str, sid: str) -> Accepted:
        """There is nothing to delete."""
        return Accepted("practice mode")


class PracticeCaller:
    """A `Caller` that rings nobody, and says so: calls are practised from the practice phone."""

    def place(self, to: str, call_id: int) -> Refused:
        """Refuse it."""
        return Refused("practice mode")

    def find(self, to: str, since: datetime, others: Collection[str] = ()) -> None:
        """Nobody was ever rung."""
