"""What PostgreSQL refuses and SQLite swallows, refused on SQLite too while tests run: words that
are longer than their column, NUL, numbers that fit no INTEGER."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, Connection, Engine, Integer, String, event
from sqlalchemy.sql.compiler import SQLCompiler

Look = Callable[[Any], str]
"""What is wrong with a value, "" for nothing."""


class Unfit(AssertionError):
    """A value that PostgreSQL would refuse was about to be bound."""


_looks: WeakKeyDictionary[SQLCompiler, dict[str, Look]] = WeakKeyDictionary()


@contextmanager
def guarded() -> Iterator[list[str]]:
    """What PostgreSQL would have refused is raised, and noted for whoever swallows that."""
    found: list[str] = []

    def look(*executing: Any) -> None:
        connection: Connection = executing[0]
        # Rows in many batches come by once for each.
        if connection.dialect.name == "sqlite" and not hasattr(executing[4], "looked_at"):
            executing[4].looked_at = True
            if why := _wrong(executing[4]):
                found.append(why)
                raise Unfit(why)

    event.listen(Engine, "before_cursor_execute", look)
    yield found
    event.remove(Engine, "before_cursor_execute", look)


def _wrong(executed: Any) -> str:
    compiled: SQLCompiler | None = executed.compiled
    if compiled is None or executed.isddl:
        return ""
    looks = _looks.get(compiled)
    if looks is None:
        looks = _looks[compiled] = dict(_looks_at(compiled))
    for row in executed.compiled_parameters:
        for name, value in row.items():
            # One of several that IN is given is called by its place as well.
            look = looks.get(name) or looks.get(name.rpartition("_")[0])
            if look and (why := look(value)):
                return f"{name}: {why}, in: {compiled.string[:200]}"
    return ""


def _looks_at(compiled: SQLCompiler) -> Iterator[tuple[str, Look]]:
    for parameter, name in compiled.bind_names.items():
        if isinstance(parameter.type, String):
            # What is only compared may be longer: it is found nowhere.
            kept = compiled.isinsert or getattr(parameter, "_is_crud", False)
            yield name, _words(parameter.type.length if kept else None)
        elif isinstance(parameter.type, Integer):
            yield name, _whole(63 if isinstance(parameter.type, BigInteger) else 31)


def _words(longest: int | None) -> Look:
    def look(value: Any) -> str:
        if not isinstance(value, str):
            return ""
        if longest is not None and len(value) > longest:
            return f"{len(value)} characters for {longest}"
        return "NUL" if "\0" in value else ""

    return look


def _whole(bits: int) -> Look:
    def look(value: Any) -> str:
        fits = not isinstance(value, int) or -(2**bits) <= value < 2**bits
        return "" if fits else f"a number of more than {bits} bits"

    return look
