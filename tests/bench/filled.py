"""A database after ten busy days among a million supporters: what pages have to show at worst.

The database itself makes the rows. A hundred actions; nearly everybody of one name; 250,000 texts
of a broadcast that is over, and 250,000 of one under way of which no carrier has reported yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, func, insert, select, text

from sms_line.bundle_paths import FIXTURES
from sms_line.core.broadcasts.broadcast import Stage
from sms_line.store import actions
from sms_line.store.broadcast_tables import broadcasts, lanes
from sms_line.store.database import Database
from sms_line.store.tables import texts

ROWS = 1_000_000
DAYS = 10
ACTIONS = 100
_LETTERS, _CALLS, _TALKS, _OPT_OUTS, _THREAD = 30_000, 20_000, 100_000, 5_000, 2_000
TALKER = "+12000000002"
"""Who has texted more than anybody, and waits for an answer."""
NAMES = ("Ben Ito", "Cleo Arango", "Dee Lopez", "Eli Park", "Fay Nguyen", "Gus Bell")
"""Each of one supporter in a thousand; all others have one name."""
OVER, UNDER_WAY = 1, 2
"""The broadcasts."""
_ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
_PHONE = "'+1' || (2000000000 + i)"
_SLUG = "'action-' || (i / 2 % 100)"


@dataclass(frozen=True, slots=True)
class _Rows:
    """So many numbered rows, spread over the last days, as one kind of database says it."""

    sqlite: bool
    began: datetime
    number: int = ROWS

    @property
    def numbered(self) -> str:
        """What begins a statement in which `i` goes from 1 to their number, FROM n."""
        if self.sqlite:
            return (
                "WITH RECURSIVE n(i) AS "
                f"(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {self.number})"
            )
        return f"WITH n AS (SELECT i FROM generate_series(1, {self.number}) AS i)"

    @property
    def at(self) -> str:
        """When a row came."""
        step = DAYS * 86_400 / self.number
        if self.sqlite:
            began = self.began.strftime("%Y-%m-%d %H:%M:%S")
            return f"strftime('%Y-%m-%d %H:%M:%f000', '{began}', '+' || (i * {step}) || ' seconds')"
        return f"timestamptz '{self.began:%Y-%m-%d %H:%M:%S+00:00}' + i * interval '{step} seconds'"

    def truth(self, condition: str) -> str:
        """A condition as a value of a column."""
        return condition if self.sqlite else f"({condition})"


def fill(database: Database, now: datetime) -> None:
    """Fill an empty database that has legislators and an action."""
    rows = _Rows(database.is_sqlite, now - timedelta(days=DAYS))
    with database.write() as tx:
        _fill_actions(tx, now)
        for statement in (*_people(rows), *_texts(rows), *_letters(rows), *_calls(rows)):
            tx.execute(text(statement))
        _fill_broadcasts(tx, now)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as analysing:
        analysing.exec_driver_sql("ANALYZE")


def _fill_actions(tx: Connection, now: datetime) -> None:
    source = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
    for each in range(ACTIONS):
        words = f"{{en: FREE{each}, es: LIBRES{each}}}"
        named = source.replace("{en: FREE, es: LIBRES}", words).replace("FREE ", f"FREE{each} ")
        actions.add(tx, f"action-{each}", named, now)


def _people(rows: _Rows) -> tuple[str, ...]:
    whens = " ".join(f"WHEN {each} THEN '{name}'" for each, name in enumerate(NAMES))
    stopped, talks = _few(rows, _OPT_OUTS), _few(rows, _TALKS)
    state = '{"v":1,"is":"AskingZip","draft":{"action":"action-7"}}'.replace(":", "\\:")
    return (
        f"""INSERT INTO supporters (phone, language, name, prefix, street, email, zip, city,
            state, district, created_at, updated_at) {rows.numbered}
            SELECT {_PHONE}, 'en', CASE i % 1000 {whens} ELSE 'Ana Diaz' END, '', '', '',
            CASE WHEN i % 1000 = 0 THEN '78701' ELSE '82001' END, '',
            CASE WHEN i % 10 = 0 THEN 'TX' ELSE 'WY' END,
            CASE WHEN i % 10 = 0 THEN 'TX-37' ELSE 'WY-AL' END, {rows.at}, {rows.at} FROM n""",
        "INSERT INTO tags (tag, supporter_id) "
        "SELECT 'volunteer', id FROM supporters WHERE id % 10 = 1",
        f"""INSERT INTO consents (phone, at, kind, words, line_number, source, action)
            {rows.numbered} SELECT {_PHONE}, {rows.at}, 'opt-in', 'FREE', '', 'sms', '' FROM n""",
        f"""INSERT INTO consents (phone, at, kind, words, line_number, source, action)
            {stopped.numbered} SELECT {_PHONE}, {stopped.at}, 'opt-out', 'STOP', '', 'sms', ''
            FROM n""",
        f"""INSERT INTO conversations (channel, key, state, turns, answer, updated_at)
            {talks.numbered} SELECT 'text', '+1' || (2000000000 + i * 10), '{state}', 1, '',
            {talks.at} FROM n""",
    )


def _few(rows: _Rows, number: int) -> _Rows:
    return _Rows(rows.sqlite, rows.began, number)


def _texts(rows: _Rows) -> tuple[str, ...]:
    thread = _few(rows, _THREAD)
    columns = """INSERT INTO texts (direction, phone, line_number, body, at, action, status, error,
        segments, flagged, attempts, broadcast_id, variant)"""
    return (
        f"""{columns} {rows.numbered}
            SELECT CASE i % 2 WHEN 0 THEN 'in' ELSE 'out' END, {_PHONE}, '', 'words', {rows.at},
            CASE i % 2 WHEN 0 THEN {_SLUG} ELSE '' END,
            CASE WHEN i % 2 = 0 THEN 'received' WHEN i % 4 = {UNDER_WAY + 1} THEN 'sent'
            WHEN i % 41 = 0 THEN 'undelivered' WHEN i % 20 = 1 THEN 'sent' ELSE 'delivered' END,
            CASE WHEN i % 4 = {OVER} AND i % 41 = 0 THEN '30003' ELSE '' END,
            i % 2, {rows.truth("i % 20000 = 0")}, 0,
            CASE i % 4 WHEN {OVER} THEN {OVER} WHEN {UNDER_WAY + 1} THEN {UNDER_WAY} END,
            CASE i % 2 WHEN 1 THEN 0 END FROM n""",
        f"""{columns} {thread.numbered}
            SELECT CASE i % 2 WHEN 0 THEN 'in' ELSE 'out' END, '{TALKER}', '', 'words', {thread.at},
            'action-1', CASE i % 2 WHEN 0 THEN 'received' ELSE 'replied' END, '', i % 2,
            {rows.truth(f"i = {_THREAD}")}, 0, NULL, NULL FROM n""",
    )


def _letters(rows: _Rows) -> tuple[str, ...]:
    few = _few(rows, _LETTERS)
    seated = """(SELECT bioguide, row_number() OVER (ORDER BY bioguide) AS seat,
        count(*) OVER () AS seats FROM directory_members) AS seated"""
    return (
        f"""INSERT INTO letters (phone, action, version, bioguide, title, legislator,
            office_phone, office, subject, body, sender_name, sender_email, created_at)
            {few.numbered} SELECT {_PHONE}, {_SLUG}, 1, bioguide, 'Senator', 'Name', '', 'Office',
            '', '', '', '', {few.at} FROM n JOIN {seated} ON seat = i % seats + 1""",
        """INSERT INTO deliveries (letter_id, action, bioguide, route, address, message_id, status,
            detail, attempts, created_at, told)
            SELECT id, action, bioguide, 'mail', 'a@offices.invalid', 'm' || id,
            CASE id % 50 WHEN 0 THEN 'refused' ELSE 'accepted' END,
            CASE id % 50 WHEN 0 THEN 'no such mailbox' ELSE '' END, 1, created_at, 'accepted'
            FROM letters""",
    )


def _calls(rows: _Rows) -> tuple[str, ...]:
    few = _few(rows, _CALLS)
    return (
        f"""INSERT INTO calls (sid, phone, line_number, direction, action, status, refused,
            began_at, ended_at, seconds) {few.numbered}
            SELECT 'CA' || i, {_PHONE}, '', 'inbound', {_SLUG}, 'completed', '', {few.at}, {few.at},
            300 FROM n""",
        """INSERT INTO legs (call_id, action, bioguide, kind, number, status, went, seconds, at)
            SELECT id, action, bioguide, 'washington', '', 'completed',
            CASE id % 3 WHEN 0 THEN 'person' WHEN 1 THEN 'voicemail' ELSE '' END, 90, began_at
            FROM calls JOIN (SELECT bioguide FROM directory_members ORDER BY bioguide LIMIT 3)
            AS three ON 1 = 1""",
    )


def _fill_broadcasts(tx: Connection, now: datetime) -> None:
    began = now - timedelta(days=DAYS)
    plan: Mapping[str, object] = {
        "words": [{"en": "Call today, {{ first_name }}."}],
        "at": began,
        "earliest": 9,
        "latest": 20,
        "night": "wait",
        "created_at": began,
        "created_by": "owner@line.example",
        "frozen_at": began,
    }
    for number, stage in ((OVER, Stage.DONE), (UNDER_WAY, Stage.SENDING)):
        taken = _count(tx, texts, number)
        ahead = 0 if stage is Stage.DONE else taken // 2
        tx.execute(
            insert(broadcasts).values(
                id=number,
                name=f"Day of action {number}",
                state=stage.value,
                recipients=taken + ahead,
                ended_at=now if stage is Stage.DONE else None,
                left_out={"stopped": _OPT_OUTS},
                **plan,
            )
        )
        for lane, zone in enumerate(_ZONES):
            # The remainder goes with the first.
            here = taken // 4 + (taken % 4 if lane == 0 else 0)
            lane_row = {"broadcast_id": number, "zone": zone, "strict": False, "stopped": 0}
            tx.execute(insert(lanes).values(next=here, total=here + ahead // 4, **lane_row))


def _count(tx: Connection, table: Table, broadcast_id: int) -> int:
    counted = select(func.count()).where(table.c.broadcast_id == broadcast_id)
    return int(tx.execute(counted).scalar_one())
