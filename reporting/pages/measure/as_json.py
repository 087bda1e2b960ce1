"""A measure as plain values for JSON: numbers unrounded, gaps named; draws nothing."""

from __future__ import annotations

from math import isfinite
from typing import Any

from measures.change import Change, Difference, Incomparable, Unjudged
from measures.counts import Gap
from measures.intervals import Interval
from reporting import narrative
from reporting.analysis.comparisons import CategoryRow, Comparison, PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.signals import NotScreened
from reporting.content.description import Cell
from reporting.narrative import verdicts
from reporting.pages.measure.page import MeasureShown


def measure(shown: MeasureShown) -> dict[str, Any]:
    """Value, average, rate, baselines, words and sources of a measure."""
    figures, period, area = shown.figures, shown.told, shown.area
    residents = figures.population(period, area=area)
    return {
        "measure": figures.measure_id,
        "partnership": figures.partnership,
        "period": period.code,
        "area": (area or figures.whole).name,
        "value": _plain(figures.count(period, area=area)),
        **_what_it_is(figures.cell(period, area=area)),
        "monthly_average": _plain(figures.monthly_average(period, area=area)),
        "rate": _plain(figures.rate(period, area=area)),
        "rate_of": narrative.rate_title(period),
        "annualised_rate": _plain(figures.annual_rate(period, area=area)),
        "population": {
            "count": residents.count,
            "year": residents.year,
            "source": residents.source,
        }
        if residents
        else None,
        "baselines": [
            _baseline(comparison, narrative.then_cell(figures, comparison, area=area))
            for comparison in shown.comparisons
        ],
        "month": month(shown),
        "revisions": _revisions(shown),
        "sentence": _sentence(shown),
        "findings": [sentence.text for sentence in shown.findings],
        "sources": _sources(shown),
    }


def month(shown: MeasureShown) -> dict[str, Any] | None:
    """Of a single month what is usual for it, and whether it stands out among so many."""
    if shown.of_month is None:
        return None
    found = shown.of_month.found
    if isinstance(found, NotScreened):
        return {"usual": None, "stands_out": None, "looked_at": None, "not_judged": found.value}
    return {
        "usual": found.usual,
        "stands_out": shown.stands_out,
        "looked_at": shown.of_month.screened.series,
        "not_judged": None,
    }


def rows(shown: MeasureShown, *, by: str) -> list[dict[str, Any]]:
    """The same for each category (`by` "category"), or for each ward (`by` "area").

    Where the source has nothing by ward, for each locality.
    """
    if by == "area":
        return [_of_place(shown.figures, row) for row in shown.place_rows]
    return [
        _of_category(of_type.breakdown.dimension.field, row)
        for of_type in shown.types
        for row in of_type.rows
    ]


def row_in_words(row: dict[str, Any]) -> str:
    """One of `rows` as a line of text: its sentence, or its category and value."""
    value = row["value"]
    written = value["gap"] if isinstance(value, dict) else f"{value:,}"
    return row.get("sentence") or f"{row['label']}: {written}"


def _of_place(figures: Figures, row: PlaceRow) -> dict[str, Any]:
    period = row.comparison.period
    return {
        "area": row.place.name,
        "code": row.place.code,
        "value": _plain(row.count),
        **_what_it_is(figures.cell(period, area=row.place)),
        "monthly_average": _plain(figures.monthly_average(period, area=row.place)),
        "rate": _plain(row.rate),
        "baselines": [
            _baseline(row.comparison, narrative.then_cell(figures, row.comparison, area=row.place))
        ],
        "sentence": narrative.headline(figures, row.comparison, area=row.place).text,
    }


def _of_category(dimension: str, row: CategoryRow) -> dict[str, Any]:
    months = row.comparison.period.months
    average = row.count if isinstance(row.count, Gap) else row.count / months
    return {
        "dimension": dimension,
        "category": row.slug,
        "label": row.label,
        "value": _plain(row.count),
        **_what_it_is(Cell(row.count, marks=row.marks, nature=row.nature)),
        "monthly_average": _plain(average),
        "baselines": [
            _baseline(
                row.comparison,
                Cell(row.comparison.then, marks=row.then_marks, nature=row.then_nature),
            )
        ],
    }


def _what_it_is(cell: Cell) -> dict[str, Any]:
    """What the number of a cell is, and what must be known of it."""
    return {
        "marks": sorted(mark.name.lower() for mark in cell.marks),
        "nature": None if cell.number is None else cell.nature.value,
    }


def _revisions(shown: MeasureShown) -> list[dict[str, Any]]:
    """Why figures of the page are marked as revised."""
    made = shown.figures.revisions(shown.every_period, area=shown.area)
    return [{"at": revision.at.isoformat(), "because": revision.because} for revision in made]


def _baseline(comparison: Comparison, then: Cell) -> dict[str, Any]:
    change = comparison.change
    baseline: dict[str, Any] = {
        "period": comparison.then_label,
        "compared": comparison.period.code,
        "baseline": comparison.baseline.value,
        "label": comparison.label,
        "value": _plain(comparison.then),
        **_what_it_is(then),
        "difference": None,
        "percent": None,
        "interval": None,
        "interval_scatter": None,
        "dispersion": None,
        "verdict": verdicts.in_json(change),
        "warnings": [caution.value for caution in comparison.cautions],
        "recording_changes": [
            narrative.recording_change(recorded) for recorded in comparison.recorded
        ],
        "refusal": narrative.why_not_compared(comparison)
        if isinstance(change, Incomparable)
        else None,
        "not_judged": change.reason.value if isinstance(change, Unjudged) else None,
    }
    if isinstance(change, Difference):
        baseline |= {"difference": change.difference, "percent": change.percent}
    if isinstance(change, Change):
        baseline |= {
            "interval": _interval(change.judged.by_counts),
            "interval_scatter": _interval(change.judged.interval),
            "dispersion": _dispersion(change),
        }
    return baseline


def _interval(of_ratio: Interval | None) -> list[float | None] | None:
    """Of the ratio of the two; null where there is no upper end."""
    if of_ratio is None:
        return None
    return [bound if isfinite(bound) else None for bound in (of_ratio.low, of_ratio.high)]


def _dispersion(change: Change) -> dict[str, Any] | None:
    found, window = change.basis.scatter, change.basis.window
    if found is None or window is None:
        return None
    return {
        "phi": found.phi,
        "df": found.freedom,
        "months": window.months,
        "from": window.start.code,
        "to": window.last.code,
    }


def _sentence(shown: MeasureShown) -> str:
    sentences = (shown.headline, *([shown.verdict] if shown.verdict else []))
    return " ".join(sentence.text for sentence in sentences)


def _sources(shown: MeasureShown) -> list[dict[str, Any]]:
    figures = shown.figures
    periods = shown.headline_periods
    return [
        {
            "source": figures.source.slug,
            "title": figures.source.title,
            "as_at": figures.at.isoformat(),
            "illustrative": narrative.illustrative(figures, periods) or None,
            "counted_under": [definition.label for definition in figures.definitions(periods)],
            "attribution": figures.source.attribution or None,
            "returns": [
                {
                    "name": origin.name,
                    "supplied_by": origin.supplied_by,
                    "received": origin.received,
                    "accepted_by": origin.accepted_by,
                    "accepted": origin.accepted,
                }
                for origin in figures.origins(periods)
            ],
        }
    ]


def _plain(value: float | Gap) -> Any:
    return {"gap": value.value} if isinstance(value, Gap) else value
