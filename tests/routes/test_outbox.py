"""Letters as files: written once, whole, for their owner's eyes, and gone when erased."""

from dataclasses import replace
from pathlib import Path

import pytest

from sms_line.ports import Accepted, Envelope, Outcome, Postponed, Route
from sms_line.routes.outbox import OutboxRoute
from tests.routes.conftest import Line
from tests.routes.mail_server import header, parsed
from tests.routes.test_mail import OFFICE, RouteTo


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "outbox").iterdir())


def test_a_letter_is_a_file(
    route_to: RouteTo, envelope: Envelope, line: Line, tmp_path: Path
) -> None:
    route: Route = route_to("outbox:")
    assert route.evidence(envelope) == Postponed("not in the outbox")
    assert route.send(envelope, line.point_of_no_return) == Accepted("kept in the outbox")
    assert route.evidence(envelope) == Accepted("kept in the outbox")
    (path,) = files(tmp_path)
    assert path.name == "4f1c2a@line.example.eml"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    message = parsed(path.read_bytes())
    assert header(message, "To") == "Senator Ben Ray Luján <L000570@letters.example>"
    assert message["Message-ID"] == "<4f1c2a@line.example>"
    assert line.passed == [True]


def test_a_second_try_changes_nothing(
    route_to: RouteTo, envelope: Envelope, line: Line, tmp_path: Path
) -> None:
    route = route_to("outbox:")
    route.send(envelope, line.point_of_no_return)
    before = files(tmp_path)[0].read_bytes()
    changed = replace(envelope, letter=replace(envelope.letter, body="Other"))
    assert route.send(changed, line.point_of_no_return) == Accepted("kept in the outbox")
    assert files(tmp_path)[0].read_bytes() == before


def test_who_may_not_go_on_leaves_nothing(
    route_to: RouteTo, envelope: Envelope, tmp_path: Path
) -> None:
    def claim_lost() -> None:
        raise RuntimeError("another worker has it")

    with pytest.raises(RuntimeError):
        route_to("outbox:").send(envelope, claim_lost)
    assert files(tmp_path) == []


def test_two_containers_never_write_one_draft(
    route_to: RouteTo, envelope: Envelope, line: Line, tmp_path: Path
) -> None:
    """They share the folder, and their processes have the same number."""
    one, other = route_to("outbox:"), route_to("outbox:")
    outcomes: list[Outcome] = []
    outcomes += [one.send(envelope, lambda: outcomes.append(other.send(envelope, lambda: None)))]
    assert outcomes == [Accepted("kept in the outbox")] * 2
    assert len(files(tmp_path)) == 1


def test_erasing(route_to: RouteTo, envelope: Envelope, line: Line, tmp_path: Path) -> None:
    route = route_to("outbox:")
    other = replace(envelope, message_id="other@line.example")
    for each in (envelope, other):
        route.send(each, line.point_of_no_return)
    route.erase((envelope.message_id, "never-sent@line.example"))
    assert [path.name for path in files(tmp_path)] == ["other@line.example.eml"]


def test_a_message_id_cannot_leave_the_folder(
    route_to: RouteTo, envelope: Envelope, line: Line, tmp_path: Path
) -> None:
    odd = replace(envelope, message_id="../../x@line.example")
    route_to("outbox:").send(odd, line.point_of_no_return)
    assert [path.name for path in files(tmp_path)] == ["..%2F..%2Fx@line.example.eml"]


def test_where_nothing_can_be_written(
    route_to: RouteTo, envelope: Envelope, line: Line, tmp_path: Path
) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    route = route_to("outbox:")
    assert isinstance(route.send(envelope, line.point_of_no_return), Postponed)
    assert line.passed == []
    check = route.check()
    assert check.level == "failure"
    assert check.sentence.endswith("; check SMS_LINE_DATA_DIR.")


def test_what_the_outbox_says_of_itself(route_to: RouteTo, tmp_path: Path) -> None:
    route = route_to("outbox:")
    assert isinstance(route, OutboxRoute)
    assert (route.name, route.needs(OFFICE)) == ("outbox", ())
    assert route.address(OFFICE) == "L000570@letters.example"
    assert route.check().level == "ok"
    assert files(tmp_path) == []
