"""The audio files of the line's prompts, for the carrier to fetch and anybody to hear."""

from io import BytesIO

from flask import Blueprint, Response, abort, send_file

from sms_line.carrier.recordings import FOLDER, RecordingFiles

_TYPES = {"mp3": "audio/mpeg", "wav": "audio/wav"}
_SECONDS = 300
"""How long the carrier may keep a copy: a file that was replaced is heard soon."""


def recording_pages(files: RecordingFiles) -> Blueprint:
    """/recordings/NAME: an mp3 or wav file that organizers gave the line, and nothing else."""
    pages = Blueprint("recordings", __name__)

    @pages.get(f"/{FOLDER}/<name>")
    def play(name: str) -> Response:
        content = files.content(name)
        if content is None:
            abort(404)
        kind = _TYPES[name.rpartition(".")[2]]
        # Conditional: the carrier may ask for a range of it.
        return send_file(BytesIO(content), mimetype=kind, max_age=_SECONDS, conditional=True)

    return pages
