"""A passkey asked for and shown: the challenge kept, the answer judged, the use noted."""

from sms_line.store import passkeys
from sms_line.store.organizers import Organizer
from sms_line.store.passkeys import Passkey
from sms_line.web.desk import ceremonies
from sms_line.web.desk.ceremonies import Asked, NotProven, Site
from sms_line.web.desk.desk import Desk


def site_of(desk: Desk) -> Site | None:
    """For which site this desk's passkeys are; None where there can be none."""
    return ceremonies.site(desk.parts.public_url, desk.parts.organization or "SMS Line")


def offer(desk: Desk, asked: Asked) -> str:
    """Keep the challenge until it is answered, and give the options for the page."""
    with desk.parts.database.write() as tx:
        passkeys.offer(tx, asked.challenge, desk.parts.clock.now())
    return asked.options


def shown(desk: Desk, answer: str) -> Passkey:
    """The passkey that answered a challenge of this desk, for the first time. Raises NotProven."""
    where, now, database = site_of(desk), desk.parts.clock.now(), desk.parts.database
    if where is None:
        raise NotProven
    challenge, credential = ceremonies.challenge_in(answer), ceremonies.credential_in(answer)
    with database.write() as tx:
        offered, passkey = passkeys.take(tx, challenge, now), passkeys.find(tx, credential)
    if not offered or passkey is None:
        raise NotProven
    count = ceremonies.proven(where, answer, challenge, passkey)
    with database.write() as tx:
        if not passkeys.used(tx, passkey, count, now):
            raise NotProven
    return passkey


def keep_new(desk: Desk, organizer: Organizer, answer: str, name: str) -> None:
    """Keep the passkey that was made for a challenge of this desk. Raises NotProven."""
    where, now, database = site_of(desk), desk.parts.clock.now(), desk.parts.database
    if where is None:
        raise NotProven
    challenge = ceremonies.challenge_in(answer)
    with database.write() as tx:
        offered = passkeys.take(tx, challenge, now)
    if not offered:
        raise NotProven
    made = ceremonies.new_key(where, answer, challenge)
    with database.write() as tx:
        kept = passkeys.add(
            tx,
            organizer,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=name.strip() or "Passkey",
            now=now,
        )
    if not kept:
        raise NotProven
