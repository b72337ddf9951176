"""Profile pictures: made safe from whatever was uploaded, and kept outside the static folder."""

import os
import re
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from fitness_app import private_files, settings
from fitness_app.kit import crypto
from fitness_app.kit.errors import Invalid, NotFound, TooLarge
from fitness_app.kit.turns import Turns, on_thread

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_SIDE = 8_000
SIDE = 512
HUGE = "Choose a picture of at most 25 megapixels and 8,000 pixels a side."
FORMATS = ("JPEG", "PNG", "WEBP")

_DRAWING = Turns(1)
"""Drawn, a picture takes hundreds of megabytes: one after the other, in each process."""

_NAME = re.compile(r"[A-Za-z0-9_-]{22}\.webp")


def clean(upload: bytes) -> bytes:
    """A square WebP of at most 512 px made from a JPEG, PNG or WebP; nothing else of it is kept.

    Takes a while: call it on a thread. Raises TooLarge above 5 MB, Invalid under 'picture'.
    """
    if len(upload) > MAX_BYTES:
        raise TooLarge("Choose a picture of at most 5 MB.")
    try:
        with Image.open(BytesIO(upload), formats=FORMATS) as image:
            _refuse_huge(image)
            return _redraw(image)
    except Invalid:
        raise
    except Image.DecompressionBombError:
        raise Invalid(picture=HUGE) from None
    except Exception as problem:  # a broken file makes Pillow raise almost anything
        raise Invalid(picture="Choose a JPEG, PNG or WebP picture.") from problem


async def clean_in_turn(upload: bytes) -> bytes:
    """What `clean` makes of it, one picture after the other; raises Busy as well."""
    async with _DRAWING.one():
        return await on_thread(partial(clean, upload))


def store(picture: bytes) -> str:
    """Keep a cleaned picture under a random name, and return the name."""
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{crypto.random_token(128)}.webp"
    with private_files.create(_folder() / name) as file:
        file.write(picture)
        file.flush()
        os.fsync(file.fileno())
    return name


def find(name: str) -> Path | None:
    """The file of a picture by its name; None if there is none, or it is no name of ours."""
    if not _NAME.fullmatch(name):
        return None
    file = _folder() / name
    return file if file.is_file() else None


def get_file(name: str) -> Path:
    """The file of a picture by its name; raises NotFound."""
    file = find(name)
    if file is None:
        raise NotFound
    return file


def remove(name: str) -> None:
    """Delete a picture's file, if there is one."""
    if _NAME.fullmatch(name):
        (_folder() / name).unlink(missing_ok=True)


def _refuse_huge(image: Image.Image) -> None:
    # The header says the size; nothing was decoded yet.
    width, height = image.size
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise Invalid(picture=HUGE)


def _redraw(image: Image.Image) -> bytes:
    image.draft("RGB", (SIDE * 2, SIDE * 2))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    side = min(SIDE, *upright.size)
    square = ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS)
    # A fresh canvas: comments, places and profiles survive a mere re-encoding.
    canvas = Image.new("RGB", square.size, "white")
    canvas.paste(square, mask=square.getchannel("A"))
    cleaned = BytesIO()
    canvas.save(cleaned, "WEBP", quality=82, method=4)
    return cleaned.getvalue()


def _folder() -> Path:
    return settings.get().data_dir / "pictures"
