"""Every address of the line that a browser can open, and as whom; new ones are found by themselves.

A route with something to fill in wants a line in `SAMPLES`; what is no page (files, streams,
redirections) is left out by what it answers, not by a list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from selenium.webdriver import Chrome
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from sms_line.store.organizers import Role
from sms_line.web.desk.guard import PUBLIC
from sms_line.web.pages.visit import COOKIE
from tests.browser.furnished import ANA, OWNER, Furnished, Visitor, hidden_fields

SAMPLES: dict[str, tuple[str, ...]] = {
    "/a/<slug>": ("/a/freethemall", "/a/none"),
    "/a/<slug>/embed": ("/a/freethemall/embed",),
    "/a/<slug>/standing": ("/a/freethemall/standing",),
    "/a/static/<path:filename>": ("/a/static/action.css",),
    "/actions/<slug>": ("/actions/freethemall", "/actions/none"),
    "/actions/<slug>/launch": ("/actions/freethemall/launch",),
    "/actions/<slug>/registration": ("/actions/freethemall/registration",),
    "/actions/<slug>/versions.csv": ("/actions/freethemall/versions.csv",),
    "/actions/<slug>/versions/<int:number>": ("/actions/freethemall/versions/2",),
    "/actions/drafts/<int:draft_id>": ("/actions/drafts/{action draft}",),
    "/broadcasts/<int:broadcast_id>": ("/broadcasts/{broadcast}", "/broadcasts/999"),
    "/broadcasts/<int:broadcast_id>/reasons.csv": ("/broadcasts/{broadcast}/reasons.csv",),
    "/broadcasts/<int:broadcast_id>/stream": ("/broadcasts/{broadcast}/stream",),
    "/broadcasts/<int:broadcast_id>/texts.csv": ("/broadcasts/{broadcast}/texts.csv",),
    "/broadcasts/<int:broadcast_id>/variants.csv": ("/broadcasts/{broadcast}/variants.csv",),
    "/broadcasts/<int:broadcast_id>/variants": ("/broadcasts/{broadcast}/variants",),
    "/broadcasts/drafts/<int:draft_id>": ("/broadcasts/drafts/{broadcast draft}",),
    "/broadcasts/drafts/<int:draft_id>/preview": ("/broadcasts/drafts/{broadcast draft}/preview",),
    "/desk/static/<path:filename>": ("/desk/static/desk.css",),
    "/files/<kind>.csv": ("/files/texts.csv",),
    "/inbox/<int:text_id>/stream": ("/inbox/{text}/stream", "/inbox/99999/stream"),
    "/inbox": ("/inbox", "/inbox?list=mine", "/inbox?list=done"),
    "/inbox/<int:text_id>": ("/inbox/{text}", "/inbox/99999"),
    "/join/<token>": ("/join/{invitation}", "/join/none"),
    "/l/<token>": ("/l/{letter}", "/l/none"),
    "/letters": ("/letters", "/letters?status=sending"),
    "/live": ("/live", "/live?wall"),
    "/phone": ("/phone?" + urlencode({"from": ANA}), "/phone"),
    "/phone/static/<path:filename>": ("/phone/static/phone.css",),
    "/recordings/<name>": ("/recordings/none.mp3",),
    "/s/<path:code>": ("/s/none",),
    "/settings/webhooks/<int:endpoint_id>.csv": ("/settings/webhooks/{webhook}.csv",),
    "/settings/webhooks/<int:endpoint_id>": (
        "/settings/webhooks/{webhook}",
        "/settings/webhooks/999",
    ),
    "/sign-in/<token>": ("/sign-in/{link}", "/sign-in/none"),
    "/static/<path:filename>": ("/static/letter.css",),
    "/supporters": ("/supporters", "/supporters?q=nobody+at+all"),
    "/supporters/<int:supporter_id>": ("/supporters/{supporter}", "/supporters/99999"),
    "/supporters/imports/<int:import_id>/problems.csv": (
        "/supporters/imports/{import}/problems.csv",
    ),
    "/supporters/imports/<int:import_id>/stream": ("/supporters/imports/{import}/stream",),
    "/supporters/imports/<int:import_id>": ("/supporters/imports/{import}",),
}
"""Rule → addresses to look at; {names} are among the furnished line's samples."""
HALF_WAY = {"/sign-in/second": "who has shown a first factor alone"}
"""Addresses that show themselves only then."""
FOR_PROGRAMS = ("/api/v1/",)
"""What no browser opens: it answers programs, with JSON."""
STEPS: tuple[dict[str, str], ...] = (
    {"zip": "82001"},
    {"name": "Ana Diaz", "phrase-0": "no"},
    {"words": "", "do": "send"},
)
"""How a letter is written on an action's page, form after form."""
_SPANISH = ("pages", "privacy")
"""Blueprints whose pages speak the visitor's language."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page to look at."""

    address: str
    visitor: Visitor
    """As whom; a page that is open to all is looked at by a stranger."""


def pages(line: Furnished) -> Iterator[Page]:
    """All pages, those of strangers first. Raises AssertionError for a route without a sample."""
    for page in answers(line):
        if _is_page(page.visitor.client.get(page.address)):
            yield page
    yield from _steps(line, {"zip": "78704"}, {"street": ""})
    for number in range(1, len(STEPS) + 1):
        yield from _steps(line, *STEPS[:number])


def _steps(line: Furnished, *forms: dict[str, str]) -> Iterator[Page]:
    """An action's page as it stands for somebody who has filled in so much of it."""
    visitor, address = line.visitor(), "/a/freethemall"
    for form in forms:
        hidden = hidden_fields(visitor.client.get(address).text)
        line.clock.ahead += timedelta(seconds=5)  # nobody fills it in faster
        visitor.client.post(address, data=hidden | form)
    yield Page(address, visitor)


def empty_pages(line: Furnished) -> Iterator[Page]:
    """The pages of a line that nobody has used: what they say where there is nothing yet."""
    stranger = line.visitor()
    yield from (Page(address, stranger) for address in ("/first", "/sign-in", "/a/"))
    owner = line.signed_in(OWNER, Role.OWNER)
    rules = line.application.server.url_map.iter_rules()
    for rule in (each for each in rules if "GET" in (each.methods or ()) and not each.arguments):
        closed = rule.endpoint.partition(".")[0] not in PUBLIC
        if closed and _is_page(owner.client.get(rule.rule)):
            yield Page(rule.rule, owner)


def answers(line: Furnished) -> Iterator[Page]:
    """The same with what is no page: files, streams, redirections."""
    stranger, owner, half_in = line.visitor(), line.signed_in(OWNER), line.half_in()
    for address, blueprint in addresses(line):
        visitor = stranger if blueprint in PUBLIC else owner
        yield Page(address, half_in if address in HALF_WAY else visitor)


def addresses(line: Furnished) -> list[tuple[str, str]]:
    """Each address that can be got, with its blueprint."""
    found = []
    for rule in line.application.server.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        blueprint = rule.endpoint.partition(".")[0]
        for sample in _samples(rule):
            address = sample.format(**line.samples)
            found.append((address, blueprint))
            if blueprint in _SPANISH and "static" not in address:
                found.append((f"{address}?lang=es", blueprint))
    return found


def _samples(rule: Rule) -> tuple[str, ...]:
    if rule.rule in SAMPLES:
        return SAMPLES[rule.rule]
    if rule.rule.startswith(FOR_PROGRAMS):
        return ()
    wanted = f"{rule.rule} has no sample: name an address to look at in tests/browser/walking.py."
    assert not rule.arguments, wanted
    return (rule.rule,)


def _is_page(answer: TestResponse) -> bool:
    is_html = answer.mimetype == "text/html" and "<html" in answer.text
    answer.close()
    return is_html and answer.status_code not in {301, 302, 303}


def come_as(browser: Chrome, line: Furnished, visitor: Visitor) -> None:
    """Give the browser the cookies of this visitor, and no others."""
    browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
    for name, path in (("desk", "/"), (COOKIE, "/a")):
        if cookie := visitor.client.get_cookie(name, path=path):
            place = {"name": name, "value": cookie.value, "url": line.url, "path": path}
            browser.execute_cdp_cmd("Network.setCookie", place)
