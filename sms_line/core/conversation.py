"""The table of the conversation: in this state, at this event, this is what the line does.

`advance` is total: it never raises, never waits, and knows neither clock nor network. Its rows
are read from above, and the first that fits is taken; consent comes first, in every state.
"""

from dataclasses import dataclass, replace

from sms_line.core import places, prompts
from sms_line.core.action import Action
from sms_line.core.effects import (
    Ask,
    ConsentKind,
    Effect,
    Erase,
    Find,
    Locate,
    RecordConsent,
    Say,
    SendLetters,
)
from sms_line.core.events import (
    BackAsked,
    ChangeAsked,
    ChoiceMade,
    Event,
    FieldGiven,
    ForgetMe,
    Found,
    Help,
    KeywordGiven,
    LanguageChosen,
    LettersReported,
    Located,
    No,
    OwnWords,
    Skip,
    Start,
    Stop,
    StreetGiven,
    WhoAsked,
    Yes,
    ZipGiven,
)
from sms_line.core.needs import offices, street_required
from sms_line.core.people import Field, Language, Representation
from sms_line.core.states import (
    AskingField,
    AskingZip,
    Awake,
    ChoosingDistrict,
    ChoosingPhrase,
    Draft,
    Locating,
    Mending,
    Person,
    Resting,
    Reviewing,
    State,
    Stopped,
)
from sms_line.core.steps import Turn, back, mend, not_understood, onward, question, zip_again


@dataclass(frozen=True, slots=True)
class Scene:
    """What a turn needs to know beside the state: the action that the state or event names."""

    action: Action | None = None
    """None: there is no such action (any more)."""
    over: bool = False
    """The action has ended."""


def advance(state: State, event: Event, scene: Scene) -> Turn:
    """What comes of an event in a state."""
    action = scene.action
    match state, event:
        # Consent, in every state.
        case Stopped(), Start(answered):
            return _start_again(state, answered)
        case Stopped(), ForgetMe():
            return _forget(state.person, ())
        case Stopped(), _:
            return Turn(state)
        case _, Stop(answered):
            said = () if answered else (Say(prompts.StopConfirmed()),)
            return Turn(Stopped(person=state.person), (RecordConsent(ConsentKind.OPT_OUT), *said))
        case _, ForgetMe():
            return _forget(state.person, (Say(prompts.Forgotten()),))
        case _, Help(answered=True):
            return Turn(state)
        case _, Help():
            return Turn(state, (Say(prompts.HelpGiven()), *question(state, action)))
        case _, Start(answered):
            return _start(state, answered, action)

        # News of what is in flight, in every state but Stopped.
        case _, LettersReported():
            return Turn(state, (Say(_receipt(state.person, event)),))

        # Anybody may change the language, the action, or ask who represents them.
        case _, LanguageChosen(language):
            return _speak(state, language, action)
        case _, KeywordGiven():
            return _open(state, event, scene)
        case _, WhoAsked():
            return _who(state, action)

        # Where do you live?
        case AskingZip(), Found(finding):
            return _placed(state, finding, event, action)
        case AskingZip(person=person), StreetGiven(street) if person.zip:
            return _locate(state, (), street)
        case AskingZip(), BackAsked() | ChangeAsked():
            return zip_again(state.person, state.draft)
        case ChoosingDistrict(choices=choices) | Locating(choices=choices), ChoiceMade(index) if (
            index < len(choices)
        ):
            return _settled(state, choices[index], action)
        case ChoosingDistrict(likely=True), Yes():
            return _settled(state, state.choices[0], action)
        case ChoosingDistrict(likely=True), No():
            return zip_again(state.person, state.draft)
        case ChoosingDistrict() | Locating(), StreetGiven(street):
            return _locate(state, state.choices, street)
        case Locating(), Located() if event.street == state.street:
            return _located(state, event, action)
        case ChoosingDistrict() | Locating(), BackAsked() | ChangeAsked():
            return zip_again(state.person, state.draft)
        case Resting(), ZipGiven(code):
            return Turn(AskingZip(person=state.person, draft=None), (Find(code),))
        case _, ZipGiven(code):
            return _look_up(state, code)

        # What the offices want to know.
        case AskingField(draft=draft), FieldGiven(field, value) if action:
            return onward(_with(state.person, field, value), draft, action)

        # What the letter says.
        case ChoosingPhrase(draft=draft), Yes() if action:
            kept = (*draft.kept, draft.decided)
            return onward(
                state.person, replace(draft, kept=kept, decided=draft.decided + 1), action
            )
        case ChoosingPhrase(draft=draft), (No() | Skip()) if action:
            return onward(state.person, replace(draft, decided=draft.decided + 1), action)
        case Reviewing(draft=draft), OwnWords(text) if action:
            own_words = f"{draft.own_words}\n{text}".strip()
            return onward(state.person, replace(draft, own_words=own_words), action)
        case Reviewing(), Yes() if action:
            return _send(state, action)
        case Reviewing(), Skip():
            return Turn(state, question(state, action))
        case Reviewing(), No():
            return Turn(state, (Ask(prompts.NotSent()),))

        # Mending an answer.
        case AskingField() | ChoosingPhrase() | Reviewing() | Mending(), BackAsked() if action:
            return back(state, action)
        case AskingField() | ChoosingPhrase() | Reviewing() | Mending(), ChangeAsked() if action:
            return mend(state, event.what, action)
        case Resting(person=person), ChangeAsked(None | "zip") if person.zip:
            return zip_again(person, None)
        case Resting(), BackAsked() | ChangeAsked():
            return Turn(state, (Say(prompts.NothingToChange()), Say(prompts.Hint())))

        # News for a question that is no longer open.
        case _, Found() | Located():
            return Turn(state)
        case _:
            return not_understood(state)


def _start_again(state: Stopped, answered: bool) -> Turn:
    said = () if answered else (Say(prompts.StartConfirmed()), Say(prompts.Hint()))
    person = replace(state.person, greeted=True)
    return Turn(Resting(person=person), (RecordConsent(ConsentKind.OPT_IN), *said))


def _start(state: Awake, answered: bool, action: Action | None) -> Turn:
    consent = RecordConsent(ConsentKind.OPT_IN)
    if answered:
        return Turn(state, (consent,))
    asked = question(state, action) or (Say(prompts.StartConfirmed()), Say(prompts.Hint()))
    return Turn(state, (consent, *asked))


def _forget(person: Person, said: tuple[Effect, ...]) -> Turn:
    nobody = Person(language=person.language)
    effects = (RecordConsent(ConsentKind.FORGOTTEN), Erase(), *said)
    return Turn(Stopped(person=nobody), effects)


def _receipt(person: Person, news: LettersReported) -> prompts.Receipt:
    return prompts.Receipt(
        first_name=_first_name(person),
        accepted=news.accepted,
        refused=news.refused,
        unsure=news.unsure,
        given_up=news.given_up,
        waiting=news.waiting,
    )


def _speak(state: Awake, language: Language, action: Action | None) -> Turn:
    state = replace(state, person=replace(state.person, language=language))
    asked = question(state, action) or (Say(prompts.LanguageSet()), Say(prompts.Hint()))
    return Turn(state, asked)


def _open(state: Awake, event: KeywordGiven, scene: Scene) -> Turn:
    """A keyword begins its action, goes on with it, or tells that it is done."""
    person, action = state.person, scene.action
    if event.language is not Language.ENGLISH or not person.greeted:
        person = replace(person, language=event.language)
    if action is None or scene.over:
        title = action.title if action else ""
        return Turn(Resting(person=person), (Say(prompts.ActionOver(title)), Say(prompts.Hint())))
    if not isinstance(state, Resting) and state.draft and state.draft.action == event.slug:
        state = replace(state, person=person)
        return Turn(state, question(state, action))
    consent = RecordConsent(ConsentKind.OPT_IN)
    if event.slug in person.acted:
        return Turn(
            Resting(person=person), (consent, Say(prompts.AlreadyActed(_first_name(person))))
        )
    hello = prompts.Intro(_first_name(person)) if person.greeted else prompts.Welcome()
    person = replace(person, greeted=True)
    draft = Draft(action=action.slug, version=action.version)
    said = (consent, Say(hello))
    if person.zip and person.district:
        asking = AskingZip(person=person, draft=draft)
        return Turn(asking, (*said, Find(person.zip, person.district)))
    return onward(person, draft, action, said)


def _who(state: Awake, action: Action | None) -> Turn:
    draft = None if isinstance(state, Resting) else state.draft
    if draft and draft.representation:
        names = prompts.Represented.of(draft.representation)
        return Turn(state, (Say(names), *question(state, action)))
    if not isinstance(state, Resting):
        return Turn(state, question(state, action))
    asking = AskingZip(person=state.person, draft=None)
    if state.person.district:
        return Turn(asking, (Find(state.person.zip, state.person.district),))
    return Turn(asking, (Ask(prompts.AskZip()),))


def _look_up(state: Awake, code: str) -> Turn:
    """A ZIP code in the middle of something: the answer to the question, or a correction."""
    draft = None if isinstance(state, Resting) else state.draft
    if draft:
        draft = replace(draft, representation=None)
    asking = AskingZip(person=state.person, draft=draft, tries=state.tries)
    return Turn(asking, (Find(code),))


def _placed(state: AskingZip, finding: places.Finding, event: Found, action: Action | None) -> Turn:
    """What the directory said about the ZIP code."""
    match finding:
        case places.UnknownZip(code):
            return Turn(state, (Ask(prompts.ZipUnknown(code)),))
        case places.NoData():
            return Turn(state, (Ask(prompts.DirectoryDown()),))
        case places.Military(_):
            return Turn(state, (Ask(prompts.ZipMilitary()),))
        case places.Unrepresented(_, where):
            return Turn(state, (Ask(prompts.ZipUnrepresented(where)),))
    person = replace(
        state.person, zip=finding.zip, city=finding.city, state=finding.state, district=""
    )
    draft = replace(state.draft, needs=event.needs) if state.draft else None
    if isinstance(finding, places.Settled):
        return _settled(AskingZip(person=person, draft=draft), finding.representation, action)
    if isinstance(finding, places.Likely):
        choices: tuple[Representation, ...] = (finding.representation,)
    else:
        choices = finding.choices
    choosing = ChoosingDistrict(
        person=person, draft=draft, choices=choices, likely=isinstance(finding, places.Likely)
    )
    return Turn(choosing, question(choosing, action))


def _settled(
    state: AskingZip | ChoosingDistrict | Locating,
    representation: Representation,
    action: Action | None,
) -> Turn:
    """The place is known: show the names, and go on with the letter if there is one."""
    district = representation.district
    person = replace(state.person, district=district.code, state=district.state)
    names = Say(prompts.Represented.of(representation))
    if state.draft is None or action is None:
        return Turn(Resting(person=person), (names, Say(prompts.Hint())))
    if not offices(action, representation):
        nobody = prompts.NobodyToWrite(district.state)
        return Turn(Resting(person=person), (names, Say(nobody)))
    if isinstance(state, Locating) and street_required(state.draft):
        person = replace(person, street=state.street)
    return onward(person, replace(state.draft, representation=representation), action, (names,))


def _locate(
    state: AskingZip | ChoosingDistrict | Locating,
    choices: tuple[Representation, ...],
    street: str,
) -> Turn:
    locating = Locating(person=state.person, draft=state.draft, choices=choices, street=street)
    return Turn(locating, (Locate(street, state.person.zip), Say(prompts.LookingUp())))


def _located(state: Locating, event: Located, action: Action | None) -> Turn:
    """The geocoder's news: one district settles it; otherwise the person chooses by name."""
    if event.places and len(event.places) == 1:
        draft = replace(state.draft, needs=event.needs) if state.draft else None
        return _settled(replace(state, draft=draft), event.places[0], action)
    said: prompts.Prompt
    if event.places is None:
        said = prompts.GeocoderDown()
    else:
        said = prompts.AddressAmbiguous() if event.places else prompts.AddressNotFound()
    choices = event.places or state.choices
    if not choices:
        again = zip_again(state.person, state.draft)
        return Turn(again.state, (Say(said), *again.effects))
    choosing = ChoosingDistrict(person=state.person, draft=state.draft, choices=choices)
    listed = tuple(prompts.Represented.of(choice) for choice in choices)
    asked = prompts.AskDistrict(state.person.zip, listed, address_failed=True)
    return Turn(choosing, (Say(said), Ask(asked)))


def _send(state: Reviewing, action: Action) -> Turn:
    person, draft = state.person, state.draft
    if draft.representation is None:
        return zip_again(person, draft)
    to = offices(action, draft.representation)
    sending = prompts.Sending(_first_name(person), len(to))
    person = replace(person, acted=(*person.acted, draft.action))
    return Turn(Resting(person=person), (SendLetters(person, draft, to), Say(sending)))


def _with(person: Person, field: Field, value: str) -> Person:
    match field:
        case Field.NAME:
            return replace(person, name=value)
        case Field.PREFIX:
            return replace(person, prefix=value)
        case Field.STREET:
            return replace(person, street=value)
        case Field.EMAIL:
            return replace(person, email=value)


def _first_name(person: Person) -> str:
    """How to speak to somebody: the first word of the name, without a title before it."""
    words = [w for w in person.name.split() if w.rstrip(".").lower() not in _TITLES]
    return words[0] if words else ""


_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "rev", "sr", "sra", "dra"})
