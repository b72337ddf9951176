"""What one event costs: a member's, against a counter's in an empty Reflex app."""

from collections.abc import Callable
from itertools import cycle

from bench import people, servers
from bench.report import Row, p50, p95
from bench.wire import Tab
from fitness_app import routes
from fitness_app.accounts.pages.my_data import DeletionState
from fitness_app.guard.declarations import event_name

PART = "One event, there and back"
ROUNDS = 30
EVENTS = 100
"""In each round, first of one app and then of the other: what slows the machine slows both."""
AT_MOST = 1.2
INCREMENT = "reflex___state____state.empty_app___empty_app____counter.increment"

Send = Callable[[], float]


def run() -> list[Row]:
    """Time events of both apps in turn; the club's changes a member's page and asks no database."""
    cookie = people.cookie_of("ann")
    with (
        servers.club() as club,
        servers.empty_app() as empty,
        Tab(club.port, path=routes.CABINET_DATA, cookie=cookie, address="10.0.0.1") as ours,
        Tab(empty.port, path="/", cookie=cookie, address="10.0.0.1") as theirs,
    ):
        return _compare(member_event(ours), _counter_event(theirs))


def member_event(tab: Tab) -> Send:
    """Opens and closes a dialog on a member's page, each time it is called."""
    ask = event_name(DeletionState.ask)
    messages = cycle([tab.message(ask, is_asking=True), tab.message(ask, is_asking=False)])
    return lambda: tab.round_trip(next(messages))


def _counter_event(tab: Tab) -> Send:
    message = tab.message(INCREMENT)
    return lambda: tab.round_trip(message)


def _compare(ours: Send, theirs: Send) -> list[Row]:
    _, *rounds = [(_round(ours), _round(theirs)) for _ in range(1 + ROUNDS)]  # the first warms up
    club = [seconds for mine, _ in rounds for seconds in mine]
    empty = [seconds for _, other in rounds for seconds in other]
    return [
        _row("a member's event in the club", club),
        _row("a counter in an empty app", empty),
        *(
            Row(PART, f"ratio of the {name}", p50([of(a) / of(b) for a, b in rounds]), "", AT_MOST)
            for name, of in (("medians", p50), ("95th percentiles", p95))
        ),
    ]


def _round(send: Send) -> list[float]:
    return [send() for _ in range(EVENTS)]


def _row(what: str, seconds: list[float]) -> Row:
    return Row(
        PART, what, p50(seconds) * 1000, "ms", None, {"95th percentile ms": p95(seconds) * 1000}
    )
