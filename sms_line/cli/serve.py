"""`sms-line serve` and `sms-line worker`: the web side, and who carries out what it decided."""

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import click
from granian import Granian
from granian.constants import Interfaces

from sms_line import settings
from sms_line.app import Application, build, prepare
from sms_line.cli.first_owner import first_owner
from sms_line.logs import start_logging
from sms_line.store.database import DatabaseDown

log = logging.getLogger(__name__)

LOOK_AGAIN = 2.0
"""Seconds after which a worker asks again for a database that was down."""

WEB_THREADS = 4
"""Turns at once in one process. More pass the interpreter's lock around: on SQLite, with two
processes, 8 took 475 texts a second and 4 took 605 (`python -m tests.bench`)."""
WEB_WAITING = 128
"""Posts that one process takes in at once; the rest wait at the door."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--no-worker", is_flag=True, help="Only the web side; workers run elsewhere.")
def serve(host: str, port: int, processes: int, no_worker: bool) -> None:
    """Serve the line, and by default a background worker beside it."""
    _check_address(host, port)
    start_logging()
    application = _built()
    # A database that is down is no reason not to serve: 503 makes Twilio try again.
    with contextlib.suppress(DatabaseDown):
        prepare(application)
    for sentence in application.missing():
        click.echo(f"Note: {sentence}", err=True)
    with contextlib.suppress(DatabaseDown):
        if sentence := first_owner(application.settings, application.line.parts.database):
            click.echo(f"Note: {sentence}", err=True)
    application.close()
    worker = None if no_worker else WorkerBeside()
    try:
        serve_web("sms_line.wsgi:app", host, port, processes)
    finally:
        if worker:
            worker.stop()


def _built() -> Application:
    """A new machine learns the secret key from the database, and waits for one that is down."""
    chosen = settings.read()
    while True:
        try:
            return build(chosen)
        except DatabaseDown as error:
            log.error("database down", extra={"why": str(error)})
            time.sleep(LOOK_AGAIN)


def _check_address(host: str, port: int) -> None:
    """The server shares a port with whoever else shares it, so that two lines would halve the
    texts between them: nobody else may be there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen on {host} port {port} ({error.strerror or error}); is a line "
                "running there already? Choose another --port or --host."
            ) from error


def serve_web(application: str, host: str, port: int, processes: int) -> None:
    """Serve a WSGI application, named `module:name`, until told to stop."""
    Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=WEB_THREADS,
        backpressure=WEB_WAITING,
        respawn_failed_workers=True,
        log_access=False,
        log_enabled=False,
    ).serve()


@click.command()
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 256))
@click.option("--beside", is_flag=True, hidden=True, help="Started by serve: ends with it.")
def worker(threads: int, beside: bool) -> None:
    """Carry out what is due: letters, texts, address look-ups. Any number, on any machine."""
    start_logging()
    if beside:
        threading.Thread(target=_leave_with_the_server, daemon=True).start()
    application = _built()
    _wait_for_the_database(application)
    application.work(threads)


def _wait_for_the_database(application: Application) -> None:
    while True:
        try:
            prepare(application)
        except DatabaseDown as error:
            log.error("database down", extra={"why": str(error)})
            time.sleep(LOOK_AGAIN)
        else:
            return


class WorkerBeside:
    """A worker in a process of its own, started again if it dies."""

    def __init__(self) -> None:
        """Start it, and somebody to watch it."""
        self._stopping = threading.Event()
        self._process = self._start()
        self._watch = threading.Thread(target=self._watch_over, daemon=True)
        self._watch.start()

    def stop(self) -> None:
        """Let it finish what it has in hand."""
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "sms_line", "worker", "--beside"]
        return subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603

    def _watch_over(self) -> None:
        while not self._stopping.is_set():
            self._process.wait()
            if not self._stopping.wait(1.0):
                self._process = self._start()


def _leave_with_the_server() -> None:
    """End when the server does, however it ends: its end of the pipe closes with it."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
