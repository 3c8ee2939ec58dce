"""The organizers' desk as a browser gets it: who comes in, what they see, what they may do."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import url_for
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from sms_line.store import attempts, consents, organizers, sessions, sign_in
from sms_line.store.audit import COMMAND_LINE, Deed
from sms_line.store.desk_tables import audit, sign_in_failures
from sms_line.store.desk_tables import sessions as session_rows
from sms_line.store.organizers import Role
from sms_line.store.tables import texts
from sms_line.web.desk.guard import PUBLIC
from sms_line.web.desk.roles import May, may, needed
from tests.whole_line import ANA, WholeLine

BEN = "+13075550199"
OWNER = "owner@line.example"

OPEN_TO_ALL = {
    "api.openapi": "the description of the API",
    "api.read": "the same for people",
    "health.healthz": "says only that the process answers",
    "health.readyz": "says only whether the line serves",
    "letters.read": "a letter at an address that nobody can guess",
    "letters.static": "stylesheets",
    "metrics.metrics": "404 without its own token",
    "phone.call": "the practice phone",
    "phone.news": "the practice phone",
    "phone.send": "the practice phone",
    "phone.send_and_show": "the practice phone",
    "phone.show": "the practice phone",
    "phone.static": "stylesheets",
    "privacy.show": "what is kept of people is theirs to read",
    "recordings.play": "what callers hear anyway",
    "short_links.follow": "the addresses in the texts of broadcasts",
    "sign_in.by_code": "the way in, for who has shown a first factor",
    "sign_in.by_mail": "the way in",
    "sign_in.by_passkey": "the way in",
    "sign_in.by_password": "the way in",
    "sign_in.by_recovery_code": "the way in, for who has shown a first factor",
    "sign_in.by_second_passkey": "the way in, for who has shown a first factor",
    "sign_in.enter": "the way in",
    "sign_in.first": "the first owner's way in, with the terminal's code",
    "sign_in.how": "the way in",
    "sign_in.invited": "the way in, for who is invited",
    "sign_in.join": "the way in, for who is invited",
    "sign_in.leave": "the way out",
    "sign_in.make_first": "the first owner's way in, with the terminal's code",
    "sign_in.offer": "the way in",
    "sign_in.passkey": "the way in",
    "sign_in.second": "the way in, for who has shown a first factor",
    "sign_in.static": "stylesheets",
    "pages.every": "the list of actions",
    "pages.show": "an action's page",
    "pages.fill_in": "its form, which has a token of its own",
    "pages.standing": "what has become of one's own letters, known by a cookie",
    "pages.embed": "the page for frames",
    "pages.call": "asks a number by text, with a token and limits of its own",
    "pages.static": "stylesheet and script",
}
"""Every address that answers whoever asks, and why it may."""
ELSEWHERE = {
    "api",
    "calls",
    "health",
    "letters",
    "metrics",
    "pages",
    "phone",
    "privacy",
    "recordings",
    "twilio",
}
"""What is no page of the desk, and holds its own headers in tests of its own."""


class Browser:
    """Somebody at the desk with a browser of their own."""

    def __init__(self, line: WholeLine) -> None:
        self.line = line
        self.client: FlaskClient = line.application.server.test_client()

    def link(self, email: str = OWNER, role: Role | None = None) -> str:
        """A new one-time link's path."""
        database, now = self.line.database, self.line.clock.now()
        with database.write() as tx:
            organizer, _ = organizers.add(tx, email, role, now)
            return f"/sign-in/{sign_in.make_link(database, tx, organizer, COMMAND_LINE, now)}"

    def sign_in(self, email: str = OWNER, role: Role | None = None) -> "Browser":
        link = self.link(email, role)
        self.get(link)
        answer = self.post(link, at=link)
        assert (answer.status_code, answer.location) == (303, "/")
        return self

    def get(self, path: str, **more: object) -> TestResponse:
        return self.client.get(path, **more)  # type: ignore[arg-type]

    def post(self, path: str, at: str, **form: str) -> TestResponse:
        """Post the form of a page that is at `at`, with the token that stands in it."""
        return self.client.post(path, data=hidden(self.get(at).text) | form)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms; those of one name are alike."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', page))


@pytest.fixture
def stranger(line: WholeLine) -> Browser:
    return Browser(line)


@pytest.fixture
def owner(line: WholeLine) -> Browser:
    return Browser(line).sign_in()


@pytest.fixture
def viewer(owner: Browser) -> Browser:
    return Browser(owner.line).sign_in("viewer@line.example", Role.VIEWER)


@pytest.fixture
def practising(open_line: Callable[..., WholeLine]) -> WholeLine:
    """In practice mode, in which there are the most pages."""
    return open_line(twilio_account_sid="", twilio_auth_token="")


def lost(line: WholeLine, phone: str = ANA, words: str = "what is all this then") -> int:
    """Somebody whom the line does not understand; the number of the text that waits."""
    line.text("FREE", phone)
    for _ in range(3):
        line.text(words, phone)
    (*_, flagged) = line.rows(texts, texts.c.flagged, texts.c.phone == phone)
    return int(flagged.id)


def log(line: WholeLine) -> list[tuple[str, str, str]]:
    return [(row.who, row.did, row.kind) for row in line.rows(audit)]


# the door


def routes(line: WholeLine) -> Iterator[tuple[Rule, str, str]]:
    """Each route of the application with a method and an address that it takes."""
    server = line.application.server
    for rule in server.url_map.iter_rules():
        filled = dict.fromkeys(rule.arguments, 1 if "int:" in rule.rule else "x")
        with server.test_request_context():
            path = url_for(rule.endpoint, **filled)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, path


def test_each_route_is_open_for_a_reason_or_closed(practising: WholeLine) -> None:
    stranger = practising.application.server.test_client()
    closed = 0
    for rule, method, path in routes(practising):
        answer = stranger.open(path, method=method)
        blueprint = rule.endpoint.partition(".")[0]
        if rule.endpoint in OPEN_TO_ALL:
            assert blueprint in PUBLIC
        elif path.startswith("/twilio/"):
            assert answer.status_code == 403, rule
        elif path.startswith("/api/v1/"):
            assert answer.status_code == 401, rule
        else:
            assert (answer.status_code, answer.location) == (303, "/sign-in"), rule
            closed += 1
        answer.close()
    assert closed >= 6
    known = {rule.endpoint for rule, _, _ in routes(practising)}
    assert OPEN_TO_ALL.keys() <= known, "the list names only what is there"


def test_each_closed_route_names_what_it_needs(practising: WholeLine) -> None:
    server = practising.application.server
    silent = {
        rule.endpoint
        for rule, _, _ in routes(practising)
        if rule.endpoint.partition(".")[0] not in PUBLIC
        and needed(server.view_functions[rule.endpoint]) is None
    }
    assert silent == set(), "write @needs(May.…) above them; see web/desk/roles.py"


@pytest.mark.parametrize("role", Role)
def test_each_closed_route_refuses_who_may_not(practising: WholeLine, role: Role) -> None:
    server = practising.application.server
    client = Browser(practising).sign_in("somebody@line.example", role).client
    for rule, method, path in routes(practising):
        if rule.endpoint.partition(".")[0] in PUBLIC:
            continue
        what = needed(server.view_functions[rule.endpoint])
        answer = client.open(path, method=method)
        refused = answer.status_code == 403 and "You are here as" in answer.text
        answer.close()
        assert what is not None
        assert refused is not may(role, what), (method, rule)


def test_a_page_that_names_nothing_lets_in_nobody(line: WholeLine) -> None:
    line.application.server.add_url_rule("/forgotten", "forgotten", lambda: "open")
    assert Browser(line).sign_in().get("/forgotten").status_code == 403


@pytest.mark.parametrize(
    ("role", "what"),
    [
        (Role.VIEWER, {May.OWN, May.LOOK}),
        (Role.ORGANIZER, set(May) - {May.RULE, May.CONNECT}),  # whom to let in is the owners'
        (Role.OWNER, set(May)),
    ],
)
def test_who_may_what(role: Role, what: set[May]) -> None:
    assert {each for each in May if may(role, each)} == what


def test_each_post_of_the_desk_wants_its_token(practising: WholeLine) -> None:
    browser = Browser(practising).sign_in().client
    asked = [
        (rule, path)
        for rule, method, path in routes(practising)
        if method == "POST" and not path.startswith(("/twilio/", "/phone", "/a/", "/api/"))
    ]
    assert len(asked) >= 4
    for rule, path in asked:
        assert "That was not sent" in browser.post(path).text, rule
        made_up = browser.post(path, data={"csrf_token": "made up"})
        assert made_up.status_code == 400, rule
        assert "unsafe" not in made_up.headers["Content-Security-Policy"]
    assert browser.get("/").status_code == 200, "and nothing has happened, not even a sign-out"


def test_each_page_has_its_headers_and_tokens(practising: WholeLine) -> None:
    """Each page of the desk, seen by an owner and by a stranger: its policy, its forms."""
    lost(practising)
    owner = Browser(practising).sign_in()
    link = owner.link("new@line.example")
    desk = {rule.endpoint.partition(".")[0] for rule, _, _ in routes(practising)} - ELSEWHERE
    walked = [
        path
        for rule, method, path in routes(practising)
        if method == "GET" and rule.endpoint.partition(".")[0] in desk and "static" not in path
    ]
    assert len(walked) >= 12
    forms = 0
    for path in (*walked, link, "/inbox/4"):
        for client in (owner.client, practising.application.server.test_client()):
            answer = client.get(path)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy, path
            assert "unsafe" not in policy, path
            if answer.mimetype != "text/html" or answer.status_code == 303:
                continue
            assert answer.headers["Cache-Control"] == "no-store", path
            assert not re.search(r"<style| style=| on\w+=|<script(?! src=)", answer.text), path
            assert ("<script" in answer.text) <= ("script-src 'self'" in policy), path
            posted = re.findall(r'<form[^>]*method="post".*?</form>', answer.text, re.DOTALL)
            assert all('name="csrf_token"' in form for form in posted), path
            forms += len(posted)
    assert forms >= 25


def test_who_is_not_signed_in_is_told_how(stranger: Browser) -> None:
    answer = stranger.get("/", follow_redirects=True)
    assert "sms-line organizer add" in answer.text
    assert OWNER not in answer.text


def test_looking_at_a_link_does_not_use_it_up(stranger: Browser) -> None:
    link = stranger.link()
    for _ in range(3):  # a mail scanner, a preview, a person
        assert f"Sign in as {OWNER}" in stranger.get(link).text
    assert stranger.post(link, at=link).status_code == 303
    assert stranger.get("/").status_code == 200


def test_a_link_works_once(stranger: Browser) -> None:
    link = stranger.link()
    stranger.post(link, at=link)
    second = Browser(stranger.line)
    assert second.get(link).status_code == 404
    answer = second.post(link, at="/sign-in")
    assert answer.status_code in {400, 404}
    assert second.get("/").status_code == 303


def test_a_link_works_for_a_day(stranger: Browser) -> None:
    link = stranger.link()
    stranger.line.clock.moment += timedelta(hours=24)
    assert "no longer works" in stranger.get(link).text


def test_a_newer_link_takes_the_place_of_an_older(stranger: Browser) -> None:
    older, newer = stranger.link(), stranger.link()
    assert stranger.get(older).status_code == 404
    assert stranger.get(newer).status_code == 200


def test_no_secret_is_stored(owner: Browser) -> None:
    link = owner.link()
    with owner.client.session_transaction() as kept:
        secrets = [kept["token"], link.rpartition("/")[2]]
    with owner.line.database.read() as tx:
        stored = [
            str(tuple(row))
            for table in ("sessions", "sign_in_links", "audit")
            for row in tx.execute(text(f"SELECT * FROM {table}"))
        ]
    assert not [secret for secret in secrets if secret in " ".join(stored)]


def test_guessing_ends_soon_and_for_the_guesser_alone(stranger: Browser) -> None:
    link = stranger.link()
    for number in range(attempts.FAILURES):
        assert stranger.get(f"/sign-in/{number}").status_code == 404
    assert stranger.get(link).status_code == 429
    assert stranger.post(link, at="/sign-in").status_code in {400, 429}
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}
    assert stranger.client.get(link, environ_base=elsewhere).status_code == 200
    stranger.line.clock.moment += attempts.WITHIN + timedelta(seconds=1)
    assert stranger.get(link).status_code == 200
    stranger.line.clock.moment += attempts.DAY
    stranger.get("/sign-in/another")
    assert stranger.line.count(sign_in_failures) == 1, "what is past is not kept"


@pytest.mark.parametrize(
    ("peer", "forwarded", "same_as"),
    [
        ("127.0.0.1", "198.51.100.1", ("198.51.100.1", "")),  # a proxy on this machine
        ("10.0.0.2", "203.0.113.9, 198.51.100.1", ("198.51.100.1", "")),  # its last word counts
        ("198.51.100.1", "203.0.113.9", ("198.51.100.1", "")),  # nobody names another from afar
        ("2001:db8:1:2::3", "", ("2001:db8:1:2:ffff::1", "")),  # one household
        ("::ffff:198.51.100.1", "", ("198.51.100.1", "")),
        ("::1", "198.51.100.1", ("198.51.100.1", "")),
        ("::ffff:127.0.0.1", "198.51.100.1", ("198.51.100.1", "")),
    ],
)
def test_who_counts_as_the_same_visitor(
    stranger: Browser, peer: str, forwarded: str, same_as: tuple[str, str]
) -> None:
    for remote, header in ((peer, forwarded), same_as):
        stranger.client.get(
            "/sign-in/guess",
            environ_base={"REMOTE_ADDR": remote},
            headers={"X-Forwarded-For": header} if header else {},
        )
    first, second = stranger.line.rows(sign_in_failures)
    assert first.visitor == second.visitor
    assert peer not in first.visitor


def test_the_cookie(open_line: Callable[..., WholeLine]) -> None:
    browser = Browser(open_line(public_url="https://line.example"))
    answer = browser.client.get(browser.link(), base_url="https://line.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-desk=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


def test_signing_out_ends_the_session_for_good(owner: Browser) -> None:
    with owner.client.session_transaction() as kept:
        stolen = dict(kept)
    assert owner.post("/sign-out", at="/").status_code == 303
    assert owner.get("/").status_code == 303
    with owner.client.session_transaction() as kept:
        kept.update(stolen)
    assert owner.get("/").status_code == 303, "an old cookie opens nothing"
    assert owner.line.count(session_rows) == 0
    assert log(owner.line)[-2:] == [
        (OWNER, Deed.SIGNED_IN.value, "organizer"),
        (OWNER, Deed.SIGNED_OUT.value, "organizer"),
    ]


def test_being_removed_ends_it_at_once(viewer: Browser) -> None:
    with viewer.line.database.write() as tx:
        found = organizers.find(tx, "VIEWER@line.example")
        assert found
        organizers.remove(tx, found, viewer.line.clock.now())
    assert viewer.get("/").status_code == 303


def test_twelve_idle_hours_end_it(owner: Browser) -> None:
    for _ in range(3):
        owner.line.clock.moment += sessions.IDLE - timedelta(minutes=5)
        assert owner.get("/").status_code == 200, "in use it does not end"
    owner.line.clock.moment += sessions.IDLE
    assert owner.get("/").status_code == 303


def test_one_browser_has_one_session(owner: Browser) -> None:
    owner.sign_in("second@line.example")
    assert "second@line.example" in owner.get("/").text
    assert owner.line.count(session_rows) == 1


def test_the_log_can_only_grow(owner: Browser) -> None:
    for statement in ("UPDATE audit SET who = 'nobody'", "DELETE FROM audit"):
        with pytest.raises(DBAPIError, match="append-only"), owner.line.database.write() as tx:
            tx.execute(text(statement))
    assert log(owner.line)


# the first page


def test_the_day_in_numbers(owner: Browser) -> None:
    line = owner.line
    line.walk(ANA)
    line.text("FREE", BEN)
    line.text("STOP", "+13075550177")
    line.work()
    page = words(owner.get("/").text)
    assert "Texts in 7" in page
    assert "In the middle of an action 1" in page
    assert "Opt-outs 1" in page
    assert "accepted 3" in page
    assert "FREE LIBRES" in page
    line.clock.moment += timedelta(hours=25)
    Browser(line)
    page = words(owner.sign_in().get("/").text)
    assert "Texts in 0" in page
    assert "Letters None yet" in page


def words(page: str) -> str:
    """A page's words with one space between them."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ((), 0),
        (("hello",), 0),  # resting
        (("FREE",), 1),  # asked for the ZIP
        (("82001",), 0),  # only wants to know who represents them
        (("FREE", "82001", "Ana Diaz"), 1),
        (("FREE", "82001", "Ana Diaz", "no"), 1),  # reviewing
        (("FREE", "82001", "Ana Diaz", "no", "yes"), 0),  # sent
        (("FREE", "STOP"), 0),
        (("FREE", "82001", '"is":"Resting" "draft":null'), 1),  # words are not the state
    ],
)
def test_who_is_in_the_middle(owner: Browser, said: tuple[str, ...], number: int) -> None:
    for body in said:
        owner.line.text(body)
    assert f"In the middle of an action {number} " in words(owner.get("/").text)


def test_what_keeps_the_line_from_serving_stands_first(owner: Browser) -> None:
    with owner.line.database.write() as tx:
        tx.execute(text("DELETE FROM actions"))
    owner.line.application.line.parts.catalog._looked = 0.0  # type: ignore[attr-defined]
    page = words(owner.get("/").text)
    assert "so no keyword is answered. See the actions" in page


# the inbox


def test_who_is_not_understood_waits_in_the_inbox(owner: Browser) -> None:
    assert "Nobody waits" in owner.get("/inbox").text
    first = lost(owner.line, ANA)
    second = lost(owner.line, BEN, "<b>is this</b> real?")
    page = owner.get("/inbox").text
    assert page.index(f"/inbox/{second}#") < page.index(f"/inbox/{first}#"), "the newest first"
    assert "(307) 555-0199" in page
    assert "&lt;b&gt;is this&lt;/b&gt; real?" in page
    assert "Waiting for an answer 2" in words(owner.get("/").text)


def test_an_answer_leaves_as_a_text(owner: Browser) -> None:
    line, text_id = owner.line, lost(owner.line)
    path = f"/inbox/{text_id}"
    answer = owner.post(f"{path}/answer", at=path, body=" Hello Ana,\r\nit is real. ")
    assert (answer.status_code, answer.location) == (303, f"{path}#newest")
    line.work()
    (sent,) = line.twilio.taken
    assert (sent.to, sent.body) == (ANA, "Hello Ana,\nit is real.")
    page = words(owner.get(path).text)
    assert "Hello Ana, it is real." in page
    assert OWNER in page.partition("it is real.")[2], "and who wrote it"
    assert log(line)[-1] == (OWNER, Deed.ANSWERED.value, "text")


def test_a_form_sent_twice_is_one_text(owner: Browser) -> None:
    path = f"/inbox/{lost(owner.line)}"
    page = owner.get(path).text
    form = hidden(page)
    for _ in range(2):
        owner.client.post(f"{path}/answer", data=form | {"body": "Hello"})
    owner.post(f"{path}/answer", at=path, body="Hello")
    assert owner.line.waiting(texts) == 2, "the same words from a new page are meant"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [(" \r\n", "no words in your answer"), ("x" * 1601, "at most 1,600 characters")],
)
def test_what_cannot_be_sent_is_given_back(owner: Browser, body: str, sentence: str) -> None:
    path = f"/inbox/{lost(owner.line)}"
    answer = owner.post(f"{path}/answer", at=path, body=body)
    assert answer.status_code == 409
    assert sentence in answer.text
    assert body.strip() in answer.text
    assert owner.line.waiting(texts) == 0


def test_who_said_stop_is_not_texted(owner: Browser) -> None:
    path = f"/inbox/{lost(owner.line)}"
    page = owner.get(path).text
    form = hidden(page)
    owner.line.text("STOP")
    answer = owner.client.post(f"{path}/answer", data=form | {"body": "my long words"})
    assert answer.status_code == 409
    assert "The line may not text this person, so your words were not sent" in answer.text
    assert "my long words" in answer.text, "nothing typed is lost"
    assert owner.line.waiting(texts) == 0
    assert "may not text them until they text START" in owner.get(path).text
    assert Deed.ANSWERED.value not in {did for _, did, _ in log(owner.line)}


def test_a_number_that_takes_no_texts_has_not_said_stop(owner: Browser) -> None:
    path = f"/inbox/{lost(owner.line)}"
    with owner.line.database.write() as tx:
        consents.suppress(owner.line.database, tx, ANA, owner.line.clock.now(), "error 30006")
    page = words(owner.get(path).text)
    assert "takes no texts to this number (error 30006)" in page
    assert "said STOP" not in page


def test_done_takes_off_what_was_seen(owner: Browser) -> None:
    path = f"/inbox/{lost(owner.line)}"
    page = owner.get(path).text
    form = hidden(page)
    later = lost(owner.line)
    owner.client.post(f"{path}/done", data=form)
    assert f"/inbox/{later}#" in owner.get("/inbox").text, "what came meanwhile still waits"
    answer = owner.post(f"/inbox/{later}/done", at=f"/inbox/{later}")
    assert "Nobody waits" in owner.get(answer.location).text
    assert log(owner.line)[-1] == (OWNER, Deed.MARKED_DONE.value, "text")
    assert owner.get(path).status_code == 200, "the thread can still be read"


def test_a_viewer_looks_and_no_more(viewer: Browser) -> None:
    path = f"/inbox/{lost(viewer.line)}"
    for page in (viewer.get("/inbox").text, viewer.get(path).text):
        assert "number ending in 0100" in page
        assert "555" not in page
    assert "<textarea" not in viewer.get(path).text
    for deed in ("answer", "done"):
        answer = viewer.post(f"{path}/{deed}", at=path, body="Hello")
        assert answer.status_code == 403
        assert "look, not change" in answer.text
    assert viewer.line.waiting(texts) == 0


@pytest.mark.parametrize("path", ["/inbox/999999", "/inbox/2"])  # nobody's; the line's own
def test_there_is_no_such_conversation(owner: Browser, path: str) -> None:
    owner.line.text("FREE")
    assert owner.get(path).status_code == 404


def test_who_is_forgotten_is_gone_from_the_desk(owner: Browser) -> None:
    path = f"/inbox/{lost(owner.line)}"
    owner.line.text("FORGET ME")
    owner.line.text("YES")
    assert owner.get(path).status_code == 404
    assert owner.post(f"{path}/answer", at="/", body="Hello").status_code == 404
    assert "Nobody waits" in owner.get("/inbox").text


def test_a_long_thread_is_read_in_pages(owner: Browser) -> None:
    for number in range(120):
        owner.line.push(f"Text no. {number}.")
    text_id = lost(owner.line)
    page = owner.get(f"/inbox/{text_id}").text
    assert "Text no. 119." in page
    assert "Text no. 0." not in page
    earlier = re.search(r'href="(/inbox/\d+\?before=\d+)"', page)
    assert earlier
    assert "Text no. 0." in owner.get(earlier[1]).text


# letters


def test_letters_by_status(owner: Browser) -> None:
    owner.line.walk()
    owner.line.work()
    page = words(owner.get("/letters").text)
    assert page.count("mail, 1 try") == 3
    assert "Lummis" in page
    assert "Ana Diaz" not in page
    assert "None of this state." in owner.get("/letters?status=refused").text
    assert words(owner.get("/letters?status=accepted").text).count("1 try") == 3


def test_letters_are_paged_by_key(owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sms_line.web.desk.letters.A_PAGE", 2)
    owner.line.walk()
    first = owner.get("/letters?status=queued").text
    older = re.search(r'href="(/letters\?status=queued&amp;before=(\d+))"', first)
    assert older
    second = owner.get(older[1].replace("&amp;", "&")).text
    assert second.count('<th scope="row">') == 1
    assert 'rel="next"' not in second


def test_numbers_that_are_none_are_no_mistake(owner: Browser) -> None:
    lost(owner.line)
    for path in ("/letters?before=x&status=nonsense", "/inbox?before=x", "/inbox?before="):
        assert owner.get(path).status_code == 200
