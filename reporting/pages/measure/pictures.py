"""The charts and the maps of a measure as pictures to take away, by their names in addresses."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.charts.maps import Colouring, Form, picture_name
from reporting.content.description import Chart
from reporting.pages.map.page import of_measure
from reporting.pages.measure.page import MeasureShown
from reporting.pages.picture_files import of_chart
from reporting.queries.measures import NoSuch
from reporting.queries.places import ground_of
from reporting.queries.reading import Reading
from reporting.rendering import picture
from reporting.rendering.picture import Picture

# The maps by the name of their picture; the way wards are coloured, and drawn.
MAPS = {
    picture_name(colouring, form): (colouring, form) for colouring in Colouring for form in Form
}


def picture_of(shown: MeasureShown, reading: Reading, name: str) -> Picture:
    """The chart or the map of that name. NoSuch where the measure has none."""
    if name not in MAPS:
        return of_chart(_charts(shown), name)
    colouring, form = MAPS[name]
    drawn = of_measure(shown, ground_of(reading), colouring=colouring, form=form)
    found = picture.of_map(drawn) if drawn else None
    if found is None:
        raise NoSuch(f"{shown.figures.measure.title} has no picture “{name}” for this period.")
    return found


def _charts(shown: MeasureShown) -> Iterator[Chart]:
    for over_time in (shown.over_time, shown.signals_chart):
        if over_time:
            yield over_time
    yield shown.years_chart
    made = (shown.localities_chart, shown.wards_chart, *(of_type.chart for of_type in shown.types))
    yield from (chart for chart in made if chart)
