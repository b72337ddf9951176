"""Profile pictures: whatever is uploaded, what is kept is a small clean square."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from fitness_app.accounts import pictures
from fitness_app.kit.errors import Invalid, NotFound, TooLarge


def drawn(size: tuple[int, int] = (800, 600), mode: str = "RGB", **save: Any) -> bytes:
    file = BytesIO()
    Image.new(mode, size, save.pop("color", 0)).save(file, **{"format": "PNG", **save})
    return file.getvalue()


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_webp_square_of_512(kind: str):
    image = opened(pictures.clean(drawn(format=kind)))
    assert (image.format, image.size) == ("WEBP", (512, 512))


def test_a_small_picture_is_not_blown_up():
    assert opened(pictures.clean(drawn((90, 60)))).size == (60, 60)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_colour_is_taken(mode: str):
    assert opened(pictures.clean(drawn((20, 20), mode))).mode == "RGB"


def test_what_is_transparent_becomes_white():
    clear = drawn((20, 20), "RGBA", color=(0, 0, 0, 0))
    assert opened(pictures.clean(clear)).getpixel((10, 10)) == (255, 255, 255)


def test_a_picture_taken_sideways_stands_upright():
    image = Image.new("RGB", (100, 100), "blue")
    image.paste("red", (0, 0, 100, 50))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: what is up lies at the left
    file = BytesIO()
    image.save(file, "JPEG", exif=exif)
    upright = opened(pictures.clean(file.getvalue()))
    right, left = upright.getpixel((90, 50)), upright.getpixel((10, 50))
    assert isinstance(right, tuple)
    assert isinstance(left, tuple)
    assert right[0] > 200 > left[0]


def test_nothing_of_the_original_but_its_pixels_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "SECRET place"
    jpeg = drawn(format="JPEG", exif=exif, comment=b"SECRET comment")
    notes = PngInfo()
    notes.add_text("note", "SECRET note")
    for upload in (jpeg, drawn(pnginfo=notes), jpeg + b"SECRET tail"):
        assert b"SECRET" in upload
        assert b"SECRET" not in pictures.clean(upload)


def header_only(width: int, height: int) -> bytes:
    """A PNG that claims a size and has no pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"")


def chunk(name: bytes, content: bytes) -> bytes:
    checked = name + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


@pytest.mark.parametrize("size", [(8001, 10), (10, 8001), (5001, 5000), (60_000, 60_000)])
def test_a_huge_picture_is_refused_before_it_is_decoded(size: tuple[int, int]):
    with pytest.raises(Invalid) as refusal:
        pictures.clean(header_only(*size))
    assert "25 megapixels" in refusal.value.fields["picture"]


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        drawn(format="GIF", mode="P"),
        drawn(format="BMP"),
        drawn()[:60],
        drawn(format="JPEG")[:300],
        header_only(10, 10),
    ],
)
def test_what_is_no_whole_picture_of_these_kinds_is_refused(upload: bytes):
    with pytest.raises(Invalid) as refusal:
        pictures.clean(upload)
    assert refusal.value.fields == {"picture": "Choose a JPEG, PNG or WebP picture."}


def test_more_than_five_megabytes_are_too_large():
    with pytest.raises(TooLarge):
        pictures.clean(b"x" * (pictures.MAX_BYTES + 1))


def test_a_kept_picture_has_a_name_nobody_can_guess():
    names = {pictures.store(b"same") for _ in range(2)}
    assert len(names) == 2
    for name in names:
        assert pictures.get_file(name).read_bytes() == b"same"
        assert (pictures.get_file(name).parent.stat().st_mode & 0o077) == 0


@pytest.mark.parametrize(
    "name", ["", "x.webp", "../secret_key", "a" * 22 + ".webp", "\0", "a" * 22 + ".webp\n"]
)
def test_no_other_file_can_be_had(name: str):
    with pytest.raises(NotFound):
        pictures.get_file(name)
    pictures.remove(name)
