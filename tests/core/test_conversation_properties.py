"""Whatever people do, in any order: no exception, at most one wait, silence after STOP."""

import string
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sms_line.actions.parse import read_action
from sms_line.bundle_paths import FIXTURES
from sms_line.core import events, places
from sms_line.core.action import Action
from sms_line.core.conversation import advance
from sms_line.core.effects import ArrangeCall, Ask, Erase, Find, RecordConsent, Say, SendLetters
from sms_line.core.listening import listen
from sms_line.core.people import District, Field, Language, Legislator, Representation, Title
from sms_line.core.scene import Scene
from sms_line.core.states import Resting, State, Stopped
from sms_line.store import memory

SENATORS = tuple(
    Legislator(f"S00000{n}", Title.SENATOR, f"Senator {n}", f"Last{n}", "TX", None, "202-224-3121")
    for n in (1, 2)
)


def _place(number: int, vacant: bool = False) -> Representation:
    member = Legislator(
        f"H00000{number}", Title.REPRESENTATIVE, f"Rep {number}", f"Rep{number}", "TX", number, ""
    )
    return Representation(District("TX", number), SENATORS, None if vacant else member)


PLACES = [_place(1), _place(2), _place(23, vacant=True)]
NOWHERE = Representation(District("DC", 0), (), None)
FINDINGS = [
    places.Settled("78701", "Austin", "TX", PLACES[0]),
    places.Settled("20001", "Washington", "DC", NOWHERE),
    places.Likely("78702", "Austin", "TX", PLACES[1]),
    places.Split("78704", "Austin", "TX", tuple(PLACES)),
    places.Military("09012"),
    places.Unrepresented("96941", "FM"),
    places.UnknownZip("00000"),
    places.NoData(),
]
NEEDS = [(), (("H000001", (Field.STREET, Field.EMAIL)), ("S000001", (Field.PREFIX,)))]


@cache
def _actions() -> dict[str, Action]:
    found = [read_action(FIXTURES / "actions" / "freethemall.md")]
    extra = FIXTURES / "transcripts" / "actions"
    found += [read_action(path) for path in sorted(extra.glob("*.md"))]
    return {action.slug: action for action in found}


def _keywords() -> dict[str, tuple[str, Language]]:
    return {w: (a.slug, lang) for a in _actions().values() for w, lang in a.keywords.items()}


WORDS = [
    "FREE",
    "LIBRES",
    "CLINIC",
    "SENATE",
    "COATS",
    "82001",
    "78704",
    "yes",
    "no",
    "skip",
    "back",
    "change",
    "who",
    "help",
    "start",
    "stop",
    "español",
    "english",
    "1",
    "2",
    "9",
    "Ana",
    "call",
]
SENTENCES = [
    *("Ana Diaz", "forget me", "change zip", "change name", "change words", "change phrase"),
    *("1100 Congress Ave", "ana@example.org", "ms", "My family lives in this town.", "no más"),
    *("STOP please", "what is this?", "", "🙂"),
]
said = st.one_of(
    st.sampled_from([*WORDS, *SENTENCES]),
    st.text(alphabet=string.printable + "áñ¿🙂０１", max_size=60),
)
office_news = st.builds(events.OfficeNews, st.just("Senator 1"), st.just("senator"), st.just("202"))
happens = st.one_of(
    st.builds(
        events.LettersReported,
        action=st.sampled_from(sorted(_actions())),
        accepted=st.lists(office_news, max_size=2).map(tuple),
        waiting=st.lists(office_news, max_size=2).map(tuple),
    ),
    st.builds(
        events.Located,
        street=st.sampled_from(["1100 Congress Ave", "elsewhere"]),
        places=st.one_of(st.none(), st.lists(st.sampled_from(PLACES), max_size=2).map(tuple)),
        needs=st.sampled_from(NEEDS),
    ),
    st.builds(events.Stop, answered=st.booleans()),
    st.builds(events.Start, answered=st.booleans()),
    st.builds(events.Help, answered=st.booleans()),
)
found = st.builds(events.Found, finding=st.sampled_from(FINDINGS), needs=st.sampled_from(NEEDS))


def _scene(state: State, event: events.Event) -> Scene:
    slug = ""
    if isinstance(event, events.KeywordGiven):
        slug = event.slug
    elif not isinstance(state, Stopped | Resting) and state.draft:
        slug = state.draft.action
    action = _actions().get(slug)
    return Scene(action=action, over=bool(action and action.ends))


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.one_of(said, happens), found), max_size=25))
def test_any_sequence(story: list[tuple[str | events.Event, events.Found]]) -> None:
    state: State = Resting()
    sent: list[tuple[str, str]] = []
    for happening, answer in story:
        stopped_before = isinstance(state, Stopped)
        event = listen(happening, state, _keywords()) if isinstance(happening, str) else happening
        rounds = 0
        while True:
            first = event if rounds == 0 else None
            turn = advance(state, event, _scene(state, event))
            waits = [
                effect for effect in turn.effects if isinstance(effect, Ask | Find | ArrangeCall)
            ]
            assert len(waits) <= 1
            if stopped_before and not isinstance(first, events.Start):
                assert not any(isinstance(e, Say | Ask | Find | SendLetters) for e in turn.effects)
                kept = [e for e in turn.effects if not isinstance(e, RecordConsent | Erase)]
                assert not kept
                assert isinstance(turn.state, Stopped)
            for effect in turn.effects:
                if isinstance(effect, SendLetters):
                    assert effect.person.name
                    assert effect.offices
                    sent.append((effect.draft.action, effect.person.zip))
            state = memory.get(memory.put(turn.state)) or state
            assert state == turn.state, "the state must survive its JSON"
            question = next((e for e in turn.effects if isinstance(e, Find | ArrangeCall)), None)
            if question is None:
                break
            rounds += 1
            assert rounds < 8
            event = answer if isinstance(question, Find) else events.CallArranged("later", "9 AM")


@given(st.text(max_size=200))
def test_silence_after_stop_whatever_is_texted(text: str) -> None:
    state = Stopped()
    event = listen(text, state, _keywords())
    turn = advance(state, event, Scene())
    if not isinstance(event, events.Start):
        assert not any(isinstance(effect, Say | Ask) for effect in turn.effects)
