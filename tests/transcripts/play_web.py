"""Plays a transcript of a public page, on the core alone and through the front door.

> zip: 82001                 a form is posted; further answers of it stand on lines of their own
>   phrase-0: no
> lang: es                   the language of the page, from then on
> (looks again)              the page is opened anew
< Your ZIP code              all that the page says of the conversation, as a visitor reads it

After a `~` line the page is looked at again. A header `language: es` begins in that language.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select

from sms_line.bundle_paths import TEMPLATES
from sms_line.core import at_once, events
from sms_line.core.action import Action
from sms_line.core.conversation import advance
from sms_line.core.effects import Ask, Effect, Find, RecordConsent, Say
from sms_line.core.forms import Form, next_event
from sms_line.core.page_prompts import LetterStands, PagePrompt
from sms_line.core.people import Language
from sms_line.core.prompts import Prompt, prompt_name
from sms_line.core.scene import Channel, Scene
from sms_line.core.states import Resting, Stopped
from sms_line.ports import Facts
from sms_line.store import memory
from sms_line.store.tables import conversations, letters, lookups
from sms_line.words import Words
from tests.transcripts import elsewhere
from tests.transcripts.elsewhere import understand
from tests.transcripts.play_core import CorePlayer, Sent, _over
from tests.transcripts.play_door import DoorPlayer
from tests.transcripts.script import FOLDER, Said, Transcript, written
from tests.transcripts.visitor import Visitor

PAGES = FOLDER / "web"
NO_FACTS = Facts(organization="", contact="", title="", number="", keywords=())
"""A page's conversation speaks of none; what it has beside it is the page's own."""
ERASED = "* everything about this person is erased"


def answers(text: str) -> dict[str, str]:
    """The answers of one `>`; none for a look."""
    if text == "(looks again)":
        return {}
    pairs = (line.strip().partition(": ") for line in text.split("\n"))
    return {name.rstrip(":"): value for name, _, value in pairs}


def language_of(transcript: Transcript) -> Language:
    return Language(next(iter(transcript.headers("language")), "en"))


@dataclass
class WebCorePlayer(CorePlayer):
    """One visitor's conversation, without a page."""

    language: Language = Language.ENGLISH
    told: tuple[Prompt, ...] = ()
    asked: Prompt | None = None
    words: Words = field(default_factory=lambda: Words(TEMPLATES / "web"))

    @property
    def about(self) -> Action:
        return self.actions[0]

    def play(self, transcript: Transcript) -> Iterator[str]:
        self.language = language_of(transcript)
        for each in transcript.inputs:
            if isinstance(each, Said):
                yield written(">", each.text)
                yield from self._post(answers(each.text))
            else:
                yield written("~", each.what)
                yield from self._happens(understand(each.what))
                if isinstance(self._state(), Stopped):  # forgotten: whoever looks now is nobody
                    self.stored, self.told = memory.put(Resting()), ()
                yield from self._page()

    def _post(self, given: dict[str, str]) -> Iterator[str]:
        done: list[str] = []
        self.language = Language(given.pop("lang", self.language))
        given = {"phrases": "asked", **given} if given else {}
        form, used = Form(self.about.slug, self.language, given), frozenset[str]()
        told: tuple[Prompt, ...] = ()
        while given and (deed := next_event(form, used, self._state())):
            before, (name, event) = self._state(), deed
            used |= {name}
            done += self._turn(event)
            told += self.told
            self.told = told
            if self.asked and self._state() == before:
                break
        yield from self._page()
        yield from done

    def _turn(self, event: events.Event) -> list[str]:
        self.told, self.asked = (), None
        done: list[str] = []
        for _ in range(8):
            action = self._action(self._state(), event)
            scene = Scene(action=action, over=_over(action), channel=Channel.WEB)
            turn = advance(self._state(), event, scene)
            self.stored = memory.put(turn.state)
            self.told += tuple(e.prompt for e in turn.effects if isinstance(e, Say))
            asks = [e.prompt for e in turn.effects if isinstance(e, Ask)]
            finds = [e for e in turn.effects if isinstance(e, Find)]
            assert len(asks) + len(finds) <= 1
            self.asked = next(iter(asks), None)
            self.prompts |= {prompt_name(type(p)) for p in (*self.told, *asks)}
            done += [line for e in turn.effects for line in self._done(e)]
            if not finds:
                return done
            event = self._answer(finds[0])
        raise AssertionError("a turn asked the directory too many questions")

    def _done(self, effect: Effect) -> Iterator[str]:
        if not isinstance(effect, RecordConsent):  # there is no number to record it of
            yield from super()._done(effect)

    def _report(self, action: str) -> Iterator[str]:
        yield from ()  # a page is looked at

    def _page(self) -> Iterator[str]:
        state = self._state()
        state = replace(state, person=replace(state.person, language=self.language))
        form = at_once.questions(state, self.about)
        shown: list[Prompt | PagePrompt] = [*self.told, *at_once.put_together(self.asked, form)]
        if isinstance(state, Resting) and self.about.slug in state.person.acted:
            shown += [self._stands(each) for each in self.letters]
        if isinstance(state, Stopped):
            shown = list(self.told)
        for prompt in shown:
            if words := self._say(prompt):
                yield written("<", words)

    def _stands(self, letter: Sent) -> LetterStands:
        status = {"untried": "queued", "waiting": "queued"}.get(letter.status, letter.status)
        return LetterStands(letter.office.name, letter.office.phone, status)

    def _say(self, prompt: Prompt | PagePrompt) -> str:
        said = self.words.spoken([prompt], self.language, self.about, NO_FACTS)
        return " ".join(said.split())


@dataclass
class WebDoorPlayer:
    """One browser on one page of a whole line."""

    door: DoorPlayer

    def play(self, transcript: Transcript) -> Iterator[str]:
        self.door._done()
        slug = transcript.headers("action")[0]
        self.visitor = Visitor(
            self.door.application, self.door.clock, slug, language_of(transcript).value
        )
        for each in transcript.inputs:
            if isinstance(each, Said):
                yield written(">", each.text)
                yield from self._post(answers(each.text))
            else:
                yield written("~", each.what)
                yield from self._happens(understand(each.what))
                yield from self._read(self.visitor.look())

    def _post(self, given: dict[str, str]) -> Iterator[str]:
        if not given:
            yield from self._read(self.visitor.look())
            return
        self.visitor.language = given.pop("lang", self.visitor.language)
        if not given:
            yield from self._read(self.visitor.look())
            return
        known = self._rows()
        yield from self._read(self.visitor.fill_in(given))
        yield from self.door._done()
        if known and not self._rows():
            yield ERASED

    def _read(self, said: list[str]) -> Iterator[str]:
        return (written("<", words) for words in said)

    def _happens(self, what: elsewhere.Happening) -> Iterator[str]:
        return self.door._happens(what)

    def _rows(self) -> int:
        """How much the database knows of this visitor."""
        with self.door.application.line.parts.database.read() as tx:
            return sum(
                tx.execute(select(func.count()).select_from(table).where(mine)).scalar_one()
                for table, mine in (
                    (conversations, conversations.c.channel == "web"),
                    (letters, letters.c.visit.is_not(None)),
                    (lookups, lookups.c.visit != ""),
                )
            )
