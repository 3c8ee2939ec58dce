"""Web addresses that the line may post to, as far as it can be told without looking them up."""

import ipaddress
from urllib.parse import urlsplit


def why_not(url: str, *, practice: bool) -> str:
    """Why this address is not posted to; "" where it is.

    `practice`: this machine itself may be posted to, without https.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "This is no web address."
    if not host or parts.username or parts.fragment or any(c.isspace() for c in url):
        return "This is no web address such as https://crm.example.org/hook"
    if parts.scheme == "https" or (parts.scheme == "http" and practice and _is_loopback(host)):
        return ""
    return "The address must begin with https://"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
