"""`sms-line export`: letters, texts, calls or deliveries, one row each, as CSV or JSON."""

from datetime import UTC, datetime

import click

from sms_line import settings
from sms_line.cli.answers import json_option
from sms_line.cli.tables import standard_output, write_csv, write_json
from sms_line.store import audit, exports
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.database import Database
from sms_line.store.migrate import migrate


@click.command()
@click.argument("kind", type=click.Choice(exports.KINDS))
@json_option
def export(kind: str, as_json: bool) -> None:
    """What happened, one row each, oldest first; CSV, or a JSON array with --json.

    Times are UTC. In CSV a cell that a spreadsheet could take for a formula begins with an
    apostrophe; telephone numbers stay as they are, and JSON has every word as it was.
    """
    database = Database(settings.read().database_url)
    migrate(database)
    out = standard_output()
    try:
        with database.write() as tx:
            audit.took_along(tx, kind, who=COMMAND_LINE, at=datetime.now(UTC))
        with database.read() as tx:
            write = write_json if as_json else write_csv
            write(out, exports.columns(kind), exports.rows(tx, kind))
        out.flush()
    finally:
        database.close()
