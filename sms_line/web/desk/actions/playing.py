"""Plays one supporter's whole conversation about an action that nobody else can see yet.

The table, the directory, the words and the letters are the line's own; only the supporter is made
up, and nothing of it is kept.
"""

from dataclasses import dataclass, field

from sms_line.core import events
from sms_line.core.action import Action
from sms_line.core.conversation import advance
from sms_line.core.effects import Ask, Find, Say, SendLetters
from sms_line.core.letter import Letter
from sms_line.core.listening import Keywords, listen
from sms_line.core.people import Field, Language, Legislator
from sms_line.core.prompts import Prompt
from sms_line.core.reminders import is_ahead
from sms_line.core.scene import Scene
from sms_line.core.segments import Cost, measure
from sms_line.core.states import (
    AskingField,
    AskingZip,
    ChoosingDistrict,
    ChoosingPhrase,
    Draft,
    Person,
    Resting,
    Reviewing,
    State,
)
from sms_line.deciding import Deciding
from sms_line.facts import facts_of
from sms_line.parts import Parts

_ANSWERS = {
    Field.NAME: "Ana Diaz",
    Field.PREFIX: "Ms.",
    Field.STREET: "100 Main St",
    Field.EMAIL: "ana@example.org",
}
_YES = {Language.ENGLISH: "yes", Language.SPANISH: "sí"}
_LINK = "/l/a1b2c3d4e5f6"
"""As long as the link to a real letter."""
MOST_TURNS = 20
"""More than any action asks; what is still going on then is shown as far as it went."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text: the made-up supporter's, or the line's with what it costs."""

    words: str
    cost: Cost | None = None


@dataclass(slots=True)
class Played:
    """A conversation as far as it went."""

    language: Language
    said: list[Bubble] = field(default_factory=list)
    letters: tuple[Letter, ...] = ()
    offices: tuple[Legislator, ...] = ()
    sent: bool = False
    """It reached the letters."""

    @property
    def segments(self) -> int:
        """Of all that the line says."""
        return sum(bubble.cost.segments for bubble in self.said if bubble.cost)


def play(parts: Parts, action: Action, language: Language, zip_code: str) -> Played | None:
    """The conversation of somebody from this ZIP code; None where no keyword opens the language.

    Raises NoDataLoaded before the first sync, DatabaseDown.
    """
    keywords = [word for word, spoken in action.keywords.items() if spoken is language]
    if not keywords:
        return None
    player = _Player(parts, action, Played(language))
    player.answer(keywords[0])
    for _ in range(MOST_TURNS):
        reply = _reply(player.state, zip_code)
        if not reply or player.stuck:
            break
        player.answer(reply)
    player.report()
    return player.played


def letter_to(parts: Parts, action: Action, office: Legislator, zip_code: str) -> Letter:
    """The letter to one office, from somebody made up. Raises NoDataLoaded."""
    found = parts.directory.find(zip_code)
    person = Person(
        name=_ANSWERS[Field.NAME],
        zip=zip_code,
        city=getattr(found, "city", ""),
        state=getattr(found, "state", ""),
    )
    kept = tuple(range(len(action.letter.phrases)))
    draft = Draft(action=action.slug, version=action.version, kept=kept)
    return parts.scribe.letter(action, office, person, draft)


def _reply(state: State, zip_code: str) -> str:
    match state:
        case AskingZip():
            return zip_code
        case ChoosingDistrict(likely=likely):
            return _YES[state.person.language] if likely else "1"
        case AskingField(field=asked):
            return _ANSWERS[asked]
        case ChoosingPhrase() | Reviewing():
            return _YES[state.person.language]
        case _:
            return ""


@dataclass(slots=True)
class _Player:
    parts: Parts
    action: Action
    played: Played
    state: State = field(default_factory=Resting)
    stuck: bool = False

    def answer(self, text: str) -> None:
        """The supporter texts; the line answers."""
        self.played.said.append(Bubble(text))
        keywords: Keywords = {
            word: (self.action.slug, language) for word, language in self.action.keywords.items()
        }
        before = self.state
        self._turn(listen(text, self.state, keywords))
        # What is asked again is not understood: a ZIP code that nobody has, for one.
        self.stuck = type(self.state) is type(before) is AskingZip

    def report(self) -> None:
        """Each office has taken its letter."""
        if self.played.sent:
            accepted = tuple(
                events.OfficeNews(office.name, office.title.value, office.phone)
                for office in self.played.offices
            )
            self._turn(events.LettersReported(self.action.slug, accepted=accepted))

    def _turn(self, event: events.Event) -> None:
        said: list[Prompt] = []
        today = self.parts.clock.now().date()
        scene = Scene(action=self.action, ahead=is_ahead(self.action, today))
        found: events.Event | None = event
        while found:
            turn = advance(self.state, found, scene)
            self.state, found = turn.state, None
            for effect in turn.effects:
                match effect:
                    case Say(prompt) | Ask(prompt):
                        said.append(prompt)  # type: ignore[arg-type]  # of a text, no call
                    case Find():
                        found = Deciding(self.parts).find(effect)
                    case SendLetters():
                        self._write(effect)
        if said:
            self.played.said.append(self._bubble(said))

    def _write(self, sending: SendLetters) -> None:
        self.played.sent, self.played.offices = True, sending.offices
        self.played.letters = tuple(
            self.parts.scribe.letter(self.action, office, sending.person, sending.draft)
            for office in sending.offices
        )

    def _bubble(self, said: list[Prompt]) -> Bubble:
        language = self.state.person.language
        link = self.parts.public_url + _LINK
        facts = facts_of(self.parts, [self.action], self.action, language, link)
        words = self.parts.speech.text(said, language, self.action, facts)
        return Bubble(words, measure(words))
