"""What a broadcast says beside the organizer's own words: who it is from, and how to stop it.

CTIA Messaging Principles 5.1: whoever gets a message must see who sends it and how to opt out.
"""

import re
from dataclasses import dataclass

from sms_line.core.broadcasts.words import Field, parse
from sms_line.core.languages import folded

_OPT_OUT = re.compile(
    # "Reply STOP", "envíe STOP", "text STOPALL"
    r"\b(?:reply|text|txt|send|say|responda|responde|envi[ea]|manda|mande|escriba|escribe|texto)"
    r" (?:the word |la palabra )?[\"'“‘]?stop"
    # "STOP to quit", "STOP=end", "STOP 2 end", "STOP para salir"
    r"|\bstop[\"'”’]? ?(?:=|(?:2|to|para) (?:quit|end|opt|cancel|unsub|salir|terminar|no ))"
    r"|\b(?:opt|opt-) ?out\b|\bunsubscribe\b|\bdarse de baja\b"
)
"""Small letters without accents. "Stop the bill" tells nobody how to get no more texts."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """The prompt that puts around an organizer's words what they lack.

    Its template also gets `organization`. `body` is still with its fields, and so is what is said.
    """

    body: str
    named: bool
    """The words say who it is from."""
    stoppable: bool
    """The words say how to get no more."""


@dataclass(frozen=True, slots=True)
class Senators:
    """The value of the field `senators`: their names, as one speaks of them."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """The words of a broadcast that supporters asked for: the day of action is tomorrow."""


BroadcastPrompt = Broadcast | Reminder | Senators


def around(source: str, organization: str) -> Broadcast:
    """What these words lack; `organization` "" is a name that nobody knows. Raises WordsMistake."""
    fields = parse(source).fields
    name = folded(organization)
    plain = folded(source)
    named = (
        Field.ORGANIZATION in fields
        or not name
        or bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain))
    )
    return Broadcast(source, named, bool(_OPT_OUT.search(plain)))
