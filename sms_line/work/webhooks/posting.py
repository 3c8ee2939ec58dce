"""Posts to addresses that organizers have typed: to the open internet only, looked up once.

Whoever can name an address must not reach what only this machine can (OWASP, SSRF): the name is
resolved, each address it stands for is judged, and the connection goes to the one that was judged.
"""

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError, TimeoutError

from sms_line.web_address import why_not

CONNECT_SECONDS, READ_SECONDS = 5.0, 10.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of it."""

    status: int
    """The HTTP status; 0 where no answer came."""
    words: str
    """For organizers: nothing of the other side's own."""

    @property
    def good(self) -> bool:
        """The other side has it."""
        return 200 <= self.status < 300


def post(url: str, headers: Mapping[str, str], body: bytes, *, practice: bool) -> Posted:
    """Post once; no redirect is followed. `practice`: this machine itself may be posted to."""
    if why := why_not(url, practice=practice):
        return Posted(0, why)
    parts = urlsplit(url)
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    try:
        address = _resolved(host, port, practice=practice)
    except OSError:
        return Posted(0, "The name of the address cannot be found.")
    if address is None:
        return Posted(0, "The address leads to a private network.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with _pool(parts.scheme, host, str(address), port) as pool:
        try:
            answer = pool.urlopen(
                "POST",
                path,
                body=body,
                headers={**headers, "Host": parts.netloc},
                redirect=False,
                retries=False,
                preload_content=False,
            )
        except HTTPError as error:
            return Posted(0, _why(error))
        answer.close()
    return Posted(answer.status, f"HTTP {answer.status}")


def _why(error: HTTPError) -> str:
    match error:
        case SSLError():
            return "Its certificate is not good for this address."
        case NewConnectionError():
            return "Nobody listens at this address."
        case TimeoutError():
            return "No answer in time."
        case _:
            return f"No answer ({type(error).__name__})."


def _pool(scheme: str, host: str, address: str, port: int) -> urllib3.HTTPConnectionPool:
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if scheme == "http":
        return urllib3.HTTPConnectionPool(address, port, timeout=timeout)
    # The certificate is that of the name, though the connection goes to the number.
    return urllib3.HTTPSConnectionPool(
        address, port, timeout=timeout, server_hostname=host, assert_hostname=host
    )


def _resolved(host: str, port: int, *, practice: bool) -> Address | None:
    """The address to connect to; None where one of those it stands for is not public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    allowed = all(is_public(each) or (practice and each.is_loopback) for each in addresses)
    return addresses[0] if addresses and allowed else None


def is_public(address: Address) -> bool:
    """May it be anybody's on the internet? What is wrapped in it counts."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast
