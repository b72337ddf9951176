"""The settings tests run under, whatever stands in .env."""

import atexit
import os
import shutil
import tempfile
from functools import cache

from fitness_app import settings

CHOSEN = {
    "env": "development",
    "site_url": "http://localhost:3000",
    "secret_key": "a-secret-for-tests-only-" + "x" * 16,
}


@cache
def arrange() -> None:
    """Give every setting its default, but for those chosen above and a data folder; once.

    They go into the environment, so that processes which tests start have them too.
    """
    os.environ.update(settings.defaults())
    for name, value in CHOSEN.items():
        os.environ[f"FITNESS_{name.upper()}"] = value
    folder = tempfile.mkdtemp(prefix="fitness-tests-")
    os.environ["FITNESS_DATA_DIR"] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
