"""A golden transcript: what a person writes and what happens elsewhere are its inputs, all else
is what the line must do about them. Nothing in it is a pattern.

    # what it shows                     free text
    action: freethemall                 a header: which actions are loaded, in this order
    > free!                             the person texts
    < What is your ZIP code?            the line answers, perhaps in several lines
    * an opt-in is recorded             what the line does beside answering
    ~ the letters go out                what happens elsewhere (see `Elsewhere`)
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "fixtures" / "transcripts"
CALLS = FOLDER / "voice"
"""Transcripts of telephone calls; what their `>` and `~` lines mean is in caller.py."""
SILENCE = "< (nothing)"


@dataclass(frozen=True)
class Said:
    """The person texts this."""

    text: str


@dataclass(frozen=True)
class Elsewhere:
    """Something happens that is not the person's doing."""

    what: str


Input = Said | Elsewhere


@dataclass
class Transcript:
    """One file."""

    path: Path
    head: list[str]
    """The comment and the headers, as they stand."""
    inputs: list[Input] = field(default_factory=list)
    text: str = ""

    def headers(self, name: str) -> list[str]:
        """The values of a header, several if it has commas."""
        for line in self.head:
            if line.startswith(f"{name}:"):
                return [value.strip() for value in line.partition(":")[2].split(",")]
        return []


def all_transcripts(folder: Path = FOLDER) -> list[Path]:
    return sorted(folder.glob("*.txt"))


def read(path: Path) -> Transcript:
    """Read a file. A line that is none of the five kinds is a mistake, named with its number."""
    text = path.read_text("utf-8")
    transcript = Transcript(path, head=[], text=text)
    kind = ""
    for number, line in enumerate(text.splitlines(), 1):
        mark = line[:2].strip()
        if line.startswith("  ") and kind == ">":
            said = transcript.inputs[-1]
            assert isinstance(said, Said)
            transcript.inputs[-1] = Said(f"{said.text}\n{line[2:]}")
        elif mark == ">":
            transcript.inputs.append(Said(line[2:]))
        elif mark == "~":
            transcript.inputs.append(Elsewhere(line[2:]))
        elif mark == "#" or re.match(r"[a-z]+: ", line):
            transcript.head.append(line)
        elif mark not in {"<", "*", ""}:
            raise AssertionError(f"{path.name}:{number}: begin a line with >, <, *, ~ or #")
        kind = mark or kind
    return transcript


def written(mark: str, text: str) -> str:
    """One line of a transcript, or several where the text has several."""
    between = "\n< " if mark == "<" else "\n  "
    return f"{mark} " + text.replace("\n", between)


def whole(transcript: Transcript, played: Iterable[str]) -> str:
    """The file as it reads with these lines."""
    return "\n".join([*transcript.head, "", *played]) + "\n"
