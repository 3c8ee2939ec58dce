"""Where the carrier finds a recording: at its own address, or as a file that the line serves."""

from pathlib import Path

from sms_line.core.recordings import is_file_name

FOLDER = "recordings"
"""Below the data folder, and the path under which the line serves it."""


class RecordingFiles:
    """The audio files that organizers have put into the data folder."""

    def __init__(self, data_dir: Path, public_url: str) -> None:
        """The folder need not be there."""
        self.folder = data_dir / FOLDER
        self._public = f"{public_url}/{FOLDER}"

    def address(self, recording: str) -> str:
        """What the carrier is to play; "" for a file that is not there, so that words are said."""
        if recording.startswith("https://"):
            return recording
        return f"{self._public}/{recording}" if self.there(recording) else ""

    def there(self, name: str) -> bool:
        """Is this the plain name of a recording that lies in the folder itself?"""
        path = self.folder / name
        return is_file_name(name) and path.is_file() and not path.is_symlink()
