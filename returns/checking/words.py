"""The questions and reasons of the checks against the figures in use, as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format

from measures.periods import Month, Period
from returns.checking.comparing import OddPair, OddPattern, OddShare, OddTotal
from returns.checking.repeated import FEWEST_FIGURES, Repeated
from returns.checking.usual_shares import FEWEST_MONTHS, Against
from returns.models import Part

SMALLEST_BASE = 10
# Of one cause so many are told singly, and the others counted.
TOLD = 3

SAY_WHY = "If it is right, say why; whoever accepts it will read that first."
NO_SINGLE_MONTHS = "the figures are for quarters or years, and single months are compared"
NO_PLACES = "the figures have too few wards to compare their shares"
NOTHING_IN_USE = "no figures are in use for these months, so none can change"


def lookup_is_missing(share: float, unit: str) -> str:
    """Why wards are not compared where many records are in none of them."""
    return (
        f"{100 * share:.1f}% of the {unit} have an LSOA that is in none of today’s wards. The"
        " lookup of these LSOAs is missing: the administrator loads it in Set-up, under “Small"
        " areas (LSOAs)”"
    )


def in_months(months: Iterable[Month]) -> str:
    """ "January 2022 to March 2022 and May 2022"."""
    runs: list[list[Month]] = []
    for month in sorted(set(months)):
        if runs and runs[-1][1].shift(1) == month:
            runs[-1][1] = month
        else:
            runs.append([month, month])
    return listed([Period.spanning(first, last).label for first, last in runs])


def listed(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def _and_more(told: Sequence[str], every: int, noun: str) -> str:
    rest = every - len(told)
    more = [f"so it is in {rest:,} more {noun}{'' if rest == 1 else 's'}"] if rest > 0 else []
    return "; ".join([*told, *more])


# --- Totals ----------------------------------------------------------------------------------
def odd_totals(found: Sequence[OddTotal], unit: str) -> str:
    said = [_odd_total(each, unit) for each in found[:TOLD]]
    return f"{_and_more(said, len(found), 'month')}. Months here are usually closer to each other."


def _odd_total(found: OddTotal, unit: str) -> str:
    beside = [
        _beside(found.count, each) for each in (found.month_before, found.year_before) if each
    ]
    return f"{found.month.label}: {found.count:,} {unit}, {listed(beside)}"


def _beside(count: int, other: Against) -> str:
    before = f"the {other.count:,} of {other.month.label}"
    # Of a small base the two counts say more than a percentage.
    if other.count < SMALLEST_BASE:
        return f"after {before}"
    percent = round(100 * abs(count - other.count) / other.count)
    return f"{percent:,}% {'more' if count > other.count else 'fewer'} than {before}"


# --- Places and kinds ------------------------------------------------------------------------
def odd_shares(found: Sequence[OddShare], unit: str) -> list[str]:
    """A question for each place or kind; of many one question for all."""
    ordered = sorted(found, key=lambda each: each.called)
    by_name = [list(group) for _, group in groupby(ordered, key=lambda each: each.called)]
    if len(by_name) <= TOLD:
        return [f"{_odd_share(each, unit)}. Its share usually differs by less." for each in by_name]
    furthest = sorted(by_name, key=lambda each: -max(abs(one.strays) for one in each))[:TOLD]
    said = [_odd_share(each, unit) for each in furthest]
    rest = len(by_name) - len(said)
    return [f"{'; '.join(said)}; and likewise {rest:,} more. Their shares usually differ by less."]


def _odd_share(found: Sequence[OddShare], unit: str) -> str:
    first, *others = sorted(found, key=lambda each: each.month)
    also = f" (and in {in_months(each.month for each in others)})" if others else ""
    return (
        f"{first.called}: {first.count:,} of the {first.of_month:,} {unit} of"
        f" {first.month.label}, where about {first.usual:,.0f} would be usual{also}"
    )


def odd_pairs(found: Sequence[OddPair], unit: str) -> str:
    """Two places that look swapped, in one month or more."""
    first = found[0]
    months = [each.month for each in found if each.month]
    when = f"in {months[0].label}" if months else "in all months of this file"
    when += f" (and in {in_months(months[1:])})" if months[1:] else ""
    one, other = first.counts
    usual_of_one, usual_of_other = first.usual
    return (
        f"{first.one} and {first.other} look swapped {when}: {one:,} and {other:,} {unit}, where"
        f" about {usual_of_one:,.0f} and {usual_of_other:,.0f} would be usual."
    )


def odd_patterns(found: Sequence[OddPattern]) -> str:
    first = found[0]
    when = in_months(each.month for each in found)
    if first.of_kinds:
        whose = "The types"
        moved = "as if they had moved along by one row or column"
    else:
        whose = "The wards"
        moved = "as if they had moved along by one row"
    if first.moved:
        return f"{whose} of {when} have the counts of the next one, {moved}."
    return (
        f"{whose} of {when} have other shares than usual here: they may be another area’s"
        " figures, or in another order."
    )


# --- Another month's figures -----------------------------------------------------------------
def repeats(found: Sequence[Repeated]) -> str:
    said = [_repeat(each) for each in found[:TOLD]]
    return f"{_and_more(said, len(found), 'month')}."


def _repeat(found: Repeated) -> str:
    where = "in this file" if found.is_in_file else "in use"
    alike = (
        f"all {found.figures:,} figures are the same"
        if found.alike == found.figures
        else f"{found.alike:,} of {found.figures:,} figures are the same"
    )
    return f"{found.month.label} has the figures that {found.other.label} has {where}: {alike}"


# --- Returns that wait ---------------------------------------------------------------------------
WHAT_TO_DO_WITH_TWO = (
    "Withdraw one of the two, or say why this one is to be looked at as well: whoever accepts it"
    " will read that first."
)


def waits_already(other: Part, months: Iterable[Month], changed: int) -> str:
    """Who sent what for the same months, on which day, and whether the figures differ."""
    sent_at = (
        f" on {date_format(timezone.localtime(other.sent_at), 'j F Y')}" if other.sent_at else ""
    )
    named = f"“{other.of_return.name}”, which {other.sent_by} sent{sent_at},"
    alike = (
        f"has {changed:,} other {'figure' if changed == 1 else 'figures'}"
        if changed
        else "has the same figures"
    )
    return f"{named} {alike} for {in_months(months)} and waits for acceptance."


# --- Not tested ------------------------------------------------------------------------------
def too_few_months(in_a_row: int) -> str:
    if not in_a_row:
        return f"no figures are in use; {FEWEST_MONTHS} months are needed"
    are = "month is" if in_a_row == 1 else "months in a row are"
    return f"{in_a_row} {are} known; {FEWEST_MONTHS} are needed"


def too_few_figures() -> str:
    return f"fewer than {FEWEST_FIGURES} figures are 3 or more, or all are alike"


def not_in(months: Iterable[Month], why: str) -> str:
    return f"{in_months(months)}: {why}"


UNUSUAL_TOO = "the total is unusual too, and its shares are asked about"
NO_TOTAL = "a figure is missing, or neither the month before nor a year before is in use"
NO_SHARES = "figures are missing, or there are none"
