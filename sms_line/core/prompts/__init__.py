"""Everything the line can say, and the facts each prompt is given.

The words are in `templates/<channel>/<language>/<name>.txt`, where <name> is the class in
snake_case; a test holds that every prompt has its words in every language.
"""

import re
from typing import get_args

from sms_line.core.prompts.alerts import (
    AlertsAlready,
    AlertsConfirmed,
    AlertsDeclined,
    AlertsOffer,
    NothingToRemind,
    ReminderPlanned,
)
from sms_line.core.prompts.anytime import (
    Forgotten,
    HelpGiven,
    Hint,
    Intro,
    LanguageSet,
    PersonWillRead,
    StartConfirmed,
    StopConfirmed,
    Welcome,
)
from sms_line.core.prompts.letters import (
    ActionOver,
    AlreadyActed,
    AskChange,
    AskEmail,
    AskName,
    AskPhrase,
    AskPrefix,
    AskStreet,
    FieldUnclear,
    NothingToChange,
    NotSent,
    OwnWordsFull,
    PhraseUnclear,
    Receipt,
    Review,
    ReviewUnclear,
    Sending,
)
from sms_line.core.prompts.ring_backs import (
    CallCancelled,
    CallComing,
    CallImpossible,
    CallOffered,
    CallOutOfHours,
    CallPlanned,
    CallReminder,
    CallsEnough,
)
from sms_line.core.prompts.whereabouts import (
    AddressAmbiguous,
    AddressNotFound,
    AskDistrict,
    AskZip,
    ConfirmDistrict,
    DirectoryDown,
    DistrictUnclear,
    GeocoderDown,
    LookingUp,
    NobodyToWrite,
    Represented,
    ZipMilitary,
    ZipUnclear,
    ZipUnknown,
    ZipUnrepresented,
)

__all__ = [
    "PROMPT_NAMES",
    "ActionOver",
    "AddressAmbiguous",
    "AddressNotFound",
    "AlertsAlready",
    "AlertsConfirmed",
    "AlertsDeclined",
    "AlertsOffer",
    "AlreadyActed",
    "AskChange",
    "AskDistrict",
    "AskEmail",
    "AskName",
    "AskPhrase",
    "AskPrefix",
    "AskStreet",
    "AskZip",
    "CallCancelled",
    "CallComing",
    "CallImpossible",
    "CallOffered",
    "CallOutOfHours",
    "CallPlanned",
    "CallReminder",
    "CallsEnough",
    "ConfirmDistrict",
    "DirectoryDown",
    "DistrictUnclear",
    "FieldUnclear",
    "Forgotten",
    "GeocoderDown",
    "HelpGiven",
    "Hint",
    "Intro",
    "LanguageSet",
    "LookingUp",
    "NobodyToWrite",
    "NotSent",
    "NothingToChange",
    "NothingToRemind",
    "OwnWordsFull",
    "PersonWillRead",
    "PhraseUnclear",
    "Prompt",
    "Receipt",
    "ReminderPlanned",
    "Represented",
    "Review",
    "ReviewUnclear",
    "Sending",
    "StartConfirmed",
    "StopConfirmed",
    "Welcome",
    "ZipMilitary",
    "ZipUnclear",
    "ZipUnknown",
    "ZipUnrepresented",
    "prompt_name",
]

Prompt = (
    Welcome
    | Intro
    | AskZip
    | ZipUnclear
    | ZipUnknown
    | ZipMilitary
    | ZipUnrepresented
    | DirectoryDown
    | Represented
    | AskDistrict
    | ConfirmDistrict
    | DistrictUnclear
    | LookingUp
    | GeocoderDown
    | AddressNotFound
    | AddressAmbiguous
    | NobodyToWrite
    | AskName
    | AskPrefix
    | AskStreet
    | AskEmail
    | FieldUnclear
    | AskPhrase
    | PhraseUnclear
    | Review
    | OwnWordsFull
    | ReviewUnclear
    | NotSent
    | AskChange
    | NothingToChange
    | Sending
    | Receipt
    | AlreadyActed
    | ActionOver
    | StopConfirmed
    | StartConfirmed
    | HelpGiven
    | Forgotten
    | LanguageSet
    | Hint
    | PersonWillRead
    | CallOffered
    | ReminderPlanned
    | NothingToRemind
    | AlertsOffer
    | AlertsConfirmed
    | AlertsDeclined
    | AlertsAlready
    | CallComing
    | CallPlanned
    | CallOutOfHours
    | CallsEnough
    | CallImpossible
    | CallReminder
    | CallCancelled
)


def prompt_name(prompt: type) -> str:
    """The name of a prompt's template: `AskZip` → "ask_zip"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", prompt.__name__).lower()


PROMPT_NAMES = frozenset(prompt_name(prompt) for prompt in get_args(Prompt))
"""The names of all prompts, which are the names of their templates."""
