"""Where a conversation can stand: one frozen dataclass each, with all that it knows.

What is known of the person and what is drafted so far travel in the state; what is in flight
(a letter, a look-up) is a row elsewhere, and its news is an event for any state but Stopped.
"""

from sms_line.core.states.calling import (
    ChoosingAction,
    HungUp,
    OfferedToRing,
    OnTheLine,
    Proving,
    ReadyToDial,
    SayingHowItWent,
    Seeking,
)
from sms_line.core.states.dictating import (
    AwaitingWords,
    ConfirmingName,
    ConfirmingWords,
    OfferedToSpeak,
    SayingName,
    SpeakingMessage,
)
from sms_line.core.states.known import Draft, Leg, Person, Rounds
from sms_line.core.states.writing import (
    AskingField,
    AskingZip,
    ChoosingDistrict,
    ChoosingPhrase,
    Locating,
    Mending,
    Offered,
    Resting,
    Reviewing,
    Stopped,
)

__all__ = [
    "Arriving",
    "AskingField",
    "AskingZip",
    "AwaitingWords",
    "Awake",
    "Calling",
    "ChoosingAction",
    "ChoosingDistrict",
    "ChoosingPhrase",
    "ConfirmingName",
    "ConfirmingWords",
    "Dictating",
    "Draft",
    "HungUp",
    "Leg",
    "Locating",
    "Mending",
    "Offered",
    "OfferedToRing",
    "OfferedToSpeak",
    "OnTheLine",
    "Person",
    "Proving",
    "ReadyToDial",
    "Resting",
    "Reviewing",
    "Rounds",
    "SayingHowItWent",
    "SayingName",
    "Seeking",
    "SpeakingMessage",
    "State",
    "Stopped",
    "Waiting",
    "Writing",
]

Dictating = (
    OfferedToSpeak | SayingName | ConfirmingName | SpeakingMessage | AwaitingWords | ConfirmingWords
)
"""The offices are done with, and a caller speaks a message to them."""
Calling = Seeking | OfferedToRing | ReadyToDial | OnTheLine | SayingHowItWent
"""The names are settled and a caller is on the way from office to office."""
Arriving = Proving | ChoosingAction
"""What a call is about is not settled yet."""
Writing = AskingField | ChoosingPhrase | Reviewing | Mending
"""The names are settled and a letter is in the making."""
Waiting = (
    AskingZip | ChoosingDistrict | Locating | AskingField | ChoosingPhrase | Reviewing | Mending
)
Awake = Resting | Offered | Waiting | Arriving | Calling | Dictating
State = Stopped | Awake | HungUp
