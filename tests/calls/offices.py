"""Three offices with two telephones each, and a caller on the core alone who does as told."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Literal

from sms_line.actions.parse import read_action
from sms_line.bundle_paths import FIXTURES
from sms_line.core import calling, events, places
from sms_line.core.action import Action
from sms_line.core.call_listening import listen_on_the_phone
from sms_line.core.conversation import advance
from sms_line.core.effects import (
    AmendLeg,
    Ask,
    Dial,
    Effect,
    Find,
    FindTelephone,
    RecordLeg,
    RingWhenOpen,
    Say,
)
from sms_line.core.events import TelephoneFound
from sms_line.core.openings import LocalTime, Opening, Telephone
from sms_line.core.people import District, Legislator, Representation, Title
from sms_line.core.scene import Channel, Scene
from sms_line.core.states import HungUp, OnTheLine, Resting, State, Stopped
from sms_line.store import memory

MEMBERS = (
    Legislator("S000001", Title.SENATOR, "Ana Uno", "Uno", "WY", None, "202-224-0101"),
    Legislator("S000002", Title.SENATOR, "Ben Dos", "Dos", "WY", None, "202-224-0102"),
    Legislator("H000003", Title.REPRESENTATIVE, "Cy Tres", "Tres", "WY", 0, "202-225-0103"),
)
HOME = places.Settled(
    "82001", "Cheyenne", "WY", Representation(District("WY", 0), MEMBERS[:2], MEMBERS[2])
)
WASHINGTON = {
    member.bioguide: Telephone(f"+1{member.phone.replace('-', '')}", "washington", "Washington")
    for member in MEMBERS
}
DISTRICT = {
    member.bioguide: Telephone(f"+1307555010{number}", "district", "Cheyenne")
    for number, member in enumerate(MEMBERS, 1)
}
DIRECTORY = {each.number for each in (*WASHINGTON.values(), *DISTRICT.values())}


NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
OPENS = LocalTime(datetime(2026, 11, 24, 14, tzinfo=UTC), 1, 1, 7, 0)
RINGS = LocalTime(datetime(2026, 11, 24, 15, tzinfo=UTC), 1, 1, 8, 0)


def openings(bioguide: str) -> dict[str, TelephoneFound]:
    """Everything that can be found out of one office."""
    washington, district = WASHINGTON[bioguide], DISTRICT[bioguide]
    both = Opening(washington, True, district, None, "", NOW)
    alone = replace(both, nearest=None)
    at_home = replace(both, washington_open=False)
    closed = replace(alone, washington_open=False)
    return {
        "both open": TelephoneFound(both),
        "in vain before": TelephoneFound(both, in_vain=True),
        "washington crowded": TelephoneFound(replace(both, washington_crowded=True)),
        "only washington": TelephoneFound(alone, in_vain=True),
        "only at home": TelephoneFound(at_home),
        "all crowded": TelephoneFound(replace(alone, washington_crowded=True, home_crowded=True)),
        "home crowded": TelephoneFound(replace(closed, home_crowded=True)),
        "closed": TelephoneFound(closed, opens=OPENS),
        "to be rung about": TelephoneFound(closed, opens=OPENS, rings=RINGS),
        "never opens": TelephoneFound(closed),
        "gone": TelephoneFound(replace(closed, washington=None)),
        "unknown": TelephoneFound(None),
    }


@cache
def action() -> Action:
    return read_action(FIXTURES / "actions" / "freethemall.md")


@dataclass
class Turn:
    """What one event led to, all rounds of it."""

    effects: list[Effect]

    @property
    def said(self) -> list[str]:
        return [type(e.prompt).__name__ for e in self.effects if isinstance(e, Say | Ask)]

    @property
    def dial(self) -> Dial | None:
        return next((e for e in self.effects if isinstance(e, Dial)), None)

    @property
    def asks(self) -> bool:
        return any(isinstance(e, Ask) for e in self.effects)


@dataclass
class Caller:
    """One call; each turn is checked for what must hold of any."""

    opening: dict[str, TelephoneFound]
    """What is found of each office, by bioguide."""
    finding: places.Finding = HOME
    state: State = field(default_factory=Resting)
    menu: tuple[Action, ...] = ()
    messages: Literal["", "person", "transcribed"] = ""
    turns: list[Turn] = field(default_factory=list)
    dialled: list[Telephone] = field(default_factory=list)
    seconds: int = 0

    @property
    def over(self) -> bool:
        return not (self.turns[-1].asks or self.turns[-1].dial)

    @property
    def legs(self) -> list[RecordLeg]:
        return [e for turn in self.turns for e in turn.effects if isinstance(e, RecordLeg)]

    @property
    def amended(self) -> list[AmendLeg]:
        return [e for turn in self.turns for e in turn.effects if isinstance(e, AmendLeg)]

    @property
    def arranged(self) -> list[RingWhenOpen]:
        return [e for turn in self.turns for e in turn.effects if isinstance(e, RingWhenOpen)]

    def ring(self) -> "Caller":
        self.happens(events.CallBegan())
        return self

    def press(self, keys: str) -> None:
        self.happens(listen_on_the_phone(keys, "", self.state))

    def leg(self, status: str, seconds: int) -> None:
        assert self.turns[-1].dial
        seconds = min(seconds, self.turns[-1].dial.limit_seconds)
        self.seconds += seconds
        self.happens(events.LegEnded(status, seconds))

    def happens(self, event: events.Event) -> Turn:
        silent = isinstance(self.state, HungUp | Stopped)
        turn = Turn(list(self._rounds(event)))
        self.turns.append(turn)
        assert not (silent and turn.said), "after the end nothing is said"
        if turn.dial:
            assert turn.dial.telephone.number in DIRECTORY
            assert calling.SHORTEST_LEG <= turn.dial.limit_seconds <= calling.LEG_SECONDS
            assert isinstance(self.state, OnTheLine)
            self.dialled.append(turn.dial.telephone)
        if self.over:
            assert isinstance(self.state, HungUp | Stopped | Resting), "nobody would answer this"
        return turn

    def _rounds(self, event: events.Event) -> Iterator[Effect]:
        for _ in range(8):
            scene = Scene(
                action=action(), menu=self.menu, channel=Channel.VOICE, messages=self.messages
            )
            turn = advance(self.state, event, scene)
            self.state = turn.state
            yield from turn.effects
            waits = [e for e in turn.effects if isinstance(e, Ask | Dial | Find | FindTelephone)]
            assert len(waits) <= 1, "one wait a turn"
            stored = memory.get(memory.put(self.state))
            assert stored == self.state, "the state must survive its JSON"
            match waits:
                case [Find()]:
                    event = events.Found(self.finding)
                case [FindTelephone(bioguide)]:
                    event = self.opening[bioguide]
                case _:
                    return
        raise AssertionError("a turn asked the directory too many questions")
