"""Plays a call through the front door: signed webhooks, each posted twice, the TwiML followed as
Twilio follows it, the database read for what was done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import Row, select

from sms_line.app import Application
from sms_line.core.call_limits import AT_ONCE
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.store.tables import calls, legs, texts
from tests.doubles.twilio_call import VOICE, Dialling, TwilioCall
from tests.transcripts.caller import (
    LINE_NUMBER,
    AnotherCaller,
    Deed,
    Dictates,
    Earlier,
    HangsUp,
    LegEnds,
    Presses,
    Rings,
    Speaks,
    TenCallers,
    Texts,
    WrittenDown,
    caller_does,
    happens,
    leg_recorded,
    puts_through,
)
from tests.transcripts.play_door import DoorPlayer
from tests.transcripts.script import SILENCE, Said, Transcript, written

RECORDING = "https://api.twilio.example/Recordings/RE1"


@dataclass
class CallDoorPlayer:
    """One person's calls, and their texts between them."""

    door: DoorPlayer
    caller: str
    call: TwilioCall | None = None
    _heard: int = 0
    _dialled: int = 0
    _over: bool = True
    _texts: int = 0
    _legs: dict[int, tuple[str, str]] = field(default_factory=dict)
    _sids: list[str] = field(default_factory=list)
    """Of this person's own calls."""
    _others_called: int = 140
    _rung: SplitResult | None = None
    """What the line gave Twilio to ask when it placed its last call."""

    def play(self, transcript: Transcript) -> Iterator[str]:
        self.door._done()
        for each in transcript.inputs:
            if isinstance(each, Said):
                yield written(">", each.text)
                yield from self._does(caller_does(each.text))
                continue
            yield written("~", each.what)
            what = happens(each.what)
            if isinstance(what, WrittenDown):
                self._call().transcribe(what.words)
            elif isinstance(what, Earlier):
                self._rang_before(what)
            elif isinstance(what, LegEnds):
                self._call().leg(what.status, what.seconds)
                yield from self._news()
            elif isinstance(what, AnotherCaller | TenCallers):
                self._others(what)
            else:
                self.door.clock.moment += what.by
                yield from self._ring()

    def _others(self, what: AnotherCaller | TenCallers) -> None:
        """Real calls."""
        if isinstance(what, TenCallers):
            for _ in range(AT_ONCE):
                other = self._another(what.zip)
                number = other.dialling.number if other.dialling else ""
                assert self._city_of(number) == what.city
            return
        other = self._another(what.zip)
        other.leg("busy" if what.finds == "busy" else "completed", 20)
        if what.finds == "full":
            other.press("3")
        other.hang_up()

    def _another(self, zip_code: str) -> TwilioCall:
        self._others_called += 1
        caller = f"+1307555{self._others_called:04d}"
        server, signature = self.application.server, self.application.signature
        other = TwilioCall(server, signature, caller, LINE_NUMBER).start()
        other.press(zip_code)
        other.press("1")
        return other

    def _city_of(self, number: str) -> str:
        with self.application.line.parts.database.read() as tx:
            leg = tx.execute(select(legs).order_by(legs.c.id.desc()).limit(1)).one()
        return self._at_home(leg.bioguide).get(number.removeprefix("+1"), "Washington")

    def _ring(self) -> Iterator[str]:
        """Between calls the worker takes up what has become due."""
        if not self._over:
            return
        placed = self.door.twilio.calls.taken
        before = len(placed)
        self.application.sweep()
        self.application.bell.drain()
        for call in placed[before:]:
            self._rung = urlsplit(call.form["Url"][0])
            yield "* the line rings the person"

    def _rang_before(self, earlier: Earlier) -> None:
        now = self.door.clock.now()
        before = {
            "line_number": LINE_NUMBER,
            "direction": "inbound",
            "status": "completed",
            "began_at": now,
            "ended_at": now,
        }
        caller = self.caller if self.caller != "anonymous" else None
        mine = [{"phone": caller, "seconds": 1}] * earlier.calls
        anybodys = [{"phone": None, "seconds": earlier.minutes * 60}] if earlier.minutes else []
        with self.application.line.parts.database.write() as tx:
            for number, row in enumerate(mine + anybodys):
                tx.execute(calls.insert().values(sid=f"CA-before-{number}", **before, **row))

    @property
    def application(self) -> Application:
        return self.door.application

    def _call(self) -> TwilioCall:
        assert self.call is not None
        return self.call

    def _does(self, deed: Deed) -> Iterator[str]:
        match deed:
            case Texts(body):
                answer = self.door._post(body)
                lines = [written("<", answer)] if answer else []
                yield from [*lines, *self.door._done()] or [SILENCE]
                return
            case Rings(back, machine):
                self.call = TwilioCall(
                    self.application.server,
                    self.application.signature,
                    self.caller,
                    LINE_NUMBER,
                    outbound=back,
                    start_url=f"{self._rung.path}?{self._rung.query}"
                    if back and self._rung
                    else VOICE,
                    answered_by={True: "machine_start", False: "human"}[machine] if back else "",
                )
                self._sids.append(self.call.sid)
                self._heard = self._dialled = 0
                self._over = False
                self.call.start()
            case Presses(""):
                self._call().say_nothing()
            case Presses(keys):
                self._call().press(keys)
            case Speaks(words):
                self._call().speak(words)
            case Dictates(seconds, hangs_up):
                if hangs_up:
                    self._over = True
                    self._call().hang_up(seconds, RECORDING)
                else:
                    self._call().record(seconds, RECORDING)
            case HangsUp(seconds):
                self._over = True
                self._call().hang_up(seconds)
        yield from self._news()

    def _news(self) -> Iterator[str]:
        """What was said and done since the last look."""
        call = self._call()
        for words in call.heard[self._heard :]:
            yield written("<", words)
        self._heard = len(call.heard)
        yield from self.door._done()
        with self.application.line.parts.database.read() as tx:
            mine = select(legs).join(calls).where(calls.c.sid.in_(self._sids))
            tried = tx.execute(mine.order_by(legs.c.id)).all()
            written_to = tx.execute(
                select(texts)
                .where(texts.c.direction == "out", texts.c.answers.is_(None))
                .where(texts.c.id > self._texts)
                .order_by(texts.c.id)
            ).all()
        yield from self._tries(tried)
        if call.dialling and len(call.legs) > self._dialled:
            self._dialled = len(call.legs)
            yield self._puts_through(call.dialling, tried[-1])
        if call.over and not self._over:
            self._over = True
            yield "* hangs up"
        for text in written_to:
            self._texts = text.id
            yield written("*", f"texts the caller: {text.body}")

    def _tries(self, tried: list[Row]) -> Iterator[str]:
        for leg in tried:
            now = (leg.status, leg.went)
            if self._legs.get(leg.id) != now and leg.status != "dialled":
                name = self._directory.legislator(leg.bioguide).name
                yield leg_recorded(name, leg.kind, leg.status, leg.went)
            self._legs[leg.id] = now

    def _puts_through(self, dialling: Dialling, leg: Row) -> str:
        """Names the telephone as the directory does, not as the line did."""
        assert dialling.caller_id == LINE_NUMBER
        legislator = self._directory.legislator(leg.bioguide)
        number = dialling.number.removeprefix("+1")
        city = self._at_home(leg.bioguide).get(number, "")
        if not city:
            assert number == _digits(legislator.phone), "a number of nobody's"
        return puts_through(dialling.number, legislator.name, leg.kind, city)

    def _at_home(self, bioguide: str) -> dict[str, str]:
        """The city of each number at home."""
        return {_digits(row.phone): row.city for row in self._directory.offices(bioguide)}

    @property
    def _directory(self) -> DirectoryFromStore:
        directory = self.application.line.parts.directory
        assert isinstance(directory, DirectoryFromStore)
        return directory


def _digits(phone: str) -> str:
    return "".join(each for each in phone if each.isdecimal())
