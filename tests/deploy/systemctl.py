"""A stand-in for systemctl where no systemd runs: starts and stops what a unit file describes.

It gives the service the unit's user, environment and state directory, none of root's powers, and
a file system of which only that directory and /tmp can be written, as ProtectSystem=strict does.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

UNITS = Path("/etc/systemd/system")
RUNNING = Path(os.environ["STAGE"])
READ_ONLY = "mount -o remount,ro,bind /opt && mount -o remount,ro,bind /etc"
POWERLESS = ("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all")


def read(name: str) -> dict[str, list[str]]:
    """What a unit file says, by key."""
    found: dict[str, list[str]] = {}
    for line in (UNITS / f"{name}.service").read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            found.setdefault(key, []).append(value)
    return found


def environment(unit: dict[str, list[str]]) -> dict[str, str]:
    """The variables the service gets: the unit's, then those of its file, and no others."""
    lines = unit["Environment"] + Path(unit["EnvironmentFile"][0]).read_text().splitlines()
    words = [shlex.split(line) for line in lines if line and not line.startswith("#")]
    given = dict(word[0].split("=", 1) for word in words)
    # The tests' own Python may have its library where the service's user can't look for it.
    library = {"LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")}
    return {"PATH": os.defpath, "HOME": "/nonexistent", **library, **given}


def command(unit: dict[str, list[str]], key: str, variables: dict[str, str]) -> list[str]:
    """How a line of the unit is run, with its variables in their places."""
    line = unit[key][0]
    for name, value in variables.items():
        line = line.replace(f"${{{name}}}", value)
    user = unit["User"][0]
    as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *POWERLESS]
    closed = ["unshare", "--mount", "sh", "-c", f'{READ_ONLY} && exec "$@"', "sh"]
    return [*closed, *as_user, *shlex.split(line)]


def start(name: str) -> None:
    """Do what comes before, then start the service and leave it running."""
    unit = read(name)
    state = Path("/var/lib") / unit["StateDirectory"][0]
    state.mkdir(mode=int(unit["StateDirectoryMode"][0], 8), parents=True, exist_ok=True)
    shutil.chown(state, unit["User"][0], unit["User"][0])
    variables = environment(unit)
    how = {"cwd": unit["WorkingDirectory"][0], "env": variables}
    umask = int(unit["UMask"][0], 8)
    subprocess.run(command(unit, "ExecStartPre", variables), check=True, umask=umask, **how)
    service = subprocess.Popen(
        command(unit, "ExecStart", variables), start_new_session=True, umask=umask, **how
    )
    (RUNNING / name).write_text(str(service.pid))


def stop(name: str) -> None:
    """Ask it to end, and fail unless it does in the time that the unit gives it."""
    pid = int((RUNNING / name).read_text())
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + int(read(name)["TimeoutStopSec"][0])
    while Path(f"/proc/{pid}/stat").exists() and _state(pid) != "Z":
        if time.monotonic() > deadline:
            sys.exit(f"{name} does not end.")
        time.sleep(0.05)


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]


def main(verb: str, *names: str) -> None:
    """Obey one command of those that README.md has."""
    for name in names:
        if name != "fitness":
            continue
        if verb in ("stop", "restart"):
            stop(name)
        if verb in ("enable", "start", "restart"):
            start(name)


if __name__ == "__main__":
    main(*(word for word in sys.argv[1:] if word != "--now"))
