"""A number with its noun: one segment, 1,200 segments."""


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 person", "1,200 people"; `many`: where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
