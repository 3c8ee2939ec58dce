"""Twilio's grammar of voice documents: which verbs there are, what they may hold, which values.

`read(document)` gives the parsed document or raises `BadTwiml` with everything that is wrong.
Sources: twilio.com/docs/voice/twiml and its pages on each verb, twilio.com/docs/api/errors/13521,
docs.aws.amazon.com/polly/latest/dg/supportedtags.html for SSML. It knows the part of the language
that a line like this may need, and refuses the rest.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

MAX_DOCUMENT_BYTES = 64 * 1024
"""Twilio fetches no longer document."""

_XML = "{http://www.w3.org/XML/1998/namespace}"
Rule = Callable[[str], bool]


class BadTwiml(AssertionError):
    """Twilio would refuse this document, or ignore a part of it."""


class Text(NamedTuple):
    """What may stand inside of an element beside other elements."""

    rule: Rule
    what: str


@dataclass(frozen=True, slots=True)
class Verb:
    """One element: its attributes, what may be nested in it, its text."""

    attributes: Mapping[str, Rule]
    nests: frozenset[str] = frozenset()
    text: Text | None = None
    """None: it holds no text."""


def whole(low: int, high: int) -> Rule:
    return lambda value: bool(re.fullmatch(r"[0-9]{1,6}", value)) and low <= int(value) <= high


def one_of(*values: str) -> Rule:
    return lambda value: value in values


def shaped(pattern: str) -> Rule:
    return lambda value: re.fullmatch(pattern, value) is not None


def address(value: str) -> bool:
    """An absolute address, or a path from the root; never anything that depends on the document."""
    parts = urlsplit(value)
    if re.search(r"[\s<>\"]", value):
        return False
    if parts.scheme:
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    return value.startswith("/") and not value.startswith("//")


boolean = one_of("true", "false")
method = one_of("GET", "POST")
language = one_of("en-US", "es-US")
number = shaped(r"\+1[2-9][0-9]{9}|\+[2-9][0-9]{6,14}")

_VOICES = {
    "en-US": {"Polly.Joanna-Neural", "Polly.Matthew-Neural", "Polly.Ruth-Neural"},
    "es-US": {"Polly.Lupe-Neural", "Polly.Pedro-Neural"},
}
voice = one_of(*(name for names in _VOICES.values() for name in names))

_WORDS = Text(lambda text: True, "words")
_SSML = frozenset({"break", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"})
_INLINE = _SSML - {"p", "s"}

VERBS: Mapping[str, Verb] = {
    "Response": Verb(
        {},
        frozenset(
            {"Say", "Play", "Pause", "Gather", "Dial", "Record", "Redirect", "Hangup", "Reject"}
        ),
    ),
    "Say": Verb({"voice": voice, "language": language, "loop": whole(1, 5)}, _SSML, _WORDS),
    "Play": Verb(
        {"loop": whole(1, 5), "digits": shaped("[0-9wW*#]{1,32}")}, text=Text(address, "address")
    ),
    "Pause": Verb({"length": whole(1, 60)}),
    "Gather": Verb(
        {
            "input": one_of("dtmf", "speech", "dtmf speech", "speech dtmf"),
            "action": address,
            "method": method,
            "timeout": whole(1, 120),
            "numDigits": whole(1, 32),
            "finishOnKey": shaped("[0-9*#]?"),
            "actionOnEmptyResult": boolean,
            "language": language,
            "hints": shaped(r"(?s)(?!\s*$)[^,]{1,100}(,[^,]{1,100}){0,499}"),
            "speechTimeout": lambda value: value == "auto" or whole(1, 60)(value),
            "speechModel": shaped("[a-z0-9_-]+"),
            "maxSpeechTime": whole(1, 60),
            "profanityFilter": boolean,
            "bargeIn": boolean,
        },
        frozenset({"Say", "Play", "Pause"}),
    ),
    "Dial": Verb(
        {
            "action": address,
            "method": method,
            "timeout": whole(5, 600),
            "timeLimit": whole(1, 14_400),
            "callerId": number,
            "hangupOnStar": boolean,
            "answerOnBridge": boolean,
            "record": one_of("do-not-record"),  # an office never agreed to be recorded
        },
        frozenset({"Number"}),
    ),
    "Number": Verb(
        {
            "sendDigits": shaped("[0-9wW*#]{1,32}"),
            "url": address,
            "method": method,
            "statusCallback": address,
            "statusCallbackMethod": method,
            "statusCallbackEvent": shaped("(initiated|ringing|answered|completed| )+"),
        },
        text=Text(number, "number in E.164"),
    ),
    "Record": Verb(
        {
            "action": address,
            "method": method,
            "timeout": whole(1, 60),
            "finishOnKey": shaped("[0-9*#]{1,12}"),
            "maxLength": whole(2, 14_400),
            "playBeep": boolean,
            "trim": one_of("trim-silence", "do-not-trim"),
            "transcribe": boolean,
            "transcribeCallback": address,
        },
    ),
    "Redirect": Verb({"method": method}, text=Text(address, "address")),
    "Hangup": Verb({}),
    "Reject": Verb({"reason": one_of("rejected", "busy")}),
    # SSML, as far as Polly's neural voices take it; whispering and emphasis they refuse.
    "break": Verb(
        {
            "strength": one_of("none", "x-weak", "weak", "medium", "strong", "x-strong"),
            "time": shaped(r"[0-9]{1,5}ms|10s|[0-9](\.[0-9])?s"),
        }
    ),
    "say-as": Verb(
        {
            "interpret-as": one_of(
                "cardinal", "number", "ordinal", "digits", "fraction", "unit", "date", "time",
                "address", "telephone",
            ),
            "format": shaped("[dmy]{1,3}"),
        },
        text=_WORDS,
    ),
    "sub": Verb({"alias": shaped(".+")}, text=_WORDS),
    "phoneme": Verb({"alphabet": one_of("ipa", "x-sampa"), "ph": shaped(".+")}, text=_WORDS),
    "lang": Verb({f"{_XML}lang": shaped("[a-z]{2}-[A-Z]{2}")}, _SSML - {"lang"}, _WORDS),
    "p": Verb({}, _INLINE | {"s"}, _WORDS),
    "s": Verb({}, _INLINE, _WORDS),
    "prosody": Verb(
        {"rate": shaped("x-slow|slow|medium|fast|x-fast|[0-9]{2,3}%"), "volume": shaped(".+")},
        _SSML,
        _WORDS,
    ),
    "w": Verb({"role": shaped("amazon:(VB|VBD|DT|IN|JJ|NN|SENSE_1)")}, text=_WORDS),
}  # fmt: skip

_NEEDS: Mapping[str, frozenset[str]] = {
    # With no action Twilio asks the document's own address again: the beginning of a loop.
    "Gather": frozenset({"action"}),
    "Dial": frozenset({"action"}),
    "Record": frozenset({"action"}),
    "Say": frozenset({"voice", "language"}),  # without them: a man's voice, in English
    "say-as": frozenset({"interpret-as"}),
    "sub": frozenset({"alias"}),
    "phoneme": frozenset({"ph"}),
}


def read(document: str) -> Element:
    """The document's root, when Twilio would carry out all of it. Raises BadTwiml."""
    if wrong := problems(document):
        raise BadTwiml("; ".join(wrong))
    return fromstring(document)


def problems(document: str) -> list[str]:
    """Everything that is wrong with a document, one sentence each; none when it is sound."""
    if len(document.encode(errors="replace")) > MAX_DOCUMENT_BYTES:
        return ["the document is longer than 64 KB"]
    try:
        root = fromstring(document)
    except (ParseError, UnicodeError):
        return ["this is no XML"]
    if root.tag != "Response":
        return [f"the root is {root.tag}, not Response"]
    return [*_element(root), *_order(root)]


def _element(element: Element) -> Iterator[str]:
    verb = VERBS[element.tag]
    for name, value in element.attrib.items():
        if name not in verb.attributes:
            yield f"{element.tag} has no attribute {name}"
        elif not verb.attributes[name](value):
            yield f"{element.tag} takes no {name}={value!r}"
    for name in sorted(_NEEDS.get(element.tag, frozenset()) - set(element.attrib)):
        yield f"{element.tag} needs {name}"
    yield from _text(element, verb)
    yield from _together(element)
    for child in element:
        if child.tag not in VERBS:
            yield f"there is no {child.tag}"
        elif child.tag not in verb.nests:
            yield f"{child.tag} cannot stand in {element.tag}"
        else:
            yield from _element(child)


def _text(element: Element, verb: Verb) -> Iterator[str]:
    own = (element.text or "") + "".join(child.tail or "" for child in element)
    if verb.text is None:
        if own.strip():
            yield f"{element.tag} holds no words"
    elif not "".join(element.itertext()).strip():
        yield f"{element.tag} is empty"
    elif not verb.text.rule(own):
        yield f"{element.tag} holds no {verb.text.what}"


def _together(element: Element) -> Iterator[str]:
    """What depends on more than one attribute, or on a whole element."""
    get = element.attrib.get
    match element.tag:
        case "Say":
            words = "".join(element.itertext())
            if len(words) > 4_096 or len(words.encode()) > 3_000 or len(quote(words)) > 4_500:
                yield "Say is too long"
            if get("voice") not in _VOICES.get(get("language", ""), set()):
                yield f"{get('voice')} does not speak {get('language')}"
        case "Gather":
            speech = "speech" in get("input", "dtmf")
            if not speech and ("hints" in element.attrib or "speechTimeout" in element.attrib):
                yield "Gather has hints for speech that it does not take"
            if get("speechTimeout") == "auto" and "speechModel" in element.attrib:
                yield "Gather takes no speechTimeout auto with a speechModel"  # warning 13335
        case "Dial":
            if len(element) != 1:
                yield "Dial has not one Number: it would ring several at once, or nobody"
        case "Record":
            transcribes = get("transcribe") == "true" or "transcribeCallback" in element.attrib
            if transcribes and not whole(2, 119)(get("maxLength", "3600")):
                yield "Record is too long for a transcription"  # warning 13617


def _order(root: Element) -> Iterator[str]:
    """What is said after the call has gone elsewhere, is never heard."""
    tags = [child.tag for child in root]
    for at, element in enumerate(root):
        last = at == len(root) - 1
        if element.tag == "Reject" and at > 0:
            yield "Reject is not the first verb: the call is answered and paid"
        ends = element.tag in {"Hangup", "Reject", "Redirect", "Dial"} or (
            element.tag == "Gather" and element.get("actionOnEmptyResult") == "true"
        )
        if ends and not last:
            yield f"nothing is ever reached behind {element.tag}"
    if "Record" in tags and tags[-1] == "Record":
        yield "an empty recording falls through to the end of the call"
