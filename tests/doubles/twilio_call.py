"""A telephone call as Twilio carries it out: signed posts to the line, its TwiML read and followed.

    call = TwilioCall(app, signature, "+13075550100", "+13075550199")
    call.start()
    call.press("82001")
    assert "Ben Dahl" in call.heard[-1]
    call.leg("completed", 90)
    call.hang_up()

Every document must pass `twiml_grammar`. Every webhook is posted twice, as Twilio may, and the
second answer must be the first. Sources: twilio.com/docs/voice/twiml/gather, …/dial, …/record,
…/reject, and twilio.com/docs/voice/api/call-resource for the status callbacks.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from flask import Flask

from sms_line.carrier.signature import Signature
from tests.doubles import twiml_grammar
from tests.doubles.twilio_posts import SignedPosts

VOICE, STATUS = "/twilio/voice", "/twilio/voice/status"
MAX_REDIRECTS = 20
MAX_DOCUMENTS = 300
"""No sound call needs more; Twilio itself would go on for hours, and charge for them."""
SPOKEN_A_SECOND = 15
"""Characters that a voice says in a second, about."""

_SIDS = itertools.count(1)
Form = dict[str, str]
_REPORT = (200, 204)


@dataclass(frozen=True, slots=True)
class Dialling:
    """A leg that rings."""

    number: str
    caller_id: str
    ring_seconds: int
    limit_seconds: int


class TwilioCall:
    """One call. What it does not do: cost money, or lose its place when a webhook is repeated."""

    def __init__(
        self,
        app: Flask,
        signature: Signature,
        caller: str,
        line_number: str,
        *,
        outbound: bool = False,
        answered_by: str = "",
        start_url: str = VOICE,
        status_url: str = STATUS,
        twice: bool = True,
        reports_end: bool = True,
    ) -> None:
        """`caller`: the person's number, or "anonymous". `outbound`: the line has rung them.

        `start_url`, `status_url`: paths with their query, as the line gave them to the API.
        `reports_end=False`: the status callback is posted by `report()` alone, late or never.
        """
        self.sid = f"CA{next(_SIDS):032x}"
        self.heard: list[str] = []
        """All that was said, one entry a `<Say>`; a recording as its address."""
        self.over = False
        self.status = "in-progress" if outbound else "ringing"
        self.paid_seconds = 0
        """How long the call has lasted, about, and its legs beside it."""
        self.documents = 0
        self.legs: list[Dialling] = []
        self._posts = SignedPosts(app, signature, twice=twice)
        self._start_url, self._status_url = start_url, status_url
        self._reports_end = reports_end
        self._seconds = 0
        self._redirects = 0
        self._webhooks = 0
        self._document_url = start_url
        self._rest: Sequence[Element] = ()
        self._wait: Element | None = None
        self._recorded: Form = {}
        self._transcribe = ""
        self._common: Form = {
            "CallSid": self.sid,
            "AccountSid": "AC" + "0" * 32,
            "ApiVersion": "2010-04-01",
            "Direction": "outbound-api" if outbound else "inbound",
            "From": line_number if outbound else caller,
            "To": caller if outbound else line_number,
            "StirVerstat": "TN-Validation-Passed-A",
            "SomethingNew": "that Twilio added without notice",
        } | ({"AnsweredBy": answered_by} if answered_by else {})

    def start(self) -> "TwilioCall":
        """The line is asked for the first time."""
        self._fetch(self._start_url, {})
        return self

    @property
    def dialling(self) -> Dialling | None:
        """The leg that is under way."""
        return self.legs[-1] if self._waits("Dial") else None

    @property
    def recording(self) -> bool:
        """The line takes a message now."""
        return self._waits("Record")

    @property
    def gathering(self) -> int:
        """How many digits are waited for, 0 for none."""
        return int(self._gather().get("numDigits", "32")) if self._waits("Gather") else 0

    def press(self, keys: str) -> None:
        """Keys, one after the other; too few for an answer are followed by silence.

        On a leg, star ends it where it may; other keys go to the office. After a question that
        does not take them, keys are lost, and what is left is silence.
        """
        if self._waits("Dial"):
            if "*" in keys and self._waiting("Dial").get("hangupOnStar") == "true":
                self.leg("completed", 1)
            return None
        gather = self._gather()
        if "dtmf" not in gather.get("input", "dtmf"):
            return self.say_nothing()
        digits, ended = "", ""
        for key in keys:
            if key == gather.get("finishOnKey", "#"):
                ended = key
                break
            digits += key
            if len(digits) == self.gathering:
                break
        else:
            self._last(int(gather.get("timeout", "5")))
        return self._answer_gather({"Digits": digits, "FinishedOnKey": ended})

    def say_nothing(self) -> None:
        """Silence, until the line gives up waiting."""
        if self._waits("Record"):
            self._last(int(self._waiting("Record").get("timeout", "5")))
            return self._continue()  # an empty recording is not posted
        self._last(int(self._gather().get("timeout", "5")))
        return self._answer_gather({"Digits": "", "FinishedOnKey": ""})

    def speak(self, words: str, confidence: float = 0.9) -> None:
        """Words in answer to a question; only silence for one that listens for keys alone."""
        if "speech" not in self._gather().get("input", "dtmf"):
            return self.say_nothing()
        self._last(1 + len(words) // SPOKEN_A_SECOND)
        return self._post_action({"SpeechResult": words, "Confidence": str(confidence)})

    def leg(self, status: str, seconds: int = 0, *, bridged: bool | None = None) -> None:
        """The leg under way ends: completed, busy, no-answer, failed or canceled."""
        self._post_action(self._leg_form(status, seconds, bridged))

    def record(self, seconds: int, url: str, key: str = "#") -> None:
        """A message is spoken."""
        self._post_action(self._record_form(seconds, url, key))

    def transcribe(self, words: str | None) -> None:
        """The words of the last recording arrive, None for a failure; also when all is over."""
        assert self._transcribe, "nobody asked for a transcription"
        status = {"TranscriptionStatus": "completed" if words is not None else "failed"}
        said = {"TranscriptionText": words} if words is not None else {}
        named = {"TranscriptionSid": self._recorded["RecordingSid"].replace("RE", "TR")}
        self._post(self._transcribe, self._recorded | named | status | said, expect=_REPORT)

    def hang_up(self, seconds: int = 0, url: str = "") -> None:
        """The caller hangs up, `seconds` after a leg was bridged or a recording at `url` began.

        Twilio still posts what became of a leg or a recording; nobody hears the answer.
        """
        self.status = "completed"
        if self._waits("Dial"):
            form = self._leg_form("completed" if seconds else "canceled", seconds, None)
            self._post(self._action(), form)
        elif self._waits("Record") and url:
            self._post(self._action(), self._record_form(seconds, url, "hangup"))
        self._end("completed")

    def report(self, status: str = "") -> None:
        """Post the status callback: by default where the call stands now."""
        ended = {"completed", "busy", "no-answer", "failed", "canceled"}
        status = status or self.status
        form = {"CallStatus": status, "CallbackSource": "call-progress-events"}
        if status in ended:
            form |= {"CallDuration": str(self._seconds), "Duration": str(-(-self._seconds // 60))}
        self._post(self._status_url, form, expect=_REPORT)

    # What follows is Twilio's side.

    def _fetch(self, url: str, form: Form) -> None:
        """Post, and follow the document that comes."""
        document = self._post(url, form)
        self.documents += 1
        assert self.documents <= MAX_DOCUMENTS, "this call never ends"
        self._document_url = url
        self._rest, self._wait = list(twiml_grammar.read(document)), None
        self._continue()

    def _post(self, url: str, form: Form, expect: Sequence[int] = (200,)) -> str:
        self._webhooks += 1
        form = self._common | {"CallStatus": self.status} | form
        token = f"{self.sid}-{self._webhooks}"
        return self._posts.post(urljoin(self._document_url, url), form, token, expect)

    def _continue(self) -> None:
        """The next verbs, up to the one that waits; behind the last the call ends."""
        self._wait = None
        while self._rest and not self.over and self._wait is None:
            verb, *self._rest = self._rest
            self._carry_out(verb)
        if self._wait is None and not self.over:
            self._end("completed")

    def _carry_out(self, verb: Element) -> None:
        if self.status == "ringing" and verb.tag != "Reject":
            self.status = "in-progress"
        match verb.tag:
            case "Say" | "Play" | "Pause":
                self._hear(verb)
            case "Gather" | "Dial" | "Record":
                for nested in verb if verb.tag == "Gather" else ():
                    self._hear(nested)
                if self._passes(verb):
                    return
                self._wait = verb
                if verb.tag == "Dial":
                    self.legs.append(_dialling(verb))
            case "Redirect":
                self._redirects += 1
                assert self._redirects <= MAX_REDIRECTS, "the documents lead round in circles"
                self._fetch(verb.text or "", {})
            case "Hangup":
                self._end("completed")
            case "Reject":
                self._end("busy" if verb.get("reason") == "busy" else "no-answer")

    def _passes(self, gather: Element) -> bool:
        """Whoever is in no hurry waits for the question; keys before it would answer alike."""
        below = self._rest[0] if self._rest else None
        if gather.tag != "Gather" or below is None or below.tag != "Gather":
            return False
        assert gather.get("actionOnEmptyResult") == "false", "silence goes on"
        assert gather.get("action") == below.get("action"), "either answers the same turn"
        for what in ("numDigits", "finishOnKey"):
            assert gather.get(what) == below.get(what), "no key is lost in the first of them"
        self._last(int(gather.get("timeout", "5")))
        return True

    def _hear(self, verb: Element) -> None:
        if verb.tag == "Pause":
            return self._last(int(verb.get("length", "1")))
        words = spoken(verb)
        self._last(1 + len(words) // SPOKEN_A_SECOND)
        return self.heard.append(words)

    def _answer_gather(self, form: Form) -> None:
        if form["Digits"] or self._gather().get("actionOnEmptyResult") == "true":
            self._post_action(form)
        else:
            self._continue()

    def _post_action(self, form: Form) -> None:
        self._fetch(self._action(), form)

    def _action(self) -> str:
        assert self._wait is not None, "the call is over, nothing can be done on it"
        return self._wait.get("action", self._document_url)

    def _leg_form(self, status: str, seconds: int, bridged: bool | None) -> Form:
        dial = self._waiting("Dial")
        reached = status in {"completed", "answered"} if bridged is None else bridged
        seconds = min(seconds, int(dial.get("timeLimit", "14400")))
        self._last(seconds or int(dial.get("timeout", "30")))
        self.paid_seconds += seconds  # the other leg is paid too
        return {
            "DialCallStatus": status,
            "DialCallSid": f"CA{next(_SIDS):032x}",
            "DialBridged": "true" if reached else "false",
        } | ({"DialCallDuration": str(seconds)} if reached else {})

    def _record_form(self, seconds: int, url: str, key: str) -> Form:
        record = self._waiting("Record")
        seconds = min(seconds, int(record.get("maxLength", "3600")))
        self._last(seconds)
        self._transcribe = record.get("transcribeCallback", "")
        self._recorded = {"RecordingSid": f"RE{next(_SIDS):032x}", "RecordingUrl": url}
        return self._recorded | {"RecordingDuration": str(seconds), "Digits": key}

    def _end(self, status: str) -> None:
        self.over, self.status, self._wait = True, status, None
        if self._reports_end:
            self.report()

    def _last(self, seconds: int) -> None:
        self._seconds += seconds
        self.paid_seconds += seconds

    def _waits(self, tag: str) -> bool:
        return self._wait is not None and self._wait.tag == tag

    def _waiting(self, tag: str) -> Element:
        assert self._wait is not None, f"no {tag} waits: the call is over"
        assert self._wait.tag == tag, f"not {tag} waits, but {self._wait.tag}"
        return self._wait

    def _gather(self) -> Element:
        return self._waiting("Gather")


def spoken(verb: Element) -> str:
    """What is heard of a `<Say>` or a `<Play>`, as somebody would write it down."""
    if verb.tag == "break":
        return "\n" + (verb.tail or "")
    own = verb.text or ""
    if verb.tag == "say-as" and verb.get("interpret-as") == "telephone" and len(own) == 10:
        own = f"{own[:3]}-{own[3:6]}-{own[6:]}"
    inside = own + "".join(spoken(child) for child in verb)
    return inside if verb.tag in {"Say", "Play"} else inside + (verb.tail or "")


def _dialling(dial: Element) -> Dialling:
    return Dialling(
        number=dial[0].text or "",
        caller_id=dial.get("callerId", ""),
        ring_seconds=int(dial.get("timeout", "30")),
        limit_seconds=int(dial.get("timeLimit", "14400")),
    )
