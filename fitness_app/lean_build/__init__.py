"""A Reflex plugin: pages without what they would bring along and never use.

The scripts beside this module take the place of libraries that Reflex gives to each page:

- jsx.js: elements made by React alone, without a CSS-in-JS library. We style by class names, and
  use `style=` for a width or a place that only the data knows; one with selectors in it is not
  understood.
- merge.js: what of a library for merging objects is asked for.
- cookies.js: none, as no state of ours is kept in a cookie that scripts can read.
- transports.js: a socket is a websocket, as in `rxconfig.py`; nothing for polling.
- toasts.js: toasts' library comes when the first toast is to be shown.
- scales.js, numbers.js, decimal.js: of a chart's axes, linear ones and those that name things; no
  time, no logarithms, no colours.

vite.js puts them in place, and minifies our own scripts in assets/. Together they save 20 KB
gzipped on each page, and 21 more on one with a chart.
"""

from pathlib import Path
from typing import Any

import reflex as rx

_SCRIPTS = Path(__file__).parent
_PLACE = Path("utils", "lean")
_CHANGES = {
    'import { defineConfig } from "vite";\n': 'import lean from "./utils/lean/vite.js";\n',
    "  plugins: [\n": "    lean(),\n",
}
"""What stands in Reflex's configuration of Vite, and what we add after it."""


class LeanBuild(rx.plugins.Plugin):
    """Has Vite leave out of every page what none of ours needs."""

    def pre_compile(self, **context: Any) -> None:
        """Put our scripts beside Reflex's own, and have Vite's configuration name them."""
        context["add_save_task"](_scripts)
        context["add_modify_task"]("vite.config.js", with_plugin)


def with_plugin(config: str) -> str:
    """Vite's configuration with our plugin in it, once; raises RuntimeError if it has no place."""
    for known, ours in _CHANGES.items():
        if known not in config:
            raise RuntimeError("Reflex no longer writes Vite's configuration as it did.")
        if ours not in config:
            config = config.replace(known, known + ours)
    return config


def _scripts() -> list[tuple[str, str]]:
    return [(str(_PLACE / file.name), file.read_text()) for file in _SCRIPTS.glob("*.js")]
