"""From where somebody tries to sign in, as a keyed hash: enough to count by, and nothing more."""

import hashlib
import hmac
from ipaddress import IPv6Address, IPv6Network, ip_address

from flask import request


def visitor(secret_key: str) -> str:
    """The same for the same address; for IPv6 the network that one household has."""
    return hmac.new(secret_key.encode(), _address().encode(), hashlib.sha256).hexdigest()


def _address() -> str:
    """Behind a proxy on this machine or in its own network, whom that proxy names.

    A proxy adds to the end of X-Forwarded-For, so its last entry is the one that nobody before it
    could choose.
    """
    peer = request.remote_addr or ""
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return _network(named) if named and _is_near(peer) else _network(peer)


def _is_near(address: str) -> bool:
    try:
        return ip_address(address).is_private
    except ValueError:
        return False


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Network((parsed, 64), strict=False))
    return str(parsed)
