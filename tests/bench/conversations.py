"""Conversations of many people, from the golden transcripts, as signed posts in their order."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from sms_line.bundle_paths import FIXTURES
from sms_line.carrier.signature import Signature
from tests.bench.posts import ACCOUNT, NUMBER, phone_of, signed_post
from tests.transcripts.script import ROOT, Said, all_transcripts, read

NATION = ROOT.parent / "shared" / "data"
ACTION = "freethemall"

MAIN_PATH = ("cheyenne", "cheyenne_in_spanish", "split_zip_by_number", "own_words")
"""What most people do, from the keyword to YES: every second conversation is one of these."""

AT_ONCE = 4
"""Conversations that one connection carries on at the same time, a turn of each in rotation."""

FIRST_NAMES = ("Ana", "Ruth", "Miguel", "Grace", "Tomás", "Lena", "Omar", "June", "Wei", "Zora")
LAST_NAMES = ("Diaz", "Okafor", "Nguyen", "Smith", "de la Cruz", "O'Neil", "Kim", "Weiss", "Begay")


def country() -> Path:
    """The whole country's public data where it is at hand, else the small fixtures."""
    return NATION if NATION.is_dir() else FIXTURES / "directory"


def requests(signature: Signature, first: int, people: int, host: str) -> list[list[bytes]]:
    """The conversations of `people` different persons, each a list of HTTP requests in order."""
    plots, zips = _plots(), settled_zips()
    return [
        [
            signed_post(signature, "/twilio/sms", form, host, form["MessageSid"])
            for form in _forms(person, _personal(next(plots), person, zips))
        ]
        for person in range(first, first + people)
    ]


def in_rotation(conversations: Sequence[list[bytes]]) -> Iterator[bytes]:
    """A turn of each of AT_ONCE conversations after the other; one that ends gives way."""
    waiting = iter(conversations)
    open_now = deque(iter(each) for each in islice(waiting, AT_ONCE))
    while open_now:
        conversation = open_now.popleft()
        request = next(conversation, None)
        if request is not None:
            open_now.append(conversation)
            yield request
        elif (another := next(waiting, None)) is not None:
            open_now.append(iter(another))


def _plots() -> Iterator[list[str]]:
    """What people text, for ever: the main path and all other transcripts by turns."""
    told = {path.stem: _texts(path) for path in all_transcripts()}
    usual = cycle([told[name] for name in MAIN_PATH])
    others = cycle([texts for name, texts in told.items() if texts and name not in MAIN_PATH])
    for one, other in zip(usual, others, strict=True):
        yield one
        yield other


def _texts(path: Path) -> list[str]:
    """The texts up to the first thing that happens elsewhere; none if another action is needed."""
    transcript = read(path)
    if transcript.headers("action") != [ACTION]:
        return []
    texts = []
    for each in transcript.inputs:
        if not isinstance(each, Said):
            break
        texts.append(each.text)
    return texts


def settled_zips() -> list[str]:
    """ZIP codes that lie in one district, in the order of a walk all over the country."""
    districts: dict[str, int] = {}
    with (country() / "zip_districts.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            districts[row["zip"]] = districts.get(row["zip"], 0) + 1
    alone = [code for code, count in districts.items() if count == 1]
    return sorted(alone, key=lambda code: code[::-1])


def _personal(texts: list[str], person: int, zips: list[str]) -> Iterator[str]:
    """The same plot with a place and a name of this person's own."""
    first = FIRST_NAMES[person % len(FIRST_NAMES)]
    last = LAST_NAMES[person // len(FIRST_NAMES) % len(LAST_NAMES)]
    for text in texts:
        text = text.replace("82001", zips[person % len(zips)])
        yield text.replace("Ana", first).replace("Diaz", last).replace("Díaz", last)


def _forms(person: int, texts: Iterable[str]) -> Iterator[dict[str, str]]:
    return (_form(person, turn, text) for turn, text in enumerate(texts))


def _form(person: int, turn: int, text: str) -> dict[str, str]:
    """What Twilio posts about a text."""
    sid = f"SM{person:024x}{turn:08x}"
    return {
        "ToCountry": "US",
        "ToState": "",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "82001",
        "SmsSid": sid,
        "FromState": "WY",
        "SmsStatus": "received",
        "FromCity": "CHEYENNE",
        "Body": text,
        "FromCountry": "US",
        "To": NUMBER,
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": phone_of(person),
        "ApiVersion": "2010-04-01",
    }
