"""From where somebody tries to sign in, and as whom, as keyed hashes: enough to count by."""

import hashlib
import hmac
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from flask import request

from sms_line.store.organizers import plain

_NEAR = tuple(
    ip_network(each)
    for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7")
)
"""This machine and its own network (RFC 1918, RFC 4193), where a proxy would stand."""


def visitor(secret_key: str) -> str:
    """The same for the same address; for IPv6 the network that one household has."""
    return hmac.new(secret_key.encode(), _address().encode(), hashlib.sha256).hexdigest()


def account(secret_key: str, way: str, email: str) -> str:
    """The same for the same address and way in ("password", "code", "mail")."""
    named = f"{way} {plain(email)}"
    return hmac.new(secret_key.encode(), named.encode(), hashlib.sha256).hexdigest()


def _address() -> str:
    """Behind a proxy on this machine or in its own network, whom that proxy names.

    A proxy adds to the end of X-Forwarded-For, so its last entry is the one that nobody before it
    could choose.
    """
    peer = request.remote_addr or ""
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return _network(named) if named and _is_near(peer) else _network(peer)


def _is_near(address: str) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in _NEAR)


def _network(address: str) -> str:
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, 64), strict=False))
    return str(parsed) if parsed else address


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return mapped or parsed
