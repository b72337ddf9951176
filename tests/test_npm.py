"""npm as Reflex may use it: what the lock says, and one sentence when that can't be had."""

import hashlib
import io
import json
import os
import tarfile
from base64 import b64encode
from pathlib import Path

import pytest

from fitness_app import frontend, npm
from fitness_app.npm import NpmError

UNREACHED = """npm error code ENOTFOUND
npm error syscall getaddrinfo
npm error errno ENOTFOUND
npm error network request to https://registry.example/react failed, reason: no such host
npm error network This is a problem related to network connectivity.
npm error A complete log of this run can be found in: somewhere
"""
UNSTARTED = (
    "node: error while loading shared libraries: libatomic.so.1: cannot open shared object file"
)


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (UNREACHED, ["can't reach its registry", "no such host", "NPM_CONFIG_REGISTRY"]),
        ("npm error code EINTEGRITY\nnpm error sha512-x wanted", ["git checkout reflex.lock"]),
        ("npm error code EUSAGE\nnpm error\nnpm error sync", ["don't belong together"]),
        ("npm error code ENOSPC\nnpm error nospc no space", ["The disk is full"]),
        (UNSTARTED, ["lacks libatomic.so.1", "sudo apt-get install libatomic1"]),
        ("boom", ["npm failed", "boom"]),
        ("", ["npm failed"]),
    ],
    ids=["network", "hash", "lock", "disk", "library", "unknown", "nothing"],
)
def test_what_npm_says_at_length_is_said_in_one_line(output: str, said: list[str]):
    reason = npm.reason_in(output)
    assert "\n" not in reason
    for words in said:
        assert words in reason


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one package to install, from a file, under the name and version of a lock."""
    _pack(tmp_path, "plates")
    wanted = {"plates": "file:plates.tgz"}
    (tmp_path / "package.json").write_text(json.dumps({"name": "web", "dependencies": wanted}))
    digest = hashlib.sha512((tmp_path / "plates.tgz").read_bytes()).digest()
    _lock(tmp_path, f"sha512-{b64encode(digest).decode()}")
    monkeypatch.chdir(tmp_path)
    variables = frontend.environment()
    monkeypatch.setenv("PATH", variables["PATH"])
    monkeypatch.setenv("NPM_CONFIG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv(npm.REASON_FILE, str(tmp_path / "reason"))
    return tmp_path


def _pack(folder: Path, name: str) -> None:
    contents = json.dumps({"name": name, "version": "1.2.3"}).encode()
    with tarfile.open(folder / f"{name}.tgz", "w:gz") as archive:
        entry = tarfile.TarInfo("package/package.json")
        entry.size = len(contents)
        archive.addfile(entry, io.BytesIO(contents))


def _lock(folder: Path, integrity: str) -> None:
    packages = {
        "": {"name": "web", "dependencies": {"plates": "file:plates.tgz"}},
        "node_modules/plates": {
            "version": "1.2.3",
            "resolved": "file:plates.tgz",
            "integrity": integrity,
        },
    }
    lock = {"name": "web", "lockfileVersion": 3, "requires": True, "packages": packages}
    (folder / "package-lock.json").write_text(json.dumps(lock))


def test_what_is_installed_is_what_the_lock_says(web: Path):
    assert npm.main(["install", "--legacy-peer-deps"]) == 0
    assert (web / "node_modules" / "plates" / "package.json").exists()
    assert not (web / "reason").exists()


def test_a_lock_with_another_hash_is_refused_over_what_is_installed_already(
    web: Path, capsys: pytest.CaptureFixture[str]
):
    npm.main(["install"])
    _lock(web, "sha512-" + b64encode(b"0" * 64).decode())
    before = (web / "package-lock.json").read_text()
    assert npm.main(["install"]) == 1
    reason = (web / "reason").read_text()
    assert "EINTEGRITY" in reason
    assert "git checkout reflex.lock" in reason
    assert capsys.readouterr().err == ""
    assert (web / "package-lock.json").read_text() == before


def test_a_lock_that_lacks_a_package_is_refused(web: Path):
    package = json.loads((web / "package.json").read_text())
    package["dependencies"]["bars"] = "file:bars.tgz"
    _pack(web, "bars")
    (web / "package.json").write_text(json.dumps(package))
    assert npm.main(["install"]) == 1
    assert "don't belong together" in (web / "reason").read_text()


@pytest.fixture
def pinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that pins two packages."""
    pins = {"dependencies": {"react": "19.3.1"}, "devDependencies": {"@emotion/react": "11.14.0"}}
    (tmp_path / "package.json").write_text(json.dumps(pins))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("pinned")
def test_reflex_may_add_what_is_pinned_already():
    wanted = ["add", "--legacy-peer-deps", "-D", "react@v19.3.1", "@emotion/react@11.14.0"]
    assert npm.main([*wanted, "--loglevel", "silly"]) == 0


@pytest.mark.usefixtures("pinned")
@pytest.mark.parametrize("other", ["react@19.4.0", "@emotion/react@11", "vue@3.0.0", "vue"])
def test_reflex_may_add_nothing_else(other: str, capsys: pytest.CaptureFixture[str]):
    assert npm.main(["add", "react@19.3.1", other]) == 1
    assert f"doesn't pin {other}. `make lock`" in capsys.readouterr().err


@pytest.mark.usefixtures("pinned")
def test_a_package_that_nothing_needs_any_more_is_named(capsys: pytest.CaptureFixture[str]):
    assert npm.main(["remove", "--legacy-peer-deps", "react", "--loglevel", "silly"]) == 1
    assert "pins react, which nothing needs" in capsys.readouterr().err


def test_reflexs_tools_find_this_npm_first_and_it_finds_the_true_one():
    path = frontend.environment()["PATH"]
    assert path.split(os.pathsep)[0] == str(npm.LOCKED)
    assert os.access(npm.LOCKED / "npm", os.X_OK)
    assert npm.call("--version", path=path)[0].isdigit()


def test_without_npm_one_is_told_how_to_get_it():
    with pytest.raises(NpmError, match="make build"):
        npm.call("--version", path=str(npm.LOCKED))
