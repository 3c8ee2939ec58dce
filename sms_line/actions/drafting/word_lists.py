"""How the lists of words in these modules are written: on lines, set apart by commas."""


def words(listed: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(listed.split(","))
