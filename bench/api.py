"""What programs get: reads and refreshes a second, and how much of each is the service itself."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from time import perf_counter

from bench import people, rivals, servers
from bench.load import reads_a_second
from bench.report import Row, p50, p95
from fitness_app.accounts import tokens
from fitness_app.accounts.access import Client
from fitness_app.accounts.tokens import TokenPair
from fitness_app.kit import db

PART = "The API, by one program on one connection"
AGAINST = "The API, by four programs at once, beside Django REST framework with djoser"
TURNS = 5
TURN_SECONDS = 2.0
NAME = people.name_in_crowd(0)
ROUNDS = 1000
WARM = 50
_HERE = Client(ip="127.0.0.1", user_agent="bench")


def run() -> list[Row]:
    """Time reads of one's own account and refreshes, over HTTP and as bare service calls."""
    user_id = people.id_of(NAME)
    with servers.club() as club, _connected(club.port) as ask:
        pair = _sign_in(ask)
        access = pair["access"]
        reads = _times(lambda: ask("GET", rivals.READ, access=access))
        refresh = _Chain(pair["refresh"])
        refreshes = _times(
            lambda: refresh.follow(ask("POST", "/auth/jwt/refresh/", {"refresh": refresh.held}))
        )
    held = _pair(user_id)
    chain = _Chain(held.refresh)
    with asyncio.Runner() as here:
        bare_reads = _times(lambda: here.run(tokens.authenticate(held.access)))
        bare_refreshes = _times(lambda: chain.take(here.run(tokens.refresh(chain.held))))
    return [
        *_rows(f"reads of {rivals.READ}", reads, bare_reads),
        *_rows("refreshes", refreshes, bare_refreshes),
        _beside_the_rival(),
    ]


def _beside_the_rival() -> Row:
    """Both in turns, so that whatever else the machine does slows both."""
    ours: list[float] = []
    theirs: list[float] = []
    with (
        servers.club() as club,
        _connected(club.port) as ask,
        rivals.rival() as (rival, their_access),
    ):
        access = _sign_in(ask)["access"]
        for _ in range(TURNS):
            ours.append(reads_a_second(club.port, rivals.READ, access, seconds=TURN_SECONDS))
            theirs.append(
                reads_a_second(rival.port, rivals.READ, their_access, seconds=TURN_SECONDS)
            )
    beside = {"ours a second": p50(ours), "theirs a second": p50(theirs)}
    times = p50([one / other for one, other in zip(ours, theirs, strict=True)])
    return Row(
        AGAINST, f"reads of {rivals.READ}, to theirs", times, "times", None, beside, at_least=3
    )


class _Chain:
    """The refresh token to use next."""

    def __init__(self, first: str) -> None:
        self.held = first

    def follow(self, answer: bytes) -> None:
        self.held = json.loads(answer)["refresh"]

    def take(self, pair: TokenPair) -> None:
        self.held = pair.refresh


def _rows(what: str, whole: list[float], service: list[float]) -> list[Row]:
    beside = {"median ms": p50(whole) * 1000, "95th percentile ms": p95(whole) * 1000}
    outside = 100 * (1 - p50(service) / p50(whole))
    alone = {"the service alone, median ms": p50(service) * 1000}
    return [
        Row(PART, f"{what} a second", len(whole) / sum(whole), "", None, beside),
        Row(PART, f"{what}: share outside the service", outside, "%", None, alone),
    ]


def _times(do: Callable[[], object]) -> list[float]:
    taken: list[float] = []
    for _ in range(WARM + ROUNDS):
        began = perf_counter()
        do()
        taken.append(perf_counter() - began)
    return taken[WARM:]


def _sign_in(ask: Callable[..., bytes]) -> dict[str, str]:
    body = {"username": NAME, "password": people.PASSWORD}
    return json.loads(ask("POST", "/auth/jwt/create/", body))


def _pair(user_id: int) -> TokenPair:
    return db.run_sync(tokens.open_client_session, user_id=user_id, client=_HERE)


@contextmanager
def _connected(port: int) -> Iterator[Callable[..., bytes]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)

    def ask(method: str, path: str, body: object = None, access: str = "") -> bytes:
        headers = {"Host": f"localhost:{port}", "Content-Type": "application/json"}
        if access:
            headers["Authorization"] = f"Bearer {access}"
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {said.decode()}")
        return said

    try:
        yield ask
    finally:
        connection.close()
