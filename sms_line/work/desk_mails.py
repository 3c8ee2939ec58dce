"""Mails to organizers: links and invitations, whose secret is made when they leave, and news."""

import logging

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sms_line.bundle_paths import TEMPLATES
from sms_line.core.broadcasts.broadcast import Stage
from sms_line.core.letter import Letter
from sms_line.parts import Parts
from sms_line.ports import Accepted, Bell, Envelope, Outcome, Postponed, Refused, Route, Unsure
from sms_line.store import broadcasts, desk_mails, invitations, organizers, sign_in
from sms_line.store.audit import BY_MAIL
from sms_line.store.broadcast_figures import figures_of
from sms_line.store.desk_mails import DeskMail
from sms_line.work.pauses import CLAIM_LASTS, pause

log = logging.getLogger(__name__)

_AT_ONCE = 100
_WAITS = (Stage.PAUSED, Stage.PROPOSED)
"""Where a broadcast waits for an organizer."""
_WORDS = Environment(
    loader=FileSystemLoader(TEMPLATES / "mail"),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701 - plain text
)


class DeskPost:
    """Carries mails to organizers over the line's own mail."""

    def __init__(self, parts: Parts, mail: Route, bell: Bell) -> None:
        """Nothing happens before a bell rings."""
        self._parts = parts
        self._mail = mail
        self._bell = bell

    def carry(self, mail_id: int) -> None:
        """Try a mail once, if it is due. One that may have arrived is not sent again."""
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            mail = desk_mails.claim(tx, mail_id, now, CLAIM_LASTS)
        if mail is None:
            return
        letter = self._written(mail)
        if letter is None:
            self._settle(mail, Refused("nobody's"))
            return
        name = f"{mail.kind}-{mail.id}-{int(mail.at.timestamp())}-{mail.attempts}"
        envelope = Envelope(f"{name}@{self._parts.public_host}", letter[0], letter[1])
        self._settle(mail, self._mail.send(envelope, lambda: None))

    def sweep(self) -> None:
        """Ring for mails whose bell got lost."""
        with self._parts.database.read() as tx:
            due = desk_mails.due(tx, self._parts.clock.now(), _AT_ONCE)
        for mail_id in due:
            self._bell.ring("desk_mail", mail_id)

    def _written(self, mail: DeskMail) -> tuple[str, Letter] | None:
        """To whom and what; None where there is nobody to write to (any more)."""
        if mail.row_id is None:
            return None
        match mail.kind:
            case "link":
                return self._link(mail.row_id)
            case "invitation":
                return self._invitation(mail.row_id)
            case "broadcast":
                return self._broadcast(mail.row_id, mail.about or 0)

    def _link(self, organizer_id: int) -> tuple[str, Letter] | None:
        database, now = self._parts.database, self._parts.clock.now()
        with database.write() as tx:
            organizer = organizers.get(tx, organizer_id)
            if organizer is None:
                return None
            lasts = sign_in.MAILED_LINK_LASTS
            token = sign_in.make_link(database, tx, organizer, BY_MAIL, now, lasts)
        return organizer.email, self._letter("link", link=self._address("sign-in", token))

    def _invitation(self, invitation_id: int) -> tuple[str, Letter] | None:
        with self._parts.database.write() as tx:
            invitation = invitations.get(tx, invitation_id, self._parts.clock.now())
            if invitation is None:
                return None
            token = invitations.give_token(tx, invitation)
        return invitation.email, self._letter(
            "invitation",
            link=self._address("join", token),
            invited_by=invitation.invited_by,
            role=invitation.role.value,
        )

    def _broadcast(self, organizer_id: int, broadcast_id: int) -> tuple[str, Letter] | None:
        """Why a broadcast waits for somebody; None where it does no more."""
        with self._parts.database.read() as tx:
            organizer = organizers.get(tx, organizer_id)
            found = broadcasts.get(tx, broadcast_id)
            if organizer is None or found is None or found.stage not in _WAITS:
                return None
            figures = figures_of(tx, broadcast_id)
        return organizer.email, self._letter(
            "broadcast",
            name=" ".join(found.plan.name.split()),
            number=found.id,
            stage=found.stage.value,
            why=found.why,
            recipients=found.recipients,
            figures=figures,
            link=f"{self._parts.public_url}/broadcasts/{found.id}",
        )

    def _letter(self, template: str, **facts: object) -> Letter:
        organization = self._parts.organization or "SMS Line"
        words = _WORDS.get_template(f"{template}.txt").render(organization=organization, **facts)
        subject, _, body = words.partition("\n")
        return Letter(
            bioguide="",
            office="",
            subject=subject,
            body=body,
            sender_name=organization,
            sender_email="",
        )

    def _address(self, page: str, token: str) -> str:
        return f"{self._parts.public_url}/{page}/{token}"

    def _settle(self, mail: DeskMail, outcome: Outcome) -> None:
        now = self._parts.clock.now()
        later = now + pause(mail.attempts)
        match outcome:
            case Postponed() if later < mail.given_up_at:
                with self._parts.database.write() as tx:
                    desk_mails.again(tx, mail, later)
                self._bell.ring("desk_mail", mail.id, (later - now).total_seconds())
            case Accepted() | Refused() | Unsure() | Postponed():
                with self._parts.database.write() as tx:
                    desk_mails.done(tx, mail)
        # The route's own words may hold an address.
        log.info("organizer's mail", extra={"mail": mail.id, "outcome": type(outcome).__name__})
