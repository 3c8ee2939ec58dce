"""The public pages: for people and not for robots, without a third party, the truth and no more."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sms_line.bundle_paths import FIXTURES
from sms_line.core.page_limits import LETTERS_OF_A_HALL, LIMITS, Use
from sms_line.core.people import Language
from sms_line.store import actions, blocked
from sms_line.store.page_tables import page_uses
from sms_line.store.tables import consents, conversations, deliveries, letters, supporters, texts
from sms_line.web.pages.markdown import as_html
from sms_line.web.pages.page_words import page_words
from sms_line.web.pages.robots import LASTS, has_worked
from tests.transcripts.script import FOLDER
from tests.transcripts.visitor import Visitor
from tests.whole_line import ANA, WholeLine

TO_REVIEW = ({"zip": "82001"}, {"name": "Ana Diaz", "phrase-0": "no"})
SEND = {"words": "", "do": "send"}


OURS = "Neighbors Together (demo)"
DEMO = FIXTURES / "actions" / "freethemall.md"


def visitor(line: WholeLine, language: str = "en", slug: str = "freethemall") -> Visitor:
    return Visitor(line.application, line.clock, slug, language)


def walk(line: WholeLine, *more: dict[str, str]) -> Visitor:
    somebody = visitor(line)
    for answers in (*TO_REVIEW, *more):
        somebody.fill_in(answers)
    return somebody


def add(line: WholeLine, slug: str, organization: str = OURS) -> None:
    source = (FOLDER / "actions" / f"{slug}.md").read_text("utf-8").replace(OURS, organization)
    with line.database.write() as tx:
        actions.add(tx, slug, source, line.clock.now())


def test_a_look_leaves_nothing_behind(line: WholeLine) -> None:
    page = visitor(line).page
    assert "Set-Cookie" not in page.headers
    assert line.count(conversations) == 0


def test_nothing_is_kept_of_a_visitor_but_the_conversation_and_the_letters(line: WholeLine) -> None:
    walk(line, SEND)
    line.work()
    assert line.count(deliveries, deliveries.c.status == "accepted") == 3
    assert line.count(supporters) == line.count(consents) == line.count(texts) == 0
    kept = {row.who for row in line.rows(page_uses)}
    assert all(re.fullmatch("[0-9a-f]{64}", who) for who in kept), "hashes, no addresses"


def test_the_cookie_is_a_secret_of_which_the_database_has_the_hash(line: WholeLine) -> None:
    somebody = visitor(line)
    somebody.fill_in({"zip": "82001"})
    cookie = somebody.client.get_cookie("visit", path="/a")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    (row,) = line.rows(conversations)
    assert row.key != cookie.value
    assert cookie.value not in somebody.page.text


def test_without_cookies_it_says_so(line: WholeLine) -> None:
    page = line.application.server.test_client().get("/a/freethemall?next=")
    assert "did not keep the cookie" in page.text


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"website": "https://robot.example"}, 422, "must stay empty"),  # the trap
        ({"token": ""}, 400, "open for a long time"),
        ({"token": "x.y"}, 400, "open for a long time"),
    ],
)
def test_robots_stay_outside(
    line: WholeLine, change: dict[str, str], status: int, words: str
) -> None:
    somebody = visitor(line)
    somebody.fill_in({"zip": "82001", **change})
    assert somebody.page.status_code == status
    assert words in somebody.page.text
    assert 'value="82001"' in somebody.page.text, "what was typed is still there"
    assert line.count(conversations) == 0


def test_nobody_types_in_no_time(line: WholeLine) -> None:
    somebody = visitor(line)
    form = {"token": somebody.token, "zip": "82001"}
    quick = somebody.client.post("/a/freethemall", data=form)
    assert quick.status_code == 429
    line.clock.moment += timedelta(seconds=3)
    again = re.search(r'name="token" value="([^"]+)"', quick.text)
    assert again
    assert again[1] == form["token"], "pressing again is slow enough"
    assert somebody.client.post("/a/freethemall", data=form).status_code == 303


def test_a_page_that_was_open_too_long_is_not_sent(line: WholeLine) -> None:
    somebody = walk(line)
    line.clock.moment += LASTS
    somebody.fill_in(SEND)
    assert somebody.page.status_code == 400
    assert line.count(letters) == 0
    somebody.fill_in(SEND)
    assert line.count(letters) == 3


def test_a_token_of_one_visit_is_none_for_another(line: WholeLine) -> None:
    mine, theirs = walk(line), walk(line)
    theirs.fill_in({**SEND, "token": mine.token})
    assert theirs.page.status_code == 400
    theirs.fill_in({**SEND, "token": visitor(line).token})
    assert theirs.page.status_code == 400, "nor the one of a page before the visit began"
    assert line.count(letters) == 0


def test_letters_from_one_place_are_limited(line: WholeLine) -> None:
    for _ in range(LIMITS[Use.LETTERS].times):
        walk(line, SEND)
    one_more = walk(line, SEND)
    assert one_more.page.status_code == 429
    assert "Very many letters" in one_more.page.text
    assert line.count(letters) == 3 * LIMITS[Use.LETTERS].times
    proof = next(
        str(n) for n in range(10**6) if has_worked({"token": one_more.token, "proof": str(n)})
    )
    one_more.fill_in({**SEND, "proof": proof})
    assert line.count(letters) == 3 * (LIMITS[Use.LETTERS].times + 1), "a browser that works may"
    line.clock.moment += LIMITS[Use.LETTERS].within
    walk(line, SEND)
    assert line.count(letters) == 3 * (LIMITS[Use.LETTERS].times + 2)
    assert LETTERS_OF_A_HALL.times > LIMITS[Use.LETTERS].times


def test_counts_are_forgotten_after_a_day(line: WholeLine) -> None:
    walk(line, SEND)
    assert line.count(page_uses)
    line.clock.moment += timedelta(days=1, seconds=1)
    line.work()
    assert line.count(page_uses) == 0


def test_a_visit_is_forgotten_after_a_week_and_its_letters_are_not(line: WholeLine) -> None:
    walk(line, SEND)
    line.clock.moment += timedelta(days=7, seconds=1)
    line.work()
    assert line.count(conversations) == 0
    assert line.count(letters) == 3


def test_forget_erases_what_has_left_too(line: WholeLine) -> None:
    somebody = walk(line, {**SEND, "words": "Zelmira was born here."})
    line.work()
    somebody.fill_in({"do": "forget"})
    assert "erased" in somebody.said[0]
    assert line.count(conversations) == 0
    assert {(r.visit, r.body, r.sender_name) for r in line.rows(letters)} == {(None, "", "")}
    assert somebody.look() == ["Your ZIP code"]


def test_two_tabs_of_two_actions_never_send_what_was_not_seen(line: WholeLine) -> None:
    add(line, "petition")
    somebody = walk(line)
    seen = somebody.token
    other = visitor(line, slug="petition")
    other.client = somebody.client
    other.look()
    other.fill_in({"zip": "82001"})
    somebody.fill_in({**SEND, "token": seen})
    assert line.count(letters) == 0


def test_what_was_typed_is_text(line: WholeLine) -> None:
    somebody = walk(line, {"words": "<script>alert(1)</script> & {{ 7*7 }}", "do": "look"})
    assert "<script>alert" not in somebody.page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7*7 }}" in somebody.page.text


@pytest.mark.parametrize(
    ("markdown", "never"),
    [
        ("<script>x</script>", "<script"),
        ("[x](javascript:alert(1))", 'href="javascript'),
        ("![x](https://elsewhere.example/pixel.gif)", "<img"),
        ('<a href="https://x.example" onclick="x" style="x">x</a>', "<a href"),
        ("[x](data:text/html;base64,eA==)", 'href="data'),
    ],
)
def test_what_organizers_write_does_no_harm(markdown: str, never: str) -> None:
    assert never not in as_html(markdown)


def test_what_organizers_write_is_marked_up() -> None:
    html = as_html("**Now**: [read](https://example.org)\n\n- one\n- two")
    assert "<strong>Now</strong>" in html
    assert 'href="https://example.org" rel="noopener noreferrer"' in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "path",
    ["/a/", "/a/freethemall", "/a/freethemall?lang=es", "/a/nosuch", "/a/%00", "/a/\u00e9t\u00e9"],
)
def test_nobody_else_is_told_of_a_visit(line: WholeLine, path: str) -> None:
    page = line.application.server.test_client().get(path)
    assert page.status_code in {200, 404}
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["Cache-Control"] == "no-store"
    shown = re.sub(r"<textarea.*?</textarea>", "", page.text, flags=re.DOTALL)
    loaded = re.findall(r'(?:src|srcset|data)="([^"]*)"', shown)
    loaded += re.findall(r'<link rel="(?:icon|stylesheet)" href="([^"]*)"', page.text)
    assert loaded
    assert all(address.startswith(("/a/static/", "/static/")) for address in loaded), loaded
    assert " style=" not in page.text
    assert " onclick=" not in page.text


def test_the_frame_for_other_pages_may_be_framed_and_begins_the_real_page(line: WholeLine) -> None:
    client = line.application.server.test_client()
    frame = client.get("/a/freethemall/embed")
    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert 'target="_blank"' in frame.text
    token = re.search(r'name="token" value="([^"]+)"', frame.text)
    assert token
    line.clock.moment += timedelta(seconds=3)
    begun = client.post("/a/freethemall", data={"token": token[1], "zip": "82001", "lang": "en"})
    assert begun.status_code == 303


def test_an_ended_action_says_thanks_and_names_the_newest(line: WholeLine) -> None:
    add(line, "ended")
    page = visitor(line, slug="ended").page
    assert page.status_code == 200
    assert "Thank you to all who took part" in page.text
    assert "<form" not in page.text
    assert "/a/freethemall" in page.text
    assert "/a/ended" not in line.application.server.test_client().get("/a/").text


def test_an_action_that_ends_while_its_page_is_open(line: WholeLine) -> None:
    source = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
    source = source.replace("title: Free Them All\n", "title: Brief\nends: 2026-11-23\n")
    with line.database.write() as tx:
        actions.add(
            tx,
            "brief",
            source.replace("FREE", "BRIEF").replace("LIBRES", "BREVE"),
            line.clock.now(),
        )
    somebody = visitor(line, slug="brief")
    token = somebody.token
    line.clock.moment += timedelta(hours=11)
    assert "has ended" not in somebody.page.text
    line.clock.moment += timedelta(minutes=59)
    somebody.fill_in({"zip": "82001", "token": token})
    assert somebody.page.status_code == 200
    assert "This action has ended" in somebody.page.text
    assert "<form" not in somebody.page.text


@pytest.mark.parametrize(
    ("header", "path", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.5", "/a/freethemall", "es"),
        ("fr", "/a/freethemall", "en"),
        ("es", "/a/freethemall?lang=en", "en"),
        ("en", "/a/freethemall?lang=es", "es"),
        ("en", "/a/freethemall?lang=xx", "en"),
    ],
)
def test_the_language(line: WholeLine, header: str, path: str, language: str) -> None:
    client = line.application.server.test_client()
    page = client.get(path, headers={"Accept-Language": header})
    assert f'<html lang="{language}">' in page.text
    assert page.headers["Content-Language"] == language


def test_both_languages_have_the_same_words_and_all_are_used() -> None:
    english, spanish = (page_words(language) for language in Language)
    assert english.keys() == spanish.keys()
    for language in Language:
        written = (FIXTURES.parent / f"templates/page/words.{language.value}.yaml").read_text(
            "utf-8"
        )
        names = re.findall(r"^(\w+):", written, re.MULTILINE)
        assert len(names) == len(set(names)), "the second of two would hide the first"
    folders = (Path("templates/page"), Path("sms_line/web/pages"))
    root = FIXTURES.parent
    source = "".join(
        path.read_text("utf-8")
        for folder in folders
        for path in [*(root / folder).glob("*.html"), *(root / folder).glob("*.py")]
    )
    built = ("gap_", "problem_", "to_")
    used = set(re.findall(r't\.(\w+)|\["(\w+)"\]', source))
    said = {name for pair in used for name in pair}
    unused = [name for name in english if name not in said and not name.startswith(built)]
    assert unused == []
    for name, sentence in english.items():
        assert set(re.findall(r"{(\w+)}", sentence)) == set(re.findall(r"{(\w+)}", spanish[name]))


def test_the_keyword_opens_the_texting_app(line: WholeLine) -> None:
    page = visitor(line, "es").page.text
    assert 'href="sms:55555?&amp;body=LIBRES"' in page
    assert "<svg" in page


def test_shares_tell_nobody_before_they_are_followed(line: WholeLine) -> None:
    page = visitor(line).page.text
    for begin in ("mailto:?", "sms:?", "https://wa.me/", "https://www.facebook.com/sharer/"):
        assert f'href="{begin}' in page
    assert 'property="og:title" content="Free Them All"' in page
    assert "og:image" not in page
    everything = line.application.server.test_client().get("/a/?lang=es").text
    assert 'property="og:title" content="Alertas de acción"' in everything
    for each in (page, everything):
        assert re.search(r'<footer>.*href="/privacy.*?">Privac\w+</a>', each, re.DOTALL)


def met(page: str) -> dict[str, str]:
    """What a page says of itself to whoever shows a link to it."""
    return dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)"', page))


SHOWN_AS = [
    ("/a/freethemall", "", "en_US", "es_US"),
    ("/a/freethemall", "?lang=es", "es_US", "en_US"),
    ("/a/", "", "en_US", "es_US"),
    ("/a/", "?lang=en", "en_US", "es_US"),
    ("/a/", "?lang=es", "es_US", "en_US"),
]


@pytest.mark.parametrize(("path", "asked", "locale", "other"), SHOWN_AS)
def test_how_a_link_is_shown(
    line: WholeLine, path: str, asked: str, locale: str, other: str
) -> None:
    page = line.application.server.test_client().get(path + asked).text
    told, here = met(page), line.application.settings.public_url + path + asked
    assert told["og:title"] == ("Free Them All" if "all" in path else told["og:title"]) != ""
    assert told["og:description"] == told["description"] != ""
    assert told["og:url"] == here
    assert f'<link rel="canonical" href="{here}">' in page
    assert told["og:site_name"] == OURS
    assert (told["og:locale"], told["og:locale:alternate"]) == (locale, other)
    assert told["og:type"] == "website"
    assert told["twitter:card"] == "summary"
    assert not any("image" in name for name in told), "no picture, by decision"


def test_a_long_ask_is_cut_between_two_words(line: WholeLine) -> None:
    source = DEMO.read_text("utf-8")
    ask = "word " * 100
    longer = re.sub(r"(?s)(# Ask\n).*?(\n\n# )", rf"\g<1>{ask}\g<2>", source, count=1)
    with line.database.write() as tx:
        actions.add(tx, "freethemall", longer, line.clock.now())
    told = met(line.application.server.test_client().get("/a/freethemall").text)
    assert told["og:description"].endswith("word…")
    assert len(told["og:description"]) <= 300


def listed(line: WholeLine) -> str:
    return line.application.server.test_client().get("/a/").text


def test_a_list_of_one_group_is_in_its_name(line: WholeLine) -> None:
    add(line, "water")
    page = listed(line)
    assert f'<p class="from">{OURS}</p>' in page
    assert f"By {OURS}" not in page


def test_the_list_says_whose_each_action_is(line: WholeLine) -> None:
    add(line, "water", "River Keepers")
    page = listed(line)
    assert '<p class="from"></p>' in page, "of two groups it is nobody's alone"
    assert "og:site_name" not in page
    assert f"By {OURS}" in page
    assert "By River Keepers" in page


def test_the_list_is_in_the_lines_own_name(open_line) -> None:  # type: ignore[no-untyped-def]
    line = open_line(organization="The Coalition")
    add(line, "water", "River Keepers")
    page = listed(line)
    assert '<p class="from">The Coalition</p>' in page
    assert met(page)["og:site_name"] == "The Coalition"
    assert "By River Keepers" in page


class TestRingMe:
    @pytest.fixture
    def line(self, open_line) -> WholeLine:  # type: ignore[no-untyped-def]
        return open_line(voice_number="+13075550199")

    def rung(self, line: WholeLine) -> int:
        with line.database.read() as tx:
            return tx.execute(
                select(func.count()).select_from(texts).where(texts.c.direction == "out")
            ).scalar_one()

    def test_a_number_is_asked_once_a_day_whoever_types_it(self, line: WholeLine) -> None:
        for _ in range(2):
            assert visitor(line).asks_to_be_rung(ANA)
        assert self.rung(line) == 1
        line.work()
        assert not line.twilio.calls.taken
        line.clock.moment += timedelta(days=1)
        assert visitor(line).asks_to_be_rung("(307) 555-0100")
        assert self.rung(line) == 2

    def test_a_visitor_asks_for_three_numbers_a_day(self, line: WholeLine) -> None:
        for number in range(LIMITS[Use.RING].times):
            assert visitor(line).asks_to_be_rung(f"+1307555010{number}")
        assert not visitor(line).asks_to_be_rung("+13075550109")
        assert self.rung(line) == LIMITS[Use.RING].times

    def test_who_said_stop_or_is_blocked_is_not_asked_and_the_page_does_not_tell(
        self, line: WholeLine
    ) -> None:
        line.text("stop")
        before = self.rung(line)
        assert visitor(line).asks_to_be_rung(ANA)
        with line.database.write() as tx:
            blocked.add(
                line.database, tx, phone="+13075550101", reason="", who="x", now=line.clock.now()
            )
        assert visitor(line).asks_to_be_rung("+13075550101")
        assert self.rung(line) == before

    @pytest.mark.parametrize(
        "typed", ["", "911", "+18765550100", "+442071838750", "1-900-555-0100", "ana"]
    )
    def test_what_is_no_number_to_ring(self, line: WholeLine, typed: str) -> None:
        somebody = visitor(line)
        assert not somebody.asks_to_be_rung(typed)
        assert somebody.page.status_code == 422
        assert self.rung(line) == 0

    def test_robots_ring_nobody(self, line: WholeLine) -> None:
        somebody = visitor(line)
        somebody.fill_in({"phone": ANA, "website": "x"}, "/call")
        assert somebody.page.status_code == 422
        assert self.rung(line) == 0
        # After FORGET ME nothing of the number is left but its hash, for a day.
        assert ANA not in repr(line.rows(page_uses))


def test_there_is_no_call_form_where_nobody_can_be_rung(line: WholeLine) -> None:
    somebody = visitor(line)
    assert 'name="phone"' not in somebody.page.text
    somebody.fill_in({"phone": ANA}, "/call")
    assert somebody.page.status_code == 404
