"""What the line says on the phone only, and the texts that follow from a call.

The words are in `templates/voice/<language>/`; those of AfterCallPrompt are texts.
"""

from sms_line.core.call_prompts.after_the_call import CallThanks, CallWhenOpen, ScriptByText
from sms_line.core.call_prompts.arriving import (
    CalledTooOften,
    CallLimit,
    ChooseAction,
    DaySpent,
    Farewell,
    Goodbye,
    Greeting,
    KeyUnclear,
    NoActionNow,
    Noted,
    NoZipFound,
    OtherLanguage,
    OtherLanguageInMenu,
    RungBack,
    Unavailable,
    WithheldTooOften,
    WithoutRepresentative,
)
from sms_line.core.call_prompts.dictating import (
    LettersOnTheWay,
    MessageDropped,
    NameHeard,
    OfferToSpeak,
    OneMoment,
    PersonWillListen,
    SayYourName,
    SpeakNow,
    WordsReadBack,
)
from sms_line.core.call_prompts.patch_through import (
    CallScript,
    Connecting,
    HowDidItGo,
    LegFailed,
    OfferToRing,
    OfficeClosed,
    OfficeCrowded,
    OfficeWithoutPhone,
    ReadyToCall,
    RingArranged,
    RoomElsewhere,
    WashingtonClosed,
)

__all__ = [
    "AfterCallPrompt",
    "CallLimit",
    "CallPrompt",
    "CallScript",
    "CallThanks",
    "CallWhenOpen",
    "CalledTooOften",
    "ChooseAction",
    "Connecting",
    "DaySpent",
    "Farewell",
    "Goodbye",
    "Greeting",
    "HowDidItGo",
    "InOtherLanguage",
    "KeyUnclear",
    "LegFailed",
    "LettersOnTheWay",
    "MessageDropped",
    "NameHeard",
    "NoActionNow",
    "NoZipFound",
    "Noted",
    "OfferToRing",
    "OfferToSpeak",
    "OfficeClosed",
    "OfficeCrowded",
    "OfficeWithoutPhone",
    "OneMoment",
    "OtherLanguage",
    "OtherLanguageInMenu",
    "PersonWillListen",
    "ReadyToCall",
    "RingArranged",
    "RoomElsewhere",
    "RungBack",
    "SayYourName",
    "ScriptByText",
    "SpeakNow",
    "Unavailable",
    "WashingtonClosed",
    "WithheldTooOften",
    "WithoutRepresentative",
    "WordsReadBack",
]

CallPrompt = (
    Greeting
    | RungBack
    | OtherLanguage
    | ChooseAction
    | OtherLanguageInMenu
    | NoActionNow
    | CallScript
    | ReadyToCall
    | Connecting
    | WashingtonClosed
    | RoomElsewhere
    | OfficeClosed
    | OfficeCrowded
    | OfferToRing
    | RingArranged
    | OfficeWithoutPhone
    | LegFailed
    | WithoutRepresentative
    | HowDidItGo
    | Noted
    | KeyUnclear
    | Farewell
    | OfferToSpeak
    | SayYourName
    | NameHeard
    | SpeakNow
    | OneMoment
    | WordsReadBack
    | LettersOnTheWay
    | MessageDropped
    | PersonWillListen
    | CallLimit
    | NoZipFound
    | Goodbye
    | CalledTooOften
    | DaySpent
    | WithheldTooOften
    | Unavailable
)
InOtherLanguage = OtherLanguage | OtherLanguageInMenu
"""Said in the language that the call is not in."""
AfterCallPrompt = ScriptByText | CallWhenOpen | CallThanks
"""Those that are texts."""
