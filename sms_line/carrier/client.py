"""Texts out through Twilio's REST API."""

from collections.abc import Collection
from datetime import datetime, timedelta
from urllib.parse import urlencode

from sms_line.carrier.rest import CLOCK_SECONDS, CONNECT_SECONDS, READ_SECONDS, TwilioRest, moment
from sms_line.ports import CarrierDown, Postponed, Refused, Sent, Unsure

_TRIAL_PREFIX = "Sent from your Twilio trial account - "


class TwilioCarrier(TwilioRest):
    """A `Carrier` that posts to Twilio; one for a process, safe for many threads."""

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        public_url: str,
        number: str = "",
        messaging_service_sid: str = "",
        api_url: str = "",
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        """Texts go out from the messaging service where one is given, else from `number`."""
        super().__init__(
            account_sid=account_sid,
            auth_token=auth_token,
            api_url=api_url,
            connect_seconds=connect_seconds,
            read_seconds=read_seconds,
        )
        self.number = number
        self.messaging_service_sid = messaging_service_sid
        self._sender = (
            {"MessagingServiceSid": messaging_service_sid}
            if messaging_service_sid
            else {"From": number}
        )
        self._callback = public_url.rstrip("/") + "/twilio/sms/status"

    def send(self, to: str, body: str, text_id: int) -> Sent | Refused | Postponed | Unsure:
        """Try once. A detail is Twilio's error code ("21610") where there is one."""
        return self.create("Messages", self.form(to, body, text_id))

    def form(self, to: str, body: str, text_id: int) -> dict[str, str]:
        """What is posted to have a text sent."""
        callback = f"{self._callback}?{urlencode({'text': text_id})}"
        return {"To": to, "Body": body, **self._sender, "StatusCallback": callback}

    def find(
        self, to: str, body: str, since: datetime, others: Collection[str] = ()
    ) -> Sent | None:
        """The text in Twilio's own list, if it was taken after `since`. Raises CarrierDown.

        `others` are the sids of other texts to this number: one may say the very same.
        """
        earliest = since - timedelta(seconds=CLOCK_SECONDS)
        for message in self.listed("Messages", to):
            created = moment(message.get("date_created"))
            outbound = str(message.get("direction", "")).startswith("outbound")
            ours = outbound and message.get("sid") not in others
            if ours and created and created >= earliest and _same(message.get("body"), body):
                return Sent(str(message["sid"]))
        return None

    def check(self) -> None:
        """Ask for the account. Raises CarrierDown with what is wrong and its mend."""
        account = self.get(f"{self.account}.json")
        status = account.get("status")
        if status != "active":
            raise CarrierDown(f"Twilio says that the account is {status}; see the Twilio console.")


def _same(listed: object, ours: str) -> bool:
    theirs = " ".join(str(listed).split()).removeprefix(_TRIAL_PREFIX)
    return theirs == " ".join(ours.split())
