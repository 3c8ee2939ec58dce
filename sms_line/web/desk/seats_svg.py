"""The districts of a state as squares in its tile of the map: larger, not only darker."""

from collections.abc import Sequence
from math import ceil, sqrt

from sms_line.web.desk.live_numbers import SHADES, Place

ACROSS, DOWN = 10, 6
"""Squares that find room in a tile; California has 52 districts."""
_LEAST, _MOST = 0.3, 0.95
"""The sides of a district without a letter and of the one with the most, of a square's room."""


def drawn(seats: Sequence[Place]) -> str:
    """The path of an SVG `ACROSS` wide and `DOWN` high, the districts in their order."""
    across = min(ceil(sqrt(len(seats) * ACROSS / DOWN)), len(seats), ACROSS)
    down = ceil(len(seats) / across) if across else 0
    left, top = (ACROSS - across) / 2, (DOWN - down) / 2
    return "".join(
        _square(left + each % across + 0.5, top + each // across + 0.5, seat.shade)
        for each, seat in enumerate(seats)
    )


def _square(x: float, y: float, shade: int) -> str:
    side = _LEAST + (_MOST - _LEAST) * shade / SHADES
    return f"M{x - side / 2:.2f} {y - side / 2:.2f}h{side:.2f}v{side:.2f}h-{side:.2f}z"
