"""/a/: the list of actions, and each one's page with its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.bundle_paths import TEMPLATES
from sms_line.core.action import Action
from sms_line.core.people import Language
from sms_line.core.states import Waiting
from sms_line.parts import Parts
from sms_line.web.pages import visit as visits
from sms_line.web.pages.about import About, about
from sms_line.web.pages.conversation import Reader
from sms_line.web.pages.limits import Counter
from sms_line.web.pages.listing import Listing, listing
from sms_line.web.pages.page_words import page_words
from sms_line.web.pages.robots import TRAP, Gate
from sms_line.web.pages.speaking import asked_language, spoken_language
from sms_line.web_line import NOBODY, Shown, WebLine

_STATIC = Path(__file__).parents[1] / "static"
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors "
)
_STATUS = {"stale": 400, "trap": 422, "quick": 429, "often": 429, "rung": 429, "no_number": 422}


@dataclass(frozen=True, slots=True)
class Pages:
    """The public pages of one line."""

    parts: Parts
    secret_key: str
    secure: bool
    """The public address is https."""

    @property
    def line(self) -> WebLine:
        """The conversations."""
        return WebLine(self.parts)

    @property
    def gate(self) -> Gate:
        """Tells people from robots."""
        return Gate(self.secret_key, self.parts.clock)

    @property
    def counter(self) -> Counter:
        """Knows what is too often."""
        return Counter(self.parts, self.secret_key)

    def action(self, slug: str) -> Action | None:
        """An action that is loaded; its newest version."""
        return self.parts.catalog.get(slug) if slug.isascii() else None

    def open(self) -> tuple[Action, ...]:
        """The actions of now, the newest first."""
        return self.parts.catalog.open(self.parts.clock.now().date())

    def listing(self, language: Language) -> Listing:
        """The list of the actions of now."""
        return listing(self.parts, self.open(), language)

    def page(
        self, template: str, language: Language, status: int = 200, **facts: object
    ) -> Response:
        """A page of templates/page, which nobody may frame and no cache keeps."""
        other = Language.SPANISH if language is Language.ENGLISH else Language.ENGLISH
        body = render_template(
            f"page/{template}",
            lang=language.value,
            other=other.value,
            asked=asked_language() is not None,
            t=SimpleNamespace(**page_words(language)),
            **facts,
        )
        answer = make_response(body, status)
        answer.headers["Content-Security-Policy"] = _POLICY + "'none'"
        # It may hold a name and an address.
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        answer.headers["Content-Language"] = language.value
        answer.headers["Vary"] = "Accept-Language, Cookie"
        return answer

    def missing(self, language: Language) -> Response:
        """There is no such action."""
        return self.page("missing.html", language, 404, listing=self.listing(language))


def public_pages(pages: Pages) -> Blueprint:
    """The blueprint of everything under /a/."""
    doors = Blueprint(
        "pages",
        __name__,
        url_prefix="/a",
        template_folder=str(TEMPLATES),
        static_folder=str(_STATIC),
        static_url_path="/static",
    )
    _add_looking(doors, pages)
    return doors


def _add_looking(doors: Blueprint, pages: Pages) -> None:
    @doors.get("/")
    def every() -> ResponseReturnValue:
        language = spoken_language()
        address = pages.parts.public_url + url_for("pages.every")
        listed = pages.listing(language)
        return pages.page("actions.html", language, listing=listed, address=address)

    @doors.get("/<slug>")
    def show(slug: str) -> ResponseReturnValue:
        action = pages.action(slug)
        if action is None:
            return pages.missing(spoken_language())
        visit = visits.visit()
        shown = pages.line.shown(visit) if visit else NOBODY
        problem = "cookies" if "next" in request.args and not visit else ""
        return action_page(pages, action, shown, visit, {}, problem)

    @doors.get("/<slug>/standing")
    def standing(slug: str) -> ResponseReturnValue:
        """What has become of the letters, for a page that is open."""
        action, visit = pages.action(slug), visits.visit()
        if action is None or not visit:
            return "", 404
        shown = pages.line.shown(visit)
        language = asked_language() or _language_of(shown)
        talk = Reader(pages.parts, action, language).read(shown, visit, {})
        answer = pages.page("fates.html", language, talk=talk)
        waiting = {"sent": "again", "locating": "wait"}
        steps_on = talk.step not in waiting
        answer.headers["X-Next"] = "reload" if steps_on else waiting[talk.step]
        if talk.step == "sent" and not talk.underway:
            answer.headers["X-Next"] = "over"
        return answer

    @doors.get("/<slug>/embed")
    def embed(slug: str) -> ResponseReturnValue:
        """The title, the ask and the first question, to stand in a frame on anybody's page."""
        action, language = pages.action(slug), spoken_language()
        if action is None:
            return pages.missing(language)
        told = about(pages.parts, action, language)
        answer = pages.page(
            "embed.html", language, about=told, token=pages.gate.token(""), trap=TRAP
        )
        answer.headers["Content-Security-Policy"] = _POLICY + "*"
        return answer


def action_page(
    pages: Pages,
    action: Action,
    shown: Shown,
    visit: str,
    typed: Mapping[str, str],
    problem: str = "",
    status: int = 200,
    *,
    call_problem: str = "",
) -> Response:
    """The whole page; `problem` and `call_problem` name sentences of the page's words."""
    language = asked_language() or _language_of(shown)
    told = about(pages.parts, action, language)
    reader = Reader(pages.parts, _begun_with(pages, action, shown), language)
    newest = next((each for each in pages.open() if each.slug != action.slug), None)
    return pages.page(
        "action.html",
        language,
        _STATUS.get(problem or call_problem, status),
        about=told,
        talk=reader.read(shown, visit, typed),
        problem=_sentence(problem, told, language),
        call_problem=_sentence(call_problem, told, language),
        phone=typed.get("phone", ""),
        noted="rung" in request.args,
        newest=newest,
        # Who was too quick keeps the token, so that pressing again is slow enough.
        token=typed["token"] if "quick" in (problem, call_problem) else pages.gate.token(visit),
        trap=TRAP,
    )


def _language_of(shown: Shown) -> Language:
    begun = shown is not NOBODY
    return shown.state.person.language if begun else spoken_language()


def _begun_with(pages: Pages, action: Action, shown: Shown) -> Action:
    """The version of the action that this conversation began with."""
    draft = shown.state.draft if isinstance(shown.state, Waiting) else None
    if draft is None or draft.action != action.slug:
        return action
    return pages.parts.catalog.get(action.slug, draft.version) or action


def _sentence(problem: str, told: About, language: Language) -> str:
    texting = told.texting
    keyword, number = (texting.keyword, texting.number) if texting else ("", "")
    words = page_words(language)
    return words[f"problem_{problem}"].format(keyword=keyword, number=number) if problem else ""
