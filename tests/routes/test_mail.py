"""Letters by SMTP against real servers: what arrives, and what is said of each way to fail."""

import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from sms_line.core.people import Legislator, Title
from sms_line.ports import Accepted, Envelope, Outcome, Postponed, Refused, Route, Unsure
from sms_line.routes.address import AddressPattern
from sms_line.routes.check import CheckedRoute
from sms_line.routes.mail import MailRoute
from sms_line.routes.smtp import MailServer
from tests.routes.conftest import Line
from tests.routes.mail_server import Mailbox, header, parsed, running, text
from tests.routes.scripted_server import scripted

RouteTo = Callable[..., CheckedRoute]
OFFICE = Legislator("L000570", Title.SENATOR, "Ben Ray Luján", "Luján", "NM", None, "202-224-6621")
LOGIN = "ana:p%40ss%2Fword"


def test_what_arrives(route_to: RouteTo, envelope: Envelope, line: Line) -> None:
    with running() as server:
        route = route_to(f"smtp://127.0.0.1:{server.port}")
        outcome = route.send(envelope, line.point_of_no_return)
    assert outcome == Accepted("250 2.0.0 Queued as 4bX")
    assert line.passed == [True]
    assert server.box.senders == ["letters@line.example"]
    assert server.box.recipients == ["L000570@letters.example"]
    message = parsed(server.box.taken[0])
    assert header(message, "From") == "Ana Díaz <letters@line.example>"
    assert header(message, "To") == "Senator Ben Ray Luján <L000570@letters.example>"
    assert header(message, "Reply-To") == "Ana Díaz <ana@example.org>"
    assert header(message, "Subject") == envelope.letter.subject
    assert message["Message-ID"] == "<4f1c2a@line.example>"
    assert message["Date"].endswith("+0000")
    assert message.get_content_type() == "text/plain"
    assert text(message) == envelope.letter.body + "\n"
    assert server.box.taken[0].isascii()


def test_every_try_has_the_same_message_id(
    route_to: RouteTo, envelope: Envelope, line: Line
) -> None:
    with running() as server:
        route = route_to(f"smtp://127.0.0.1:{server.port}")
        for _ in range(2):
            route.send(envelope, line.point_of_no_return)
    assert {parsed(m)["Message-ID"] for m in server.box.taken} == {"<4f1c2a@line.example>"}


@pytest.mark.parametrize(
    ("answers", "kind", "taken", "passed", "reason"),
    [
        ({"rcpt_answer": "550 5.1.1 No such user"}, Refused, 0, 0, "no such office"),
        ({"rcpt_answer": "450 4.2.1 Greylisted"}, Postponed, 0, 0, "try later"),
        ({"rcpt_answer": "530 5.7.0 Authentication required"}, Postponed, 0, 0, "our login"),
        ({"mail_answer": "550 5.7.1 Sender rejected"}, Postponed, 0, 0, "our address, not theirs"),
        ({"mail_answer": "451 4.3.0 Busy"}, Postponed, 0, 0, "try later"),
        ({"data_answer": "554 5.6.0 Content rejected"}, Refused, 1, 1, "they don't want it"),
        ({"data_answer": "452 4.3.1 Disk full"}, Postponed, 1, 1, "they said it isn't taken"),
        ({"data_answer": "354 More?"}, Unsure, 1, 1, "no answer to a letter"),
        ({"hangs_up_after_letter": True}, Unsure, 1, 1, "lost before the answer"),
        ({"silent_after_letter": True}, Unsure, 1, 1, "never answered"),
    ],
)
def test_what_a_server_says_is_what_is_claimed(
    envelope: Envelope,
    line: Line,
    answers: dict[str, object],
    kind: type[Outcome],
    taken: int,
    passed: int,
    reason: str,
) -> None:
    box = Mailbox(**answers)  # type: ignore[arg-type]
    with running(box) as server:
        outcome = plain_route(server.port, answer_seconds=0.3).send(
            envelope, line.point_of_no_return
        )
    assert isinstance(outcome, kind), reason
    assert (len(box.taken), len(line.passed)) == (taken, passed), reason


def now() -> datetime:
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def plain_route(port: int, **given: float) -> MailRoute:
    """With waits that suit a test."""
    pattern = AddressPattern("{bioguide}@letters.example")
    options = {"seconds": 2.0, "answer_seconds": 2.0} | given
    server = MailServer("127.0.0.1", port, tls=False)
    return MailRoute(server, "letters@line.example", pattern, now, **options)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (["554 5.7.1 Your address is blocked"], "the greeting is about us"),
        (["421 4.3.2 Shutting down"], "not now"),
        ([], "hung up at once"),
        (["Hello!"], "no SMTP at all"),
        (["220 hi", "550 no", "550 no"], "EHLO and HELO refused"),
        (["220 hi", "250-hi\r\n250 STARTTLS", "454 4.7.0 no TLS now"], "STARTTLS refused"),
        (["220 hi", "250-hi\r\n250 STARTTLS"], "hung up at STARTTLS"),
        (["220 hi", "250 hi"], "hung up at MAIL"),
        (["220 hi", "250 hi", "250 OK"], "hung up at RCPT"),
        (["220 hi", "250 hi", "250 OK", "250 OK"], "hung up at DATA"),
        (["220 hi", "250 hi", "250 OK", "250 OK", "451 4.3.0 later"], "DATA put off"),
        (["220 hi", "250 hi", "250 OK", "250 OK", "what?"], "an answer that is none"),
        (["220 hi", "250 hi", "250 " + "x" * 9_000], "an answer without end"),
    ],
)
def test_before_the_letter_nothing_is_lost(
    envelope: Envelope, line: Line, script: list[str], reason: str
) -> None:
    with scripted(*script) as (port, _):
        outcome = plain_route(port).send(envelope, line.point_of_no_return)
    assert isinstance(outcome, Postponed), reason
    assert line.passed == []


def test_data_refused_for_good(envelope: Envelope, line: Line) -> None:
    with scripted("220 hi", "250 hi", "250 OK", "250 OK", "554 5.7.1 no") as (port, _):
        outcome = plain_route(port).send(envelope, line.point_of_no_return)
    assert outcome == Refused("554 5.7.1 no")
    assert line.passed == []


def test_a_server_that_never_answers(envelope: Envelope, line: Line) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        route = plain_route(listener.getsockname()[1], seconds=0.2)
        outcome = route.send(envelope, line.point_of_no_return)
    assert outcome == Postponed("The mail server could not be reached: it did not answer in time")


def test_nobody_listens(route_to: RouteTo, envelope: Envelope, line: Line) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    route = route_to(f"smtp://127.0.0.1:{port}")
    sentence = "The mail server could not be reached: it refused the connection"
    assert route.send(envelope, line.point_of_no_return) == Postponed(sentence)
    check = route.check()
    assert (check.level, check.sentence) == ("failure", f"{sentence}; check SMS_LINE_MAIL_URL.")


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a..b", "x" * 64 + ".example"])
def test_a_name_that_is_not_known(
    route_to: RouteTo, envelope: Envelope, line: Line, host: str
) -> None:
    outcome = route_to(f"smtp://{host}:25").send(envelope, line.point_of_no_return)
    assert outcome == Postponed("The mail server could not be reached: its name is not known")


class ClaimLostError(Exception):
    """Another worker has this delivery."""


def test_who_may_not_go_on_sends_nothing(envelope: Envelope) -> None:
    def claim_lost() -> None:
        raise ClaimLostError

    script = ["220 hi", "250 hi", "250 OK", "250 OK", "354 go on", ""]
    with scripted(*script) as (port, heard), pytest.raises(ClaimLostError):
        plain_route(port).send(envelope, claim_lost)
    assert [line.split()[0] for line in heard] == ["ehlo", "mail", "rcpt", "DATA"]


@pytest.mark.usefixtures("_trusted")
def test_starttls_and_login(
    route_to: RouteTo, envelope: Envelope, line: Line, certified: ssl.SSLContext
) -> None:
    with running(starttls=certified, login=True) as server:
        route = route_to(f"smtp://{LOGIN}@localhost:{server.port}")
        outcome = route.send(envelope, line.point_of_no_return)
        check = route.check()
    assert isinstance(outcome, Accepted)
    assert server.box.encrypted == [True]
    assert len(server.box.logins) == 2
    assert (check.level, check.sentence) == ("ok", "The mail server is ready.")


@pytest.mark.usefixtures("_trusted")
def test_tls_from_the_first_byte(
    route_to: RouteTo, envelope: Envelope, line: Line, certified: ssl.SSLContext
) -> None:
    with running(tls=certified) as server:
        route = route_to(f"smtps://127.0.0.1:{server.port}")
        outcome = route.send(envelope, line.point_of_no_return)
    assert isinstance(outcome, Accepted)
    assert server.box.encrypted == [True]


@pytest.mark.parametrize("how", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for(
    route_to: RouteTo, envelope: Envelope, line: Line, certified: ssl.SSLContext, how: str
) -> None:
    scheme = "smtps" if how == "tls" else "smtp"
    with running(**{how: certified}) as server:
        route = route_to(f"{scheme}://127.0.0.1:{server.port}")
        outcome = route.send(envelope, line.point_of_no_return)
    assert isinstance(outcome, Postponed)
    assert "certificate is not trusted" in outcome.detail
    assert server.box.taken == []


@pytest.mark.usefixtures("_trusted")
def test_a_certificate_for_another_name(
    route_to: RouteTo, envelope: Envelope, line: Line, certified: ssl.SSLContext
) -> None:
    with running(tls=certified) as server:
        route = route_to(f"smtps://127.0.0.2:{server.port}")
        outcome = route.send(envelope, line.point_of_no_return)
    assert isinstance(outcome, Postponed)


@pytest.mark.usefixtures("_trusted")
def test_a_wrong_login_is_the_operators_matter(
    route_to: RouteTo, envelope: Envelope, line: Line, certified: ssl.SSLContext
) -> None:
    with running(starttls=certified, login=True) as server:
        route = route_to(f"smtp://ana:wrong@localhost:{server.port}")
        outcome = route.send(envelope, line.point_of_no_return)
        check = route.check()
    assert isinstance(outcome, Postponed)
    assert outcome.detail.startswith("The mail server did not accept the login: 535 ")
    assert check.level == "failure"


def test_a_login_that_the_server_does_not_offer(
    route_to: RouteTo, envelope: Envelope, line: Line
) -> None:
    with running() as server:
        route = route_to(f"smtp://{LOGIN}@localhost:{server.port}")
        outcome = route.send(envelope, line.point_of_no_return)
    assert isinstance(outcome, Postponed)
    assert "takes no login" in outcome.detail


def test_a_password_never_travels_in_the_open(envelope: Envelope, line: Line) -> None:
    server = MailServer("mail.example", 25, tls=False, user="ana", password="secret")
    assert not server.loopback
    assert "secret" not in repr(server)
    with scripted("220 hi", "250-hi\r\n250 AUTH PLAIN", "") as (port, heard):
        # By a name that is not one of loopback's, though it leads there.
        elsewhere = MailServer("127.1", port, tls=False, user="ana", password="secret")
        pattern = AddressPattern("{bioguide}@letters.example")
        route = MailRoute(elsewhere, "letters@line.example", pattern, now, seconds=2.0)
        outcome = route.send(envelope, line.point_of_no_return)
    assert outcome == Postponed(
        "The mail server offers no encryption, so the password was not sent"
    )
    assert [line.split()[0] for line in heard] == ["ehlo"]


def test_what_a_server_says_is_kept_without_the_person(envelope: Envelope, line: Line) -> None:
    answer = (
        "550 5.1.1 <L000570@letters.example>: Ben Luján doesn't know Díaz, ana "
        "(ana@example.org); see https://mail.example/x"
    )
    with running(Mailbox(data_answer=answer)) as server:
        outcome = plain_route(server.port).send(envelope, line.point_of_no_return)
    assert outcome == Refused("550 5.1.1 …: … … doesn't know …, … … see https://mail.example/x")


def test_what_mail_needs_and_knows(route_to: RouteTo, envelope: Envelope) -> None:
    route: Route = route_to("smtp://127.0.0.1:1")
    assert route.name == "mail"
    assert route.needs(OFFICE) == ()
    assert route.address(OFFICE) == "L000570@letters.example"
    assert route.evidence(envelope) is None
    route.erase((envelope.message_id,))


def test_a_server_that_is_not_well(line: Line) -> None:
    with scripted("220 hi", "250 hi", "421 4.3.2 down") as (port, _):
        assert plain_route(port).check().sentence == (
            "The mail server is not ready: 421 4.3.2 down; look at its log."
        )
    with scripted("220 hi", "250 hi") as (port, _):
        assert plain_route(port).check().sentence == (
            "The mail server failed: it hung up; look at its log."
        )
