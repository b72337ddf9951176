"""The programs that tests need beside Python: found, else installed, else named in an error."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from glob import glob
from pathlib import Path

import playwright


class Missing(Exception):
    """A program can't be had here; the text says how to get it."""


def find_chromium() -> str | None:
    """A Chromium or Chrome: the system's, else the one Playwright has downloaded.

    The one that draws for no screen comes first: it takes two thirds of the time.
    """
    names = (
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    )
    places = (
        *(found for name in names if (found := shutil.which(name))),
        *glob("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        *glob("/Applications/Chromium.app/Contents/MacOS/Chromium"),
        *_downloaded(),
    )
    return next((place for place in places if _runs(place, "--version")), None)


def find_postgres() -> str | None:
    """The folder with PostgreSQL's initdb and postgres, of the newest version there is."""
    on_path = shutil.which("initdb")
    places = [
        *glob("/usr/lib/postgresql/*/bin/initdb"),
        *glob("/usr/pgsql-*/bin/initdb"),
        *glob("/opt/homebrew/opt/postgresql@*/bin/initdb"),
        *glob("/usr/local/opt/postgresql@*/bin/initdb"),
    ]
    places.sort(key=lambda place: [int(part) for part in place.split("/") if part.isdigit()])
    found = on_path or (places[-1] if places else None)
    return str(Path(found).resolve().parent) if found else None


def find_redis() -> str | None:
    """A Redis server, or Valkey, which is the same for us."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


def find_curl() -> str | None:
    """curl, with which docs/api.md speaks to the club."""
    return shutil.which("curl")


def find_ps() -> str | None:
    """ps, which tells who started whom."""
    return shutil.which("ps")


def find_driver() -> str | None:
    """The Node that Playwright brings along; a small system lacks a library that it needs."""
    node = str(Path(playwright.__file__).parent / "driver" / "node")
    return node if _runs(node, "--version") else None


def find_judge() -> str | None:
    """systemd-analyze, which judges the club's unit; elsewhere than on Linux nobody needs it."""
    return shutil.which("systemd-analyze") if sys.platform == "linux" else "none"


def _downloaded() -> list[str]:
    cache = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    store = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or cache / "ms-playwright")
    inside = ("chrome-linux*/chrome", "chrome-mac*/Chromium.app/Contents/MacOS/Chromium")
    return sorted(str(file) for end in inside for file in store.glob(f"chromium-*/{end}"))


def _runs(*command: str) -> bool:
    # Ubuntu's /usr/bin/chromium-browser may be a note that points to another store.
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except OSError:
        return False


@dataclass(frozen=True)
class Program:
    """One of them: how it is found, and what it is called by each system's installer."""

    name: str
    find: Callable[[], str | None]
    packages: dict[str, str]


PROGRAMS = (
    Program(
        "Chromium",
        find_chromium,
        {"apt-get": "chromium-headless-shell", "dnf": "chromium", "pacman": "chromium", "brew": ""},
    ),
    Program(
        "PostgreSQL",
        find_postgres,
        {
            "apt-get": "postgresql",
            "dnf": "postgresql-server",
            "pacman": "postgresql",
            "brew": "postgresql@17",
        },
    ),
    Program(
        "Redis",
        find_redis,
        {"apt-get": "redis-server", "dnf": "redis", "pacman": "redis", "brew": "redis"},
    ),
    Program(
        "a library for Playwright",
        find_driver,
        {"apt-get": "libatomic1", "dnf": "libatomic", "pacman": "gcc-libs", "brew": ""},
    ),
    Program("curl", find_curl, dict.fromkeys(("apt-get", "dnf", "pacman", "brew"), "curl")),
    Program(
        "ps",
        find_ps,
        {"apt-get": "procps", "dnf": "procps-ng", "pacman": "procps-ng"},
    ),
    Program("systemd-analyze", find_judge, dict.fromkeys(("apt-get", "dnf", "pacman"), "systemd")),
)

INSTALL = {
    "apt-get": "apt-get install -y -q --no-install-recommends",
    "dnf": "dnf install -y -q",
    "pacman": "pacman -S --noconfirm",
    "brew": "brew install --quiet",
}


REFRESH = {"apt-get": "apt-get update -q"}
"""What the installer wants first: a new system has no lists, or old ones that lead nowhere."""

DOWNLOAD = (sys.executable, "-m", "playwright", "install")


def provide() -> None:
    """Install what is missing; raises Missing with all that can't be installed from here."""
    lacking = [program for program in PROGRAMS if not program.find()]
    if not lacking:
        return
    installer = next((name for name in INSTALL if shutil.which(name)), "")
    packages = [program.packages.get(installer, "") for program in lacking]
    _install(installer, [package for package in packages if package])
    if not find_chromium() and find_driver():
        _download_chromium(installer)
    if still := [program for program in lacking if not program.find()]:
        raise Missing(_how_to_get(still, installer))


def require(find: Callable[[], str | None]) -> str:
    """Where a program is; raises Missing, so that a test fails rather than being skipped."""
    if found := find():
        return found
    (program,) = (program for program in PROGRAMS if program.find is find)
    raise Missing(f"This test needs {program.name}. `make test` installs it, or says how.")


def _install(installer: str, packages: list[str]) -> None:
    sudo = _sudo(installer)
    if not packages or sudo is None:
        return
    _say(f"Installing {', '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if installer in REFRESH:
        command = [*sudo, *REFRESH[installer].split()]
        subprocess.run(command, env=environment, check=False)
    # One by one: Ubuntu has no package for Chromium, and is not to miss the rest for that.
    for package in packages:
        command = [*sudo, *INSTALL[installer].split(), package]
        subprocess.run(command, env=environment, check=False)


def _download_chromium(installer: str) -> None:
    _say("Downloading Chromium with Playwright")
    libraries = ["--with-deps"] if installer == "apt-get" and _sudo(installer) is not None else []
    subprocess.run([*DOWNLOAD, *libraries, "chromium"], check=False)


def _sudo(installer: str) -> list[str] | None:
    """What to put before the installer; None if it may not be called without a password."""
    if installer == "brew" or os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and _runs("sudo", "-n", "true") else None


def _how_to_get(programs: list[Program], installer: str) -> str:
    needs = f"The tests need {', '.join(program.name for program in programs)}."
    commands = _commands(programs, installer)
    if not commands:
        return f"{needs} Install it so that it is found on PATH, then try again."
    who = "Install it"
    if installer != "brew":
        sudo = "sudo " if shutil.which("sudo") else ""
        who = who if sudo else "Have root install it"
        commands = [sudo + command for command in commands]
    return "\n  ".join([f"{needs} {who}, then try again:", *commands])


def _commands(programs: list[Program], installer: str) -> list[str]:
    """What is typed to get them, in order; nothing if no installer here has them."""
    packages = " ".join(filter(None, (program.packages.get(installer) for program in programs)))
    if not packages:
        return []
    refresh = [REFRESH[installer]] if installer in REFRESH else []
    return [*refresh, f"{INSTALL[installer]} {packages}"]


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
