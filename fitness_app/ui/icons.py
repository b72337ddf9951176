"""Icons at the four sizes of the house, drawn in place.

The drawings are lucide's, one file each in the folder beside this; to use another, put its file
there. A library of components would bring a request for each icon that two pages share.
"""

from functools import cache
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import reflex as rx

_DRAWINGS = Path(__file__).parent / "lucide"
_SIZES = {14: "size-3.5", 16: "size-4", 18: "size-[18px]", 20: "size-5"}


def icon(name: str, size: Literal[14, 16, 18, 20] = 16, class_name: str = "") -> rx.Component:
    """An icon beside words, hidden from screen readers; alone it needs a named button around it."""
    return rx.el.svg(
        rx.el.svg.path(d=_outline(name)),
        view_box="0 0 24 24",
        class_name=f"icon {_SIZES[size]} {class_name}".rstrip(),
        aria_hidden=True,
    )


@cache
def _outline(name: str) -> str:
    """An icon's shapes as the one path that draws them all."""
    drawing = ElementTree.parse(_DRAWINGS / f"{name}.svg")  # noqa: S314  # a file of our own
    return "".join(_path_of(shape) for shape in drawing.getroot())


def _path_of(shape: Element) -> str:
    match shape.tag.rpartition("}")[2]:
        case "path":
            d = shape.attrib["d"]
            # A relative start counts from the corner, not from where the shape before it ended.
            return f"M0 0{d}" if d.startswith("m") else d
        case "line":
            return "M{x1} {y1}L{x2} {y2}".format(**shape.attrib)
        case "polyline":
            return f"M{shape.attrib['points']}"
        case "circle":
            x, y, r = (float(shape.attrib[key]) for key in ("cx", "cy", "r"))
            return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"
        case "rect":
            return _rounded(
                *(float(shape.get(key, 0)) for key in ("x", "y", "width", "height", "rx"))
            )
        case other:
            raise ValueError(f"No icon has had a <{other}> so far: draw it here.")


def _rounded(x: float, y: float, width: float, height: float, r: float) -> str:
    across, down = width - 2 * r, height - 2 * r
    return (
        f"M{x + r:g} {y:g}h{across:g}a{r:g} {r:g} 0 0 1 {r:g} {r:g}v{down:g}"
        f"a{r:g} {r:g} 0 0 1 {-r:g} {r:g}h{-across:g}a{r:g} {r:g} 0 0 1 {-r:g} {-r:g}v{-down:g}"
        f"a{r:g} {r:g} 0 0 1 {r:g} {-r:g}z"
    )
