"""A measure on a slide: its years or months, and up to three findings beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from measures.counts import Gap
from measures.periods import MONTHS_IN_A_YEAR, Period
from partnership.kinds import AgencyKind
from reporting.analysis.figures import Figures
from reporting.analysis.places import PlaceKind
from reporting.analysis.signals import ScreenedCount
from reporting.content.alternatives import cells_of
from reporting.content.description import Cell, Role, Style
from reporting.content.number_formats import fine_enough
from reporting.content.panel_slides import Layout, PanelSlide, Shown, SpeakerNotes, any_illustrative
from reporting.content.phrases import Phrase, phrase
from reporting.content.proofs import Bar, Bars, Columns, Layer, Line, Lines, Weight
from reporting.narrative.footnotes import slide_source_line
from reporting.narrative.panel import changes, exactness, said, sources
from reporting.narrative.panel.changes import Told
from reporting.narrative.panel.exactness import NOTHING_HATCHED, Exactness, Hatched
from reporting.narrative.panel.small_words import (
    BESIDE_A_TAG,
    LONGEST_HALF_HEADING,
    LONGEST_HEADING,
    each_of,
    heading,
    place_named,
    subject_inside,
)
from reporting.narrative.panel.stated import Stated
from reporting.narrative.phrases import capital, listed
from reporting.packs.numbers import Numbers
from reporting.packs.presented.parts import picture, tagged
from reporting.packs.presented_records.making import says_made_up
from reporting.packs.sections.registry import Context, DataMissing
from reporting.pages.measure.page import MeasureShown
from returns.catalogue.declarations import Category, Measure
from returns.catalogue.registry import datasets

MOST_YEARS, FEWEST_YEARS = 5, 3
# So many real years carry the message, so that made-up ones before them are left out; else those
# beyond so many of any kind.
_ENOUGH_REAL, _ENOUGH_YEARS = 2, 4
MOST_QUESTIONS = 3
_MOST_PARTS = 3
_MOST_PLACES = 12


def told_of(shown: MeasureShown) -> Told:
    """What the words of a slide are drawn from."""
    found = shown.of_month.found if shown.of_month else None
    usual = None
    if isinstance(found, ScreenedCount):
        usual = Cell(found.usual, fine_enough(found.usual, Style.AVERAGE))
    return Told(
        shown.figures,
        shown.comparisons,
        shown.among,
        shown.area,
        of_month=shown.verdict if shown.of_month else None,
        usual=usual,
        stands_out=shown.stands_out,
        turn=[*dict.fromkeys(dataset.app for dataset in datasets)].index(shown.figures.dataset.app),
    )


def stated_of(context: Context) -> Stated:
    """What a document states, by the settings. DataMissing for what cannot be read."""
    asked = context.settings
    try:
        return Stated.read(
            asked.get("stated_title", ""), asked.get("stated", ""), asked.get("stated_in", "")
        )
    except ValueError as bad:
        raise DataMissing(str(bad)) from None


def slide(context: Context, shown: MeasureShown) -> PanelSlide:
    """The measure's slide: with findings beside the picture, or with its places where none are."""
    told = told_of(shown)
    stated = stated_of(context) if told.is_made_up else Stated()
    drawn = _drawn(context.numbers, shown)
    found = stated.findings[: changes.MOST_FINDINGS] or changes.findings(told)
    places = None if found else _places(shown)
    pictures = (drawn, places) if places else (drawn,)
    cells = tuple(cell for each in pictures for cell in cells_of(each.proof))
    exact = Exactness.of(shown.figures, years_of(shown), shown.area, _hatched(drawn))
    parts = _parts_drawn(context.numbers, shown, drawn)
    source = _source(shown, cells, stated, exact)
    return tagged(
        PanelSlide(
            key="figures",
            layout=_layout(pictures, has_findings=bool(found)),
            line=f"The figures: {subject_inside(shown.figures, shown.area)}",
            title=stated.attributed or changes.title(told),
            shown=pictures,
            findings=found,
            under=tuple(_under(shown, told, has_findings=bool(found))),
            source=source,
            notes=SpeakerNotes(
                say=said.short_enough(
                    (
                        *stated.said(),
                        *said.of_measure(told, parts=parts.values(), hatched=exact.hatched),
                    )
                ),
                questions=(
                    *said.questions(told, parts=parts, hatched=exact.hatched.years),
                    *exactness.questions(
                        shown.figures, subject_inside(shown.figures, shown.area), exact, shown.area
                    ),
                )[:MOST_QUESTIONS],
                source=sources.in_notes(slide_source_line(shown.figures)),
            ),
        )
    )


def _layout(pictures: tuple[Shown, ...], *, has_findings: bool) -> Layout:
    if has_findings:
        return Layout.FINDINGS
    return Layout.TWO_PICTURES if len(pictures) > 1 else Layout.PICTURE


def _source(shown: MeasureShown, cells: Iterable[Cell], stated: Stated, exact: Exactness) -> str:
    figures = shown.figures
    if stated:
        return sources.of_stated(figures, stated.source)
    known = [cell for cell in cells if cell.number is not None]
    if known and all(cell.is_illustrative for cell in known):
        return sources.line(figures, shown.headline_periods, known)
    return exactness.source(figures, shown.headline_periods, known, exact)


def _hatched(drawn: Shown) -> Hatched:
    """The years of which anything drawn is made up."""
    return Hatched.among(drawn.proof) if isinstance(drawn.proof, Columns) else NOTHING_HATCHED


def _under(shown: MeasureShown, told: Told, *, has_findings: bool) -> Iterable[Phrase]:
    """Below the picture: why the change has no verdict, and what is counted."""
    if has_findings and (unjudged := changes.unjudged(told)):
        yield unjudged
    yield from _counted(shown)


def _counted(shown: MeasureShown) -> Iterable[Phrase]:
    """What is counted, where the source leaves that to the partnership."""
    if counts := shown.figures.source.counts_under:
        labels = [agreed.label for agreed in shown.figures.definitions(years_of(shown))]
        if not labels:
            yield phrase(f"What is counted: no definition of {counts} is recorded.")
        elif says_made_up(*labels):
            yield phrase(_not_agreed(shown))
        else:
            yield phrase(f"What is counted: {listed(list(dict.fromkeys(labels)))}.")


def _not_agreed(shown: MeasureShown) -> str:
    """Where the definition that a return names is only an example."""
    source, noun = shown.figures.source, shown.figures.measure.noun
    who = "the police" if source.supplied_by is AgencyKind.POLICE else "their agency"
    return f"No shared definition is agreed yet: these are {noun.plural} as {who} counted them."


# --- Pictures --------------------------------------------------------------------------------
def _drawn(numbers: Numbers, shown: MeasureShown) -> Shown:
    """The years; months instead where years are few, or less than a year is told of."""
    periods = years_of(shown)
    is_year = shown.told.months == MONTHS_IN_A_YEAR
    if not is_year or len(periods) < FEWEST_YEARS:
        months = _months(shown)
        if months:
            return months
    return of_years(numbers, shown, periods)


def years_of(shown: MeasureShown) -> tuple[Period, ...]:
    """The period and the same of up to four years before, back to where they are not comparable.

    Made-up years before the real ones are left out where these carry the message; those between
    real ones stay.
    """
    figures, told = shown.figures, shown.told
    if told.months > MONTHS_IN_A_YEAR:
        return (told,)
    found = [told]
    while len(found) < MOST_YEARS:
        before = found[0].year_earlier
        if isinstance(figures.count(before, area=shown.area), Gap):
            break
        if not figures.is_one_series((before, told)):
            break
        found.insert(0, before)
    made_up = [figures.cell(period, area=shown.area).is_illustrative for period in found]
    enough = _ENOUGH_REAL if made_up.count(False) >= _ENOUGH_REAL else _ENOUGH_YEARS
    while len(found) > enough and made_up.pop(0):
        found.pop(0)
    return tuple(found)


def of_years(numbers: Numbers, shown: MeasureShown, periods: tuple[Period, ...]) -> Shown:
    """A column for each year, made up of its parts where these are measures of their own."""
    figures, area = shown.figures, shown.area
    totals = tuple(figures.cell(period, area=area) for period in periods)
    layers = _layers(numbers, shown, periods)
    label = _label(shown.told)
    main = Layer(phrase(capital(figures.measure.noun.plural)), totals, Weight.MAIN)
    columns = Columns(
        at=tuple(_label(period) for period in periods),
        layers=layers or (main,),
        totals=totals if layers else (),
        main=label,
    )
    return picture(_heading_of_years(shown, periods, cells_of(columns)), columns)


def _heading_of_years(
    shown: MeasureShown, periods: tuple[Period, ...], cells: tuple[Cell, ...]
) -> str:
    """What is counted, where and when; the years are left to the axis where room is short."""
    noun, each = shown.figures.measure.noun, each_of(shown.told)
    where = place_named(shown.figures, shown.area)
    ends = [_label(periods[0]), *([_label(periods[-1])] if len(periods) > 1 else [])]
    span = (" and " if len(periods) == 2 else " to ").join(ends)
    most = LONGEST_HEADING - (BESIDE_A_TAG if any_illustrative(cells) else 0)
    return heading(
        most,
        f"{capital(noun.plural)} {noun.verb} {each}, {where}, {span}",
        f"{capital(noun.plural)} {each}, {where}, {span}",
        f"{capital(noun.plural)}, {where}, {span}",
        f"{shown.figures.measure.title} {each}, {where}, {span}",
        f"{shown.figures.measure.title}, {where}, {span}",
        f"{shown.figures.measure.title} {each}, {where}",
    )


def _label(period: Period) -> str:
    return period.year_label


def _layers(
    numbers: Numbers, shown: MeasureShown, periods: tuple[Period, ...]
) -> tuple[Layer, ...]:
    """The parts from the largest up; none where they do not add up to the whole in each year."""
    layers = [
        Layer(
            changes.part_label(category.label, told_of(part)),
            tuple(part.figures.cell(period, area=shown.area) for period in periods),
            Weight.PLAIN,
        )
        for category, part in _adding_up(numbers, shown, periods)
    ]
    return tuple(sorted(layers, key=lambda layer: -(layer.cells[-1].number or 0)))


def _parts_drawn(numbers: Numbers, shown: MeasureShown, drawn: Shown) -> dict[str, Told]:
    """The parts of the columns by the names that they have there, the smallest first."""
    if not isinstance(drawn.proof, Columns) or len(drawn.proof.layers) < 2:
        return {}
    parts = [
        (category.label, told_of(part))
        for category, part in _adding_up(numbers, shown, years_of(shown))
    ]
    return dict(sorted(parts, key=lambda part: part[1].count.number or 0))


def _adding_up(
    numbers: Numbers, shown: MeasureShown, periods: tuple[Period, ...]
) -> Sequence[tuple[Category, MeasureShown]]:
    """A few parts that add up to the whole in each period; none where they do not."""
    if shown.area is not None and shown.figures.is_made_up(shown.told):
        return ()
    read = [
        (category, part)
        for category, measure in parts_of(shown.figures, shown.told)
        if (part := _part(numbers, shown, measure))
    ]
    if not 2 <= len(read) <= _MOST_PARTS:
        return ()
    for period in periods:
        each = [part.figures.count(period, area=shown.area) for _, part in read]
        known = [count for count in each if isinstance(count, int)]
        if len(known) < len(each) or sum(known) != shown.figures.count(period, area=shown.area):
            return ()
    return read


def parts_of(figures: Figures, period: Period) -> tuple[tuple[Category, Measure], ...]:
    """Measures of the same source that are one category each of one and the same dimension.

    None where their numbers of `period` are made up: a split that is made up is not drawn.
    """
    source, whole = figures.source, figures.measure.categories[figures.source.slug]
    if whole:
        return ()
    found: dict[str, list[tuple[Category, Measure]]] = {}
    for measure in figures.dataset.measures:
        of = measure.categories.get(source.slug) or {}
        for dimension, slugs in of.items():
            if len(of) == 1 and len(slugs) == 1:
                category = next(c for c in source.categories[dimension] if c.slug == slugs[0])
                found.setdefault(dimension, []).append((category, measure))
    few = [parts for parts in found.values() if 2 <= len(parts) <= _MOST_PARTS]
    for parts in few:
        if not figures.is_made_up(period) or all(
            figures.made_up.total(measure.slug, period) for _, measure in parts
        ):
            return tuple(parts)
    return ()


def _part(numbers: Numbers, shown: MeasureShown, measure: Measure) -> MeasureShown | None:
    return numbers.shown(
        f"{shown.figures.dataset.app}/{measure.slug}",
        period=shown.told,
        area=shown.area.code if shown.area else "",
        source=shown.figures.source_asked,
    )


def _months(shown: MeasureShown) -> Shown | None:
    """The months as lines, where they are real: the compared first, this last."""
    chart = shown.over_time
    if chart is None:
        return None
    order = sorted(chart.series, key=lambda series: series.role is Role.THIS)
    lines = Lines(
        at=chart.at,
        lines=tuple(
            Line(
                phrase(series.label),
                series.cells,
                Weight.MAIN if series.role is Role.THIS else Weight.PLAIN,
            )
            for series in order
        ),
    )
    noun, where = shown.figures.measure.noun, place_named(shown.figures, shown.area)
    labels = " and ".join(line.label.text for line in lines.lines)
    named = heading(
        LONGEST_HEADING,
        chart.subtitle,
        f"{capital(noun.plural)} each month, {where}, {labels}",
        f"{shown.figures.measure.title} each month, {where}",
    )
    shown_months = picture(named, lines)
    return None if shown_months.is_illustrative else shown_months


def _places(shown: MeasureShown) -> Shown | None:
    """The wards of the area, or else its localities, by name: beside what has no findings."""
    if shown.area is not None and shown.area.kind is PlaceKind.WARD:
        return None
    rows = [row for row in shown.place_rows if isinstance(row.count, int)]
    if not 2 <= len(rows) <= _MOST_PLACES:
        return None
    figures, told = shown.figures, shown.told
    noun = figures.measure.noun
    bars = Bars(
        tuple(Bar(row.place.name, figures.cell(told, area=row.place)) for row in rows),
        across="Ward" if shown.ward_rows else "Locality",
    )
    by = "ward" if shown.ward_rows else "locality"
    where = place_named(figures, shown.area)
    return picture(
        heading(
            LONGEST_HALF_HEADING - BESIDE_A_TAG,
            f"{capital(noun.plural)} by {by}, {where}, {told.label}",
            f"{figures.measure.title} by {by}, {where}, {told.label}",
            f"{figures.measure.title} by {by}, {told.label}",
        ),
        bars,
    )
