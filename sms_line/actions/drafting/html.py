"""Reads a web page, a mail or what an editor puts on the clipboard into plain lines.

Left out is what a page has around its words: scripts, menus, footers, buttons, cookie notices.
"""

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from sms_line.actions.drafting.html_parts import (
    BREAKS,
    HEADINGS,
    ITEMS,
    PARAGRAPHS,
    holds_letter,
    is_furniture,
)
from sms_line.actions.drafting.lines import Kind, Line, Link, Page, clean

_HTML = re.compile(
    r"<(?:!doctype|html|head|body|meta|article|main|section|nav|header|footer|form|"
    r"div|p|span|br|table|td|textarea|a|b|strong|em|ul|ol|li|h[1-6])"
    r"\b[^<>]{0,2000}>",
    re.IGNORECASE,
)


def is_html(text: str) -> bool:
    """Is this the source of a page, rather than its words?"""
    return _HTML.search(text) is not None


def read_html(text: str) -> Page:
    """The lines of a page's main part; a page without words has none."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return Page(())
    about = {name: _meta(root, name) for name in ("og:title", "og:site_name")}
    title = about["og:title"] or _first_text(root.iter("title"))
    contacts = [a.get("href")[7:].partition("?")[0] for a in root.iter("a") if _is_mail(a)]
    walk = _Walk()
    walk.over(_main(root))
    return Page(
        tuple(walk.lines),
        " ".join(clean(title).split()),
        " ".join(clean(about["og:site_name"]).split()),
        clean(contacts[-1]).strip() if contacts else "",
    )


def _is_mail(element: Any) -> bool:
    href = element.get("href") or ""
    return href.lower().startswith("mailto:") and "@" in href.partition("?")[0]


def _meta(root: Any, name: str) -> str:
    for element in root.iter("meta"):
        if (element.get("property") or element.get("name") or "").lower() == name:
            return element.get("content") or ""
    return ""


def _first_text(elements: Any) -> str:
    element = next(iter(elements), None)
    return "".join(element.itertext()) if element is not None else ""


def _main(root: Any) -> Any:
    """The part that a page itself calls its main one, unless that leaves the letter out."""
    body = root.find("body")
    whole = root if body is None else body
    for tag in ("main", "article"):
        found = next(root.iter(tag), None)
        if found is not None and (holds_letter(found) or not holds_letter(whole)):
            return found
    return whole


class _Walk:
    """One pass over a tree, without recursion: a page may nest as deep as it likes."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._words: list[str] = []
        self._links: list[Link] = []
        self._kind = Kind.TEXT
        self._gap = True
        self._left_out: Any = None
        self._link: tuple[str, int] | None = None

    def over(self, top: Any) -> None:
        for event, element in etree.iterwalk(top, events=("start", "end")):
            if self._left_out is None and event == "start":
                self._start(element, element is top)
            elif event == "end":
                self._end(element, element is top)
        self._break(gap=True)

    def _start(self, element: Any, is_top: bool) -> None:
        if not is_top and is_furniture(element):
            self._left_out = element
            return
        tag = element.tag
        if tag in PARAGRAPHS:
            self._break(gap=True)
        elif tag in ITEMS or tag in BREAKS:
            # Two breaks in a row are an empty line.
            self._break(gap=tag == "br" and not self._words)
        if tag in HEADINGS or tag in ITEMS:
            self._kind = Kind.HEADING if tag in HEADINGS else Kind.ITEM
        if tag == "a":
            self._link = (element.get("href") or "", len(self._words))
        self._take(element.text, keep_breaks=tag in ("textarea", "pre"))

    def _end(self, element: Any, is_top: bool) -> None:
        if self._left_out is not None:
            if element is not self._left_out:
                return
            self._left_out = None
        elif element.tag == "a" and self._link:
            href, start = self._link
            label = " ".join("".join(self._words[start:]).split())
            if re.match(r"https?://", href.strip(), re.IGNORECASE) and label:
                self._links.append(Link(label, href.strip()))
            self._link = None
        elif element.tag in PARAGRAPHS or element.tag in ITEMS or element.tag in BREAKS:
            if element.tag != "br":
                self._break(gap=element.tag in PARAGRAPHS)
            if element.tag in HEADINGS or element.tag in ITEMS:
                self._kind = Kind.TEXT
        if not is_top:
            self._take(element.tail, keep_breaks=False)

    def _take(self, text: str | None, keep_breaks: bool) -> None:
        if not text:
            return
        if not keep_breaks:
            self._words.append(text)
            return
        for line in text.split("\n"):
            self._words.append(line)
            self._break(gap=not line.strip())

    def _break(self, gap: bool) -> None:
        words = " ".join(clean("".join(self._words)).split())
        if words:
            self.lines.append(Line(words, self._gap, self._kind, tuple(self._links)))
            self._gap = False
        self._words, self._links, self._link = [], [], None
        self._gap = self._gap or gap
