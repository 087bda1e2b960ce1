"""A council's own template: what would be wrong with it, and where its placeholders stand."""

# ruff: noqa: SLF001
from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from partnership.damage import OF_AN_ARCHIVE
from reporting.content.panel_slides import Layout
from reporting.export.pptx.template_xml import NAMES
from reporting.rendering.slides.grid import STANDARD
from reporting.rendering.slides.shapes import HEIGHT, WIDTH, Box

MOST_UNPACKED = 80_000_000
MOST_PARTS = 2_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
_RUNS = ("vbaproject", "activex", "embeddings/", "oleobject", "macroenabled")
# Of the width and height that the portal's own has; in less the words would have no room.
_LEAST_SHARE = 0.85
_SLACK = 1  # points that shapes may lie over one another, for rounding


def check_template(content: bytes) -> list[str]:
    """What stands in the way of using a file as the template, as sentences; none if nothing.

    Nothing is unpacked before the size of what would come out is known.
    """
    problems = _problems_of_the_file(content)
    if problems:
        return problems
    try:
        # It reads its XML when it is asked, so that damage shows anywhere in these lines.
        return _problems_of_the_document(Presentation(BytesIO(content)))
    except Exception:  # noqa: BLE001 - python-pptx raises whatever its XML library does
        return [_NOT_A_PPTX]


def _problems_of_the_document(document: Any) -> list[str]:
    layouts = {layout.name: layout for layout in document.slide_layouts}
    if missing := [kind.value for kind in Layout if kind.value not in layouts]:
        return [f"The layout “{name}” is missing; the portal looks for it by that name."
                for name in missing]  # fmt: skip
    found = [*_wrong_size(document)]
    for kind in Layout:
        found += _problems_of_a_layout(kind, layouts[kind.value])
    return found


def without_slides(document: Any) -> None:
    """Takes out the slides that a template shows its layouts with."""
    listed = document.slides._sldIdLst
    for slide in list(listed):
        document.part.drop_rel(slide.rId)
        listed.remove(slide)
    # What groups slides into sections names slides that are no longer there.
    extensions = document.part._element.find(qn("p:extLst"))
    if extensions is not None:
        document.part._element.remove(extensions)


_NOT_A_PPTX = "That is not a PowerPoint presentation (.pptx) that can be opened."


def _problems_of_the_file(content: bytes) -> list[str]:
    if len(content) > MOST_BYTES:
        return [too_large(len(content))]
    if content.startswith(_OLD_OFFICE):
        return [
            (
                "The file is password-protected, or in PowerPoint’s old format (.ppt): save it as a"
                " PowerPoint presentation (.pptx) without a password."
            )
        ]
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return list(_problems_of_the_archive(archive))
    except OF_AN_ARCHIVE:
        return [_NOT_A_PPTX]


def _problems_of_the_archive(archive: zipfile.ZipFile) -> Iterator[str]:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or len(members) > MOST_PARTS:
        yield (
            f"The file unpacks to {unpacked / 1e6:,.0f} MB in {len(members):,} parts; the portal"
            f" opens up to {MOST_UNPACKED // 1_000_000} MB in {MOST_PARTS:,}."
        )
        return
    names = {member.filename for member in members}
    if "ppt/presentation.xml" not in names or "[Content_Types].xml" not in names:
        yield _NOT_A_PPTX
        return
    types = archive.read("[Content_Types].xml").lower()
    if "macroenabled" in types.decode(errors="replace") or _holds(names, "vbaproject"):
        yield "The file holds macros: save it as a presentation without macros (.pptx)."
    elif any(_holds(names, word) for word in _RUNS):
        yield "The file holds objects of other programs: take them out of the slides and layouts."
    if b"presentationml.template" in types:
        yield "The file is a PowerPoint template (.potx): save it as a presentation (.pptx)."
    parts = [name for name in names if name.endswith((".rels", ".xml"))]
    texts = {name: archive.read(name) for name in sorted(parts)}
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in texts.values()):
        yield "The file declares types of its own inside, which PowerPoint never does."
    if any(_EXTERNAL.search(text) for name, text in texts.items() if name.endswith(".rels")):
        yield (
            "The file leads to something outside it, such as a linked picture or a link to a"
            " website. Put pictures into it, and take links out."
        )


def _holds(names: set[str], word: str) -> bool:
    return any(word in name.lower() for name in names)


def _wrong_size(document: Any) -> Iterator[str]:
    if (round(document.slide_width.pt), round(document.slide_height.pt)) != (WIDTH, HEIGHT):
        yield (
            "The slides are not 33.87 by 19.05 cm: choose “Widescreen (16:9)” under Design,"
            " Slide size."
        )


def _problems_of_a_layout(kind: Layout, layout: Any) -> Iterator[str]:
    called = f"The layout “{kind.value}”"
    boxes = {
        shape.placeholder_format.idx: _box(shape)
        for shape in layout.placeholders
        if shape.placeholder_format.idx in STANDARD.boxes[kind]
    }
    missing = [place for place in STANDARD.boxes[kind] if place not in boxes]
    for place in missing:
        yield f"{called} has no placeholder “{NAMES[place]}” as the portal’s own template has it."
    if missing:
        return
    for place, box in boxes.items():
        if not (box.left >= -_SLACK and box.right <= WIDTH + _SLACK and box.top >= -_SLACK
                and box.bottom <= HEIGHT + _SLACK):  # fmt: skip
            yield f"{called}: the placeholder “{NAMES[place]}” stands beyond the slide’s edge."
        least = _least(STANDARD.box(kind, place))
        if box.width < least[0] or box.height < least[1]:
            yield (
                f"{called}: “{NAMES[place]}” needs {least[0]:.0f} by {least[1]:.0f} points at"
                f" least, and has {box.width:.0f} by {box.height:.0f}."
            )
    for (place, first), (other, second) in combinations(boxes.items(), 2):
        if _overlap(first, second):
            yield f"{called}: “{NAMES[place]}” and “{NAMES[other]}” lie over one another."


def _least(ours: Box) -> tuple[float, float]:
    """How small a placeholder may be: words and pictures are measured for ours."""
    return ours.width * _LEAST_SHARE, ours.height * _LEAST_SHARE


def _overlap(box: Box, other: Box) -> bool:
    return (
        box.left + _SLACK < other.right
        and other.left + _SLACK < box.right
        and box.top + _SLACK < other.bottom
        and other.top + _SLACK < box.bottom
    )


def _box(shape: Any) -> Box:
    """A layout's placeholder takes its place from the master where it has none of its own."""
    return Box(shape.left.pt, shape.top.pt, shape.width.pt, shape.height.pt)


MOST_BYTES = 20_000_000


def too_large(size: int) -> str:
    return (
        f"The file is {size / 1e6:,.0f} MB; a template may have up to {MOST_BYTES // 1_000_000} MB."
    )
