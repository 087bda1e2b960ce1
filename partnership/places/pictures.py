"""Pictures as the portal keeps them: any PNG or JPEG, drawn again; knows Pillow, no database."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from partnership.refusals import UnusableFile

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 2_000_000
MOST_SLIDE_BYTES = 5_000_000
LEAST_SIDE, MOST_SIDE = 40, 5_000
# As large as the head of a page ever shows it on a screen of double resolution.
SHOWN = (640, 160)
# A slide of 13⅓ inches at 120 dots an inch.
ON_A_SLIDE = (1_600, 900)
# WCAG 2.2, 1.4.11: what must be made out against the ground that it stands on.
LEAST_CONTRAST = 3.0
# Of a pale drawing on white, the outline is what one sees; it is rarely less than this.
LEAST_SEEN = 0.02


@dataclass(frozen=True)
class Picture:
    """A PNG that the portal wrote itself, with nothing in it but its pixels."""

    png: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.png).hexdigest()


def read_picture(content: bytes) -> Picture:
    """The logo in these bytes; raises `UnusableFile`."""
    if len(content) > MOST_BYTES:
        raise UnusableFile(f"The picture is larger than {MOST_BYTES // 1_000_000} MB")
    drawn = _decoded(content)
    _check_seen(drawn)
    drawn.thumbnail(SHOWN)
    out = BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), *drawn.size)


def read_slide_picture(content: bytes) -> Picture:
    """The picture for a slide in these bytes, drawn anew; raises `UnusableFile`."""
    if len(content) > MOST_SLIDE_BYTES:
        raise UnusableFile(f"The picture is larger than {MOST_SLIDE_BYTES // 1_000_000} MB")
    drawn = _decoded(content)
    drawn.thumbnail(ON_A_SLIDE)
    out = BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), *drawn.size)


def _decoded(content: bytes) -> Image:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as opened:
                _check_size(*opened.size)
                return ImageOps.exif_transpose(opened).convert("RGBA")
    except UnusableFile:
        raise
    except (Image.DecompressionBombError, Warning):
        raise UnusableFile(f"The picture is wider or taller than {MOST_SIDE:,} pixels") from None
    except (OSError, ValueError, SyntaxError, ArithmeticError):
        # What Pillow raises for a file of another kind, and for one that breaks off.
        raise UnusableFile("That is not a PNG or JPEG picture that can be opened") from None


def _check_size(width: int, height: int) -> None:
    if max(width, height) > MOST_SIDE:
        raise UnusableFile(f"The picture is wider or taller than {MOST_SIDE:,} pixels")
    if min(width, height) < LEAST_SIDE:
        raise UnusableFile(
            f"The picture is {width} by {height} pixels; it needs {LEAST_SIDE} each way at least"
        )


def _check_seen(drawn: Image) -> None:
    """The head of a page gives a logo a white ground: enough of it must stand out from that."""
    small = drawn.resize((96, 96))
    pixels = small.tobytes()
    seen = 0
    for at in range(0, len(pixels), 4):
        red, green, blue, alpha = pixels[at : at + 4]
        over = [255 - (255 - value) * alpha / 255 for value in (red, green, blue)]
        seen += 1.05 / (_luminance(over) + 0.05) >= LEAST_CONTRAST
    if seen < LEAST_SEEN * 96 * 96:
        raise UnusableFile(
            "The picture is too pale to be made out on white: use the logo that is made for a"
            " light ground"
        )


def _luminance(channels: list[float]) -> float:
    """Relative luminance as WCAG 2.2 defines it, of red, green and blue from 0 to 255."""
    linear = [
        value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
