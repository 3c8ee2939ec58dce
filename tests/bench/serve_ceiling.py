"""`python -m tests.bench.serve_ceiling`: the same server with the same settings as the line's."""

import os

import click

from sms_line.cli.serve import serve_web
from sms_line.store.database import Database
from tests.bench.ceiling import bare_texts


@click.command()
@click.option("--port", type=int, required=True)
@click.option("--processes", type=int, required=True)
def main(port: int, processes: int) -> None:
    """Make the table and serve the ceiling."""
    database = Database(os.environ["SMS_LINE_DATABASE_URL"])
    bare_texts.create(database.engine, checkfirst=True)
    database.close()
    serve_web("tests.bench.ceiling_wsgi:app", "127.0.0.1", port, processes)


main()
