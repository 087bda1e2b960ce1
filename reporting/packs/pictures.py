"""The stored pictures of a partnership's packs; draws nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from partnership.models import Partnership
from reporting.packs.models import PackPicture


@dataclass(frozen=True)
class StoredPicture:
    """A PNG that the portal wrote itself."""

    content: bytes
    width: int
    height: int


def pictures(hashes: Collection[str], *, partnership: Partnership) -> dict[str, StoredPicture]:
    """The partnership's pictures among `hashes`, by sha256; one query, none if empty."""
    if not hashes:
        return {}
    stored = PackPicture.objects.filter(partnership=partnership, sha256__in=hashes)
    return {
        picture.sha256: StoredPicture(bytes(picture.content), picture.width, picture.height)
        for picture in stored
    }
