"""Letters as files: for practising, for looking at them, and where there is no mail server."""

import glob
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sms_line.core.people import Field, Legislator
from sms_line.ports import Accepted, Envelope, Outcome, Postponed
from sms_line.routes.address import AddressPattern
from sms_line.routes.check import Check
from sms_line.routes.message import message_bytes

_KEPT = Accepted("kept in the outbox")


class OutboxRoute:
    """One `.eml` file a delivery, the bytes that mail would send; only its owner can read it."""

    name = "outbox"

    def __init__(
        self,
        folder: Path,
        mail_from: str,
        addresses: AddressPattern,
        now: Callable[[], datetime],
    ) -> None:
        """`folder` is made when the first letter is written."""
        self._folder = folder
        self._mail_from = mail_from
        self._addresses = addresses
        self._now = now

    def needs(self, legislator: Legislator) -> tuple[Field, ...]:
        """Nothing: a file wants only a name, which every letter has."""
        return ()

    def address(self, legislator: Legislator) -> str:
        """The address that the letter would be mailed to."""
        return self._addresses.of(legislator)

    def send(self, envelope: Envelope, point_of_no_return: Callable[[], None]) -> Outcome:
        """Write the file and rename it into place; a letter that is there stays as it is."""
        path = self.path(envelope.message_id)
        if path.exists():
            return _KEPT
        unfinished = path.with_name(f".{path.name}.{_nobody_elses()}")
        try:
            self._write(unfinished, message_bytes(envelope, self._mail_from, self._now()))
            point_of_no_return()
            unfinished.replace(path)
        except OSError as error:
            return Postponed(f"The outbox could not be written: {error.strerror}")
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
        return _KEPT

    def evidence(self, envelope: Envelope) -> Outcome | None:
        """The file is there, or the rename that makes it never happened."""
        if self.path(envelope.message_id).exists():
            return _KEPT
        return Postponed("not in the outbox")

    def erase(self, message_ids: tuple[str, ...]) -> None:
        """Delete these letters."""
        for message_id in message_ids:
            path = self.path(message_id)
            path.unlink(missing_ok=True)
            # What a worker left behind that was killed while writing.
            for unfinished in self._folder.glob(f".{glob.escape(path.name)}.*"):
                unfinished.unlink(missing_ok=True)

    def check(self) -> Check:
        """Can a file be written here?"""
        try:
            probe = self._folder / f".check.{_nobody_elses()}"
            self._write(probe, b"")
            probe.unlink()
        except OSError as error:
            return Check(
                "failure",
                f"The outbox cannot be written ({error.strerror}); check SMS_LINE_DATA_DIR.",
            )
        return Check(
            "ok", "Letters are kept as files in the outbox; none is mailed (SMS_LINE_MAIL_URL)."
        )

    def path(self, message_id: str) -> Path:
        """Where the letter of a delivery lies."""
        return self._folder / f"{quote(message_id, safe='@')}.eml"

    def _write(self, path: Path, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _nobody_elses() -> str:
    """Not the process' number: in two containers that share the folder it is the same."""
    return secrets.token_hex(8)
