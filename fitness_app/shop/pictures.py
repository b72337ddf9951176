"""The drawings of products that the app brings, among which the staff choose."""

from functools import cache

from fitness_app.settings import ROOT

FOLDER = ROOT / "assets" / "shop"


@cache
def list_pictures() -> tuple[str, ...]:
    """File names of drawings, by name."""
    return tuple(sorted(file.name for file in FOLDER.glob("*.svg")))


def name_of(picture: str) -> str:
    """What a drawing is called: 'Club shirt'."""
    return picture.removesuffix(".svg").replace("-", " ").capitalize()
