"""The sections of a new pack: those of its kind, or those of the previous pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from measures.periods import BadPeriod, Period
from partnership.models.governance import TextKey
from reporting.packs.actions import NewSection
from reporting.packs.build import standing_sections
from reporting.packs.models import PackKind, SectionState, Version
from reporting.packs.sections.measure import Box
from reporting.packs.sections.registry import SectionKind, section_kinds
from reporting.queries.measures import find, main_measures
from returns.catalogue.registry import datasets


def sections_of(kind: PackKind, *, locality: str = "") -> tuple[NewSection, ...]:
    """The initial sections of a new pack of this kind, in order.

    The figures of a locality briefing are of `locality`, by its name; blank is the whole.
    """
    if kind is PackKind.LOCALITY:
        return tuple(_locality_briefing(locality))
    return tuple(_TEMPLATES[kind]())


def sections_from(version: Version) -> tuple[NewSection, ...]:
    """Last time's sections, moved on a year; every one with words is to be checked."""
    return tuple(
        NewSection(
            key=section.key,
            kind=section.kind,
            title=section.title,
            settings=_a_year_on(section.settings),
            text=section.text,
            state=SectionState.CHECK if section.text else SectionState.READY,
        )
        for section in standing_sections(version)
        if section.kind in section_kinds
    )


def _a_year_on(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The same questions about the year after."""
    moved = {name: _later(settings[name]) for name in ("period", "against") if settings.get(name)}
    return {**settings, **moved}


def _later(written: str) -> str:
    try:
        return Period.parse(written).shift_years(1).code
    except BadPeriod:
        return written


def _annual_update() -> Iterator[NewSection]:
    yield _new("cover")
    yield _standing(TextKey.TERMS)
    yield _new("duties", "functions", "Functions of the partnership")
    yield _standing(TextKey.OPENNESS)
    yield _standing(TextKey.WORKING)
    yield _new("governance-structure")
    yield _new("operating-areas")
    yield _new("strategic-assessment")
    yield from _main_measures()
    yield _new("priorities")
    yield from (_new(kind.slug) for kind in section_kinds if kind.in_annual_update)
    national = [
        f"{dataset.app}/{measure.slug}"
        for dataset in datasets.published
        for measure in dataset.published_measures
    ]
    if national:
        yield _new("national-figures", settings={"measures": national})
    yield _new("recommendations")
    yield _new("questions")
    yield _new("questions-and-answers")


def _aim_briefing() -> Iterator[NewSection]:
    yield _new("cover")
    yield from _main_measures(Box.HEADLINE, Box.CHART, Box.COMMENTARY)
    yield _new("text", "actions", "Actions agreed")


def _locality_briefing(locality: str) -> Iterator[NewSection]:
    within = Box.WARDS if locality else Box.LOCALITIES
    yield _new("cover")
    yield _new("operating-areas")
    yield from _main_measures(Box.HEADLINE, Box.CHART, Box.COMMENTARY, within, area=locality)
    yield _new("text", "actions", "Actions agreed")


def _blank() -> Iterator[NewSection]:
    yield _new("cover")


def _main_measures(*boxes: Box, area: str = "") -> Iterator[NewSection]:
    for measure in main_measures():
        title = find(measure)[1].title
        shown: dict[str, Any] = {"show": [box.value for box in boxes]} if boxes else {}
        if area:
            shown["area"] = area
        key = measure.replace("/", "-")
        yield _new("measure", key, title, settings={"measure": measure, **shown})


def _standing(text: TextKey) -> NewSection:
    return _new("standing-text", text.value, text.label, settings={"text": text.value})


def _new(
    kind: str, key: str = "", title: str = "", *, settings: Mapping[str, Any] | None = None
) -> NewSection:
    found: SectionKind = section_kinds[kind]
    return NewSection(key or kind, kind, title or found.title, settings or {})


_TEMPLATES = {
    PackKind.ANNUAL: _annual_update,
    PackKind.AIM: _aim_briefing,
    PackKind.BLANK: _blank,
}
