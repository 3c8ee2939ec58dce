"""Every ZIP code's answer, worked out once at sync time: settled, likely, or the question left.

The rules for ZIP codes that are no area, and how often each was right when measured: one seat in
the state, always; all areas of the same city agree, 99.0 %; the nearest area's one district,
95.0 %, so it is only likely; else the districts of the city (or of the nearest area) are the
choices, which held the truth in 98.2 %. Measured, and meant, within the place's own state.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sms_line.core.people import District
from sms_line.directory.atlas import Atlas, by_weight
from sms_line.directory.gathered import Place, Shares, SyncFailed
from sms_line.directory.seats import FREELY_ASSOCIATED, SEATS
from sms_line.store.directory_rows import ZipKind, ZipRow

_Answer = tuple[ZipKind, Iterable[District]]


def settle(areas: Mapping[str, Shares], places: Mapping[str, Place]) -> Iterator[ZipRow]:
    """One row for each ZIP code that is an area or a place of the post, in order."""
    atlas = Atlas(areas, places)
    zones = TimeZones(places.values())
    for zip_code in sorted(areas.keys() | places.keys()):
        place = places.get(zip_code) or _unnamed(zip_code, areas[zip_code])
        kind, districts = _answer(atlas, place)
        yield ZipRow(
            zip=zip_code,
            kind=kind,
            city=place.city,
            state=place.state,
            time_zone="" if kind is ZipKind.MILITARY else place.time_zone or zones.of(place.state),
            latitude=place.latitude,
            longitude=place.longitude,
            districts=" ".join(district.code for district in districts),
        )


class TimeZones:
    """The time zone that most ZIP codes of a state are in."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Count them."""
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        for place in places:
            if place.time_zone:
                self._counts[place.state][place.time_zone] += 1

    def of(self, state: str) -> str:
        """An IANA name, "" for a state that the places do not show."""
        commonest = self._counts[state].most_common(1)
        return commonest[0][0] if commonest else ""


def _unnamed(zip_code: str, touched: Shares) -> Place:
    """An area that the post's list lacks: its state is its district's, its city nobody knows."""
    state = min(touched).state
    return Place(zip_code, "", state, "", None, None, military=False)


def _answer(atlas: Atlas, place: Place) -> _Answer:
    if place.zip in atlas.areas:
        return _of_area(atlas, place)
    if place.military:
        return ZipKind.MILITARY, ()
    if place.state in FREELY_ASSOCIATED:
        return ZipKind.UNREPRESENTED, ()
    if SEATS.get(place.state) == 1:
        return ZipKind.SETTLED, (District(place.state, 0),)
    of_city = atlas.districts(place.state, atlas.areas_of_city(place))
    if of_city:
        return _settled_or_split(atlas, place, of_city)
    nearest = atlas.districts(place.state, atlas.nearest_area(place))
    if len(nearest) == 1:
        return ZipKind.LIKELY, nearest
    wider = nearest or atlas.districts(place.state, atlas.areas_around(place))
    if not wider:
        raise SyncFailed(f"There is no ZIP area in {place.state}, where {place.zip} lies.")
    return ZipKind.SPLIT, atlas.likeliest_first(place, wider)


def _of_area(atlas: Atlas, place: Place) -> _Answer:
    touched = atlas.areas[place.zip]
    land = {district: share for district, share in touched.items() if share is not None}
    if len(land) == len(touched) > 1:
        return ZipKind.SPLIT, by_weight(place.state, land, touched)
    return _settled_or_split(atlas, place, frozenset(touched))


def _settled_or_split(atlas: Atlas, place: Place, districts: frozenset[District]) -> _Answer:
    if len(districts) == 1:
        return ZipKind.SETTLED, districts
    return ZipKind.SPLIT, atlas.likeliest_first(place, districts)
