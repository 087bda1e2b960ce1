"""What stands under figures: sources, breaks, revisions, what is made up; only wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from measures.counts import Count, Gap, Mark, Nature
from measures.periods import Month, Period
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.revisions import Revised
from reporting.analysis.supplied import OtherSource
from reporting.content.description import Cell, Sentence
from reporting.narrative.phrases import (
    Part,
    capital,
    during,
    in_text,
    listed,
    london,
    months_named,
    year_label,
)

if TYPE_CHECKING:
    from reporting.analysis.rows_behind import TotalBehind
    from returns.catalogue.definitions import Agreed
    from returns.catalogue.recording import RecordingChanged


def source_line(figures: Figures, periods: Iterable[Period]) -> str:
    """What stands at the foot of every figure: source, as-at date, and whether it is made up."""
    return _line_of_source(figures, _split(figures, periods))


def slide_source_line(figures: Figures) -> str:
    """The same for a slide, where what is made up is said in its own place."""
    return _line_of_source(figures, "")


def _line_of_source(figures: Figures, made_up: str) -> str:
    at = london(figures.at)
    sentences = (
        f"Source: {figures.source.title}, {figures.partnership}.",
        f"As at {at.day} {at:%B %Y}.",
        made_up,
        figures.source.attribution,
    )
    return " ".join(sentence for sentence in sentences if sentence)


def illustrative(figures: Figures, periods: Iterable[Period]) -> str:
    """What stands on every page and slide with made-up figures; blank where there are none.

    "2021/22 and 2022/23: illustrative split of the published total." What is known of totals of
    whole years all the same follows it.
    """
    periods = tuple(periods)
    said = (_split(figures, periods), *_known_totals(figures, periods))
    return " ".join(sentence for sentence in said if sentence)


def _split(figures: Figures, periods: Iterable[Period]) -> str:
    """Which years are split how, in the few words that stand at the foot of each figure."""
    notes = sorted((years, words) for words, years in figures.illustrative(periods).items())
    return " ".join(f"{listed(_labels(years))}: {words}." for years, words in notes)


def _known_totals(figures: Figures, periods: Iterable[Period]) -> Iterator[str]:
    """Which totals are published, and which worked back and how surely; for the whole alone."""
    years: dict[tuple[Nature, str], list[Period]] = {}
    for period in sorted(set(periods)):
        known = figures.made_up.total(figures.measure.slug, period)
        if known and figures.nature(period) is known.nature:
            years.setdefault((known.nature, known.because), []).append(period)
    for (nature, because), of in years.items():
        totals = "total" if len(of) == 1 else "totals"
        named = listed([period.label for period in of])
        how = f" {nature.value}" if nature is Nature.WORKED_BACK else ""
        yield f"The {totals} of {named}:{how} {because}."


def _labels(years: Iterable[int]) -> list[str]:
    return [Period.year(year).label for year in years]


def illustrative_in_many(titles: Sequence[str]) -> str:
    """The same over several measures, where the foot of each says which years and how."""
    return f"Some or all years are illustrative of {listed(titles)}. The foot of each says which."


def unfinished(period: Period) -> str:
    """What to say where a year is shown as far as it was supplied."""
    return (
        f"{year_label(period)} is not finished. Figures have been supplied up to"
        f" {period.last.label}, and are compared with the same months of earlier years."
    )


def recording_change(change: RecordingChanged) -> str:
    """That recording practice changed, when, how, and who says so."""
    bear = (
        "figures on either side are not comparable" if change.breaks_series else "compare with care"
    )
    day = f"{change.since.day} {change.since:%B %Y}"
    what = change.what.rstrip(".")
    return f"Recording practice changed on {day}, so {bear}. {capital(what)}. ({change.reference})"


def sources_differ(figures: Figures, other: OtherSource, period: Period) -> str:
    """What to say where another source holds figures for months of the same period."""
    shared = sorted(other.months.intersection(period.each_month))
    when = "these months"
    if len(shared) < period.months:
        first, last = shared[0], shared[-1]
        when = first.label if first == last else f"{first.label} to {last.label}"
    return (
        f"{other.title} also has figures for {when}. The two count differently and do not agree:"
        f" they are never added or drawn in one line. Shown here: {figures.source.title}."
    )


def counted_under(figures: Figures, periods: Iterable[Period]) -> tuple[str, ...]:
    """What the partnership agreed to count, a sentence for each definition in use."""
    return tuple(_of_definition(definition) for definition in figures.definitions(periods))


def _of_definition(agreed: Agreed) -> str:
    day = f"{agreed.agreed_on.day} {agreed.agreed_on:%B %Y}"
    left_out = f" Left out: {agreed.left_out.rstrip('.')}." if agreed.left_out else ""
    return (
        f"{agreed.label}, agreed by {agreed.agreed_by} on {day}, from {agreed.first.label}."
        f" Counted in: {agreed.counted_in.rstrip('.')}.{left_out}"
    )


def revisions(
    figures: Figures, periods: Iterable[Period], *, area: Place | None = None
) -> tuple[str, ...]:
    """Why figures are marked as revised, a sentence for each time that it was done."""
    made = figures.revisions(periods, area=area)
    return tuple(dict.fromkeys(of_revision(revision) for revision in made))


def of_revision(revised: Revised) -> str:
    """The mark of a revision with its day and reason."""
    at = london(revised.at)
    because = revised.because.rstrip(".")
    return f"{Mark.REVISED.shorthand} revised on {at.day} {at:%B %Y}: {because}."


def break_in_lines(
    figures: Figures, periods: Sequence[Period], *, as_now: Period
) -> tuple[str, ...]:
    """What stands under lines when some of their months were counted otherwise than `as_now`."""
    if figures.are_alike((*periods, as_now)):
        return ()
    drawn = "; ".join(definition.label for definition in figures.definitions((as_now,)))
    sentence = f"Drawn are only months that were counted as {as_now.label} was ({drawn})."
    return (f"{sentence} Figures under different definitions are never joined in one line.",)


def break_in_years(figures: Figures, periods: Sequence[Period]) -> tuple[str, ...]:
    """What stands under columns that rest on several definitions."""
    if figures.are_alike(periods):
        return ()
    labels = "; ".join(definition.label for definition in figures.definitions(periods))
    sentence = f"What is counted changed between these years ({labels})."
    return (f"{sentence} Years on either side of the break are not compared.",)


def coarseness(figures: Figures, period: Period) -> str:
    """What to say where a source or a return has nothing by ward; blank where they have."""
    if figures.reaches(PlaceKind.WARD) and not figures.wards:
        return (
            f"The wards of {figures.partnership} are not available from this source: there are"
            " figures for the whole of it only."
        )
    if figures.reaches(PlaceKind.WARD):
        return _supplied_coarser(figures, period)
    if figures.gate and figures.gate.supplied_to is not figures.lowest:
        return figures.gate.sentences[-1]
    if figures.reaches(PlaceKind.LOCALITY):
        return f"{figures.source.title} gives figures by locality only: there are none by ward."
    return f"{figures.source.title} gives figures for {figures.partnership} as a whole only."


def _supplied_coarser(figures: Figures, period: Period) -> str:
    match figures.supplied_for(period):
        case PlaceKind.WHOLE if figures.wards_differ((period,)):
            return (
                f"Figures {during(period)} are kept by wards that no longer stand, and not by"
                " smaller areas. So there are none by today’s wards."
            )
        case PlaceKind.WHOLE:
            what, without = f"the whole of {figures.partnership} only", "ward or locality"
        case PlaceKind.LOCALITY:
            what, without = "localities only", "ward"
        case _:
            return ""
    return f"Figures {during(period)} were supplied for {what}, so there are none by {without}."


def behind_figure(
    figures: Figures,
    count: Count,
    period: Period,
    area: Place,
    category: str,
    *,
    marks: frozenset[Mark],
) -> Sentence:
    """What the rows below it add up to."""
    nature = figures.nature(period, area=area)
    if category and figures.is_made_up(period):
        nature = Nature.ILLUSTRATIVE
    where = figures.partnership if area.kind is PlaceKind.WHOLE else in_text(area)
    labels = {
        entry.slug: entry.label for listed in figures.source.categories.values() for entry in listed
    }
    of = f", {labels[category]}" if category else ""
    parts: tuple[Part, ...] = (
        f"{figures.measure.title}{of}, {where}, {period.label}: ",
        Cell(count, marks=marks, nature=nature),
    )
    return Sentence((*parts, f" ({count.value})" if isinstance(count, Gap) else ""))


def given_totals(totals: Iterable[TotalBehind]) -> tuple[str, ...]:
    """Where a file gives the totals that stand for what can't be added up, one sentence each."""
    return tuple(
        f"{capital(total.period.label)}{', '.join(('', *total.categories))}: {total.count:,}, the"
        f" total that the file gives ({_place_in_file(total)}), because a part of it is hidden."
        for total in totals
    )


def _place_in_file(total: TotalBehind) -> str:
    sheet = f"sheet “{total.sheet}”" if total.sheet else ""
    row = "" if total.row is None else f"row {total.row}"
    return ", ".join(filter(None, (total.file, sheet, row)))


def nothing_supplied(figures: Figures) -> str:
    return f"{figures.dataset.title}: nothing has been accepted yet from {figures.source.title}."


def months_missing(figures: Figures, months: Sequence[Month]) -> str:
    named = months_named(months)
    return f"{figures.dataset.title}: not supplied for {named} ({figures.source.title})."


def supplied_to(figures: Figures, month: Month) -> str:
    return (
        f"{figures.dataset.title}: figures reach to {month.label} ({figures.source.title});"
        " nothing later has been accepted."
    )


def reach(figures: Figures) -> str:
    """From when to when a source has figures."""
    if not figures.months_supplied:
        return f"No figures from {figures.source.title} are in use."
    first, last = min(figures.months_supplied), max(figures.months_supplied)
    return f"Figures from {figures.source.title} reach from {first.label} to {last.label}."
