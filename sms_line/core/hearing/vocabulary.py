"""Word lists, written the way one reads them."""


def listed(text: str) -> frozenset[str]:
    """Words set apart by spaces."""
    return frozenset(text.split())


def phrases(*lines: str) -> frozenset[tuple[str, ...]]:
    """Phrases set apart by commas, each as its words."""
    return frozenset(tuple(phrase.split()) for line in lines for phrase in line.split(","))
