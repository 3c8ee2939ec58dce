"""Where the carrier finds a recording: at its own address, or as a file that the line serves."""

from pathlib import Path

from sms_line.core.recordings import is_file_name
from sms_line.store import recording_files
from sms_line.store.database import Database

FOLDER = "recordings"
"""Below the data folder, and the path under which the line serves it."""


class RecordingFiles:
    """The audio files of organizers: in the database, where every machine finds them, or in the
    data folder of this one."""

    def __init__(self, database: Database, data_dir: Path, public_url: str) -> None:
        """The folder need not be there."""
        self._database = database
        self._folder = data_dir / FOLDER
        self._public = f"{public_url}/{FOLDER}"

    def address(self, recording: str) -> str:
        """What the carrier is to play; "" for a file that is not there, so that words are said.

        Raises DatabaseDown.
        """
        if recording.startswith("https://"):
            return recording
        return f"{self._public}/{recording}" if self._there(recording) else ""

    def content(self, name: str) -> bytes | None:
        """A file's bytes; None where there is none of this name. Raises DatabaseDown, OSError."""
        if not is_file_name(name):
            return None
        with self._database.read() as tx:
            kept = recording_files.content(tx, name)
        if kept is None and self._in_the_folder(name):
            return (self._folder / name).read_bytes()
        return kept

    def _there(self, name: str) -> bool:
        if not is_file_name(name):
            return False
        if self._in_the_folder(name):
            return True
        with self._database.read() as tx:
            return recording_files.there(tx, name)

    def _in_the_folder(self, name: str) -> bool:
        """In the folder itself: a link may lead out of it."""
        path = self._folder / name
        return path.is_file() and not path.is_symlink()
