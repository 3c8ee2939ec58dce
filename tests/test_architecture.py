"""The house keeps its shape: who may know whom, and what the core may not do."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = sorted((ROOT / "sms_line" / "core").rglob("*.py"))


def test_imports_point_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.stem)
def test_the_core_is_pure(path: Path) -> None:
    """Standard library only, and of that nothing that reads a clock, a file or a coin."""
    impure = {"asyncio", "http", "io", "logging", "os", "pathlib", "random"}
    impure |= {"secrets", "socket", "sqlite3", "ssl", "subprocess", "sys", "threading", "time"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{a.name}" for a in node.names)]
        for name in names:
            first = name.partition(".")[0]
            assert name not in impure, f"{path.name} imports {name}"
            assert first not in impure, f"{path.name} imports {name}"
            assert first in sys.stdlib_module_names | {"sms_line"}, f"{path.name} imports {name}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            clock = node.value.id in {"date", "datetime"} and node.attr in {
                "now",
                "utcnow",
                "today",
            }
            assert not clock, f"{path.name} asks what time it is"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "print", "input", "eval", "exec"}, path.name


def test_every_module_says_what_it_is_for() -> None:
    for path in sorted((ROOT / "sms_line").rglob("*.py")):
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path
