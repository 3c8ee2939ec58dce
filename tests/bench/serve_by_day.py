"""`python -m tests.bench.serve_by_day`: the line as it is served, but while offices are open."""

import click

from sms_line.cli.serve import serve_web


@click.command()
@click.option("--port", type=int, required=True)
@click.option("--processes", type=int, required=True)
def main(port: int, processes: int) -> None:
    """Serve the line by its own clock."""
    serve_web("tests.bench.by_day_wsgi:app", "127.0.0.1", port, processes)


main()
