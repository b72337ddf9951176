"""What `make test` does before the tests: `python -m tests.prepare`."""

import sys

from fitness_app import frontend
from fitness_app.frontend import BuildError
from tests import environment, programs


def main() -> None:
    """Provide the programs tests need, and the front end the browser tests open."""
    environment.arrange()
    try:
        programs.provide()
        frontend.build()
    except (programs.Missing, BuildError) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
