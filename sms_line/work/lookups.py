"""Looks street addresses up with the geocoder, and brings the answer into the conversation."""

import logging

from sms_line.core.events import Located
from sms_line.core.people import PhoneNumber, Representation
from sms_line.deciding import Deciding
from sms_line.line import Line
from sms_line.ports import Geocoder, GeocoderDown, NoDataLoaded
from sms_line.store import lookups
from sms_line.store.database import DatabaseDown
from sms_line.web_line import WebLine
from sms_line.work.bell import HueyBell
from sms_line.work.pauses import CLAIM_LASTS

log = logging.getLogger(__name__)

_AT_ONCE = 1000


class Pathfinder:
    """Answers `Locate`: the districts of an address, none, or that nobody can tell now."""

    def __init__(self, line: Line, geocoder: Geocoder, bell: HueyBell) -> None:
        """Nothing happens before a bell rings."""
        self._line = line
        self._web_line = WebLine(line.parts)
        self._parts = line.parts
        self._deciding = Deciding(line.parts)
        self._geocoder = geocoder
        self._bell = bell

    def locate(self, lookup_id: int) -> None:
        """Look one address up and tell the conversation; the address is forgotten with that."""
        with self._parts.database.write() as tx:
            lookup = lookups.claim(tx, lookup_id, self._parts.clock.now(), CLAIM_LASTS)
        if lookup is None:
            return
        places = self._places(lookup)
        news = Located(lookup.street, places, self._deciding.needs(places or ()))
        if lookup.visit:
            self._web_line.tell(lookup.visit, news)
        else:
            self._line.tell(PhoneNumber(lookup.phone), lambda _: news)
        with self._parts.database.write() as tx:
            lookups.done(tx, lookup)

    def _places(self, lookup: lookups.Lookup) -> tuple[Representation, ...] | None:
        try:
            districts = self._geocoder.locate(lookup.street, lookup.zip)
            found = [self._parts.directory.represents(district) for district in districts]
        except (GeocoderDown, NoDataLoaded):
            return None
        except DatabaseDown:
            raise
        except Exception:  # an answer that nobody foresaw: the person still gets to choose
            log.exception("look-up failed", extra={"lookup": lookup.id})
            return None
        return tuple(place for place in found if place)

    def sweep(self) -> None:
        """Ring for addresses whose bell got lost."""
        with self._parts.database.read() as tx:
            due = lookups.due(tx, self._parts.clock.now(), CLAIM_LASTS, _AT_ONCE)
        for lookup_id in due:
            self._bell.ring("lookup", lookup_id)
