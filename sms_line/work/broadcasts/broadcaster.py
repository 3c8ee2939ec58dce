"""A worker's whole part in broadcasts: it watches over them and sends, beside its other errands."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sms_line.parts import Parts
from sms_line.ports import BulkCarrier
from sms_line.work.broadcasts.claims import Claims
from sms_line.work.broadcasts.pump import Pump
from sms_line.work.broadcasts.watch import Watch
from sms_line.work.texts import TextSender


class Broadcaster:
    """What sends broadcasts, in two threads of its own."""

    def __init__(self, parts: Parts, carrier: BulkCarrier, sender: TextSender, rate: float) -> None:
        """`rate`: texts a second that the sender may send, all workers together."""
        self._watch = Watch(parts, sender)
        self._pump = Pump(parts, Claims(parts, rate), carrier, sender)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Send and watch in the background; at the end what is in hand is finished."""
        stop = threading.Event()
        hands = [
            threading.Thread(target=self._pump.run, args=(stop,), name="pump"),
            threading.Thread(target=self._watch.run, args=(stop,), name="watch"),
        ]
        for hand in hands:
            hand.start()
        try:
            yield
        finally:
            stop.set()
            for hand in hands:
                hand.join()

    def drain(self) -> None:
        """Start what is due, send what may leave, see what is done; and come back."""
        for errand in (self._watch_once, self._pump.drain, self._watch_once):
            errand()

    def _watch_once(self) -> None:
        while self._watch.look():
            pass
