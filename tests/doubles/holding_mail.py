"""A mail server that stops in the middle of a letter, so that its sender can be killed there."""

import asyncio
import threading
from typing import Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class _OnFreePort(Controller):
    """Listens where the system finds room."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class HoldingMail:
    """A context manager. While `holds` names a moment, every sender waits there."""

    def __init__(self, holds: Literal["RCPT", "DATA", ""]) -> None:
        self.holds = holds
        self.held = threading.Semaphore(0)
        """Counts the senders that wait."""
        self.taken: list[str] = []
        """The Message-ID of every letter that came, held or not."""
        self.came = threading.Semaphore(0)
        """Counts the letters that were taken."""
        self._closing = asyncio.Event()
        self._controller = _OnFreePort(self, "127.0.0.1", 0)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    def __enter__(self) -> "HoldingMail":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.loop.call_soon_threadsafe(self._closing.set)
        self._controller.stop()

    async def _hold(self, moment: str) -> None:
        if self.holds == moment:
            self.held.release()
            await self._closing.wait()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await self._hold("RCPT")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        lines = envelope.content.decode("ascii", "replace").splitlines()
        self.taken += [line for line in lines if line.lower().startswith("message-id:")]
        self.came.release()
        await self._hold("DATA")
        return "250 OK"
