"""Reads what pip prints: how far it is, and why it failed. From pip 23.0 on."""

import re
from collections.abc import Iterable

PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^]]*\])?==", re.MULTILINE)
SEEN = re.compile(r"^(?:Collecting|Requirement already satisfied:) ([\w.-]+)", re.MULTILINE)
IGNORED = re.compile(r"^Ignoring ([\w.-]+): markers", re.MULTILINE)
INSTALLING = re.compile(r"^Installing collected packages: (.+)$", re.MULTILINE)

CAUSES = (
    (
        r"No space left on device|Errno 28\b|Disk quota exceeded",
        "The disk is full. Make room where this folder, pip's cache and the temporary folder are"
        " (`df -h`), then try again.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "A package that came is not the one the lock names, so nothing was installed. Try again"
        " from another network or mirror; if it stays so, do not trust the place it comes from.",
    ),
    (
        r"In --require-hashes mode|Hashes are required",
        "The lock lacks something that a package in it needs. Make the lock again (`make lock`),"
        " or go back to a version of this checkout that installs.",
    ),
    (
        r"after connection broken by|ConnectionError|Read timed out|ReadTimeoutError"
        r"|Failed to establish a new connection|name resolution|SSLError|ProxyError"
        r"|IncompleteRead|Connection reset",
        "The package index can't be reached. Look at the network (behind a proxy: HTTPS_PROXY; with"
        " a mirror: PIP_INDEX_URL), then try again; what has come so far is kept.",
    ),
    (
        r"Permission denied|Errno 13\b|Read-only file system|Errno 30\b",
        "A folder may not be written. Let this checkout belong to who runs the command.",
    ),
    (
        r"No matching distribution found",
        "The package index doesn't have what the lock names for this Python. Python 3.11 to 3.14"
        " will do; a mirror (PIP_INDEX_URL) has to be complete.",
    ),
)
OTHERWISE = "pip failed. Try again; if it stays so, the lines above say why."
LAST_WORDS = re.compile(r"^(?:ERROR: (?!Exception:)|\S*(?:Error|Exception): )")
MOST_LINES = 4


def plain(name: str) -> str:
    """A package's name as all its spellings have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names_in(lock: str) -> set[str]:
    """What a lock pins."""
    return {plain(name) for name in PIN.findall(lock)}


def how_far(output: str, pins: set[str], installed: Iterable[str]) -> str:
    """How many of the packages have been fetched, then how many are installed."""
    if installing := INSTALLING.search(output):
        new = {plain(name) for name in installing[1].split(", ")}
        return f"{len(new.intersection(installed))} of {len(new)} installed"
    needed = pins - {plain(name) for name in IGNORED.findall(output)}
    seen = needed.intersection(plain(name) for name in SEEN.findall(output))
    return f"{len(seen)} of {len(needed)} fetched" if seen else ""


def why_it_failed(output: str) -> str:
    """The lines that matter, without repetition, and what to do about them."""
    advice = next((do for cause, do in CAUSES if re.search(cause, output)), OTHERWISE)
    return "\n".join([*_telling(output), advice])


def _telling(output: str) -> list[str]:
    lines = output.splitlines()
    telling: list[str] = []
    for number, line in enumerate(lines):
        if LAST_WORDS.match(line):
            telling.append(line)
            # What a line with a colon announces stands below it, indented.
            telling += _indented(lines[number + 1 :])
    return list(dict.fromkeys(telling))[-MOST_LINES:] or lines[-MOST_LINES:]


def _indented(lines: list[str]) -> list[str]:
    end = next((at for at, line in enumerate(lines) if not line.startswith("  ")), len(lines))
    return [line for line in lines[:end] if line.strip()]
