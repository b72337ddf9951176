"""What a start loads: each part takes its time, so none that the club has no use for."""

import json
import subprocess
import sys

from fitness_app.api import api
from fitness_app.settings import ROOT

_LOADED = "import json, sys, fitness_app.fitness_app; print(json.dumps(sorted(sys.modules)))"
NEEDLESS = {"alembic", "granian", "httpx", "stripe", "typer"}
"""Other commands need these, or clubs with other settings."""


def test_a_worker_loads_nothing_that_it_has_no_use_for():
    told = subprocess.run(
        [sys.executable, "-c", _LOADED], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert not NEEDLESS & set(json.loads(told.stdout))


def test_each_door_of_the_api_is_made_once():
    assert not [route for route in api.routes if hasattr(route, "original_router")]
