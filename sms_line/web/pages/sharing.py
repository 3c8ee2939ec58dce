"""Ways to pass an action on: plain links that nobody learns of before they are followed."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

import segno
from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Share:
    """One way: its name and where it leads."""

    name: str
    href: str


def shares(words: str, address: str, title: str) -> tuple[Share, ...]:
    """`words`: what is passed on; `address`: of the page."""
    both = f"{words} {address}".strip()
    return (
        Share("E-mail", f"mailto:?subject={quote(title)}&body={quote(both)}"),
        Share("SMS", f"sms:?&body={quote(both)}"),
        Share("WhatsApp", "https://wa.me/?" + urlencode({"text": both})),
        Share(
            "Facebook", "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": address})
        ),
        Share("X", "https://x.com/intent/post?" + urlencode({"text": words, "url": address})),
    )


def texting_link(number: str, keyword: str) -> str:
    """Opens the texting app with the keyword in it (RFC 5724; `?&` is what both systems read)."""
    return f"sms:{number}?&body={quote(keyword)}"


@lru_cache(maxsize=256)
def texting_code(number: str, keyword: str) -> Markup:
    """The same as a QR code, drawn as SVG without a style attribute.

    Kept: to draw one takes ten milliseconds, and an action's stays what it is.
    """
    code = segno.make(f"SMSTO:{number}:{keyword}", error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, border=4, dark="#000", light="#fff", lineclass=None)
    return Markup(drawn)  # noqa: S704 - of squares only
