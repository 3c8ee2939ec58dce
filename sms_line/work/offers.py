"""Offers of alerts that nobody has answered: after a week a YES means something else again."""

from sms_line.core.events import OfferLapsed
from sms_line.core.people import PhoneNumber
from sms_line.line import Line
from sms_line.store import alert_offers

_AT_ONCE = 500


def let_lapse(line: Line) -> None:
    """Tell the conversations whose time is over. Raises DatabaseDown."""
    with line.parts.database.write() as tx:
        lapsed = alert_offers.take_lapsed(tx, line.parts.clock.now(), _AT_ONCE)
    for phone in lapsed:
        line.tell(PhoneNumber(phone), lambda _: OfferLapsed())
