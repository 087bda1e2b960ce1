"""A national measure as plain values for JSON: numbers unrounded, gaps named; draws nothing."""

from __future__ import annotations

from math import isfinite
from typing import Any

from measures.change import Difference, Incomparable
from measures.counts import Gap
from measures.intervals import Interval
from measures.shares import Share, ShareChange
from reporting.analysis.national import PublishedComparison
from reporting.narrative import verdicts
from reporting.pages.national.page import CategoryShown, PublishedShown
from reporting.pages.national.vintages import VintageLine


def measure(shown: PublishedShown) -> dict[str, Any]:
    """Value, baselines, words, every vintage and the returns behind them."""
    found, when = shown.found, shown.when
    return {
        "measure": found.measure_id,
        "period": when.code,
        "area": found.series.extent,
        "unit": found.measure.unit.value,
        "value": _plain(found.value(when)),
        # Yearly figures of a nation: no month and no residents stand behind them.
        "monthly_average": _plain(Gap.NOT_APPLICABLE),
        "rate": _plain(Gap.NOT_APPLICABLE),
        "known": _known(found.share(when)) if found.measure.of else None,
        "baselines": [_baseline(comparison) for comparison in shown.comparisons],
        "sentence": " ".join(
            sentence.text
            for sentence in (shown.headline, *([shown.verdict] if shown.verdict else []))
        ),
        "findings": [finding.text for finding in shown.findings],
        "sources": [_source(shown)],
    }


def rows(shown: PublishedShown) -> list[dict[str, Any]]:
    """The same for each category of each breakdown."""
    return [_row(shown, category) for category in shown.categories]


def _row(shown: PublishedShown, category_shown: CategoryShown) -> dict[str, Any]:
    found, of = (
        shown.found,
        {"breakdown": category_shown.breakdown, "category": category_shown.category.slug},
    )
    share = found.share_of_whole(shown.when, **of)
    return {
        "dimension": category_shown.breakdown,
        "category": category_shown.category.slug,
        "label": category_shown.category.label,
        "value": _plain(found.value(shown.when, **of)),
        "share": _plain(share if isinstance(share, Gap) else share.percent),
        "known": _known(share),
        "baselines": [_baseline(category_shown.comparison)],
        "sources": [
            _vintage(line)
            for line in shown.vintages
            if (line.vintage.breakdown, line.vintage.category)
            == (category_shown.breakdown, category_shown.category.slug)
        ],
    }


def _baseline(comparison: PublishedComparison) -> dict[str, Any]:
    change = comparison.change
    baseline: dict[str, Any] = {
        "period": comparison.then_when.code,
        "label": comparison.label,
        "value": _plain(comparison.then),
        "difference": None,
        "percent": None,
        "points": None,
        "interval": None,
        "verdict": None,
        "warnings": list(comparison.cautions),
        "refusal": None,
    }
    match change:
        case Incomparable(reason=reason):
            why = f": {comparison.because}" if comparison.because else ""
            baseline["refusal"] = f"{reason.value}{why}"
        case Difference():
            baseline |= {
                "difference": change.difference,
                "percent": change.percent,
                "verdict": verdicts.NO_VERDICT,
            }
        case ShareChange():
            baseline |= {
                "points": change.points,
                "interval": _interval(change.interval) if change.interval else None,
                "verdict": verdicts.NO_VERDICT,
            }
    return baseline


def _source(shown: PublishedShown) -> dict[str, Any]:
    found = shown.found
    return {
        "source": found.dataset.sources[0].slug,
        "title": found.dataset.sources[0].title,
        "as_at": found.at.isoformat(),
        "publications": [_vintage(line) for line in shown.vintages],
    }


def _vintage(line: VintageLine) -> dict[str, Any]:
    vintage = line.vintage
    return {
        "of": line.of,
        "value": _plain(vintage.value),
        "standing": line.standing,
        "publication": vintage.publication,
        "table": vintage.table or None,
        "published_on": vintage.published_on.isoformat() if vintage.published_on else None,
        "sampled_on": vintage.sampled_on.isoformat() if vintage.sampled_on else None,
        "link": vintage.link or None,
        "note": vintage.note or None,
        "return": {
            "name": vintage.file,
            "sha256": vintage.sha256,
            "uploaded_by": vintage.uploaded_by,
            "accepted_by": vintage.accepted_by,
            "accepted": vintage.accepted_at.isoformat(),
        },
    }


def _known(share: Share | Gap) -> int | None:
    return None if isinstance(share, Gap) else share.known


def _interval(interval: Interval) -> list[float | None]:
    return [bound if isfinite(bound) else None for bound in (interval.low, interval.high)]


def _plain(value: float | Gap) -> Any:
    return {"gap": value.value} if isinstance(value, Gap) else value
