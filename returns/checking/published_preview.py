"""Published figures of a return beside those in use, as plain rows; draws nothing."""

from __future__ import annotations

from dataclasses import dataclass

from measures.counts import Gap
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.catalogue.vintages import used
from returns.in_use.published import vintages
from returns.in_use.stored_rows import unpack_figures
from returns.models import Part
from returns.reading.published_rows import Cited


@dataclass(frozen=True)
class PublishedLine:
    """One figure as words: what it is of, what the return says, what is in use, where said."""

    of: str
    when: str
    new: str
    in_use: str
    publication: str


@dataclass(frozen=True)
class PublishedPreview:
    lines: tuple[PublishedLine, ...]


def published_preview(part: Part) -> PublishedPreview:
    """Each figure of `part` in the file's order; nothing in use is ever replaced by it."""
    dataset = datasets[part.dataset]
    assert isinstance(dataset, PublishedDataset)  # noqa: S101 - the caller looked
    in_use = vintages(dataset)

    def line(figure: Cited) -> PublishedLine:
        series, breakdown, category, _, _, is_share = figure.key
        now = used(in_use.get((series, breakdown, category, figure.when, is_share), ()))
        return PublishedLine(
            of=of_what(dataset, figure),
            when=figure.when.label,
            new=f"{figure.value} (disputed)" if figure.disputed_because else figure.value,
            in_use=written(now.value, is_share=is_share) if now else Gap.NOT_SUPPLIED.shorthand,
            publication=figure.publication,
        )

    return PublishedPreview(tuple(map(line, unpack_figures(bytes(part.rows)))))


def of_what(dataset: PublishedDataset, figure: Cited) -> str:
    """ "Referrals to Prevent, Islamist"."""
    series = dataset.one_series(figure.series)
    dated_list = series.list_for(figure.breakdown, figure.when)
    labels = (
        {category.slug: category.label for category in dated_list.categories} if dated_list else {}
    )
    return ", ".join(filter(None, (series.title, labels.get(figure.category, ""))))


def written(value: float | Gap, *, is_share: bool) -> str:
    """ "6,817", "37%", or the shorthand of a gap."""
    if isinstance(value, Gap):
        return value.shorthand
    return f"{value:g}%" if is_share else f"{value:,}"
