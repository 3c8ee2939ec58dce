"""What two open actions must not share: the words and the telephone number that open them."""

from collections.abc import Iterable
from datetime import date

from sms_line.core.action import Action


def collision(new: Action, others: Iterable[Action], today: date) -> str:
    """A sentence that says what another open action has already, with its mend; "" for nothing.

    An earlier version of the same action is no other one, and what has ended gives all it had free.
    """
    for other in others:
        if other.slug == new.slug or (other.ends and other.ends < today):
            continue
        for word in new.keywords:
            if word in other.keywords:
                return f"The keyword {word} belongs to the action {other.slug}; choose another one."
        if new.number and new.number == other.number:
            return (
                f"The number {new.number} belongs to the action {other.slug}; choose another one, "
                "or let that action end first."
            )
    return ""
