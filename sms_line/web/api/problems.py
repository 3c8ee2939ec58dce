"""What goes wrong, as other programs are told it: RFC 9457 problem details."""

import re
from collections.abc import Mapping, Sequence

import msgspec
from flask import Response

MIMETYPE = "application/problem+json"

_PLACE = re.compile(r" - at (?:`key` in )?`\$\.?(?P<path>[^`]*)`$")
_NAMED = re.compile(r"(?:missing required|contains unknown) field `(?P<name>[^`]+)`")


class Wrong(msgspec.Struct, frozen=True):
    """One thing to mend."""

    detail: str
    """A sentence."""
    field: str = ""
    """The field of the body or of the query, e.g. `words[0].en`; "" for all of it."""
    line: int | None = None
    """The line of a Markdown source, from 1."""


class ProblemDetails(msgspec.Struct, frozen=True):
    """What went wrong (RFC 9457)."""

    title: str
    """A sentence; the same for every problem of its kind."""
    status: int
    """The HTTP status."""
    detail: str = ""
    """What is wrong with this request, and its mend."""
    errors: list[Wrong] = []
    """Each thing that is wrong with it, where several can be."""


class Problem(Exception):
    """A request that is not carried out."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str = "",
        errors: Sequence[Wrong] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`headers`: what HTTP wants beside it."""
        super().__init__(title)
        self.said = ProblemDetails(title, status, detail, list(errors))
        self.headers = headers or {}

    def answer(self) -> Response:
        """As it is sent."""
        said = {name: value for name, value in msgspec.to_builtins(self.said).items() if value}
        body = msgspec.json.encode(said)
        return Response(body, self.said.status, dict(self.headers), mimetype=MIMETYPE)


def invalid(*wrong: Wrong) -> Problem:
    """The request says something that makes no sense."""
    return Problem(422, "The request cannot be used as it is.", errors=wrong)


def not_there(what: str) -> Problem:
    """Nothing is at this address (any more)."""
    return Problem(404, f"There is no such {what}.")


def misread(error: msgspec.ValidationError) -> Problem:
    """What msgspec says of a body or a query, with the name of the field."""
    said = str(error)
    place, named = _PLACE.search(said), _NAMED.search(said)
    path = [place["path"]] if place and place["path"] else []
    field = ".".join([*path, *([named["name"]] if named else [])])
    return invalid(Wrong(_PLACE.sub("", said) + ".", field))
