"""ZIP areas on the map: which are in a city, which is nearest, which district is likeliest."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest

from sms_line.core.people import District
from sms_line.directory.gathered import Place, Shares

_VOTERS = 8
"""How many of the nearest areas have a say in which district is likeliest.

Measured on the whole country: this order names the district of a divided area's middle first in
75 % (by number 50 %), and the district of a one-district area in a divided city, hidden, in 94 %
(by number 36 %); 4 or 16 areas were no better.
"""

_BLUR = 0.005
"""Degrees (half a kilometre) by which points of ZIP codes are off anyway."""


class Atlas:
    """The ZIP areas, found by city, by state, by district and by nearness."""

    def __init__(self, areas: Mapping[str, Shares], places: Mapping[str, Place]) -> None:
        """Index what will be asked for many thousand times."""
        self.areas = areas
        self._places = places
        self._by_city: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_state: dict[str, list[str]] = defaultdict(list)
        self._touching: dict[District, list[str]] = defaultdict(list)
        for zip_code, touched in areas.items():
            for district in touched:
                self._touching[district].append(zip_code)
            place = places.get(zip_code)
            if place is not None:
                self._by_city[_city(place)].append(zip_code)
                self._by_state[place.state].append(zip_code)

    def districts(self, state: str, zip_codes: Iterable[str]) -> frozenset[District]:
        """All districts of one state that these areas touch."""
        touched = (district for zip_code in zip_codes for district in self.areas[zip_code])
        return frozenset(district for district in touched if district.state == state)

    def areas_of_city(self, place: Place) -> list[str]:
        """The areas of the same city and state."""
        return self._by_city.get(_city(place), [])

    def nearest_area(self, place: Place) -> list[str]:
        """The nearest area of the same state, none where the place has no point."""
        near = self._near(place, self._by_state.get(place.state, []), 1)
        return [zip_code for _, zip_code in near]

    def areas_around(self, place: Place) -> list[str]:
        """Areas of the state whose first three digits agree; failing that, all of the state."""
        in_state = self._by_state.get(place.state, [])
        return [other for other in in_state if other[:3] == place.zip[:3]] or in_state

    def likeliest_first(self, place: Place, districts: frozenset[District]) -> list[District]:
        """The post's own state first, then by the votes of the nearest areas, then by number.

        The nearer an area, the weightier its vote.
        """
        touching = {z for district in districts for z in self._touching[district]} - {place.zip}
        votes: dict[District, float] = defaultdict(float)
        for distance, zip_code in self._near(place, touching, _VOTERS):
            touched = self.areas[zip_code]
            for district, share in touched.items():
                weight = 1 / len(touched) if share is None else share
                votes[district] += weight / (distance + _BLUR)
        return by_weight(place.state, votes, districts)

    def _near(self, place: Place, zip_codes: Iterable[str], count: int) -> list[tuple[float, str]]:
        if place.latitude is None or place.longitude is None:
            return []
        narrowing = math.cos(math.radians(place.latitude))
        return nsmallest(
            count,
            (
                (
                    math.hypot(
                        other.latitude - place.latitude,
                        (other.longitude - place.longitude) * narrowing,
                    ),
                    zip_code,
                )
                for zip_code in zip_codes
                if (other := self._places.get(zip_code)) is not None
                and other.latitude is not None
                and other.longitude is not None
            ),
        )


def by_weight(
    state: str, weights: Mapping[District, float], districts: Iterable[District]
) -> list[District]:
    """Districts of this state first, then the heavier, then by number.

    In 135 of the 137 ZIP areas that cross a state line, the middle lies in the post's own state.
    """
    return sorted(
        districts,
        key=lambda district: (district.state != state, -weights.get(district, 0.0), district),
    )


def _city(place: Place) -> tuple[str, str]:
    return place.city.casefold(), place.state
