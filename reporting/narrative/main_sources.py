"""That the main source changed, and what that keeps apart; only wording."""

from __future__ import annotations

from measures.change import Incomparable, NotJudged, Refusal, Unjudged
from measures.periods import Period
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.analysis.main_sources import SourceChange
from reporting.narrative.phrases import capital, files_differ, listed, named, source_changed


def why_not_compared(comparison: Comparison) -> str:
    """Why nothing is told of a change, to follow a colon; sources and forces by name."""
    change = comparison.change
    assert isinstance(change, Incomparable | Unjudged)  # noqa: S101 - the caller has matched it
    reason: Refusal | NotJudged = change.reason
    if reason is Refusal.SOURCES_DIFFER and comparison.source_changes:
        return source_changed(comparison.source_changes)
    if reason is Refusal.ORIGINS_DIFFER and comparison.odd_origins:
        return files_differ(comparison.odd_origins)
    return str(reason.value)


def break_of_sources(figures: Figures) -> tuple[str, ...]:
    """What stands under a chart that shows only the months of one of the main sources."""
    changes = [
        change
        for change in map(SourceChange, figures.stretches, figures.stretches[1:])
        if figures.source.slug in (change.before.source, change.after.source)
    ]
    if not figures.of_main or not changes:
        return ()
    months = listed([change.month.label for change in changes])
    each = [changes[0].before.title, *(change.after.title for change in changes)]
    return (f"In {months} the main source went from {' to '.join(each)}: no chart joins them.",)


def main_sources(figures: Figures) -> str:
    """Which source is the main one for which months; blank where one is for all."""
    if not figures.stretches:
        return ""
    first, *later = figures.stretches
    each = [f"{first.title} up to {first.last.label}" if first.last else first.title]
    for stretch in later:
        assert stretch.first is not None  # noqa: S101 - only the first reaches back without end
        end = f"to {stretch.last.label}" if stretch.last else "on"
        each.append(f"From {stretch.first.label} {end} it is {stretch.title}")
    return f"The main source is {'. '.join(each)}. A page shows one of them at a time."


def in_its_source(period: Period, source: str) -> str:
    """A link to the figures of a period in one source."""
    return f"{capital(named(period))} from {source}"


def in_one_source(period: Period, base: str, source: str) -> str:
    """A link to a comparison within one source, which holds both of its figures."""
    return f"{capital(named(period))} compared with {base}, both from {source}"
