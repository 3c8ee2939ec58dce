"""The practice phone in the browser: a phone's message screen on the running line.

It is for one's own machine and for rehearsals; `app.py` registers it in practice mode only, so
that its addresses are 404 otherwise.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

import phonenumbers
from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.bundle_paths import TEMPLATES
from sms_line.web.given import row_number

COOKIE = "practice_number"
COOKIE_SECONDS = 30 * 24 * 3600

_AREA_CODES = ("202", "213", "305", "307", "312", "406", "505", "512", "602", "617", "713", "808")
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_AFTER_ADDRESS = ".,;:!?)]}'»”’"
"""What ends a sentence, not the address that stands at its end."""


@dataclass(frozen=True, slots=True)
class PhoneText:
    """One text on the practice phone's screen."""

    id: int
    """Grows with time; the screen asks for what came after the last one it has."""
    outgoing: bool
    """From the line to the person."""
    body: str
    at: datetime
    """Aware, UTC."""


class NotTaken(Exception):
    """The line did not take the text, and it may be sent again."""


class PracticePhone(Protocol):
    """What the page needs of the line."""

    @property
    def number(self) -> str:
        """The line's own number, as people would text it."""
        ...

    def suggestions(self) -> Sequence[str]:
        """Keywords to try, the most useful first."""
        ...

    def send(self, sender: str, body: str) -> None:
        """Text the line as `sender` (E.164), through the signed webhook. Raises NotTaken."""
        ...

    def texts(self, sender: str, after: int) -> Sequence[PhoneText]:
        """This person's texts, both ways, whose id is greater than `after`, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: words, or an address to be tapped."""

    words: str
    address: bool


def phone_pages(practice: PracticePhone) -> Blueprint:
    """The blueprint with /phone and what is under it."""
    pages = Blueprint(
        "phone",
        __name__,
        url_prefix="/phone",
        template_folder=str(TEMPLATES),
        static_folder=str(Path(__file__).parent / "static"),
        static_url_path="/static",
    )
    pages.after_request(_guard)
    _add_page(pages, practice)
    _add_texts(pages, practice)
    return pages


def _add_page(pages: Blueprint, practice: PracticePhone) -> None:
    """The telephone as a whole page, for browsers without a script too."""

    @pages.get("")
    def show() -> ResponseReturnValue:
        asked = request.args.get("from", "")
        if asked == "new":
            return redirect(_screen_of(_somebody()), 303)
        me = normal_number(asked)
        if asked and not me:
            return _screen(practice, _remembered(), 400, "number", number=asked)
        return _screen(practice, me or _remembered())

    @pages.post("")
    def send_and_show() -> ResponseReturnValue:
        asked, body = request.form.get("from", ""), _typed()
        me = normal_number(asked)
        if not me:
            return _screen(practice, _remembered(), 400, "number", number=asked, body=body)
        if problem := _attempt(practice, me, body):
            return _screen(practice, me, problem[1], problem[0], body=body)
        return redirect(_screen_of(me), 303)


def _add_texts(pages: Blueprint, practice: PracticePhone) -> None:
    """What a script asks for: the texts that are new."""

    @pages.get("/texts")
    def news() -> ResponseReturnValue:
        me = normal_number(request.args.get("from", ""))
        return _fragment(practice, me) if me else ("", 400)

    @pages.post("/texts")
    def send() -> ResponseReturnValue:
        me = normal_number(request.form.get("from", ""))
        if not me:
            return "", 400
        problem = _attempt(practice, me, _typed())
        return ("", problem[1]) if problem else _fragment(practice, me)


def _screen(
    practice: PracticePhone, me: str, status: int = 200, problem: str = "", **typed: str
) -> Response:
    page = render_template(
        "page/phone.html",
        line=practice.number,
        me=me,
        me_shown=shown_number(me),
        texts=practice.texts(me, 0),
        suggestions=practice.suggestions()[:3],
        pieces=pieces,
        problem=problem,
        typed=typed,
    )
    answer = Response(page, status)
    # It only remembers who one was; httponly and strict because nothing needs it otherwise.
    answer.set_cookie(COOKIE, me, COOKIE_SECONDS, path="/phone", httponly=True, samesite="Strict")
    return answer


def _fragment(practice: PracticePhone, me: str) -> str:
    after = request.values.get("after", 0, type=row_number)
    return render_template("page/phone_texts.html", texts=practice.texts(me, after), pieces=pieces)


def _attempt(practice: PracticePhone, me: str, body: str) -> tuple[str, int] | None:
    """Send, or what is wrong: the name of the words that say it, and the HTTP status."""
    if not from_this_page():
        return "elsewhere", 403
    if body.strip():
        try:
            practice.send(me, body)
        except NotTaken:
            return "not_taken", 503
    return None


def _guard(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if request.endpoint != "phone.static":
        answer.headers["Cache-Control"] = "no-store"
    return answer


def normal_number(typed: str) -> str:
    """A telephone number as people write it, in E.164; "" if it is none.

    Whether it could be dialled is not asked: 555-01xx, which practising is for, could not.
    """
    try:
        number = phonenumbers.parse(typed, "US")
    except phonenumbers.NumberParseException:
        return ""
    verdict = phonenumbers.is_possible_number_with_reason(number)
    if verdict != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def pieces(body: str) -> list[Piece]:
    """A text cut into words and web addresses."""
    cut: list[Piece] = []
    end = 0
    for found in _ADDRESS.finditer(body):
        address = found.group().rstrip(_AFTER_ADDRESS)
        cut.append(Piece(body[end : found.start()], address=False))
        cut.append(Piece(address, address=True))
        end = found.start() + len(address)
    cut.append(Piece(body[end:], address=False))
    return [piece for piece in cut if piece.words]


def shown_number(number: str) -> str:
    """A number (E.164) as people of its country write it, (307) 555-0142 in the US."""
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    if number.startswith("+1"):
        style = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(phonenumbers.parse(number), style)


def _somebody() -> str:
    """A number of nobody's: 555-0100 to 555-0199 are kept free for stories and tests."""
    return f"+1{secrets.choice(_AREA_CODES)}55501{secrets.randbelow(100):02d}"


def _remembered() -> str:
    return normal_number(request.cookies.get(COOKIE, "")) or _somebody()


def _screen_of(number: str) -> str:
    return url_for("phone.show") + "?" + urlencode({"from": number})


def _typed() -> str:
    # Browsers post line ends as CRLF; telephones send LF.
    return request.form.get("body", "").replace("\r\n", "\n")


def from_this_page() -> bool:
    """Whether a post comes from this page and not from another site's.

    There is no sign-in here, so no rights to borrow: the worst that a forged post could do is to
    text the line in a made-up person's name. The two headers below cannot be set by a page's own
    script, and every browser of the last years sends one of them with a post, so a token would
    add nothing. The first is left out on plain http beyond this machine; then the second counts.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin in {f"http://{request.host}", f"https://{request.host}"}
