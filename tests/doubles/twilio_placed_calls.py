"""The calls of the Twilio double: taken, listed, refused. Nobody is rung; see `TwilioCall`.

Source: twilio.com/docs/voice/api/call-resource.
"""

import itertools
import re
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

Query = dict[str, list[str]]
Resource = dict[str, Any]


@dataclass(slots=True)
class PlacedCall:
    """A call that the API has accepted, with all that was asked for it."""

    sid: str
    to: str
    caller_id: str
    form: Query
    created: datetime
    status: str = "queued"
    direction: str = "outbound-api"

    def resource(self, account_sid: str) -> Resource:
        """Twilio's JSON of a call: it has no start before it was dialled."""
        return {
            "account_sid": account_sid,
            "answered_by": None,
            "date_created": format_datetime(self.created),
            "date_updated": format_datetime(self.created),
            "direction": self.direction,
            "duration": None,
            "from": self.caller_id,
            "sid": self.sid,
            "start_time": None,
            "status": self.status,
            "to": self.to,
            "uri": f"/2010-04-01/Accounts/{account_sid}/Calls/{self.sid}.json",
        }


@dataclass
class PlacedCalls:
    """`Calls.json`: `refuse()` makes one number fail; the faults are the API's own."""

    account_sid: str = ""
    taken: list[PlacedCall] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._refused: dict[str, int] = {}

    def refuse(self, number: str, code: int) -> None:
        """From now on, calls to this number are answered 400 with this code."""
        self._refused[number] = code

    def take(self, form: Query) -> PlacedCall:
        """Accept a call, whatever becomes of the answer."""
        call = PlacedCall(
            sid=f"CA{next(self._numbers):032x}",
            to=form["To"][0],
            caller_id=form["From"][0],
            form=form,
            created=datetime.now(UTC).replace(microsecond=0),
        )
        with self._lock:
            self.taken.append(call)
        return call

    def refusal(self, form: Query) -> tuple[int, str] | None:
        """Twilio's code and words for a call that it does not take."""
        to, caller_id = form.get("To", [""])[0], form.get("From", [""])[0]
        if not to:
            return 21201, "No 'To' number is specified"
        if not caller_id:
            return 21603, "A 'From' phone number is required."
        if not _telephone(caller_id):
            return 21212, f"Invalid 'From' Phone Number: {caller_id}"
        if not _telephone(to):
            return 21211, f"Invalid 'To' Phone Number: {to}"
        if not urlsplit(form.get("Url", [""])[0]).hostname:
            return 21205, "Url is not a valid URL"
        if code := self._refused.get(to):
            return code, f"Account not allowed to call {to}"
        return None

    def listed(self, query: Query) -> Resource:
        """One page of the list, newest first."""
        with self._lock:
            found = [call for call in reversed(self.taken) if call.to in query.get("To", [call.to])]
        size, page = int(query.get("PageSize", ["50"])[0]), int(query.get("Page", ["0"])[0])
        more = urlencode({k: v[0] for k, v in query.items()} | {"Page": page + 1}, quote_via=quote)
        path = f"/2010-04-01/Accounts/{self.account_sid}/Calls.json"
        part = found[page * size : (page + 1) * size]
        return {
            "calls": [call.resource(self.account_sid) for call in part],
            "page": page,
            "page_size": size,
            "next_page_uri": f"{path}?{more}" if (page + 1) * size < len(found) else None,
        }


def _telephone(number: str) -> bool:
    return re.fullmatch(r"\+[1-9][0-9]{6,14}", number) is not None
