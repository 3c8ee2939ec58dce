"""Passkeys (WebAuthn): what the browser is asked for, and whether its answer is right.

The library is loaded at the first use: it takes 13 MB of every process.
"""

import json
import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from sms_line.store.organizers import Organizer
from sms_line.store.passkeys import Passkey

_BASE64URL = re.compile("[A-Za-z0-9_-]{1,1400}")


@dataclass(frozen=True, slots=True)
class Site:
    """For which site the passkeys are."""

    id: str
    """The host's name, to which browsers bind a passkey."""
    origin: str
    """"https://line.example.org", where the desk must be open."""
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is asked for."""

    challenge: str
    """Base64url."""
    options: str
    """JSON, for the page's script."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey that was just made; base64url."""

    credential_id: str
    public_key: str
    sign_count: int


class NotProven(Exception):
    """The browser's answer is none, or not to this challenge."""


def site(public_url: str, name: str) -> Site | None:
    """The site of a public address; None where browsers know no passkeys: on plain http, and
    where the host has no name. This machine's own address is called localhost."""
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    try:
        address = ip_address(host)
    except ValueError:
        local = host == "localhost"
    else:
        if not address.is_loopback:
            return None
        local, host = True, "localhost"
    if parts.scheme != "https" and not local:
        return None
    port = f":{parts.port}" if parts.port else ""
    return Site(host, f"{parts.scheme}://{host}{port}", name)


def ask_for_new(where: Site, organizer: Organizer, known: list[Passkey]) -> Asked:
    """Ask for a new passkey that shows, too, that its person is there (PIN, finger, face)."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_registration_options(
        rp_id=where.id,
        rp_name=where.name,
        user_id=f"organizer {organizer.id}".encode(),
        user_name=organizer.email,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(
                id=webauthn.base64url_to_bytes(each.credential_id)
            )
            for each in known
        ],
    )
    return _asked(options.challenge, webauthn.options_to_json(options))


def ask_for_proof(where: Site, known: list[Passkey]) -> Asked:
    """Ask for one of these passkeys, or (none) for whichever the browser has for this site."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_authentication_options(
        rp_id=where.id,
        allow_credentials=[
            structs.PublicKeyCredentialDescriptor(
                id=webauthn.base64url_to_bytes(each.credential_id)
            )
            for each in known
        ],
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return _asked(options.challenge, webauthn.options_to_json(options))


def challenge_in(answer: str) -> str:
    """The challenge that an answer says it is to. Raises NotProven."""
    from webauthn import base64url_to_bytes

    try:
        client_data = json.loads(answer)["response"]["clientDataJSON"]
        challenge = json.loads(base64url_to_bytes(client_data))["challenge"]
    except (KeyError, TypeError, ValueError, RecursionError):
        raise NotProven from None
    return _base64url(challenge)


def credential_in(answer: str) -> str:
    """The id of the passkey that an answer says it is from. Raises NotProven."""
    try:
        credential = json.loads(answer)["id"]
    except (KeyError, TypeError, ValueError, RecursionError):
        raise NotProven from None
    return _base64url(credential)


def new_key(where: Site, answer: str, challenge: str) -> NewKey:
    """The passkey in an answer. Raises NotProven."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=webauthn.base64url_to_bytes(challenge),
            expected_rp_id=where.id,
            expected_origin=where.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise NotProven from None
    from webauthn.helpers import bytes_to_base64url

    return NewKey(
        bytes_to_base64url(found.credential_id),
        bytes_to_base64url(found.credential_public_key),
        found.sign_count,
    )


def proven(where: Site, answer: str, challenge: str, passkey: Passkey) -> int:
    """That this passkey answered; gives how often it was used by now. Raises NotProven."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=webauthn.base64url_to_bytes(challenge),
            expected_rp_id=where.id,
            expected_origin=where.origin,
            credential_public_key=webauthn.base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise NotProven from None
    return found.new_sign_count


def _base64url(value: object) -> str:
    if isinstance(value, str) and _BASE64URL.fullmatch(value):
        return value
    raise NotProven


def _asked(challenge: bytes, options: str) -> Asked:
    from webauthn.helpers import bytes_to_base64url

    return Asked(bytes_to_base64url(challenge), options)
