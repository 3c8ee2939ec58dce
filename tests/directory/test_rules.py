"""Table tests of the small rules: seats, Congresses, terms, names, cities."""

from datetime import UTC, date, datetime

import pytest

from sms_line.core.people import District
from sms_line.directory import legislators
from sms_line.directory.checking import in_office
from sms_line.directory.city_names import proper
from sms_line.directory.congresses import begins, congress_at, dated, ends, ordinal
from sms_line.directory.gathered import Member, SyncFailed, Term
from sms_line.directory.seats import DELEGATIONS, SEATS, all_seats, from_code, from_geoid, is_seat


def test_the_house_has_435_seats_and_six_delegates() -> None:
    assert sum(seats for state, seats in SEATS.items() if state not in DELEGATIONS) == 435
    assert len(SEATS) == 56
    assert len(all_seats()) == 441


@pytest.mark.parametrize(
    ("geoid", "district"),
    [
        ("4837", District("TX", 37)),
        ("5600", District("WY", 0)),  # 00: at large
        ("1198", District("DC", 0)),  # 98: a delegate
        ("7298", District("PR", 0)),
        ("06ZZ", None),  # open water
        ("9901", None),  # no such state
        ("4839", None),  # Texas has 38
        ("4800", None),  # Texas has no one seat
        ("48", None),  # cut short
    ],
)
def test_the_census_number_of_a_district(geoid: str, district: District | None) -> None:
    assert from_geoid(geoid) == district


def test_a_code_names_a_seat_or_nothing() -> None:
    assert from_code("WY-AL") == District("WY", 0)
    assert not is_seat(District("WY", 1))
    with pytest.raises(ValueError, match="TX-39"):
        from_code("TX-39")


@pytest.mark.parametrize(
    ("moment", "congress"),
    [
        (datetime(2026, 11, 23, tzinfo=UTC), 119),
        (datetime(2027, 1, 3, 16, 59, tzinfo=UTC), 119),  # before noon in Washington
        (datetime(2027, 1, 3, 17, 0, tzinfo=UTC), 120),  # noon
        (datetime(2028, 12, 31, tzinfo=UTC), 120),
        (datetime(1789, 6, 1, tzinfo=UTC), 1),
    ],
)
def test_which_congress_sits(moment: datetime, congress: int) -> None:
    assert congress_at(moment) == congress
    assert begins(congress) <= moment or congress == 1
    assert moment < ends(congress)


def test_numbers_and_days_in_words() -> None:
    assert [ordinal(n) for n in (111, 119, 121, 122, 123)] == [
        "111th", "119th", "121st", "122nd", "123rd",
    ]  # fmt: skip
    assert dated(ends(119)) == "3 January 2027"


def _term(start: str, end: str, special: bool = False) -> Term:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return Term("sen", first, last, special, "OH", None, "junior", "")


@pytest.mark.parametrize(
    ("terms", "moment", "sits"),
    [
        # An ordinary term.
        ([_term("2025-01-03", "2031-01-03")], datetime(2026, 11, 23, tzinfo=UTC), True),
        # It ends at noon, not in the morning.
        ([_term("2021-01-03", "2027-01-03")], datetime(2027, 1, 3, 16, tzinfo=UTC), True),
        ([_term("2021-01-03", "2027-01-03")], datetime(2027, 1, 3, 17, tzinfo=UTC), False),
        # The trap: past its end, and still sitting until the winner of the election comes.
        ([_term("2025-01-21", "2026-11-03", True)], datetime(2026, 11, 23, tzinfo=UTC), True),
        # But not into the next Congress.
        ([_term("2025-01-21", "2026-11-03", True)], datetime(2027, 1, 3, 17, tzinfo=UTC), False),
        # The same end without a special election is an end.
        ([_term("2025-01-21", "2026-11-03")], datetime(2026, 11, 23, tzinfo=UTC), False),
        # Elected, not yet begun.
        ([_term("2027-01-03", "2033-01-03")], datetime(2026, 12, 1, tzinfo=UTC), False),
        # Re-elected: the next term stands in the file already, the present one counts.
        (
            [_term("2021-01-03", "2027-01-03"), _term("2027-01-03", "2033-01-03")],
            datetime(2026, 12, 1, tzinfo=UTC),
            True,
        ),
    ],
)
def test_who_is_in_office(terms: list[Term], moment: datetime, sits: bool) -> None:
    member = Member("X000001", "Ana Diaz", "Diaz", tuple(terms))
    assert bool(list(in_office([member], moment))) is sits


def _record(name: str, phone: str = "") -> bytes:
    return f"""
- id: {{bioguide: X000001}}
  name: {{{name}}}
  terms:
  - {{type: rep, start: '2025-01-03', end: '2027-01-03', state: WY, district: 0 {phone}}}
""".encode()


@pytest.mark.parametrize(
    ("name", "full", "last"),
    [
        # The official full name is never composed anew.
        (
            "first: Henry, last: Johnson, official_full: 'Henry C. \"Hank\" Johnson, Jr.'",
            'Henry C. "Hank" Johnson, Jr.',
            "Johnson",
        ),
        ("first: Ben, last: Luján, official_full: Ben Ray Luján", "Ben Ray Luján", "Luján"),
        # Two members have none.
        ("first: James, last: Gallagher", "James Gallagher", "Gallagher"),
        ("first: Donald, last: Beyer, suffix: Jr.", "Donald Beyer Jr.", "Beyer"),
        # "first" may carry the nickname.
        ("first: James (Jim), last: Moylan", "James Moylan", "Moylan"),
    ],
)
def test_a_members_name(name: str, full: str, last: str) -> None:
    (member,) = legislators.members("a.yaml", _record(name))
    assert (member.name, member.last_name) == (full, last)


@pytest.mark.parametrize(
    ("phone", "read"),
    [
        (", phone: 202-555-0100", "202-555-0100"),
        ("", ""),  # the switchboard will stand in
        (", phone: 307-555-0100", ""),  # not in Washington
        (", phone: call us", ""),
    ],
)
def test_a_members_phone(phone: str, read: str) -> None:
    (member,) = legislators.members("a.yaml", _record("first: Ana, last: Diaz", phone))
    assert member.terms[0].phone == read


def test_an_office_keeps_what_is_there() -> None:
    (office,) = legislators.offices(
        "a.yaml",
        b"""
- id: {bioguide: X000001}
  offices:
  - {id: X000001-home, city: Home, state: WY, zip: 82001-1234, phone: 307-555-0100 x2,
     hours: " 9 to 5 "}
""",
    )
    assert office.zip == "82001"
    assert office.phone == ""  # nothing that could be dialled
    assert office.latitude is None
    assert office.hours == "9 to 5"


@pytest.mark.parametrize(
    "data",
    [
        b"- id: {bioguide: X000001}\n",  # cut after the first line
        b"- id: {bioguide: nobody}\n",
        b"[]",  # nobody at all
        b"<html>sorry</html>",
        b"- [unclosed",
        b"- id: {bioguide: X000001}\n  name: {first: A, last: B}\n  terms: []\n",
    ],
)
def test_a_file_of_another_shape_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(SyncFailed, match=r"^legislators\.yaml .*\.$|^legislators\.yaml: .*\.$"):
        legislators.members("legislators.yaml", data)


@pytest.mark.parametrize(
    ("posted", "written"),
    [
        ("Cheyenne", "Cheyenne"),
        ("Mc Bee", "McBee"),  # as half of the post's rows have it
        ("Mcallen", "McAllen"),  # as the other half
        ("East Mc Keesport", "East McKeesport"),
        ("O Fallon", "O'Fallon"),
        ("Coeur D Alene", "Coeur d'Alene"),
        ("D LO", "D'Lo"),
        ("Winston-salem", "Winston-Salem"),
        ("King Of Prussia", "King of Prussia"),
        ("Truth Or Consequences", "Truth or Consequences"),
        ("Marina Del Rey", "Marina del Rey"),
        ("De Soto", "De Soto"),  # a small word at the beginning is a big one
        ("Los Angeles", "Los Angeles"),
        ("Jbsa Lackland", "JBSA Lackland"),
        ("Hill AFB", "Hill AFB"),
    ],
)
def test_a_city_to_sign_with(posted: str, written: str) -> None:
    assert proper(posted) == written
