"""Every sentence about published national figures; decides nothing and draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from measures.change import Difference, Direction, Incomparable
from measures.counts import Count, Gap
from measures.periods import Period, PeriodKind, PointInTime
from measures.rates import round_half_up
from measures.shares import Share, ShareChange
from reporting.analysis.national import Published, PublishedComparison
from reporting.content.description import Cell, Sentence, Style
from reporting.narrative import capital, during, listed, london, verdicts
from reporting.narrative.facts import Fact
from reporting.narrative.statuses import Status
from returns.catalogue.declarations import Category
from returns.catalogue.published import When
from returns.catalogue.vintages import Vintage, used

Part = str | Cell

NATIONAL = (
    "These figures are national, for a year or for one day. There are none by ward, by month or"
    " for this partnership."
)
_NO_MONTHS = "there are no figures by month to say how much this usually moves"
NOT_JUDGED = f"{verdicts.NOT_JUDGED}: {_NO_MONTHS}"
NO_MONTHS = capital(_NO_MONTHS)


def during_or_at(when: When) -> str:
    """ "in 2022/23", "at 30 June 2023"."""
    return f"at {when.label}" if isinstance(when, PointInTime) else during(when)


def headline(found: Published, when: When, comparison: PublishedComparison) -> Sentence:
    """The figure, and what became of it since the one that it is compared with."""
    if found.is_share and not found.measure.of:
        return Sentence(tuple(_shares(found, when)))
    now = found.cell(when)
    if isinstance(now.value, Gap):
        gap = f"{found.measure.title}: {during_or_at(when)}, {now.value.value}."
        return Sentence((capital(gap),))
    noun = found.measure.noun
    unit = f" of {found.measure.share_of}" if found.is_share else f" {noun.plural}"
    place = f" in {found.series.extent} {during_or_at(when)}"
    counted = _of(found, when) if found.is_share else ()
    parts = (now, f"{unit} were {noun.verb}{place}", *counted, *_moved(found, comparison))
    return Sentence(parts)


def _of(found: Published, when: When) -> tuple[Part, ...]:
    """The two counts that a share was worked out of."""
    share = found.share(when)
    if isinstance(share, Gap) or share.known is None:
        return ()
    part = Cell(found.count(when), provenance=found.provenance(when))
    return (" (", part, " of ", Cell(share.known, provenance=found.provenance(when)), ")")


def _shares(found: Published, when: When) -> Iterable[Part]:
    breakdown = found.measure.breakdowns[0]
    categories = found.categories(breakdown, when)
    where = f"{found.series.extent} {during_or_at(when)}"
    if not categories:
        yield f"Of {found.measure.share_of} in {where} nothing was supplied."
        return
    yield f"These are shares of {found.measure.share_of}, in {where}. "
    for number, category in enumerate(categories):
        if number:
            yield ", "
        yield f"{category.label} "
        yield found.cell(when, breakdown=breakdown, category=category.slug)
    yield "."


def _moved(found: Published, comparison: PublishedComparison) -> tuple[Part, ...]:
    then = found.cell(comparison.then_when)
    earlier = f" {during_or_at(comparison.then_when)}"
    match comparison.change:
        case Incomparable(reason=reason):
            why = comparison.because or reason.value
            return (f". It is not compared with {comparison.then_when.label}: {why}.",)
        case Difference(direction=Direction.LEVEL):
            return (", the same as the ", then, f"{earlier}.")
        case Difference() as change:
            return (", ", *more_or_fewer(change), " than the ", then, f"{earlier}.")
        case ShareChange() as change:
            return (". That is ", *points(change), " than the ", then, f"{earlier}.")
    raise AssertionError("unreachable")


def more_or_fewer(change: Difference) -> tuple[Part, ...]:
    way = "more" if change.direction is Direction.UP else "fewer"
    if change.percent is not None and round_half_up(change.percent, 1):
        return (Cell(abs(change.percent), Style.PERCENT), f" {way}")
    return (Cell(abs(change.difference)), f" {way}")


def points(change: ShareChange) -> tuple[Part, ...]:
    """ "3.1 percentage points lower": a difference of shares is never in percent."""
    way = "higher" if change.points > 0 else "lower"
    return (Cell(abs(change.points), Style.RATE), f" percentage points {way}")


def verdict(comparison: PublishedComparison) -> Sentence | None:
    """That there is none: figures of years or of single days do not say how much they move."""
    is_compared = isinstance(comparison.change, Difference | ShareChange)
    return Sentence((f"{capital(NOT_JUDGED)}.",)) if is_compared else None


def in_a_cell(comparison: PublishedComparison) -> str:
    """The same for a table cell."""
    match comparison.change:
        case Incomparable(reason=reason):
            return f"{verdicts.NOT_COMPARED}: {comparison.because or reason.value}"
        case _:
            return verdicts.NOT_JUDGED


def not_compared(comparison: PublishedComparison) -> str:
    """Why a whole table is not compared with the earlier year."""
    assert isinstance(comparison.change, Incomparable)  # noqa: S101 - the caller has looked
    why = comparison.because or comparison.change.reason.value
    return f"Not compared with {comparison.then_when.label}: {why}."


# --- The page --------------------------------------------------------------------------------
def largest_share(found: Published, when: When) -> Sentence | None:
    """Which share was the largest of those shown; None where two were as large."""
    by_label = {
        category.label: found.cell(
            when, breakdown=found.measure.breakdowns[0], category=category.slug
        )
        for category in found.categories(found.measure.breakdowns[0], when)
    }
    known = [(label, cell.number) for label, cell in by_label.items() if cell.number is not None]
    most = _largest(known)
    if most is None or len(known) < 2:
        return None
    words = f"{most[0]} was the largest share shown {during_or_at(when)}: "
    return Sentence((words, by_label[most[0]], "."))


def shares_of(found: Published) -> Sentence:
    """What the shares are shares of."""
    return Sentence((f"Each is a share of {found.measure.share_of}, in {found.series.extent}.",))


def fact(found: Published, when: When, comparison: PublishedComparison) -> Fact | None:
    """The headline in short: how many stands out, and below it what became of that."""
    now = found.cell(when)
    if isinstance(now.value, Gap):
        return None
    noun = found.measure.noun
    counted = f"of {found.measure.share_of}" if found.is_share else noun.plural
    return Fact(
        Sentence((now, f" {counted} {noun.verb}")),
        Sentence((during_or_at(when), *_moved(found, comparison))),
    )


def status(comparison: PublishedComparison) -> Status:
    """That there is no verdict, in the words of a table, and why."""
    words, _, because = in_a_cell(comparison).partition(": ")
    because = because or _NO_MONTHS
    direction = Direction.LEVEL.value
    if isinstance(comparison.change, Difference):
        direction = comparison.change.direction.value
    return Status(verdicts.INCOMPARABLE, direction, capital(words), capital(because))


# --- Findings --------------------------------------------------------------------------------
def findings(found: Published, when: When) -> tuple[Sentence, ...]:
    """What the categories leave out, the second figures, and the break."""
    left_out = [
        sentence
        for breakdown in found.measure.breakdowns
        for sentence in not_shown(found, when, breakdown)
    ]
    return (*left_out, *second_figures(found, when), *breaks(found, when))


def not_shown(found: Published, when: When, breakdown: str) -> Iterable[Sentence]:
    """What the categories shown add up to, and what of the whole is not among them."""
    categories = found.categories(breakdown, when)
    listed = found.list_for(breakdown, when)
    if not categories or listed is None:
        return
    if found.is_share:
        yield from _shares_add_up(found, when, breakdown, categories)
        return
    counts = [
        found.count(when, breakdown=breakdown, category=category.slug) for category in categories
    ]
    whole = _known_of(found, when, breakdown, categories)
    known = [count for count in counts if isinstance(count, int)]
    if isinstance(whole, Gap) or len(known) < len(counts) or len(known) < 2:
        return
    shown = sum(known)
    parts: tuple[Part, ...] = (
        f"By {listed.title.lower()}, the {len(known)} shown add up to ",
        Cell(shown),
        " of ",
        Cell(whole),
    )
    if shown == whole:
        yield Sentence((*parts, "."))
    else:
        left, share = Cell(whole - shown), Cell(100 * (whole - shown) / whole, Style.PERCENT)
        are = "is" if left.value == 1 else "are"
        yield Sentence((*parts, ": ", left, " (", share, f") {are} not shown."))


def _known_of(
    found: Published, when: When, breakdown: str, categories: Sequence[Category]
) -> Count:
    """The cases whose category is known, where all name the same number; else all cases."""
    used_now = [
        used(found.vintages(when, breakdown=breakdown, category=category.slug))
        for category in categories
    ]
    known = {vintage.known for vintage in used_now if vintage}
    only = known.pop() if len(known) == 1 else None
    return found.count(when) if only is None else only


def _shares_add_up(
    found: Published, when: When, breakdown: str, categories: Sequence[Category]
) -> Iterable[Sentence]:
    values = [
        found.value(when, breakdown=breakdown, category=category.slug) for category in categories
    ]
    known = [value for value in values if not isinstance(value, Gap)]
    shown = sum(known)
    if len(known) < len(values) or len(known) < 2 or not shown:
        return
    left = float(round_half_up(100 - shown, 1))
    parts: tuple[Part, ...] = ("The shares shown add up to ", Cell(shown, Style.SHARE))
    if left <= 0:
        yield Sentence((*parts, "."))
    else:
        yield Sentence((*parts, ": ", Cell(left, Style.SHARE), " is not shown."))


def second_figures(found: Published, when: When) -> Iterable[Sentence]:
    """That another figure was published too: revised since, or disputed and why."""
    vintages = found.vintages(when)
    now = used(vintages)
    if now is None:
        return
    for vintage in vintages:
        if vintage is now or vintage.value == now.value or isinstance(vintage.value, Gap):
            continue
        used_now = found.cell(when) if not found.is_share else _cell(now)
        if vintage.is_disputed:
            why = _stop(capital(vintage.disputed_because))
            yield Sentence(
                (
                    "A second figure, ",
                    _cell(vintage),
                    f" ({vintage.publication}), is disputed: {why} ",
                    used_now,
                    " is used.",
                )
            )
        else:
            yield Sentence(
                (
                    "An earlier figure, ",
                    _cell(vintage),
                    f" ({vintage.publication}), has been revised: ",
                    used_now,
                    " is used.",
                )
            )


def _cell(vintage: Vintage) -> Cell:
    return Cell(vintage.value, Style.SHARE if vintage.is_share else Style.COUNT)


def _stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def breaks(found: Published, when: When) -> Iterable[Sentence]:
    for change in found.measure.breaks:
        if change.year <= when.financial_year:
            year = Period.year(change.year).label
            sentence = (
                f"There is a break at {year} [b]: {change.reason}. Figures from then on are not"
                " compared with earlier ones."
            )
            yield Sentence((sentence,))


# --- Short forms -----------------------------------------------------------------------------
def title_of_years(found: Published) -> str:
    """Neutral: nobody knows how much yearly totals usually move, so none of them is a record."""
    return f"{found.measure.title}, by year"


def title_of_categories(found: Published, when: When, values: Sequence[tuple[str, float]]) -> str:
    most = _largest(values)
    if most is None:
        return f"{found.measure.title} {during_or_at(when)}"
    return f"{most[0]} was the largest shown {during_or_at(when)}"


def _largest(values: Sequence[tuple[str, float]]) -> tuple[str, float] | None:
    """The single largest; None where two are as large."""
    ranked = sorted(values, key=lambda pair: -pair[1])
    is_single = bool(ranked) and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return ranked[0] if is_single else None


def source_line(*read: tuple[Published, Iterable[When]], breakdowns: Sequence[str] = ("",)) -> str:
    """Whose figures they are, and in which publications those of each `When` were read.

    All of `read` are of one dataset, at one moment. A newspaper that reports a
    release is named as the newspaper that it is. Of a breakdown those of its categories count, of
    a blank one that of the whole.
    """
    first = read[0][0]
    at = london(first.at)
    read_in = dict.fromkeys(
        now.publication
        for found, whens in read
        for when in whens
        for breakdown in breakdowns
        for category in _categories(found, when, breakdown)
        if (now := used(found.vintages(when, breakdown=breakdown, category=category)))
    )
    where = f" Read in {'. '.join(read_in)}." if read_in else ""
    extent = listed(list(dict.fromkeys(found.series.extent for found, _ in read)))
    source = f"Source: {first.dataset.sources[0].title}, {extent}."
    return f"{source}{where} As at {at.day} {at:%B %Y}."


def _categories(found: Published, when: When, breakdown: str) -> list[str]:
    """Those of a breakdown; a blank one for the whole."""
    return [category.slug for category in found.categories(breakdown, when)] if breakdown else [""]


def standing(vintage: Vintage, now: Vintage | None) -> str:
    """Whether a vintage is the figure used, and if not, why."""
    if vintage is now:
        return "Used, revised" if vintage.is_revised else "Used"
    if vintage.is_disputed:
        return f"Disputed: {_stop(capital(vintage.disputed_because))}"
    return "Kept beside it; a later figure is used"


def dates_of(vintage: Vintage) -> str:
    """ "published 19 December 2019", "sampled 23 January 2024"; blank where neither is known."""
    dates = []
    if vintage.published_on:
        dates.append(f"published {_day(vintage.published_on)}")
    if vintage.sampled_on:
        dates.append(f"sampled {_day(vintage.sampled_on)}")
    return ", ".join(dates)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def base_of(share: Share | Gap) -> Cell:
    """The n of a share; a gap where it was not published."""
    known = None if isinstance(share, Gap) else share.known
    return Cell(Gap.NOT_SUPPLIED if known is None else known)


def of_what(found: Published, breakdown: str, category: str, when: When) -> str:
    """ "Referrals to Prevent, Islamist"."""
    dated_list = found.list_for(breakdown, when)
    labels = {listed.slug: listed.label for listed in dated_list.categories} if dated_list else {}
    return ", ".join(filter(None, (found.series.title, labels.get(category, ""))))


def list_note(found: Published, breakdown: str, when: When) -> str:
    """That the list is dated, where it is."""
    dated_list = found.list_for(breakdown, when)
    if dated_list is None or not dated_list.years:
        return ""
    years = dated_list.as_known_on(found.day).years
    if not years:
        return ""
    return f"{dated_list.title}: the list {years}. Other years have other lists, never joined."


def is_year(when: When) -> bool:
    return isinstance(when, Period) and when.kind is PeriodKind.YEAR
