"""The list below `# Resources`: links as Markdown, bare addresses, or a name with an address."""

import re

from sms_line.actions.mistakes import Mistakes
from sms_line.actions.sections import Words
from sms_line.core.action import Resource

_ITEM = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s+(?P<text>.+)")
_LINK = re.compile(r"\[(?P<label>[^\[\]]+)\]\(\s*<?(?P<url>[^()\s<>]*)>?\s*\)")
_BARE = re.compile(r"(?P<label>.*?)[:\s–—-]*<?(?P<url>https?://[^\s<>]+?)>?[.,;]?")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")


def read_resources(words: Words, mistakes: Mistakes) -> tuple[Resource, ...]:
    """One resource an item; an item may run over several lines."""
    found = []
    for item in _items(words, mistakes):
        link = _LINK.search(item.text)
        if link is None:
            bare = _BARE.fullmatch(item.text)
            found.append(
                Resource(bare["label"] or bare["url"], bare["url"]) if bare else Resource(item.text)
            )
        elif _ADDRESS.fullmatch(link["url"]):
            # Words around the link belong to what it says.
            label = item.text.replace(link[0], link["label"], 1)
            found.append(Resource(label, link["url"]))
        else:
            mistakes.add(item.line, "resource-url", value=link["url"][:60])
    return tuple(found)


def _items(words: Words, mistakes: Mistakes) -> list[Words]:
    items: list[Words] = []
    for line, content in enumerate(words.text.split("\n"), words.line):
        match = _ITEM.fullmatch(content)
        if match:
            items.append(Words(match["text"].strip(), line))
        elif content.strip() and items and content[0].isspace():
            last = items.pop()
            items.append(Words(f"{last.text} {content.strip()}", last.line))
        elif content.strip():
            mistakes.add(line, "resource")
    return items
