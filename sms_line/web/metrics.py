"""/metrics for Prometheus: numbers from the rows, for whoever has the token."""

import hmac
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, abort, request

from sms_line.parts import Parts
from sms_line.store.gauges import Gauges, look


def metrics_page(parts: Parts, token: str) -> Blueprint:
    """404 without `Authorization: Bearer <token>`; without a token nobody is told.

    Where a request comes from proves nothing: a proxy on this machine looks like this machine.
    """
    pages = Blueprint("metrics", __name__)

    @pages.get("/metrics")
    def metrics() -> Response:
        given = request.headers.get("Authorization", "")
        if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
            abort(404)
        # Imported here because it costs 14 MB, and most lines have no monitor.
        from prometheus_client import CollectorRegistry, generate_latest

        with parts.database.read() as tx:
            seen = look(tx, parts.clock.now())
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Seen(seen))
        return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")

    return pages


class _Seen:
    """A Prometheus collector of one look."""

    def __init__(self, seen: Gauges) -> None:
        self._seen = seen

    def collect(self) -> Iterator[Any]:
        """The metric families."""
        from prometheus_client.core import GaugeMetricFamily

        texts = GaugeMetricFamily("sms_line_texts", "Texts", labels=["direction", "status"])
        for (direction, status), count in sorted(self._seen.texts.items()):
            texts.add_metric([direction, status], count)
        yield texts
        deliveries = GaugeMetricFamily("sms_line_deliveries", "Deliveries", labels=["status"])
        for status, count in sorted(self._seen.deliveries.items()):
            deliveries.add_metric([status], count)
        yield deliveries
        people = self._seen.conversations
        yield GaugeMetricFamily("sms_line_conversations", "Conversations", value=people)
        there = self._seen.workers
        yield GaugeMetricFamily("sms_line_workers", "Workers seen lately", value=there)
        waited = self._seen.overdue_seconds
        yield GaugeMetricFamily("sms_line_overdue_seconds", "Longest wait past due", value=waited)
