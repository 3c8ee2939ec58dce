"""The seed's draft on a whole line: loaded as it stands, its keyword texted, its letters sent.

The conversation itself is the transcript `seed_draft.txt`.
"""

from collections.abc import Callable

from sms_line.actions.drafting import draft
from sms_line.actions.parse import parse
from sms_line.bundle_paths import FIXTURES
from sms_line.core.segments import measure
from sms_line.store import actions
from sms_line.store.tables import letters
from tests.whole_line import TO_YES, WholeLine

WORD = "FREETHEMALL"
"""What is left of the campaign's words where another action has FREE."""


def test_the_draft_of_the_seed_works_by_text(open_line: Callable[..., WholeLine]) -> None:
    line = open_line()
    today = line.clock.now().date()
    pasted = (FIXTURES / "alerts" / "seed.txt").read_text("utf-8")
    found = draft(pasted, today=today, taken=line_keywords(line))
    action = parse(found.source)
    assert list(action.keywords) == [WORD]
    with line.database.write() as tx:
        actions.add(tx, action.slug, found.source, line.clock.now())
    assert "3 letters are on the way" in line.walk(texts=(WORD, *TO_YES[1:-2], "yes", "yes"))
    line.drain()
    _check_letters(line)
    report = line.twilio.taken[-1].body
    assert report.endswith(f"Please forward this to your networks: text {WORD} to 55555")
    assert measure(report).segments == 1


def line_keywords(line: WholeLine) -> set[str]:
    """The keywords of the actions that are on a line already."""
    with line.database.read() as tx:
        return {
            word
            for each in actions.newest(tx)
            for word in parse(each.source, slug=each.slug).keywords
        }


def _check_letters(line: WholeLine) -> None:
    rows = line.rows(letters)
    assert [row.legislator for row in rows] == [
        "John Barrasso",
        "Cynthia M. Lummis",
        "Harriet M. Hageman",
    ]
    assert {row.subject for row in rows} == {"Protect Our Immigrant Neighbors"}
    assert rows[0].body.startswith(
        "Dear Senator Barrasso,\n\nI’m your constituent from Cheyenne, and as a person of faith I "
        "urge you to fight for the health and freedom of all immigrants"
    )
    assert rows[2].body.startswith("Dear Representative Hageman,\n\n")
    assert rows[0].body.endswith("uphold the best of who we are.\n\nAna Diaz\nCheyenne")
    assert len(line.mail.taken) == 3
