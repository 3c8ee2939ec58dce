"""Whose telephone a number is, in the edition of the directory that is in use."""

from typing import NamedTuple

from sqlalchemy import Connection, String, literal, select

from sms_line.store import directory_rows
from sms_line.store.directory_tables import members, offices


class Owner(NamedTuple):
    """The member whose telephone it is, and the city of the office at home, "" for Washington."""

    name: str
    city: str


def whose(tx: Connection, number: str) -> Owner | None:
    """Whose telephone this is (E.164, of the US); None where several have it or nobody."""
    published = f"{number[2:5]}-{number[5:8]}-{number[8:]}"
    edition = directory_rows.newest(tx)
    washington = select(members.c.name, literal("", String).label("city")).where(
        members.c.edition == edition, members.c.phone == published
    )
    at_home = (
        select(members.c.name, offices.c.city)
        .join(offices, offices.c.bioguide == members.c.bioguide)
        .where(members.c.edition == edition, offices.c.edition == edition)
        .where(offices.c.phone == published)
    )
    found = [Owner(*row) for row in tx.execute(washington.union(at_home))]
    if len({owner.name for owner in found}) != 1:
        return None
    # A number of both is Washington's: the line rings it as that.
    return min(found, key=lambda owner: owner.city)
