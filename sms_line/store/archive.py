"""A backup as one file: a ZIP of JSON lines and copied files, with counts and checksums.

A ZIP and not a tar, because it can be written as a stream of tables whose size nobody knows yet.
"""

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

FORMAT = 1
"""Goes up when older releases cannot read what this one writes."""
_MANIFEST = "manifest.json"
_PIECE = 1 << 16
_BROKEN = (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError)
"""What `zipfile` raises for bytes that are not what was written."""


class BadArchive(Exception):
    """The file cannot be restored from. The message is one sentence with its mend."""


DAMAGED = "The file is damaged or no backup of SMS Line; use another one."


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the archive; `rows` are its lines, 0 where it is no table."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself."""

    made_at: datetime
    release: str
    """The version of SMS Line that wrote it."""
    schema: str
    """The newest migration of the database that it was made from."""


class Writer:
    """Writes an archive, a context manager; it is whole after `finish`."""

    def __init__(self, file: IO[bytes]) -> None:
        """`file` stays open."""
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)
        self.members: dict[str, Member] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with suppress(OSError) if kind else nullcontext():
            self._zip.close()

    def lines(self, name: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Write rows as JSON lines, and give their number."""
        encoded = (
            json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            for row in rows
        )
        return self._write(name, encoded, count_rows=True).rows

    def copy(self, name: str, source: IO[bytes]) -> None:
        """Write a file as it is."""
        self._write(name, iter(lambda: source.read(_PIECE), b""), count_rows=False)

    def finish(self, about: About) -> None:
        """Write the manifest."""
        manifest = {
            "format": FORMAT,
            **asdict(about),
            "members": {name: asdict(member) for name, member in self.members.items()},
        }
        with self._zip.open(_info(_MANIFEST), "w") as target:
            target.write(json.dumps(manifest, indent=1, default=datetime.isoformat).encode())

    def _write(self, name: str, pieces: Iterable[bytes], *, count_rows: bool) -> Member:
        checksum, rows, size = hashlib.sha256(), 0, 0
        with self._zip.open(_info(name), "w", force_zip64=True) as target:
            for piece in pieces:
                target.write(piece)
                checksum.update(piece)
                rows, size = rows + 1, size + len(piece)
        member = Member(rows if count_rows else 0, size, checksum.hexdigest())
        self.members[name] = member
        return member


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that only its owner can read, under its name once it is whole. Raises OSError."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    try:
        with open(os.open(unfinished, flags, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


class Archive:
    """An archive to read from; close it after use."""

    def __init__(self, file: Path | IO[bytes]) -> None:
        """Read what it says of itself; a context manager. Raises BadArchive, OSError."""
        with _told():
            self._zip = ZipFile(file)
        try:
            with _told():
                manifest = json.loads(self._zip.read(_MANIFEST))
                self.newer = int(manifest["format"]) > FORMAT
                self.about = About(
                    datetime.fromisoformat(manifest["made_at"]),
                    str(manifest["release"]),
                    str(manifest["schema"]),
                )
                self.members = {
                    str(name): Member(**member)
                    for name, member in manifest["members"].items()
                    if not self.newer  # which may say other things of them
                }
        except BadArchive:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def verify(self, progress: Callable[[int], None]) -> None:
        """Read everything once; `progress` is told of bytes. Raises BadArchive."""
        for name, member in self.members.items():
            checksum, size = hashlib.sha256(), 0
            for piece in self.pieces(name):
                checksum.update(piece)
                size += len(piece)
                progress(len(piece))
            if (size, checksum.hexdigest()) != (member.bytes, member.sha256):
                raise BadArchive(DAMAGED)

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table. Raises BadArchive."""
        with _told(), self._zip.open(name) as source:
            for line in source:
                yield json.loads(line)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member's bytes. Raises BadArchive."""
        with _told(), self._zip.open(name) as source:
            yield from iter(lambda: source.read(_PIECE), b"")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (*_BROKEN, ValueError, TypeError, AttributeError) as error:
        raise BadArchive(DAMAGED) from error
