"""Where a call can stand while a caller speaks a letter."""

from dataclasses import dataclass

from sms_line.core.states.known import Draft, Person, Rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedToSpeak:
    """The offices are done with. Waiting for 1: speak a message, 2: finish."""

    person: Person
    draft: Draft
    rounds: Rounds
    tries: int = 0
    takes: int = 0
    """How often the caller has spoken a message in this call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SayingName:
    """A letter is signed: waiting for a spoken name."""

    person: Person
    draft: Draft
    rounds: Rounds
    tries: int = 0
    takes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmingName:
    """The name as it was heard. Waiting for 1: right, 2: again."""

    person: Person
    draft: Draft
    rounds: Rounds
    name: str = ""
    tries: int = 0
    takes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingMessage:
    """A recording is made."""

    person: Person
    draft: Draft
    rounds: Rounds
    tries: int = 0
    takes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitingWords:
    """The recording is being transcribed; its words come by themselves, or not at all."""

    person: Person
    draft: Draft
    rounds: Rounds
    recording: str = ""
    """The carrier's name of it."""
    url: str = ""
    lost: bool = False
    """It could not be transcribed."""
    polls: int = 0
    tries: int = 0
    takes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmingWords:
    """`draft.own_words` are read back. Waiting for 1: send, 2: speak again, 3: drop it."""

    person: Person
    draft: Draft
    rounds: Rounds
    tries: int = 0
    takes: int = 0
