"""The numbers of the live page as files."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from sms_line.web.desk.csv_file import csv_file
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.files import note_file
from sms_line.web.desk.live_asked import Numbers
from sms_line.web.desk.live_words import CURVES, STEPS
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.shown import BECAME, NOT_TAKEN


def add_live_files(pages: Blueprint, desk: Desk, numbers: Numbers) -> None:
    """/live.csv, and its parts under /live/."""

    @pages.get("/live.csv")
    @needs(May.EXPORT)
    def file() -> ResponseReturnValue:
        note_file(desk, "live counts")
        curve = numbers.curve()
        columns = ("from", *(CURVES[name].lower().replace(" ", "_") for name in curve.lines))
        return csv_file(
            "live", columns, [list(zip(curve.starts, *curve.lines.values(), strict=True))]
        )

    @pages.get("/live/legislators.csv")
    @needs(May.EXPORT)
    def legislators_file() -> ResponseReturnValue:
        note_file(desk, "legislator counts")
        rows = [(each.name, each.place, each.letters) for each in numbers.written_to()]
        return csv_file("legislators", ("legislator", "place", "letters"), [rows])

    @pages.get("/live/path.csv")
    @needs(May.EXPORT)
    def path_file() -> ResponseReturnValue:
        note_file(desk, "path counts")
        rows = [
            (STEPS[step], so_far, no_further) for step, so_far, no_further in numbers.live().path
        ]
        return csv_file("path", ("step", "at_least_so_far", "no_further"), [rows])

    @pages.get("/live/places.csv")
    @needs(May.EXPORT)
    def places_file() -> ResponseReturnValue:
        note_file(desk, "place counts")
        live = numbers.live()
        districts = [each for seats in live.seats.values() for each in seats]
        rows = [(each.code, each.letters) for each in (*live.states.values(), *districts)]
        return csv_file("places", ("place", "letters"), [rows])

    @pages.get("/live/calls.csv")
    @needs(May.EXPORT)
    def calls_file() -> ResponseReturnValue:
        note_file(desk, "call counts")
        calls = numbers.live().calls
        became = [(BECAME.get(each, each), n) for each, n in calls.outcomes.items()]
        refused = [(NOT_TAKEN.get(each, each), n) for each, n in calls.refused.items()]
        return csv_file("calls", ("what_became_of_it", "times"), [[*became, *refused]])

    @pages.get("/live/troubles.csv")
    @needs(May.EXPORT)
    def troubles_file() -> ResponseReturnValue:
        note_file(desk, "trouble counts")
        live = numbers.live()
        letters = [("letter", *each) for each in live.letter_troubles]
        texts = [("text", "", *each) for each in live.text_troubles]
        return csv_file("troubles", ("what", "state", "why", "times"), [[*letters, *texts]])
