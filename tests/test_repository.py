"""What is committed names no registry and no place on somebody's machine."""

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REGISTRY = re.compile(r"https?://[\w.-]*(npmjs|npmmirror|yarnpkg|pypi|pythonhosted|debian)\b")
MACHINE = re.compile(r"(?<![\w.~-])/(work|root|home|opt|Users)/[\w.-]+/")
ORDINARY = re.compile(r"/opt/(homebrew|fitness)/|/home/fitness/")
"""Where other people's installers put things, and the examples for a server."""


def committed() -> dict[str, str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    texts = {}
    for name in filter(None, listed.stdout.split("\0")):
        try:
            texts[name] = (ROOT / name).read_text()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return texts


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}: {line.strip()}"
        for name, text in committed().items()
        for line in text.splitlines()
        if pattern.search(ORDINARY.sub("", line))
    ]


def test_no_file_names_a_registry():
    assert lines_with(REGISTRY) == []


def test_no_file_names_a_place_on_a_machine():
    assert lines_with(MACHINE) == []


def test_requirements_are_names_versions_and_hashes():
    locks = ("requirements.txt", "requirements-dev.txt", "bench/rival/requirements.txt")
    for name in (*locks, "tools/pip-oldest.txt", "tools/pip-newest.txt"):
        text = (ROOT / name).read_text()
        pins = re.findall(r"^[A-Za-z0-9]\S*", text, re.MULTILINE)
        assert pins
        assert all(re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+", pin) for pin in pins)
        assert len(re.findall(r"--hash=sha256:", text)) >= len(pins)
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text


def test_npms_lock_says_no_place_to_load_from():
    lock = json.loads((ROOT / "reflex.lock" / "package-lock.json").read_text())
    packages = [entry for name, entry in lock["packages"].items() if name]
    assert len(packages) > 100
    assert [entry for entry in packages if "resolved" in entry] == []
    assert all(entry.get("integrity") for entry in packages if not entry.get("inBundle"))


def test_npm_packages_are_pinned_to_one_version():
    package = json.loads((ROOT / "reflex.lock" / "package.json").read_text())
    pinned = package["dependencies"] | package["devDependencies"]
    assert [name for name, version in pinned.items() if not re.match(r"\d", version)] == []


def test_each_pin_with_an_extra_stands_without_it_too():
    for name in ("requirements.txt", "requirements-dev.txt", "bench/rival/requirements.txt"):
        lock = (ROOT / name).read_text()
        with_extra = re.findall(r"^([\w.-]+)\[[\w,-]+\](==\S+)", lock, re.MULTILINE)
        assert with_extra
        assert all(f"\n{name}{version} \\\n" in lock for name, version in with_extra)
