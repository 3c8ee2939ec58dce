"""The sweep's manners: one row that fails must not keep all others from their turn."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from sms_line.parts import Parts
from sms_line.store import api_requests, conversations, page_uses, previews
from sms_line.store.database import DatabaseDown

log = logging.getLogger(__name__)

VISIT_LASTS = timedelta(days=7)
"""How long somebody can come back to what they began on a page; as long as a letter by text."""


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
    """Let go of what nobody has gone on with, and of traces of what was erased."""
    now = parts.clock.now()
    with parts.database.write() as tx:
        previews.drop_expired(tx, now)
        conversations.drop_visits(tx, now - VISIT_LASTS)
        page_uses.drop_old(tx, now)
        api_requests.drop_old(tx, now)
    parts.database.forget_traces()
