"""A measure by ward or locality on a slide, and the wards as a table of the annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from measures.change import Difference
from measures.counts import Gap, Nature
from measures.periods import Period
from reporting import narrative
from reporting.analysis.comparisons import PlaceRow
from reporting.analysis.years import place_trends
from reporting.content.alternatives import cells_of
from reporting.content.description import Cell, Column, Row, Style, Table
from reporting.content.number_formats import FEWEST_FOR_PERCENT
from reporting.content.panel_slides import (
    Finding,
    Layout,
    LikelyQuestion,
    PanelSlide,
    Shown,
    SpeakerNotes,
)
from reporting.content.phrases import SlideRef, phrase
from reporting.content.proofs import Bar, Bars, Line, Slopes, Weight
from reporting.narrative.footnotes import slide_source_line
from reporting.narrative.panel import of_places, said, sources
from reporting.narrative.panel.of_places import Places
from reporting.narrative.panel.small_words import (
    BESIDE_A_TAG,
    LONGEST_ANNEX_TITLE,
    LONGEST_HEADING,
    fitting,
    heading,
    place_named,
)
from reporting.narrative.panel.stated import Stated
from reporting.narrative.phrases import capital
from reporting.narrative.titles import in_a_sentence
from reporting.packs.presented.measures import MOST_YEARS, slide, stated_of, years_of
from reporting.packs.presented.parts import annex_tables, picture, tagged
from reporting.packs.sections.measure import Asked, shown_of
from reporting.packs.sections.registry import Context, DataMissing, Presented
from reporting.pages.measure.page import MeasureShown

TABLE = "table"
CONTINUED = "The others"
WARDS_MADE_UP = "All numbers of wards are illustrative."
MOST_BARS = 20
_MOST_LOCALITIES = 8


def present_measure(context: Context) -> Presented:
    """A measure on one slide; of a made-up grouping of wards the wards, where these are real."""
    shown = shown_of(context, Asked.read(context.settings))
    if shown.area is not None and shown.area.illustrative:
        wards = [row for row in shown.ward_rows if not _is_made_up(shown, row)]
        if len(wards) > 1:
            return Presented(slides=(of_rows(context, shown, wards, stated_of(context)),))
    return Presented(slides=(slide(context, shown),))


def _is_made_up(shown: MeasureShown, row: PlaceRow) -> bool:
    cell = shown.figures.cell(shown.told, area=row.place)
    return cell.number is None or cell.is_illustrative


# --- Wards -----------------------------------------------------------------------------------
def present_wards(context: Context) -> Presented:
    """One slide and the table behind it. DataMissing where there is nothing by ward."""
    shown = shown_of(context, Asked.read(context.settings))
    if not shown.ward_rows:
        raise DataMissing(shown.coarseness or narrative.nothing_supplied(shown.figures))
    stated = stated_of(context)
    return Presented(
        slides=(of_rows(context, shown, shown.ward_rows, stated),),
        annex=_ward_table(context, shown, stated),
    )


def of_rows(
    context: Context, shown: MeasureShown, rows: Sequence[PlaceRow], stated: Stated
) -> PanelSlide:
    """Places with a bar for the change in each, those that rose first and the rest by name."""
    figures = shown.figures
    places = Places.of(figures, rows, place_named(figures, shown.area))
    made_up = all(places.cell(row).is_illustrative for row in places.rows)
    stated = stated if made_up else Stated()
    drawn = _changes(places, stated, is_part=shown.area is not None) or _counts(places)
    source = _source(shown, drawn, stated)
    pictures = _halves(drawn)
    found = stated.findings[:3] or of_places.findings(places)
    if len(pictures) > 1:
        found = ()
    by = places.one
    sentences = (
        (*stated.said(), *of_places.said_of_made_up(places, stated))
        if made_up
        else of_places.said(places)
    )
    return tagged(
        PanelSlide(
            key="places",
            layout=_layout(pictures, has_findings=bool(found)),
            line=f"The figures: {in_a_sentence(figures.measure.title)} by {by}",
            title=stated.attributed or of_places.title(places),
            shown=pictures,
            findings=found,
            under=tuple(of_places.unjudged(places)) if found else (),
            source=source,
            notes=SpeakerNotes(
                say=said.short_enough(sentences),
                questions=tuple(_questions(context, places, stated, made_up=made_up)),
                source=_source_in_notes(shown, stated, made_up=made_up),
            ),
        )
    )


def _source_in_notes(shown: MeasureShown, stated: Stated, *, made_up: bool) -> str:
    """Whose figures these are; nobody's name stands at what is made up."""
    if stated.changes:
        return sources.of_stated(shown.figures, stated.source)
    if made_up:
        return f"{sources.ALL_MADE_UP} {capital(sources.as_at(shown.figures.at))}."
    return sources.in_notes(slide_source_line(shown.figures))


def _layout(pictures: Sequence[Shown], *, has_findings: bool) -> Layout:
    if has_findings:
        return Layout.FINDINGS
    return Layout.TWO_PICTURES if len(pictures) > 1 else Layout.PICTURE


def _halves(shown: Shown) -> tuple[Shown, ...]:
    """One picture, or two beside one another of so many rows; of more the first of both ends."""
    proof = shown.proof
    if not isinstance(proof, Bars) or len(proof.rows) <= MOST_BARS:
        return (shown,)
    rows = proof.rows
    if len(rows) > 2 * MOST_BARS:
        rows = (*rows[:MOST_BARS], *rows[-MOST_BARS:])
    half = ceil(len(rows) / 2)
    return tuple(
        picture(shown.heading if number == 0 else CONTINUED, replace(proof, rows=piece))
        for number, piece in enumerate((rows[:half], rows[half:]))
    )


def _changes(places: Places, stated: Stated, *, is_part: bool) -> Shown | None:
    """What changed in each; None where too few are compared.

    Where they are part of a partnership's area, its heading says of which rather than since when.
    """
    rows = [row for row in places.rows if isinstance(row.comparison.change, Difference)]
    if len(rows) < 2:
        return None
    in_percent = bool(stated.changes) or all(_has_percent(row) for row in rows)
    bars = [_bar(places, row, stated, in_percent=in_percent) for row in rows]
    bars.sort(key=lambda bar: ((bar.cell.number or 0) <= 0, _order(bar)))
    what = in_a_sentence(places.figures.measure.title)
    much = f"{'Change' if in_percent else 'Difference'} in {what} by {places.one}"
    first = rows[0].comparison
    when = f"{first.then_label} to {first.period.label}"
    to = f"to {first.period.label}"
    named = heading(
        LONGEST_HEADING - BESIDE_A_TAG,
        f"{much}, {places.within}, {when}",
        *([f"{much}, {places.within}, {to}"] if is_part else []),
        f"{much}, {when}",
        f"{much}, {to}",
    )
    return picture(named, Bars(tuple(bars), across=capital(places.one)))


def _has_percent(row: PlaceRow) -> bool:
    """Whether a percentage says as much as the counts do."""
    change = _difference(row)
    return change.told_percent is not None and change.then >= FEWEST_FOR_PERCENT


def _order(bar: Bar) -> tuple[float, str]:
    """Those that rose by how much, the others by name."""
    number = bar.cell.number or 0
    return (-number, bar.label) if number > 0 else (0, bar.label)


def _difference(row: PlaceRow) -> Difference:
    change = row.comparison.change
    assert isinstance(change, Difference)  # noqa: S101 - asked before
    return change


def _bar(places: Places, row: PlaceRow, stated: Stated, *, in_percent: bool) -> Bar:
    change, name = _difference(row), row.place.name
    published = stated.changes.get(name) if in_percent else None
    comparison = row.comparison
    nature = places.figures.nature(comparison.period, *comparison.periods, area=row.place)
    value = change.told_percent if in_percent else change.difference
    style = Style.CHANGE if in_percent else Style.DIFFERENCE
    if in_percent and nature is Nature.ILLUSTRATIVE:
        style = Style.WHOLE_CHANGE  # What is made up is not made to look exact.
    cell = published or Cell(value or 0, style, nature=nature)
    if published is not None:
        rose = (published.number or 0) > 0
        return Bar(name, cell, Weight.ATTENTION if rose else Weight.MAIN)
    return Bar(name, cell, Weight.ATTENTION if of_places.is_worse(row) else Weight.PLAIN)


def _counts(places: Places) -> Shown:
    """How many in each, where too little is compared."""
    cells = [(row.place.name, places.cell(row)) for row in places.rows]
    most = places.most
    name = most.place.name if most else ""
    bars = Bars(
        tuple(
            Bar(label, cell, Weight.MAIN if label == name else Weight.PLAIN)
            for label, cell in cells
        ),
        across=capital(places.one),
    )
    what, when = places.figures.measure.title, places.rows[0].comparison.period.label
    named = heading(
        LONGEST_HEADING - BESIDE_A_TAG,
        f"{what} by {places.one}, {places.within}, {when}",
        f"{what} by {places.one}, {when}",
    )
    return picture(named, bars)


def _source(shown: MeasureShown, drawn: Shown, stated: Stated) -> str:
    cells = cells_of(drawn.proof)
    if not stated:
        return sources.line(shown.figures, shown.headline_periods, cells)
    return sources.of_stated(shown.figures, stated.source)


def _questions(
    context: Context, places: Places, stated: Stated, *, made_up: bool
) -> Iterator[LikelyQuestion]:
    who, by = in_a_sentence(places.figures.measure.title), places.one
    if places.kind.value == "ward" and not context.settings.get("area"):
        yield LikelyQuestion(
            phrase(f"What are the numbers of {who} in my ward?"),
            phrase("See ", SlideRef(f"{context.key}/{TABLE}"), "."),
        )
    if made_up:
        which, rest = ("hatched numbers", " for the others") if stated.changes else ("numbers", "")
        yield LikelyQuestion(
            phrase(f"Why are the {which} of {who} by {by} illustrative?"),
            phrase(f"We hold no document with {who} by {by}{rest}: made-up numbers stand there."),
        )
    else:
        yield LikelyQuestion(
            phrase(f"Why is the number of {who} higher in some {places.plural} than in others?"),
            phrase(
                f"{capital(places.plural)} differ by nature: where many come to work, shop or go"
                f" out, the rate of {who} is higher."
            ),
        )


def _ward_table(context: Context, shown: MeasureShown, stated: Stated) -> tuple[PanelSlide, ...]:
    """Every ward with both counts and the change, and all of them together."""
    figures, comparison = shown.figures, shown.ward_rows[0].comparison
    if len(comparison.periods) != 1:
        return ()
    then, now = comparison.periods[0], comparison.period
    made_up = all(_is_made_up(shown, row) for row in shown.ward_rows)
    stated = stated if made_up else Stated()
    is_part = now.part_label == then.part_label and now.year_label != then.year_label
    table = Table(
        slug="wards-of-annex",
        title=f"{figures.measure.title} by ward",
        columns=(
            Column("Ward"),
            Column(then.year_label if is_part else then.label, is_number=True),
            Column(now.year_label if is_part else now.label, is_number=True),
            Column("Change", is_number=True),
        ),
        rows=tuple(
            Row(
                (
                    row.place.name,
                    figures.cell(then, area=row.place),
                    figures.cell(now, area=row.place),
                    stated.changes.get(row.place.name) or _change_of(shown, row),
                )
            )
            for row in shown.ward_rows
        ),
    )
    source = _source_of_table(shown, table, stated, made_up=made_up)
    notes = of_places.real_elsewhere(figures) if made_up else ()
    table = replace(table, rows=(*table.rows, _in_all(shown, then, now)), notes=tuple(notes))
    who = figures.measure.title
    title = fitting(
        LONGEST_ANNEX_TITLE,
        phrase(f"{who} by ward, {then.label} and {now.label}"),
        phrase(f"{who} by ward, {now.label}"),
        phrase(f"{who} by ward"),
    )
    say = (phrase(f"This table has {in_a_sentence(who)} of every ward, for reference."),)
    line = f"Annex: by ward, {now.part_label}" if is_part and now.part_label else "Annex: by ward"
    return annex_tables(TABLE, line, title, table, source=source, say=say)


def _source_of_table(shown: MeasureShown, table: Table, stated: Stated, *, made_up: bool) -> str:
    """Whose the numbers of wards are: nobody's, where they are made up."""
    figures = shown.figures
    if not made_up:
        return sources.line(figures, shown.headline_periods, table.cells)
    whole = figures.cell(shown.told, area=shown.area)
    totals = "" if whole.is_illustrative else "Totals as published."
    wards = stated.source_of_table if stated.changes else WARDS_MADE_UP
    return sources.many((wards, totals, f"{capital(sources.as_at(figures.at))}."))


def _in_all(shown: MeasureShown, then: Period, now: Period) -> Row:
    """The whole that the wards are of, as the last row."""
    figures, first = shown.figures, shown.comparisons[0]
    cells = (figures.cell(then, area=shown.area), figures.cell(now, area=shown.area))
    change = Cell(Gap.NOT_APPLICABLE)
    if first.periods == (then,) and isinstance(first.change, Difference):
        nature = figures.nature(then, now, area=shown.area)
        if first.change.told_percent is not None:
            change = Cell(first.change.told_percent, Style.CHANGE, nature=nature)
    name = f"{capital(place_named(figures, shown.area))}, in all"
    return Row((name, *cells, change), is_total=True)


def _change_of(shown: MeasureShown, row: PlaceRow) -> Cell:
    change = row.comparison.change
    if not isinstance(change, Difference) or change.told_percent is None:
        return Cell(Gap.NOT_APPLICABLE)
    periods = (row.comparison.period, *row.comparison.periods)
    nature = shown.figures.nature(*periods, area=row.place)
    style = Style.WHOLE_CHANGE if nature is Nature.ILLUSTRATIVE else Style.CHANGE
    return Cell(change.told_percent, style, nature=nature)


# --- Localities ------------------------------------------------------------------------------
def present_localities(context: Context) -> Presented:
    """One slide. DataMissing where there is nothing by locality."""
    shown = shown_of(context, Asked.read(context.settings))
    rows = [row for row in shown.locality_rows if row.place.kind.value == "locality"]
    if not rows:
        raise DataMissing(shown.coarseness or narrative.nothing_supplied(shown.figures))
    stated = stated_of(context)
    periods = _years_of_slopes(shown, rows)
    if len(periods) < 2 or len(rows) > _MOST_LOCALITIES:
        return Presented(slides=(of_rows(context, shown, rows, stated),))
    return Presented(slides=(_slopes(context, shown, rows, periods, stated),))


def _years_of_slopes(shown: MeasureShown, rows: Sequence[PlaceRow]) -> tuple[Period, ...]:
    """The years in which every locality has a number, up to the period."""
    found: list[Period] = []
    period = shown.told
    while len(found) < MOST_YEARS and all(
        shown.figures.cell(period, area=row.place).number is not None for row in rows
    ):
        found.insert(0, period)
        period = period.year_earlier
        if period not in years_of(shown) and not shown.figures.is_one_series((period, shown.told)):
            break
    return tuple(found)


def _slopes(
    context: Context,
    shown: MeasureShown,
    rows: Sequence[PlaceRow],
    periods: tuple[Period, ...],
    stated: Stated,
) -> PanelSlide:
    figures = shown.figures
    places = Places.of(figures, rows, figures.partnership)
    made_up = all(places.cell(row).is_illustrative for row in rows)
    stated = stated if made_up else Stated()
    largest = max(rows, key=lambda row: places.cell(row).number or 0).place.name
    groups = {place.code: number for number, place in enumerate(figures.localities)}
    lines = tuple(
        Line(
            phrase(row.place.name),
            tuple(figures.cell(period, area=row.place) for period in periods),
            Weight.MAIN if row.place.name == largest else Weight.PLAIN,
            group=groups.get(row.place.code),
        )
        for row in rows
    )
    noun = figures.measure.noun
    first, last = periods[0].year_label, periods[-1].year_label
    named = heading(
        LONGEST_HEADING - BESIDE_A_TAG,
        f"{capital(noun.plural)} by {places.one}, {places.within}, {first} to {last}",
        f"{capital(noun.plural)} by {places.one}, {first} to {last}",
        f"{figures.measure.title} by {places.one}, {first} to {last}",
    )
    drawn = picture(named, Slopes(tuple(period.year_label for period in periods), lines))
    source = _source(shown, drawn, stated)
    trends = () if made_up else place_trends(figures, [row.place for row in rows], shown.told)
    found = stated.findings[:3] or _findings(places)
    sentences = (
        (*stated.said(), *of_places.said_of_made_up(places, stated))
        if made_up
        else of_places.said(places)
    )
    return tagged(
        PanelSlide(
            key="places",
            layout=Layout.FINDINGS if found else Layout.PICTURE,
            line=f"The figures: {in_a_sentence(figures.measure.title)} by {places.one}",
            title=stated.attributed or of_places.title_of_trends(places, trends),
            shown=(drawn,),
            findings=found,
            source=source,
            notes=SpeakerNotes(
                say=said.short_enough(sentences),
                questions=tuple(_questions(context, places, stated, made_up=made_up)),
                source=_source_in_notes(shown, stated, made_up=made_up),
            ),
        )
    )


def _findings(places: Places) -> tuple[Finding, ...]:
    if any(places.cell(row).is_illustrative for row in places.rows):
        return ()
    most = of_places.share_of_most(places)
    return (*of_places.findings(places)[:2], *([most] if most else []))
