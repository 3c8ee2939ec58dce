"""How far a word is from another one: the slips of a thumb."""


def within_one(said: str, meant: str) -> bool:
    """True at a Damerau-Levenshtein distance of 0 or 1.

    One letter too many, one missing, one other, or two neighbours swapped.
    """
    if said == meant:
        return True
    if abs(len(said) - len(meant)) > 1:
        return False
    start = _common_prefix(said, meant)
    if len(said) == len(meant):
        swapped = said[start + 1 : start + 2] + said[start : start + 1] + said[start + 2 :]
        return said[start + 1 :] == meant[start + 1 :] or swapped == meant[start:]
    longer, shorter = (said, meant) if len(said) > len(meant) else (meant, said)
    return longer[start + 1 :] == shorter[start:]


def within_two(said: str, meant: str) -> bool:
    """True at two such slips in different places or fewer; for words of eight letters and more."""
    if within_one(said, meant):
        return True
    if abs(len(said) - len(meant)) > 2:
        return False
    start = _common_prefix(said, meant)
    rest, goal = said[start:], meant[start:]
    return (
        within_one(rest[1:], goal[1:])
        or within_one(rest[1:], goal)
        or within_one(rest, goal[1:])
        or (rest[1::-1] == goal[:2] and within_one(rest[2:], goal[2:]))
    )


def _common_prefix(one: str, other: str) -> int:
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))
