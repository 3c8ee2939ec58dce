"""What an organizer proves themselves with: a password, one-time codes, recovery codes."""

import secrets
import string
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from sms_line.store import audit
from sms_line.store.audit import Deed
from sms_line.store.desk_tables import organizers, passkeys, recovery_codes, sessions, sign_in_links
from sms_line.store.organizers import Organizer
from sms_line.store.tokens import hash_of

RECOVERY_CODES = 10
_LETTERS = "".join(sorted(set(string.ascii_lowercase + string.digits) - set("01lo")))
"""32 that are not taken for each other."""
_GROUPS, _IN_A_GROUP = 4, 4
"""80 bits: too many to be found from their hashes."""


@dataclass(frozen=True, slots=True)
class Factors:
    """What an organizer has."""

    password: bool
    codes: bool
    """One-time codes of an app (TOTP)."""
    passkeys: int
    recovery_codes: int
    """How many are left."""

    @property
    def second(self) -> bool:
        """They have a second factor, so that signing in asks for it."""
        return self.codes or self.passkeys > 0


def of(tx: Connection, organizer_id: int) -> Factors:
    """What an organizer has; nothing if they are gone."""
    keys = select(func.count()).where(passkeys.c.organizer_id == organizer_id)
    left = select(func.count()).where(recovery_codes.c.organizer_id == organizer_id)
    row = tx.execute(
        select(
            organizers.c.password_hash.is_not(None).label("password"),
            organizers.c.totp_salt.is_not(None).label("codes"),
            keys.scalar_subquery().label("passkeys"),
            left.scalar_subquery().label("recovery"),
        ).where(organizers.c.id == organizer_id)
    ).first()
    if row is None:
        return Factors(password=False, codes=False, passkeys=0, recovery_codes=0)
    return Factors(bool(row.password), bool(row.codes), row.passkeys, row.recovery)


def password_hash(tx: Connection, organizer_id: int) -> str | None:
    """The hash of an organizer's password, if they have one."""
    found = select(organizers.c.password_hash).where(organizers.c.id == organizer_id)
    return tx.execute(found).scalar()


def set_password(tx: Connection, organizer: Organizer, hashed: str | None, now: datetime) -> None:
    """Keep the hash of a new password, or none any more."""
    _set(tx, organizer, password_hash=hashed)
    _note(tx, organizer, Deed.SET_PASSWORD if hashed else Deed.DROPPED_PASSWORD, now)


def renew_hash(tx: Connection, organizer_id: int, old: str, new: str) -> None:
    """Keep the same password with stronger parameters, unless it was changed meanwhile."""
    tx.execute(
        update(organizers)
        .where(organizers.c.id == organizer_id, organizers.c.password_hash == old)
        .values(password_hash=new)
    )


def totp_salt(tx: Connection, organizer_id: int) -> str | None:
    """What the secret of an organizer's one-time codes is made from; None without codes."""
    found = select(organizers.c.totp_salt).where(organizers.c.id == organizer_id)
    return tx.execute(found).scalar()


def set_up_codes(
    tx: Connection, organizer: Organizer, salt: str | None, step: int | None, now: datetime
) -> None:
    """Ask for one-time codes from now on, or (None) no more. `step`: that of the first code."""
    _set(tx, organizer, totp_salt=salt, totp_step=step)
    _note(tx, organizer, Deed.SET_UP_CODES if salt else Deed.DROPPED_CODES, now)
    if not salt:
        forget_recovery_codes(tx, organizer)


def use_step(tx: Connection, organizer_id: int, step: int) -> bool:
    """Use up the code of this half minute; False if it, or a later one, was used before."""
    used = tx.execute(
        update(organizers)
        .where(
            organizers.c.id == organizer_id,
            or_(organizers.c.totp_step.is_(None), organizers.c.totp_step < step),
        )
        .values(totp_step=step)
    )
    return used.rowcount == 1


def make_recovery_codes(tx: Connection, organizer: Organizer, now: datetime) -> list[str]:
    """New codes, each of which opens once; older ones open no more."""
    tx.execute(delete(recovery_codes).where(recovery_codes.c.organizer_id == organizer.id))
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    rows = [{"code_hash": _code_hash(code), "organizer_id": organizer.id} for code in codes]
    tx.execute(insert(recovery_codes), rows)
    _note(tx, organizer, Deed.MADE_RECOVERY_CODES, now)
    return codes


def use_recovery_code(tx: Connection, organizer: Organizer, code: str, now: datetime) -> bool:
    """Use a code up; False if it is none of theirs, or no more."""
    used = tx.execute(
        delete(recovery_codes).where(
            recovery_codes.c.code_hash == _code_hash(code),
            recovery_codes.c.organizer_id == organizer.id,
        )
    )
    if used.rowcount != 1:
        return False
    _note(tx, organizer, Deed.USED_RECOVERY_CODE, now)
    return True


def forget_recovery_codes(tx: Connection, organizer: Organizer) -> None:
    """Drop them where there is nothing left to recover: no second factor asks."""
    if not of(tx, organizer.id).second:
        tx.execute(delete(recovery_codes).where(recovery_codes.c.organizer_id == organizer.id))


def reset(tx: Connection, organizer: Organizer, who: str, now: datetime) -> None:
    """For somebody who has lost everything: a link is all they need, and what is open ends."""
    _set(tx, organizer, password_hash=None, totp_salt=None, totp_step=None)
    for table in (passkeys, recovery_codes, sessions, sign_in_links):
        tx.execute(delete(table).where(table.c.organizer_id == organizer.id))
    audit.record(
        tx,
        at=now,
        who=who,
        did=Deed.RESET,
        kind="organizer",
        row_id=organizer.id,
        detail=organizer.email,
    )


def _set(tx: Connection, organizer: Organizer, **values: str | int | None) -> None:
    tx.execute(update(organizers).where(organizers.c.id == organizer.id).values(**values))


def _new_code() -> str:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _code_hash(code: str) -> str:
    """However it is typed: with or without capitals, spaces and hyphens."""
    return hash_of("".join(letter for letter in code.lower() if letter in _LETTERS))


def _note(tx: Connection, organizer: Organizer, did: Deed, now: datetime) -> None:
    audit.record(tx, at=now, who=organizer.email, did=did, kind="organizer", row_id=organizer.id)
