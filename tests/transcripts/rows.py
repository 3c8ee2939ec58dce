"""Which rows of the table a run has taken: the `case` lines of its functions, watched."""

import ast
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

from sms_line.core.conversation import advance
from sms_line.core.dictating import dictate
from sms_line.core.text import by_text
from sms_line.core.voice import on_the_phone
from sms_line.core.web import on_a_page

TABLES: tuple[Callable[..., Any], ...] = (advance, by_text, on_the_phone, dictate, on_a_page)


@dataclass(frozen=True)
class Row:
    """One row: where its body begins, and its pattern."""

    code: CodeType
    line: int
    pattern: str


def rows() -> list[Row]:
    """Every row of the table, in order."""
    found = []
    for function in TABLES:
        lines, first = inspect.getsourcelines(function)
        (definition,) = ast.parse("".join(lines)).body
        assert isinstance(definition, ast.FunctionDef)
        table = next(node for node in definition.body if isinstance(node, ast.Match))
        for case in table.cases:
            guard = f" if {ast.unparse(case.guard)}" if case.guard else ""
            line = first + case.body[0].lineno - 1
            found.append(Row(function.__code__, line, ast.unparse(case.pattern) + guard))
    return found


class Watch:
    """Notes which rows are taken while it is on."""

    def __init__(self) -> None:
        self.taken: set[Row] = set()
        self._rows = {(row.code, row.line): row for row in rows()}
        self._codes = {row.code for row in rows()}

    def run(self, play: Callable[[], Any]) -> Any:
        before = sys.gettrace()
        sys.settrace(self._enter)
        try:
            return play()
        finally:
            sys.settrace(before)

    def _enter(self, frame: FrameType, event: str, argument: Any) -> Any:
        return self._line if frame.f_code in self._codes else None

    def _line(self, frame: FrameType, event: str, argument: Any) -> Any:
        row = self._rows.get((frame.f_code, frame.f_lineno))
        if event == "line" and row:
            self.taken.add(row)
        return self._line
