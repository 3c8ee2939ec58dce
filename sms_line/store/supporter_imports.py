"""Supporters brought in from elsewhere, a batch at a time: who is new, who is kept out.

Nothing here lifts a suppression: who said STOP, or asked to be forgotten, is in the way of every
list, whatever its dates are.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Executable, and_, case, insert, or_, select

from sms_line.core.effects import ConsentKind
from sms_line.core.people import Language
from sms_line.store import tags
from sms_line.store.database import Database, Insert
from sms_line.store.tables import consents, supporters, suppressions

SOURCE = "import"
"""In the ledger; its `words` are what the list says of where the consent came from."""
_FILLED = ("name", "email")
_PLACE = ("zip", "city", "state", "district")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on a list, with proof of consent. "" means not known."""

    phone: str
    """E.164."""
    consent_at: datetime
    consent_words: str
    language: Language = Language.ENGLISH
    name: str = ""
    email: str = ""
    zip: str = ""
    city: str = ""
    state: str = ""
    district: str = ""
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """What became of a batch, or of all of them."""

    new: int = 0
    known: int = 0
    kept_out: Counter[str] = field(default_factory=Counter)
    """Why they may not be texted (the reason of their suppression) → how many."""

    def add(self, more: "Tally") -> None:
        """Count another batch as well."""
        self.new += more.new
        self.known += more.known
        self.kept_out += more.kept_out


def bring_in(
    database: Database,
    tx: Connection,
    candidates: Sequence[Candidate],
    *,
    line_number: str,
    now: datetime,
    only_count: set[str] | None = None,
) -> Tally:
    """Write a batch down, or only count it. Twice the same changes nothing.

    `only_count`: the numbers that batches before this one would have brought; its own are added.

    Of those whom the line knows, only what is blank is filled: what people said themselves, and
    the first row of a number that comes twice, goes before.
    """
    phones = sorted({each.phone for each in candidates})
    out = _suppressed(tx, phones)
    let_in = [each for each in candidates if each.phone not in out]
    known = _known(tx, phones) | (only_count or set()).intersection(phones)
    tally = Tally(kept_out=Counter(out[e.phone] for e in candidates if e.phone in out))
    new = {each.phone for each in let_in} - known
    tally.new, tally.known = len(new), len(let_in) - len(new)
    if only_count is not None:
        only_count |= new
    elif let_in:
        _write(database, tx, sorted(let_in, key=lambda each: each.phone), line_number, now)
    return tally


def _write(
    database: Database,
    tx: Connection,
    candidates: Sequence[Candidate],
    line_number: str,
    now: datetime,
) -> None:
    # In the order of their numbers, so that two imports never wait for each other.
    tx.execute(_supporter(database.insert), [_facts(each, now) for each in candidates])
    have = _proofs(tx, sorted({each.phone for each in candidates}))
    proofs = {(e.phone, e.consent_at, e.consent_words): None for e in candidates}
    rows = [
        {
            "phone": phone,
            "at": at,
            "kind": ConsentKind.OPT_IN.value,
            "words": words,
            "line_number": line_number,
            "source": SOURCE,
        }
        for phone, at, words in proofs
        if (phone, at, words) not in have
    ]
    if rows:
        tx.execute(insert(consents).inline(), rows)
    tags.give_many(
        database, tx, chain.from_iterable(((e.phone, tag) for tag in e.tags) for e in candidates)
    )


def _facts(candidate: Candidate, now: datetime) -> dict[str, Any]:
    return {
        "phone": candidate.phone,
        "language": candidate.language.value,
        "name": candidate.name,
        "email": candidate.email,
        "zip": candidate.zip,
        "city": candidate.city,
        "state": candidate.state,
        "district": candidate.district,
        "created_at": now,
        "updated_at": now,
    }


@cache
def _supporter(insert_into: Insert) -> Executable:
    """Add somebody; of who is there already, fill what is blank."""
    new = insert_into(supporters)
    old, given = supporters.c, new.excluded
    filled = {name: case((old[name] == "", given[name]), else_=old[name]) for name in _FILLED} | {
        name: case((old.zip == "", given[name]), else_=old[name]) for name in _PLACE
    }
    tells_more = or_(*(and_(old[name] == "", given[name] != "") for name in (*_FILLED, "zip")))
    return new.on_conflict_do_update(
        index_elements=["phone"],
        set_={**filled, "updated_at": given.updated_at},
        where=tells_more,
    ).inline()


def _suppressed(tx: Connection, phones: Sequence[str]) -> dict[str, str]:
    found = select(suppressions.c.phone, suppressions.c.reason)
    return {
        str(phone): str(reason)
        for phone, reason in tx.execute(found.where(suppressions.c.phone.in_(phones)))
    }


def _known(tx: Connection, phones: Sequence[str]) -> set[str]:
    return set(
        tx.execute(select(supporters.c.phone).where(supporters.c.phone.in_(phones))).scalars()
    )


def _proofs(tx: Connection, phones: Sequence[str]) -> set[tuple[str, datetime, str]]:
    """The opt-ins of the ledger, as a list that was written out has them."""
    found = select(consents.c.phone, consents.c.at, consents.c.source, consents.c.words).where(
        consents.c.phone.in_(phones), consents.c.kind == ConsentKind.OPT_IN.value
    )
    return {
        (phone, at, proof_words(source, words)) for phone, at, source, words in tx.execute(found)
    }


def proof_words(source: str, words: str) -> str:
    """Where a consent of the ledger came from, as lists say it."""
    return words if source == SOURCE else f"{source}: {words}"
