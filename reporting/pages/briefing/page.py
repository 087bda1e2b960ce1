"""The AIM briefing: what stands out in a month, each with its chart and its note; no medium."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone

from measures.periods import BadPeriod, Month, Period
from partnership.models import Partnership
from partnership.people.permissions import Viewer
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.signals import Screened, ScreenedCount
from reporting.charts import signals as signal_charts
from reporting.content.description import Chart, Sentence
from reporting.content.selection import BadSelection, Selection
from reporting.narrative import signals as signal_words
from reporting.pages.briefing import notes
from reporting.pages.briefing.models import Note
from reporting.pages.briefing.notes import About
from reporting.pages.measure.choices import Choice, Group, Option
from reporting.pages.taken_away import versions_of
from reporting.queries.measures import NoSuch
from reporting.queries.screens import Screens


@dataclass(frozen=True)
class Exceptional:
    """One figure that stands out. `key` is its id on the page."""

    key: str
    about: About
    heading: str
    to: str
    sentence: Sentence
    verdict: str
    direction: str
    than_usual: str
    chart: Chart
    note: Note | None
    versions: tuple[int, ...]


@dataclass(frozen=True)
class Briefing:
    """A month's exceptions, strongest first, and how they were told from luck.

    `other_notes` were written on figures that do not stand out, or no longer do. `harmed` says who
    is harmed in a town centre that stands out.
    """

    month: Month
    title: str
    looked_at: Sentence
    found: tuple[Exceptional, ...]
    other_notes: tuple[tuple[str, Note], ...]
    lockdown: str
    harmed: str
    illustrative: str
    left_out: tuple[str, ...]
    how_we_know: tuple[str, ...]
    choices: tuple[Choice, ...]
    source: str
    as_at: str
    source_lines: tuple[str, ...]

    @property
    def query(self) -> str:
        """The query string of exactly this page."""
        asked = {"month": self.month.code, "source": self.source, "as-at": self.as_at}
        return urlencode({name: value for name, value in asked.items() if value})


def briefing(
    partnership: Partnership, *, viewer: Viewer, month: str, source: str, asked: Selection
) -> Briefing | None:
    """The briefing for a month, by default the newest with any real figures.

    From the main sources, or from one `source` alone. None where no month has any figures;
    NoSuch for a source that no measure has, BadSelection for what is no month.
    """
    typed = _month(month) if month else None
    screens = Screens(partnership, viewer, asked.moment, asked.as_at)
    every = screens.every(typed, source=source)
    if source and not every:
        raise NoSuch(f"No measure has a source “{source}”.")
    months = {month for figures in every for month in _months_of(figures)}
    if not months:
        return None
    real = {month for figures in every for month in _real_months_of(figures)}
    wanted = typed or max(real or months)
    screened = screens.of(wanted, source=source)
    every = screened.every
    written = notes.of_month(
        wanted, partnership=partnership, viewer=viewer, at=asked.moment or timezone.now()
    )
    found = tuple(
        _exceptional(found, written, as_at=asked.as_at) for found in screened.standing_out
    )
    lines = (narrative.source_line(figures, [Period(wanted, 1)]) for figures in every)
    return Briefing(
        month=wanted,
        title=signal_words.briefing_title(screened),
        looked_at=signal_words.looked_at(screened),
        found=found,
        other_notes=tuple(_other_notes(every, written, found)),
        lockdown=signal_words.lockdown(screened.standing_out),
        harmed=_harmed(screened.standing_out),
        illustrative=_illustrative(every, screened),
        left_out=tuple(signal_words.left_out(screened, figures) for figures in screened.left_out),
        how_we_know=signal_words.screening_rule(),
        choices=tuple(_choices(every, months, wanted, source)),
        source=source,
        as_at=asked.as_at,
        source_lines=tuple(dict.fromkeys(lines)),
    )


def _harmed(standing_out: Iterable[ScreenedCount]) -> str:
    """Who is harmed in a town centre, where one stands out; else blank."""
    places = {screened.area.code: screened.area for screened in standing_out}
    named = [place.name for place in places.values() if place.is_town_centre]
    return narrative.who_is_harmed(named) if named else ""


def _months_of(figures: Figures) -> frozenset[Month]:
    """The months that a briefing of this measure may be of: those of every main source."""
    if not figures.of_main:
        return figures.months_supplied
    return frozenset(month for stretch in figures.stretches for month in stretch.supplied)


def _real_months_of(figures: Figures) -> Iterator[Month]:
    """The months that something may be concluded from: those that are not made up."""
    return (month for month in figures.months_supplied if not figures.is_made_up(Period(month, 1)))


def _month(written: str) -> Month:
    try:
        return Month.parse(written)
    except BadPeriod as bad:
        raise BadSelection(str(bad)) from None


def _exceptional(
    screened: ScreenedCount, written: Mapping[About, Note], *, as_at: str
) -> Exceptional:
    figures = screened.figures
    about = About(screened.month, figures.measure_id, figures.source.slug, screened.area.code)
    key = f"{figures.measure_id}-{screened.area.code or 'whole'}".replace("/", "-")
    asked = Selection(
        period=Period(screened.month, 1),
        area=about.area,
        source=figures.source_asked,
        as_at=as_at,
    )
    return Exceptional(
        key=key,
        about=about,
        heading=signal_words.heading(screened),
        to=f"{figures.measure_id}/?{asked.query}",
        sentence=signal_words.stands_out(screened),
        verdict=signal_words.style_name(screened),
        direction="up" if screened.is_above else "down",
        than_usual=signal_words.than_usual(screened),
        chart=signal_charts.run(screened, slug=f"months-{key}"),
        note=written.get(about),
        versions=versions_of([figures]),
    )


def _other_notes(
    every: Sequence[Figures], written: Mapping[About, Note], found: Iterable[Exceptional]
) -> Iterable[tuple[str, Note]]:
    shown = {exceptional.about for exceptional in found}
    by_measure = {(figures.measure_id, figures.source.slug): figures for figures in every}
    for about, note in written.items():
        figures = by_measure.get((about.measure, about.source))
        if about not in shown and figures is not None:
            place = next(
                (place for place in figures.places if place.code == about.area), figures.whole
            )
            where = signal_words.where(figures, place)
            yield f"{figures.measure.title}, {where}", note


def _illustrative(every: Sequence[Figures], screened: Screened) -> str:
    unjudged = {figures.measure_id for figures in screened.left_out}
    looked_at = [figures for figures in every if figures.measure_id not in unjudged]
    sentences = (
        narrative.illustrative(figures, [Period(screened.month, 1)]) for figures in looked_at
    )
    return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))


# --- What may be chosen ----------------------------------------------------------------------
def _choices(
    every: Sequence[Figures], months: Collection[Month], chosen: Month, source: str
) -> Iterable[Choice]:
    years = sorted({month.financial_year for month in (*months, chosen)}, reverse=True)
    yield Choice(
        "month",
        "Month",
        tuple(
            Group(
                Period.year(year).label,
                tuple(
                    Option(month.code, month.label, month == chosen)
                    for month in reversed(Period.year(year).each_month)
                    if month in months or month == chosen
                ),
            )
            for year in years
        ),
    )
    # One publisher's file may feed several datasets, under a title in each.
    titles: dict[str, set[str]] = {}
    for figures in every:
        titles.setdefault(figures.source.slug, set()).add(figures.source.title)
        for other in figures.other_sources:
            titles.setdefault(other.slug, set()).add(other.title)
    options = (
        Option("", "The main sources", not source),
        *(
            Option(slug, " and ".join(sorted(names)), slug == source)
            for slug, names in sorted(titles.items())
        ),
    )
    yield Choice("source", "Source", (Group("", options),))
