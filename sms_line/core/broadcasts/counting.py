"""For whom it is counted who follows links; a group's rule bounds what a broadcast chooses."""

from typing import Literal

Links = Literal["", "broadcast", "person"]
"""Links are shortened and counted: not at all, all together, or for each person."""
FROM_LEAST: tuple[Links, ...] = ("", "broadcast", "person")
"""The least curious first."""


def allowed(rule: Links) -> tuple[Links, ...]:
    """What a broadcast may choose where the group allows this at most."""
    return FROM_LEAST[: FROM_LEAST.index(rule) + 1]
