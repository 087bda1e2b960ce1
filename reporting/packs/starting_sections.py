"""The sections of a new pack: those of its kind, or those of the previous pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from measures.periods import MONTHS_IN_A_YEAR, Month
from partnership import clock
from partnership.models.governance import TextKey
from reporting.packs.actions import NewSection
from reporting.packs.agreement import names_a_period
from reporting.packs.build import standing_sections
from reporting.packs.models import PackKind, Section, SectionPlace, SectionState, Version
from reporting.packs.presented.street import published_measures
from reporting.packs.sections.measure import Box
from reporting.packs.sections.registry import SectionKind, section_kinds
from reporting.packs.sections.rolling import moved_on
from reporting.queries.measures import find, main_measures
from returns.catalogue.registry import datasets


def sections_of(kind: PackKind, *, locality: str = "") -> tuple[NewSection, ...]:
    """The initial sections of a new pack of this kind, in order.

    The figures of a locality briefing are of `locality`, by its name; blank is the whole.
    """
    if kind is PackKind.LOCALITY:
        return tuple(_locality_briefing(locality))
    return tuple(_TEMPLATES[kind]())


def sections_from(version: Version, *, held_on: date | None = None) -> tuple[NewSection, ...]:
    """Last time's sections, moved to the periods that a meeting on `held_on` asks for.

    Without a day it is a year after the meeting of last time. What has words, or names a period in
    its title, is to be checked.
    """
    asked = held_on or _a_year_after(version)
    return tuple(
        NewSection(
            key=section.key,
            kind=section.kind,
            title=section.title,
            settings=moved_on(section.settings, asked),
            text=section.text,
            place=SectionPlace(section.place),
            state=_state_of(section),
        )
        for section in standing_sections(version)
        if section.kind in section_kinds
    )


def _a_year_after(version: Version) -> date:
    meeting, fixed = version.pack.meeting, version.fixed_at or version.begun_at
    held_on = meeting.held_on if meeting else clock.day_of(fixed)
    return Month.containing(held_on).shift(MONTHS_IN_A_YEAR).first_day


def _state_of(section: Section) -> SectionState:
    is_old = section.text or names_a_period(section.title)
    return SectionState.CHECK if is_old else SectionState.READY


def _annual_update() -> Iterator[NewSection]:
    """The order in which a panel follows it: the year and its asks, the figures, what is next."""
    yield _new("cover")
    yield _new("year-on-one-slide")
    yield _new("recommendations", title="Recommendations since you last met")
    yield _new("asks")
    yield _standing(TextKey.TERMS)
    yield _new("duties", "functions", "Functions of the partnership")
    yield _standing(TextKey.OPENNESS)
    yield _standing(TextKey.WORKING)
    yield _new("governance-structure")
    yield _new("operating-areas")
    yield _new("strategic-assessment")
    yield from _main_measures()
    yield _new("street-crime")
    yield _new("neighbours")
    yield _new("priorities")
    yield from (_new(kind.slug) for kind in section_kinds if kind.in_annual_update)
    yield from _national()
    yield _new("scrutiny-suggested")
    yield _new("next-steps")
    yield _new("questions")
    yield _new("questions-and-answers")
    yield _new("definitions-and-sources")
    yield _new("what-is-made-up")
    yield _new("corrections")


def _national() -> Iterator[NewSection]:
    """A section for each subject of the national figures."""
    for dataset in datasets.published:
        for subject, measures in dataset.told_together.items():
            yield _new(
                "national-figures",
                f"national-figures-{subject.lower()}",
                f"National figures: {subject}",
                settings={"measures": [f"{dataset.app}/{measure}" for measure in measures]},
            )


def _aim_briefing() -> Iterator[NewSection]:
    """Each main measure, and where it changed if that is published by ward."""
    by_ward = published_measures()
    yield _new("cover")
    for measure in _main_measures(Box.HEADLINE, Box.CHART, Box.COMMENTARY):
        yield measure
        address = measure.settings["measure"]
        if address in by_ward:
            settings = {"measure": address}
            yield _new(
                "wards", f"{measure.key}-wards", f"{measure.title}: wards", settings=settings
            )
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
