"""The facts that every template may use, whatever is being said."""

from collections.abc import Sequence

from sms_line.core.action import Action
from sms_line.core.people import Language
from sms_line.parts import Parts
from sms_line.ports import Facts


def facts_of(
    parts: Parts,
    opened: Sequence[Action],
    spoken_of: Action | None,
    language: Language,
    link: str,
) -> Facts:
    """`opened`: all actions that have not ended; `spoken_of`: the one that this is about."""
    return Facts(
        organization=parts.organization or (spoken_of.organization if spoken_of else ""),
        contact=spoken_of.contact if spoken_of else "",
        title=spoken_of.title if spoken_of else "",
        number=parts.number,
        keywords=_keywords(opened, language),
        voice_number=_written_number((spoken_of and spoken_of.number) or parts.voice_number),
        can_ring=parts.can_ring and bool(spoken_of and spoken_of.script),
        link=link,
    )


def _written_number(e164: str) -> str:
    """As people write it: 307-555-0100."""
    digits = e164.removeprefix("+1")
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else digits


def _keywords(opened: Sequence[Action], language: Language) -> tuple[str, ...]:
    """One keyword of each action, in this language where it has one."""
    chosen = []
    for action in opened:
        mine = [word for word, spoken in action.keywords.items() if spoken is language]
        chosen.append((mine or list(action.keywords))[0])
    return tuple(chosen)
