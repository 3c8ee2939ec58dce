"""Collects what an alert gives to read: its list of resources, and the links in its prose."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sms_line.actions.drafting.cues import RESOURCES, is_junk, opens_section
from sms_line.actions.drafting.letter import is_greeting
from sms_line.actions.drafting.lines import Kind, Line, Link
from sms_line.core.action import Resource

_URL = re.compile(r"https?://[^\s<>()\[\]\"“”]+[^\s<>()\[\]\"“”.,;:!?’']|\bbit\.ly/\w+")
_NOT_A_RESOURCE = re.compile(
    r"(?:facebook|twitter|x|linkedin|pinterest|whatsapp|reddit)\.com/(?:share|sharer|intent|tweet|"
    r"pin|submit|send)|wa\.me|unsubscribe|/(?:donate|privacy|login)\b|addtoany|mailto:",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"(?:(?:click )?here|this|link|read more|learn more|more|aqu[ií]|m[aá]s|"
    r"haga clic aqu[ií])[.!]?",
    re.IGNORECASE,
)
_OURS = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id")
_AROUND = 1_000
"""Characters of a paragraph that may say what a link in it is."""
LABEL_LIMIT = 200
"""Characters: a label that runs on is cut at a word."""
MOST = 30
"""Resources of one action: a page with more links than that is a site's menu."""


def find_resources(lines: Sequence[Line]) -> tuple[Resource, ...]:
    """The items below "resources", with their addresses, and every other link once."""
    found: dict[str, Resource] = {}
    listed = _listed(lines)
    for i, line in enumerate(lines):
        for resource in _of_line(line, i in listed):
            key = resource.url or resource.label
            if resource.label and key not in found and len(found) < MOST:
                found[key] = resource
    return tuple(found.values())


def _listed(lines: Sequence[Line]) -> frozenset[int]:
    """The items that stand below a line such as "Here are some resources:"."""
    below, found = False, set()
    for i, line in enumerate(lines):
        if _introduces(line.text):
            below = True
        elif line.kind is Kind.ITEM:
            found |= {i} if below else set()
        elif not (below and _URL.search(line.text)) or opens_section(line.text):
            below = False
    return frozenset(found)


def _introduces(text: str) -> bool:
    return RESOURCES.fullmatch(text) is not None or (
        len(text) <= 160
        and text.endswith(":")
        and re.search(r"resourc|recursos", text, re.I) is not None
    )


def _of_line(line: Line, listed: bool) -> Iterator[Resource]:
    links = [*line.links, *(Link(url[0], url[0]) for url in islice(_URL.finditer(line.text), MOST))]
    kept = [link for link in links if not _NOT_A_RESOURCE.search(link.url)]
    if listed and len(kept) <= 1:
        url = address(kept[0].url) if kept else ""
        yield Resource(_label(line.text, line.text), url)
        return
    for link in kept:
        if not is_junk(link.label) and not is_greeting(link.label):
            yield Resource(_label(link.label, line.text), address(link.url))


def _label(label: str, around: str) -> str:
    """What a link says; the words around it where it says "here" or is an address itself."""
    if _SAYS_NOTHING.fullmatch(label) or _URL.fullmatch(label):
        label = around[:_AROUND]
    words = re.sub(r"[\[\]]", "", _URL.sub(" ", label))
    bare = " ".join(words.split()).strip(" :;,–—-(")
    bare = bare if any(map(str.isalnum, bare)) else ""
    if len(bare) > LABEL_LIMIT:
        bare = bare[: LABEL_LIMIT + 1].rpartition(" ")[0] or bare[:LABEL_LIMIT]
    return bare or _host(around)


def _host(text: str) -> str:
    match = _URL.search(text)
    return re.sub(r"^https?://", "", match[0])[:LABEL_LIMIT] if match else ""


def address(url: str) -> str:
    """An address as one gives it on: with its scheme, without the marks of who sent it."""
    whole = url if url.lower().startswith("http") else f"https://{url}"
    try:
        parts = urlsplit(whole)
    except ValueError:  # brackets that make no sense
        return ""
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _OURS.fullmatch(name)
    ]
    query = parts.query if len(kept) == len(parse_qsl(parts.query, True)) else urlencode(kept)
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path, query, parts.fragment))
    return re.sub(r"[()<>\s]", lambda m: f"%{ord(m[0]):02X}", bare) if parts.netloc else ""
