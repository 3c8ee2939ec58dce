"""The curve as points of an SVG, for browsers that run no scripts."""

from collections.abc import Mapping
from dataclasses import dataclass

from sms_line.web.desk.live_numbers import Curve

WIDTH, HEIGHT = 800, 240


@dataclass(frozen=True, slots=True)
class Drawn:
    """The lines of a curve."""

    width: int
    height: int
    most: int
    """What the upper edge stands for."""
    lines: Mapping[str, str]
    """Name → the points of its polyline."""


def drawn(curve: Curve) -> Drawn:
    """Draw a curve, from 0 to its greatest number."""
    most = max((n for line in curve.lines.values() for n in line), default=0) or 1
    last = max(len(curve.starts) - 1, 1)
    return Drawn(
        WIDTH,
        HEIGHT,
        most,
        {
            name: " ".join(
                f"{each * WIDTH / last:.0f},{HEIGHT - n * HEIGHT / most:.0f}"
                for each, n in enumerate(line)
            )
            for name, line in curve.lines.items()
        },
    )
