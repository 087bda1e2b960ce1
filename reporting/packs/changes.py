"""What differs: between a frozen pack and the figures now, and between two versions of a pack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from measures.counts import Nature
from measures.periods import BadPeriod, Period, period_or_day
from partnership import clock
from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR
from reporting.content.description import (
    Cell,
    Deck,
    Provenance,
    Sentence,
    Slide,
    SlideKind,
    in_words,
)
from reporting.content.frozen import FrozenPack, FrozenSection, cells
from reporting.narrative import of_revision
from reporting.packs.numbers import BadFigure, Bound, Numbers
from reporting.packs.words import day
from reporting.queries.national import is_published
from reporting.queries.places import place_named


# --- Since the panel saw it ------------------------------------------------------------------
@dataclass(frozen=True)
class ChangedFigure:
    """A figure that has changed since the panel saw it. `because` is blank where unknown."""

    section: str
    of: str
    then: Cell
    now: Cell
    because: str


@dataclass(frozen=True)
class ChangedText:
    """A bound figure of a text that reads differently now."""

    section: str
    of: str
    then: str
    now: str


@dataclass(frozen=True)
class Since:
    """Everything that has changed since."""

    figures: tuple[ChangedFigure, ...]
    texts: tuple[ChangedText, ...]

    def __len__(self) -> int:
        return len(self.figures) + len(self.texts)


def since(frozen: FrozenPack, *, partnership: Partnership, now: datetime) -> Since:
    """Every figure of a frozen pack that would differ if the pack were made now."""
    numbers = Numbers(partnership, AS_COUNCILLOR, now)
    return Since(
        tuple(_changed_figures(frozen, numbers)),
        tuple(text for section in frozen.sections for text in _changed_texts(section, numbers)),
    )


def _changed_figures(frozen: FrozenPack, numbers: Numbers) -> Iterator[ChangedFigure]:
    seen = set()
    for section in frozen.sections:
        for then in cells(section.slides):
            if then.provenance is None or (key := (_undated(then.provenance), then.style)) in seen:
                continue
            seen.add(key)
            now = numbers.now(then)
            if now is not None and now.bare_text != then.bare_text:
                of, because = _subject_and_reason(numbers, then.provenance, since=frozen.at)
                yield ChangedFigure(section.title, of, then, now, because)


def _undated(provenance: Provenance) -> Provenance:
    return replace(provenance, as_at="")


def _subject_and_reason(
    numbers: Numbers, provenance: Provenance, *, since: datetime
) -> tuple[str, str]:
    """What the figure is of, and why it was changed after `since`."""
    when = _label(provenance.period)
    if is_published(provenance.measure):
        title = numbers.published(provenance.measure).measure.title
        return ", ".join(filter(None, (title, provenance.category.partition(":")[2], when))), ""
    period = Period.parse(provenance.period)
    figures = numbers.figures(provenance.measure, source=provenance.source, period=period)
    place = place_named(figures, provenance.area)
    made = figures.revisions((period,), area=place)
    because = (of_revision(revision).partition(" ")[2] for revision in made if revision.at > since)
    parts = (figures.measure.title, place.name, provenance.category, when)
    return ", ".join(filter(None, parts)), " ".join(dict.fromkeys(because))


def _label(period: str) -> str:
    try:
        return period_or_day(period).label
    except BadPeriod:
        return period


def _changed_texts(section: FrozenSection, numbers: Numbers) -> Iterator[ChangedText]:
    for figure in section.figures:
        try:
            parts = numbers.bound(Bound.parse(figure.token))
        except BadFigure as bad:
            yield ChangedText(section.title, figure.token, figure.text, str(bad))
            continue
        now = in_words(parts)
        if _without_marks(now) != _without_marks(figure.text):
            yield ChangedText(section.title, figure.token, figure.text, now)


def _without_marks(text: str) -> str:
    """What a text says of a figure, without what the figure is: that is no change of it."""
    natures = "|".join(nature.value for nature in Nature)
    return re.sub(rf" \((?:{natures})\)", "", text.rpartition("llustrative: ")[2])


# --- Between two versions --------------------------------------------------------------------
@dataclass(frozen=True)
class ChangedSection:
    """A section that a later version changed: its slides that are new or different."""

    title: str
    slides: tuple[Slide, ...]
    what: str
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
            found.append(ChangedSection(section.title, section.slides, "added"))
        elif changed := _changed_slides(earlier, section, before, after):
            found.append(ChangedSection(section.title, changed, *_what(earlier, section)))
    found += [ChangedSection(removed.title, (), "taken out") for removed in old.values()]
    return tuple(found)


def _changed_slides(
    earlier: FrozenSection, section: FrozenSection, before: FrozenPack, after: FrozenPack
) -> tuple[Slide, ...]:
    known = {_settled(slide, before) for slide in earlier.slides}
    return tuple(slide for slide in section.slides if _settled(slide, after) not in known)


def _what(earlier: FrozenSection, section: FrozenSection) -> tuple[str, tuple[str, ...]]:
    if earlier.is_to_follow and not section.is_to_follow:
        return "was to follow, and is here now", ()
    return "changed", tuple(_figures_between(earlier, section))


def _figures_between(earlier: FrozenSection, section: FrozenSection) -> Iterable[str]:
    """The figures in the same place that have changed: "7,050 is now 7,061"."""
    then = {
        (_undated(cell.provenance), cell.style): cell
        for cell in cells(earlier.slides)
        if cell.provenance
    }
    differences: dict[str, None] = {}
    for now in cells(section.slides):
        was = then.get((_undated(now.provenance), now.style)) if now.provenance else None
        if was and now.provenance and was.bare_text != now.bare_text:
            differences[
                f"{_label(now.provenance.period)}: {was.bare_text} is now {now.bare_text}"
            ] = None
    return differences


def _settled(thing: Any, pack: FrozenPack) -> Any:
    """The same without its as-at date, for comparing."""
    dated = f"As at {day(clock.day_of(pack.at))}."
    if isinstance(thing, Provenance):
        return _undated(thing)
    if isinstance(thing, str):
        return re.sub(r"\s+", " ", thing.replace(dated, "")).strip()
    if isinstance(thing, tuple):
        return tuple(_settled(item, pack) for item in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {
            field.name: _settled(getattr(thing, field.name), pack) for field in fields(thing)
        }
        return replace(thing, **changed)
    return thing


def supplement(before: FrozenPack, after: FrozenPack, *, before_number: int) -> Deck | None:
    """The changed slides alone, after a list of what changed; None where nothing did."""
    changed = changed_sections(before, after)
    if not changed:
        return None
    listed = Slide(
        kind=SlideKind.TEXT,
        title=f"What has changed since version {before_number}",
        sentences=tuple(Sentence((_line(section),), is_point=True) for section in changed),
        is_list=True,
    )
    return replace(
        after.head,
        title=f"{after.head.title}: supplement",
        slides=(listed, *(slide for section in changed for slide in section.slides)),
    )


def _line(changed_section: ChangedSection) -> str:
    count = len(changed_section.slides)
    slides = f" ({count} slide{'s' if count != 1 else ''})" if count else ""
    figures = f". {'; '.join(changed_section.figures)}" if changed_section.figures else ""
    return f"{changed_section.title}: {changed_section.what}{slides}{figures}"
