"""What is said whatever the figures: chance, residents, places, methods; only wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from measures.periods import Period
from measures.rates import round_half_up
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.narrative.phrases import capital, listed
from reporting.narrative.verdicts import UPS_AND_DOWNS, WITHIN_THEM

ABOUT_VERDICTS = (
    "Counts like these go up and down even when nothing has changed. How far is seen from the"
    f" months of this very figure. “{capital(WITHIN_THEM)}” means that months like these would"
    " differ so much by themselves more often than once in twenty times. “Beyond” means that they"
    " would seldom. Neither says why."
)


def about_many_rows(judged: int) -> tuple[str, ...]:
    """What luck alone does among many verdicts, where so many rows have one."""
    if judged < MANY:
        return ()
    return (
        (
            f"With {judged} rows judged at once, about {round_half_up(judged / 20, 0)} would lie"
            f" beyond {UPS_AND_DOWNS} by luck alone."
        ),
    )


# From so many verdicts on it is said that luck alone makes some.
MANY = 10


def about_residents(figures: Figures, period: Period) -> tuple[str, ...]:
    """Which residents the rates rest on, and that wards and the whole may differ."""
    whole = figures.population(period)
    sentences = []
    if whole:
        publisher = whole.source.partition(" (")[0]
        sentences.append(
            f"The rate for {figures.partnership} is for each 1,000 residents in mid-{whole.year}"
            f" ({whole.count:,}; {publisher})."
        )
    return (*sentences, *about_residents_by_place(figures, period))


def about_residents_by_place(figures: Figures, period: Period) -> tuple[str, ...]:
    """Which residents the rates of wards and localities rest on."""
    whole = figures.population(period)
    years = {
        residents.year
        for ward in figures.wards
        if (residents := figures.population(period, area=ward))
    }
    if not years:
        return ()
    named = listed([f"mid-{year}" for year in sorted(years)])
    sentence = f"Rates by ward and locality are for each 1,000 residents in {named}"
    if whole is None or years == {whole.year}:
        return (f"{sentence}.",)
    of_whole = f"The rate of {figures.partnership} is for mid-{whole.year}"
    return (f"{sentence}. {of_whole}, so the two are not quite alike.",)


def residents_of(place: Place) -> str:
    """How many people live there, and the source; blank where it is not known."""
    if not place.residents:
        return ""
    latest = place.residents[max(place.residents)]
    publisher = latest.source.partition(" (")[0]
    return f"{latest.count:,} residents in mid-{latest.year} ({publisher})."


def town_centre(places: Iterable[Place]) -> str:
    """Who is harmed in a town centre, where one of `places` is one; else blank."""
    named = [place.name for place in places if place.is_town_centre]
    if not named:
        return ""
    is_one = len(named) == 1
    its, says = ("its", "its rate says") if is_one else ("their", "their rates say")
    who = who_is_harmed(named).removesuffix(".")
    return f"{who}, so {says} little about {its} residents."


def who_is_harmed(named: Sequence[str]) -> str:
    """Of the wards so named, each of which has a town centre."""
    has = "has" if len(named) == 1 else "have"
    return f"{listed(named)} {has} the town centre. Many of those harmed there live elsewhere."


ILLUSTRATIVE_GROUPING = "This grouping of wards is illustrative: no published file has one."


def about_place(place: Place) -> tuple[str, ...]:
    """What to know of a ward or locality before reading its figures."""
    of_centre = town_centre([place])
    return (
        *([of_centre] if of_centre else ()),
        *([ILLUSTRATIVE_GROUPING] if place.illustrative else []),
    )


NOTHING_OVER_TIME = "No figures by month or by quarter can be shown for this year."
NOT_IN_THIS_SOURCE = "This source does not have the measure."
EVERYTHING_IN_IT = "Everything in it."
WARDS_BREAK = (
    "Some figures are kept by wards that stood before the boundaries changed. They count towards"
    " the whole. By ward the line breaks, and earlier wards are not taken for today’s."
)

METHODS = (
    (
        "A month counts as supplied when the main supplier’s file for it has been accepted. A month"
        " that was not supplied is a gap. It is shown as [x], and is never counted as a zero."
    ),
    (
        "A period is compared with the same months of another year. Where a year is unfinished,"
        " only the months that were supplied are compared. That an average of several years rests"
        " on a longer time is taken into account."
    ),
    (
        "No percentage is given where the earlier figure is below 10, because one more or fewer"
        " would move it by more than ten points."
    ),
    (
        "2020/21 was the lockdown year and is a poor base both ways. Comparisons with it say so."
        " 2019/20 stands for the time before Covid."
    ),
    (
        "A rate is for each 1,000 residents in the middle of the financial year, or of the nearest"
        " year that has an estimate. The year is named. Town centres are not ranked by rate,"
        " because many more people pass through than live there."
    ),
    (
        "A link with “as-at” shows the figures that were in use at the end of that day. Areas,"
        " populations and wording are today’s."
    ),
    (
        "Two sources of one kind of figure count differently. They are never added, and never drawn"
        " in one line."
    ),
)


def by_wards(figures: Figures) -> tuple[str, ...]:
    """What to know of figures that are not shown by the wards of today."""
    if figures.is_by_wards_of_today:
        return ()
    sentence = (
        f"Shown by “{figures.ward_set}”, which are not the wards of today. Figures kept by other"
        " wards, and not by smaller areas, cannot be added up for these wards."
    )
    return (sentence,)
