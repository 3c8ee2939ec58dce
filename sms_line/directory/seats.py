"""The House's seats and the places that have none: fixed until the apportionment of 2033."""

from collections.abc import Mapping
from types import MappingProxyType

from sms_line.core.people import District
from sms_line.core.places import district

SEATS: Mapping[str, int] = MappingProxyType(
    {
        "AL": 7, "AK": 1, "AZ": 9, "AR": 4, "CA": 52, "CO": 8, "CT": 5, "DE": 1, "FL": 28,
        "GA": 14, "HI": 2, "ID": 2, "IL": 17, "IN": 9, "IA": 4, "KS": 4, "KY": 6, "LA": 6,
        "ME": 2, "MD": 8, "MA": 9, "MI": 13, "MN": 8, "MS": 4, "MO": 8, "MT": 2, "NE": 3,
        "NV": 4, "NH": 2, "NJ": 12, "NM": 3, "NY": 26, "NC": 14, "ND": 1, "OH": 15, "OK": 5,
        "OR": 6, "PA": 17, "RI": 2, "SC": 7, "SD": 1, "TN": 9, "TX": 38, "UT": 4, "VT": 1,
        "VA": 11, "WA": 10, "WV": 2, "WI": 8, "WY": 1,
        "DC": 1, "PR": 1, "GU": 1, "VI": 1, "AS": 1, "MP": 1,
    }
)  # fmt: skip
"""Postal code → seats: the 2020 apportionment (Census Bureau) and the six delegates."""

DELEGATIONS = frozenset({"DC", "PR", "GU", "VI", "AS", "MP"})
"""They send a delegate and no senators; only the state code tells."""

ARMED_FORCES = frozenset({"AE", "AP", "AA"})
FREELY_ASSOCIATED = frozenset({"FM", "MH", "PW"})
"""They have post offices of the United States and no member of Congress."""

FIPS: Mapping[str, str] = MappingProxyType(
    {
        "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT",
        "10": "DE", "11": "DC", "12": "FL", "13": "GA", "15": "HI", "16": "ID", "17": "IL",
        "18": "IN", "19": "IA", "20": "KS", "21": "KY", "22": "LA", "23": "ME", "24": "MD",
        "25": "MA", "26": "MI", "27": "MN", "28": "MS", "29": "MO", "30": "MT", "31": "NE",
        "32": "NV", "33": "NH", "34": "NJ", "35": "NM", "36": "NY", "37": "NC", "38": "ND",
        "39": "OH", "40": "OK", "41": "OR", "42": "PA", "44": "RI", "45": "SC", "46": "SD",
        "47": "TN", "48": "TX", "49": "UT", "50": "VT", "51": "VA", "53": "WA", "54": "WV",
        "55": "WI", "56": "WY", "60": "AS", "66": "GU", "69": "MP", "72": "PR", "78": "VI",
    }
)  # fmt: skip
"""The Census Bureau's number of a state → its postal code."""


def is_seat(named: District) -> bool:
    """Whether the House has such a seat: 0 where a state has one, else 1 to its last."""
    last = SEATS.get(named.state, 0)
    return named.number == 0 if last == 1 else 1 <= named.number <= last


def all_seats() -> frozenset[District]:
    """The 441: 435 and six delegates."""
    return frozenset(
        District(state, number)
        for state, last in SEATS.items()
        for number in ([0] if last == 1 else range(1, last + 1))
    )


def from_geoid(geoid: str) -> District | None:
    """The Census Bureau's "4837" → TX-37; 00 and 98 mean the one seat, ZZ none (open water)."""
    state, number = FIPS.get(geoid[:2]), geoid[2:]
    if state is None or len(number) != 2 or not number.isdecimal():
        return None
    named = District(state, 0 if number in {"00", "98"} else int(number))
    return named if is_seat(named) else None


def from_code(code: str) -> District:
    """The written form "TX-37" or "WY-AL". Raises ValueError."""
    named = district(code)
    if not is_seat(named):
        raise ValueError(f"the House has no seat {code}")
    return named
