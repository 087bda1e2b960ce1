"""The font of documents and pictures, so that they are the same on every machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

FONTS = Path(settings.BASE_DIR) / "static" / "built" / "fonts"


class NoFont(RuntimeError):
    """The font that keeps the document the same on every machine has not been built."""


@cache
def font(name: str) -> bytes:
    """The file of that name; NoFont where the front end has not been built."""
    path = FONTS / Path(name).name
    if not path.is_file():
        raise NoFont(f"The font {path.name} is missing: run “npm run build”.")
    return path.read_bytes()
