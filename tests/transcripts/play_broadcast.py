"""Plays a transcript of a broadcast on a whole line: people who are texted, a clock, organizers.

at: 2026-11-24 13:55                a header: the hour by the clock of UTC
people: Ana 212, Ben 206, Cruz WY   who wants texts; by area code, or living in a state's ZIP code
@ it is 14:00                       the clock moves on, and the worker looks
! broadcast: Call now.              an organizer sends this to all; also pause, resume, cancel
! broadcast 9-11 skip: Call now.    the same in other hours, or leaving out who sleeps
> Ana: STOP                         somebody texts the line
< Ana: You will get no more texts.  the line's answer, or what the broadcast brought
* sending: 2 queued, 1 sent         what an organizer sees after it
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sms_line.broadcasting import steering
from sms_line.broadcasting.mornings import asleep
from sms_line.core.broadcasts.hours import Hours
from sms_line.store.tables import texts
from tests.broadcasts.sending import figures, found, joins, look, started
from tests.transcripts.script import FOLDER
from tests.whole_line import WholeLine

BROADCASTS = FOLDER / "broadcasts"
_PLACES = {"WY": {"zip": "82001", "state": "WY"}, "NM": {"zip": "87501", "state": "NM"}}
_SENDS = re.compile(r"broadcast(?: (\d+)-(\d+))?(?: (skip))?: (.+)")
_WHO = "terminal"


@dataclass
class BroadcastPlayer:
    """A whole line, and who is who."""

    line: WholeLine
    phones: dict[str, str] = field(default_factory=dict)
    broadcast_id: int = 0
    _shown: int = 0

    def play(self, path: Path) -> str:
        """The file as it reads now."""
        written = path.read_text("utf-8").splitlines()
        inputs = [each for each in written if each[:1] in {"@", "!", ">"}]
        head = [each for each in written if each[:1] == "#" or re.match(r"[a-z]+: ", each)]
        self._begin(dict(each.split(": ", 1) for each in head if each[0] != "#"))
        lines = [line for each in inputs for line in (each, *self._happens(each))]
        return "\n".join([*head, "", *lines]) + "\n"

    def _begin(self, headers: dict[str, str]) -> None:
        self.line.clock.moment = datetime.fromisoformat(headers["at"]).replace(tzinfo=UTC)
        for number, person in enumerate(headers["people"].split(", ")):
            name, place = person.split(" ")
            area = place if place.isdigit() else "307"
            self.phones[name] = f"+1{area}55501{number:02}"
            facts = _PLACES.get(place, {})
            joins(self.line.database, [self.phones[name]], self.line.clock.now(), **facts)

    def _happens(self, line: str) -> Iterator[str]:
        said = line[2:]
        if line[0] == ">":
            yield from self._hears(*said.split(": ", 1))
            return
        if line[0] == "@":
            hour = datetime.strptime(said, "it is %H:%M").time()
            now = self.line.clock.moment
            self.line.clock.moment = datetime.combine(now, hour, UTC)
        elif sends := _SENDS.fullmatch(said):
            earliest, latest, skips, words = sends.groups()
            hours = Hours(int(earliest), int(latest)) if earliest else Hours()
            self.broadcast_id = started(
                self.line, words, hours=hours, night="skip" if skips else "wait"
            )
        else:
            steers = {"pause": steering.pause, "resume": steering.resume, "cancel": steering.cancel}
            steers[said](self.line.application.line.parts, self.broadcast_id, _WHO)
        look(self.line)
        yield from self._came()
        yield from self._seen()

    def _hears(self, name: str, body: str) -> Iterator[str]:
        before = self.line.count(texts, texts.c.flagged)
        answer = self.line.text(body, self.phones[name])
        yield f"< {name}: " + (answer.replace("\n", "\n  ") or "(nothing)")
        if self.line.count(texts, texts.c.flagged) > before:
            yield "* an organizer is called"

    def _came(self) -> Iterator[str]:
        """What the carrier was given since."""
        names = {phone: name for name, phone in self.phones.items()}
        # They leave on many connections: which arrives first is chance.
        came = sorted(self.line.twilio.taken[self._shown :], key=lambda each: names[each.to])
        for taken in came:
            yield f"< {names[taken.to]}: " + taken.body.replace("\n", "\n  ")
        self._shown = len(self.line.twilio.taken)

    def _seen(self) -> Iterator[str]:
        broadcast, counted = (
            found(self.line, self.broadcast_id),
            figures(self.line, self.broadcast_id),
        )
        with self.line.database.read() as tx:
            waiting = asleep(tx, broadcast, self.line.clock.now())
        parts = {"queued": counted.queued, "sent": counted.sent, "skipped": counted.skipped}
        seen = ", ".join(f"{number} {name}" for name, number in parts.items() if number)
        yield f"* {broadcast.stage.value}: {seen}"
        if waiting.first_at:
            yield f"* {waiting.count} asleep, the first until {waiting.first_at:%H:%M}"
