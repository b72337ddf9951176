"""Pin each requirements*.txt again, from its .in: what `make lock` does."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements", "requirements-dev", "bench/rival/requirements")
PIN_WITH_EXTRA = re.compile(r"^([\w.-]+)\[[\w,-]+\](==(?:.*\\\n)+.*\n)", re.MULTILINE)
OPTIONS = (
    *("--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-strip-extras", "--custom-compile-command", "make lock"),
)


def with_plain_pins(lock: str) -> str:
    """The same lock, where each pin with an extra stands a second time without it.

    Older pips apply `pyjwt[crypto]==2.15.1` to what wants that extra, and not to what wants pyjwt.
    """
    return PIN_WITH_EXTRA.sub(r"\1\2\g<0>", lock)


def main() -> None:
    """Write the locks; whatever else stands on the command line is for uv (`--upgrade`)."""
    for name in LOCKS:
        lock = ROOT / f"{name}.txt"
        command = [sys.executable, "-m", "uv", "pip", "compile", f"{name}.in"]
        command += ["--output-file", f"{name}.txt", *OPTIONS, *sys.argv[1:]]
        subprocess.run(command, cwd=ROOT, check=True)
        lock.write_text(with_plain_pins(lock.read_text()))


if __name__ == "__main__":
    main()
