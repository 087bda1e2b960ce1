"""What the slide of published counts by ward and type says; another source than the returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from measures.periods import Period
from measures.rates import round_half_up
from partnership.kinds import AgencyKind
from reporting.analysis.figures import Figures
from reporting.content.description import Cell, Style
from reporting.content.panel_slides import LikelyQuestion
from reporting.content.phrases import Phrase, SlideRef, phrase
from reporting.narrative.panel.small_words import (
    LONGEST_SOURCE,
    LONGEST_TITLE,
    first_sentence,
    fitting,
    in_time,
    one_line,
    time_named,
)
from reporting.narrative.panel.sources import LICENCE, as_at
from reporting.narrative.phrases import capital, listed


def title(
    figures: Figures,
    period: Period,
    *,
    ward: tuple[str, Cell] | None,
    kind: tuple[str, Cell] | None,
    whole: Cell,
) -> Phrase:
    """ "Central had 24.4% of crimes in 2023; “Violence and sexual offences” made up 41.7%"."""
    noun, when = figures.measure.noun, in_time(period)
    of_all = phrase(whole, f" {noun.plural} were {noun.verb} {when} in {figures.partnership}")
    by_ward = (
        phrase(f"{ward[0]} ward had ", ward[1], f" of {noun.plural} {when}") if ward else of_all
    )
    if kind is None:
        return by_ward
    label = kind[0][:1].lower() + kind[0][1:]
    return fitting(
        LONGEST_TITLE,
        phrase(*by_ward.parts, f"; {label} made up ", kind[1]),
        by_ward,
    )


def share(part: Cell, whole: Cell) -> Cell:
    """A part of the whole in whole per cents; of less than one with its tenth."""
    exact = 100 * (part.number or 0) / (whole.number or 1)
    shown = round_half_up(exact, 0 if exact >= 1 else 1)
    return Cell(float(shown), Style.SHARE, provenance=part.provenance)


def steps(cuts: Sequence[int]) -> tuple[str, ...]:
    """What each shade is: "under 500", "500 to 999", "1,000 or more"."""
    if not cuts:
        return ("all",)
    between = (
        f"{Cell(low).text} to {Cell(high - 1).text}" if high - low > 1 else Cell(low).text
        for low, high in pairwise(cuts)
    )
    return (f"under {Cell(cuts[0]).text}", *between, f"{Cell(cuts[-1]).text} or more")


def other_types(number: int) -> str:
    """The row of what is too small for one of its own."""
    return "All other types" if number != 1 else "One other type"


def source(every: Sequence[Figures], period: Period, *, has_rates: bool) -> str:
    """Whose counts these are, and that what members know from elsewhere is counted otherwise."""
    first = every[0]
    begun = one_line(
        (
            f"{_publisher([figures.source.title for figures in every])}, {as_at(first.at)}.",
            _residents(first, period) if has_rates else "",
        )
    )
    wordings = not_to_compare(every)
    lines = (f"{begun} {wording}" for wording in wordings)
    return one_line((next((x for x in lines if len(x) <= LONGEST_SOURCE), begun), LICENCE))


def _publisher(titles: Sequence[str]) -> str:
    """The title of a source; of several what they begin with, such as "data.police.uk"."""
    names = list(dict.fromkeys(titles))
    beginnings = {name.split()[0] for name in names}
    return names[0] if len(names) == 1 else listed(sorted(beginnings))


def _residents(figures: Figures, period: Period) -> str:
    known = figures.population(period)
    return f"Residents: ONS, mid-{known.year}." if known else ""


def not_to_compare(every: Sequence[Figures]) -> tuple[str, ...]:
    """That other sources in use count otherwise, the longest wording first; none without any."""
    suppliers = [
        "the police" if source.supplied_by is AgencyKind.POLICE else "agencies"
        for figures in every
        for source in figures.dataset.sources
        if source.slug in {other.slug for other in figures.other_sources}
    ]
    if not suppliers:
        return ()
    who = listed(list(dict.fromkeys(suppliers)))
    return (
        f"Other source than the numbers that {who} send us: do not compare.",
        f"Other source than what {who} send us: do not compare.",
        f"Not what {who} send us: do not compare.",
    )


def apart_from(other: str) -> Iterator[Phrase]:
    """That the slide of the section `other` counts otherwise than a table of these counts."""
    if other:
        yield phrase("Do not set this table beside ", SlideRef(other), ", which counts otherwise.")


def said(
    figures: Figures,
    period: Period,
    whole: Cell,
    wards: Sequence[tuple[str, Cell]],
    types: Sequence[tuple[str, Cell]],
) -> Iterator[Phrase]:
    noun = figures.measure.noun
    yield phrase(
        f"In {time_named(period)} the published files have ",
        whole,
        f" {noun.plural} for {figures.partnership}, each one a record and none of them made up.",
    )
    ranked = sorted(wards, key=lambda pair: -(pair[1].number or 0))[:_MOST_SAID]
    if len(ranked) == _MOST_SAID:
        yield phrase("The wards with the most are ", *_each(ranked), ".")
    first = sorted(types, key=lambda pair: -(pair[1].number or 0))[:_MOST_SAID]
    if len(first) == _MOST_SAID:
        yield phrase("By type, the largest groups are ", *_each(first), ".")
    yield phrase(
        f"From the number of {noun.plural} in a ward nobody can tell how safe its residents are:"
        " what happens to visitors is in it too."
    )
    if not_to_compare((figures,)):
        yield phrase(
            f"Please do not set these {noun.plural} against those of the return: the two sources"
            " count at different times and by different rules."
        )


_MOST_SAID = 3


def _each(pairs: Sequence[tuple[str, Cell]]) -> Iterator[str | Cell]:
    for number, (label, cell) in enumerate(pairs):
        yield "" if not number else " and " if number == len(pairs) - 1 else ", "
        yield f"{label} with "
        yield cell


def questions(figures: Figures, table: str, other: str) -> tuple[LikelyQuestion, ...]:
    """`table` is the slide with the rates, `other` the section that counts otherwise; either blank.

    Nobody is asked about another source where none is in use.
    """
    noun = figures.measure.noun.plural
    of_wards = LikelyQuestion(
        phrase(f"How many {noun} are there for each resident of my ward?"),
        phrase("The rates stand beside the numbers: ", SlideRef(table), "."),
    )
    of_sources = LikelyQuestion(
        phrase(
            f"Why is this not the number of {noun} of ",
            SlideRef(other) if other else "the return",
            "?",
        ),
        phrase(
            f"It is another source. {capital(first_sentence(figures.source.caveats[0]))}"
            if figures.source.caveats
            else "It is another source, which counts otherwise."
        ),
    )
    of_meaning = LikelyQuestion(
        phrase(f"What stands behind these {noun}?"),
        phrase(capital(first_sentence(figures.measure.definition))),
    )
    has_another = bool(other or not_to_compare((figures,)))
    asked = (*((of_wards,) if table else ()), *((of_sources,) if has_another else ()))
    return asked or (of_meaning,)


def town_centre(is_any: bool) -> Iterator[Phrase]:
    """What to bear in mind of a rate where few of those present live."""
    if is_any:
        yield phrase("Few of those present in the town centre live there, so its rates are high.")
