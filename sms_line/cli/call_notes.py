"""What a practised call did beside talking, printed as a transcript notes it (`* …`)."""

import click

from sms_line.carrier.voice_reading import ForOffice
from sms_line.directory.openings import SWITCHBOARD
from sms_line.store import texts
from sms_line.store.call_legs import Try, tries
from sms_line.store.database import Database
from sms_line.store.telephones import Owner, whose

_UNDER_WAY = "dialled"
_WASHINGTON = "Washington"


class CallNotes:
    """The tries that are recorded, the telephones that ring, the texts to the caller."""

    def __init__(self, database: Database, caller: str, sid: str) -> None:
        """Only what comes from now on is told."""
        self._database = database
        self._caller = caller
        self._sid = sid
        self._told: dict[int, Try] = {}
        with database.read() as tx:
            self._texted = max((each.id for each in texts.thread(tx, caller)), default=0)

    def tell_tries(self) -> None:
        """What has been recorded of the offices since the last look."""
        with self._database.read() as tx:
            for each in tries(tx, self._sid):
                if self._told.get(each.id) != each and each.status != _UNDER_WAY:
                    kind = _WASHINGTON if each.kind == "washington" else each.kind
                    told = (each.name, kind, each.status, each.went)
                    click.echo(f"* leg recorded: {', '.join(word for word in told if word)}")
                self._told[each.id] = each

    def tell_ringing(self, office: ForOffice) -> None:
        """Whose telephone rings now."""
        with self._database.read() as tx:
            owner = whose(tx, office.number)
        number = office.number
        shown = f"+1 {number[2:5]}-{number[5:8]}-{number[8:]}"
        click.echo(f"* puts through to {shown} ({_whose(owner, number)})")

    def tell_texts(self) -> None:
        """What was texted to the caller since the last look."""
        with self._database.read() as tx:
            for each in texts.thread(tx, self._caller, self._texted):
                self._texted = each.id
                if each.outgoing:
                    click.echo(f"* texts the caller: {each.body}".replace("\n", "\n  "))


def _whose(owner: Owner | None, number: str) -> str:
    where = _WASHINGTON
    if number == SWITCHBOARD:
        where = "through the switchboard"
    elif owner and owner.city:
        where = f"office in {owner.city}"
    return f"{owner.name}, {where}" if owner else where
