"""What the figures of one measure say beside those of a year before, for a row of the board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from measures.baselines import Baseline
from measures.change import Change, NotJudged, Unjudged, Verdict
from measures.periods import Period, PeriodKind
from partnership.models import Partnership
from partnership.people.permissions import Viewer
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.analysis.newest import newest_period
from reporting.charts import sparklines
from reporting.charts.sparklines import Sparkline
from reporting.content.description import Link, Sentence
from reporting.narrative import board as words
from reporting.narrative import is_about_the_same, verdicts
from reporting.narrative.board import NoVerdict
from reporting.pages.measure import page as pages
from reporting.pages.measure.page import MeasureShown
from reporting.queries import figures as queries
from reporting.queries.measures import all_datasets


class Says(Enum):
    """What the figures of a measure say; the value is what the page shows."""

    BETTER = verdicts.BETTER.capitalize()
    WORSE = verdicts.WORSE.capitalize()
    CHANGED = verdicts.CHANGED.capitalize()
    NO_CLEAR_CHANGE = "No clear change"
    CANNOT_SAY = "Can’t be judged"
    NOT_JUDGED = verdicts.NOT_JUDGED.capitalize()

    @property
    def is_judged(self) -> bool:
        return self not in (Says.CANNOT_SAY, Says.NOT_JUDGED)

    @property
    def is_changed(self) -> bool:
        return self.is_judged and self is not Says.NO_CLEAR_CHANGE

    @property
    def code(self) -> str:
        """As in an address."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True)
class MeasureSays:
    """One measure of an objective: its status in a word and a shape, and its newest figure.

    `line` is of quarters; `rows` leads to the rows behind the figure. No sentence of a figure that
    is made up, nor where nothing was supplied.
    """

    measure_id: str
    title: str
    to: str
    says: Says
    status: str = verdicts.INCOMPARABLE
    direction: str = ""
    sentence: Sentence | None = None
    because: str = ""
    line: Sparkline | None = None
    rows: Link | None = None
    source_line: str = ""
    is_made_up: bool = False
    why_none: NoVerdict | None = None


@dataclass(frozen=True)
class Rows:
    """What each measure says, by its id; `told` is the period of most, which stands over them."""

    by_measure: Mapping[str, MeasureSays]
    told: Period | None


def rows(wanted: Iterable[str], partnership: Partnership, viewer: Viewer) -> Rows:
    """What each of some measures says; only the datasets that are asked for are read."""
    asked = set(wanted)
    of = {measure.partition("/")[0] for measure in asked}
    datasets = [dataset for dataset in all_datasets() if dataset.app in of]
    every = [
        (figures, pages.measure_shown(figures, period=newest_period(figures)))
        for figures in queries.every_measure(datasets, partnership=partnership, viewer=viewer)
        if figures.measure_id in asked
    ]
    periods = Counter(shown.told for _, shown in every if shown and not _is_made_up(shown))
    told = periods.most_common(1)[0][0] if periods else None
    return Rows(
        {figures.measure_id: _of_measure(figures, shown, told) for figures, shown in every}, told
    )


def _is_made_up(shown: MeasureShown) -> bool:
    return shown.figures.cell(shown.told).is_illustrative


def _of_measure(figures: Figures, shown: MeasureShown | None, told: Period | None) -> MeasureSays:
    title, to = figures.measure.title, f"{figures.measure_id}/"
    plain = MeasureSays(figures.measure_id, title, to, Says.CANNOT_SAY)
    comparison = year_before(shown) if shown else None
    if shown is None or comparison is None:
        return replace(plain, because=NO_FIGURES, why_none=NoVerdict.NO_FIGURES)
    plain = replace(plain, to=shown.to, source_line=shown.source_line)
    if _is_made_up(shown):
        return replace(plain, says=Says.NOT_JUDGED, is_made_up=True, why_none=NoVerdict.MADE_UP)
    says = judged(comparison)
    provenance = figures.cell(comparison.period).provenance
    return replace(
        plain,
        says=says,
        status=_STATUS[says],
        direction=_direction(comparison),
        sentence=words.row(figures, comparison, is_told=comparison.period == told),
        because=words.why_not_judged(comparison.change),
        line=sparklines.recent(figures, shown.told.last, each=PeriodKind.QUARTER),
        rows=Link(f"{title}, {comparison.period.label}", provenance.to) if provenance else None,
        why_none=None if says.is_judged else _why_none(comparison),
    )


def year_before(shown: MeasureShown) -> Comparison | None:
    """What the figures are held against: the same time a year before."""
    found = (each for each in shown.comparisons if each.baseline is Baseline.YEAR_BEFORE)
    return next(found, None)


def judged(comparison: Comparison) -> Says:
    """What the one rule says of a figure beside that of the year before."""
    change = comparison.change
    if isinstance(change, Unjudged) and change.reason is NotJudged.ILLUSTRATIVE:
        return Says.NOT_JUDGED
    return _SAYS[change.verdict] if isinstance(change, Change) else Says.CANNOT_SAY


_SAYS = {
    Verdict.BETTER: Says.BETTER,
    Verdict.WORSE: Says.WORSE,
    Verdict.CHANGED: Says.CHANGED,
    Verdict.WITHIN: Says.NO_CLEAR_CHANGE,
    Verdict.NONE: Says.NO_CLEAR_CHANGE,
    Verdict.TOO_FEW: Says.CANNOT_SAY,
    Verdict.TOO_EARLY: Says.CANNOT_SAY,
}
_STATUS = {
    Says.BETTER: verdicts.BETTER,
    Says.WORSE: verdicts.WORSE,
    Says.CHANGED: verdicts.CHANGED,
    Says.NO_CLEAR_CHANGE: verdicts.STEADY,
    Says.CANNOT_SAY: verdicts.INCOMPARABLE,
    Says.NOT_JUDGED: verdicts.INCOMPARABLE,
}


def _direction(comparison: Comparison) -> str:
    change = comparison.change
    if not isinstance(change, Change) or is_about_the_same(change):
        return ""
    return change.direction.value


def _why_none(comparison: Comparison) -> NoVerdict:
    change = comparison.change
    reason = change.reason if isinstance(change, Unjudged) else None
    return _WHY_NONE.get(reason, NoVerdict.OTHERWISE)


_WHY_NONE: Mapping[NotJudged | None, NoVerdict] = {
    NotJudged.YEARS_ONLY: NoVerdict.YEARS_ONLY,
    NotJudged.ILLUSTRATIVE: NoVerdict.MADE_UP,
}

NO_FIGURES = "No figures are in use yet."
