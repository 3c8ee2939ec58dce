"""What browsers and programs send, before a page reads it: nothing that no column can hold."""

from collections.abc import Iterable
from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import BaseConverter, IntegerConverter, Map, PathConverter, UnicodeConverter

from sms_line.carrier.fields import sound
from sms_line.store.metadata import LARGEST_NUMBER


def row_number(written: str) -> int:
    """The number of a row, as `type` of a parameter. Raises ValueError for what none can have."""
    number = int(written)
    if abs(number) > LARGEST_NUMBER:
        raise ValueError("no row has this number")
    return number


class _Sound(ImmutableMultiDict[str, Any]):
    """Fields without NULs, which PostgreSQL refuses in any text."""

    def __init__(self, fields: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__(
            (name, sound(value) if isinstance(value, str) else value) for name, value in fields
        )


class SoundRequest(Request):
    """A request whose fields are sound; what the carrier posts is left as it was signed."""

    def __init__(self, environ: dict[str, Any], *how: bool, **more: bool) -> None:
        super().__init__(environ, *how, **more)
        if not self.path.startswith("/twilio/"):
            self.parameter_storage_class = _Sound


class _Number(IntegerConverter):
    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST_NUMBER)


class _Word(UnicodeConverter):
    def __init__(self, map: Map) -> None:
        super().__init__(map)
        self.regex = "[^/\0]+"


class _Path(PathConverter):
    regex = "[^/\0][^\0]*?"


CONVERTERS: dict[str, type[BaseConverter]] = {
    "default": _Word,
    "string": _Word,
    "path": _Path,
    "int": _Number,
    "any_int": IntegerConverter,
}
"""What stands in addresses: anything else leads nowhere, with 404.

`int` is the number of a row; `any_int` may be too large for one, and is asked of no database."""
