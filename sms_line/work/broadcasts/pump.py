"""Sends what is claimed, each text at its moment, many at once, and writes down what came of it.

One event loop holds all connections; the database is asked and told in threads beside it.
"""

import asyncio
import gc
import logging
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sms_line.core.broadcasts.appetite import Appetite
from sms_line.core.broadcasts.lateness import Lateness, in_time
from sms_line.parts import Parts
from sms_line.ports import BulkCarrier, Missed, Postponed, Refused, Send, Sent, Unsure
from sms_line.store import pacing, recipients, waiting_texts
from sms_line.store.database import DatabaseDown
from sms_line.store.recipients import Left
from sms_line.store.texts import Outgoing
from sms_line.work.broadcasts.claims import Batch, Claims, Ready
from sms_line.work.texts import TextSender

log = logging.getLogger(__name__)

IN_HAND = 600
"""Texts that one worker has claimed and not written down: at 200 ms of latency 3,000 a second."""
LOOK_AGAIN = 0.5
"""Seconds until a worker without work looks for some."""
AT_WORK = 0.05
"""Seconds between two claims, so that each is worth a transaction."""
HEAD_START = 0.2
"""Seconds before its moment at which a text is given to the carrier: time for a connection."""
SWITCH = 0.0005
"""Seconds after which a thread lets the loop have the interpreter: texts leave at their moment."""
REST, LONGEST_REST = 1.0, 30.0
"""Seconds for which all workers rest when the carrier cannot take more, doubled each time."""

Came = Sent | Refused | Postponed | Unsure


class Pump:
    """One worker's part in sending broadcasts."""

    def __init__(
        self, parts: Parts, claims: Claims, carrier: BulkCarrier, sender: TextSender
    ) -> None:
        """Nothing happens before it is run. `sender` takes what is more than plainly sent."""
        self._parts = parts
        self._claims = claims
        self._carrier = carrier
        self._sender = sender
        self._in_hand: set[asyncio.Task[None]] = set()
        self._came: list[tuple[Outgoing, Came]] = []
        self._late: list[Outgoing] = []
        self._lateness = Lateness()
        self._appetite = Appetite()
        self._ahead: set[int] = set()
        """Texts in hand whose moment is still waited for, by their ids."""
        self._rest_until = 0.0
        self._rests = 0

    def run(self, stop: threading.Event) -> None:
        """Send until told to stop; what is in hand then is finished first."""
        sys.setswitchinterval(SWITCH)
        # What is loaded stays: to look through it for garbage holds all texts up for 50 to 150 ms.
        gc.collect()
        gc.freeze()
        asyncio.run(self._run(lambda worked: stop.is_set()))

    def drain(self) -> None:
        """Send all that may leave now, and come back."""
        asyncio.run(self._run(lambda worked: not worked))

    async def _run(self, enough: Callable[[bool], bool]) -> None:
        """`enough` is asked after each round, with whether there was or is anything to do."""
        async with self._carrier.opened() as send:
            while not enough(worked := await self._round(send)):
                if not worked:
                    await asyncio.sleep(LOOK_AGAIN)
            if self._in_hand:
                await asyncio.wait(self._in_hand)
            await self._write_down()

    async def _round(self, send: Send) -> bool:
        """Claim, let leave, write down; True if there is more to be expected soon."""
        began = time.monotonic()
        try:
            await self._write_down()
            batch = await self._claim()
        except DatabaseDown:
            log.error("database down")
            await asyncio.sleep(LOOK_AGAIN)
            return True
        except Exception:  # one broadcast that fails must not end the worker's part in all others
            log.exception("sending broadcasts failed")
            await asyncio.sleep(LOOK_AGAIN)
            return False
        self._ahead.update(ready.text.id for ready in batch.ready)
        for ready in batch.ready:
            task = asyncio.create_task(self._leave(send, ready))
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)
        worked = bool(batch.ready or batch.wait or self._in_hand or self._came or self._late)
        if worked:
            pause = max(AT_WORK, batch.wait)
            await asyncio.sleep(max(began + pause - time.monotonic(), 0))
        return worked

    async def _claim(self) -> Batch:
        room = min(IN_HAND - len(self._in_hand), self._appetite.wanted() - len(self._ahead))
        resting = self._rest_until - time.monotonic()
        if room <= 0 or resting > 0:
            return Batch(wait=min(max(resting, AT_WORK), LOOK_AGAIN))
        batch = await asyncio.to_thread(self._claims.next, room, self._lateness.wanted())
        return replace(batch, wait=min(batch.wait, LOOK_AGAIN))

    async def _leave(self, send: Send, ready: Ready) -> None:
        """Send one text at its moment; one whose moment has passed waits for another."""
        text = ready.text
        await asyncio.sleep(max(ready.at - HEAD_START - time.monotonic(), 0))
        try:
            came = await send(text.phone, text.body, text.id, partial(self._its_moment, ready))
        except Exception:  # what nobody foresaw may still have been sent
            log.exception("a text of a broadcast failed", extra={"text": text.id})
            came = Unsure("an error of ours")
        self._ahead.discard(text.id)
        if isinstance(came, Missed):
            self._late.append(text)
            return
        if isinstance(came, Postponed):
            self._rest(came)
        elif isinstance(came, Sent):
            self._rests = 0
        self._came.append((text, came))

    async def _its_moment(self, ready: Ready) -> bool:
        """Waits for it; whether the text may leave now."""
        await asyncio.sleep(max(ready.at - time.monotonic(), 0))
        self._ahead.discard(ready.text.id)
        now = time.monotonic()
        late = now - ready.at + ready.blur
        self._lateness.was(late)
        return in_time(late, ready.lateness) and now >= self._rest_until

    def _rest(self, postponed: Postponed) -> None:
        """The carrier cannot take more now: everything that is in hand waits too."""
        now = time.monotonic()
        if now < self._rest_until:
            return
        asked = float(postponed.after_seconds or 0)
        seconds = max(asked, min(REST * 2**self._rests, LONGEST_REST))
        self._rests, self._rest_until = self._rests + 1, now + seconds

    async def _write_down(self) -> None:
        """Raises DatabaseDown; then it is still to be written."""
        came, late = self._came, self._late
        self._came, self._late = [], []
        if not came and not late:
            return
        self._appetite.came(len(came), len(late))
        try:
            await asyncio.to_thread(self._record, came, late)
        except DatabaseDown:
            self._came, self._late = came + self._came, late + self._late
            raise

    def _record(self, came: list[tuple[Outgoing, Came]], late: list[Outgoing]) -> None:
        rest = self._rest_until - time.monotonic()
        with self._parts.database.write() as tx:
            now = self._parts.clock.now()
            recipients.settle_left(
                tx, [Left(text, each.sid) for text, each in came if isinstance(each, Sent)]
            )
            waiting_texts.give_back(tx, late, now)
            if rest > 0:
                pacing.hold_off(self._parts.database, tx, rest)
        for text, each in came:
            if not isinstance(each, Sent):
                self._sender.record(text, each)
