"""The WSGI application, for any server: `sms_line.wsgi:app`."""

import os

from flask import request

from sms_line import settings
from sms_line.app import build, prepare
from sms_line.logs import start_logging
from sms_line.store.database import DatabaseDown

os.umask(0o077)  # what the line writes down is people's
start_logging()
_application = build(settings.read())
app = _application.server


def _prepare_when_it_is_back() -> None:
    """The database was down at the start: bring it to shape before the first turn on it."""
    if not _prepared and request.path != "/healthz":
        prepare(_application)
        _prepared.append(True)


_prepared: list[bool] = []
try:
    prepare(_application)
except DatabaseDown:
    app.before_request(_prepare_when_it_is_back)
