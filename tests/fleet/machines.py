"""Machines of one line: processes of their own, each with a data folder that no other one sees."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import urllib3

from tests.transcripts.script import ROOT

PATIENT = urllib3.Retry(total=200, backoff_factor=0.05, backoff_max=0.2, status_forcelist=[503])


@dataclass
class Machine:
    """One process of `sms-line`; its log lies in its folder."""

    process: "subprocess.Popen[bytes]"
    folder: Path
    port: int = 0
    http: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=PATIENT))

    def ask(self, method: str, path: str, **more: object) -> urllib3.BaseHTTPResponse:
        return self.http.request(  # type: ignore[no-any-return]
            method, f"http://127.0.0.1:{self.port}{path}", redirect=False, **more
        )

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()


@dataclass
class Fleet:
    """Starts machines; ends those that are left with the block."""

    folder: Path
    settings: dict[str, str]
    machines: list[Machine] = field(default_factory=list)

    def worker(self) -> Machine:
        return self._start("worker")

    def web(self) -> Machine:
        """Comes back when it can serve."""
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        machine = self._start("serve", "--no-worker", "--port", str(port))
        machine.port = port
        assert machine.ask("GET", "/readyz").status == 200, machine.log
        return machine

    def _start(self, *words: str) -> Machine:
        folder = self.folder / f"machine-{len(self.machines)}"
        folder.mkdir()
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SMS_LINE_DATA_DIR": str(folder / "var"),
            **self.settings,
        }
        with (folder / "log").open("wb") as log:
            command = [sys.executable, "-m", "sms_line", *words]
            process = subprocess.Popen(command, env=environment, cwd=folder, stderr=log)
        self.machines.append(Machine(process, folder))
        return self.machines[-1]


@contextmanager
def fleet(folder: Path, **settings: str) -> Iterator[Fleet]:
    started = Fleet(folder, settings)
    try:
        yield started
    finally:
        for machine in started.machines:
            machine.http.clear()
            machine.process.terminate()
        for machine in started.machines:
            try:
                machine.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                machine.process.kill()
                machine.process.wait()
