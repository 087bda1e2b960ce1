"""What stands before a decision about a return, and what comes after it: plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from measures.counts import Gap
from measures.periods import Month, Period
from returns.catalogue.declarations import Dataset
from returns.catalogue.registry import datasets
from returns.checking.preview import Preview
from returns.checking.published_preview import PublishedPreview
from returns.checking.totals import Whole, whole_of
from returns.checking.totals import totals as totals_of
from returns.lifecycle import queries, words
from returns.models import Part
from returns.pages.presenting import WaitingRow, number, signed, waiting_row

# With a smaller base a percentage says more than two counts do (see docs/methods.md).
SMALLEST_BASE = 10


@dataclass(frozen=True)
class Totals:
    """What one part holds: its name, and its total beside what is in use and a year before."""

    title: str
    says: str


@dataclass(frozen=True)
class ToDecide:
    """A row of the list of those that wait: its totals, and the queries with the sender's words.

    `needs_word` says whether whoever accepts it has to say why.
    """

    row: WaitingRow
    totals: tuple[Totals, ...]
    questions: tuple[queries.Question, ...]

    @property
    def needs_word(self) -> bool:
        return bool(self.questions)


@dataclass(frozen=True)
class Way:
    """A page of the dashboards on which accepted figures stand."""

    title: str
    url: str


def totals(seen: Sequence[tuple[Part, Preview | PublishedPreview]]) -> tuple[Totals, ...]:
    """The totals of each part that waits, from its preview."""
    known = {part.pk: whole_of(each) for part, each in seen if isinstance(each, Preview)}
    return _said([part for part, _ in seen], known)


def to_decide(waiting: Sequence[queries.Waiting]) -> tuple[ToDecide, ...]:
    """The returns that wait, each with what its decision rests on."""
    known = totals_of([part for one in waiting for part in one.parts])
    return tuple(
        ToDecide(
            row=waiting_row(one),
            totals=_said(one.parts, known),
            questions=tuple(queries.asked_of(one.of_return, list(one.parts))),
        )
        for one in waiting
    )


def _said(parts: Iterable[Part], known: Mapping[int, Whole]) -> tuple[Totals, ...]:
    return tuple(
        Totals(
            f"{words.title(part)}, {words.months(part)}",
            _total(part, known[part.pk]) if part.pk in known else words.PUBLISHED_FIGURES,
        )
        for part in parts
    )


def _total(part: Part, whole: Whole) -> str:
    return (
        f"{_new(whole, part)}; in use now: {_in_use(whole)}; a year before: {_year_before(whole)}."
    )


def ways_on(part: Part) -> tuple[Way, ...]:
    """The pages of the measures that an accepted part feeds, for its own months."""
    dataset = datasets[part.dataset]
    period = _period_of(part)
    return tuple(
        Way(f"{measure.title}, {period.label}", _address(part, dataset, measure.slug, period))
        for measure in dataset.measures
        if part.source in measure.categories
    )


def _address(part: Part, dataset: Dataset, measure: str, period: Period) -> str:
    page = reverse("reporting:measure", args=[part.partnership.slug, dataset.app, measure])
    return f"{page}?period={period.code.replace(' ', '+')}&source={part.source}"


def _period_of(part: Part) -> Period:
    """All of its months where they are one period that pages offer, else the last of them."""
    months = [Month.parse(code) for code in part.months]
    whole = Period.spanning(months[0], months[-1])
    is_offered = len(months) in {1, 3, 12} and whole.months == len(months)
    return whole if is_offered else Period(months[-1], 1)


def _new(whole: Whole, part: Part) -> str:
    if isinstance(whole.new, Gap):
        return f"part of it is {whole.new.value}"
    return f"{number(whole.new)} {datasets[part.dataset].unit}"


def _in_use(whole: Whole) -> str:
    if isinstance(whole.in_use, Gap):
        return "only some" if whole.months_in_use else "none"
    change = signed(whole.change) if whole.change else "the same"
    return f"{number(whole.in_use)} ({change})"


def _year_before(whole: Whole) -> str:
    if isinstance(whole.year_before, Gap):
        return "only some" if whole.months_before else "none"
    percent = whole.percent_on_year if whole.year_before >= SMALLEST_BASE else None
    said = "" if percent is None else f" ({signed(percent, places=1)}%)"
    return f"{number(whole.year_before)}{said}"


def accepted_ways(parts: Sequence[Part]) -> tuple[tuple[str, tuple[Way, ...]], ...]:
    """By what was accepted, the pages on which it stands now."""
    return tuple(
        (f"{words.title(part)}, {words.months(part)}", ways)
        for part in parts
        if (ways := ways_on(part))
    )
