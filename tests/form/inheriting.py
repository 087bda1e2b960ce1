"""What a shape takes from its layout, its master and the presentation where it says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.form.names import qn

# The types of placeholders that look like one of another type on the master.
LIKE = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body", "pic": "body"}
IN_STYLE = {"title": "p:titleStyle", "body": "p:bodyStyle"}


@dataclass(frozen=True)
class Looks:
    """Where to look for what is not said: text bodies and lists of styles, nearest first."""

    place: str
    index: int
    transform: tuple[tuple[Any, str], ...]
    turn: float
    bodies: tuple[Any, ...]  # bodyPr
    styles: tuple[Any, ...]  # lstStyle and its like

    def of_level(self, level: int) -> Iterator[Any]:
        for style in self.styles:
            if (found := style.find(qn(f"a:lvl{level + 1}pPr"))) is not None:
                yield found

    def inset(self, side: str, otherwise: int) -> float:
        return int(self.of_body(side) or otherwise) / 12_700

    def of_body(self, key: str) -> str | None:
        return next((one.get(key) for one in self.bodies if one.get(key) is not None), None)


@dataclass(frozen=True)
class Origin:
    """What the shapes of one slide inherit from: the elements of layout, master and deck."""

    layout: Any
    master: Any
    general: Any  # the presentation's own styles, or None


def origin_of(slide: Any) -> Origin:
    layout = slide.slide_layout
    root = slide.part.package.presentation_part._element
    general = root.find(qn("p:defaultTextStyle"))
    return Origin(layout._element, layout.slide_master._element, general)


def looks_of_a_shape(origin: Origin, element: Any) -> Looks:
    place = element.find(f"./*/{qn('p:nvPr')}/{qn('p:ph')}")
    chain = [element]
    kind, index = "", -1
    if place is not None:
        kind, index = place.get("type") or "", int(place.get("idx") or 0)
        layout = _of_layout(origin.layout, kind, index)
        if layout is not None:
            chain.append(layout)
            said = layout.find(f"./*/{qn('p:nvPr')}/{qn('p:ph')}")
            kind = kind or said.get("type") or ""
        master = _of_master(origin.master, LIKE.get(kind, kind))
        chain += [master] if master is not None else []
        kind = kind or "body"
    transform, turn = _transform(chain)
    return Looks(
        place=kind,
        index=index,
        transform=transform,
        turn=turn,
        bodies=tuple(_each(chain, "a:bodyPr")),
        styles=(*_each(chain, "a:lstStyle"), *_general(origin, kind)),
    )


def looks_of_a_cell(origin: Origin) -> Looks:
    return Looks("", -1, (), 0.0, (), tuple(_general(origin, "")))


def _general(origin: Origin, kind: str) -> Iterator[Any]:
    styles = origin.master.find(qn("p:txStyles"))
    if kind and styles is not None:
        name = IN_STYLE.get(LIKE.get(kind, kind), "p:otherStyle")
        if (found := styles.find(qn(name))) is not None:
            yield found
    if origin.general is not None:
        yield origin.general


def _of_layout(layout: Any, kind: str, index: int) -> Any:
    for one in layout.iter(qn("p:ph")):
        said = one.get("type") or ""
        is_title = LIKE.get(kind, kind) == LIKE.get(said, said) == "title"
        if is_title or (int(one.get("idx") or 0) == index and LIKE.get(said, said) != "title"):
            return one.getparent().getparent().getparent()
    return None


def _of_master(master: Any, kind: str) -> Any:
    for one in master.iter(qn("p:ph")):
        said = one.get("type") or ""
        if LIKE.get(said, said) == kind:
            return one.getparent().getparent().getparent()
    return None


def _each(chain: list[Any], name: str) -> Iterator[Any]:
    for element in chain:
        if (found := element.find(f"{qn('p:txBody')}/{qn(name)}")) is not None:
            yield found


def _transform(chain: list[Any]) -> tuple[tuple[tuple[Any, str], ...], float]:
    for element in chain:
        for path in ("p:spPr/a:xfrm", "p:grpSpPr/a:xfrm", "p:xfrm"):
            found = element.find("/".join(qn(part) for part in path.split("/")))
            if found is not None and found.find(qn("a:off")) is not None:
                offset, extent = found.find(qn("a:off")), found.find(qn("a:ext"))
                turn = int(found.get("rot") or 0) / 60_000
                where = ((offset, "x"), (offset, "y"), (extent, "cx"), (extent, "cy"))
                return where, turn
    return (), 0.0
