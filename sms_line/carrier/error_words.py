"""What the carrier's error codes mean, in words for organizers.

Source: twilio.com/docs/api/errors/<code> for each code.
"""

from collections.abc import Mapping

_MEANINGS: Mapping[str, str] = {
    "": "no reason was given",
    "20003": "the account's credentials were refused",
    "20005": "the account is suspended",
    "20429": "too many texts at once",
    "21211": "no such number",
    "21214": "no such number",
    "21408": "the account may not text this region",
    "21609": "the address for delivery reports is no public one",
    "21610": "said STOP to the carrier",
    "21611": "the sender's queue was full",
    "21614": "no mobile number",
    "30001": "the carrier's queue was full",
    "30002": "the account is suspended",
    "30003": "the phone could not be reached",
    "30004": "the person or their carrier blocks these texts",
    "30005": "no such phone any more",
    "30006": "a landline, or a carrier that takes no texts",
    "30007": "filtered by the carrier: look at the words and the registration",
    "30008": "the carrier does not say why",
    "30032": "the toll-free number is not verified",
    "30034": "the number is not registered (10DLC)",
}

_MENDS: Mapping[str, str] = {
    "20003": "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN",
    "20005": "see the Twilio console",
    "21408": "allow it in the Twilio console",
    "21609": "check SMS_LINE_PUBLIC_URL",
    "30002": "see the Twilio console",
    "30032": "finish its verification at Twilio",
    "30034": "finish its registration at Twilio",
}
"""What an organizer does about the codes for which a broadcast stops."""


def meaning(error: str) -> str:
    """What came back for a text: a code's meaning; the line's own words stand for themselves."""
    if error and not error.isdecimal():
        return error
    return _MEANINGS.get(error, "see Twilio's page of error codes")


def sentence(error: str) -> str:
    """The same as a sentence, with its mend where there is one and the code."""
    mend = _MENDS.get(error)
    said = meaning(error) + (f": {mend}" if mend else "")
    return f"{said[:1].upper()}{said[1:]} (Twilio error {error})."
