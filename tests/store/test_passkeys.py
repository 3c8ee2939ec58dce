"""Passkeys in the database, beyond what a real browser makes of them (tests/browser)."""

from datetime import UTC, datetime

import pytest

from sms_line.store import organizers, passkeys
from sms_line.store.database import Database
from sms_line.store.organizers import Role

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("credential_id", "public_key", "kept"),
    [
        ("i" * passkeys.LONGEST_ID, "k" * passkeys.LONGEST_KEY, True),
        ("i" * (passkeys.LONGEST_ID + 1), "k", False),
        ("i", "k" * (passkeys.LONGEST_KEY + 1), False),
    ],
)
def test_what_fits_no_column_is_not_kept(
    database: Database, credential_id: str, public_key: str, kept: bool
) -> None:
    with database.write() as tx:
        owner, _ = organizers.add(tx, "owner@line.example", Role.OWNER, NOW)
        made = passkeys.add(
            tx,
            owner,
            credential_id=credential_id,
            public_key=public_key,
            sign_count=2**32 - 1,
            name="My phone" * 20,
            now=NOW,
        )
        assert made is kept
        assert len(passkeys.of(tx, owner.id)) == kept
