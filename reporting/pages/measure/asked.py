"""What an address of a measure asks for, read and worked out for whoever asks; renders nothing."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest

from partnership.models import Partnership
from reporting.analysis.one_population import by_residents_of_wards
from reporting.charts.tables import Sort
from reporting.content.selection import Selection
from reporting.pages.measure.in_full import measure_in_full
from reporting.pages.measure.page import MeasureShown, measure_shown
from reporting.queries import figures as queries
from reporting.queries.measures import NoSuch
from reporting.queries.places import place_named
from reporting.queries.reading import Reading
from reporting.queries.screens import Screens


def reading_of(
    request: HttpRequest, partnership: Partnership, measure_id: str, asked: Selection
) -> Reading:
    """The figures of a measure, from the source and for the wards and the moment asked for."""
    return queries.reading(
        measure_id,
        partnership=partnership,
        viewer=request.user,
        source=asked.source or None,
        period=asked.period,
        as_at=asked.moment,
        written_as_at=asked.as_at,
        wards=asked.wards,
    )


def on_one_population(reading: Reading) -> Reading:
    """For a page on which the rates of wards stand beside that of the whole."""
    return reading.once(
        "on one population",
        lambda: replace(reading, figures=by_residents_of_wards(reading.figures)),
    )


def shown_of(
    request: HttpRequest,
    partnership: Partnership,
    reading: Reading,
    asked: Selection,
    *,
    with_types: bool,
) -> MeasureShown | None:
    """A measure as asked for, with its breakdowns or without; None where nothing was supplied."""
    figures = reading.figures
    area = place_named(figures, asked.area)
    screens = Screens(partnership, request.user, asked.moment, asked.as_at, asked.wards)
    sort = Sort.read(asked.sort)
    if with_types:
        return measure_in_full(
            reading,
            period=asked.period,
            against=asked.against,
            area=area,
            sort=sort,
            screens=screens,
        )
    return measure_shown(
        figures,
        period=asked.period,
        against=asked.against,
        area=area,
        sort=sort,
        screens=screens,
    )


def in_full(request: HttpRequest, partnership: Partnership, measure_id: str) -> MeasureShown:
    """Everything of a measure, for a file. NoSuch where nothing was supplied."""
    asked = Selection.read(request.GET)
    reading = reading_of(request, partnership, measure_id, asked)
    shown = shown_of(request, partnership, reading, asked, with_types=True)
    if shown is None:
        raise NoSuch("No figures of this measure are in use yet.")
    return shown
