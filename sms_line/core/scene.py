"""What a turn needs to know beside the state: the channel, and the action it is about."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from sms_line.core.action import Action
from sms_line.core.effects import Effect
from sms_line.core.states import State


class Channel(StrEnum):
    """How somebody speaks with the line."""

    TEXT = "text"
    VOICE = "voice"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class Scene:
    """The action is the one that the state or the event names."""

    action: Action | None = None
    """None: there is no such action (any more)."""
    menu: tuple[Action, ...] = ()
    """In a call whose caller has to choose: the actions, `action` being the newest of them."""
    over: bool = False
    """The action has ended."""
    ahead: bool = False
    """The action's day is far enough ahead for a reminder."""
    subscribed: bool = False
    """Gets alerts; told only where the event is about them."""
    answers_broadcast: bool = False
    """What was said may answer a broadcast; told only for words at rest."""
    channel: Channel = Channel.TEXT
    messages: Literal["", "person", "transcribed"] = ""
    """What becomes of messages that callers speak: a person listens, or they become letters in
    the caller's own words; "" where nobody is asked for one."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What comes of an event: where the conversation stands now, and what is to be done."""

    state: State
    effects: tuple[Effect, ...] = ()
