"""The server: the app and its built front end on one port, by one process or by many."""

import errno
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from multiprocessing import parent_process
from threading import Thread
from time import sleep
from typing import Any

from starlette.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from fitness_app import connections, frontend, routes, schema_version, settings
from fitness_app.kit import loading
from fitness_app.settings import ROOT, SettingsError

STOP_SECONDS = 15
"""How long a process may take to finish what it does before it is ended."""
HUNG_SECONDS = 30
"""How long one of many may say nothing before it is replaced."""

_LINES: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "logging.Formatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
            "defaults": {"request_id": "-"},
        }
    },
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"level": "WARNING", "handlers": ["err"]},
    "loggers": {
        "fitness_app": {"level": "INFO"},
        "uvicorn": {"level": "ERROR"},  # it warns of each request that isn't one
    },
}


_LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # where everybody is listened to
"""Where to ask who listens to everybody."""


class NotReady(Exception):
    """Something has to be done before the club can open; the text says what."""


def check(*, host: str, workers: int) -> None:
    """Raise NotReady or SettingsError unless the club can open as things are."""
    _check_port(host)
    if workers > 1 and not settings.get().redis_url:
        raise SettingsError(
            f"{workers} workers share what people do through Redis: set FITNESS_REDIS_URL, "
            "or serve with one worker."
        )
    if not frontend.is_current():
        raise NotReady("The front end isn't built, or from other sources. Run `make build`.")
    check_database()


def check_database() -> None:
    """Raise NotReady unless the database has the shape this version of the app knows."""
    if not schema_version.is_current(settings.get().database):
        raise NotReady(
            "The database isn't at this version of the app. Run `python -m fitness_app migrate`."
        )


def _check_port(host: str) -> None:
    port = settings.get().port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror:
            raise NotReady(f"There is no host {host} here to listen at.") from None
        except OSError as problem:
            if problem.errno == errno.EADDRNOTAVAIL:
                raise NotReady(f"This machine has no address {host} to listen at.") from None
            raise NotReady(
                f"Port {port} can't be had ({problem.strerror}). Stop what uses it, or choose "
                "another, as in `make run PORT=4000`."
            ) from None


def serve(*, host: str, workers: int = 1) -> None:
    """Serve until SIGTERM or Ctrl-C, and say when the club answers.

    One worker is this process; of more, each is one of its own, and is replaced if it dies.
    """
    _watch(host)
    os.chdir(ROOT)
    os.environ.update(_for_reflex())
    _open_many_files()
    app = f"{__name__}:{worker.__name__}"
    served = config(app, factory=True, host=host, port=settings.get().port, workers=workers)
    if workers == 1:
        _serve_here(served)
    else:
        _serve_by_many(served)


def config(app: ASGIApp | str, **chosen: Any) -> Config:
    """How the server serves an app; what is chosen goes over what all have in common."""
    common: dict[str, Any] = {
        "loop": "asyncio",
        "http": connections.HttpConnection,
        "ws": connections.Socket,
        "ws_per_message_deflate": False,
        "ws_ping_interval": None,  # Engine.IO has pings of its own
        "lifespan": "on",
        "proxy_headers": False,  # the edge knows which proxies are ours
        "server_header": False,
        "access_log": False,
        "log_config": _LINES,
        "timeout_keep_alive": connections.IDLE_SECONDS,
        "timeout_graceful_shutdown": STOP_SECONDS,
        "timeout_worker_healthcheck": HUNG_SECONDS,
    }
    return Config(app, **{**common, **chosen})


def _serve_here(config: Config) -> None:
    # The server repeats a signal to whoever answered before it, once all is ended in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with suppress(KeyboardInterrupt):
        Server(config).run()


def _serve_by_many(config: Config) -> None:
    supervisor = Multiprocess(config, sockets=[config.bind_socket()])
    supervisor.run()
    if any(process.exitcode == STARTUP_FAILURE for process in supervisor.processes):
        sys.exit(STARTUP_FAILURE)


def _open_many_files() -> None:
    """Let a process have as many connections as the system allows it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _watch(host: str) -> None:
    # Not by a thread: a worker forked meanwhile would inherit its locks, and never open.
    supervisor = os.getpid()
    sys.stdout.flush()
    if child := os.fork():
        os.waitpid(child, 0)
        return
    if os.fork() == 0:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        _say_when_open(host, supervisor)
    os._exit(0)


def _say_when_open(host: str, supervisor: int) -> None:
    while not _answers(_LOOPBACK.get(host, host), settings.get().port):
        try:
            os.kill(supervisor, 0)
        except ProcessLookupError:
            return
        sleep(0.1)
    print(  # noqa: T201  # for who started it
        f"\n  {settings.get().club_name} is open at {settings.get().site_url}\n", flush=True
    )


def _answers(host: str, port: int) -> bool:
    connection = HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", routes.ALIVE)
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def worker() -> ASGIApp:
    """What each worker serves: the app, as long as there is somebody to stop it."""
    if supervisor := parent_process():
        Thread(target=_end_with, args=(supervisor.pid,), daemon=True).start()
    # Loaded here and not before: importing it reads settings that options may have changed.
    return loading.load("fitness_app.fitness_app").app()


def _end_with(supervisor: int) -> None:
    while os.getppid() == supervisor:
        sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _for_reflex() -> dict[str, str]:
    """How Reflex itself serves a built app; these names are its own and not documented."""
    return {
        "REFLEX_ENV_MODE": "prod",
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        # With Redis, states stay in the process that uses them until another one asks.
        "REFLEX_OPLOCK_ENABLED": str(bool(settings.get().redis_url)).lower(),
    }
