"""The words of a frame with their sizes and spacing, as the file and what it inherits from say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.form.inheriting import Looks
from tests.form.names import qn

DEFAULT_SIZE = 18.0
SIDE, ABOVE = 91_440, 45_720  # the insets of frames and cells that say nothing


@dataclass(frozen=True)
class Letters:
    """Words set alike; a break within a paragraph is the text “\\v”."""

    text: str
    size: float
    is_bold: bool
    is_slanted: bool


@dataclass(frozen=True)
class Paragraph:
    letters: tuple[Letters, ...]
    size: float  # of an empty paragraph
    indent: float
    first: float  # how much further the first line starts
    above: float
    below: float
    spacing: float  # of a line's own height; negative: so many points
    align: str

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.letters)


@dataclass(frozen=True)
class Frame:
    paragraphs: tuple[Paragraph, ...]
    left: float
    top: float
    right: float
    bottom: float
    anchor: str
    wraps: bool
    turn: float
    scale: float  # what an office program may have shrunk the words to

    @property
    def text(self) -> str:
        return "\n".join(one.text for one in self.paragraphs).replace("\v", "\n").strip()

    @property
    def letters(self) -> Iterator[Letters]:
        for paragraph in self.paragraphs:
            yield from (one for one in paragraph.letters if one.text.strip())


def frame_of(body: Any, looks: Looks, *, cell: Any = None) -> Frame:
    insets = [("lIns", SIDE), ("tIns", ABOVE), ("rIns", SIDE), ("bIns", ABOVE)]
    if cell is not None:
        keys = ("marL", "marT", "marR", "marB")
        sides = [
            int(cell.get(key) or otherwise) / 12_700
            for key, (_, otherwise) in zip(keys, insets, strict=True)
        ]
        anchor = cell.get("anchor") or "t"
    else:
        sides = [looks.inset(key, otherwise) for key, otherwise in insets]
        anchor = looks.of_body("anchor") or "t"
    own = body.find(qn("a:bodyPr"))
    shrunk = own.find(qn("a:normAutofit")) if own is not None else None
    scale = int((shrunk.get("fontScale") if shrunk is not None else None) or 100_000) / 100_000
    turned = {"vert": 90.0, "vert270": 270.0}.get(looks.of_body("vert") or "", 0.0)
    return Frame(
        tuple(_paragraph(one, body, looks) for one in body.findall(qn("a:p"))),
        *sides,
        anchor=anchor,
        wraps=looks.of_body("wrap") != "none",
        turn=turned,
        scale=scale,
    )


def _paragraph(paragraph: Any, body: Any, looks: Looks) -> Paragraph:
    own = paragraph.find(qn("a:pPr"))
    level = int((own.get("lvl") if own is not None else None) or 0)
    chain = [] if own is None else [own]
    own_styles = body.find(qn("a:lstStyle"))
    if (
        own_styles is not None
        and (found := own_styles.find(qn(f"a:lvl{level + 1}pPr"))) is not None
    ):
        chain.append(found)
    chain += looks.of_level(level)
    letters = tuple(_letters(paragraph, chain))
    empty = paragraph.find(qn("a:endParaRPr"))
    size = _size(empty, chain)
    largest = max((one.size for one in letters), default=size)
    return Paragraph(
        letters=letters,
        size=size,
        indent=float(_said(chain, "marL") or 0) / 12_700,
        first=float(_said(chain, "indent") or 0) / 12_700,
        above=_room(chain, "a:spcBef", largest, 0.0),
        below=_room(chain, "a:spcAft", largest, 0.0),
        spacing=_spacing(chain),
        align=_said(chain, "algn") or "l",
    )


def _letters(paragraph: Any, chain: list[Any]) -> Iterator[Letters]:
    for one in paragraph:
        if one.tag in {qn("a:r"), qn("a:fld")}:
            text = one.findtext(qn("a:t")) or ""
        elif one.tag == qn("a:br"):
            text = "\v"
        else:
            continue
        own = one.find(qn("a:rPr"))
        yield Letters(text, _size(own, chain), _is(own, chain, "b"), _is(own, chain, "i"))


def _size(own: Any, chain: list[Any]) -> float:
    said = _of_letters(own, chain, "sz")
    return int(said) / 100 if said else DEFAULT_SIZE


def _is(own: Any, chain: list[Any], key: str) -> bool:
    return _of_letters(own, chain, key) in {"1", "true"}


def _of_letters(own: Any, chain: list[Any], key: str) -> str | None:
    if own is not None and own.get(key) is not None:
        return own.get(key)
    for one in chain:
        default = one.find(qn("a:defRPr"))
        if default is not None and default.get(key) is not None:
            return default.get(key)
    return None


def _said(chain: Iterable[Any], key: str) -> str | None:
    return next((one.get(key) for one in chain if one.get(key) is not None), None)


def _first(chain: Iterable[Any], name: str) -> Any:
    return next((found for one in chain if (found := one.find(qn(name))) is not None), None)


def _room(chain: list[Any], name: str, size: float, otherwise: float) -> float:
    found = _first(chain, name)
    if found is None:
        return otherwise
    if (points := found.find(qn("a:spcPts"))) is not None:
        return int(points.get("val")) / 100
    return size * 1.17 * _percent(found.find(qn("a:spcPct")).get("val"))


def _spacing(chain: list[Any]) -> float:
    found = _first(chain, "a:lnSpc")
    if found is None:
        return 1.0
    if (points := found.find(qn("a:spcPts"))) is not None:
        return -int(points.get("val")) / 100
    return _percent(found.find(qn("a:spcPct")).get("val"))


def _percent(said: str) -> float:
    return float(said[:-1]) / 100 if said.endswith("%") else int(said) / 100_000
