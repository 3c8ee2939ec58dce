"""The country as tiles of one size, each about where its state lies: no state looks empty because
it is small, and none full because it is wide."""

from collections.abc import Mapping

_TILES = """
AK .  .  .  .  .  .  .  .  .  .  ME
.  .  .  .  .  .  .  .  .  .  VT NH
.  WA ID MT ND MN IL WI MI NY RI MA
.  OR NV WY SD IA IN OH PA NJ CT .
.  CA UT CO NE MO KY WV VA MD DE .
.  .  AZ NM KS AR TN NC SC DC .  .
.  .  .  .  OK LA MS AL GA .  .  .
HI .  .  .  TX .  .  .  .  FL .  PR
GU MP AS .  .  .  .  .  .  .  .  VI
"""

PLACES: Mapping[str, tuple[int, int]] = {
    state: (row, column)
    for row, line in enumerate(_TILES.split("\n")[1:-1], 1)
    for column, state in enumerate(line.split(), 1)
    if state != "."
}
"""Each state, the District and each territory → its row and its column, from 1."""
