"""The doctor's checks of this machine: settings, secrets, disk, database, data, actions, work."""

import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import make_url

from sms_line.actions.catalog import StoredCatalog
from sms_line.cli.data_answers import NOTHING_LOADED
from sms_line.cli.first_owner import first_owner
from sms_line.core.counted import counted
from sms_line.directory.status import status
from sms_line.routes.check import Check
from sms_line.settings import Settings
from sms_line.store.database import Database, DatabaseDown
from sms_line.store.migrate import HEAD, version
from sms_line.store.overdue import Overdue, overdue
from sms_line.store.workers import LATELY, seen_lately
from sms_line.work.pauses import CLAIM_LASTS

WAITED = timedelta(minutes=2)
"""The sweep rings every minute: what has waited for two has no worker, or too few."""
_START = "start sms-line serve or sms-line worker."
_ENOUGH = 1 << 30
_TOO_LITTLE = 100 << 20
"""Bytes free where files live: below the first there is time to mend, below the second none."""


def settings_read(chosen: Settings) -> Check:
    """They could be read; practice mode is said plainly by the check of the account."""
    kind = "SQLite" if chosen.database_url.startswith("sqlite") else "PostgreSQL"
    return Check("ok", f"The settings make sense; {kind}, files in {chosen.data_dir}.")


def secret_files(chosen: Settings) -> Check:
    """Can others on this machine read the files that hold secrets?"""
    held = [chosen.data_dir / "secret-key", Path(".env").resolve()]
    # Windows has other rights, of which these bits say nothing.
    exposed = [p for p in held if p.exists() and p.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    if exposed:
        names = " ".join(str(path) for path in exposed)
        return Check("warning", f"Others on this machine can read secrets; run: chmod 600 {names}")
    return Check("ok", "Only their owner can read the files that hold secrets.")


def disk_space(chosen: Settings) -> Check:
    """Is there room where files live?"""
    folders = [chosen.data_dir]
    if path := _sqlite_file(chosen.database_url):
        folders.append(path.parent)
    there = [next(up for up in (each, *each.parents) if up.exists()) for each in folders]
    return room(min(shutil.disk_usage(folder).free for folder in there))


def room(free: int) -> Check:
    """What so many free bytes mean."""
    megabytes = f"{free >> 20:,} MB are free where the line keeps its files"
    if free < _TOO_LITTLE:
        return Check("failure", f"{megabytes}; make room now: a full disk takes no text.")
    if free < _ENOUGH:
        return Check("warning", f"{megabytes}; make room soon.")
    return Check("ok", f"{megabytes}.")


def sound_database(database: Database) -> Check:
    """Is it there, and of this release's shape?"""
    path = _sqlite_file(database.url)
    if path and not path.exists():
        return Check("failure", "There is no database yet; sms-line serve or data sync makes it.")
    try:
        with database.read() as tx:
            found = version(tx)
    except DatabaseDown as error:
        return Check("failure", str(error))
    if found == HEAD:
        return Check("ok", "The database answers, and has this release's shape.")
    if found and found > HEAD:
        return Check("failure", "The database belongs to a newer release; install that one.")
    return Check(
        "failure", "The database has not this release's shape yet; sms-line serve brings it there."
    )


def data(database: Database) -> Check:
    """Who represents whom: is it loaded, whole and fresh?"""
    now = datetime.now(UTC)
    loaded = status(database, now)
    if loaded is None:
        return Check("failure", NOTHING_LOADED)
    if alarms := loaded.alarms(now):
        over = now >= loaded.edition.valid_to
        return Check("failure" if over else "warning", " ".join(alarms))
    vacant = ", ".join(seat.code for seat in loaded.vacant) or "none"
    return Check(
        "ok",
        f"Members as of {loaded.as_of} ({counted(loaded.age(now).days, 'day')} ago): "
        f"{loaded.senators} senators, {loaded.representatives} House members and delegates; "
        f"vacant: {vacant}.",
    )


def open_actions(database: Database) -> Check:
    """Is there anything to take part in?"""
    opened = StoredCatalog(database).open(datetime.now(UTC).date())
    if not opened:
        return Check("failure", "No action is open; run: sms-line action load FILE")
    keywords = ", ".join(word for each in opened for word in each.keywords)
    return Check("ok", f"Open for texts with {keywords}.")


def work_done(database: Database) -> Check:
    """Does somebody carry out what is due? Told by what waits, and by who has been seen."""
    now = datetime.now(UTC)
    with database.read() as tx:
        late = overdue(tx, now - WAITED, now - CLAIM_LASTS - WAITED)
        there = seen_lately(tx, now)
    if waiting := _waiting(late):
        return Check(
            "warning",
            f"For more than two minutes there have waited {waiting}: {_workers(there)}, "
            f"{'which are too few or stuck' if there else 'so nobody carries them out'}; {_START}",
        )
    if not there:
        return Check("warning", f"{_workers(0).capitalize()}: nothing is carried out; {_START}")
    return Check(
        "ok",
        f"{_workers(there).capitalize()}; nothing that is due has waited for more than two "
        "minutes.",
    )


def _waiting(late: Overdue) -> str:
    """ "3 letters, 1 text", "" for nothing."""
    numbers = (
        counted(late.letters, "letter"),
        counted(late.texts, "text"),
        counted(late.addresses, "address look-up"),
        counted(late.calls, "call to ring somebody back", "calls to ring people back"),
        counted(late.recordings, "recording to delete", "recordings to delete"),
        counted(late.mails, "mail to an organizer", "mails to organizers"),
        counted(late.lists, "list of supporters", "lists of supporters"),
    )
    return ", ".join(each for each in numbers if not each.startswith("0 "))


def _workers(there: int) -> str:
    number = {0: "no worker was", 1: "1 worker was"}.get(there, f"{there} workers were")
    return f"{number} seen in the last {LATELY // timedelta(minutes=1)} minutes"


def organizers_there(chosen: Settings, database: Database) -> Check:
    """Can somebody sign in to the organizers' pages?"""
    if sentence := first_owner(chosen, database):
        return Check("warning", sentence)
    return Check("ok", "The organizers' pages have an owner.")


def _sqlite_file(url: str) -> Path | None:
    parsed = make_url(url)
    if not parsed.drivername.startswith("sqlite") or not parsed.database:
        return None
    return Path(parsed.database)
