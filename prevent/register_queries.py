"""Reads the register for its first page and for packs: what was met by year, schools, actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from partnership.models import Partnership
from partnership.page_parts import Tag
from partnership.people.permissions import Permission, Viewer, check
from prevent.register import REGISTER
from prevent.register_models import ActivityKind, School, Section, SelfAssessment, Status


@dataclass(frozen=True)
class OfSection:
    """One section of the toolkit, by year: None where the year has no assessment of it."""

    title: str
    by_year: tuple[Tag | None, ...]


@dataclass(frozen=True)
class History:
    """`notes` are what was noted about any assessment, each once."""

    years: tuple[str, ...]
    sections: tuple[OfSection, ...]
    notes: tuple[str, ...] = ()

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
        notes=tuple(dict.fromkeys(row.note for row in rows if row.note)),
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


@dataclass(frozen=True)
class OfKind:
    """The activities of a kind that were done in a year, and whom those that were counted reached.

    `counted` is of how many the reach was counted; `is_made_up` whether any of that is.
    """

    title: str
    done: int
    counted: int
    reached: int
    is_made_up: bool = False


@dataclass(frozen=True)
class DoneInYear:
    """What was done in the newest year that has activities; the kinds with most come first."""

    year: int
    kinds: tuple[OfKind, ...]

    @property
    def all(self) -> OfKind:
        """Of every kind together."""
        return OfKind(
            "All activities",
            sum(kind.done for kind in self.kinds),
            sum(kind.counted for kind in self.kinds),
            sum(kind.reached for kind in self.kinds),
            any(kind.is_made_up for kind in self.kinds),
        )


def done_in_newest_year(partnership: Partnership, *, viewer: Viewer) -> DoneInYear | None:
    """Numbers alone, which everybody may read who reads figures; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    done = REGISTER.kind("activities").in_force(partnership).filter(status=Status.DONE)
    rows = list(
        done.order_by()
        .values("year", "kind")
        .annotate(
            done=Count("pk"),
            counted=Count("reach"),
            reached=Sum("reach"),
            made_up=Count("reach", filter=Q(note__icontains="illustrative")),
        )
    )
    if not rows:
        return None
    year = max(row["year"] for row in rows)
    kinds = (
        OfKind(
            ActivityKind(row["kind"]).label,
            row["done"],
            row["counted"],
            row["reached"] or 0,
            bool(row["made_up"]),
        )
        for row in rows
        if row["year"] == year
    )
    return DoneInYear(year, tuple(sorted(kinds, key=lambda kind: (-kind.done, kind.title))))
