"""An organizer's Markdown as HTML that can do no harm."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "h3", "h4", "code"}
_SCHEMES = {"https", "http", "mailto", "tel"}


@lru_cache(maxsize=512)
def as_html(markdown: str) -> Markup:
    """Text, emphasis, lists and links; no picture, no script, no style, no other address."""
    rendered = _MARKDOWN.render(markdown)
    clean = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704 - the line above has cleaned it
