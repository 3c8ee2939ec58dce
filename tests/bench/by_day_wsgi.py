"""The line's WSGI application by a clock on which offices are open, whenever it is measured."""

from datetime import UTC, datetime, timedelta

from sms_line import settings
from sms_line.app import build, prepare
from sms_line.logs import start_logging

NOON = datetime(2026, 12, 2, 18, tzinfo=UTC)
"""A Wednesday, working hours from Washington to the Pacific."""


class ByDay:
    """A `Clock` that was set to NOON when the process began."""

    def __init__(self) -> None:
        self._ahead: timedelta = NOON - datetime.now(UTC)

    def now(self) -> datetime:
        """The moment on this clock."""
        return datetime.now(UTC) + self._ahead


start_logging()
_application = build(settings.read(), clock=ByDay())
prepare(_application)
app = _application.server
