"""Where the public files are read from: a folder, a website that serves one, their publishers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from sms_line.directory.gathered import SyncFailed

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes. The largest real file is the Census Bureau's, of 6.2 million."""

PUBLISHERS = "the public addresses"
"""The name of the source that has the files where they are made."""

_LEGISLATORS = "https://unitedstates.github.io/congress-legislators/"
_CENSUS = "https://www2.census.gov/geo/docs/maps-data/data/rel2020/cd-sld/"
_TIMEOUT = (10, 30)
"""Seconds to connect, and between two pieces of an answer."""
_CHUNK = 64 * 1024

Progress = Callable[[str, int | None], AbstractContextManager[Callable[[int], None]]]
"""Given a file's name and its bytes, if known: where to report the bytes that have come."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file, and the day from which it is."""

    data: bytes
    as_of: date


class Source(Protocol):
    """Somewhere that files are read from by name."""

    name: str

    def read(self, file: str) -> Found | None:
        """One file, None where there is no such file. Raises SyncFailed."""
        ...


def census_file(congress: int) -> str:
    """The name under which the Census Bureau publishes the ZIP table of a Congress."""
    return f"tab20_cd{congress}20_zcta520_natl.txt"


class Folder:
    """A folder on this machine."""

    def __init__(self, path: Path) -> None:
        """Raises SyncFailed where there is no such folder."""
        if not path.is_dir():
            raise SyncFailed(f"There is no folder {path}.")
        self.name = str(path.resolve())
        self._path = path

    def read(self, file: str) -> Found | None:
        """One file of the folder, dated by its last change."""
        path = self._path / file
        try:
            if not path.is_file():
                return None
            if path.stat().st_size > LARGEST_FILE:
                raise SyncFailed(f"{file} is too large to be what it should be.")
            changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
            return Found(path.read_bytes(), changed)
        except OSError as error:
            raise SyncFailed(f"{file} cannot be read: {error.strerror}.") from error


class Web:
    """Files behind web addresses: `addresses` says where a file would lie, None for nowhere."""

    def __init__(
        self, name: str, addresses: Callable[[str], str | None], progress: Progress, pause: float
    ) -> None:
        """`pause`: seconds before the second retry; each later one waits twice as long."""
        self.name = name
        self._addresses = addresses
        self._progress = progress
        self._session = requests.Session()
        # Without compression Content-Length is the file's own length: it shows progress, and
        # an answer that is cut short is noticed.
        self._session.headers["Accept-Encoding"] = "identity"
        retry = Retry(
            total=3, backoff_factor=pause, status_forcelist=(429, 500, 502, 503, 504),
            raise_on_status=False, respect_retry_after_header=False,
        )  # fmt: skip
        self._session.mount("http://", HTTPAdapter(max_retries=retry))
        self._session.mount("https://", HTTPAdapter(max_retries=retry))

    def read(self, file: str) -> Found | None:
        """Download one file, dated by its Last-Modified header or else today."""
        address = self._addresses(file)
        if address is None:
            return None
        host = urlsplit(address).hostname
        try:
            with self._session.get(address, stream=True, timeout=_TIMEOUT) as answer:
                if answer.status_code == 404:
                    return None
                if answer.status_code != 200:
                    raise SyncFailed(f"{host} answered {answer.status_code} for {file}.")
                return Found(self._body(file, answer), _last_modified(answer))
        except requests.RequestException as error:
            raise SyncFailed(
                f"{file} could not be downloaded whole from {host} ({type(error).__name__}); "
                "check the network and try again."
            ) from error

    def _body(self, file: str, answer: requests.Response) -> bytes:
        length = answer.headers.get("Content-Length", "")
        data = bytearray()
        with self._progress(file, int(length) if length.isdecimal() else None) as advance:
            for chunk in answer.iter_content(_CHUNK):
                data += chunk
                advance(len(chunk))
                if len(data) > LARGEST_FILE:
                    raise SyncFailed(f"{file} is too large to be what it should be.")
        return bytes(data)


def publishers(progress: Progress, pause: float = 1.0) -> Web:
    """The files where their publishers keep them: congress-legislators and the Census Bureau."""

    def address(file: str) -> str | None:
        if file.startswith("legislators-") and file.endswith(".json"):
            return _LEGISLATORS + file
        return _CENSUS + file if file.startswith("tab20_cd") else None

    return Web(PUBLISHERS, address, progress, pause)


def website(base: str, progress: Progress, pause: float = 1.0) -> Web:
    """A web address that serves a folder's files; a password in it is not shown."""
    parts = urlsplit(base)
    shown = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return Web(shown, lambda file: f"{base.rstrip('/')}/{file}", progress, pause)


def opened(where: str | None, progress: Progress) -> Source:
    """The source that `data sync --from` names; the publishers where it names none."""
    if where is None:
        return publishers(progress)
    if where.startswith(("http://", "https://")):
        return website(where, progress)
    return Folder(Path(where))


def _last_modified(answer: requests.Response) -> date:
    try:
        return parsedate_to_datetime(answer.headers["Last-Modified"]).astimezone(UTC).date()
    except (KeyError, ValueError):
        return datetime.now(UTC).date()
