"""What every page of the desk has: the line's parts, who is signed in, how a page is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, g, make_response, render_template

from sms_line.bundle_paths import TEMPLATES
from sms_line.carrier.console import Console
from sms_line.parts import Parts
from sms_line.routes.check import Check
from sms_line.store.organizers import Organizer
from sms_line.web.desk.roles import May, may

STATIC = Path(__file__).parents[1] / "static"

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_WITH_SCRIPTS = "; script-src 'self'; connect-src 'self'"


def _never_asked() -> Check:
    return Check("warning", "Nothing here knows the way that letters take.")


@dataclass(frozen=True, slots=True)
class Desk:
    """One line's desk."""

    parts: Parts
    secret_key: str
    outbox: Path | None = None
    """Where mails to organizers lie as files, while there is no mail server."""
    rate: float = 1.0
    """Texts a second of the sender."""
    price: float = 0.0
    """US dollars a segment."""
    price_per_minute: float = 0.0
    """US dollars a minute of a call."""
    console: Console | None = None
    """The line's number at Twilio; None while practising."""
    mail: Callable[[], Check] = _never_asked
    """Asks the way that letters take; nothing is sent."""

    def page(
        self, template: str, status: int = 200, *, scripts: bool = False, **facts: object
    ) -> Response:
        """A page of templates/desk. It knows `me`, if somebody is signed in, and what they `may`.

        `scripts`: it may run the desk's own static files, and these may ask the desk for more.
        """
        facts |= {"me": signed_in(), "may": allowed, "begun": g.get("begun") if scripts else None}
        body = render_template(f"desk/{template}", **facts)
        answer = make_response(body, status)
        answer.headers["Content-Security-Policy"] = _POLICY + (_WITH_SCRIPTS if scripts else "")
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer


def desk_blueprint(name: str) -> Blueprint:
    """A blueprint of the desk: it stands behind sign-in unless `guard.PUBLIC` names it."""
    return Blueprint(name, __name__, template_folder=str(TEMPLATES))


def allowed(what: str) -> bool:
    """May whoever is signed in do this? `may` in all templates of the desk."""
    organizer = signed_in()
    return organizer is not None and may(organizer.role, May(what))


def signed_in() -> Organizer | None:
    """Who is signed in on a page that is open to all too."""
    organizer: Organizer | None = g.get("organizer")
    return organizer


def me() -> Organizer:
    """Who is signed in, on a page behind the guard."""
    organizer: Organizer = g.organizer
    return organizer
