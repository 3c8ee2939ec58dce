"""Whatever happens on a telephone, in any order: no exception, one wait at most, words for
everything that is said, only numbers of the directory, and silence after the end."""

import string
from dataclasses import replace
from typing import Literal, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sms_line.bundle_paths import TEMPLATES
from sms_line.core import events, places
from sms_line.core.action import Action
from sms_line.core.call_listening import keys_for, listen_on_the_phone
from sms_line.core.conversation import advance
from sms_line.core.effects import Ask, Say, SendLetters
from sms_line.core.people import District, Legislator, Representation, Title
from sms_line.core.prompts import Prompt
from sms_line.core.scene import Channel, Scene
from sms_line.core.states import (
    ConfirmingWords,
    Dictating,
    Draft,
    HungUp,
    Person,
    Resting,
    Rounds,
    State,
    Stopped,
)
from sms_line.ports import Facts
from sms_line.words import Words
from tests.calls.offices import HOME, MEMBERS, Caller, action, openings

OTHER = Legislator("H000004", Title.REPRESENTATIVE, "Di Cuatro", "Cuatro", "WY", 2, "202-225-0104")
ELSEWHERE = Legislator("H000005", Title.DELEGATE, "Eli Cinco", "Cinco", "DC", 0, "202-225-0105")
VACANT = Representation(District("WY", 3), MEMBERS[:2], None)
BESIDE = Representation(District("WY", 2), MEMBERS[:2], OTHER)
ABROAD = Representation(District("DC", 0), (), ELSEWHERE)
EMPTY = Representation(District("DC", 0), (), None)
FINDINGS = [
    HOME,
    places.Settled("20001", "", "DC", EMPTY),
    places.Likely("82002", "Cheyenne", "WY", BESIDE),
    places.Likely("82002", "Cheyenne", "WY", VACANT),
    places.Split("82003", "Cheyenne", "WY", (HOME.representation, BESIDE, VACANT)),
    places.Split("82004", "Cheyenne", "WY", (BESIDE, ABROAD)),
    places.Split("82005", "Cheyenne", "WY", tuple([BESIDE] * 11)),
    places.Military("09012"),
    places.Unrepresented("96941", "FM"),
    places.UnknownZip("00000"),
    places.NoData(),
]
RECORDINGS = ["RE1", "RE2"]
SPOKEN = [
    *("Ana Diaz", "my name is Ana Diaz", "Free Them All"),
    *("82001", "eight two zero zero one", "español", "english", "help", "ayuda", "yes", "no", ""),
    *("stop texting me", "no más", "Di Cuatro", "the second one", "uno", "star", "Hello?", "🙂"),
]

keyed = st.one_of(
    st.sampled_from(["82001", "1", "2", "3", "4", "9", "*", "#", "0", "11", "8200", "**", ""]),
    st.text(alphabet="0123456789*#", max_size=7),
)
spoken = st.one_of(
    st.sampled_from(SPOKEN), st.text(alphabet=string.printable + "áñ¿🙂０１", max_size=40)
)
happens = st.one_of(
    st.builds(
        events.LegEnded,
        st.sampled_from(["completed", "answered", "busy", "no-answer", "failed", "canceled"]),
        st.integers(0, 2_000),
    ),
    st.sampled_from([events.CallBegan(), events.CallEnded(), events.CallTooLong()]),
    st.builds(
        events.CallBegan,
        rung_back=st.booleans(),
        machine=st.booleans(),
        first=st.sampled_from(["", "S000002", "X000009"]),
    ),
    st.builds(
        events.Recorded, st.sampled_from(RECORDINGS), st.just("https://x"), st.integers(0, 90)
    ),
    st.builds(
        events.WordsHeard,
        st.sampled_from(RECORDINGS),
        st.sampled_from([None, "", "Free them.", "stop texting me", "x" * 3_000]),
    ),
)
answer = st.tuples(st.sampled_from(["keys", "words"]), keyed, spoken)
story = st.lists(st.one_of(answer, answer, answer, happens), max_size=40)
said_of_offices = st.lists(
    st.sampled_from(list(openings(MEMBERS[0].bioguide))), min_size=3, max_size=3
)

WORDS = Words(TEMPLATES / "voice")
FACTS = Facts(organization="Us", contact="us@example.org", title="", number="", keywords=("A",))


ROUNDS = Rounds(offices=MEMBERS, at=len(MEMBERS), writing="transcribed")
DRAFT = Draft(action="freethemall", version=1, representation=HOME.representation)
STARTS: list[State] = [
    Resting(),
    *(
        kind(person=Person(name=name), draft=DRAFT, rounds=replace(ROUNDS, writing=writing))
        for kind in get_args(Dictating)
        for name in ("", "Ana Diaz")
        for writing in ("transcribed", "person")
    ),
]
"""A call from its beginning, and one whose offices are done with."""
OTHER_ACTION = replace(action(), slug="other", title="Another One")


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(
    story,
    said_of_offices,
    st.lists(st.sampled_from(FINDINGS), min_size=1, max_size=5),
    st.sampled_from(STARTS),
    st.sampled_from([(), (action(), OTHER_ACTION)]),
    st.sampled_from(["", "person", "transcribed"]),
)
def test_any_sequence(
    story: list[events.Event | tuple[str, str, str]],
    offices: list[str],
    findings: list[places.Finding],
    start: State,
    menu: tuple[Action, ...],
    messages: Literal["", "person", "transcribed"],
) -> None:
    each = zip((*MEMBERS, OTHER, ELSEWHERE), [*offices, "unknown", "unknown"], strict=True)
    caller = Caller(
        {
            m.bioguide: openings(m.bioguide)[s] if s != "unknown" else events.TelephoneFound(None)
            for m, s in each
        }
    )
    caller.state, caller.menu, caller.messages = start, menu, messages
    if isinstance(start, Resting):
        caller.ring()
    sent = 0
    for number, happening in enumerate(story):
        before = caller.state
        if isinstance(happening, events.WordsHeard):
            # They come beside the turns, and nothing is said to them.
            turn = advance(before, happening, Scene(channel=Channel.VOICE))
            assert not turn.effects or isinstance(before, HungUp)
            caller.state = turn.state
            continue
        caller.finding = findings[number % len(findings)]
        if isinstance(happening, tuple):
            how, keys, words = happening
            heard = (keys, "") if how == "keys" else ("", words)
            turn = caller.happens(listen_on_the_phone(*heard, caller.state))
        else:
            turn = caller.happens(happening)
        if turn.asks:
            assert 1 <= keys_for(caller.state).count <= 5
        if any(isinstance(effect, SendLetters) for effect in turn.effects):
            sent += 1
            assert isinstance(before, ConfirmingWords), "nothing leaves that was not read back"
            assert isinstance(happening, tuple)
            assert happening[:2] == ("keys", "1"), "nor without a clear yes"
        for effect in turn.effects:
            if isinstance(effect, Say | Ask):
                assert _aloud(effect.prompt, caller), effect.prompt
    assert len(caller.dialled) <= 2 * 5
    assert len(caller.arranged) <= 1
    assert sent <= 1


def _aloud(prompt: Prompt, caller: Caller) -> str:
    return WORDS.spoken([prompt], caller.state.person.language, action(), FACTS)


@given(st.text(alphabet="0123456789*#", max_size=9), st.text(max_size=120))
def test_nothing_ends_the_silence_after_a_call(keys: str, speech: str) -> None:
    for state in (HungUp(), Stopped(), Resting()):
        caller = Caller({}, state=state)
        turn = caller.happens(listen_on_the_phone(keys, speech, state))
        assert not turn.asks
        assert isinstance(state, Resting) or not turn.effects
