"""Run the benchmarks: `python -m bench`, or some of them: `python -m bench event pages`."""

import signal
import sys
from enum import StrEnum
from time import perf_counter
from typing import Annotated

import typer

from bench import api, events, flood, pages, people, report, start, storm, training


class Part(StrEnum):
    """What can be measured on its own."""

    EVENT = "event"
    PAGES = "pages"
    STORM = "storm"
    FLOOD = "flood"
    START = "start"
    API = "api"
    TRAINING = "training"


RUNS = {
    Part.EVENT: events.run,
    Part.PAGES: pages.run,
    Part.STORM: storm.run,
    Part.FLOOD: flood.run,
    Part.START: start.run,
    Part.API: api.run,
    Part.TRAINING: training.run,
}


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    parts: Annotated[list[Part] | None, typer.Argument(help="Which; all of them if none.")] = None,
) -> None:
    """Measure the app against its targets: a table here, and JSON in build/bench.json."""
    began = perf_counter()
    people.fill()
    rows: list[report.Row] = []
    for part in parts or RUNS:
        typer.echo(f"Measuring: {part}", err=True)
        rows += RUNS[part]()
    report.save(rows, seconds=perf_counter() - began)
    typer.echo(report.table(rows))
    if any(row.is_missed for row in rows):
        raise typer.Exit(1)


if __name__ == "__main__":
    # So that servers are ended however this ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    app()
