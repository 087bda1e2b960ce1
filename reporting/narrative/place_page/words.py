"""What the short page of a ward or a locality says beside its figures; knows only wording."""

from __future__ import annotations

from collections.abc import Sequence

from measures.counts import Gap
from measures.periods import Period, PeriodKind
from reporting import narrative
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.content.description import Cell, Sentence, Style, written
from reporting.narrative import verdicts
from reporting.narrative.place_page.headings import in_text

ITS_WARDS = "Its wards"
OTHER_LOCALITIES = "Other localities"
BESIDE_NEIGHBOURS = "Beside its neighbours"
BESIDE_NEAREST = "Beside the nearest wards"
NEWEST = "Newest figures of each"
UNDER_50 = "Under 50, the change is a count."
RING = "Ring: a year before."


def caption(place: Place, holding: Sequence[Place], partnership: str) -> str:
    """ "Ward in North Middlesbrough, about 10,700 residents"."""
    where = f" in {holding[0].name}" if holding else f" in {partnership}"
    residents = place.residents[max(place.residents)].count if place.residents else 0
    if not residents:
        return f"{place.kind.value.capitalize()}{where}"
    about = written(round(residents, -2), Style.COUNT)
    return f"{place.kind.value.capitalize()}{where}, about {about} residents"


def of_month(place: Place, titles: Sequence[str]) -> str:
    """The heading of a single month, which the screen of the month judges."""
    if not titles:
        return f"{place.name}: no main measure stands out"
    stand = "stands" if len(titles) == 1 else "stand"
    return f"{place.name}: {narrative.listed([*map(in_text, titles)])} {stand} out"


def elsewhere(coarse: Sequence[Figures], kind: PlaceKind, holding: Sequence[Place]) -> str:
    """Which main measures have no figures for places of this kind, and where they are counted."""
    by_locality = [
        in_text(figures.measure.title)
        for figures in coarse
        if kind is PlaceKind.WARD and figures.reaches(PlaceKind.LOCALITY)
    ]
    as_a_whole = [
        in_text(figures.measure.title)
        for figures in coarse
        if in_text(figures.measure.title) not in by_locality
    ]
    sentences = [
        f"Counted {where} only: {narrative.listed(titles)}."
        for where, titles in (("by locality", by_locality), ("as a whole", as_a_whole))
        if titles
    ]
    return " ".join(sentences)


def made_up(titles: Sequence[str], place: Place) -> str:
    """What is made up here, and what follows; blank where nothing is."""
    if place.illustrative:
        return "Illustrative: the grouping is made up, so nothing here is judged or ranked."
    if not titles:
        return ""
    named = narrative.listed([*map(in_text, titles)])
    are = "is" if len(titles) == 1 else "are"
    return f"{narrative.capital(named)} {are} made up, so not judged or ranked."


def sources(every: Sequence[Figures]) -> str:
    """ "Sources: data.police.uk, Fire service return. As at 12 June 2025."."""
    if not every:
        return ""
    titles = list(dict.fromkeys(figures.source.title for figures in every))
    at = narrative.london(every[0].at)
    head = "Source" if len(titles) == 1 else "Sources"
    return f"{head}: {'; '.join(titles)}. As at {at.day} {at:%B %Y}."


def types_title(figures: Figures, dimension: str) -> str:
    return f"{figures.dataset.title} by {in_text(dimension)}"


def about_dots(figures: Figures, period: Period) -> str:
    """What the dots beside names are."""
    noun = narrative.capital(figures.measure.noun.plural)
    return (
        f"{noun} per 1,000 residents {narrative.during(period)}, with"
        f" {verdicts.UPS_AND_DOWNS}. Dashed: {figures.partnership}."
    )


def fellows(locality: Place) -> str:
    return f"Other wards of {locality.name}"


def rate(figures: Figures, period: Period, place: Place) -> Sentence | None:
    """The rate here and in the whole partnership; None where there is none here."""
    here, whole = figures.rate_cell(period, area=place), figures.rate_cell(period)
    if isinstance(here.value, Gap):
        return None
    parts: list[str | Cell] = ["For each 1,000 residents that is ", here, f" {for_(period)}"]
    if not isinstance(whole.value, Gap):
        parts += [f", against {figures.partnership}’s ", whole]
    return Sentence((*parts, "."))


_FOR = {
    PeriodKind.MONTH: "in the month",
    PeriodKind.QUARTER: "in the quarter",
    PeriodKind.HALF: "in the half-year",
    PeriodKind.YEAR: "in the year",
    PeriodKind.SPAN: "in these months",
}


def for_(period: Period) -> str:
    """For how long a rate is: "in the quarter"."""
    return _FOR[period.kind]


def beside(figures: Figures, comparison: Comparison, place: Place) -> str:
    """ "Q4 2024/25; 649 in Q4 2023/24": what stands below a number."""
    then = narrative.then_cell(figures, comparison, area=place)
    when = narrative.capital(narrative.named(comparison.period))
    if isinstance(then.value, Gap):
        return when
    if len(comparison.periods) > 1:
        return f"{when}; {comparison.then_label}: {then.text_but_nature}"
    return f"{when}; {then.text_but_nature} {narrative.during(comparison.periods[0])}"
