"""Webhooks as Twilio posts them, made and signed beforehand."""

from urllib.parse import urlencode

from sms_line.carrier.signature import Signature

NUMBER = "55555"
"""What people text."""
VOICE_NUMBER = "+13075550199"
"""What people ring."""
ACCOUNT = "AC" + "0" * 32


def phone_of(person: int) -> str:
    """A number of this person's own; 80,000 can be told apart."""
    return f"+1{200 + person // 100 % 800}55501{person % 100:02d}"


def signed_post(
    signature: Signature, path: str, form: dict[str, str], host: str, token: str
) -> bytes:
    """A whole HTTP request; `token` is one for a webhook and its repetitions."""
    body = urlencode(form).encode()
    head = (
        f"POST {path} HTTP/1.1",
        f"Host: {host}",
        "User-Agent: TwilioProxy/1.1",
        "Accept: */*",
        "Content-Type: application/x-www-form-urlencoded; charset=UTF-8",
        f"X-Twilio-Signature: {signature.sign(path, form)}",
        f"I-Twilio-Idempotency-Token: {token}",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body
