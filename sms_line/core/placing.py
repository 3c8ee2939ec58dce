"""Where somebody lives: from the directory's and the geocoder's answers to the names."""

from dataclasses import replace
from typing import Literal

from sms_line.core import calling, places, prompts, steps
from sms_line.core.action import Action
from sms_line.core.call_prompts import NoZipFound
from sms_line.core.effects import Ask, Find, Locate, Say
from sms_line.core.events import Found, Located
from sms_line.core.needs import known, offices, required, street_required
from sms_line.core.people import Field, Language, Representation
from sms_line.core.scene import Channel, Scene, Turn
from sms_line.core.states import (
    AskingZip,
    Awake,
    ChoosingDistrict,
    Draft,
    HungUp,
    Locating,
    Person,
    Resting,
)
from sms_line.core.steps import zip_again


def look_up(state: Awake, code: str) -> Turn:
    """A ZIP code in the middle of something: the answer to the question, or a correction."""
    draft = None if isinstance(state, Resting) else state.draft
    if draft:
        draft = replace(draft, representation=None)
    asking = AskingZip(person=state.person, draft=draft, tries=state.tries)
    return Turn(asking, (Find(code),))


def placed(state: AskingZip, finding: places.Finding, event: Found, scene: Scene) -> Turn:
    """What the directory said about the ZIP code."""
    if scene.channel is Channel.VOICE and state.draft:
        counted = replace(state.draft, zips=state.draft.zips + 1)
        state = replace(state, draft=counted)
        leads_on = isinstance(finding, places.Settled | places.Likely | places.Split)
        if counted.zips >= calling.ZIPS and not leads_on:
            return calling.over(state.person, counted.rounds, (Say(NoZipFound()),))
    match finding:
        case places.UnknownZip(code):
            return Turn(state, (Ask(prompts.ZipUnknown(code)),))
        case places.NoData() if scene.channel is Channel.VOICE:
            # A caller would pay for waiting; a text can be answered later.
            return Turn(HungUp(person=state.person), (Say(prompts.DirectoryDown()),))
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
        return settled(AskingZip(person=person, draft=draft), finding.representation, scene)
    if isinstance(finding, places.Likely):
        choices: tuple[Representation, ...] = (finding.representation,)
    else:
        choices = finding.choices
    choosing = ChoosingDistrict(
        person=person, draft=draft, choices=choices, likely=isinstance(finding, places.Likely)
    )
    return Turn(choosing, steps.question(choosing, scene.action))


def settled(
    state: AskingZip | ChoosingDistrict | Locating,
    representation: Representation,
    scene: Scene,
) -> Turn:
    """The place is known: show the names, and go on with the letter if there is one."""
    district, action = representation.district, scene.action
    person = replace(state.person, district=district.code, state=district.state)
    names = Say(prompts.Represented.of(representation))
    if state.draft is None or action is None:
        return Turn(Resting(person=person), (names, Say(prompts.Hint())))
    if not offices(action, representation):
        nobody = prompts.NobodyToWrite(district.state)
        return Turn(Resting(person=person), (names, Say(nobody)))
    if isinstance(state, Locating) and street_required(state.draft):
        person = replace(person, street=state.street)
    draft = replace(state.draft, representation=representation)
    if scene.channel is Channel.VOICE:
        writing = _writing(person, draft, action, scene)
        return calling.begin(person, draft, offices(action, representation), (names,), writing)
    return steps.onward(person, draft, action, (names,))


def _writing(
    person: Person, draft: Draft, action: Action, scene: Scene
) -> Literal["", "transcribed", "person", "text"]:
    """How a letter may follow the calls: never is anything but a name asked for by voice."""
    if not scene.messages or action.slug in person.acted:
        return ""
    if any(not known(person, field) for field in required(draft, action) if field != Field.NAME):
        return "text"
    # A transcription takes no language: what is Spanish would be heard as English.
    transcribed = scene.messages == "transcribed" and person.language is Language.ENGLISH
    return "transcribed" if transcribed else "person"


def locate(
    state: AskingZip | ChoosingDistrict | Locating,
    choices: tuple[Representation, ...],
    street: str,
) -> Turn:
    """Have the street looked up; meanwhile the person may still choose."""
    locating = Locating(person=state.person, draft=state.draft, choices=choices, street=street)
    return Turn(locating, (Locate(street, state.person.zip), Say(prompts.LookingUp())))


def located(state: Locating, event: Located, scene: Scene) -> Turn:
    """The geocoder's news: one district settles it; otherwise the person chooses by name."""
    if event.places and len(event.places) == 1:
        draft = replace(state.draft, needs=event.needs) if state.draft else None
        return settled(replace(state, draft=draft), event.places[0], scene)
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
