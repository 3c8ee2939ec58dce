"""Which carrier a line has: Twilio where there is an account, else the practice phone."""

from sms_line.carrier.bulk import OneByOne, TwilioBulk
from sms_line.carrier.calls import TwilioCalls
from sms_line.carrier.client import TwilioCarrier
from sms_line.carrier.console import Console
from sms_line.carrier.kept_recordings import TwilioRecordings
from sms_line.carrier.practice import PracticeCaller, PracticeCarrier, PracticeRecorder
from sms_line.carrier.rest import READ_SECONDS
from sms_line.ports import BulkCarrier, Caller, Carrier, Recorder
from sms_line.settings import Settings

ASKED_SECONDS = 6.0
"""Somebody waits for the page."""


def open_carrier(settings: Settings) -> Carrier:
    """What sends texts one by one."""
    return PracticeCarrier() if settings.practice else _twilio(settings)


def open_bulk(settings: Settings) -> BulkCarrier:
    """What sends the texts of a broadcast."""
    if settings.practice:
        return OneByOne(PracticeCarrier())
    return TwilioBulk(
        _twilio(settings),
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
    )


def open_caller(settings: Settings) -> Caller:
    """What rings people."""
    if settings.practice:
        return PracticeCaller()
    return TwilioCalls(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        public_url=settings.public_url,
        number=settings.voice_number,
        api_url=settings.twilio_api_url,
    )


def open_recorder(settings: Settings) -> Recorder:
    """What keeps the messages that callers speak."""
    if settings.practice:
        return PracticeRecorder()
    return TwilioRecordings(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        api_url=settings.twilio_api_url,
    )


def open_console(settings: Settings) -> Console | None:
    """What says where Twilio brings texts and calls; None while practising."""
    if settings.practice:
        return None
    voice = settings.voice_number
    return Console(_twilio(settings, ASKED_SECONDS), settings.public_url, voice)


def _twilio(settings: Settings, read_seconds: float = READ_SECONDS) -> TwilioCarrier:
    return TwilioCarrier(
        read_seconds=read_seconds,
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        public_url=settings.public_url,
        number=settings.number,
        messaging_service_sid=settings.messaging_service_sid,
        api_url=settings.twilio_api_url,
    )
