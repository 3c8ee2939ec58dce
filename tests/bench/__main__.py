"""`python -m tests.bench`, and what of it (see BENCHES); the README says what each measures."""

import click

from tests.bench import audiences, client, imports, startup, webhooks

TURNS = {
    "sqlite": ("sqlite", webhooks.TEXTS),
    "postgresql": ("postgresql", webhooks.TEXTS),
    "sqlite-calls": ("sqlite", webhooks.CALLS),
    "postgresql-calls": ("postgresql", webhooks.CALLS),
}
IMPORTS = {"sqlite-import": "sqlite", "postgresql-import": "postgresql"}
AUDIENCES = {"sqlite-audiences": "sqlite", "postgresql-audiences": "postgresql"}
BENCHES = ("client", "startup", *IMPORTS, *AUDIENCES, *TURNS)


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(BENCHES))
@click.option("--rounds", default=3, show_default=True)
@click.option("--seconds", default=5.0, show_default=True, help="Of each run.")
def main(names: tuple[str, ...], rounds: int, seconds: float) -> None:
    """Measure the line on this machine; without names, everything."""
    for name in names or BENCHES:
        if name == "client":
            client.bench(seconds)
        elif name == "startup":
            startup.bench(rounds)
        elif name in IMPORTS:
            imports.bench(IMPORTS[name])
        elif name in AUDIENCES:
            audiences.bench(AUDIENCES[name], rounds)
        else:
            webhooks.bench(*TURNS[name], rounds, seconds)


main()
