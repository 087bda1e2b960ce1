"""What only a rendering shows: slides too empty, and words over words as LibreOffice sets them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import numpy
from PIL import Image

from tests.form.boxes import Box
from tests.form.reading import Slide, read

WIDTH, HEIGHT = 1280, 720
COLUMNS, ROWS = 12, 6
USED = 0.6  # of the zone by the box around the ink, and of the cells of the grid
CONTRAST = 32  # of 255, from the ground: paler is a ground or a gridline, not ink
INK_IN_A_CELL = 8  # pixels
SECONDS = 180
NEAR = 1.0  # points
XHTML = "{http://www.w3.org/1999/xhtml}"


class NotRendered(RuntimeError):
    """LibreOffice or the tools of poppler are not there, or gave nothing."""


@dataclass(frozen=True)
class Word:
    text: str
    box: Box  # in points of the page


@dataclass(frozen=True)
class Page:
    pixels: numpy.ndarray
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Use:
    """How much of the zone between title and source is used, in parts of 1."""

    box: float
    cells: float

    @property
    def is_enough(self) -> bool:
        return min(self.box, self.cells) >= USED


def rendered_faults(pptx: bytes) -> list[str]:
    """What is wrong with the slides as LibreOffice draws them."""
    slides, pages = read(pptx).slides, rendered(pptx)
    if len(slides) != len(pages):
        return [f"{len(slides)} slides are drawn on {len(pages)} pages"]
    return [
        f"slide {slide.number}: {said}"
        for slide, page in zip(slides, pages, strict=True)
        for said in (*_emptiness(slide, page), *_collisions(page))
    ]


@lru_cache(maxsize=1)
def rendered(pptx: bytes) -> tuple[Page, ...]:
    """Each slide at 1280 by 720 with its words, drawn with a profile of its own."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "deck.pptx").write_bytes(pptx)
        office = shutil.which("soffice") or shutil.which("libreoffice")
        _run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless",
              "--convert-to", "pdf", "--outdir", folder, folder / "deck.pptx"])  # fmt: skip
        paper = folder / "deck.pdf"
        if not paper.is_file():
            raise NotRendered("LibreOffice made no PDF")
        _run(["pdftoppm", "-scale-to-x", WIDTH, "-scale-to-y", HEIGHT, paper, folder / "page"])
        _run(["pdftotext", "-bbox", paper, folder / "words.html"])
        pictures = sorted(folder.glob("page*.ppm"))
        words = _words(folder / "words.html")
        return tuple(Page(_pixels(path), said) for path, said in zip(pictures, words, strict=True))


def use_of(slide: Slide, page: Page) -> Use:
    """How much of the zone is used by ink: its box, and the cells of a grid that it falls in."""
    left, top, right, bottom = (round(side) for side in _zone(slide))
    zone = page.pixels[top:bottom, left:right].astype(int)
    ground = numpy.median(page.pixels[: HEIGHT // 40 * 3 : 4].reshape(-1, 3), axis=0)
    ink = numpy.abs(zone - ground).max(axis=2) > CONTRAST
    down, across = numpy.nonzero(ink)
    if not len(down):
        return Use(0.0, 0.0)
    box = (numpy.ptp(down) + 1) * (numpy.ptp(across) + 1) / ink.size
    used = [
        cell.sum() >= INK_IN_A_CELL
        for band in numpy.array_split(ink, ROWS, axis=0)
        for cell in numpy.array_split(band, COLUMNS, axis=1)
    ]
    return Use(float(box), sum(used) / len(used))


def _zone(slide: Slide) -> tuple[float, float, float, float]:
    """Between title and source, as wide as the title, in pixels."""
    across, down = WIDTH / slide.size.width, HEIGHT / slide.size.height
    title = slide.title.box if slide.title else slide.size
    feet = [one.box.top for one in slide.foot if one.box.top > title.bottom]
    feet = feet or [slide.size.bottom]
    return title.left * across, title.bottom * down, title.right * across, min(feet) * down


def _emptiness(slide: Slide, page: Page) -> Iterator[str]:
    if slide.is_aside:
        return
    use = use_of(slide, page)
    if not use.is_enough:
        yield (
            f"too empty: ink's box covers {use.box:.0%} of the zone between title and source, "
            f"and ink falls in {use.cells:.0%} of its cells"
        )


def _collisions(page: Page) -> Iterator[str]:
    for one, other in combinations(page.words, 2):
        if one.box.meets(other.box, by=NEAR):
            yield f"“{one.text}” and “{other.text}” are drawn over one another"


def _words(path: Path) -> Iterator[tuple[Word, ...]]:
    for page in ElementTree.parse(path).iter(f"{XHTML}page"):
        yield tuple(_word(one) for one in page.iter(f"{XHTML}word") if (one.text or "").strip())


def _word(element: ElementTree.Element) -> Word:
    box = Box(*(float(element.get(key, "0")) for key in ("xMin", "yMin", "xMax", "yMax")))
    # The box is as high as the line; letters take less of it.
    return Word(element.text or "", box.inset(0, box.height * 0.19, 0, box.height * 0.09))


def _pixels(path: Path) -> numpy.ndarray:
    with Image.open(path) as picture:
        return numpy.asarray(picture.convert("RGB"))


def _run(command: list[object]) -> None:
    if command[0] is None or shutil.which(str(command[0])) is None:
        raise NotRendered(f"{command[0] or 'soffice'} is not on this machine")
    subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, timeout=SECONDS
    )
