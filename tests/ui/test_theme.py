"""The colours are legible in both modes, as the head of theme.css says."""

import math
import re

import pytest

from fitness_app.settings import ROOT

_CSS = (ROOT / "assets" / "theme.css").read_text()
_OKLCH = re.compile(r"--([\w-]+):\s*oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)")
_TEXT = ("base-content", "primary", "success", "warning", "error", "info", "muted")
_FILLED = ("primary", "secondary", "accent", "neutral", "success", "warning", "error", "info")

Colour = tuple[float, float, float]


def _mode(selector: str) -> dict[str, Colour]:
    block = _CSS[_CSS.index(f"\n{selector} {{") :]
    found = _OKLCH.findall(block[: block.index("\n}")])
    return {
        name.removeprefix("color-"): (float(lightness) / 100, float(chroma), float(hue))
        for name, lightness, chroma, hue in found
    }


MODES = {"light": _mode(":root, .light"), "dark": _mode(".dark")}


def _luminance(colour: Colour) -> float:
    """Relative luminance of WCAG 2, by Björn Ottosson's matrices from OKLab to linear sRGB."""
    lightness, chroma, hue = colour
    a, b = (chroma * turn(math.radians(hue)) for turn in (math.cos, math.sin))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, part)) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_contrast_it_should():
    assert contrast((0, 0, 0), (1, 0, 0)) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["base-100", "base-200"])
@pytest.mark.parametrize("ink", _TEXT)
def test_text_is_legible_on_mat_and_floor(mode: str, ground: str, ink: str):
    colours = MODES[mode]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", _FILLED)
def test_words_are_legible_on_what_is_filled(mode: str, name: str):
    colours = MODES[mode]
    assert contrast(colours[f"{name}-content"], colours[name]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_the_edges_of_inputs_can_be_seen(mode: str):
    colours = MODES[mode]
    assert contrast(colours["line-strong"], colours["base-100"]) >= 3
