"""What can be wrong with the words for an audience: one clear sentence, and where it is."""

import difflib
from collections.abc import Iterable


class AudienceMistake(Exception):
    """The words for an audience cannot be read, or name what does not exist."""

    def __init__(self, sentence: str, position: int) -> None:
        """`sentence` is for the organizer; `position` counts characters from 0."""
        super().__init__(sentence)
        self.sentence = sentence
        self.position = position


def nearest(word: str, known: Iterable[str]) -> str:
    """ "; did you mean state?" where something known is near, else ""."""
    near = difflib.get_close_matches(word.lower(), list(known), n=2, cutoff=0.6)
    return f"; did you mean {' or '.join(near)}?" if near else ""
