"""The event loop that texts leave from: uvloop, where there is one, for it posts more at once."""

import asyncio
from collections.abc import Coroutine
from typing import Any


def run(work: Coroutine[Any, Any, None]) -> None:
    """As `asyncio.run`, in any thread."""
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(work)


def new_event_loop() -> asyncio.AbstractEventLoop:
    """The fastest there is."""
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()
