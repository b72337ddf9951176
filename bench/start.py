"""How long until the club is open: the first time, again, and once it runs."""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench import servers
from bench.report import Row, p50
from fitness_app import routes

PART = "Start, until the landing page is there"
AGAIN = 3
AT_MOST_SECONDS = 3
WARM = 100


def run() -> list[Row]:
    """Start what `make run` starts, with the front end built: on nothing, then on what it left."""
    with TemporaryDirectory(prefix="fitness-bench-") as folder:
        first, _ = _start(Path(folder))
        again = [_start(Path(folder)) for _ in range(AGAIN)]
    return [
        Row(PART, "the first time: migrations, demo club, server", first, "s"),
        Row(PART, "again", p50([seconds for seconds, _ in again]), "s", AT_MOST_SECONDS),
        Row(PART, "the page from a running club", p50([page for _, page in again]) * 1000, "ms"),
    ]


def _start(data_dir: Path) -> tuple[float, float]:
    """Seconds until the landing page came, and how many it takes from then on."""
    with servers.started_club("--build", "--demo", data_dir=str(data_dir)) as club:
        cold = club.wait_for(routes.HOME)
        return cold, p50([_get_landing_page(club.port) for _ in range(WARM)])


def _get_landing_page(port: int) -> float:
    started = perf_counter()
    servers.get(port, routes.HOME)
    return perf_counter() - started
