"""Which rows of the table a run has taken: the `case` lines of advance(), watched as they run."""

import ast
import inspect
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from sms_line.core import conversation


def rows() -> dict[int, str]:
    """First line of each row's body → the row's pattern, for every row of advance()."""
    source = inspect.getsource(conversation)
    function = next(
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name == "advance"
    )
    table = next(node for node in function.body if isinstance(node, ast.Match))
    return {
        case.body[0].lineno: f"{ast.unparse(case.pattern)}"
        + (f" if {ast.unparse(case.guard)}" if case.guard else "")
        for case in table.cases
    }


class Watch:
    """Notes which rows are taken while it is on."""

    def __init__(self) -> None:
        self.taken: set[int] = set()
        self._rows = set(rows())

    def run(self, play: Callable[[], Any]) -> Any:
        before = sys.gettrace()
        sys.settrace(self._enter)
        try:
            return play()
        finally:
            sys.settrace(before)

    def _enter(self, frame: FrameType, event: str, argument: Any) -> Any:
        return self._line if frame.f_code is conversation.advance.__code__ else None

    def _line(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line" and frame.f_lineno in self._rows:
            self.taken.add(frame.f_lineno)
        return self._line
