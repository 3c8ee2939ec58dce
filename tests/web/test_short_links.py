"""/s/CODE: where a link leads, who is counted, and what is told to nobody."""

import logging
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from sms_line.broadcasting import steering
from sms_line.broadcasting.wording import wording_of
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.counting import Links
from sms_line.store import broadcast_rules, broadcasts
from sms_line.store.broadcast_rules import BroadcastRules
from sms_line.store.broadcast_tables import clicks, links
from sms_line.store.recipients import FACTS, Recipient
from sms_line.store.tables import supporters
from tests.broadcasting.people import join
from tests.whole_line import WholeLine

PAGE = "http://127.0.0.1:8000/a/freethemall"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
IMESSAGE = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) "
    "Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0"
)


def rule(line: WholeLine, counted: Links) -> None:
    """What the group allows from now on."""
    with line.database.write() as tx:
        decided = BroadcastRules(links=counted)
        broadcast_rules.decide(line.database, tx, decided, "owner@line.example", line.clock.now())


def sent(line: WholeLine, counted: Links, body: str = "Go: {{ link }}", variant: int = 0) -> str:
    """The path of the short link that Ana gets, in a group that allows it."""
    rule(line, counted)
    join(line, 0, "Ana", zip="82001", city="Cheyenne", state="WY", district="WY-AL")
    parts = line.application.line.parts
    plan = Plan(
        words=({"en": body}, {"en": f"Or {body}"}),
        at=line.clock.now(),
        action="freethemall",
        links=counted,
    )
    planned = steering.plan(parts, plan, "ana@example.org")
    with line.database.read() as tx:
        found = broadcasts.get(tx, planned)
    assert found
    (ana,) = line.rows(supporters)
    reader = Recipient(ana.id, ana.phone, "en", variant, dict.fromkeys(FACTS, ""))
    text = wording_of(parts, found).text(reader)
    assert text
    start = text.index("http://127.0.0.1:8000/s/")
    return text[start:].split()[0].removeprefix("http://127.0.0.1:8000")


def follow(line: WholeLine, path: str, agent: str = PHONE, **more: str) -> TestResponse:
    method = more.pop("method", "GET")
    headers = {"User-Agent": agent, **more}
    return line.application.server.test_client().open(path, method=method, headers=headers)


def test_it_leads_on_and_counts_nobody_in_person(line: WholeLine) -> None:
    answer = follow(line, sent(line, "broadcast"))
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    (click,) = line.rows(clicks)
    assert click.supporter_id is None


def test_a_person_is_counted_where_the_group_chose_so(line: WholeLine) -> None:
    path = sent(line, "person")
    follow(line, path)
    (ana,) = line.rows(supporters)
    assert [click.supporter_id for click in line.rows(clicks)] == [ana.id]
    line.text("forget me")
    assert follow(line, path).status_code == 302, "the link still leads on"
    assert [click.supporter_id for click in line.rows(clicks)] == [None, None]


@pytest.mark.parametrize(
    ("now", "counts"), [("broadcast", [None]), ("", [])], ids=["together", "nobody"]
)
def test_a_group_that_wants_to_know_less_knows_less_at_once(
    line: WholeLine, now: Links, counts: list[None]
) -> None:
    path = sent(line, "person")
    rule(line, now)
    assert follow(line, path).headers["Location"] == PAGE
    assert [click.supporter_id for click in line.rows(clicks)] == counts


def test_the_privacy_page_tells_what_is_noted(line: WholeLine) -> None:
    def told() -> bool:
        page = line.application.server.test_client().get("/privacy?lang=en").text
        return "Which links in our texts you followed" in page

    assert not told()
    path = sent(line, "person")
    assert told(), "it may be noted of whoever reads this"
    follow(line, path)
    rule(line, "")
    assert told(), "what was noted is still kept"
    line.text("forget me")
    assert not told()


def test_what_is_sent_after_that_has_no_codes_of_persons(line: WholeLine) -> None:
    sent(line, "person")
    rule(line, "broadcast")
    with line.database.read() as tx:
        (found,) = broadcasts.listed(tx)
    wording = wording_of(line.application.line.parts, found)
    readers = [Recipient(each, "", "en", 0, dict.fromkeys(FACTS, "")) for each in (1, 2)]
    assert len({wording.text(each) for each in readers}) == 1


def test_variants_have_links_of_their_own(line: WholeLine) -> None:
    follow(line, sent(line, "broadcast", variant=1))
    (click,) = line.rows(clicks)
    assert [each.variant for each in line.rows(links) if each.id == click.link_id] == [1]


def test_addresses_among_the_words_are_shortened(line: WholeLine) -> None:
    path = sent(line, "broadcast", "Read https://group.example/news?x=1.")
    assert path.endswith("."), "the sentence keeps its end"
    answer = follow(line, path.rstrip("."))
    assert answer.headers["Location"] == "https://group.example/news?x=1"


NO_PERSON = [
    (IMESSAGE, "GET", "iMessage's preview"),
    ("GoogleMessages", "GET", "Google Messages' preview"),
    ("WhatsApp/2.23.20.0 A", "GET", "WhatsApp's, and Signal's"),
    ("facebookexternalhit/1.1", "GET", "Messenger's"),
    ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "GET", "Slack's"),
    ("Mozilla/5.0 (compatible; Googlebot/2.1)", "GET", "a search engine"),
    ("python-requests/2.32", "GET", "a program"),
    ("", "GET", "nobody says who asks"),
    (PHONE, "HEAD", "a look without an answer"),
]


@pytest.mark.parametrize(("agent", "method", "why"), NO_PERSON)
def test_previews_lead_on_uncounted(line: WholeLine, agent: str, method: str, why: str) -> None:
    answer = follow(line, sent(line, "person"), agent, method=method)
    assert answer.status_code == 302, why
    assert line.count(clicks) == 0, why


def test_what_is_fetched_ahead_is_not_counted(line: WholeLine) -> None:
    path = sent(line, "person")
    follow(line, path, **{"Sec-Purpose": "prefetch;prerender"})
    assert line.count(clicks) == 0


FORGED: list[tuple[Callable[[str], str], str]] = [
    (lambda path: path[:-1] + ("0" if path[-1] != "0" else "1"), "another signature"),
    (lambda path: path[:4] + "2" + path[5:], "another link"),
    (lambda path: path[:-7] + "9" + path[-6:], "another person"),
    (lambda path: "/s/https:%2F%2Fevil.example", "an address"),
    (lambda path: "/s/%C3%A4", "no letters"),
    (lambda path: "/s/5zzzzz000000", "no such link"),
]


@pytest.mark.parametrize(("forge", "why"), FORGED)
def test_what_the_line_has_not_made_leads_nowhere(
    line: WholeLine, forge: Callable[[str], str], why: str
) -> None:
    answer = follow(line, forge(sent(line, "person")))
    assert answer.status_code == 404, why
    assert "There is no such link here" in answer.text
    assert "Aquí no hay tal enlace" in answer.text
    assert line.count(clicks) == 0


def test_no_log_says_who_follows(line: WholeLine, caplog: pytest.LogCaptureFixture) -> None:
    path = sent(line, "person")
    with caplog.at_level(logging.DEBUG, "sms_line"):
        follow(line, path)
        follow(line, path + "x")
    assert path.removeprefix("/s/")[:6] not in caplog.text


def test_a_plan_without_links_has_none(line: WholeLine) -> None:
    plan = Plan(words=({"en": "https://a.example"},), at=line.clock.now())
    steering.plan(line.application.line.parts, plan, "ana@example.org")
    assert line.count(links) == 0
