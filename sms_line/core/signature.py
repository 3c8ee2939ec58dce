"""Where a letter is signed, so that the sender's own words can stand above that."""

from sms_line.core.letter import Gap, Piece

_SIGNING = frozenset({Gap.SENDER_NAME, Gap.SENDER_CITY, Gap.SENDER_STATE, Gap.SENDER_ZIP})
_CLOSING_LIMIT = 40
"""Characters of a line such as "With hope for all our neighbors," above a signature."""


def with_place_for_own_words(body: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The body with a paragraph for own words above its signature, or at its end."""
    lines = _lines(body)
    at = _signature(lines)
    text, signature = _trimmed(lines[:at]), lines[at:]
    place: list[list[Piece]] = [[], [Gap.OWN_WORDS]]
    lines = text + place + ([[]] if signature else []) + signature
    joined: list[Piece] = []
    for i, line in enumerate(lines):
        joined += ["\n", *line] if i else line
    return tuple(joined)


def _lines(body: tuple[Piece, ...]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for piece in body:
        if isinstance(piece, str) and not isinstance(piece, Gap):
            first, *more = piece.split("\n")
            lines[-1] += [first] if first else []
            lines += [[text] if text else [] for text in more]
        else:
            lines[-1].append(piece)
    return lines


def _signature(lines: list[list[Piece]]) -> int:
    """Where the signature begins: facts of the sender alone, and the words that close above it."""
    end = len(_trimmed(lines))
    at = end
    while at and _signs(lines[at - 1]):
        at -= 1
    if at == end:
        return len(lines)
    above = len(_trimmed(lines[:at]))
    return above - 1 if above and _closes(lines[above - 1]) else at


def _signs(line: list[Piece]) -> bool:
    facts = [piece for piece in line if isinstance(piece, Gap)]
    rest = [piece for piece in line if not isinstance(piece, Gap)]
    punctuation = all(isinstance(p, str) and not any(map(str.isalnum, p)) for p in rest)
    return bool(facts) and punctuation and _SIGNING.issuperset(facts)


def _closes(line: list[Piece]) -> bool:
    """A short line of words that ends in a comma: "Sincerely,"."""
    words = line[0] if len(line) == 1 else None
    return (
        isinstance(words, str)
        and not isinstance(words, Gap)
        and words.rstrip().endswith(",")
        and len(words) <= _CLOSING_LIMIT
    )


def _trimmed(lines: list[list[Piece]]) -> list[list[Piece]]:
    """Without the empty lines at the end."""
    end = len(lines)
    while end and not any(not isinstance(p, str) or p.strip() for p in lines[end - 1]):
        end -= 1
    return lines[:end]
