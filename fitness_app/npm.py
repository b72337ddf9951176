"""npm, as Reflex may use it: what reflex.lock says is installed, and nothing else.

Reflex has npm install and add as it sees fit, which takes a changed lock without a word. This
stands before npm on the PATH of Reflex's tools (tools/npm-as-locked/) and imports nothing of ours.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

REASON_FILE = "FITNESS_NPM_REASON"
"""Names the environment variable with the file in which to leave why it failed, unsaid."""

LOCKED = Path(__file__).resolve().parent.parent / "tools" / "npm-as-locked"
_CI = ["ci", "--legacy-peer-deps", "--loglevel", "error"]
_LIBRARY = re.compile(r"error while loading shared libraries: ([\w.+-]+)")
_PACKAGES = {"libatomic.so.1": "libatomic1", "libstdc++.so.6": "libstdc++6"}
_UNREACHED = re.compile(
    r"npm error code (E5\d\d|EAI_AGAIN|ECONN\w+|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EPROTO"
    r"|ETIMEDOUT|ERR_SOCKET_TIMEOUT|\w*CERT\w*|FETCH_ERROR)"
)
_CODES = {
    "EINTEGRITY": "reflex.lock doesn't describe the packages that npm's registry has. If you "
    "didn't mean to change it: git checkout reflex.lock",
    "EUSAGE": "The two files in reflex.lock don't belong together. If you didn't mean to change "
    "them: git checkout reflex.lock",
    "E404": "npm's registry doesn't have what reflex.lock asks for",
    "ENOSPC": "The disk is full. Make room, then try again",
    "EACCES": "npm may not write where it has to",
    "EROFS": "npm can't write: the file system is read-only",
}


class NpmError(Exception):
    """npm couldn't do its part; the text says why and what to do."""


def call(*arguments: str, path: str | None = None) -> str:
    """What the true npm prints, the first on a PATH; raises NpmError."""
    path = path or os.environ.get("PATH", os.defpath)
    try:
        done = subprocess.run(  # noqa: S603  # what Reflex or we ask for
            [_npm(path), *arguments],
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as problem:
        raise NpmError(f"npm can't be started: {problem.strerror}.") from None
    if done.returncode:
        raise NpmError(reason_in(done.stderr + done.stdout))
    return done.stdout.strip()


def reason_in(output: str) -> str:
    """The one sentence of npm's many lines that matters, and what to do about it."""
    if library := _LIBRARY.search(output):
        package = _PACKAGES.get(library[1])
        advice = f" On Debian: sudo apt-get install {package}" if package else ""
        return f"Node can't start: this system lacks {library[1]}.{advice}"
    lines = [line for line in output.splitlines() if line.startswith("npm error ")]
    told = [line.removeprefix("npm error ") for line in lines] or output.splitlines()[-3:]
    detail = next((line for line in told if not re.match(r"(code|syscall|errno|path) ", line)), "")
    if _UNREACHED.search(output):
        return (
            f"npm can't reach its registry: {detail} — check the network, or name another "
            "registry in NPM_CONFIG_REGISTRY; then try again."
        )
    code = next((line.removeprefix("code ") for line in told if line.startswith("code ")), "")
    return f"{_CODES.get(code, 'npm failed')} ({code or 'no code'}: {detail})"


def install() -> None:
    """Install into this folder what its lock says, checked against its hashes."""
    call(*_CI)


def refuse_others(wanted: list[str]) -> None:
    """Raise NpmError if a package is wanted that isn't pinned, or in another version."""
    package = json.loads(Path("package.json").read_text())
    pinned = package.get("dependencies", {}) | package.get("devDependencies", {})
    others = [spec for spec in wanted if not _is_pinned(spec, pinned)]
    if others:
        raise NpmError(
            f"reflex.lock doesn't pin {', '.join(others)}. `make lock` does; look at what changes."
        )


def main(arguments: list[str]) -> int:
    """Do what Reflex asks for in .web, as far as it may."""
    command, *rest = arguments or [""]
    try:
        if command == "install":
            install()
        elif command == "add":
            refuse_others(_named(rest))
        elif command == "remove":
            raise NpmError(
                f"reflex.lock pins {', '.join(_named(rest))}, which nothing needs any more. "
                "`make lock` takes that out."
            )
        else:
            os.execv(_npm(os.environ["PATH"]), ["npm", *arguments])  # noqa: S606
    except NpmError as problem:
        if file := os.environ.get(REASON_FILE):
            Path(file).write_text(str(problem))
        else:
            sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def _named(arguments: list[str]) -> list[str]:
    """The packages among what Reflex passes on; of its options only one has a value."""
    if "--loglevel" in arguments:
        at = arguments.index("--loglevel")
        arguments = arguments[:at] + arguments[at + 2 :]
    return [argument for argument in arguments if not argument.startswith("-")]


def _is_pinned(spec: str, pinned: dict[str, str]) -> bool:
    name, _, version = spec[1:].partition("@")
    return pinned.get(spec[0] + name) == version.removeprefix("v")


def _npm(path: str) -> str:
    others = [place for place in path.split(os.pathsep) if Path(place).resolve() != LOCKED]
    found = shutil.which("npm", path=os.pathsep.join(others))
    if found is None:
        raise NpmError("There is no npm. `make build` installs it, with all else that is needed.")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
