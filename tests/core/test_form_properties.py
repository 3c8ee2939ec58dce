"""Whatever forms come, in any order: no exception, at most one wait, one letter to an office."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sms_line.bundle_paths import TEMPLATES
from sms_line.core import at_once, events
from sms_line.core.conversation import advance
from sms_line.core.effects import Ask, Find, Flag, RecordConsent, Say, SendLetters
from sms_line.core.forms import Form, next_event
from sms_line.core.people import Language
from sms_line.core.prompts import prompt_name
from sms_line.core.scene import Channel, Scene
from sms_line.core.states import Resting, State, Stopped
from sms_line.store import memory
from tests.core.test_conversation_properties import FINDINGS, NEEDS, PLACES, _actions

SPEAKABLE = {path.stem for path in (TEMPLATES / "web" / "en").glob("*.txt")}
TYPED = ["", "82001", "78704", "Ana Diaz", "1100 Congress Ave", "ana@example.org", "Ms.", "yes"]
TYPED += ["no", "1", "2", "99999999999999", "²", "STOP", "call", "x" * 3000, "FREE"]
DO = ["", "send", "look", "back", "change zip", "change name", "change phrase", "forget"]
names = ["zip", "district", "street", "name", "prefix", "email", "phrase-0", "phrase-1", "words"]
forms = st.builds(
    Form,
    action=st.sampled_from(sorted(_actions())),
    language=st.sampled_from(Language),
    answers=st.tuples(
        st.dictionaries(st.sampled_from([*names, "phrases"]), st.sampled_from(TYPED)),
        st.sampled_from(DO),
    ).map(lambda pair: {**pair[0], "do": pair[1]}),
)
located = st.builds(
    events.Located,
    street=st.sampled_from(["1100 Congress Ave", "elsewhere"]),
    places=st.one_of(st.none(), st.lists(st.sampled_from(PLACES), max_size=2).map(tuple)),
    needs=st.sampled_from(NEEDS),
)
found = st.builds(events.Found, finding=st.sampled_from(FINDINGS), needs=st.sampled_from(NEEDS))


class Page:
    """One conversation, with what must hold after each event."""

    def __init__(self) -> None:
        self.state: State = Resting()
        self.sent: list[str] = []

    def take(self, event: events.Event, answer: events.Found) -> None:
        for _ in range(8):
            scene = self._scene(event)
            turn = advance(self.state, event, scene)
            waits = [e for e in turn.effects if isinstance(e, Ask | Find)]
            assert len(waits) <= 1
            for effect in turn.effects:
                assert not isinstance(effect, Flag), "no organizer is called to a form"
                if isinstance(effect, Say | Ask):
                    assert prompt_name(type(effect.prompt)) in SPEAKABLE, effect.prompt
                if isinstance(effect, RecordConsent):
                    assert isinstance(turn.state, Stopped), "a page is no consent to be texted"
                if isinstance(effect, SendLetters):
                    assert effect.person.name
                    assert effect.offices
                    self.sent.append(effect.draft.action)
            self.state = memory.get(memory.put(turn.state)) or self.state
            assert self.state == turn.state
            if not any(isinstance(e, Find) for e in turn.effects):
                return
            event = answer
        raise AssertionError("a turn asked the directory too many questions")

    def _scene(self, event: events.Event) -> Scene:
        slug = event.slug if isinstance(event, events.KeywordGiven) else ""
        if not slug and not isinstance(self.state, Stopped | Resting) and self.state.draft:
            slug = self.state.draft.action
        action = _actions().get(slug)
        over = bool(action and action.ends)
        return Scene(action=action, over=over, channel=Channel.WEB)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.one_of(forms, located), found), max_size=15))
def test_any_order_of_forms(story: list[tuple[Form | events.Located, events.Found]]) -> None:
    page = Page()
    for happening, answer in story:
        if isinstance(happening, events.Located):
            page.take(happening, answer)
            continue
        used: frozenset[str] = frozenset()
        rounds = 0
        while deed := next_event(happening, used, page.state):
            used |= {deed[0]}
            rounds += 1
            assert rounds < 20
            page.take(deed[1], answer)
        for action in _actions().values():
            at_once.put_together(None, at_once.questions(page.state, action))
        if isinstance(page.state, Stopped):
            return
    assert len(page.sent) == len(set(page.sent)), "one letter to an office"
