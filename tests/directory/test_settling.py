"""The rules that settle a ZIP code, each on a map of a few points."""

import pytest

from sms_line.core.people import District
from sms_line.directory.gathered import Place, Shares, SyncFailed
from sms_line.directory.settling import settle

TX = [District("TX", number) for number in range(4)]


def _area(*districts: District) -> Shares:
    return dict.fromkeys(districts)


AREAS: dict[str, Shares] = {
    "75001": _area(TX[1]),
    "75002": _area(TX[1]),
    "75003": _area(TX[2]),
    "75004": _area(TX[1], TX[2]),
    "75005": _area(District("OK", 4), TX[3]),
    "75006": {TX[1]: 0.2, TX[2]: 0.8},
    "82001": _area(District("WY", 0)),
}


def _place(
    zip_code: str,
    city: str,
    state: str = "TX",
    at: tuple[float, float] | None = None,
    zone: str = "America/Chicago",
    military: bool = False,
) -> Place:
    latitude, longitude = at or (None, None)
    return Place(zip_code, city, state, zone, latitude, longitude, military)


PLACES = {
    place.zip: place
    for place in [
        _place("75001", "Allen", at=(30.0, -97.0)),
        _place("75002", "Allen", at=(30.1, -97.0)),
        _place("75003", "Boyd", at=(31.0, -97.0)),
        _place("75004", "Boyd", at=(31.1, -97.0)),
        _place("75005", "Denison", at=(33.0, -97.0)),
        _place("75006", "Ennis", at=(30.2, -97.0)),
        _place("82001", "Cheyenne", "WY", (41.1, -104.8), "America/Denver"),
    ]
}


@pytest.mark.parametrize(
    ("place", "kind", "districts"),
    [
        (PLACES["75001"], "settled", "TX-1"),
        # Nobody knows shares: the nearest areas vote, and 75003 is nearer than 75001.
        (PLACES["75004"], "split", "TX-2 TX-1"),
        # Land shares are known: the greater first, though the neighbours say otherwise.
        (PLACES["75006"], "split", "TX-2 TX-1"),
        # Across a state line: the post's own state first.
        (PLACES["75005"], "split", "TX-3 OK-4"),
        # Boxes in a state with one seat: the state settles it, wherever they are.
        (_place("82003", "Nowhere", "WY"), "settled", "WY-AL"),
        (_place("20500", "Washington", "DC"), "settled", "DC-AL"),
        # All areas of the same city agree; capitals do not matter.
        (_place("75011", "ALLEN"), "settled", "TX-1"),
        # A city over several districts: its districts, the likeliest first.
        (_place("75012", "Boyd", at=(31.0, -97.1)), "split", "TX-2 TX-1"),
        # Another state's district does not come in by a city's area.
        (_place("75013", "Denison"), "settled", "TX-3"),
        # The same city's name in another state is another city.
        (_place("82004", "Allen", "WY"), "settled", "WY-AL"),
        # No such city: the nearest area's one district is only likely.
        (_place("75014", "Copeville", at=(30.1, -97.1)), "likely", "TX-1"),
        # The nearest area is divided: ask.
        (_place("75015", "Copeville", at=(31.2, -97.0)), "split", "TX-2 TX-1"),
        # No point and no city: the areas whose ZIP codes begin alike.
        (_place("75016", "Copeville"), "split", "TX-1 TX-2 TX-3"),
        # Not even those: all of the state.
        (_place("79999", "Copeville"), "split", "TX-1 TX-2 TX-3"),
        (_place("09012", "", "AE", zone="", military=True), "military", ""),
        (_place("96941", "Pohnpei", "FM", zone="Pacific/Pohnpei"), "unrepresented", ""),
    ],
)
def test_how_a_zip_code_is_answered(place: Place, kind: str, districts: str) -> None:
    rows = {row.zip: row for row in settle(AREAS, {**PLACES, place.zip: place})}
    assert (rows[place.zip].kind, rows[place.zip].districts) == (kind, districts)


def test_a_state_without_any_area_cannot_be_settled() -> None:
    with pytest.raises(SyncFailed, match="ME"):
        list(settle(AREAS, {"04101": _place("04101", "Portland", "ME")}))


def test_time_zones_are_filled_from_the_state_where_they_lack() -> None:
    places = {**PLACES, "75011": _place("75011", "Allen", zone="")}
    rows = {row.zip: row for row in settle(AREAS, places)}
    assert rows["75011"].time_zone == "America/Chicago"
    assert rows["82001"].time_zone == "America/Denver"


def test_an_area_that_the_posts_list_lacks_is_answered_without_a_city() -> None:
    rows = {row.zip: row for row in settle({"82009": _area(District("WY", 0)), **AREAS}, PLACES)}
    assert rows["82009"].kind == "settled"
    assert (rows["82009"].city, rows["82009"].state) == ("", "WY")
    assert rows["82009"].time_zone == "America/Denver"
