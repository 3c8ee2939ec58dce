"""A voice document read back, as whoever holds the telephone meets it: what is said, then one wait.

It reads this line's own documents, for practising; the tests have a follower of their own.
"""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, fromstring

_BY_DIGIT = frozenset({"digits", "telephone"})


@dataclass(frozen=True, slots=True)
class Said:
    """Something said, or a recording of it."""

    words: str
    """As somebody would write it down, lines where the voice pauses."""
    aloud: str
    """The same for another voice: digits that are said one by one stand apart."""
    language: str
    """"en-US", "es-US"; "" for a recording."""
    recording: str = ""
    """Its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForKeys:
    """Waits for keys, and for words where `speech`."""

    action: str
    silence: str
    """Where silence leads: like every `silence` an address, "" for the end of the call."""
    digits: int
    finish: str
    """The key that ends an answer early, "" for none."""
    speech: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForOffice:
    """A leg rings."""

    action: str
    number: str
    """E.164."""
    longest: int
    """Seconds."""
    star: bool
    """Star ends the leg."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForMessage:
    """Takes a message."""

    action: str
    silence: str
    longest: int
    """Seconds."""
    transcribe: str
    """Where its words are wanted, "" for nowhere."""


Wait = ForKeys | ForOffice | ForMessage


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Nothing is waited for: the next document is at this address."""

    address: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The line hangs up, or does not take the call at all."""

    refused: bool = False


Then = Wait | Elsewhere | Ended


class Unreadable(Exception):
    """No document that this line makes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, up to where somebody else has to do something."""

    said: tuple[Said, ...]
    then: Then


def read(document: str) -> Reading:
    """Read a document of this line. Raises Unreadable."""
    try:
        verbs = list(fromstring(document))  # noqa: S314 - what this line has just written itself
    except ParseError:
        raise Unreadable from None
    said: list[Said] = []
    for place, verb in enumerate(verbs):
        match verb.tag:
            case "Say" | "Play" | "Pause":
                said += _said(verb)
            case "Gather":
                said += [each for nested in verb for each in _said(nested)]
                if _aside(verbs[place : place + 2]):
                    continue
                return Reading(tuple(said), _keys(verb, _after(verbs[place + 1 :])))
            case "Dial":
                return Reading(tuple(said), _office(verb))
            case "Record":
                return Reading(tuple(said), _message(verb, _after(verbs[place + 1 :])))
            case "Redirect":
                return Reading(tuple(said), Elsewhere(verb.text or ""))
            case "Hangup" | "Reject":
                return Reading(tuple(said), Ended(refused=verb.tag == "Reject"))
            case _:
                raise Unreadable
    return Reading(tuple(said), Ended())


def _said(verb: Element) -> list[Said]:
    match verb.tag:
        case "Say":
            return [Said(_written(verb), _aloud(verb), verb.get("language", ""))]
        case "Play":
            return [Said("", "", "", (verb.text or "").strip())]
        case _:
            return []


def _written(element: Element) -> str:
    return _flat(element, spaced=False)


def _aloud(element: Element) -> str:
    return _flat(element, spaced=True)


def _flat(element: Element, *, spaced: bool) -> str:
    words = element.text or ""
    for child in element:
        words += _piece(child, spaced=spaced) + (child.tail or "")
    return words


def _piece(child: Element, *, spaced: bool) -> str:
    if child.tag == "break":
        return "\n"
    words = _flat(child, spaced=spaced)
    if child.get("interpret-as") not in _BY_DIGIT:
        return words
    if spaced:
        return " ".join(words)
    return f"{words[:3]}-{words[3:6]}-{words[6:]}" if len(words) == 10 else words


def _keys(gather: Element, after: str) -> ForKeys:
    action = gather.get("action", "")
    return ForKeys(
        action=action,
        silence=action if gather.get("actionOnEmptyResult") == "true" else after,
        digits=int(gather.get("numDigits", "32")),
        finish=gather.get("finishOnKey", "#"),
        speech="speech" in gather.get("input", "dtmf"),
    )


def _aside(gathers: list[Element]) -> bool:
    """A question that keys may answer before it is put: whoever practises answers either."""
    return [verb.tag for verb in gathers] == ["Gather", "Gather"]


def _office(dial: Element) -> ForOffice:
    number = dial.find("Number")
    return ForOffice(
        action=dial.get("action", ""),
        number=(dial.text if number is None else number.text) or "",
        longest=int(dial.get("timeLimit", "14400")),
        star=dial.get("hangupOnStar") == "true",
    )


def _message(record: Element, after: str) -> ForMessage:
    return ForMessage(
        action=record.get("action", ""),
        silence=after,
        longest=int(record.get("maxLength", "3600")),
        transcribe=record.get("transcribeCallback", ""),
    )


def _after(rest: list[Element]) -> str:
    """Where a wait leads whose answer is not posted: this line's documents only go elsewhere."""
    return (rest[0].text or "") if rest and rest[0].tag == "Redirect" else ""
