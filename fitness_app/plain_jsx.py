"""A Reflex plugin: pages without the CSS-in-JS library that Reflex would give them.

Each element of a Reflex page is made by @emotion/react, for the `css` that a `style=` turns into.
We style by class names, and use `style=` for a width or a place that only the data knows; that is
an attribute of the element, and needs no library. It saves 8 KB gzipped on each page.
"""

from pathlib import Path
from typing import Any

import reflex as rx

_OURS = "utils/plain-jsx.js"
_JSX = """\
import { createElement } from "react";

export const jsx = (type, props, ...children) => {
  if (!props?.css) return createElement(type, props, ...children);
  const { css, style, ...rest } = props;
  return createElement(type, { ...rest, style: { ...css, ...style } }, ...children);
};
"""
_BEFORE = "    alias: ["
_ALIAS = f"""
      {{
        find: "@emotion/react",
        replacement: fileURLToPath(new URL("./{_OURS}", import.meta.url)),
      }},"""


class PlainJsx(rx.plugins.Plugin):
    """Makes elements by React alone; a `style=` with selectors in it is then not understood."""

    def pre_compile(self, **context: Any) -> None:
        """Write our maker of elements, and have Vite take it for the library's."""
        context["add_save_task"](lambda: (str(Path(_OURS)), _JSX))
        context["add_modify_task"]("vite.config.js", with_alias)


def with_alias(config: str) -> str:
    """Vite's configuration with our alias in it, once; raises RuntimeError if it has no place."""
    if _ALIAS in config:
        return config
    if _BEFORE not in config:
        raise RuntimeError("Reflex no longer writes Vite's configuration as it did.")
    return config.replace(_BEFORE, _BEFORE + _ALIAS)
