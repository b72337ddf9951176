"""Tells whether a lock still installs once newer releases are out: `check_lock.py LOCK…`.

Each package gets a made-up release 9999, and pip, the oldest and the newest that matter, resolves
the lock for an empty environment. uv looks for holes on every Python that the app runs on.
"""

import os
import re
import subprocess
import sys
import venv
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pip_output

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "lock" / "python{}.{}".format(*sys.version_info)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = ("linux", "macos")
AGES = ("oldest", "newest")
PINNED = re.compile(r"[\w.-]+(\[[\w,-]+\])?==[\w.!+]+(?=\s|$)")
UNPINNED = re.compile(r"These do not:\n\s+(\S+) from .*?\(from (.*?)(?:->|\))")
UNTRUSTED = re.compile(r"no trusted hash was provided for: `([^`]+)`")


class Unknown(Exception):
    """The check could not be made; the text says why. It says nothing about the lock."""


def complaints(lock: Path, wheels: Path) -> list[str]:
    """What is wrong with a lock: nothing, or a line for each. Its wheels are fetched and kept."""
    return _loose_pins(lock.read_text()) or _holes(lock) or _what_time_breaks(lock, wheels)


def _loose_pins(text: str) -> list[str]:
    found = []
    for entry in text.replace("\\\n", " ").splitlines():
        name = re.split(r"[\s;]", entry)[0]
        if not name or entry.lstrip().startswith("#"):
            continue
        if not PINNED.match(entry):
            found.append(f"{name} is not pinned to one version")
        elif "--hash=sha256:" not in entry:
            found.append(f"{name} has no hash")
    return found


def _holes(lock: Path) -> list[str]:
    """What something in the lock needs on some Python and the lock lacks."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        systems = list(product(PYTHONS, PLATFORMS))
        reasons = pool.map(lambda system: _hole(lock, Path(folder), *system), systems)
        where: dict[str, str] = {}
        for (python, platform), reason in zip(systems, reasons, strict=True):
            if reason:
                where.setdefault(reason, f"Python {python}, {platform}")
    return [f"{reason} ({system})" for reason, system in where.items()]


def _hole(lock: Path, folder: Path, python: str, platform: str) -> str:
    command = [sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--no-progress"]
    command += ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    command += ["--target", str(folder / "empty"), "--python", sys.executable]
    command += ["--python-version", python, "--python-platform", platform]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.returncode:
        return ""
    said = " ".join(done.stderr.split())  # as if the terminal had no edge, where uv breaks lines
    if lacking := UNTRUSTED.search(said):
        return f"no pin for {lacking[1]}, which something in the lock needs"
    if re.search(r"failed to fetch|error sending request|network", said, re.IGNORECASE):
        raise Unknown(f"uv could not read the package index:\n{done.stderr.strip()}")
    return "uv cannot resolve it: " + said.split("error: ")[-1]


def _what_time_breaks(lock: Path, wheels: Path) -> list[str]:
    text = lock.read_text()
    _fetch(text, wheels)
    with TemporaryDirectory() as folder:
        newer = Path(folder, "newer")
        newer.mkdir()
        for name in pip_output.names_in(text):
            _make_up_release(name, newer)
        pips = [_pip(age) for age in AGES]
        with ThreadPoolExecutor(len(pips)) as pool:
            return [
                reason
                for reason in pool.map(lambda pip: _resolve(lock, pip, wheels, newer), pips)
                if reason
            ]


def _make_up_release(name: str, folder: Path) -> None:
    stem = f"{name.replace('-', '_')}-9999"
    with ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        about = f"Metadata-Version: 2.1\nName: {name}\nVersion: 9999\n"
        wheel.writestr(f"{stem}.dist-info/METADATA", about)
        tags = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        wheel.writestr(f"{stem}.dist-info/WHEEL", tags)
        wheel.writestr(f"{stem}.dist-info/RECORD", "")


def _pip(age: str) -> Path:
    """The folder of a pip, unpacked so that its compiled code is kept too."""
    text = (ROOT / "tools" / f"pip-{age}.txt").read_text()
    folder = KEPT / f"{age}-{sha256(text.encode()).hexdigest()[:12]}"
    if folder.exists():
        return folder
    KEPT.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=KEPT) as scratch:
        unpacked = Path(scratch, "pip")
        for wheel in _fetch(text, Path(scratch, "wheels")).glob("*.whl"):
            with ZipFile(wheel) as packed:
                packed.extractall(unpacked)
        with suppress(OSError):  # another check was first
            unpacked.rename(folder)
    return folder


def _fetch(text: str, folder: Path) -> Path:
    """The folder, with the wheel of each pin in it; a lock of the same wheels fetches nothing."""
    wanted = sorted(set(re.findall(r"==[^\s;]+|sha256:\w+", text)))
    mark = folder / f"{sha256(''.join(wanted).encode()).hexdigest()}.whole"
    if mark.exists():
        return folder
    with TemporaryDirectory() as scratch:
        lock = Path(scratch, "lock.txt")
        lock.write_text(text)
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes"]
        command += ["--only-binary", ":all:", "--no-input", "--disable-pip-version-check"]
        command += ["--progress-bar", "off", "--dest", str(folder), "-r", str(lock)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unknown(pip_output.why_it_failed(done.stdout + done.stderr))
    mark.touch()
    return folder


def _resolve(lock: Path, pip: Path, wheels: Path, newer: Path) -> str:
    """Why this pip can't install the lock into an empty environment; nothing if it can."""
    (version,) = (found.stem.split("-")[1] for found in pip.glob("pip-*.dist-info"))
    with TemporaryDirectory() as empty:
        venv.create(empty, with_pip=False)
        command = [f"{empty}/bin/python", "-m", "pip", "install", "--dry-run", "--require-hashes"]
        command += ["--no-index", "--find-links", str(wheels), "--find-links", str(newer)]
        command += ["--no-cache-dir", "--no-input", "--disable-pip-version-check"]
        command += ["--progress-bar", "off", "-r", str(lock)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=dict(_alone(pip))
        )
    if not done.returncode:
        return ""
    said = done.stdout + done.stderr
    if loose := UNPINNED.search(said):
        return f"pip {version} finds no pin for {loose[1]}, which {loose[2]} needs"
    return f"pip {version} fails: " + " ".join(pip_output.why_it_failed(said).split("\n")[:-1])


def _alone(pip: Path) -> Iterator[tuple[str, str]]:
    """The environment of a pip that runs from its folder, and that no setting of ours reaches."""
    yield from ((name, value) for name, value in os.environ.items() if name[:4] != "PIP_")
    yield "PYTHONPATH", str(pip)
    yield "PIP_CONFIG_FILE", os.devnull


def main(locks: list[Path], wheels: Path) -> None:
    """Print a line for each complaint, and end with 1 if there is any; first of all fetch pips."""
    try:
        for age in AGES:
            _pip(age)
        found = [f"{lock}: {line}" for lock in locks for line in complaints(lock, wheels)]
    except Unknown as problem:
        sys.exit(f"The locks could not be checked. {problem}")
    if found:
        sys.exit("\n".join(found))
    sys.stdout.write(f"Locks that hold, whatever is released after them: {len(locks)}\n")


if __name__ == "__main__":
    arguments = ArgumentParser(description="Tell whether locks still install on another day.")
    arguments.add_argument("locks", nargs="*", type=Path, metavar="LOCK")
    arguments.add_argument(
        "--wheels", type=Path, default=KEPT / "wheels", help="where to keep them"
    )
    options = arguments.parse_args()
    main(options.locks, options.wheels)
