"""Files and folders that only their owner may look into."""

import os
import stat
from pathlib import Path
from typing import BinaryIO


def create(path: Path) -> BinaryIO:
    """Make a file that nobody else may read, and open it to be written; it mustn't exist yet."""
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def tighten(path: Path) -> None:
    """Take a file or folder from everybody but its owner, if that is who runs this.

    A link is left alone, whatever it leads to; raises OSError where the system refuses.
    """
    # Not by a descriptor: closing it would give up the locks that SQLite holds on the file.
    if path.is_symlink() or not path.exists():
        return
    found = path.stat()
    if found.st_uid == os.geteuid() and found.st_mode & 0o077:
        path.chmod(stat.S_IMODE(found.st_mode) & 0o700)
