"""The ceiling's WSGI application, for the server's processes."""

from tests.bench.ceiling import bare_app

app = bare_app()
