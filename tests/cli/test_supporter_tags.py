"""`sms-line supporters tag` and `untag`."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from sms_line.store.broadcast_tables import tags
from sms_line.store.desk_tables import audit
from tests.cli.conftest import CommandLine

PEOPLE = """phone,name,zip,consent_at,consent_source,language
307-555-0100,Ana,82001,2026-11-01,web,en
307-555-0101,Ben,82001,2026-11-01,web,en
505-555-0102,Luz,87501,2026-11-01,web,es
"""


@pytest.fixture
def ready(synced: CommandLine, tmp_path: Path) -> CommandLine:
    """Two supporters in Cheyenne, one in Santa Fe."""
    (tmp_path / "list.csv").write_text(PEOPLE, "utf-8")
    synced.does("supporters", "import", str(tmp_path / "list.csv"))
    return synced


def test_tag_and_untag(ready: CommandLine) -> None:
    give = ("supporters", "tag", " Phone  Bank ", "--audience", "senator:Barrasso")
    assert "'phone bank' was given to 2 people" in ready.does(*give)
    assert json.loads(ready.does(*give, "--json")) == {"tag": "phone bank", "changed": 0}
    take = ("supporters", "untag", "phone bank", "--audience", "all", "--json")
    assert json.loads(ready.does(*take)) == {"tag": "phone bank", "changed": 2}
    with ready.database() as database, database.read() as tx:
        assert tx.execute(select(tags)).all() == []
        logged = tx.execute(select(audit.c.did, audit.c.detail).where(audit.c.kind == "supporters"))
        assert [tuple(row) for row in logged if row.did != "imported"] == [
            ("tagged", "phone bank (2)"),
            ("tagged", "phone bank (0)"),
            ("took a tag from", "phone bank (2)"),
        ]


REFUSED = [
    (("tag", "x"), 2, "Missing option '--audience'"),
    (("tag", ";;", "--audience", "all"), 2, "a tag has one to 60 characters"),
    (("tag", "x", "--audience", "stat:TX"), 2, "did you mean state"),
    (("untag", "x", "--audience", "district:TX-99"), 2, "There is no district TX-99"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED)
def test_refused(ready: CommandLine, words: tuple[str, ...], code: int, sentence: str) -> None:
    assert sentence in ready.fails("supporters", *words, code=code)
