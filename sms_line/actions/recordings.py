"""The list below `# Recordings`: `- greeting (Spanish): https://…/hola.mp3`, or a file's name."""

import re
from urllib.parse import urlsplit

from sms_line.actions.mistakes import Mistakes
from sms_line.actions.sections import Words
from sms_line.core.languages import folded, language_named
from sms_line.core.people import Language
from sms_line.core.recordings import RECORDABLE, is_file_name

ADDRESS_LIMIT = 500
"""Characters of an address: what leads to an audio file is never longer."""

_ITEM = re.compile(
    r"\s*[-*+•]\s+(?P<name>[^():]+?)\s*(?:\((?P<language>[^()]*)\))?\s*:\s*<?(?P<where>[^<>]*?)>?\s*"
)

Recordings = dict[Language, dict[str, str]]
"""Language → name of a prompt → an https address, or a file in the data folder's `recordings`."""


def read_recordings(words: Words, mistakes: Mistakes) -> Recordings:
    """One recording a line; what is wrong with any is noted."""
    found: Recordings = {}
    for line, content in enumerate(words.text.split("\n"), words.line):
        if not content.strip():
            continue
        item = _ITEM.fullmatch(content)
        if item is None:
            mistakes.add(line, "recording")
        else:
            _take(item, line, found, mistakes)
    return found


def _take(item: re.Match[str], line: int, found: Recordings, mistakes: Mistakes) -> None:
    name = folded(item["name"]).replace(" ", "_").replace("-", "_")
    given, where = item["language"], item["where"]
    language = Language.ENGLISH if given is None else language_named(given)
    if name not in RECORDABLE:
        mistakes.add(line, "recording-name", name=name[:40], known=", ".join(RECORDABLE))
    elif language is None:
        mistakes.add(line, "recording-language", name=(given or "")[:40])
    elif name in found.get(language, {}):
        mistakes.add(line, "recording-twice", name=name)
    elif not (is_file_name(where) or _secure(where)):
        mistakes.add(line, "recording-where", value=where[:60])
    else:
        found.setdefault(language, {})[name] = where


def _secure(address: str) -> bool:
    """Is this an https address, without a password in it?"""
    if len(address) > ADDRESS_LIMIT or re.search(r"\s", address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:  # brackets that make no sense
        return False
