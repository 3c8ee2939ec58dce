"""A few supporters in the fixtures' places."""

from typing import Any

from sqlalchemy import insert

from sms_line.core.effects import ConsentKind
from sms_line.store import consents
from sms_line.store.tables import supporters
from tests.whole_line import WholeLine

CHEYENNE = {"zip": "82001", "city": "Cheyenne", "state": "WY", "district": "WY-AL"}
ALPINE = {"zip": "79830", "city": "Alpine", "state": "TX", "district": "TX-23"}
SANTA_FE = {"zip": "87501", "city": "Santa Fe", "state": "NM", "district": "NM-3"}
DC = {"zip": "20001", "city": "Washington", "state": "DC", "district": "DC-AL"}


def join(line: WholeLine, number: int, name: str, *, agreed: bool = True, **facts: Any) -> str:
    """Somebody becomes a supporter; their phone, which ends with `number` of two digits."""
    phone, now = f"+130755501{number:02}", line.clock.now()
    row = {"phone": phone, "name": name, "language": "en", "created_at": now, "updated_at": now}
    with line.database.write() as tx:
        tx.execute(insert(supporters).values({**row, **facts}))
        if agreed:
            consents.record(
                line.database,
                tx,
                phone=phone,
                at=now,
                kind=ConsentKind.OPT_IN,
                words="free",
                line_number="55555",
                source="text",
            )
    return phone
