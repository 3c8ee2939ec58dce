"""A telephone that rings the line, or is rung: signed posts as Twilio's, the answers followed.

It keeps nothing between two steps but where the call stands, which whoever practises holds: the
terminal in this object, a browser in its page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args
from uuid import uuid4

from sms_line.carrier.voice_reading import (
    Elsewhere,
    Ended,
    ForKeys,
    ForMessage,
    ForOffice,
    Reading,
    Said,
    Unreadable,
    Wait,
    read,
)
from sms_line.web.phone import NotTaken

Office = Literal["answers", "busy", "no answer", "fails", "voicemail", "closed"]
"""What becomes of a leg; "closed" is an office whose machine says so."""
OFFICE: frozenset[str] = frozenset(get_args(Office))
TALK_SECONDS = 60
"""How long a conversation with an office lasts unless something else is said."""

_LEG: Mapping[Office, tuple[str, int]] = {
    # Twilio's word, and how long the two were connected: a machine's answer is "completed" too.
    "answers": ("completed", TALK_SECONDS),
    "voicemail": ("completed", 30),
    "closed": ("completed", 10),
    "busy": ("busy", 0),
    "no answer": ("no-answer", 0),
    "fails": ("failed", 0),
}
_STAR_SECONDS = 5
_CHARACTERS_A_SECOND = 15
_ELSEWHERES = 10
"""More documents in a row without a wait are a circle."""
_PATH = re.compile(r"/twilio/voice(?:/[A-Za-z0-9_-]+)*(?:\?[^\s#]*)?")
_KEYS = re.compile(r"[0-9*#]+")


class NotOnTheLine(Exception):
    """What was asked for is nothing that this telephone can do now; its words say what is."""


class Exchange(Protocol):
    """What carries a practised call to the line."""

    @property
    def voice_number(self) -> str:
        """The line's own number for calls."""
        ...

    @property
    def public_url(self) -> str:
        """The address below which Twilio's doors are."""
        ...

    def post(self, path: str, form: Mapping[str, str]) -> str:
        """Post a signed form below the public address; the answer. Raises NotTaken."""
        ...


@dataclass
class PracticeCall:
    """One call. `wait` is what the line waits for now, None before it and when it is over."""

    exchange: Exchange
    caller: str
    """E.164, or "anonymous" for a number that is withheld."""
    sid: str = field(default_factory=lambda: f"CA{uuid4().hex}")
    wait: Wait | None = None
    seconds: int = 0
    """How long the call has lasted, as far as is told: it is reported at its end."""
    rung_back: bool = False
    """The line has rung this telephone, as after CALL, and somebody answers."""

    def start(self) -> tuple[Said, ...]:
        """Ring, or answer. Like every step it gives what is said then. All raise NotTaken."""
        address = f"{self.exchange.public_url}/twilio/voice"
        if self.rung_back:
            return self._post(address, {"AnsweredBy": "human"})
        return self._post(address, {}, "ringing")

    def press(self, keys: str) -> tuple[Said, ...]:
        """Keys, one after the other; those behind the answer are lost. Raises NotOnTheLine."""
        match self.wait:
            case ForOffice(star=True) if "*" in keys:
                return self._leg("completed", _STAR_SECONDS)
            case ForKeys(digits=count, finish=finish, action=action):
                typed = keys.split(finish)[0] if finish else keys
                digits = typed[:count]
                if not digits:
                    return self.silence()
                ended = finish if len(digits) < count and len(typed) < len(keys) else ""
                return self._post(action, {"Digits": digits, "FinishedOnKey": ended})
            case ForMessage():
                return self.silence()
            case _:
                raise NotOnTheLine("No keys are waited for now.")

    def say(self, words: str) -> tuple[Said, ...]:
        """Words: an answer where it may be spoken, else silence; or a message."""
        match self.wait:
            case ForKeys(speech=True, action=action):
                return self._post(action, {"SpeechResult": words, "Confidence": "0.9"})
            case ForMessage() as message:
                return self._message(message, words)
            case _:
                return self.silence()

    def silence(self) -> tuple[Said, ...]:
        """Nothing, until the line gives up waiting. Raises NotOnTheLine."""
        match self.wait:
            case ForKeys(silence=address, action=action):
                return self._go_on(address, {"Digits": ""} if address == action else {})
            case ForMessage(silence=address):
                return self._go_on(address, {})
            case _:
                raise NotOnTheLine("Nothing is asked now.")

    def office(self, what: Office, seconds: int | None = None) -> tuple[Said, ...]:
        """What becomes of a leg, and how long it takes. Raises NotOnTheLine."""
        status, usual = _LEG[what]
        return self._leg(status, usual if seconds is None or not usual else seconds)

    def hang_up(self) -> None:
        """Hang up; what became of a leg is posted all the same, and nobody hears the answer."""
        if isinstance(self.wait, ForOffice):
            self._deliver(self.wait.action, _leg_form("canceled", 0), "completed")
        if self.wait:
            self._end("completed")

    def _go_on(self, address: str, form: Mapping[str, str]) -> tuple[Said, ...]:
        if address:
            return self._post(address, form)
        self._end("completed")
        return ()

    def _leg(self, status: str, seconds: int) -> tuple[Said, ...]:
        if not isinstance(self.wait, ForOffice):
            raise NotOnTheLine("No office rings now.")
        seconds = min(seconds, self.wait.longest)
        self.seconds += seconds
        return self._post(self.wait.action, _leg_form(status, seconds))

    def _message(self, message: ForMessage, words: str) -> tuple[Said, ...]:
        seconds = min(1 + len(words) // _CHARACTERS_A_SECOND, message.longest)
        self.seconds += seconds
        sid = f"RE{uuid4().hex}"
        recorded = {"RecordingSid": sid, "RecordingUrl": f"https://practice.invalid/{sid}"}
        ended = {"RecordingDuration": str(seconds), "Digits": "#"}
        said = self._post(message.action, recorded | ended)
        if message.transcribe:
            heard = {"TranscriptionStatus": "completed", "TranscriptionText": words}
            self._deliver(message.transcribe, recorded | heard)
        return said

    def _post(
        self, address: str, form: Mapping[str, str], status: str = "in-progress"
    ) -> tuple[Said, ...]:
        """Post, and follow what comes as far as the next wait."""
        said: tuple[Said, ...] = ()
        for _ in range(_ELSEWHERES):
            reading = self._read(self._deliver(address, form, status))
            said += reading.said
            if not isinstance(reading.then, Elsewhere):
                self._stand(reading.then)
                return said
            address, form, status = reading.then.address, {}, "in-progress"
        raise NotTaken  # round in circles

    def _stand(self, then: Wait | Ended) -> None:
        if isinstance(then, Ended):
            self._end("no-answer" if then.refused else "completed")
        else:
            self.wait = then

    def _end(self, status: str) -> None:
        self.wait = None
        report = {"CallDuration": str(self.seconds)}
        self._deliver(f"{self.exchange.public_url}/twilio/voice/status", report, status)

    def _read(self, document: str) -> Reading:
        try:
            return read(document)
        except Unreadable:
            raise NotTaken from None

    def _deliver(self, address: str, form: Mapping[str, str], status: str = "in-progress") -> str:
        path = address.removeprefix(self.exchange.public_url)
        if not _PATH.fullmatch(path):
            raise NotOnTheLine("This telephone rings the line and nothing else.")
        line_number = self.exchange.voice_number
        common = {
            "CallSid": self.sid,
            "AccountSid": "AC" + "0" * 32,
            "ApiVersion": "2010-04-01",
            "CallStatus": status,
            "Direction": "outbound-api" if self.rung_back else "inbound",
            "From": line_number if self.rung_back else self.caller,
            "To": self.caller if self.rung_back else line_number,
        }
        return self.exchange.post(path, {**common, **form})


def _leg_form(status: str, seconds: int) -> dict[str, str]:
    bridged = status == "completed"
    form = {
        "DialCallStatus": status,
        "DialCallSid": f"CA{uuid4().hex}",
        "DialBridged": "true" if bridged else "false",
    }
    return form | ({"DialCallDuration": str(seconds)} if bridged else {})


def are_keys(typed: str) -> bool:
    """Whether this is something that a telephone's keys can send."""
    return bool(_KEYS.fullmatch(typed))
