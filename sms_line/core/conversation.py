"""The table of the conversation: in this state, at this event, this is what the line does.

`advance` is total: it never raises, never waits, and knows neither clock nor network. Its rows
are read from above, and the first that fits is taken; consent comes first, in every state. Here
are the rows that serve every channel; what only texts or only calls have is in text.py, voice.py.
"""

from dataclasses import replace

from sms_line.core import prompts
from sms_line.core.action import Action
from sms_line.core.alerts import agreed
from sms_line.core.asking import question
from sms_line.core.effects import Ask, ConsentKind, Effect, Erase, Find, RecordConsent, Say
from sms_line.core.events import (
    BackAsked,
    ChangeAsked,
    ChoiceMade,
    Event,
    ForgetMe,
    Found,
    Help,
    KeywordGiven,
    LanguageChosen,
    LettersReported,
    No,
    Start,
    Stop,
    WhoAsked,
    Yes,
    ZipGiven,
)
from sms_line.core.people import Language
from sms_line.core.placing import look_up, placed, settled
from sms_line.core.scene import Channel, Scene, Turn
from sms_line.core.states import (
    Arriving,
    AskingZip,
    Awake,
    Calling,
    ChoosingDistrict,
    Dictating,
    Draft,
    HungUp,
    Locating,
    Offered,
    Person,
    Resting,
    State,
    Stopped,
)
from sms_line.core.steps import first_name, onward, zip_again
from sms_line.core.text import by_text
from sms_line.core.voice import after_the_call, on_the_phone
from sms_line.core.web import on_a_page


def advance(state: State, event: Event, scene: Scene) -> Turn:
    """What comes of an event in a state."""
    action = scene.action
    match state, event:
        # Consent, in every state.
        case Stopped(), Start(answered):
            return _start_again(state, answered)
        case Stopped(), ForgetMe():
            return _forget(state.person, ())
        case Stopped() | HungUp(), _:
            return (
                Turn(state) if isinstance(state, Stopped) else after_the_call(state, event, scene)
            )
        case _, Stop(answered):
            said = () if answered else (Say(prompts.StopConfirmed()),)
            return Turn(Stopped(person=state.person), (RecordConsent(ConsentKind.OPT_OUT), *said))
        case _, ForgetMe():
            return _forget(state.person, (Say(prompts.Forgotten()),))
        case _, Help(answered=True):
            return Turn(state)
        case _, Help():
            return Turn(state, (Say(prompts.HelpGiven()), *question(state, action)))
        case Offered(), Yes() | Start():
            return agreed(state)
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
            return placed(state, finding, event, scene)
        case AskingZip(), BackAsked() | ChangeAsked():
            return zip_again(state.person, state.draft)
        case ChoosingDistrict(choices=choices) | Locating(choices=choices), ChoiceMade(index) if (
            index < len(choices)
        ):
            return settled(state, choices[index], scene)
        case ChoosingDistrict(likely=True), Yes():
            return settled(state, state.choices[0], scene)
        case ChoosingDistrict(likely=True), No():
            return zip_again(state.person, state.draft)
        case ChoosingDistrict() | Locating(), BackAsked() | ChangeAsked():
            return zip_again(state.person, state.draft)
        case Resting() | Offered(), ZipGiven(code):
            return Turn(AskingZip(person=state.person, draft=None), (Find(code),))
        case _, ZipGiven(code):
            return look_up(state, code)

        # What only one channel has.
        case _:
            if scene.channel is Channel.VOICE or isinstance(state, Arriving | Calling | Dictating):
                return on_the_phone(state, event, scene)
            if scene.channel is Channel.WEB and not isinstance(state, Offered):
                return on_a_page(state, event, scene)
            return by_text(state, event, scene)


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
        first_name=first_name(person),
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
        return look_up(state, event.zip) if event.zip else Turn(state, question(state, action))
    greeted = replace(person, greeted=True)
    if event.slug in person.acted:
        # Who wrote by telephone hears here for the first time what these texts are.
        welcome = () if person.greeted else (prompts.Welcome(),)
        already = prompts.AlreadyActed(first_name(person))
        return Turn(Resting(person=greeted), (*_consented(scene, *welcome), Say(already)))
    hello = prompts.Intro(first_name(person)) if person.greeted else prompts.Welcome()
    person, said = greeted, _consented(scene, hello)
    draft = Draft(action=action.slug, version=action.version)
    asking = AskingZip(person=person, draft=draft)
    if event.zip:
        return Turn(asking, (*said, Find(event.zip)))
    if person.zip and person.district:
        return Turn(asking, (*said, Find(person.zip, person.district)))
    return onward(person, draft, action, said)


def _consented(scene: Scene, *hello: prompts.Prompt) -> tuple[Effect, ...]:
    """To open an action is to ask for its texts; on a page it is not, and nobody is greeted."""
    if scene.channel is Channel.WEB:
        return ()
    return (RecordConsent(ConsentKind.OPT_IN), *(Say(prompt) for prompt in hello))


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
