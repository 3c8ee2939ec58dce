"""The audio files of the line's prompts, for the carrier to fetch and anybody to hear."""

from flask import Blueprint, Response, abort, send_from_directory

from sms_line.carrier.recordings import FOLDER, RecordingFiles

_TYPES = {"mp3": "audio/mpeg", "wav": "audio/wav"}
_SECONDS = 300
"""How long the carrier may keep a copy: a file that was replaced is heard soon."""


def recording_pages(files: RecordingFiles) -> Blueprint:
    """/recordings/NAME: an mp3 or wav file that lies in that folder, and nothing else."""
    pages = Blueprint("recordings", __name__)

    @pages.get(f"/{FOLDER}/<name>")
    def play(name: str) -> Response:
        if not files.there(name):
            abort(404)
        kind = _TYPES[name.rpartition(".")[2]]
        return send_from_directory(files.folder, name, mimetype=kind, max_age=_SECONDS)

    return pages
