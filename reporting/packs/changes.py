"""What differs between two versions of a pack, and the supplement that holds just that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from measures.counts import Gap
from partnership import clock
from partnership.setup.words import count_of
from reporting.content.description import Cell, Provenance, Sentence, Slide, SlideKind
from reporting.content.frozen import FrozenPack, FrozenSection, cells
from reporting.content.panel_slides import Layout, PanelSlide, Shown, SpeakerNotes
from reporting.content.phrases import SlideRef, phrase
from reporting.content.proofs import Paragraphs
from reporting.packs.since.reasons import label, undated
from reporting.packs.words import day

_Thing = TypeVar("_Thing")


# --- Between two versions --------------------------------------------------------------------
@dataclass(frozen=True)
class ChangedSection:
    """A section that a later version changed: its parts and slides that are new or different."""

    key: str
    title: str
    slides: tuple[Slide, ...]
    what: str
    panel: tuple[PanelSlide, ...] = ()
    annex: tuple[PanelSlide, ...] = ()
    figures: tuple[str, ...] = ()


def changed_sections(before: FrozenPack, after: FrozenPack) -> tuple[ChangedSection, ...]:
    """What `after` adds to or changes in `before`, and what it no longer has.

    That the figures are as at another day is no change by itself.
    """
    old = {section.key: section for section in before.sections}
    found = []
    for section in after.sections:
        earlier = old.pop(section.key, None)
        if earlier is None:
            whole = (section.slides, "added", section.panel, section.annex)
            found.append(ChangedSection(section.key, section.title, *whole))
        elif changed := _changed(earlier, section, before, after):
            found.append(changed)
    found += [
        ChangedSection(removed.key, removed.title, (), "taken out") for removed in old.values()
    ]
    return tuple(found)


def _changed(
    earlier: FrozenSection, section: FrozenSection, before: FrozenPack, after: FrozenPack
) -> ChangedSection | None:
    slides = _others(earlier.slides, section.slides, before, after)
    panel = _others(earlier.panel, section.panel, before, after)
    annex = _others(earlier.annex, section.annex, before, after)
    if not (slides or panel or annex):
        return None
    what, figures = _what(earlier, section)
    return ChangedSection(section.key, section.title, slides, what, panel, annex, figures)


def _others(
    was: tuple[_Thing, ...], now: tuple[_Thing, ...], before: FrozenPack, after: FrozenPack
) -> tuple[_Thing, ...]:
    known = {_settled(thing, before) for thing in was}
    return tuple(thing for thing in now if _settled(thing, after) not in known)


def _what(earlier: FrozenSection, section: FrozenSection) -> tuple[str, tuple[str, ...]]:
    if earlier.is_to_follow and not section.is_to_follow:
        return "was to follow, and is here now", ()
    return "changed", tuple(_figures_between(earlier, section))


def _figures_between(earlier: FrozenSection, section: FrozenSection) -> Iterable[str]:
    """The figures in the same place that have changed: "7,050 is now 7,061".

    What a rule hides in the later version is not told as it was in the earlier.
    """
    then = {
        (undated(cell.provenance), cell.style): cell
        for cell in cells((earlier.slides, earlier.panel, earlier.annex))
        if cell.provenance
    }
    differences: dict[str, None] = {}
    for now in cells((section.slides, section.panel, section.annex)):
        was = then.get((undated(now.provenance), now.style)) if now.provenance else None
        if was and now.provenance and was.bare_text != now.bare_text:
            before = "what stood there" if now.value is Gap.HIDDEN else was.bare_text
            when = label(now.provenance.period)
            differences[f"{when}: {before} is now {now.bare_text}"] = None
    return differences


def _settled(thing: Any, pack: FrozenPack) -> Any:
    """The same without its as-at date, for comparing."""
    if isinstance(thing, Provenance):
        return undated(thing)
    if isinstance(thing, str):
        dated = rf"\bas at {re.escape(day(clock.day_of(pack.at)))}\b"
        return " ".join(re.sub(dated, "as at", thing, flags=re.IGNORECASE).split())
    if isinstance(thing, tuple):
        return tuple(_settled(item, pack) for item in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {
            field.name: _settled(getattr(thing, field.name), pack) for field in fields(thing)
        }
        return replace(thing, **changed)
    return thing


def supplement(before: FrozenPack, after: FrozenPack, *, before_number: int) -> FrozenPack | None:
    """What changed alone, after a list of it; None where nothing did.

    What leads to a slide of `after` that is not in it says where else that is.
    """
    changed = changed_sections(before, after)
    if not changed:
        return None
    title = f"What has changed since version {before_number}"
    is_presented = after.has_presentation
    listed = FrozenSection(
        key="what-has-changed",
        kind="text",
        title=title,
        slides=(
            Slide(
                kind=SlideKind.TEXT,
                title=title,
                sentences=tuple(
                    Sentence((_line(one, is_presented),), is_point=True) for one in changed
                ),
                is_list=True,
            ),
        ),
        panel=tuple(_list_slides(title, changed)) if is_presented else (),
    )
    kept = {section.key: section for section in after.sections}
    sections = tuple(
        replace(kept[one.key], slides=one.slides, panel=one.panel, annex=one.annex)
        for one in changed
        if one.key in kept
    )
    inside = {
        f"{section.key}/{slide.key}"
        for section in sections
        for slide in (*section.panel, *section.annex)
    }
    inside |= {
        section.key
        for section in after.sections
        for slide in (*section.panel, *section.annex)[:1]
        if f"{section.key}/{slide.key}" in inside
    }
    return replace(
        after,
        head=replace(after.head, title=f"{after.head.title}: supplement"),
        sections=(listed, *(_leading_inside(section, inside) for section in sections)),
    )


def _leading_inside(thing: _Thing, inside: Collection[str]) -> _Thing:
    """The same, with words in the place of what leads to a slide that is not `inside`."""
    changed: Any = thing
    if isinstance(thing, SlideRef):
        changed = thing if thing.to in inside else thing.otherwise
    elif isinstance(thing, tuple):
        changed = tuple(_leading_inside(item, inside) for item in thing)
    elif is_dataclass(thing) and not isinstance(thing, type | Cell | Slide):
        changed = replace(
            thing,
            **{
                field.name: _leading_inside(getattr(thing, field.name), inside)
                for field in fields(thing)
            },
        )
    return cast(_Thing, changed)


# What fits a slide at its size; the report lists every figure.
_LINES_ON_A_SLIDE = 6
_FIGURES_ON_A_LINE = 1


def _list_slides(title: str, changed: Sequence[ChangedSection]) -> Iterable[PanelSlide]:
    """The list of what changed as slides."""
    for first in range(0, len(changed), _LINES_ON_A_SLIDE):
        those = changed[first : first + _LINES_ON_A_SLIDE]
        number = first // _LINES_ON_A_SLIDE + 1
        lines = (phrase(_line(one, True, figures=_FIGURES_ON_A_LINE)) for one in those)
        yield PanelSlide(
            key=f"list-{number}" if first else "list",
            layout=Layout.WORDS,
            line="Supplement",
            title=phrase(f"{title} ({number})" if first else title),
            shown=(Shown("", Paragraphs(tuple(lines), is_list=True), ""),),
            notes=SpeakerNotes((phrase("The slides behind this one are the changed ones alone."),)),
        )


def _line(changed: ChangedSection, is_presented: bool, *, figures: int | None = None) -> str:
    """ "Crime: changed (1 slide). 2022/23: 26,450 is now 26,460", with so many of its `figures`."""
    on_slides = len(changed.panel) + len(changed.annex)
    count = count_of(on_slides, "slide") if on_slides else ""
    if not on_slides and changed.slides:
        noun = "part" if is_presented else "slide"
        count = count_of(len(changed.slides), noun) + (" of the report" if is_presented else "")
    shown = changed.figures[:figures]
    more = len(changed.figures) - len(shown)
    told = [*shown, *([f"and {count_of(more, 'more figure')}"] if more else [])]
    words = f"{changed.title}: {changed.what}{f' ({count})' if count else ''}"
    return f"{words}. {'; '.join(told)}" if told else words
