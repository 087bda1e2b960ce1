"""Reads the register for its first page and for packs: what was met by year, schools, actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from partnership.models import Partnership
from partnership.page_parts import Tag
from partnership.people.permissions import Permission, Viewer, check
from prevent.register import REGISTER
from prevent.register_models import School, Section, SelfAssessment


@dataclass(frozen=True)
class OfSection:
    """One section of the toolkit, by year: None where the year has no assessment of it."""

    title: str
    by_year: tuple[Tag | None, ...]


@dataclass(frozen=True)
class History:
    years: tuple[str, ...]
    sections: tuple[OfSection, ...]

    @property
    def not_met(self) -> int:
        """How many sections were not met in the latest year."""
        latest = [section.by_year[-1] for section in self.sections if section.by_year]
        return sum(state is not None and state.text == "Not met" for state in latest)


@dataclass(frozen=True)
class Schools:
    """Which schools have a trained designated safeguarding lead."""

    all: int
    without: tuple[School, ...]

    @property
    def trained(self) -> int:
        return self.all - len(self.without)


def history(partnership: Partnership, *, viewer: Viewer) -> History:
    """The self-assessment, by section and year, the latest year last."""
    check(viewer, Permission.READ_PREVENT_REGISTER, partnership=partnership)
    kind = REGISTER.kind("self-assessment")
    rows = list(kind.in_force(partnership))
    years = sorted({row.year for row in rows})
    return History(
        years=tuple(f"{year}/{(year + 1) % 100:02}" for year in years),
        sections=tuple(_section(section, rows, years) for section in Section),
    )


def _section(section: Section, rows: Iterable[SelfAssessment], years: list[int]) -> OfSection:
    kind = REGISTER.kind("self-assessment")
    states = {row.year: kind.state(row) for row in rows if row.section == section}
    return OfSection(section.label, tuple(states.get(year) for year in years))


def schools(partnership: Partnership, *, viewer: Viewer) -> Schools:
    """Which schools have nobody trained, by name of the school."""
    check(viewer, Permission.READ_PREVENT_REGISTER, partnership=partnership)
    rows = list(REGISTER.kind("schools").in_force(partnership))
    return Schools(len(rows), tuple(row for row in rows if row.trained_on is None))
