"""Deletes what callers have spoken, through Twilio's REST API.

Sources: twilio.com/docs/voice/api/recording, …/api/recording-transcription: a deletion is
answered 204; what is deleted already is 404.
"""

from urllib.parse import quote

from sms_line.carrier.rest import TwilioRest
from sms_line.ports import Accepted, Postponed


class TwilioRecordings(TwilioRest):
    """What the account keeps of calls; one for a process, safe for many threads."""

    def delete(self, kind: str, sid: str) -> Accepted | Postponed:
        """Try once; `kind` is "Recordings" or "Transcriptions". A detail holds nothing spoken."""
        return self.remove(f"{self.account}/{kind}/{quote(sid, safe='')}.json")
