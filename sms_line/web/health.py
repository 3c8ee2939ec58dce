"""Is the process there, and can it serve?"""

from collections.abc import Callable, Sequence

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue


def health_pages(missing: Callable[[], Sequence[str]]) -> Blueprint:
    """/healthz: the process answers. /readyz: 503 with what is `missing`, a sentence each."""
    pages = Blueprint("health", __name__)

    @pages.get("/healthz")
    def healthz() -> ResponseReturnValue:
        return jsonify(status="ok")

    @pages.get("/readyz")
    def readyz() -> ResponseReturnValue:
        found = list(missing())
        return jsonify(status="not ready" if found else "ok", missing=found), 503 if found else 200

    return pages
