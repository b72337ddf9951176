"""Whether the club is alive and has all it needs, for those who keep it running."""

import asyncio
import errno
import logging
import tempfile
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from time import monotonic

from fastapi import APIRouter
from redis import Redis, RedisError
from starlette.responses import JSONResponse

from fitness_app import routes, schema_version, settings
from fitness_app.kit import disk, logs
from fitness_app.kit.errors import Unavailable

KEPT_SECONDS = 1
"""How long an answer is good, so that asking often costs nothing."""
PATIENCE_SECONDS = 3
OK = "ok"
_KEY = "fitness_app:is_written"
_READING = ["GET", "HEAD"]

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)


@router.api_route(routes.ALIVE, methods=_READING)
async def is_alive() -> JSONResponse:
    """Say that this process answers; nothing else is asked, so nothing else can be to blame."""
    return JSONResponse({"status": OK})


@router.api_route(routes.READY, methods=_READING)
async def is_ready() -> JSONResponse:
    """Say whether people can be served: the database and its shape, Redis, the disk."""
    answers = await asyncio.gather(*(probe.answer() for probe in _PROBES.values()))
    is_fine = all(answer in (OK, _UNUSED) for answer in answers)
    told = {
        "status": OK if is_fine else "unavailable",
        "checks": dict(zip(_PROBES, answers, strict=True)),
    }
    return JSONResponse(told, 200 if is_fine else 503)


class Probe:
    """One question, asked on a thread of its own and never twice at a time."""

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask
        self._asked_at = 0.0
        self._answer: Future[str] | None = None

    async def answer(self) -> str:
        """What was found a moment ago or is found now; who is late is taken for away."""
        if self._answer is None or self._is_old(self._answer):
            self._asked_at = monotonic()
            self._answer = _on_a_thread(self._ask)
        found = self._answer
        left = self._asked_at + PATIENCE_SECONDS - monotonic()
        await asyncio.wait({asyncio.wrap_future(found)}, timeout=max(0, left))
        return found.result() if found.done() else "It doesn't answer."

    def _is_old(self, answer: Future[str]) -> bool:
        return answer.done() and monotonic() - self._asked_at >= KEPT_SECONDS


def _on_a_thread(ask: Callable[[], str]) -> Future[str]:
    future: Future[str] = Future()
    future.set_running_or_notify_cancel()  # one who waits may leave, the others still wait

    def find_out() -> None:
        try:
            future.set_result(ask())
        except Exception as problem:
            log.error("A health check failed\n%s", logs.where(problem))
            future.set_result("It couldn't be checked; the log says more.")

    # A daemon, since the club has to end even if what was asked never answers.
    Thread(target=find_out, name="health", daemon=True).start()
    return future


def _database() -> str:
    if schema_version.is_missing(settings.get().database):
        return "Its file isn't there."
    try:
        is_current = schema_version.is_current(settings.get().database)
    except Unavailable:
        return "It can't be reached."
    return OK if is_current else "It isn't at this version of the app: it needs to be migrated."


def _redis() -> str:
    url = settings.get().redis_url
    if not url:
        return _UNUSED
    try:
        # Written, since one that is full or only follows another still answers.
        with Redis.from_url(
            url, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS
        ) as client:
            client.set(_KEY, 1, ex=60)
    except RedisError:
        return "It can't be reached, or doesn't take what is written."
    return OK


def _disk() -> str:
    folder = settings.get().data_dir
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"written")
        is_full = disk.is_full(folder)
    except OSError as problem:
        return _FULL if problem.errno == errno.ENOSPC else "The data directory can't be written."
    return _FULL if is_full else OK


_UNUSED = "not used"
_FULL = "The data directory's disk is full."
_PROBES = {"database": Probe(_database), "redis": Probe(_redis), "disk": Probe(_disk)}
