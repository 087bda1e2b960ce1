"""The months of a return beside the year before, drawn for its check page."""

from __future__ import annotations

from django.template.loader import render_to_string

from measures.counts import Count
from measures.periods import PeriodKind
from reporting.charts import instead
from reporting.charts.parts_of_years import axis_label
from reporting.content.description import Cell, Chart, Kind, Role, Series
from returns.checking.preview import Course
from returns.pages.sending.course_drawing import register

THIS_FILE = "this file"


@register
def draw(course: Course, title: str, slug: str) -> str:
    """The chart as a figure; its numbers stand in the table above it."""
    months = [axis_label(month) for month in course.year.split(into=PeriodKind.MONTH)]
    series = [
        Series(course.year.label, Role.THIS, _cells(course.counts)),
        Series(course.year.year_earlier.label, Role.COMPARED, _cells(course.before)),
    ]
    drawn = tuple(line for line in series if any(cell.number is not None for cell in line.cells))
    chart = Chart(
        slug=slug,
        kind=Kind.LINES,
        title=title,
        subtitle="Each month of the year, with those of this file shaded",
        unit="a month",
        at=tuple(months),
        series=drawn,
        alternative=instead.of_months(drawn),
        source_line="",
        across="Month",
        spoken=tuple(month for month, told in zip(months, course.in_return, strict=True) if told),
        spoken_label=THIS_FILE,
    )
    return render_to_string("returns/_course.html", {"chart": chart})


def _cells(counts: tuple[Count, ...]) -> tuple[Cell, ...]:
    return tuple(map(Cell, counts))
