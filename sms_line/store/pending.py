"""Is anything still on its way for one person? Only practising waits for that."""

from sqlalchemy import Connection, exists, or_, select

from sms_line.store.tables import deliveries, letters, lookups, texts
from sms_line.store.texts import CLAIMED, WAITING


def pending(tx: Connection, phone: str) -> bool:
    """An address being looked up, a letter without news, or a text that has not left."""
    mine = deliveries.c.letter_id == letters.c.id
    untold = exists().where(mine, letters.c.phone == phone, deliveries.c.told == "")
    looked_up = exists().where(lookups.c.phone == phone)
    unsent = exists().where(texts.c.phone == phone, texts.c.status.in_([WAITING, CLAIMED]))
    return bool(tx.execute(select(or_(untold, looked_up, unsent))).scalar())
