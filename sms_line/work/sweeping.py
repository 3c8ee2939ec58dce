"""The sweep's manners: one row that fails must not keep all others from their turn."""

import logging
from collections.abc import Callable, Iterable

from sms_line.parts import Parts
from sms_line.store import previews
from sms_line.store.database import DatabaseDown

log = logging.getLogger(__name__)


def one_by_one(errands: Iterable[Callable[[], None]]) -> None:
    """Do them all; what fails is logged. Raises DatabaseDown, at which the others must wait."""
    for errand in errands:
        try:
            errand()
        except DatabaseDown:
            raise
        except Exception:
            log.exception("errand failed")


def tidy(parts: Parts) -> None:
    """Let go of letters that nobody confirmed, and of traces of what was erased."""
    with parts.database.write() as tx:
        previews.drop_expired(tx, parts.clock.now())
    parts.database.forget_traces()
