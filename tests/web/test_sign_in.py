"""Every way in to the desk, and everything that keeps others out, on both databases."""

import html
import re
import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pyotp
import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from sms_line.store import attempts, desk_mails, factors, invitations, organizers, sessions
from sms_line.store.audit import Deed
from sms_line.store.desk_tables import audit, recovery_codes
from sms_line.store.desk_tables import organizers as people
from sms_line.store.desk_tables import sessions as session_rows
from sms_line.store.organizers import Organizer, Role
from sms_line.store.set_up_code import set_up_code
from sms_line.web.desk import ceremonies, passwords
from sms_line.web.desk.browsers import called
from sms_line.web.desk.one_time_codes import step_of
from tests.web.test_desk import OWNER, Browser, hidden, log, words
from tests.whole_line import WholeLine, together

PASSWORD = "four plain words here"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def owner(line: WholeLine) -> Browser:
    return Browser(line).sign_in()


def given_password(browser: Browser) -> Browser:
    """An owner who has a password, and another browser of theirs that is not signed in."""
    answer = browser.post("/account/password", at="/account", password=PASSWORD)
    assert answer.status_code == 303
    return Browser(browser.line)


def given_codes(browser: Browser) -> tuple[pyotp.TOTP, list[str]]:
    """What an app makes codes with from now on, and the recovery codes."""
    page = browser.get("/account/codes").text
    found = re.search(r'id="secret">([A-Z2-7 ]+)<', page)
    assert found
    totp = pyotp.TOTP(found[1].replace(" ", ""))
    answer = browser.post("/account/codes", at="/account/codes", code=now_of(browser.line, totp))
    codes = re.findall(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>", answer.text)
    assert len(codes) == factors.RECOVERY_CODES
    browser.line.clock.moment += timedelta(seconds=30)
    return totp, codes


def now_of(line: WholeLine, totp: pyotp.TOTP) -> str:
    return str(totp.at(line.clock.now()))


def with_password(browser: Browser, password: str = PASSWORD, email: str = OWNER) -> TestResponse:
    return browser.post("/sign-in", at="/sign-in", email=email, password=password)


def mailed(line: WholeLine) -> EmailMessage:
    line.work()
    return line.mail.taken[-1]


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"http://[^/\s]+(/\S+)", mail.get_content())
    assert found
    return found[1]


def who(line: WholeLine, email: str = OWNER) -> Organizer:
    with line.database.read() as tx:
        found = organizers.find(tx, email)
    assert found
    return found


# passwords


def test_in_by_password(owner: Browser) -> None:
    browser = given_password(owner)
    answer = with_password(browser, email=OWNER.upper())
    assert (answer.status_code, answer.location) == (303, "/")
    assert browser.get("/").status_code == 200
    assert Deed.SET_PASSWORD.value in {did for _, did, _ in log(owner.line)}


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short words", "short"),
        ("xqzvbkwmtrpl", None),  # twelve, and no rule about which
        ("a" * 257, "long"),
        ("abcdabcdabcd", "common"),  # one piece over and over
        ("Password-1234", "common"),  # the list knows it, however it is spelt
        ("QWERTYUIOP123", "common"),
        ("owner@line.example", "yours"),
        ("Fair Votes Now Fair Votes Now", "yours"),
        ("четыре простых слова", None),  # any language
        ("🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢x", None),
        (PASSWORD, None),
    ],
)
def test_which_passwords_are_taken(password: str, fault: str | None) -> None:
    assert passwords.fault(password, OWNER, "Fair Votes Now") == fault


def test_a_password_is_the_same_however_it_is_composed() -> None:
    kept = passwords.hashed("café con leche")
    assert passwords.matches(kept, "cafe\u0301 con leche")
    assert not passwords.matches(kept, "cafe con leche")
    assert not passwords.matches(None, "no one has this one"), "nobody's hash opens nothing"


def test_a_new_password_ends_other_sessions(owner: Browser) -> None:
    other = Browser(owner.line).sign_in()
    given_password(owner)
    assert other.get("/").status_code == 303
    assert owner.get("/").status_code == 200


def test_a_password_that_is_not_taken_changes_nothing(owner: Browser) -> None:
    answer = owner.post("/account/password", at="/account", password="password1234")
    assert answer.status_code == 400
    assert "one of the first that anybody would try" in answer.text
    assert owner.line.rows(people)[0].password_hash is None


def test_nobody_learns_who_is_an_organizer(owner: Browser) -> None:
    given_password(owner)
    answers = []
    for email, password in ((OWNER, "wrong wrong wrong"), ("nobody@line.example", PASSWORD)):
        stranger = Browser(owner.line)
        answer = with_password(stranger, password, email)
        page = answer.text.replace(email, "").replace(hidden(answer.text)["csrf_token"], "")
        asked = stranger.post("/sign-in/mail", at="/sign-in", email=email)
        answers.append(
            (answer.status_code, page, asked.status_code, words(asked.text).replace(email, ""))
        )
    assert answers[0] == answers[1]


def test_it_takes_equally_long(owner: Browser) -> None:
    """The hash is what takes long: it is computed for nobody too."""
    kept = passwords.hashed(PASSWORD)
    took: dict[str | None, list[float]] = {kept: [], None: []}
    for _ in range(5):
        for each, times in took.items():
            began = time.perf_counter()
            passwords.matches(each, "wrong wrong wrong")
            times.append(time.perf_counter() - began)
    known, unknown = (statistics.median(times) for times in took.values())
    assert 0.4 < known / unknown < 2.5


def test_guessing_a_password_does_not_lock_its_owner_out(owner: Browser) -> None:
    browser = given_password(owner)
    for _ in range(attempts.FAILURES):
        form = hidden(browser.get("/sign-in").text) | {"email": OWNER, "password": "guess guess "}
        assert browser.client.post("/sign-in", data=form, environ_base=ELSEWHERE).status_code == 401
    assert with_password(browser).status_code == 429, "not even from where nobody has tried"
    assert browser.post("/sign-in/mail", at="/sign-in", email=OWNER).status_code == 200
    link = link_in(mailed(owner.line))
    assert browser.post(link, at=link).location == "/", "the mailed link is open"
    owner.line.clock.moment += attempts.WITHIN + timedelta(seconds=1)
    assert with_password(Browser(owner.line)).location == "/"


def test_guesses_at_the_same_moment_get_no_further(owner: Browser) -> None:
    given_password(owner)
    browsers = [Browser(owner.line) for _ in range(attempts.FAILURES + 8)]
    forms = [
        hidden(each.get("/sign-in").text) | {"email": OWNER, "password": "guess guess "}
        for each in browsers
    ]

    def guess(number: int) -> Callable[[], int]:
        address = {"REMOTE_ADDR": f"198.51.100.{number}"}
        client, form = browsers[number].client, forms[number]
        return lambda: client.post("/sign-in", data=form, environ_base=address).status_code

    codes = together(*(guess(number) for number in range(len(browsers))))
    # Those that come while others are counted may all be refused, and none is judged beyond.
    assert codes.count(401) <= attempts.FAILURES
    assert codes.count(401) + codes.count(429) == len(browsers)


def test_signing_in_as_oneself_clears_no_guesses_at_others(owner: Browser) -> None:
    mine = given_password(owner)
    for _ in range(attempts.FAILURES - 1):
        with_password(mine, "guess guess ", "somebody@line.example")
    assert with_password(mine).location == "/"
    mine.post("/sign-out", at="/")
    assert with_password(mine, "guess guess ", "somebody@line.example").status_code == 401
    assert with_password(mine).status_code == 429


# mailed links


def test_in_by_a_mailed_link(owner: Browser) -> None:
    browser = Browser(owner.line)
    page = browser.post("/sign-in/mail", at="/sign-in", email=OWNER)
    assert "Look at your mail" in page.text
    mail = mailed(owner.line)
    assert (mail["To"], "sign in" in mail["Subject"]) == (OWNER, True)
    link = link_in(mail)
    assert browser.post(link, at=link).location == "/"
    assert link.rpartition("/")[2] not in str(owner.line.rows(audit))


def test_a_mailed_link_lasts_an_hour(owner: Browser) -> None:
    Browser(owner.line).post("/sign-in/mail", at="/sign-in", email=OWNER)
    link = link_in(mailed(owner.line))
    owner.line.clock.moment += timedelta(hours=1)
    assert Browser(owner.line).get(link).status_code == 404


def test_nobody_is_mailed_who_is_no_organizer(owner: Browser) -> None:
    Browser(owner.line).post("/sign-in/mail", at="/sign-in", email="nobody@line.example")
    owner.line.work()
    assert owner.line.mail.taken == []


def test_a_mailbox_is_not_filled(owner: Browser) -> None:
    for _ in range(desk_mails.MOST + 3):
        Browser(owner.line).post("/sign-in/mail", at="/sign-in", email=OWNER)
    owner.line.work()
    assert len(owner.line.mail.taken) == desk_mails.MOST


def test_a_mail_is_tried_again(owner: Browser) -> None:
    owner.line.mail.fates["owner"] = "waiting"
    Browser(owner.line).post("/sign-in/mail", at="/sign-in", email=OWNER)
    owner.line.work()
    assert owner.line.mail.taken == []
    owner.line.mail.fates.clear()
    owner.line.clock.moment += timedelta(seconds=20)
    assert link_in(mailed(owner.line)).startswith("/sign-in/")


def test_without_a_mail_server_the_page_says_where_the_file_is(
    open_line: Callable[..., WholeLine],
) -> None:
    line = open_line(mail_url="outbox:")
    Browser(line).sign_in()
    browser = Browser(line)
    page = browser.post("/sign-in/mail", at="/sign-in", email=OWNER).text
    folder = line.application.settings.data_dir / "outbox"
    assert str(folder) in html.unescape(page)
    line.work()
    (file,) = folder.glob("link-*.eml")
    found = re.search(r"/sign-in/\w+", file.read_text())
    assert found
    assert browser.post(found[0], at=found[0]).location == "/"


# one-time codes


def test_codes_are_asked_for_after_a_password(owner: Browser) -> None:
    browser = given_password(owner)
    totp, _ = given_codes(owner)
    assert with_password(browser).location == "/sign-in/second"
    assert browser.get("/").status_code == 303, "half is not in"
    code = now_of(owner.line, totp)
    answer = browser.post("/sign-in/second", at="/sign-in/second", code=f"{code[:3]} {code[3:]}")
    assert answer.location == "/"
    assert browser.get("/").status_code == 200


def test_codes_are_asked_for_after_a_link_too(owner: Browser) -> None:
    given_codes(owner)
    browser = Browser(owner.line)
    link = browser.link()
    assert browser.post(link, at=link).location == "/sign-in/second"
    assert browser.get("/").status_code == 303


def test_no_code_is_good_twice(owner: Browser) -> None:
    given_password(owner)
    totp, _ = given_codes(owner)
    code, answers = now_of(owner.line, totp), []
    for _ in range(2):
        browser = Browser(owner.line)
        with_password(browser)
        answers.append(browser.post("/sign-in/second", at="/sign-in/second", code=code))
    assert [each.status_code for each in answers] == [303, 401]
    assert "used before" in answers[1].text


def test_no_code_is_good_twice_at_the_same_moment(owner: Browser) -> None:
    given_password(owner)
    totp, _ = given_codes(owner)
    code, posts = now_of(owner.line, totp), []
    for _ in range(6):
        browser = Browser(owner.line)
        with_password(browser)
        form = hidden(browser.get("/sign-in/second").text) | {"code": code}
        posts.append((browser.client, form))

    def post(client: object, form: dict[str, str]) -> Callable[[], int]:
        return lambda: client.post("/sign-in/second", data=form).status_code  # type: ignore[attr-defined]

    assert sorted(together(*(post(*each) for each in posts))) == [303] + [401] * 5


@pytest.mark.parametrize(
    ("seconds", "right"),
    [(0, True), (-30, True), (30, True), (-60, False), (60, False)],  # a clock that is a bit off
)
def test_which_codes_are_of_about_now(seconds: int, right: bool) -> None:
    shared, now = pyotp.random_base32(), datetime.fromisoformat("2026-11-23T12:00:15Z")
    code = pyotp.TOTP(shared).at(now + timedelta(seconds=seconds))
    assert (step_of(shared, code, now) is not None) is right


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "\0"])
def test_what_is_no_code(typed: str) -> None:
    assert (
        step_of(pyotp.random_base32(), typed, datetime.fromisoformat("2026-11-23T12:00Z")) is None
    )


def test_guessing_codes_ends_and_recovery_codes_stay_open(owner: Browser) -> None:
    given_password(owner)
    _, recovery = given_codes(owner)
    browser = Browser(owner.line)
    with_password(browser)
    for number in range(attempts.FAILURES + 1):
        form = hidden(browser.get("/sign-in/second").text) | {"code": "000000"}
        address = {"REMOTE_ADDR": f"198.51.100.{number}"}
        answer = browser.client.post("/sign-in/second", data=form, environ_base=address)
    assert answer.status_code == 429
    assert "Too many codes were wrong" in answer.text
    path = "/sign-in/second/recovery"
    assert browser.post(path, at="/sign-in/second", recovery=recovery[0]).location == "/"


def test_a_recovery_code_works_once(owner: Browser) -> None:
    given_password(owner)
    _, (code, *_) = given_codes(owner)
    answers = []
    for typed in (code.upper().replace("-", " "), code):
        browser = Browser(owner.line)
        with_password(browser)
        path = "/sign-in/second/recovery"
        answers.append(browser.post(path, at="/sign-in/second", recovery=typed).status_code)
    assert answers == [303, 401]
    assert owner.line.count(recovery_codes) == factors.RECOVERY_CODES - 1
    assert Deed.USED_RECOVERY_CODE.value in {did for _, did, _ in log(owner.line)}


def test_new_recovery_codes_take_the_place_of_older_ones(owner: Browser) -> None:
    _, (old, *_) = given_codes(owner)
    page = owner.post("/account/recovery", at="/account").text
    assert old not in page
    with owner.line.database.write() as tx:
        assert not factors.use_recovery_code(tx, who(owner.line), old, owner.line.clock.now())


def test_half_in_lasts_ten_minutes(owner: Browser) -> None:
    browser = given_password(owner)
    totp, _ = given_codes(owner)
    with_password(browser)
    page = browser.get("/sign-in/second").text
    owner.line.clock.moment += timedelta(minutes=10)
    form = hidden(page) | {"code": now_of(owner.line, totp)}
    assert browser.client.post("/sign-in/second", data=form).location == "/sign-in"


def test_no_secret_of_a_factor_is_stored(owner: Browser) -> None:
    given_password(owner)
    totp, codes = given_codes(owner)
    with owner.line.database.read() as tx:
        tables = ("organizers", "recovery_codes", "audit", "desk_mails")
        stored = " ".join(str(tx.execute(text(f"SELECT * FROM {name}")).all()) for name in tables)
    assert not [each for each in (totp.secret, PASSWORD, *codes) if each in stored]


def test_codes_that_are_dropped_are_not_asked_for(owner: Browser) -> None:
    given_codes(owner)
    owner.post("/account/codes/drop", at="/account")
    assert Browser(owner.line).sign_in().get("/").status_code == 200
    assert owner.line.count(recovery_codes) == 0


# what owners may ask of everybody


def test_a_required_factor_opens_the_desk(owner: Browser) -> None:
    ben = Browser(owner.line).sign_in("ben@line.example", Role.VIEWER)
    owner.post("/team/second-factor", at="/team", required="yes")
    for browser in (owner, ben):
        assert browser.get("/").location == "/account"
        assert "ask everybody for a second factor" in browser.get("/account").text
    given_codes(ben)
    assert ben.get("/").status_code == 200
    given_codes(owner)
    owner.post("/team/second-factor", at="/team", required="no")
    assert Browser(owner.line).sign_in("cleo@line.example").get("/").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/account/password"),
        ("POST", "/account/password/drop"),
        ("GET", "/account/codes"),
        ("POST", "/account/codes"),
        ("POST", "/account/codes/drop"),
        ("POST", "/account/recovery"),
        ("GET", "/account/passkeys"),
        ("POST", "/account/passkeys"),
        ("POST", "/account/passkeys/1/drop"),
    ],
)
def test_factors_change_only_soon_after_signing_in(owner: Browser, method: str, path: str) -> None:
    owner.line.clock.moment += timedelta(minutes=15)
    form = hidden(owner.get("/account").text)
    answer = owner.client.open(path, method=method, data=form if method == "POST" else None)
    assert (answer.status_code, "Sign in once more" in answer.text) == (403, True)


# sessions


def test_thirty_days_end_a_session_in_any_case(owner: Browser) -> None:
    for _ in range(60):
        owner.line.clock.moment += timedelta(hours=11, minutes=50)
        assert owner.get("/").status_code == 200
    owner.line.clock.moment += timedelta(hours=11, minutes=50)
    assert owner.get("/").status_code == 303
    assert timedelta(days=30) == sessions.LONGEST


def test_sign_out_everywhere(owner: Browser) -> None:
    firefox = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"}
    other, link = Browser(owner.line), owner.link()
    form = hidden(other.get(link).text)
    other.client.post(link, data=form, headers=firefox)
    page = words(owner.get("/account").text)
    assert "Firefox on Windows" in page
    assert page.count("this one") == 1
    owner.post("/account/sessions/end", at="/account")
    assert [each.get("/").status_code for each in (owner, other)] == [303, 303]
    assert owner.line.count(session_rows) == 0


@pytest.mark.parametrize(
    ("browser", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/18.0 Safari/604.1", "Safari on an iPhone"),
        ("", "A browser"),
    ],
)
def test_what_a_browser_is_called(browser: str, name: str) -> None:
    assert called(browser) == name


# the team


def invited(owner: Browser, email: str = "ben@line.example", role: str = "viewer") -> str:
    """Invite somebody; the path of the link in their mail."""
    answer = owner.post("/team/invitations", at="/team", email=email, role=role)
    assert answer.status_code == 303, words(answer.text)
    return link_in(mailed(owner.line))


def test_an_invitation(owner: Browser) -> None:
    link, ben = invited(owner), Browser(owner.line)
    assert "Sign in as ben@line.example" in ben.get(link).text
    assert ben.post(link, at=link).location == "/"
    assert who(owner.line, "ben@line.example").role is Role.VIEWER
    assert Browser(owner.line).get(link).status_code == 404, "it works once"
    assert [did for _, did, kind in log(owner.line) if kind == "invitation"] == [
        "invited",
        "joined",
    ]


def test_an_invitation_at_the_same_moment_makes_one_organizer(owner: Browser) -> None:
    link = invited(owner)
    browsers = [Browser(owner.line) for _ in range(4)]
    forms = [hidden(each.get(link).text) for each in browsers]
    codes = together(
        *(
            lambda client=each.client, form=form: client.post(link, data=form).status_code
            for each, form in zip(browsers, forms, strict=True)
        )
    )
    assert sorted(codes) == [303, 404, 404, 404]
    assert owner.line.count(people) == 2


def test_an_invitation_ends(owner: Browser) -> None:
    link = invited(owner)
    owner.line.clock.moment += invitations.LASTS
    assert Browser(owner.line).get(link).status_code == 404


def test_an_invitation_taken_back(owner: Browser) -> None:
    link = invited(owner)
    (row,) = re.findall(r"/team/invitations/(\d+)/take-back", owner.get("/team").text)
    owner.post(f"/team/invitations/{row}/take-back", at="/team")
    assert Browser(owner.line).get(link).status_code == 404
    assert owner.line.count(people) == 1


def test_a_newer_invitation_takes_the_place_of_an_older(owner: Browser) -> None:
    older, newer = invited(owner), invited(owner, role="organizer")
    assert Browser(owner.line).get(older).status_code == 404
    ben = Browser(owner.line)
    ben.post(newer, at=newer)
    assert who(owner.line, "ben@line.example").role is Role.ORGANIZER


def test_who_is_there_is_not_invited(owner: Browser) -> None:
    answer = owner.post("/team/invitations", at="/team", email=OWNER.upper(), role="viewer")
    assert (answer.status_code, "is here already" in answer.text) == (409, True)


def test_a_role_and_a_removal(owner: Browser) -> None:
    ben = Browser(owner.line).sign_in("ben@line.example", Role.VIEWER)
    number = who(owner.line, "ben@line.example").id
    assert ben.get("/team").status_code == 403
    owner.post(f"/team/{number}/role", at="/team", role="owner")
    assert ben.get("/team").status_code == 200, "at once"
    owner.post(f"/team/{number}/remove", at="/team")
    assert ben.get("/team").status_code == 303
    assert [entry[:2] for entry in log(owner.line)][-2:] == [
        (OWNER, "gave the role"),
        (OWNER, "removed"),
    ]


@pytest.mark.parametrize("deed", ["role", "remove"])
def test_the_last_owner_stays(owner: Browser, deed: str) -> None:
    for others in (0, 1):
        answer = owner.post(f"/team/{who(owner.line).id}/{deed}", at="/team", role="viewer")
        assert (answer.status_code, "There must be an owner" in answer.text) == (409, True), others
        Browser(owner.line).sign_in("ben@line.example", Role.ORGANIZER)


@pytest.mark.parametrize("deed", ["role", "remove"])
def test_two_owners_do_not_remove_each_other(owner: Browser, deed: str) -> None:
    ben = Browser(owner.line).sign_in("ben@line.example", Role.OWNER)
    ids = {each: who(owner.line, each).id for each in (OWNER, "ben@line.example")}
    posts = [
        (owner.client, hidden(owner.get("/team").text), ids["ben@line.example"]),
        (ben.client, hidden(ben.get("/team").text), ids[OWNER]),
    ]
    together(
        *(
            lambda client=client, form=form, number=number: client.post(
                f"/team/{number}/{deed}", data=form | {"role": "viewer"}
            )
            for client, form, number in posts
        )
    )
    assert owner.line.count(people, people.c.role == "owner") == 1


def test_a_reset_leaves_the_link(owner: Browser) -> None:
    ben = Browser(owner.line).sign_in("ben@line.example", Role.VIEWER)
    given_codes(ben)
    owner.post(f"/team/{who(owner.line, 'ben@line.example').id}/reset", at="/team")
    assert ben.get("/").status_code == 303
    assert Browser(owner.line).sign_in("ben@line.example").get("/").status_code == 200
    assert (OWNER, Deed.RESET.value, "organizer") in log(owner.line)


# the first owner


def code_of(line: WholeLine) -> str:
    with line.database.read() as tx:
        return set_up_code(tx, line.application.settings.secret_key)


def test_the_first_page_makes_the_first_owner(line: WholeLine) -> None:
    browser = Browser(line)
    assert "Nobody can sign in yet" in browser.get("/", follow_redirects=True).text
    refused = browser.post("/first", at="/first", email=OWNER, code="AAAA-BBBB-CCCC")
    assert (refused.status_code, line.count(people)) == (401, 0)
    typed = code_of(line).lower().replace("-", " ")
    assert browser.post("/first", at="/first", email=OWNER, code=typed).location == "/"
    assert browser.get("/team").status_code == 200
    assert Browser(line).get("/first").location == "/sign-in"


def test_the_code_makes_nobody_else(line: WholeLine) -> None:
    browser, late = Browser(line), Browser(line)
    form = hidden(late.get("/first").text) | {"email": "thief@line.example", "code": code_of(line)}
    browser.post("/first", at="/first", email=OWNER, code=code_of(line))
    late.client.post("/first", data=form)
    assert [row.email for row in line.rows(people)] == [OWNER]
    with line.database.write() as tx:
        organizers.remove(tx, who_in(tx), line.clock.now(), last_may_go=True)
    late.client.post("/first", data=form)
    assert line.count(people) == 0, "not even when everybody is gone: then there is a new code"


def who_in(tx: object) -> Organizer:
    found = organizers.find(tx, OWNER)  # type: ignore[arg-type]
    assert found
    return found


def test_there_is_one_first_owner(line: WholeLine) -> None:
    code, posts = code_of(line), []
    for number in range(4):
        browser = Browser(line)
        form = hidden(browser.get("/first").text)
        posts.append((browser.client, form | {"email": f"a{number}@line.example", "code": code}))
    together(*(lambda c=client, f=form: c.post("/first", data=f) for client, form in posts))
    assert line.count(people) == 1


def test_guessing_the_code_ends(line: WholeLine) -> None:
    browser = Browser(line)
    for _ in range(attempts.FAILURES):
        browser.post("/first", at="/first", email=OWNER, code="AAAA")
    answer = browser.post("/first", at="/first", email=OWNER, code=code_of(line))
    assert (answer.status_code, line.count(people)) == (429, 0)


# passkeys, as far as no browser is needed; the rest is in tests/browser


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://line.example.org", "https://line.example.org"),
        ("https://line.example.org:8443/desk", "https://line.example.org:8443"),
        ("http://127.0.0.1:8000", "http://localhost:8000"),  # browsers take no number for a name
        ("http://[::1]:8000", "http://localhost:8000"),
        ("http://localhost", "http://localhost"),
        ("http://line.example.org", None),  # plain http, not this machine
        ("https://192.0.2.7", None),  # no name
    ],
)
def test_where_there_are_passkeys(address: str, origin: str | None) -> None:
    found = ceremonies.site(address, "Us")
    assert (found.origin if found else None) == origin


@pytest.mark.parametrize(
    "answer",
    ["", "{}", "[]", "null", "[" * 5000, '{"id": "\\u0000"}', '{"id": 1, "response": 2}',
     '{"id": "abc", "response": {"clientDataJSON": "e30"}}',
     '{"id": "abc", "response": {"clientDataJSON": "bm90IGpzb24"}}'],
)  # fmt: skip
def test_what_is_no_answer_opens_nothing(owner: Browser, answer: str) -> None:
    stranger = Browser(owner.line)
    refused = stranger.post("/sign-in/passkey", at="/sign-in/passkey", credential=answer)
    assert refused.location == "/sign-in/passkey?refused="
    kept = owner.post("/account/passkeys", at="/account/passkeys", credential=answer, name="x")
    assert kept.status_code == 400


# the log


def test_the_log_is_read_by_who_what_and_when(owner: Browser) -> None:
    ben = Browser(owner.line).sign_in("ben@line.example", Role.VIEWER)
    assert ben.get("/audit").status_code == 403
    owner.line.clock.moment += timedelta(days=2)
    cleo = Browser(owner.line).sign_in("cleo@line.example", Role.ORGANIZER)
    page = words(cleo.get("/audit?who=ben@line.example").text)
    assert "ben@line.example signed in" in page
    assert "cleo@line.example signed in" not in page
    today = owner.line.clock.now().date().isoformat()
    later = words(cleo.get(f"/audit?did=signed+in&from={today}&to={today}").text)
    assert "cleo@line.example signed in" in later
    assert "ben@line.example signed in" not in later
    assert "Nothing of that kind" in cleo.get("/audit?to=2001-01-01&from=x").text


def test_the_log_is_paged_and_a_file(owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sms_line.web.desk.audit_log.A_PAGE", 2)
    monkeypatch.setattr("sms_line.web.desk.audit_log.A_CHUNK", 2)
    with owner.line.database.write() as tx:
        organizers.add(tx, "=1+1@line.example", None, owner.line.clock.now())
    first = owner.get("/audit").text
    older = re.search(r'href="(/audit\?before=\d+[^"]*)"', first)
    assert older
    assert owner.get(html.unescape(older[1])).status_code == 200
    file = owner.get("/audit.csv")
    assert file.mimetype == "text/csv"
    lines = file.text.splitlines()
    assert lines[0] == "id,at,who,did,kind,row_id,detail"
    assert len(lines) == 1 + owner.line.count(audit)
    assert "'=1+1@line.example" in file.text, "no spreadsheet computes it"
