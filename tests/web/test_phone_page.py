"""The practice phone's page as a browser gets it, script or no script."""

from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from sms_line.web.phone import COOKIE, Piece, normal_number, pieces
from tests.doubles.practice_line import KeptTexts, small_app

ANA, BEN = "+13075550142", "+15125550199"
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def line() -> KeptTexts:
    return KeptTexts()


@pytest.fixture
def browser(line: KeptTexts) -> FlaskClient:
    return small_app(line).test_client()


class Markup(HTMLParser):
    """Every start tag with its attributes, and all words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def one(self, tag: str, **wanted: str) -> dict[str, str | None]:
        (found,) = [a for t, a in self.tags if t == tag and wanted.items() <= a.items()]
        return found


def screen(browser: FlaskClient, me: str = ANA) -> Markup:
    answer = browser.get("/phone", query_string={"from": me})
    assert answer.status_code == 200
    return Markup(answer.text)


def test_the_screen_says_who_is_who(browser: FlaskClient) -> None:
    page = screen(browser)
    assert "55555" in page.words
    assert "(307) 555-0142" in page.words
    assert [a["value"] for t, a in page.tags if t == "button" and a.get("name") == "body"] == [
        "FREE",
        "LIBRES",
    ]


def test_a_text_and_its_answer_without_a_script(browser: FlaskClient) -> None:
    posted = browser.post("/phone", data={"from": ANA, "body": "Free!"}, headers=HERE)
    assert (posted.status_code, posted.location) == (303, "/phone?from=%2B13075550142")
    page = screen(browser)
    assert "Free!" in page.words
    assert "You wrote: Free!" in page.words
    assert "Text a keyword" not in page.words, "the hint is for the beginning"
    assert "Free!" not in screen(browser, BEN).words, "each number has its own conversation"


def test_what_a_screen_reader_needs(browser: FlaskClient, line: KeptTexts) -> None:
    line.send(ANA, "hi")
    page = screen(browser)
    log = page.one("div", role="log")
    assert log["aria-live"] == "polite"
    assert log["aria-label"]
    labels = {a["for"] for t, a in page.tags if t == "label"}
    fields = {a["id"] for t, a in page.tags if t in {"input", "select", "textarea"} and "id" in a}
    assert labels == fields
    assert "You:" in page.words
    assert "The line:" in page.words


def test_lines_stay_lines(browser: FlaskClient) -> None:
    browser.post("/phone", data={"from": ANA, "body": "12 Oak St\r\nCheyenne"}, headers=HERE)
    assert "You wrote: 12 Oak St\nCheyenne" in screen(browser).words


def test_what_people_type_is_never_markup(browser: FlaskClient, line: KeptTexts) -> None:
    line.send(ANA, "<script>alert(1)</script> {{ 7 * 7 }} https://x.example/\"onclick='a'")
    page = screen(browser)
    assert [a for t, a in page.tags if t == "script"] == [
        {"src": "/phone/static/phone.js", "defer": None},
        {"src": "/phone/static/phone_call.js", "defer": None},
    ]
    assert "{{ 7 * 7 }}" in page.words
    assert not [a for _, a in page.tags if "onclick" in a]


@pytest.mark.parametrize(
    ("body", "addresses"),
    [
        ("Read it: https://line.example/l/3fK9.", ["https://line.example/l/3fK9"]),
        (
            "(http://a.example/x?y=1&z=2), http://b.example!",
            [
                "http://a.example/x?y=1&z=2",
                "http://b.example",
            ],
        ),
        ("javascript:alert(1) ftp://a.example www.a.example", []),  # only what is surely the web
        ("«https://a.example/ñ»", ["https://a.example/ñ"]),
        ("", []),
    ],
)
def test_addresses_in_a_text(body: str, addresses: list[str]) -> None:
    cut = pieces(body)
    assert [piece.words for piece in cut if piece.address] == addresses
    assert "".join(piece.words for piece in cut) == body


def test_an_address_is_a_link(browser: FlaskClient, line: KeptTexts) -> None:
    line.push(ANA, "Read https://line.example/l/1?a=1&b=2 now")
    link = screen(browser).one("a", target="_blank")
    assert link == {
        "href": "https://line.example/l/1?a=1&b=2",
        "target": "_blank",
        "rel": "noopener",
    }
    assert pieces("no address") == [Piece("no address", address=False)]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+13075550142", ANA),
        ("(307) 555-0142", ANA),
        ("307.555.0142", ANA),
        ("1 307 555 0142", ANA),
        (" ３０７ ５５５ ０１４２ ", ANA),
        ("+52 656 555 0100", "+526565550100"),
        ("555-0142", ""),  # no area code
        ("12", ""),
        ("Ana", ""),
        ("", ""),
        ("9" * 300, ""),
    ],
)
def test_numbers_as_people_write_them(typed: str, number: str) -> None:
    assert normal_number(typed) == number


@pytest.mark.parametrize("typed", ["12", "Ana", "555-0142", "<b>"])
def test_a_bad_number_gets_a_kind_word(browser: FlaskClient, typed: str) -> None:
    for answer in (
        browser.get("/phone", query_string={"from": typed}),
        browser.post("/phone", data={"from": typed, "body": "Free"}, headers=HERE),
    ):
        page = Markup(answer.text)
        assert answer.status_code == 400
        assert "not a telephone number" in page.words
        assert page.one("input", id="from")["value"] == typed, "to be mended, not typed again"
    assert "Free" in page.words, "nor is the text lost"
    assert browser.get("/phone/texts", query_string={"from": typed}).status_code == 400


def test_one_is_the_same_person_tomorrow(browser: FlaskClient) -> None:
    first = browser.get("/phone")
    cookie = browser.get_cookie(COOKIE, path="/phone")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Strict"
    assert normal_number(cookie.decoded_value).endswith("55501" + cookie.decoded_value[-2:])
    assert browser.get("/phone").text == first.text
    assert screen(browser, BEN).one("main")["data-from"] == BEN
    assert Markup(browser.get("/phone").text).one("main")["data-from"] == BEN


def test_one_can_be_somebody_new(browser: FlaskClient) -> None:
    answer = browser.get("/phone", query_string={"from": "new"})
    assert answer.status_code == 303
    assert answer.location.startswith("/phone?from=%2B1")


def test_later_texts_are_asked_for_by_the_last_one_seen(
    browser: FlaskClient, line: KeptTexts
) -> None:
    line.send(ANA, "hi")
    line.push(BEN, "for Ben")
    line.push(ANA, "later")
    news = browser.get("/phone/texts", query_string={"from": ANA, "after": "2"})
    items = [a for t, a in Markup(news.text).tags if t == "li"]
    assert [item["data-id"] for item in items] == ["4"]
    nonsense = browser.get("/phone/texts", query_string={"from": ANA, "after": "x"})
    assert nonsense.text.count("<li") == 3
    none = browser.get("/phone/texts", query_string={"from": ANA, "after": "9"})
    assert (none.status_code, none.text) == (200, "")


def test_a_post_of_the_script_brings_the_answer(browser: FlaskClient) -> None:
    answer = browser.post("/phone/texts", data={"from": ANA, "body": "hi"}, headers=HERE)
    assert Markup(answer.text).words.count("hi") == 2


def test_an_empty_text_is_not_sent(browser: FlaskClient, line: KeptTexts) -> None:
    assert (
        browser.post("/phone", data={"from": ANA, "body": " \n"}, headers=HERE).status_code == 303
    )
    assert line.texts(ANA, 0) == []


def test_a_line_that_is_down_loses_nothing(browser: FlaskClient, line: KeptTexts) -> None:
    line.down = True
    answer = browser.post("/phone", data={"from": ANA, "body": "my long words"}, headers=HERE)
    page = Markup(answer.text)
    assert answer.status_code == 503
    assert "did not take that text" in page.words
    assert "my long words" in page.words
    again = browser.post("/phone/texts", data={"from": ANA, "body": "hi"}, headers=HERE)
    assert again.status_code == 503


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),  # another program on another port of this host
        ({"Sec-Fetch-Site": "none"}, 403),
        # plain http from another machine: no Sec-Fetch-Site
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "https://localhost"}, 303),  # a proxy took TLS away
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
        # the first is the browser's own word
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
    ],
)
def test_only_this_page_can_post(
    browser: FlaskClient, line: KeptTexts, headers: dict[str, str], status: int
) -> None:
    answer = browser.post("/phone", data={"from": ANA, "body": "hi"}, headers=headers)
    assert answer.status_code == status
    assert bool(line.texts(ANA, 0)) == (status == 303)


def test_nothing_runs_or_comes_from_elsewhere(browser: FlaskClient) -> None:
    answer = browser.get("/phone")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = Markup(answer.text)
    assert not [a for _, a in page.tags if "style" in a or any(n.startswith("on") for n in a)]
    assert "<style" not in answer.text
    loaded = [a.get("src") or a.get("href") or "" for t, a in page.tags if t in {"script", "link"}]
    assert loaded
    for address in loaded:
        assert address.startswith("/phone/static/")
        with browser.get(address) as asset:
            assert asset.status_code == 200
            assert asset.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
