"""How the first owner is made, as long as there is none: `serve` and `doctor` say it."""

from sms_line.settings import Settings
from sms_line.store import organizers
from sms_line.store.database import Database
from sms_line.store.set_up_code import set_up_code


def first_owner(chosen: Settings, database: Database) -> str:
    """One sentence with the set-up code; "" if somebody can sign in. Raises DatabaseDown."""
    with database.read() as tx:
        if not organizers.nobody(tx):
            return ""
        code = set_up_code(tx, chosen.secret_key)
    return (
        "Nobody can sign in yet; open the organizers' pages and make the first owner with the "
        f"set-up code {code}, or run: sms-line organizer add EMAIL"
    )
