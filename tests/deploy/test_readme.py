"""README's way to production on Debian, typed word for word into a copy of this machine."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import programs, servers

ROOT = Path(__file__).resolve().parents[2]
SH = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
OURS = re.compile(r"FITNESS_|REFLEX_|__REFLEX|PYTEST|MAKE|MFLAGS|VIRTUAL_ENV|PYTHON")
SECRET = "tall dark trees"
AUTHOR = {"user.name": "Test", "user.email": "test@club.example"}
OWN_PYTHON = "/opt/this-python"
MOST_SECONDS = 1200
"""Everything is installed and built once, on a machine that may have other things to do."""

OWN_MOUNTS_AND_PROCESSES = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
AS_ROOT_OF_THEM = ["--map-root-user", "--map-auto"]

STAGE = """
set -euo pipefail
mount --make-rprivate /
mkdir "$STAGE/etc" "$STAGE/opt" "$STAGE/lib"
cp -a /etc/. "$STAGE/etc" 2>/dev/null || true  # some of it only root may read
mount --bind "$STAGE/etc" /etc
for folder in /opt/*/; do
    if [ ! -d "$folder" ] || [ "$folder" = /opt/fitness/ ]; then continue; fi
    mkdir "$STAGE$folder" && mount --rbind "$folder" "$STAGE$folder"
done
if [ -n "$PYTHON_HOME" ]; then
    mkdir "$STAGE/opt/this-python" && mount --bind "$PYTHON_HOME" "$STAGE/opt/this-python"
fi
mount --rbind "$STAGE/opt" /opt
mount --bind "$STAGE/lib" /var/lib
mkdir -p /etc/systemd/system /etc/caddy
rm -f /etc/fitness.env
touch /etc/shadow
sed -i '/^fitness:/d' /etc/passwd /etc/shadow /etc/group
cd "$STAGE/checkout"
"""
"""What the steps change is a copy: /etc, /opt, /var/lib."""

SHIMS = {
    "apt-get": "exit 0",
    "sudo": """
if [ "$1" != -u ]; then exec "$@"; fi
user=$2; shift 2
exec setpriv --reuid="$user" --regid="$user" --init-groups \\
    env -i PATH="$PATH" LD_LIBRARY_PATH="$LD_LIBRARY_PATH" "$@"
""",
    # What a person would type into the file.
    "nano": """
sed -i "s|^FITNESS_SITE_URL=.*|FITNESS_SITE_URL='https://club.example'|
s|^FITNESS_CLUB_NAME=.*|FITNESS_CLUB_NAME='Iron \\& Oak'|
s|^#FITNESS_PORT=.*|FITNESS_PORT='$PORT'|" "$1"
""",
    "systemctl": 'exec "$TESTS_PYTHON" "$SYSTEMCTL" "$@"',
}
ADDUSER = "useradd --system --user-group --no-create-home --home-dir /var/lib/fitness fitness"
"""What Debian's adduser does for us, where it isn't installed."""

VISIT = """
ask() { curl --silent --show-error --fail-with-body "http://127.0.0.1:$PORT$1" "${@:2}"; echo; }
visit() {
    curl --silent --fail --retry 120 --retry-delay 1 --retry-connrefused --output /dev/null \\
        "http://127.0.0.1:$PORT/healthz"
    ask /readyz
    ask / --output /dev/null
    ask /auth/jwt/create -H 'Content-Type: application/json' \\
        -d '{"username": "ada", "password": "tall dark trees"}'
}
"""
EMPTIED = """
systemctl stop fitness
rm -rf /var/lib/fitness
systemctl start fitness
"""
ANSWERS = f"ada\nada@club.example\n{SECRET}\n{SECRET}\n"
"""To the questions of create-admin."""


def steps() -> list[str]:
    """What is typed for systemd, in order; what is for PostgreSQL alone left out."""
    part = (ROOT / "README.md").read_text().split("### With systemd\n")[1].split("\n## ")[0]
    return [block for block in SH.findall(part) if "postgres" not in block]


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """A checkout of the repository as it stands here, cloned from elsewhere, and the shims."""
    elsewhere = tmp_path / "elsewhere"
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (elsewhere / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, elsewhere / name)
    git(elsewhere, "init", "--quiet")
    for key, value in AUTHOR.items():
        git(elsewhere, "config", key, value)
    git(elsewhere, "add", "--all")
    git(elsewhere, "commit", "--quiet", "--message", "As it stands")
    git(tmp_path, "clone", "--quiet", str(elsewhere), "checkout")
    write_shims(tmp_path / "shims")
    return tmp_path


def write_shims(folder: Path) -> None:
    folder.mkdir()
    adduser = {} if shutil.which("adduser") else {"adduser": ADDUSER}
    for name, text in {**SHIMS, **adduser}.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def isolation() -> list[str]:
    """How a copy of this machine is made; a person without root's powers may be refused one."""
    if not shutil.which("apt-get"):
        pytest.skip("README's steps are for Debian and Ubuntu, and this machine is neither")
    if os.geteuid() == 0:
        return ["unshare", *OWN_MOUNTS_AND_PROCESSES]
    own = ["unshare", *AS_ROOT_OF_THEM, *OWN_MOUNTS_AND_PROCESSES]
    if subprocess.run([*own, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody but root make a copy of it: run as root to test this")
    return own


def surroundings(stage: Path) -> dict[str, str]:
    """The variables of someone who has just signed in, and those that stand-ins need."""
    # A Python that isn't the system's may stand in somebody's home, where the service can't go.
    own = "" if sys.base_prefix == "/usr" else sys.base_prefix
    places = [str(stage / "shims"), *([f"{OWN_PYTHON}/bin"] if own else [])]
    kept = {name: value for name, value in os.environ.items() if not OURS.match(name)}
    return {
        **kept,
        "PATH": os.pathsep.join([*places, "/usr/local/sbin", "/usr/local/bin", "/usr/sbin"])
        + ":/usr/bin:/sbin:/bin",
        # Its library too: the path that it knows may be closed to the service's user.
        "LD_LIBRARY_PATH": f"{OWN_PYTHON}/lib" if own else "",
        "STAGE": str(stage),
        "PORT": str(servers.free_port()),
        "PYTHON_HOME": own,
        "TESTS_PYTHON": sys.executable,
        "SYSTEMCTL": str(Path(__file__).with_name("systemctl.py")),
    }


def typed(stage: Path, script: str) -> str:
    """What came of a script; fails with its end unless all of it worked."""
    done = subprocess.run(
        [*isolation(), "bash", "-c", STAGE + VISIT + script],
        env=surroundings(stage),
        input=ANSWERS,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=MOST_SECONDS - 20,
        start_new_session=True,  # so that the password is asked for here, not at a terminal
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]
    return done.stdout


@pytest.mark.timeout(MOST_SECONDS)
def test_the_way_to_production_works_as_it_is_written(stage: Path):
    programs.require(programs.find_curl)
    install, settings, service, caddy, update, keep, bring_back = steps()
    said = typed(
        stage,
        "".join(
            [
                *(install, settings, service, caddy, "visit\n"),
                'git -C "$STAGE/elsewhere" commit --quiet --allow-empty --message News\n',
                *(update, "git -C /opt/fitness log -1 --format=%s\nvisit\n"),
                *(keep, EMPTIED, bring_back, "visit\n"),
                "systemctl stop fitness\n",
            ]
        ),
    )
    assert said.count('"status":"ok"') == 3
    assert said.count('"access":') == 3
    assert "Iron & Oak is open at https://club.example" in said
    assert "\nNews\n" in said
