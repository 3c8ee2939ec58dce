"""What the Twilio double keeps of calls: recordings and their words, until they are deleted.

Source: twilio.com/docs/voice/api/recording.
"""

import threading
from dataclasses import dataclass, field


@dataclass
class Spoken:
    """Recordings/RE….json and Transcriptions/TR….json, by their place below the account."""

    kept: set[str] = field(default_factory=set)
    deleted: list[str] = field(default_factory=list)
    """In the order in which they went; asked for again, they are not there."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def delete(self, path: str) -> bool:
        """Was it there?"""
        with self._lock:
            if path not in self.kept:
                return False
            self.kept.remove(path)
            self.deleted.append(path)
            return True
