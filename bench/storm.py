"""Two hundred people sign in at the same moment; what others notice of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from itertools import chain
from json import dumps
from multiprocessing import get_context
from threading import Event
from time import perf_counter, sleep

from bench import people, servers
from bench.events import member_event
from bench.report import Row, p50, p95
from bench.wire import Tab
from fitness_app import routes
from fitness_app.accounts.pages.login import LoginState
from fitness_app.accounts.pages.security import DevicesState
from fitness_app.guard.declarations import event_name

PART = f"A storm of {people.CROWD} sign-ins"
ONLOOKERS = ("ann", "bo", "priya", "dara")
REST_SECONDS = 5.0
PAUSE_SECONDS = 0.02
AT_MOST_MS = 100
_TICKET = re.compile(r"fitness\.redeem\([\\\"]*([\w-]+)")
_REFUSED = '"errors_rx_state_":{"'
_COME_BACK = re.compile(r"Try again in (\d+) (second|minute)")
LONGEST_SECONDS = 3

Noticed = Mapping[str, list[float]]
"""How many seconds each event took, by its kind."""


def run() -> list[Row]:
    """Time other people's events at rest, with the crowd before the door, then in the storm."""
    with (
        servers.club() as club,
        _onlookers(club.port) as look,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as crowd,
    ):
        crowd.submit(_gather, club.port).result()
        at_rest = look(lambda: sleep(REST_SECONDS))
        storm = crowd.submit(_storm, club.port)
        in_storm = look(storm.result)
    people_in = storm.result()
    waits = [one.wait for one in people_in]
    last = max(one.in_after for one in people_in)
    beside = {"median s": p50(waits), "95th percentile s": p95(waits)}
    told = {"the last one's in after s": last, "refusals": sum(one.refusals for one in people_in)}
    return [
        Row(PART, "sign-ins a second", len(people_in) / last, "", None, told),
        Row(PART, "wait of who is let in: longest", max(waits), "s", LONGEST_SECONDS, beside),
        Row(PART, "most refusals of one", max(one.refusals for one in people_in), "", 3),
        *(_row(f"others' {kind}, at rest", at_rest[kind], None) for kind in at_rest),
        *(_row(f"others' {kind}, in the storm", in_storm[kind], AT_MOST_MS) for kind in in_storm),
    ]


def _row(what: str, seconds: list[float], at_most: float | None) -> Row:
    beside = {"median ms": p50(seconds) * 1000, "slowest ms": max(seconds) * 1000}
    return Row(PART, f"{what}: 95th percentile", p95(seconds) * 1000, "ms", at_most, beside)


# The onlookers: people who use the club meanwhile, each in a tab and a thread of their own.


@contextmanager
def _onlookers(port: int) -> Iterator[Callable[[Callable[[], object]], Noticed]]:
    with ExitStack() as tabs, ThreadPoolExecutor(len(ONLOOKERS)) as threads:
        kinds = [
            _events_of(tabs.enter_context(_tab(port, name, f"10.0.0.{number}")))
            for number, name in enumerate(ONLOOKERS, start=1)
        ]

        def look(happening: Callable[[], object]) -> Noticed:
            is_over = Event()
            watched = [threads.submit(_watch, events, is_over) for events in kinds]
            try:
                happening()
            finally:
                is_over.set()
            noticed = [future.result() for future in watched]
            return {kind: [*chain(*(each[kind] for each in noticed))] for kind in kinds[0]}

        yield look


def _tab(port: int, username: str, address: str) -> Tab:
    cookie = people.cookie_of(username)
    return Tab(port, path=routes.CABINET_SECURITY, cookie=cookie, address=address)


def _events_of(tab: Tab) -> dict[str, Callable[[], float]]:
    listing = tab.message(event_name(DevicesState.load))
    return {
        "clicks": member_event(tab),
        "lists from the database": lambda: tab.round_trip(listing),
    }


def _watch(events: Mapping[str, Callable[[], float]], is_over: Event) -> Noticed:
    noticed: dict[str, list[float]] = {kind: [] for kind in events}
    while not is_over.is_set():
        for kind, send in events.items():
            noticed[kind].append(send())
            sleep(PAUSE_SECONDS)
    return noticed


# The crowd: in a process of its own, so that it doesn't slow those who look on.

_tabs: list[Tab] = []
"""What the crowd has open, in its process."""


def _gather(port: int) -> None:
    with ThreadPoolExecutor(people.CROWD) as threads:
        _tabs.extend(threads.map(partial(_before_the_door, port), range(people.CROWD)))


@dataclass(frozen=True)
class _In:
    """Somebody who is signed in, by a cookie."""

    wait: float
    """Seconds of the try that succeeded."""
    in_after: float
    """Seconds since all began."""
    refusals: int
    """How often they were told to come back, and did when they were told."""


def _storm(port: int) -> list[_In]:
    """All sign in at once, and come back when they are told to."""
    began = perf_counter()
    with ThreadPoolExecutor(people.CROWD) as threads:
        return [*threads.map(partial(_sign_in, port, began), range(people.CROWD))]


def _before_the_door(port: int, number: int) -> Tab:
    return Tab(port, path=routes.LOGIN, cookie="", address=_address(number))


def _sign_in(port: int, began: float, number: int) -> _In:
    tab = _tabs[number]
    form = {"identifier": people.name_in_crowd(number), "password": people.PASSWORD}
    message = tab.message(event_name(LoginState.submit), form=form)
    refusals, tried_at = 0, perf_counter()
    answer = tab.ask(message, "redeem(", _REFUSED)
    while (ticket := _TICKET.search(answer)) is None:
        sleep(_told_seconds(answer))
        refusals, tried_at = refusals + 1, perf_counter()
        answer = tab.ask(message, "redeem(", _REFUSED)
    cookie = _redeem(port, ticket[1], _address(number))
    now = perf_counter()
    Tab(port, path=routes.CABINET, cookie=cookie, address=_address(number)).close()
    return _In(now - tried_at, now - began, refusals)


def _told_seconds(answer: str) -> int:
    told = _COME_BACK.search(answer)
    if told is None:
        raise RuntimeError(f"A sign-in was refused: {answer}")
    return int(told[1]) * (60 if told[2] == "minute" else 1)


def _redeem(port: int, ticket: str, address: str) -> str:
    site = f"localhost:{port}"
    headers = {
        "Host": site,
        "Origin": f"http://{site}",
        "Content-Type": "application/json",
        "X-Forwarded-For": address,
    }
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", routes.SESSION, dumps({"ticket": ticket}), headers)
        answer = connection.getresponse()
        if answer.status != 204:
            raise RuntimeError(f"A ticket was refused: {answer.read().decode()}")
        return answer.headers["Set-Cookie"].partition(";")[0]
    finally:
        connection.close()


def _address(number: int) -> str:
    return f"10.1.0.{number + 1}"
