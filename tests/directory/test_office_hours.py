"""Hours in the offices' own words, and what a calendar and a time zone make of them."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from sms_line.directory.office_hours import stated_hours
from sms_line.directory.timetables import USUAL, Hours, Timetable, zone_of

OFFICES = Path(__file__).parents[3] / "shared" / "data" / "legislators-district-offices.yaml"


def _written(hours: Hours) -> str:
    """ "MTWhF 9:00-17:00", with the weeks of the month where not all: "T[1,3] 9:00-13:00"."""
    return ", ".join(
        "".join("MTWhFSU"[day] for day in sorted(slot.weekdays))
        + (f"[{','.join(map(str, sorted(slot.weeks)))}]" if slot.weeks else "")
        + f" {slot.opens:%H:%M}-{slot.closes:%H:%M}"
        for slot in hours
    )


STATED = [
    ("Mon-Fri 8:30am-5pm", "MTWhF 08:30-17:00", "the usual form"),
    ("Monday through Friday, 9 a.m. to 5 p.m.", "MTWhF 09:00-17:00", "in words, with points"),
    ("Mon. – Fri., 9:00 AM – 5:00 PM", "MTWhF 09:00-17:00", "an editor's dashes"),
    ("Monday-Friday 8 a.m. to 5 p.m", "MTWhF 08:00-17:00", "half of the points"),
    ("Mondays-Fridays 9AM - 5PM", "MTWhF 09:00-17:00", "plurals"),
    ("9:00am-5:00pm (PT), Weekdays", "MTWhF 09:00-17:00", "times first, the zone said"),
    ("8:30am-4:30pm, M-F", "MTWhF 08:30-16:30", "times first"),
    ("8am-12pm M-Th, 8am-11am F", "MTWh 08:00-12:00, F 08:00-11:00", "times first, twice"),
    ("8:30 am to 5:00 pm", "MTWhF 08:30-17:00", "no days: weekdays"),
    ("M-F 9-5", "MTWhF 09:00-17:00", "neither am nor pm: an office's day"),
    ("M-F 9-5:30pm", "MTWhF 09:00-17:30", "9 in the evening would be after 5:30"),
    ("M-F 8:30am-430pm", "MTWhF 08:30-16:30", "no colon"),
    ("Wednesday 12-4pm", "W 12:00-16:00", "noon"),
    ("Wednesday 1-4pm", "W 13:00-16:00", "pm holds for both"),
    ("Thursday 9:30am-noon", "h 09:30-12:00", "noon as a word"),
    ("Monday - Friday 8:00 a.m. CST to 5:30 p.m. CST", "MTWhF 08:00-17:30", "a zone at each end"),
    ("9AM-1PM and 2:30PM-5PM", "MTWhF 09:00-13:00, MTWhF 14:30-17:00", "a pause at noon"),
    ("M,W,F 9AM-5PM", "M 09:00-17:00, W 09:00-17:00, F 09:00-17:00", "letters"),
    ("T, Th 9:30am-4:30pm", "T 09:30-16:30, h 09:30-16:30", "Tuesday and Thursday"),
    ("Tuesday/Thursday 9AM-4:30PM", "T 09:00-16:30, h 09:00-16:30", "a stroke for and"),
    ("Only open Tuesdays and Thursdays", "T 09:00-17:00, h 09:00-17:00", "days without times"),
    ("Tuesday-Thursday", "TWh 09:00-17:00", "a range without times"),
    ("Sat 10am-2pm", "S 10:00-14:00", "an office that is open on Saturdays"),
    (
        "Tuesday 10:00AM-12:00PM and Thursday 2:00PM-4:00PM",
        "T 10:00-12:00, h 14:00-16:00",
        "days of their own times",
    ),
    ("2nd and 4th Mondays 10:00AM–4:00PM", "M[2,4] 10:00-16:00", "weeks of the month"),
    ("Every 1st,3rd, and 5th Thursday, 9:30am-12:00pm", "h[1,3,5] 09:30-12:00", "three of them"),
    ("First Friday of every month 9:00AM - 1:00PM", "F[1] 09:00-13:00", "in words"),
    ("Last Friday of the month, 9-1", "F[-1] 09:00-13:00", "the last one, whichever it is"),
    (
        "First Monday and Tuesday of each month 1-4pm",
        "M[1] 13:00-16:00, T[1] 13:00-16:00",
        "the week holds for both days",
    ),
    ("By appointment only.", "", "no hour is stated at which somebody is there"),
    ("Call to schedule appointment", "", "the same"),
    ("Tuesdays by appointment", "", "the same on Tuesdays"),
    ("Mon-Fri 9AM-5PM by appointment only", "MTWhF 09:00-17:00", "doors closed, desk staffed"),
    ("Tuesday 10 AM to 4 PM or by appointment", "T 10:00-16:00", "beyond what is stated: unsure"),
    ("Wednesday, 9-5. Please call for an appointment", "W 09:00-17:00", "the same, in more words"),
    (
        "Monday-Wednesday 9:00AM-5:00PM, Thursday and Friday by appointment only",
        "MTW 09:00-17:00",
        "appointments on the other days",
    ),
    (
        "Monday by appointment, Tuesday 9am-5pm",
        "T 09:00-17:00",
        "Tuesday's hours are not Monday's",
    ),
    ("9:00am - 5:00pm, please call ahead", "MTWhF 09:00-17:00", "advice"),
    ("Alternate Tuesdays 9am-5pm", " 09:00-17:00", "nobody says which: on no day for sure"),
    ("Every other Tuesday", " 09:00-17:00", "the same"),
    ("Monday and every other Tuesday 9-5", "M 09:00-17:00,  09:00-17:00", "Mondays are sure"),
]

NOT_UNDERSTOOD = [
    ("", "nothing is stated"),
    ("and", "nothing is said"),
    ("24 hours", "no time of day"),
    ("Mon-Fri 9am", "only one end"),
    ("Mon-Fri 5pm-9am", "closes before it opens"),
    ("Mon-Fri 2am-4am", "a slip of the pen"),
    ("Fri-Mon 9am-5pm", "a range that goes round"),
    ("Mon-Fri 09:00-17:00", "the clock of 24 hours is not written by any office yet"),
    ("Mon-Fri 8-5, closed 12-1", "a word that turns the meaning round"),
    ("no appointment needed", "another one"),
    ("9am-5pm M-Th, F 9am-12pm", "which times belong to Friday?"),
    ("lunes a viernes 9-5", "another language"),
    ("Mo٣-Fri ９am", "digits of other scripts"),
    ("((((", "noise"),
    ("1st " * 500, "much noise"),
]


@pytest.mark.parametrize(("text", "written", "reason"), STATED)
def test_what_offices_state(text: str, written: str, reason: str) -> None:
    hours = stated_hours(text)
    assert hours is not None, reason
    assert _written(hours) == written, reason


@pytest.mark.parametrize(("text", "reason"), NOT_UNDERSTOOD)
def test_what_is_not_understood_is_no_hours(text: str, reason: str) -> None:
    assert stated_hours(text) is None, reason


EASTERN, CENTRAL, GUAM = "America/New_York", "America/Chicago", "Pacific/Guam"
# 23 November 2026 is a Monday, on standard time, three days before Thanksgiving.
OPEN = [
    ("", EASTERN, "2026-11-23 13:59:59", False, "a second before 9 in the East"),
    ("", EASTERN, "2026-11-23 14:00", True, "9 in the East"),
    ("", EASTERN, "2026-11-23 21:59:59", True, "a second before 17"),
    ("", EASTERN, "2026-11-23 22:00", False, "17: nobody answers any more"),
    ("", EASTERN, "2026-11-21 16:00", False, "Saturday"),
    ("", EASTERN, "2026-11-22 16:00", False, "Sunday"),
    ("", EASTERN, "2026-11-26 16:00", False, "Thanksgiving"),
    ("", EASTERN, "2026-07-03 16:00", False, "Independence Day kept on a Friday"),
    ("", EASTERN, "2027-07-05 16:00", False, "Independence Day kept on a Monday"),
    ("Sat 9am-1pm", EASTERN, "2026-07-11 16:00", True, "a stated Saturday"),
    ("Sat 9am-1pm", EASTERN, "2026-07-04 16:00", False, "a holiday on a stated Saturday"),
    ("", EASTERN, "2026-10-30 13:30", True, "9:30, the last working day of daylight saving"),
    ("", EASTERN, "2026-11-02 13:30", False, "8:30, the first one after it"),
    ("", EASTERN, "2027-03-12 13:30", False, "8:30, the last working day before it"),
    ("", EASTERN, "2027-03-15 13:30", True, "9:30, the first one of it"),
    ("", "America/Phoenix", "2026-07-15 16:00", True, "9 in Arizona in summer, too"),
    ("", "America/Phoenix", "2026-07-15 15:30", False, "Denver has 9:30, Arizona 8:30"),
    ("", "America/Indiana/Indianapolis", "2026-07-15 13:30", True, "Indiana is Eastern now"),
    ("", "America/Indiana/Tell_City", "2026-07-15 13:30", False, "but for its Central corners"),
    ("", "America/Anchorage", "2026-11-23 18:00", True, "9 in Alaska"),
    ("", "Pacific/Honolulu", "2026-11-24 02:59", True, "16:59 on Monday, Tuesday in UTC"),
    ("", "Pacific/Honolulu", "2026-11-24 03:00", False, "17 in Hawaii"),
    ("", GUAM, "2026-11-22 23:00", True, "9 on Monday, still Sunday in Washington"),
    ("", GUAM, "2026-11-27 00:30", True, "10:30 on Friday; Washington keeps Thanksgiving"),
    ("", GUAM, "2026-11-26 01:00", False, "Thanksgiving has come, in Washington not yet"),
    ("", "Pacific/Pago_Pago", "2026-11-24 03:30", True, "16:30 on Monday in Samoa"),
    ("2nd and 4th Mondays 10-4", CENTRAL, "2026-11-23 17:00", True, "the fourth Monday"),
    ("2nd and 4th Mondays 10-4", CENTRAL, "2026-11-16 17:00", False, "the third"),
    ("Last Monday 10-4", CENTRAL, "2026-11-30 17:00", True, "the last Monday"),
    ("Last Monday 10-4", CENTRAL, "2026-11-23 17:00", False, "the last but one"),
    ("9AM-1PM and 2:30PM-5PM", CENTRAL, "2026-11-23 20:00", False, "14:00, the pause"),
    ("By appointment only", CENTRAL, "2026-11-23 17:00", False, "no hours are stated"),
    ("Every other Monday 9-5", CENTRAL, "2026-11-23 17:00", False, "which Monday, nobody says"),
]

NEXT = [
    ("", EASTERN, "2026-11-23 13:00", "2026-11-23 14:00", "today"),
    ("", EASTERN, "2026-11-23 14:00", "2026-11-24 14:00", "open now: the next is tomorrow"),
    ("", EASTERN, "2026-11-25 23:00", "2026-11-27 14:00", "over Thanksgiving"),
    ("", EASTERN, "2026-12-24 23:00", "2026-12-28 14:00", "over Christmas and a weekend"),
    ("", EASTERN, "2026-10-30 22:00", "2026-11-02 14:00", "over the end of daylight saving"),
    ("", EASTERN, "2027-03-12 23:00", "2027-03-15 13:00", "over its beginning"),
    ("", GUAM, "2026-11-21 12:00", "2026-11-22 23:00", "Guam's Monday begins on our Sunday"),
    ("", "Pacific/Honolulu", "2026-11-24 04:00", "2026-11-24 19:00", "Hawaii's Tuesday"),
    ("2:30PM-5PM and 9AM-1PM", CENTRAL, "2026-11-23 13:00", "2026-11-23 15:00", "in any order"),
    ("9AM-1PM and 2:30PM-5PM", CENTRAL, "2026-11-23 19:30", "2026-11-23 20:30", "after the pause"),
    ("1st Tuesday 9-1", CENTRAL, "2026-11-23 17:00", "2026-12-01 15:00", "next month"),
    ("5th Tuesday 9-1", CENTRAL, "2026-11-23 17:00", None, "29 December is too far to look"),
    ("By appointment only", CENTRAL, "2026-11-23 17:00", None, "never"),
]


def _timetable(hours: str, zone: str, in_capital: bool = False) -> Timetable:
    stated = stated_hours(hours)
    return Timetable(USUAL if stated is None else stated, ZoneInfo(zone), in_capital)


def _utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(("hours", "zone", "moment", "is_open", "reason"), OPEN)
def test_when_an_office_is_open(
    hours: str, zone: str, moment: str, is_open: bool, reason: str
) -> None:
    assert _timetable(hours, zone).is_open(_utc(moment)) is is_open, reason


@pytest.mark.parametrize(("hours", "zone", "moment", "opens", "reason"), NEXT)
def test_when_an_office_opens_next(
    hours: str, zone: str, moment: str, opens: str | None, reason: str
) -> None:
    expected = _utc(opens) if opens else None
    assert _timetable(hours, zone).opens_after(_utc(moment)) == expected, reason


def test_an_inauguration_closes_the_capital_alone() -> None:
    noon = _utc("2033-01-20 17:00")
    assert _timetable("", EASTERN).is_open(noon)
    capital = _timetable("", EASTERN, in_capital=True)
    assert not capital.is_open(noon)
    assert capital.opens_after(noon) == _utc("2033-01-21 14:00")


def test_washington_is_never_closed_for_longer_than_is_looked_ahead() -> None:
    """The longest: a Friday evening, a weekend, King's birthday, an inauguration on Tuesday."""
    capital = _timetable("", EASTERN, in_capital=True)
    assert capital.opens_after(_utc("2037-01-16 22:00")) == _utc("2037-01-21 14:00")


@pytest.mark.parametrize(
    ("time_zone", "state", "zone", "reason"),
    [
        ("America/Boise", "ID", "America/Boise", "the row's own"),
        ("", "ID", "America/Denver", "most of the state"),
        ("", "IN", "America/Indiana/Indianapolis", "most of the state"),
        ("", "AZ", "America/Phoenix", "no daylight saving"),
        ("", "GU", "Pacific/Guam", "a territory"),
        ("", "AS", "Pacific/Pago_Pago", "another"),
        ("America/Nowhere", "HI", "Pacific/Honolulu", "an unknown name"),
        ("America", "HI", "Pacific/Honolulu", "a folder of zones"),
        ("../zone", "HI", "Pacific/Honolulu", "no name at all"),
        ("", "FM", None, "no state of ours"),
    ],
)
def test_zones(time_zone: str, state: str, zone: str | None, reason: str) -> None:
    found = zone_of(time_zone, state)
    assert (found.key if found else None) == zone, reason


@pytest.mark.skipif(
    not OFFICES.is_file(), reason="the whole country's data is not beside the repository"
)
def test_the_hours_of_the_whole_country() -> None:
    members = yaml.load(OFFICES.read_text("utf-8"), Loader=yaml.CSafeLoader)
    texts = [o["hours"] for member in members for o in member["offices"] if "hours" in o]
    read = {text: stated_hours(text) for text in texts}
    counts = Counter(
        "not understood" if read[text] is None else "with hours" if read[text] else "appointments"
        for text in texts
    )
    print(f"\n{len(texts)} offices state hours, in {len(read)} ways: {dict(counts)}")
    assert counts["not understood"] <= len(texts) // 20, [t for t in read if read[t] is None]
