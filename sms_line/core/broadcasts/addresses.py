"""The web addresses in a broadcast's words, which may be shortened and counted."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from sms_line.core.broadcasts.words import Address, Slot, Words

_ADDRESS = re.compile(r"(?<![\w/])https?://[^\s<>\"“”{}|\\^`\[\]]+", re.IGNORECASE)
_ENDS_A_SENTENCE = ".,;:!?'’*_"


def addresses(words: Words) -> tuple[str, ...]:
    """Each address once, in their order."""
    apart = with_addresses(words).slots
    return tuple(dict.fromkeys(each.url for each in apart if isinstance(each, Address)))


def with_addresses(words: Words) -> Words:
    """The same words, whose addresses are slots of their own.

    An address that goes on in a field is left as it is: it is another one for each reader.
    """
    texts: list[str] = []
    slots: list[Slot | Address] = []
    for number, text in enumerate(words.texts):
        at, goes_on = 0, number < len(words.slots)
        for start, url in _found(text):
            if goes_on and start + len(url) == len(text):
                break
            texts.append(text[at:start])
            slots.append(Address(url))
            at = start + len(url)
        texts.append(text[at:])
        slots += words.slots[number : number + 1]
    return Words(tuple(texts), tuple(slots), words.plain)


def _found(text: str) -> Iterator[tuple[int, str]]:
    for match in _ADDRESS.finditer(text):
        url = _without_the_end(match[0])
        if _is_sound(url):
            yield match.start(), url


def _without_the_end(url: str) -> str:
    """What follows an address closely may belong to the sentence: "(see https://a.org/b)."."""
    while url and (
        url[-1] in _ENDS_A_SENTENCE or (url[-1] == ")" and url.count(")") > url.count("("))
    ):
        url = url[:-1]
    return url


def _is_sound(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0 and parts.username is None
    except ValueError:  # brackets or a port that make no sense
        return False
