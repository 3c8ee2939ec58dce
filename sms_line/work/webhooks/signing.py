"""Signs a message as the Standard Webhooks specification says: HMAC-SHA256, version 1."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime


def headers(secret: str, message_id: str, at: datetime, body: bytes) -> Mapping[str, str]:
    """What goes beside the body. `secret`: "whsec_" and base64; `at`: of this very try."""
    moment = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    made = hmac.new(key, f"{message_id}.{moment}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "sms-line",
        "webhook-id": message_id,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(made).decode()}",
    }
