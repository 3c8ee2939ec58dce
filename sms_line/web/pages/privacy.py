"""/privacy: what the line keeps of people, and how they are forgotten; carriers ask for one."""

from types import SimpleNamespace

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from sms_line.bundle_paths import TEMPLATES
from sms_line.core.people import Language
from sms_line.facts import facts_of
from sms_line.parts import Parts
from sms_line.store import broadcast_rules, links
from sms_line.web.pages.page_words import page_words
from sms_line.web.pages.speaking import spoken_language

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def privacy_page(parts: Parts) -> Blueprint:
    """The one page."""
    pages = Blueprint("privacy", __name__, template_folder=str(TEMPLATES))

    @pages.get("/privacy")
    def show() -> ResponseReturnValue:
        language = spoken_language()
        opened = parts.catalog.open(parts.clock.now().date())
        newest = opened[0] if opened else None
        with parts.database.read() as tx:
            # What was noted while the group allowed it is still kept.
            follows = broadcast_rules.rules(tx).links == "person" or links.says_who(tx)
        body = render_template(
            f"page/privacy.{language.value}.html",
            lang=language.value,
            other=Language.SPANISH.value if language is Language.ENGLISH else "en",
            t=SimpleNamespace(**page_words(language)),
            facts=facts_of(parts, opened, newest, language, ""),
            follows=follows,
        )
        answer = make_response(body)
        answer.headers["Content-Security-Policy"] = _POLICY
        answer.headers["Content-Language"] = language.value
        answer.headers["Vary"] = "Accept-Language"
        return answer

    return pages
