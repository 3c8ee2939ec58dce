"""Who does what is due: one for each kind of row that waits, and what they all do once a minute."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sms_line.carrier.choose import open_bulk, open_caller, open_carrier, open_recorder
from sms_line.directory.geocoder import CensusGeocoder
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.line import Line
from sms_line.ports import BulkCarrier, Caller, Carrier, Geocoder
from sms_line.routes.choose import open_mail
from sms_line.settings import Settings
from sms_line.work.bell import HueyBell
from sms_line.work.broadcasts.broadcaster import Broadcaster
from sms_line.work.callbacks import Ringer
from sms_line.work.desk_mails import DeskPost
from sms_line.work.imports import ListClerk
from sms_line.work.letters import Postman
from sms_line.work.lookups import Pathfinder
from sms_line.work.offers import let_lapse
from sms_line.work.recordings import Eraser
from sms_line.work.refreshing import Refresher
from sms_line.work.sweeping import one_by_one, tidy
from sms_line.work.tallies import sum_up
from sms_line.work.texts import TextSender
from sms_line.work.webhooks.messenger import Messenger


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Whom the errands lead to; None for the one that the settings name."""

    carrier: Carrier | None = None
    bulk: BulkCarrier | None = None
    caller: Caller | None = None
    geocoder: Geocoder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Errands:
    """The hands of a worker."""

    line: Line
    postman: Postman
    sender: TextSender
    pathfinder: Pathfinder
    ringer: Ringer
    eraser: Eraser
    desk_post: DeskPost
    list_clerk: ListClerk
    messenger: Messenger
    refresher: Refresher
    broadcaster: Broadcaster

    def sweep(self) -> None:
        """Ring again for all that is due: losing the queue loses nothing."""
        one_by_one(
            (
                self.postman.sweep,
                self.sender.sweep,
                self.pathfinder.sweep,
                self.ringer.sweep,
                self.eraser.sweep,
                self.desk_post.sweep,
                self.list_clerk.sweep,
                self.messenger.sweep,
                self.refresher.sweep,
                partial(let_lapse, self.line),
                partial(sum_up, self.line.parts),
                partial(tidy, self.line.parts),
            )
        )

    def listen(self, bell: HueyBell) -> None:
        """Come when it rings."""
        bell.answer("delivery", self.postman.deliver)
        bell.answer("text", self.sender.send)
        bell.answer("lookup", self.pathfinder.locate)
        bell.answer("callback", self.ringer.ring)
        bell.answer("recording", self.eraser.erase)
        bell.answer("desk_mail", self.desk_post.carry)
        bell.answer("import", self.list_clerk.carry_out)
        bell.answer("webhook", self.messenger.tell)
        bell.answer("refresh", self.refresher.refresh)
        bell.sweep_with(self.sweep)


def all_errands(
    settings: Settings,
    line: Line,
    directory: DirectoryFromStore,
    bell: HueyBell,
    outside: Outside,
    text_claim_lasts: timedelta,
) -> Errands:
    """Those of one process; nothing is done before the bell rings or the broadcaster is at work."""
    clock, lines = line.parts.clock, directory.congress
    geocoder = outside.geocoder or CensusGeocoder(settings.geocoder_url, clock, lines=lines)
    rate = None if settings.practice else settings.rate
    carrier = outside.carrier or open_carrier(settings)
    sender = TextSender(line, carrier, bell, rate, text_claim_lasts)
    bulk = outside.bulk or open_bulk(settings)
    return Errands(
        line=line,
        postman=Postman(line, bell),
        sender=sender,
        pathfinder=Pathfinder(line, geocoder, bell),
        ringer=Ringer(line, outside.caller or open_caller(settings), bell),
        eraser=Eraser(line.parts, open_recorder(settings), bell),
        desk_post=DeskPost(line.parts, open_mail(settings), bell),
        list_clerk=ListClerk(line.parts, bell),
        messenger=Messenger(line.parts, bell, settings.secret_key, practice=settings.practice),
        refresher=Refresher(line.parts, bell),
        broadcaster=Broadcaster(line.parts, bulk, sender, settings.rate),
    )
