"""Rows of lists: who can be used, and why others cannot."""

from datetime import UTC, datetime

import pytest

from sms_line.directory.lookup import DirectoryFromStore
from sms_line.store.database import Database
from sms_line.supporter_lists.checking import NO_EMAIL, NO_LANGUAGE, Checked, Checker
from sms_line.supporter_lists.places import PADDED, UNKNOWN, Place, Places

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
ROW = {"phone": "307-555-0100", "consent_at": "2026-11-01", "consent_source": "web form"}


@pytest.fixture(scope="module")
def checker(prepared_sqlite: object) -> Checker:
    return Checker(Places(DirectoryFromStore(Database(f"sqlite:///{prepared_sqlite}"))), NOW)


def checked(checker: Checker, **cells: str) -> Checked:
    found = checker.check({**ROW, **cells})
    assert isinstance(found, Checked), found
    return found


def refused(checker: Checker, **cells: str) -> str:
    found = checker.check({**ROW, **cells})
    assert isinstance(found, str), found
    return found


@pytest.mark.parametrize(
    ("said", "e164"),
    [
        ("307-555-0100", "+13075550100"),
        ("(307) 555 0100", "+13075550100"),
        ("1 307 555 0100", "+13075550100"),
        ("+13075550100", "+13075550100"),
        ("3075550100.0", "+13075550100"),  # a number that went through a table of floats
        ("787-555-0100", "+17875550100"),  # Puerto Rico
        ("671-555-0100", "+16715550100"),  # Guam
    ],
)
def test_phone(checker: Checker, said: str, e164: str) -> None:
    assert checked(checker, phone=said).candidate.phone == e164


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "has no phone number"),
        ("555-0100", "that anybody can have"),
        ("call me", "is no phone number"),
        ("123-456-7890", "that anybody can have"),
        ("416-555-0100", "not in the United States"),
        ("+44 20 7946 0958", "not in the United States"),
        ("800-555-0100", "a number of a service"),
        ("307-555-0100 x12", "an extension"),
        ("1.30756E+10", "rounded by a spreadsheet"),
    ],
)
def test_no_phone(checker: Checker, said: str, why: str) -> None:
    reason = refused(checker, phone=said)
    assert why in reason
    assert said == "" or said not in reason


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-01 10:05", datetime(2026, 11, 1, 10, 5, tzinfo=UTC)),
        ("2026-11-01T10:05:06Z", datetime(2026, 11, 1, 10, 5, 6, tzinfo=UTC)),
        ("2026-11-01T10:05:06-07:00", datetime(2026, 11, 1, 17, 5, 6, tzinfo=UTC)),
        ("11/2/2026", datetime(2026, 11, 2, tzinfo=UTC)),
        ("11/02/26", datetime(2026, 11, 2, tzinfo=UTC)),
        ("11/2/2026 15:04", datetime(2026, 11, 2, 15, 4, tzinfo=UTC)),
        ("11/2/2026 12:04:05 AM", datetime(2026, 11, 2, 0, 4, 5, tzinfo=UTC)),
        ("11/2/2026, 3:04 p.m.", datetime(2026, 11, 2, 15, 4, tzinfo=UTC)),
    ],
)
def test_consent_at(checker: Checker, said: str, at: datetime) -> None:
    assert checked(checker, consent_at=said).candidate.consent_at == at


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"consent_at": ""}, "no proof of consent"),
        ({"consent_source": ""}, "no proof of consent"),
        ({"consent_at": "yes"}, "is no date"),
        ({"consent_at": "23/11/2026"}, "is no date"),  # there is no such month
        ({"consent_at": "46349"}, "is no date"),  # a spreadsheet's count of days
        ({"consent_at": "20261101"}, "is no date"),
        ({"consent_at": "2026-02-30"}, "is no date"),
        ({"consent_at": "11/2/2026 13:00 PM"}, "is no date"),
        ({"consent_at": "0001-01-01T00:00:00+14:00"}, "is no date"),
        ({"consent_at": "9999-12-31T23:59:00-12:00"}, "is no date"),
        ({"consent_at": "2026-11-24"}, "in the future"),
        ({"consent_at": "1900-01-01"}, "too long ago"),
        ({"zip": "Texas"}, "no ZIP code"),
        ({"zip": "123456"}, "no ZIP code"),
        ({"zip": "9999"}, "fewer than five digits"),  # there is no 09999 either
        ({"name": "A" * 201}, "longer than 200"),
        ({"tags": "a" * 61}, "longer than 60"),
    ],
)
def test_left_out(checker: Checker, cells: dict[str, str], why: str) -> None:
    assert why in refused(checker, **cells)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("", Place()),
        ("82001", Place("82001", "Cheyenne", "WY", "WY-AL")),
        ("82001-1234", Place("82001", "Cheyenne", "WY", "WY-AL")),
        ("00901", Place("00901", "San Juan", "PR", "PR-AL")),
        ("901", Place("00901", "San Juan", "PR", "PR-AL", PADDED)),
        ("78704", Place("78704", state="TX")),  # several districts: the state is sure
        ("79922", Place("79922")),  # across a state line
        ("99999", Place("99999", note=UNKNOWN)),
    ],
)
def test_place(checker: Checker, said: str, place: Place) -> None:
    candidate = checked(checker, zip=said).candidate
    assert (candidate.zip, candidate.city, candidate.state, candidate.district) == (
        (place.zip, place.city, place.state, place.district)
    )
    assert checked(checker, zip=said).notes == ((place.note,) if place.note else ())


def test_what_is_left_out_of_a_row_is_noted(checker: Checker) -> None:
    found = checked(checker, email="ana at home", language="Klingon", name=" Ana\n  Diaz ")
    assert found.notes == (NO_LANGUAGE, NO_EMAIL)
    assert (found.candidate.email, found.candidate.language) == ("", "en")
    assert found.candidate.name == "Ana Diaz"
    assert checked(checker, language="Español").candidate.language == "es"


def test_tags(checker: Checker) -> None:
    found = checked(checker, tags="Volunteer; phone  bank,  ;VOLUNTEER")
    assert found.candidate.tags == ("volunteer", "phone bank")
