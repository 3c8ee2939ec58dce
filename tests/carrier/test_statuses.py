"""The order of a text's states, and the consequence of every code in facts.md."""

import itertools
from functools import reduce

import pytest

from sms_line.carrier.error_words import meaning
from sms_line.carrier.statuses import Consequence, advance_status, on_error


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("", "queued", "queued"),  # the first news
        ("queued", "sent", "sent"),
        ("sent", "queued", "sent"),  # late
        ("delivered", "sent", "delivered"),
        ("sent", "undelivered", "undelivered"),
        ("queued", "failed", "failed"),
        ("accepted", "queued", "queued"),  # a messaging service has chosen a sender
        ("delivered", "undelivered", "delivered"),  # two last words: the first stands
        ("failed", "delivered", "failed"),
        ("sent", "sent", "sent"),  # a repetition
        ("sent", "teleported", "sent"),  # one that Twilio may add some day
        ("sent", "", "sent"),
        ("unsure", "sent", "sent"),  # a state of the line's own, settled by evidence
        ("unsure", "teleported", "unsure"),
    ],
)
def test_a_later_state_is_never_overwritten(old: str, new: str, kept: str) -> None:
    assert advance_status(old, new) == kept


@pytest.mark.parametrize("last", ["delivered", "undelivered", "failed"])
def test_every_order_ends_the_same(last: str) -> None:
    for order in itertools.permutations(["accepted", "queued", "sending", "sent", last]):
        assert reduce(advance_status, order, "") == last


@pytest.mark.parametrize(
    ("code", "consequence"),
    [
        (21610, "suppress"),  # opted out
        (21211, "suppress"),  # not a number
        (21614, "suppress"),  # not a mobile
        (21408, "stop_broadcast"),  # region not enabled: tell the organizer
        (21611, "slow_down"),  # the sender's queue is full
        (20429, "slow_down"),  # too many requests
        (20003, "stop_everything"),  # credentials
        (20005, "stop_everything"),  # suspended
        (30001, "retry_later"),  # queue overflow
        (30002, "stop_everything"),  # suspended
        (30003, "retry_once"),  # unreachable now
        (30004, "suppress_after_two"),  # blocked
        (30005, "suppress"),  # unknown handset
        (30006, "mark_landline"),  # calls are fine
        (30007, "stop_above_threshold"),  # filtered
        (30008, "retry_once"),  # unknown
        (30032, "stop_everything"),  # toll-free not verified
        (30034, "stop_everything"),  # 10DLC not registered
        (21609, "stop_everything"),  # our callback address is unusable: every text would fail
        (99999, "nothing"),  # not known here
        (None, "nothing"),  # no code
    ],
)
def test_the_consequence_of_each_code(code: int | None, consequence: str) -> None:
    assert on_error(code) is Consequence(consequence)


def test_every_code_that_has_a_consequence_has_its_words() -> None:
    known = {code for code in range(20_000, 65_000) if on_error(code) is not Consequence.NOTHING}
    assert known
    assert {code for code in known if meaning(str(code)) == meaning("99999")} == set()
