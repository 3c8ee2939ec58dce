"""What of a line lies in the data folder beside its database: the outbox and the secret key."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from sqlalchemy import Connection

from sms_line import secret_file
from sms_line.routes.address import AddressPattern
from sms_line.routes.outbox import OutboxRoute
from sms_line.settings import Settings
from sms_line.store import shared_secret
from sms_line.store.archive import DAMAGED, Archive, BadArchive, Writer

OUTBOX, SECRET_KEY = "outbox", secret_file.NAME


def outbox_letters(data_dir: Path) -> list[Path]:
    """The letters that are kept as files, finished ones only."""
    return sorted(p for p in (data_dir / OUTBOX).glob("*.eml") if not p.name.startswith("."))


def made_key(settings: Settings, tx: Connection) -> str | None:
    """The secret key that the line made for itself; None where SMS_LINE_SECRET_KEY says it."""
    if not settings.secret_key:  # with PostgreSQL all machines share it
        return shared_secret.read(tx)
    kept = secret_file.read(settings.data_dir)
    return kept if kept == settings.secret_key else None


def pack(writer: Writer, settings: Settings, key: str | None) -> None:
    """Copy the files and the key into a backup."""
    for letter in outbox_letters(settings.data_dir):
        try:
            source = letter.open("rb")
        except FileNotFoundError:  # its writer has just asked to be forgotten
            continue
        with source:
            writer.copy(f"{OUTBOX}/{letter.name}", source)
    if key:
        writer.copy(SECRET_KEY, BytesIO(key.encode()))


class StagedFiles:
    """A backup's files, unpacked beside their places and swapped in together."""

    def __init__(self, archive: Archive, data_dir: Path) -> None:
        """Unpack into a new folder within the data folder. Raises BadArchive, OSError."""
        self._data_dir = data_dir
        self._aside: list[tuple[Path, Path]] = []
        self._placed: list[Path] = []
        data_dir.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix=".restore-", dir=data_dir))
        self._new, self._old = self._folder / "new", self._folder / "old"
        try:
            for folder in (self._new, self._new / OUTBOX, self._old):
                folder.mkdir(mode=0o700)
            for name in archive.members:
                if not name.startswith("tables/"):
                    self._unpack(archive, name)
        except BaseException:
            self.close()
            raise

    def _unpack(self, archive: Archive, name: str) -> None:
        letter = name.removeprefix(f"{OUTBOX}/")
        # A name from a file never leads out of the folder.
        plain = letter == Path(letter).name and letter.endswith(".eml") and letter[0] != "."
        if name != SECRET_KEY and not (letter != name and plain):
            raise BadArchive(DAMAGED)
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
        with open(os.open(self._new / name, flags, 0o600), "wb") as target:
            target.writelines(archive.pieces(name))

    def forget(self, settings: Settings, message_ids: Iterable[str]) -> None:
        """Drop the letters of those who asked to be forgotten after the backup was made."""
        addresses = AddressPattern(settings.mail_to)
        outbox = OutboxRoute(
            self._new / OUTBOX, settings.mail_from, addresses, lambda: datetime.now(UTC)
        )
        outbox.erase(tuple(message_ids))

    def swap_in(self) -> None:
        """Put the new files in their places, and the old ones aside."""
        for new in sorted(self._new.iterdir()):
            place = self._data_dir / new.name
            if place.exists():
                place.replace(self._old / new.name)
                self._aside.append((self._old / new.name, place))
            new.replace(place)
            self._placed.append(place)

    def undo(self) -> None:
        """Put the old files back."""
        for place in self._placed:
            place.replace(self._new / place.name)
        for old, place in self._aside:
            old.replace(place)

    def close(self) -> None:
        """Delete what is left over."""
        shutil.rmtree(self._folder, ignore_errors=True)
