"""What a call is about: the action of the number called, the only one there is, or a menu."""

from collections.abc import Sequence

from sms_line.core.action import Action

MOST = 4
"""Actions in a menu: nobody remembers more that were read aloud."""


def offered(opened: Sequence[Action], number: str, asked_from: str = "") -> tuple[Action, ...]:
    """What a caller may call about; several want a menu, none means that there is nothing.

    `opened`: the actions that have not ended, the newest first; `number`: what was called, in
    E.164; `asked_from`: the slug of the action from which somebody asked to be rung, "" for none.
    """
    asking = [action for action in opened if action.script]
    for its in (
        [action for action in asking if action.slug == asked_from],
        [action for action in asking if action.number and action.number == number],
    ):
        if its:
            return (its[0],)
    return tuple(asking[:MOST])
