"""Calls that the line places to a person, through Twilio's REST API.

Source: twilio.com/docs/voice/api/call-resource.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from urllib.parse import urlencode

from sms_line.carrier.rest import CLOCK_SECONDS, CONNECT_SECONDS, READ_SECONDS, TwilioRest, moment
from sms_line.ports import Postponed, Refused, Sent, Unsure

RING_SECONDS = 25
"""Shorter than most voicemails wait: a call that nobody takes costs nothing."""

_PASSES = {
    10004,  # too many calls at once
    21205,  # our own address is none; once SMS_LINE_PUBLIC_URL is mended
    21210,  # our number is none of the account's; once SMS_LINE_NUMBER is mended
    21212,  # our number is no number
}


class TwilioCalls(TwilioRest):
    """Rings people; one for a process, safe for many threads."""

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        public_url: str,
        number: str,
        api_url: str = "",
        ring_seconds: int = RING_SECONDS,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        """`number`: the line's, which the person sees; it must be able to speak."""
        super().__init__(
            account_sid=account_sid,
            auth_token=auth_token,
            api_url=api_url,
            connect_seconds=connect_seconds,
            read_seconds=read_seconds,
        )
        self._number = number
        self._voice = public_url.rstrip("/") + "/twilio/voice"
        self._ring_seconds = ring_seconds

    def place(self, to: str, call_id: int) -> Sent | Refused | Postponed | Unsure:
        """Try once to ring a person; `call_id` comes back in each webhook's address.

        `Sent` says that Twilio will dial, and no more. A detail is Twilio's code ("21216").
        Twilio listens for an answering machine before it asks what to say ("AnsweredBy").
        """
        query = urlencode({"call": call_id})
        return self.create(
            "Calls",
            {
                "To": to,
                "From": self._number,
                "Url": f"{self._voice}?{query}",
                "Method": "POST",
                "StatusCallback": f"{self._voice}/status?{query}",
                "StatusCallbackMethod": "POST",
                "StatusCallbackEvent": ["initiated", "ringing", "answered", "completed"],
                "Timeout": str(self._ring_seconds),
                "MachineDetection": "Enable",
            },
            later=_PASSES,
        )

    def find(self, to: str, since: datetime, others: Collection[str] = ()) -> Sent | None:
        """A call to this number that Twilio took after `since`. Raises CarrierDown.

        `others` are the sids of calls to this number that are known already.
        """
        earliest = since - timedelta(seconds=CLOCK_SECONDS)
        for call in self.listed("Calls", to):
            created = moment(call.get("date_created"))
            ours = call.get("direction") == "outbound-api" and call.get("from") == self._number
            if ours and created and created >= earliest and call.get("sid") not in others:
                return Sent(str(call["sid"]))
        return None
