"""What takes long to compile is compiled once for all lines of a run: pages, addresses, SQL."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from sms_line.store import database as databases

_MOST = 5_000
"""Statements."""


def compile_once() -> None:
    """From now on. A test takes half as long with it."""
    Flask.jinja_options = {"bytecode_cache": _Pages()}
    Rule._compile_builder = _kept_addresses(Rule._compile_builder)
    databases._engine = _with_kept_statements(databases._engine)


class _Pages(BytecodeCache):
    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.checksum, bucket.bytecode_to_string()


def _kept_addresses(compiled: Callable[..., Any]) -> Callable[..., Any]:
    kept: dict[Any, Any] = {}

    def compile_builder(rule: Rule, append_unknown: bool = True) -> Any:
        # All that Werkzeug's own method reads; what it makes is given its rule when it is called.
        key = rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown
        if key not in kept:
            kept[key] = compiled(rule, append_unknown)
        return kept[key]

    return compile_builder


def _with_kept_statements(engine: Callable[[str], Engine]) -> Callable[[str], Engine]:
    kept = LRUCache[Any, Any](_MOST)
    for dialect in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        # A part of the key: all engines of a kind have the same dialect here.
        dialect.__hash__ = lambda self: hash(type(self))
        dialect.__eq__ = lambda self, other: type(self) is type(other)

    def opened(url: str) -> Engine:
        made = engine(url)
        made._compiled_cache = kept
        return made

    return opened
