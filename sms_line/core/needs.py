"""What still has to be asked: what these offices and this action require, less what is known."""

from sms_line.core.action import Action, Target
from sms_line.core.people import Field, Legislator, Representation
from sms_line.core.states import Draft, Person


def offices(action: Action, representation: Representation) -> tuple[Legislator, ...]:
    """The offices of one place that an action writes to; a vacant seat has nobody to write to."""
    chosen: list[Legislator] = []
    if Target.SENATORS in action.targets:
        chosen.extend(representation.senators)
    if Target.REPRESENTATIVE in action.targets and representation.representative:
        chosen.append(representation.representative)
    return tuple(chosen)


def required(draft: Draft, action: Action) -> tuple[Field, ...]:
    """All fields that this letter requires, in the order in which they are asked.

    A name is always among them: a letter is signed.
    """
    if draft.representation is None:
        return ()
    needs = dict(draft.needs)
    wanted = {Field.NAME, *action.needs}
    for office in offices(action, draft.representation):
        wanted.update(needs.get(office.bioguide, ()))
    return tuple(field for field in Field if field in wanted)


def missing(person: Person, draft: Draft, action: Action) -> Field | None:
    """The next field to ask for, None when all is known."""
    return next((f for f in required(draft, action) if not known(person, f)), None)


def known(person: Person, field: Field) -> str:
    """What this person has given for a field, "" if nothing."""
    answer: str = getattr(person, field.value)
    return answer


def street_required(draft: Draft | None) -> bool:
    """Will an office want the street address anyway?"""
    return draft is not None and any(Field.STREET in wanted for _, wanted in draft.needs)
