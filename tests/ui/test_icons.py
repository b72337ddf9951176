"""Icons are drawn as lucide drew them, in one path."""

from pathlib import Path

import pytest

from fitness_app.ui import icons
from tests.ui.tree import attribute, find

DRAWINGS = sorted(Path(icons.__file__).parent.glob("lucide/*.svg"))


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_every_drawing_can_be_used(drawing: Path):
    outline = str(attribute(find(icons.icon(drawing.stem), "path"), "d"))
    shapes = drawing.read_text().count("/>")
    # One path starts anew for each shape, and once more for a relative start.
    assert outline.upper().count("M") >= shapes


def test_a_relative_start_counts_from_the_corner():
    assert icons._outline("chevron-down") == "M0 0m6 9 6 6 6-6"


def test_a_circle_comes_back_to_where_it_began():
    assert icons._outline("circle-slash").startswith("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0z")


def test_an_unknown_icon_is_noticed_when_the_page_is_made():
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        icons.icon("no-such-icon")
