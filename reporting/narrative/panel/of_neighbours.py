"""What the slide of partnerships side by side says; how high a rate is gets no verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporting.analysis.benchmarks import Benchmarks
from reporting.content.description import Cell
from reporting.content.panel_slides import LikelyQuestion
from reporting.content.phrases import Phrase, phrase
from reporting.narrative import benchmarks as words
from reporting.narrative.panel.small_words import LONGEST_TITLE, fitting, in_time, time_named
from reporting.narrative.phrases import capital, listed, ordinal
from reporting.narrative.titles import in_a_sentence


def rate(benchmarks: Benchmarks) -> Cell | None:
    """Ours for each 1,000 residents; None where it is not known."""
    ours = benchmarks.ours
    if ours is None or not isinstance(ours.rate, float):
        return None
    return words.rate(benchmarks, ours)


def title(every: Sequence[Benchmarks], group: str) -> Phrase:
    """The rates of ours, and that they are the highest or lowest where that is sure of all."""
    figures, period = every[0].figures, every[0].period
    parts: list[str | Cell] = []
    for benchmarks in every:
        own = rate(benchmarks)
        if own is not None:
            parts += [", " if parts else "", own, f" {benchmarks.figures.measure.noun.plural}"]
    if not parts:
        return phrase(f"There is no rate for {figures.partnership} {in_time(period)}")
    if len(every) > 1 and ", " in parts:
        parts[len(parts) - 1 - parts[::-1].index(", ")] = " and "
    had = f"{figures.partnership} had "
    whole = phrase(had, *parts, f" for each 1,000 residents {in_time(period)}")
    end = _end(every)
    if not end:
        return fitting(LONGEST_TITLE, whole, phrase(had, *parts, " for each 1,000 residents"))
    of = (f", the {end} of ", Cell(len(every[0].ranked)))
    short = listed([_short(benchmarks) for benchmarks in every])
    size = f"For its size {figures.partnership} had the {end} {short}"
    return fitting(
        LONGEST_TITLE,
        phrase(*whole.parts, *of, f" in {group}"),
        *_among(every, group, f"{figures.partnership} had the {end} {short} for its size"),
        phrase(f"{size} {in_time(period)}, of ", Cell(len(every[0].ranked)), " partnerships"),
    )


def _among(every: Sequence[Benchmarks], group: str, had: str) -> Iterator[Phrase]:
    """The same with whom it is among, before it: "Of Cleveland’s 4 areas …"."""
    number, when = Cell(len(every[0].ranked)), in_time(every[0].period)
    yield phrase("Of ", number, f" partnerships in {group}, {had} {when}")
    if area := force_area(group):
        yield phrase(f"Of {area}’s ", number, f" areas {had} {when}")


def force_area(group: str) -> str:
    """ "Cleveland", of the area of a police force; blank for any other group."""
    is_force = group == words.in_force(name := group.removeprefix("the ").removesuffix(_OF_FORCE))
    return name if is_force else ""


_OF_FORCE = " police force area"


def heading(benchmarks: Benchmarks, group: str) -> tuple[str, ...]:
    """What is drawn, of whom and when; the shorter wordings last."""
    when, what = time_named(benchmarks.period), capital(_short(benchmarks))
    number = Cell(len(benchmarks.ranked)).text
    area = force_area(group) or f"{number} partnerships"
    return (
        f"{what} per 1,000 residents, {area}, {when}",
        f"{what} per 1,000 residents, {when}",
    )


def _short(benchmarks: Benchmarks) -> str:
    """The shorter of noun and title: "crimes", "ASB incidents"."""
    measure = benchmarks.figures.measure
    return min(measure.noun.plural, in_a_sentence(measure.title), key=len)


def _end(every: Sequence[Benchmarks]) -> str:
    ranks = [benchmarks.ours.rank for benchmarks in every if benchmarks.ours]
    known = [rank for rank in ranks if rank and rank.of > 1 and not rank.is_joint]
    if len(known) < len(every) or any(rank.reach for rank in known):
        return ""
    if all(rank.is_highest for rank in known):
        return "most"
    return "fewest" if all(rank.is_lowest for rank in known) else ""


def under(benchmarks: Benchmarks) -> Phrase:
    """What to bear in mind of rates."""
    noun = benchmarks.figures.measure.noun.plural
    return phrase(
        f"{capital(noun)} that happen to visitors count, but visitors are not counted as residents."
    )


def said(every: Sequence[Benchmarks], group: str) -> Iterator[Phrase]:
    for benchmarks in every:
        yield from _ours(benchmarks, group, is_first=benchmarks is every[0])
        noun = benchmarks.figures.measure.noun.plural
        others = [one for one in benchmarks.ranked if not one.is_ours]
        if others:
            parts: list[str | Cell] = [f"The {noun} of the others: "]
            for number, one in enumerate(others):
                parts += [", " if number else "", f"{one.name} ", words.rate(benchmarks, one)]
            yield phrase(*parts, ".")
    yield phrase(
        "We don’t judge the level: towns differ, and visitors to ours are not counted as residents."
    )
    yield phrase("All of them are from the same published files, so that like stands beside like.")


def _ours(benchmarks: Benchmarks, group: str, *, is_first: bool) -> Iterator[Phrase]:
    ours, own = benchmarks.ours, rate(benchmarks)
    if ours is None or own is None or ours.rank is None:
        return
    noun, when = benchmarks.figures.measure.noun.plural, in_time(benchmarks.period)
    had = (f"{ours.name} had ", own, f" {noun} for each 1,000 residents {when}")
    rank = ours.rank
    if rank.could_be_any or rank.is_joint:
        yield phrase(*had, f", too close to rank among those of {group}.")
        return
    place = "highest" if rank.is_highest else "lowest" if rank.is_lowest else ""
    place = place or f"{ordinal(rank.place)} highest"
    if not is_first:
        yield phrase(
            f"As to {noun}, the rate is ", own, f", the {place} of the ", Cell(rank.of), "."
        )
        return
    yield phrase(*had, f", the {place} of ", Cell(rank.of), f" partnerships of {group}.")


def questions(every: Sequence[Benchmarks]) -> tuple[LikelyQuestion, ...]:
    figures = every[0].figures
    return (
        LikelyQuestion(
            phrase(f"Does that mean {figures.partnership} is less safe than its neighbours?"),
            phrase(words.RESIDENTS),
        ),
        LikelyQuestion(
            phrase("Do forces record alike?"),
            phrase(words.AS_RECORDED),
        ),
    )
