"""National figures of one measure in memory, vintage by vintage, and how they compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from measures.baselines import touches_lockdown
from measures.change import Incomparable, NotJudged, Refusal, Unjudged, refused
from measures.counts import Count, Gap, Mark
from measures.periods import Period, PeriodKind, PointInTime
from measures.shares import Share, ShareChange
from reporting.content.description import Cell, Provenance, Style
from reporting.content.selection import BadSelection
from returns.catalogue.declarations import Category
from returns.catalogue.published import (
    DatedList,
    PublishedDataset,
    PublishedMeasure,
    Series,
    Unit,
    When,
)
from returns.catalogue.vintages import Key, Vintage, used

Value = int | float | Gap
_PRE_COVID = 2019


@dataclass(frozen=True)
class Published:
    """Every vintage of one measure that was in use at `at`; `as_at` is as addresses have it.

    `day` is the day of `at` by the portal's clock.
    """

    dataset: PublishedDataset
    measure: PublishedMeasure
    by_key: Mapping[Key, tuple[Vintage, ...]] = field(repr=False)
    at: datetime
    as_at: str = ""
    day: date = field(kw_only=True)

    @property
    def measure_id(self) -> str:
        return f"{self.dataset.app}/{self.measure.slug}"

    @cached_property
    def series(self) -> Series:
        return self.dataset.one_series(self.measure.series)

    @property
    def is_share(self) -> bool:
        return self.measure.unit is Unit.PERCENT

    # --- When ---
    @cached_property
    def whens(self) -> tuple[When, ...]:
        """Each year, or day, that there is a figure to show for, earliest first."""
        found = {
            key[3]
            for key, vintages in self.by_key.items()
            if key[0] == self.series.slug and used(vintages) and self._is_shown(key)
        }
        whole = {when for when in found if not isinstance(when, Period) or when.kind is _YEAR}
        return tuple(sorted(whole, key=lambda when: when.first_day))

    def _is_shown(self, key: Key) -> bool:
        _, breakdown, _, when, is_share = key
        if self.measure.of:
            return not isinstance(self.value(when), Gap)
        if not self.is_share:
            return not breakdown and not is_share
        return breakdown in self.measure.breakdowns and any(
            not isinstance(self.value(when, breakdown=breakdown, category=category.slug), Gap)
            for category in self.categories(breakdown, when)
        )

    # --- Figures ---
    def vintages(
        self, when: When, *, breakdown: str = "", category: str = "", is_share: bool = False
    ) -> tuple[Vintage, ...]:
        key = (self.series.slug, breakdown, category, when, is_share)
        return self.by_key.get(key, ())

    def count(self, when: When, *, breakdown: str = "", category: str = "") -> Count:
        """The count of the series that is used, whatever the measure shows."""
        return self._count(self.series.slug, when, breakdown, category)

    def _count(self, series: str, when: When, breakdown: str, category: str) -> Count:
        vintage = used(self.by_key.get((series, breakdown, category, when, False), ()))
        if vintage is None:
            return Gap.NOT_SUPPLIED
        return vintage.value if isinstance(vintage.value, Gap) else int(vintage.value)

    def share(self, when: When, *, breakdown: str = "", category: str = "") -> Share | Gap:
        """As published; else worked out, where the number of known cases is known too."""
        if self.measure.of and not category:
            return self._of_counts(self.count(when), self._count(self.measure.of, when, "", ""))
        found = self.vintages(when, breakdown=breakdown, category=category, is_share=True)
        published = used(found)
        if published and not isinstance(published.value, Gap):
            return Share(float(published.value), published.known)
        counted = used(self.vintages(when, breakdown=breakdown, category=category))
        if counted is None or counted.known is None:
            return Gap.NOT_SUPPLIED
        return self._of_counts(
            self.count(when, breakdown=breakdown, category=category), counted.known
        )

    @staticmethod
    def _of_counts(part: Count, whole: Count) -> Share | Gap:
        if isinstance(part, Gap) or isinstance(whole, Gap) or not whole:
            return Gap.NOT_SUPPLIED
        return Share(100 * part / whole, whole)

    def value(self, when: When, *, breakdown: str = "", category: str = "") -> Value:
        """What the measure shows: a count, or a share in percent."""
        if not self.is_share:
            return self.count(when, breakdown=breakdown, category=category)
        if not category and not self.measure.of:
            return Gap.NOT_APPLICABLE
        share = self.share(when, breakdown=breakdown, category=category)
        return share if isinstance(share, Gap) else share.percent

    def share_of_whole(self, when: When, *, breakdown: str, category: str) -> Share | Gap:
        """A category as a share of the known cases, or of all where the known are not counted."""
        share = self.share(when, breakdown=breakdown, category=category)
        if not isinstance(share, Gap):
            return share
        whole = self.count(when)
        return self._of_counts(self.count(when, breakdown=breakdown, category=category), whole)

    # --- Categories ---
    def list_for(self, breakdown: str, when: When) -> DatedList | None:
        return self.series.list_for(breakdown, when)

    def categories(self, breakdown: str, when: When) -> tuple[Category, ...]:
        """Those of the list of that time that have any figure, in the list's order."""
        dated_list = self.list_for(breakdown, when)
        return tuple(
            category
            for category in (dated_list.categories if dated_list else ())
            if any(
                used(
                    self.vintages(when, breakdown=breakdown, category=category.slug, is_share=share)
                )
                for share in (False, True)
            )
        )

    # --- Cells ---
    def cell(self, when: When, *, breakdown: str = "", category: str = "") -> Cell:
        """The figure to show, marked where it was revised or begins anew after a break."""
        value = self.value(when, breakdown=breakdown, category=category)
        return Cell(
            value,
            Style.SHARE if self.is_share else Style.COUNT,
            frozenset(self._marks(when, breakdown, category)),
            self.provenance(when, category=f"{breakdown}:{category}" if category else ""),
        )

    def _marks(self, when: When, breakdown: str, category: str) -> Iterable[Mark]:
        if self.measure.begins_anew(when):
            yield Mark.BREAK
        found = self.vintages(when, breakdown=breakdown, category=category)
        now = used(found)
        if now and any(vintage.value != now.value for vintage in found if not vintage.is_disputed):
            yield Mark.REVISED

    def provenance(self, when: When, *, category: str = "") -> Provenance:
        return Provenance(
            measure=self.measure_id,
            source=self.dataset.sources[0].slug,
            period=when.code,
            category=category,
            as_at=self.as_at,
        )


_YEAR = PeriodKind.YEAR


# --- Reading ---------------------------------------------------------------------------------


def check_area(found: Published, area: str) -> None:
    """BadSelection for any area but the nation of the figures."""
    if area and area.casefold() != found.series.extent.casefold():
        raise BadSelection(
            f"{found.measure.title}: these are figures for {found.series.extent} as a whole. There"
            f" are none for “{area}”."
        )


# --- Comparing -------------------------------------------------------------------------------
@dataclass(frozen=True)
class PublishedComparison:
    """One figure against an earlier one: counts in percent, shares in points, or a refusal."""

    label: str
    then_when: When
    then: Value
    change: Unjudged | ShareChange | Incomparable
    because: str = ""
    cautions: tuple[str, ...] = ()


def compared(
    found: Published,
    when: When,
    against: When,
    *,
    label: str = "",
    breakdown: str = "",
    category: str = "",
) -> PublishedComparison:
    """`when` compared with `against`; refused across a break and across two lists."""
    then = found.value(against, breakdown=breakdown, category=category)
    change, because = _change(found, when, against, breakdown, category)
    return PublishedComparison(
        label=label or against.label,
        then_when=against,
        then=then,
        change=change,
        because=because,
        cautions=tuple(_cautions(against)),
    )


def comparisons(
    found: Published, when: When, *, against: When | None = None
) -> tuple[PublishedComparison, ...]:
    """The chosen one, or the year before, first; then before Covid."""
    chosen = against or when.year_earlier
    first = "the year before" if chosen == when.year_earlier else chosen.label
    made = [compared(found, when, chosen, label=first)]
    pre_covid = Period.year(_PRE_COVID)
    is_later = isinstance(when, Period) and when.kind is _YEAR and pre_covid < when
    if is_later and pre_covid != chosen:
        label = f"before Covid ({pre_covid.label})"
        made.append(compared(found, when, pre_covid, label=label))
    return tuple(made)


def _change(
    found: Published, when: When, against: When, breakdown: str, category: str
) -> tuple[Unjudged | ShareChange | Incomparable, str]:
    after = found.value(when, breakdown=breakdown, category=category)
    before = found.value(against, breakdown=breakdown, category=category)
    refusal, because = _refusal(found, when, against, breakdown)
    if refusal:
        return Incomparable(_whole(before), _whole(after), refusal), because
    if not found.is_share:
        return _told(_whole(before), _whole(after)), ""
    now = found.share(when, breakdown=breakdown, category=category)
    then = found.share(against, breakdown=breakdown, category=category)
    if isinstance(now, Gap) or isinstance(then, Gap):
        missing = Refusal.AFTER_GAP if isinstance(now, Gap) else Refusal.BEFORE_GAP
        return Incomparable(_whole(before), _whole(after), missing), ""
    return ShareChange(then, now), ""


def _told(before: Count, after: Count) -> Unjudged | Incomparable:
    """The difference of two yearly totals: without their months nobody knows how they scatter."""
    reason = refused(before, after)
    if reason or isinstance(before, Gap) or isinstance(after, Gap):
        return Incomparable(before, after, reason or Refusal.BEFORE_GAP)
    return Unjudged(before, after, reason=NotJudged.YEARS_ONLY)


def _refusal(
    found: Published, when: When, against: When, breakdown: str
) -> tuple[Refusal | None, str]:
    if isinstance(when, PointInTime) != isinstance(against, PointInTime):
        return Refusal.LENGTHS_DIFFER, ""
    if isinstance(when, Period) and isinstance(against, Period) and when.months != against.months:
        return Refusal.LENGTHS_DIFFER, ""
    if parting := found.measure.break_between(when, against):
        return Refusal.SERIES_BREAK, parting.reason
    if breakdown and found.list_for(breakdown, when) != found.list_for(breakdown, against):
        return Refusal.LISTS_DIFFER, ""
    return None, ""


def _whole(value: Value) -> Count:
    """A share that is not compared is shown by its own figure, and here only as a gap."""
    return value if isinstance(value, int | Gap) else Gap.NOT_APPLICABLE


LOCKDOWN = "2020/21 was the lockdown year, and is a poor base for a comparison."


def _cautions(against: When) -> Iterable[str]:
    if isinstance(against, Period) and touches_lockdown((against,)):
        yield LOCKDOWN
