"""How much room a disk has left."""

import shutil
from pathlib import Path

LEAST_FREE_BYTES = 64 * 1024 * 1024
"""With less than this, a disk is taken for full before a picture or an order meets its end."""


def is_full(folder: Path) -> bool:
    """Whether what is written there may not fit any more; raises OSError if there is no folder."""
    usage = shutil.disk_usage(folder)
    return usage.total > 0 and usage.free < LEAST_FREE_BYTES
