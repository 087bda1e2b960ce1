"""The section about one measure: its finding, picture, tables, and what was said last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from django import forms

from measures.baselines import year_to_date
from measures.counts import Gap
from measures.periods import BadPeriod, Period
from partnership.models import Partnership
from reporting import narrative
from reporting.analysis import comparisons
from reporting.analysis.places import PlaceKind
from reporting.charts import tables
from reporting.content import number_formats
from reporting.content.description import (
    ILLUSTRATIVE,
    PARTLY_ILLUSTRATIVE,
    Cell,
    Column,
    Entry,
    Row,
    Sentence,
    Slide,
    Table,
    Words,
)
from reporting.packs.sections.registry import Context, DataMissing, SectionKind
from reporting.packs.sections.text import text_slides
from reporting.pages.measure.deck import how_we_know, measure_slide
from reporting.pages.measure.page import MeasureShown
from reporting.queries.measures import NoSuch, all_datasets


class Box(Enum):
    """What a measure's section may hold, in the order of its slides."""

    HEADLINE = "headline"
    CHART = "chart"
    LAST_TIME = "last-time"
    COMMENTARY = "commentary"
    TABLE = "table"
    FINDINGS = "findings"
    YEARS = "years"
    LOCALITIES = "localities"
    LOCALITIES_BY_YEAR = "localities-by-year"
    WARDS = "wards"
    TYPES = "types"
    TO_DATE = "to-date"
    METHOD = "method"

    @property
    def label(self) -> str:
        return _BOXES[self]


_BOXES = {
    Box.HEADLINE: "The headline sentence",
    Box.CHART: "The chart of the months",
    Box.LAST_TIME: "What was reported last time, and what has been restated since",
    Box.COMMENTARY: "The commentary",
    Box.TABLE: "The comparison with earlier years",
    Box.FINDINGS: "What else the figures say",
    Box.YEARS: "The chart of the years",
    Box.LOCALITIES: "By locality",
    Box.LOCALITIES_BY_YEAR: "Each locality, year by year",
    Box.WARDS: "By ward",
    Box.TYPES: "By type",
    Box.TO_DATE: "The current year to date",
    Box.METHOD: "How we know",
}
USUAL = (Box.HEADLINE, Box.CHART, Box.LAST_TIME, Box.COMMENTARY, Box.TABLE, Box.FINDINGS)


@dataclass(frozen=True)
class Asked:
    """The settings of a measure's section, read."""

    measure: str
    period: Period | None
    against: Period | None
    area: str
    source: str
    boxes: frozenset[Box]

    @classmethod
    def read(cls, settings: Mapping[str, Any], *, usual: Iterable[Box] = USUAL) -> Asked:
        known = {box.value for box in Box}
        shown = settings.get("show", [box.value for box in usual])
        return cls(
            measure=settings.get("measure", ""),
            period=_period(settings.get("period", "")),
            against=_period(settings.get("against", "")),
            area=settings.get("area", ""),
            source=settings.get("source", ""),
            boxes=frozenset(Box(box) for box in shown if box in known),
        )


def _period(written: str) -> Period | None:
    try:
        return Period.parse(written) if written else None
    except BadPeriod as bad:
        raise DataMissing(str(bad)) from None


def build(context: Context) -> Sequence[Slide]:
    """The slides chosen in the settings. DataMissing where the period was not supplied."""
    asked = Asked.read(context.settings)
    with_types = not asked.boxes.isdisjoint({Box.FINDINGS, Box.TYPES})
    return _built(context, asked, shown_of(context, asked, with_types=with_types))


def _built(context: Context, asked: Asked, shown: MeasureShown) -> Sequence[Slide]:
    slides: list[Slide] = []
    if asked.boxes & {Box.HEADLINE, Box.CHART}:
        slides.append(_opening(shown, asked.boxes))
    for box, of in _SLIDES.items():
        if box in asked.boxes:
            slides.extend(of(context, shown))
    return [_named(slide, shown) for slide in slides]


def _named(slide: Slide, shown: MeasureShown) -> Slide:
    """Name the place in a slide's title, behind its mark: it is read without its surroundings."""
    place = shown.area
    if place is None or place.kind is PlaceKind.WHOLE or place.name in slide.title:
        return slide
    marks = (ILLUSTRATIVE, PARTLY_ILLUSTRATIVE)
    mark = next((each for each in marks if slide.title.startswith(each)), "")
    return replace(slide, title=f"{mark}{place.name}: {slide.title.removeprefix(mark)}")


def statement(context: Context) -> Sentence | None:
    """The headline, as next year's section will quote it."""
    try:
        asked = Asked.read(context.settings)
        return shown_of(context, asked).headline
    except DataMissing:
        return None


def shown_of(context: Context, asked: Asked, *, with_types: bool = False) -> MeasureShown:
    """The measure as asked for. DataMissing where there is no figure of the period."""
    try:
        shown = context.numbers.shown(
            asked.measure,
            period=asked.period,
            against=asked.against,
            area=asked.area,
            source=asked.source,
            with_types=with_types,
        )
    except NoSuch as problem:
        raise DataMissing(str(problem)) from None
    if shown is None:
        figures = context.numbers.figures(asked.measure, source=asked.source, period=asked.period)
        raise DataMissing(narrative.nothing_supplied(figures))
    count = shown.figures.count(shown.told, area=shown.area)
    if isinstance(count, Gap):
        why = narrative.why_no_figure(shown.figures, count, shown.told)
        raise DataMissing(f"{shown.figures.measure.title} {narrative.during(shown.told)}: {why}.")
    return shown


# --- The slides ------------------------------------------------------------------------------
def _opening(shown: MeasureShown, boxes: frozenset[Box]) -> Slide:
    sentences = (shown.headline, *([shown.verdict] if shown.verdict else []))
    has_chart = Box.CHART in boxes
    return measure_slide(
        shown,
        narrative.title_of_change(shown.figures, shown.headline_comparison),
        chart=shown.over_time if has_chart else None,
        periods=shown.periods if has_chart else (),
        sentences=sentences if Box.HEADLINE in boxes else (),
    )


def _last_time(context: Context, shown: MeasureShown) -> Iterable[Slide]:
    """The frozen sentence, today's sentence, and which figures have changed since."""
    last = context.last_time
    if last is None or last.statement is None or context.previous is None:
        return
    day = number_formats.day(narrative.london(context.previous.at))
    yield measure_slide(
        shown,
        f"{shown.figures.measure.title}: last time and now",
        sentences=(
            Sentence((Words("Last time we reported", is_underlined=True), f" (as at {day})")),
            last.statement,
            Sentence((Words("Now", is_underlined=True),)),
            shown.headline,
            *_restated(context, last.statement),
        ),
    )


def _restated(context: Context, sentence: Sentence) -> Iterable[Sentence]:
    changed = [(then, now) for then in sentence.cells if (now := _changed(context, then))]
    if not changed:
        yield Sentence(("No figure of that sentence has been restated since.",))
        return
    yield Sentence((Words("Restated since", is_underlined=True),))
    for then, now in changed:
        assert then.provenance is not None  # noqa: S101 - only what has one can be asked for again
        when = Period.parse(then.provenance.period).label
        yield Sentence((f"{when}: ", then, " is now ", now, "."))


def _changed(context: Context, then: Cell) -> Cell | None:
    now = context.numbers.now(then)
    return now if now is not None and now.bare_text != then.bare_text else None


def _commentary(context: Context, shown: MeasureShown) -> Iterable[Slide]:
    return text_slides(context)


def _table(context: Context, shown: MeasureShown) -> Iterable[Slide]:
    """What can be compared as rows; why the rest cannot, in the words above them."""
    whole = shown.compared_table
    rows = tuple(row for row in whole.rows if _is_known(row.entries[2]))
    yield measure_slide(
        shown,
        f"{shown.figures.measure.title}: compared with earlier years",
        sentences=(Sentence((" ".join(whole.notes),)),) if whole.notes else (),
        table=replace(whole, rows=rows) if rows else whole,
        periods=shown.every_period,
    )


def _is_known(entry: Entry) -> bool:
    return isinstance(entry, Cell) and entry.number is not None


def _findings(context: Context, shown: MeasureShown) -> Iterable[Slide]:
    if shown.findings:
        yield measure_slide(
            shown,
            f"{shown.figures.measure.title}: what else the figures say",
            sentences=shown.findings,
            periods=shown.headline_periods,
        )


def _years(context: Context, shown: MeasureShown) -> Iterable[Slide]:
    chart = shown.years_chart
    yield measure_slide(shown, chart.title, chart=chart)


def _localities(context: Context, shown: MeasureShown) -> Iterable[Slide]:
    if shown.localities_chart and shown.localities_table:
        yield measure_slide(shown, shown.localities_chart.title, chart=shown.localities_chart)
        title = f"{shown.figures.measure.title} by locality, compared"
        yield measure_slide(shown, title, table=shown.localities_table)


def _localities_by_year(context: Context, shown: MeasureShown) -> Iterable[Slide]:
    """Each locality in the run of years up to the period, oldest first."""
    figures, among = shown.figures, shown.among
    localities = [row.place for row in shown.locality_rows]
    if among is None or not localities:
        return
    title = f"{figures.measure.title}: each locality, year by year"
    table = Table(
        slug="localities-by-year",
        title=f"{figures.measure.title} by locality and year",
        columns=(
            Column("Locality"),
            *(Column(period.label, is_number=True) for period in among.periods),
        ),
        rows=tuple(
            Row((locality.name, *(figures.cell(period, area=locality) for period in among.periods)))
            for locality in localities
        ),
    )
    yield measure_slide(shown, title, table=table)


def _wards(context: Context, shown: MeasureShown) -> Iterable[Slide]:
    if shown.wards_chart and shown.wards_on_a_slide:
        comparison = shown.ward_rows[0].comparison
        title = narrative.compared(shown.wards_chart.title, comparison)
        yield measure_slide(shown, title, table=shown.wards_on_a_slide)


def _types(context: Context, shown: MeasureShown) -> Iterable[Slide]:
    for of_type in shown.types:
        if of_type.chart and of_type.table:
            by = of_type.breakdown.dimension.title.lower()
            title = f"{shown.figures.measure.title} by {by}, compared"
            yield measure_slide(shown, of_type.chart.title, chart=of_type.chart)
            yield measure_slide(shown, title, table=of_type.table)


def _to_date(context: Context, shown: MeasureShown) -> Iterable[Slide]:
    """The following year as far as supplied, beside the same months of the year before."""
    figures = shown.figures
    later = [year for year in figures.years if year > shown.period.financial_year]
    to_date = year_to_date(later[-1], figures.months_supplied) if later else None
    if to_date is None:
        return
    made = comparisons.comparisons(figures, to_date, area=shown.area)[:1]
    yield measure_slide(
        shown,
        f"{figures.measure.title}: {to_date.label}",
        sentences=(
            narrative.headline(figures, made[0], area=shown.area),
            Sentence((narrative.unfinished(to_date),)),
        ),
        table=tables.compared_with(figures, made, area=shown.area),
        periods=(to_date, *made[0].periods),
    )


def _method(context: Context, shown: MeasureShown) -> Iterable[Slide]:
    title = f"{shown.figures.measure.title}: how we know"
    yield measure_slide(shown, title, sentences=tuple(how_we_know(shown)))


_SLIDES = {
    Box.LAST_TIME: _last_time,
    Box.COMMENTARY: _commentary,
    Box.TABLE: _table,
    Box.FINDINGS: _findings,
    Box.YEARS: _years,
    Box.LOCALITIES: _localities,
    Box.LOCALITIES_BY_YEAR: _localities_by_year,
    Box.WARDS: _wards,
    Box.TYPES: _types,
    Box.TO_DATE: _to_date,
    Box.METHOD: _method,
}


# --- Wards and localities --------------------------------------------------------------------
def _of_places(*boxes: Box):
    """A section about a measure by ward or locality, with its words first."""

    def build_places(context: Context) -> Sequence[Slide]:
        asked = Asked.read(context.settings, usual=boxes)
        shown = shown_of(context, asked)
        slides = tuple(slide for box in boxes for slide in _SLIDES[box](context, shown))
        if not slides:
            raise DataMissing(shown.coarseness or narrative.nothing_supplied(shown.figures))
        return (*text_slides(context), *slides)

    return build_places


# --- Forms -----------------------------------------------------------------------------------
def measure_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every measure of partnerships' own figures, under its dataset."""
    return [
        (
            dataset.title,
            [(f"{dataset.app}/{measure.slug}", measure.title) for measure in dataset.measures],
        )
        for dataset in all_datasets()
    ]


class PeriodField(forms.CharField):
    """A period as people write it; may be blank."""

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        try:
            return Period.parse(written).code if written else ""
        except BadPeriod as bad:
            raise forms.ValidationError(str(bad)) from None


def _place_fields(partnership: Partnership) -> dict[str, forms.Field]:
    return {
        "measure": forms.ChoiceField(label="Measure", choices=measure_choices),
        "period": PeriodField(
            label="Period",
            required=False,
            help_text="Like 2022/23. Empty is the last complete year",
        ),
        "against": PeriodField(
            label="Compared with", required=False, help_text="Empty is the year before"
        ),
        "source": forms.SlugField(
            label="Source", required=False, help_text="Empty is the main source"
        ),
    }


def _fields(partnership: Partnership) -> dict[str, forms.Field]:
    return {
        **_place_fields(partnership),
        "area": forms.CharField(
            label="Ward or locality",
            required=False,
            help_text=f"Its name. Empty is all of {partnership.short_name}",
        ),
        "show": forms.MultipleChoiceField(
            label="What the section shows",
            choices=[(box.value, box.label) for box in Box],
            initial=[box.value for box in USUAL],
            widget=forms.CheckboxSelectMultiple,
        ),
    }


COMMENTARY = "What councillors should know beside the figures: what was done, and why it changed"
MEASURE = SectionKind(
    slug="measure",
    title="Measure",
    help="One measure: the finding, the picture, the tables, your commentary",
    build=build,
    group="Figures",
    text_help=COMMENTARY,
    fields=_fields,
    statement=statement,
)
WARDS = SectionKind(
    slug="wards",
    title="Wards",
    help="A measure ward by ward",
    build=_of_places(Box.WARDS),
    group="Figures",
    text_help=COMMENTARY,
    fields=_place_fields,
    statement=statement,
)
LOCALITIES = SectionKind(
    slug="localities",
    title="Localities",
    help="A measure in each locality",
    build=_of_places(Box.LOCALITIES, Box.LOCALITIES_BY_YEAR),
    group="Figures",
    text_help=COMMENTARY,
    fields=_place_fields,
    statement=statement,
)
