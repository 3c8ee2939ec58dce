"""Who was asked whether they want alerts: at most once a week, and for a week a YES counts."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, select, update

from sms_line.store.broadcast_tables import alert_offers
from sms_line.store.database import Database

LASTS = timedelta(days=7)


def note(database: Database, tx: Connection, phone: str, source: str, now: datetime) -> None:
    """Somebody is being asked."""
    asked = {"asked_at": now, "lapses_at": now + LASTS, "source": source}
    new = database.insert(alert_offers).values(phone=phone, **asked)
    tx.execute(new.on_conflict_do_update(index_elements=["phone"], set_=asked))


def asked_lately(tx: Connection, phone: str, now: datetime) -> bool:
    """Was this person asked within the last week?"""
    lately = exists().where(alert_offers.c.phone == phone, alert_offers.c.asked_at > now - LASTS)
    return bool(tx.execute(select(lately)).scalar())


def take_lapsed(tx: Connection, now: datetime, limit: int) -> list[str]:
    """The numbers of those who have not answered in time; each is given once."""
    lapsed = select(alert_offers.c.phone).where(alert_offers.c.lapses_at <= now).limit(limit)
    gone = (
        update(alert_offers)
        .where(alert_offers.c.phone.in_(lapsed))
        .values(lapses_at=None)
        .returning(alert_offers.c.phone)
    )
    return [str(phone) for phone in tx.execute(gone).scalars()]
