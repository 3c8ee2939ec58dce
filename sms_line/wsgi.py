"""The WSGI application, for any server: `sms_line.wsgi:app`."""

from sms_line import settings
from sms_line.app import build
from sms_line.logs import start_logging

start_logging()
app = build(settings.read()).server
