"""What an operation of the API is: one definition from which it is served and described."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from sms_line.parts import Parts
from sms_line.store.api_tokens import ApiToken, Scope
from sms_line.web.api.problems import Wrong, invalid
from sms_line.web.given import row_number

Item = TypeVar("Item")


class Shape(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What other programs send; a name that means nothing is a mistake, not ignored."""


class Nothing(Shape):
    """No parameters."""


class Paged(Shape):
    """Which part of a list."""

    cursor: Annotated[str, Meta(description="`next` of the page before; without it the first.")] = (
        ""
    )
    limit: Annotated[int, Meta(ge=1, le=200, description="Items on a page.")] = 50

    def before(self) -> int | None:
        """The row that the page before ended with. Raises Problem."""
        if not self.cursor:
            return None
        try:
            return row_number(self.cursor)
        except ValueError:
            raise invalid(Wrong("This is no cursor that the line has given.", "cursor")) from None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, checked."""

    parts: Parts
    token: ApiToken
    path: Mapping[str, Any]
    query: Any
    body: Any
    key: str
    """The Idempotency-Key."""

    def may(self, scope: Scope) -> bool:
        """Is the token good for this too?"""
        return scope in self.token.scopes


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered."""

    value: object = None
    """None: there is nothing to say (204)."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one address."""

    name: str
    method: str
    path: str
    """Below /api/v1; `{id}` is a number, every other name in braces a word."""
    scope: Scope
    summary: str
    handler: Callable[[Asked], Answer]
    answers: Mapping[int, Any]
    """Status → the type of what is answered, None for nothing."""
    query: type[Shape] = Nothing
    body: type[Shape] | None = None
    markdown: bool = False
    """The body is a Markdown file."""
    key: bool = False
    """It must not be carried out twice: the request names it by an Idempotency-Key."""
    refusals: tuple[int, ...] = ()
    """Problems of its own, beside those that every operation has."""


def page_of(items: list[Item], limit: int, number: Callable[[Item], int]) -> tuple[list[Item], str]:
    """A page and its cursor, of a list with one more than is shown, where there are more."""
    more = len(items) > limit
    return items[:limit], str(number(items[limit - 1])) if more else ""
