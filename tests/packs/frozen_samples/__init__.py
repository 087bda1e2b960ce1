"""Packs as they were frozen in each form, and what their files said; knows where they are kept.

`NAME.vFORM.json.gz` is a frozen text as the code of its day wrote it, and is never made again.
`NAME.vFORM.DECK.FORMAT.txt` are the words of its file. Where a file is meant to say something
else from now on, `python -m tests.packs.frozen_samples` writes those anew, for the difference to
be read before it is committed.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from reporting.content.description import Deck
from reporting.content.frozen import FrozenPack, thaw
from reporting.export.formats import Format, draw, draw_pack
from tests.packs.reading_files import lines_of

FOLDER = Path(__file__).resolve().parent
ENDING = ".json.gz"
# The names of all that is kept: "annual-update.v1" and others.
NAMES = tuple(sorted(one.name.removesuffix(ENDING) for one in FOLDER.glob(f"*{ENDING}")))


def frozen(name: str) -> str:
    """The text as it was frozen."""
    return gzip.decompress((FOLDER / f"{name}{ENDING}").read_bytes()).decode()


def decks(name: str) -> dict[str, Deck]:
    """What files are drawn of, by the files' scope: the whole, and without what is exempt."""
    thing = thaw(frozen(name))
    if not isinstance(thing, FrozenPack):
        return {"whole": thing}
    public = {"public": thing.deck(is_public=True)} if thing.has_exempt else {}
    return {"whole": thing.deck(), **public}


def packs(name: str) -> dict[str, FrozenPack]:
    """What files are made of, by the same scopes; none for a deck that stands alone."""
    thing = thaw(frozen(name))
    if not isinstance(thing, FrozenPack):
        return {}
    return {"whole": thing, "public": thing.without_exempt()}


def says(name: str, of: str, file_format: Format) -> list[str]:
    """The lines of the file in that format."""
    pack = packs(name).get(of)
    made = draw_pack(pack, file_format) if pack else draw(decks(name)[of], file_format)
    return lines_of(made, file_format)


def said(name: str, of: str, file_format: Format) -> list[str]:
    """The lines of the file as it was recorded."""
    return _words(name, of, file_format).read_text(encoding="utf-8").splitlines()


def recorded() -> Iterator[tuple[str, str, Format]]:
    """Every file whose words are kept: the sample, what is drawn of it, the format."""
    for one in sorted(FOLDER.glob("*.txt")):
        name, of, file_format = one.stem.rsplit(".", 2)
        yield name, of, Format(file_format)


def record(name: str, of: str, file_format: Format, lines: list[str]) -> None:
    """Keep what a file says."""
    kept = "".join(f"{line}\n" for line in lines)
    _words(name, of, file_format).write_text(kept, encoding="utf-8")


def _words(name: str, of: str, file_format: Format) -> Path:
    return FOLDER / f"{name}.{of}.{file_format.value}.txt"
