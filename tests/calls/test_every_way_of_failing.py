"""Every office of a caller fails in every way, in every order: the call ends, politely, within its
limits; on the core alone, and a sample through signed webhooks."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle, product

import pytest

from sms_line.core import calling
from sms_line.core.states import HungUp, OfferedToRing
from sms_line.store.tables import calls, legs
from tests.calls.conftest import Ring
from tests.calls.offices import MEMBERS, Caller, openings
from tests.whole_line import WholeLine

POLITE = {"Farewell", "CallLimit", "Goodbye"}
LAST_WORDS = ("goodbye.", "Goodbye.")
FAILED = ("busy", "no-answer", "failed", "canceled")
KEYS = {"spoke": "1", "message": "2", "full": "3", "nobody": "4", "silence": ""}
WAYS = (*FAILED, *KEYS, "skip", "star")
OFFERED = {
    "accepted": ["1"],
    "declined": ["2"],
    "star": ["*"],
    "silence": ["", ""],
    "a key that means nothing": ["7", "7"],
}
"""What callers do who are asked whether the line shall ring them."""
SECONDS = 45


def meet(caller: Caller, way: str, seconds: int = SECONDS) -> None:
    """The caller is ready to be put through, and this is what comes of it."""
    if way in {"skip", "star"}:
        caller.press({"skip": "2", "star": "*"}[way])
        return
    caller.press("1")
    if way in FAILED:
        caller.leg(way, 0)
        return
    caller.leg("completed", seconds)
    for _ in range(2 if way == "silence" else 1):
        caller.press(KEYS[way])


def answer(caller: Caller, offered: str) -> None:
    """The caller is asked whether the line shall ring when they open."""
    for keys in OFFERED[offered]:
        if isinstance(caller.state, OfferedToRing):
            caller.press(keys)


def play(
    each: dict[str, str],
    ways: Iterator[str] | Callable[[str], str],
    seconds: int = SECONDS,
    offered: str = "declined",
) -> Caller:
    """A whole call. `each`: what is found of each office; `ways`: one a telephone."""
    opening = {bioguide: openings(bioguide)[said] for bioguide, said in each.items()}
    caller = Caller(opening).ring()
    caller.press("82001")
    while not caller.over:
        assert len(caller.turns) < calling.STEPS, "this call never ends"
        if isinstance(caller.state, OfferedToRing):
            answer(caller, offered)
            continue
        office = caller.state.rounds.office.bioguide
        meet(caller, ways(office) if callable(ways) else next(ways, "spoke"), seconds)
    return caller


def check(caller: Caller) -> None:
    """What must hold of a call, however it went."""
    assert isinstance(caller.state, HungUp)
    assert caller.turns[-1].said[-1] in POLITE
    assert max(Counter(caller.dialled).values(), default=0) <= 1, "no telephone rings twice"
    rung = Counter(leg.leg.bioguide for leg in caller.legs if leg.leg.kind)
    assert max(rung.values(), default=0) <= 2, "two telephones an office"
    assert {leg.leg.bioguide for leg in caller.legs} == {m.bioguide for m in MEMBERS}
    assert caller.seconds <= calling.CALL_SECONDS
    assert not [leg for leg in caller.state.rounds.legs if leg.status == calling.DIALLED]
    assert len(caller.arranged) <= 1, "one call back"


BOTH_OPEN = {member.bioguide: "both open" for member in MEMBERS}


def test_every_way_in_every_order() -> None:
    """Each office with one fate at both of its telephones: 11 × 11 × 11 calls."""
    for fates in product(WAYS, repeat=3):
        fate = {member.bioguide: way for member, way in zip(MEMBERS, fates, strict=True)}
        check(play(BOTH_OPEN, fate.__getitem__))


def test_two_different_fates_at_one_office() -> None:
    """And the same for each of the three offices while the others go as they go: 3 × 11 × 11."""
    for place, first, second in product(range(3), WAYS, WAYS):
        fates = iter([*["spoke"] * place, first, second])
        check(play(BOTH_OPEN, fates))


def test_every_opening_with_every_way() -> None:
    """Closed, crowded, in vain before, no telephone, in every order: 12 × 12 × 12 calls, and each
    two of them beside an office that is open, with every way: 3 × 12 × 12 × 11 calls."""
    kinds = list(openings(MEMBERS[0].bioguide))
    way, offered = cycle(WAYS), cycle(OFFERED)
    for said in product(kinds, repeat=3):
        each = {member.bioguide: one for member, one in zip(MEMBERS, said, strict=True)}
        check(play(each, lambda _: next(way), offered=next(offered)))
    for place, first, second, fate in product(range(3), kinds, kinds, WAYS):
        said = (first, second)
        said = (*said[:place], "both open", *said[place:])
        each = {member.bioguide: one for member, one in zip(MEMBERS, said, strict=True)}
        check(play(each, lambda _, fate=fate: fate, offered=next(offered)))


def test_every_answer_to_being_rung() -> None:
    """Each closed office offers it until that is settled; one call back is arranged at most."""
    closed = {member.bioguide: "to be rung about" for member in MEMBERS}
    asked = {"accepted": 1, "declined": 3, "star": 3, "silence": 2, "a key that means nothing": 2}
    for offered, times in asked.items():
        caller = play(closed, iter(()), offered=offered)
        check(caller)
        said = [name for turn in caller.turns for name in turn.said]
        assert said.count("OfferToRing") == times, offered
        assert len(caller.arranged) == (offered == "accepted"), offered


def test_legs_that_last_as_long_as_they_may() -> None:
    """Forty minutes are the limit, however the minutes are spent."""
    for fates in product(("full", "nobody", "silence"), repeat=3):
        fate = {member.bioguide: way for member, way in zip(MEMBERS, fates, strict=True)}
        caller = play(BOTH_OPEN, fate.__getitem__, seconds=100_000)
        assert caller.seconds <= calling.CALL_SECONDS
        assert caller.turns[-1].said[-1] in POLITE


ENDLESS = {
    "the script again and again": ["9"],
    "other legislators again and again": ["3", "82001"],
    "a key that means nothing": ["7"],
    "a kind word between nonsense": ["7", "9"],
}


@pytest.mark.parametrize("keys", ENDLESS.values(), ids=list(ENDLESS))
def test_round_in_circles(keys: list[str]) -> None:
    opening = {bioguide: openings(bioguide)["both open"] for bioguide in BOTH_OPEN}
    caller = Caller(opening).ring()
    caller.press("82001")
    for key in keys * 2 * calling.STEPS:
        caller.press(key)
        if caller.over:
            break
    assert caller.turns[-1].said[-1] in POLITE
    assert len(caller.turns) <= 2 * calling.STEPS + 3


def test_a_correction_gives_no_new_minutes() -> None:
    opening = {bioguide: openings(bioguide)["both open"] for bioguide in BOTH_OPEN}
    caller = Caller(opening).ring()
    caller.press("82001")
    while not caller.over:
        assert len(caller.turns) < 2 * calling.STEPS, "this call never ends"
        meet(caller, "full")
        if not caller.over:
            caller.press("3")
            caller.press("82001")
    assert caller.seconds <= calling.CALL_SECONDS
    assert caller.turns[-1].said[-1] in POLITE
    assert max(Counter(caller.dialled).values()) == 1


SAMPLE = [
    ("busy", "no-answer", "failed"),
    ("canceled", "full", "nobody"),
    ("skip", "silence", "star"),
    ("nobody", "busy", "silence"),
    ("full", "failed", "message"),
]


@pytest.mark.parametrize("fates", SAMPLE, ids="-".join)
def test_through_the_front_door(line: WholeLine, ring: Ring, fates: tuple[str, ...]) -> None:
    call = ring()
    call.press("82001")
    names = ("John Barrasso", "Cynthia M. Lummis", "Harriet M. Hageman")
    while not call.over:
        now = next(fate for name, fate in zip(names, fates, strict=True) if name in call.heard[-1])
        if now in {"skip", "star"}:
            call.press({"skip": "2", "star": "*"}[now])
            continue
        call.press("1")
        if now in FAILED:
            call.leg(now)
            continue
        call.leg("completed", SECONDS)
        if now == "silence":
            call.say_nothing()
            call.say_nothing()
        else:
            call.press(KEYS[now])
    assert call.heard[-1].endswith(LAST_WORDS)
    assert call.documents <= 30
    assert len(call.legs) <= 6
    (row,) = line.rows(calls)
    assert row.status == "completed"
    noted = line.rows(legs)
    assert len({leg.bioguide for leg in noted}) == 3
    assert all(leg.status != calling.DIALLED for leg in noted)
    lasted = [leg.seconds for leg in noted if leg.status == "completed"]
    assert set(lasted) <= {SECONDS}
