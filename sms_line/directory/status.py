"""What is loaded, from when, how old, what is missing, and when to raise an alarm."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sms_line.core.counted import counted
from sms_line.core.people import District
from sms_line.directory.congresses import dated, ordinal
from sms_line.directory.seats import DELEGATIONS
from sms_line.store import directory_rows
from sms_line.store.database import Database
from sms_line.store.directory_rows import EditionRow, MemberRow, SeatRow

OLDEST = timedelta(days=30)
"""Members come and go; a file older than this is likely to have a wrong name in it."""

NOTICE = timedelta(days=14)
"""How long before the end of a Congress its alarm begins."""


@dataclass(frozen=True, slots=True)
class Status:
    """The edition in use."""

    edition: EditionRow
    senators: int
    representatives: int
    """House members, delegates included."""
    vacant: tuple[District, ...]
    """Seats in the House without a member."""
    vacant_senate: tuple[str, ...]
    """States that have not both their senators."""
    offices: int
    zip_codes: Mapping[str, int]
    """By how they are answered: "settled", "likely", "split", "military", "unrepresented"."""
    ended: tuple[str, ...]
    """Members who sit on past their term's published end, after a special election."""

    @property
    def as_of(self) -> date:
        """The day from which the members are."""
        return self.edition.members_as_of

    def age(self, now: datetime) -> timedelta:
        """How old the members' file is."""
        return now.astimezone(UTC) - datetime(
            self.as_of.year, self.as_of.month, self.as_of.day, tzinfo=UTC
        )

    def alarms(self, now: datetime) -> tuple[str, ...]:
        """What an operator should do something about, one sentence each."""
        return tuple(self._alarms(now))

    def _alarms(self, now: datetime) -> Iterator[str]:
        congress, end = ordinal(self.edition.congress), self.edition.valid_to
        if now >= end:
            yield (
                f"The {congress} Congress ended on {dated(end)} at noon: members and district "
                "lines are out of date; run sms-line data sync."
            )
        elif now >= end - NOTICE:
            yield (
                f"The {congress} Congress ends on {dated(end)} at noon: run sms-line data sync "
                "that afternoon, and daily until it succeeds."
            )
        if self.edition.sample:
            yield "This is a sample for practice, not the country; run sms-line data sync."
        elif self.age(now) > OLDEST:
            yield (
                f"The legislators' file is {counted(self.age(now).days, 'day')} old; "
                "run sms-line data sync to have the members of today."
            )
        if self.ended:
            yield (
                f"{' and '.join(self.ended)} sit until the winners of a special election take "
                "their places; sync daily until they have."
            )


def status(database: Database, now: datetime) -> Status | None:
    """What is loaded; None before the first sync. Raises DatabaseDown."""
    with database.read() as tx:
        number = directory_rows.newest(tx)
        edition = directory_rows.edition(tx, number) if number is not None else None
        if number is None or edition is None:
            return None
        members = directory_rows.members_of(tx, number)
        seats = directory_rows.seats_of(tx, number)
        held = {(member.state, member.district) for member in members}
        return Status(
            edition=edition,
            senators=sum(member.district is None for member in members),
            representatives=sum(member.district is not None for member in members),
            vacant=tuple(
                District(seat.state, seat.district)
                for seat in seats
                if (seat.state, seat.district) not in held
            ),
            vacant_senate=_without_both(members, seats),
            offices=directory_rows.office_count(tx, number),
            zip_codes=directory_rows.zip_counts(tx, number),
            ended=tuple(
                member.name for member in members if member.valid_to <= now < edition.valid_to
            ),
        )


def _without_both(members: Sequence[MemberRow], seats: Sequence[SeatRow]) -> tuple[str, ...]:
    there = Counter(member.state for member in members if member.district is None)
    states = {seat.state for seat in seats} - DELEGATIONS
    return tuple(sorted(state for state in states if there[state] < 2))
