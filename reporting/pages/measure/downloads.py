"""Figures as downloads: slides, workbook, CSV; reads through queries, draws nothing."""

from __future__ import annotations

from datetime import datetime

from measures.baselines import Against
from measures.periods import Period
from partnership.models import Partnership
from partnership.people.permissions import Viewer
from reporting.export.formats import draw_presentation
from reporting.pages.measure import deck as decks
from reporting.pages.measure import take_away
from reporting.pages.measure.in_full import measure_in_full
from reporting.pages.measure.page import MeasureShown
from reporting.pages.taken_away import in_name
from reporting.queries import figures as queries
from reporting.queries.measures import NoSuch
from reporting.queries.places import place_named


def shown(
    partnership: Partnership,
    *,
    measure: str,
    viewer: Viewer,
    period: Period | None = None,
    against: Against | None = None,
    as_at: datetime | None = None,
    written_as_at: str = "",
    area: str = "",
    source: str = "",
) -> MeasureShown:
    """A measure as asked for. NoSuch for what does not exist, and where nothing was supplied."""
    reading = queries.reading(
        measure,
        partnership=partnership,
        viewer=viewer,
        source=source or None,
        period=period,
        as_at=as_at,
        written_as_at=written_as_at,
    )
    place = place_named(reading.figures, area)
    made = measure_in_full(reading, period=period, against=against, area=place)
    if made is None:
        raise NoSuch(f"No figures for {reading.figures.measure.title} are in use yet.")
    return made


def slides(
    partnership: Partnership,
    *,
    measure: str,
    viewer: Viewer,
    period: Period | None = None,
    against: Against | None = None,
    as_at: datetime | None = None,
    area: str = "",
    source: str = "",
) -> bytes:
    """A measure as a PPTX file; the same figures give the same bytes."""
    made = shown(
        partnership,
        measure=measure,
        viewer=viewer,
        period=period,
        against=against,
        as_at=as_at,
        area=area,
        source=source,
    )
    return slides_of(made, partnership=partnership)


def slides_of(made: MeasureShown, *, partnership: Partnership) -> bytes:
    return draw_presentation(
        decks.measure_presentation(made, partnership=partnership.name, colour=partnership.colour)
    )


def name_of(made: MeasureShown) -> str:
    """Names what is inside: "all-crime-2022-23"."""
    area = f"-{made.area.code.rpartition('/')[2].lower()}" if made.area else ""
    return f"{made.figures.measure.slug}{area}-{in_name(made.period.code)}"


def workbook_of(made: MeasureShown) -> bytes:
    """The tables of a measure's page as an XLSX file."""
    from reporting.export import xlsx

    return xlsx.workbook(take_away.every_table(made), title=made.title, about=take_away.about(made))


def csv_of(made: MeasureShown) -> str:
    """The tables of a measure's page as CSV, one below the other."""
    from reporting.export import xlsx

    return xlsx.csv_text(take_away.every_table(made), title=made.title, about=take_away.about(made))
