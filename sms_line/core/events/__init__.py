"""What can happen, in the line's own words: what a person meant, what was found, what arrived."""

from sms_line.core.events.from_call import (
    CallBegan,
    CallEnded,
    CallTooLong,
    KeyPressed,
    LegEnded,
    NothingSaid,
    Recorded,
    TelephoneFound,
    WordsHeard,
    ZipBegun,
)
from sms_line.core.events.from_person import (
    AlertsAsked,
    BackAsked,
    CallAsked,
    CallDropped,
    ChangeAsked,
    ChoiceMade,
    FieldGiven,
    ForgetMe,
    Help,
    KeywordGiven,
    LanguageChosen,
    No,
    OwnWords,
    RemindAsked,
    Skip,
    Start,
    Stop,
    StreetGiven,
    Thanks,
    WhoAsked,
    Words,
    Yes,
    ZipGiven,
)
from sms_line.core.events.from_world import (
    AlertsRequested,
    CallArranged,
    CallNear,
    CallRequested,
    Found,
    LettersReported,
    Located,
    Needs,
    OfferLapsed,
    OfficeNews,
)

__all__ = [
    "AlertsAsked",
    "AlertsRequested",
    "BackAsked",
    "CallArranged",
    "CallAsked",
    "CallBegan",
    "CallDropped",
    "CallEnded",
    "CallNear",
    "CallRequested",
    "CallTooLong",
    "ChangeAsked",
    "ChoiceMade",
    "Event",
    "FieldGiven",
    "ForgetMe",
    "Found",
    "FromCall",
    "FromPerson",
    "FromWorld",
    "Help",
    "KeyPressed",
    "KeywordGiven",
    "LanguageChosen",
    "LegEnded",
    "LettersReported",
    "Located",
    "Needs",
    "No",
    "NothingSaid",
    "OfferLapsed",
    "OfficeNews",
    "OwnWords",
    "Recorded",
    "RemindAsked",
    "Skip",
    "Start",
    "Stop",
    "StreetGiven",
    "TelephoneFound",
    "Thanks",
    "WhoAsked",
    "Words",
    "WordsHeard",
    "Yes",
    "ZipBegun",
    "ZipGiven",
]

FromPerson = (
    Stop
    | Start
    | Help
    | ForgetMe
    | LanguageChosen
    | WhoAsked
    | BackAsked
    | ChangeAsked
    | KeywordGiven
    | ZipGiven
    | StreetGiven
    | ChoiceMade
    | FieldGiven
    | Yes
    | No
    | Skip
    | OwnWords
    | Thanks
    | Words
    | AlertsAsked
    | RemindAsked
    | CallAsked
    | CallDropped
)
FromWorld = (
    Found
    | Located
    | LettersReported
    | CallArranged
    | CallNear
    | CallRequested
    | AlertsRequested
    | OfferLapsed
)
FromCall = (
    CallBegan
    | KeyPressed
    | ZipBegun
    | NothingSaid
    | TelephoneFound
    | LegEnded
    | Recorded
    | WordsHeard
    | CallTooLong
    | CallEnded
)
Event = FromPerson | FromWorld | FromCall
