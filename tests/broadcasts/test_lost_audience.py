"""A broadcast whose audience means nothing any more is paused, and says why."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from sms_line.broadcasting import steering
from sms_line.bundle_paths import FIXTURES
from sms_line.core.broadcasts.broadcast import Stage
from sms_line.directory.sources import Folder
from sms_line.directory.sync import sync
from sms_line.store.broadcast_tables import recipients
from tests.broadcasts.sending import NOON, ORGANIZER, found, joins, look, phones, planned, texted
from tests.whole_line import LOADED, WholeLine

TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def without_barrasso(tmp_path: Path) -> Path:
    """The directory after somebody else has taken a senator's seat."""
    folder = tmp_path / "next directory"
    shutil.copytree(FIXTURES / "directory", folder)
    for file in folder.glob("legislators*"):
        there = file.read_text("utf-8")
        replaced = there.replace("Barrasso", "Successor").replace("B001261", "S009999")
        file.write_text(replaced, "utf-8")
    return folder


def test_after_a_legislator_has_left(noon: WholeLine, without_barrasso: Path) -> None:
    joins(noon.database, phones(3), zip="82001", state="WY")
    by_name = planned(noon, at=TOMORROW, audience="senator:Barrasso")
    by_key = planned(noon, at=TOMORROW, audience="legislator:B001261")
    other = planned(noon, at=TOMORROW, audience="state:WY")
    sync(noon.database, Folder(without_barrasso), LOADED + timedelta(hours=1))
    noon.clock.moment = TOMORROW
    look(noon)
    for each in (by_name, by_key):
        assert found(noon, each).stage is Stage.PAUSED
        assert found(noon, each).why.startswith("Its audience cannot be found any more: Nobody")
    assert found(noon, other).stage is Stage.DONE, "others go on"
    assert len(texted(noon)) == 3
    assert noon.count(recipients) == 3


def test_it_goes_on_once_the_audience_is_there_again(
    noon: WholeLine, without_barrasso: Path
) -> None:
    joins(noon.database, phones(2), zip="82001", state="WY")
    sent = planned(noon, at=TOMORROW, audience="senator:Barrasso")
    sync(noon.database, Folder(without_barrasso), LOADED + timedelta(hours=1))
    noon.clock.moment = TOMORROW
    look(noon)
    sync(noon.database, Folder(FIXTURES / "directory"), LOADED + timedelta(hours=2))
    steering.resume(noon.application.line.parts, sent, ORGANIZER)
    look(noon)
    assert (found(noon, sent).stage, len(texted(noon))) == (Stage.DONE, 2)
