"""How long a list of supporters takes to be brought in, and what the command weighs."""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.conversations import settled_zips
from tests.bench.databases import open_databases

ROWS = 1_000_000
_STEP = 7_368_787
"""A prime: the numbers of a list are in no order."""
_NUMBERS = 8_000_000
_AREAS = (212, 303, 307, 312, 404, 415, 512, 602, 617, 702)


def bench(kind: str, rows: int = ROWS) -> None:
    """Print seconds and megabytes of `sms-line supporters import`, of the first time and again."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        file = folder / "list.csv"
        _write(file, rows)
        with open_databases(kind) as databases:
            url = databases.copy(folder)
            for which in ("first", "again"):
                seconds, megabytes = _import(file, url, folder)
                print(
                    f"import on {kind}, {which}: {rows:,} rows in {seconds:.0f} s,"
                    f" {rows / seconds:,.0f} a second, {megabytes:.0f} MB resident at most",
                    flush=True,
                )


def _write(file: Path, rows: int) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("phone", "name", "zip", "consent_at", "consent_source", "tags"))
        writer.writerows(_rows(rows))


def _rows(rows: int) -> Iterator[tuple[str, ...]]:
    codes = settled_zips()
    for each in range(rows):
        number = each * _STEP % _NUMBERS
        line, area = divmod(number, len(_AREAS))
        exchange, end = divmod(line, 10_000)
        yield (
            f"({_AREAS[area]}) {200 + exchange}-{end:04}",
            f"Ana Diaz {each}",
            codes[each % len(codes)],
            f"2026-{each % 10 + 1:02}-{each % 28 + 1:02} 10:00",
            "web form of the spring campaign",
            "volunteer" if each % 10 == 0 else "",
        )


def _import(file: Path, url: str, folder: Path) -> tuple[float, float]:
    environment = {
        **os.environ,
        "SMS_LINE_DATABASE_URL": url,
        "SMS_LINE_DATA_DIR": str(folder),
    }
    began = time.perf_counter()
    command = [sys.executable, "-m", "sms_line", "supporters", "import", str(file)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError("the import failed")
    return time.perf_counter() - began, used.ru_maxrss / 1024
