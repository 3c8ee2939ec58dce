"""FORGET ME by text: calls too lose whose they were."""

from sms_line.core.effects import ConsentKind
from sms_line.store.metadata import metadata
from sms_line.store.tables import calls, consents, conversations, legs, suppressions
from tests.calls.conftest import Ring
from tests.whole_line import ANA, WholeLine

PROOF = {consents.name, suppressions.name}


def _tables_with(line: WholeLine, number: str) -> set[str]:
    found = set()
    for table in metadata.sorted_tables:
        if any(number in str(value) for row in line.rows(table) for value in row):
            found.add(table.name)
    return found


def _called(line: WholeLine, ring: Ring) -> None:
    line.text("FREE")
    call = ring()
    call.press("82001")
    call.press("1")
    call.leg("completed", 90)
    call.press("1")
    call.hang_up()


def test_calls_are_erased(line: WholeLine, ring: Ring) -> None:
    _called(line, ring)
    assert calls.name in _tables_with(line, ANA)
    line.text("forget me")
    assert _tables_with(line, ANA) == PROOF
    assert not line.count(conversations)
    kinds = [row.kind for row in line.rows(consents)]
    assert ConsentKind.OPT_IN.value not in kinds


def test_the_counts_stay(line: WholeLine, ring: Ring) -> None:
    _called(line, ring)
    line.text("forget me")
    (call,) = line.rows(calls)
    assert (call.phone, call.action, call.status) == (None, "freethemall", "completed")
    assert [(leg.status, leg.went) for leg in line.rows(legs)] == [("completed", "spoke")]


def test_others_calls_stay(line: WholeLine, ring: Ring) -> None:
    _called(line, ring)
    ring("+13075550142").hang_up()
    line.text("forget me")
    assert line.count(calls, calls.c.phone == "+13075550142") == 1
    assert line.count(conversations) == 1


def test_in_the_middle_of_a_call(line: WholeLine, ring: Ring) -> None:
    call = ring()
    call.press("82001")
    line.text("forget me")
    call.press("1")
    assert call.over, "a line that knows nothing more of a caller has nothing more to ask"
    assert not call.legs
    assert _tables_with(line, ANA) == PROOF


def test_the_next_call_asks_again(line: WholeLine, ring: Ring) -> None:
    _called(line, ring)
    line.text("forget me")
    assert "ZIP code" in ring().heard[-1]
