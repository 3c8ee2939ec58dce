"""How the first owner is made, as long as there is none: `serve` and `doctor` say it."""

from sms_line.settings import Settings
from sms_line.store import organizers
from sms_line.store.database import Database
from sms_line.store.set_up_code import set_up_code
from sms_line.store.shared_secret import with_secret


def first_owner(chosen: Settings, database: Database) -> str:
    """One sentence with the set-up code; "" if somebody can sign in. Raises DatabaseDown."""
    with database.read() as tx:
        if not organizers.nobody(tx):
            return ""
    key = with_secret(chosen, database).secret_key
    with database.read() as tx:
        code = set_up_code(tx, key)
    return (
        "Nobody can sign in yet; open the organizers' pages and make the first owner with the "
        f"set-up code {code}, or run: sms-line organizer add EMAIL"
    )
