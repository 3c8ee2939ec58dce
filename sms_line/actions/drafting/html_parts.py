"""Which elements of a page are words, and which are the furniture around them."""

import re
from typing import Any

from sms_line.actions.drafting.word_lists import words

PARAGRAPHS = words(
    "p,h1,h2,h3,h4,h5,h6,ul,ol,table,td,th,blockquote,section,article,"
    "main,header,textarea,pre,dl,figure,hr"
)
BREAKS = words("br,div,tr,dt,dd,center")
ITEMS = frozenset(["li"])
HEADINGS = words("h1,h2,h3,h4,h5,h6")

_NEVER = words(
    "head,script,style,noscript,template,nav,footer,aside,iframe,svg,"
    "button,select,option,input,label,object,video,audio,canvas,figcaption,"
    "dialog,title"
)
_ROLES = words("navigation,banner,contentinfo,dialog,alertdialog,search,complementary,button,menu")
_NAMES = words(
    "nav,navbar,navigation,menu,footer,cookie,cookies,gdpr,breadcrumb,"
    "breadcrumbs,sidebar,sharedaddy,addtoany,share-buttons,social,comments,"
    "related,newsletter,signup,skip-link,popup,modal,unsubscribe,preheader,"
    "preview-text,btn,button,wp-block-button,screen-reader-text,masthead,"
    "entry-meta,post-meta,tags"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LETTER = re.compile(
    r"\b(?:dear|estimad\w+)\s[^\n]{0,40}(?:sen|rep|congres|member|legisl|\[)", re.IGNORECASE
)


def is_furniture(element: Any) -> bool:
    """Is this a menu, a button, a notice: anything but the words of the alert?

    A part that is named like one of these and holds the letter all the same is kept.
    """
    if element.tag in _NEVER:
        return True
    if not (_is_named_so(element) or _is_site_header(element)):
        return False
    return not holds_letter(element)


def holds_letter(element: Any) -> bool:
    """Is there a greeting to a legislator somewhere in here?"""
    return _LETTER.search("".join(element.itertext())) is not None


def _is_named_so(element: Any) -> bool:
    if element.get("role") in _ROLES or element.get("aria-hidden") == "true":
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag in ("body", "main", "article"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return any(_is_a_name(name) for name in names)


def _is_a_name(name: str) -> bool:
    first, *more = re.split(r"[-_]+", name)[:2]
    # "has-sidebar" is about what stands beside it.
    return name in _NAMES or (
        first not in {"has", "no", "with"} and not _NAMES.isdisjoint([first, *more])
    )


def _is_site_header(element: Any) -> bool:
    """The head of the whole page; the one of an article holds its title."""
    return element.tag == "header" and element.find(".//h1") is None
