"""What came of an import, in sentences and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from sms_line.core.counted import counted
from sms_line.core.effects import ConsentKind
from sms_line.supporter_lists.importing import BadRow, Outcome

_KEPT_OUT = {
    ConsentKind.OPT_OUT.value: "said STOP, kept out",
    ConsentKind.FORGOTTEN.value: "asked to be forgotten, kept out",
}


def import_json(outcome: Outcome, told: Sequence[BadRow], dry_run: bool) -> dict[str, Any]:
    """Numbers of rows; `bad_rows` are the first of those that were left out."""
    return {
        "rows": outcome.rows,
        "new": outcome.tally.new,
        "known": outcome.tally.known,
        "kept_out": dict(outcome.tally.kept_out),
        "bad": outcome.bad,
        "bad_rows": [{"line": row.line, "reason": row.reason} for row in told],
        "notes": dict(outcome.notes),
        "unused_columns": list(outcome.unused),
        "dry_run": dry_run,
    }


def described(outcome: Outcome, dry_run: bool) -> Iterator[str]:
    """What came of an import, a line each."""
    if dry_run:
        yield "Nothing was written; an import would come to this:"
    yield counted(outcome.tally.new, "new supporter")
    if outcome.tally.known:
        yield f"{outcome.tally.known:,} known before, or twice in the file; blanks were filled"
    for reason, number in outcome.tally.kept_out.items():
        yield f"{number:,} {_KEPT_OUT.get(reason, 'cannot be texted, kept out')}"
    for note, number in outcome.notes.items():
        yield f"{number:,} {note}"
    if outcome.bad:
        yield f"{counted(outcome.bad, 'row')} left out"
    if outcome.unused:
        yield f"Columns that nobody reads: {', '.join(outcome.unused)}"
