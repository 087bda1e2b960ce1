"""Raw facts of one measure, as they were supplied, and what they add up to; knows no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from checks.sentences import judging
from checks.sentences.judging import Scattered
from checks.sentences.spans import Span

# Rows that lie in the partnership and in no ward that can be named.
NOWHERE = ""
# So do those of a whole, or of wards that no longer stand, which none of its parts can be told by.
ALL_OF_IT, FORMER = "all of it", "former wards"


@dataclass(frozen=True)
class Noun:
    """What is counted: "crime", "crimes", "recorded"."""

    one: str
    many: str
    verb: str


@dataclass(frozen=True)
class Known:
    """A total of a whole year that is known while its months are made up."""

    year: int
    count: int
    nature: str


@dataclass(frozen=True)
class Where:
    """A place: the whole (blank code), a locality, a ward, or `NOWHERE` of kind "elsewhere".

    `wards` are the codes whose counts it is made of. `residents` are by mid-year.
    """

    code: str
    name: str
    kind: str
    wards: tuple[str, ...]
    residents: Mapping[int, int] = field(default_factory=dict)
    is_town_centre: bool = False
    is_made_up: bool = False
    is_available: bool = True


@dataclass(frozen=True)
class History:
    """What was supplied of one measure from one source, which is known by its title and `slug`.

    `counts` are by ward (or other code), first month and months, None for a gap; a month that was
    supplied and has no row counts none. `types` are the same by the label of a type, of which each
    of `lists` divides the whole anew.
    `given` are counts of the whole that files give where some of what they add up is hidden, by
    the label of a type (blank for all) and first month and months.
    `origins` say whose files a month rests on, `unplaced` how many of its rows have no place.
    `breaks` are the months in which what is counted, or how, begins anew. `held` are all months
    of the source, where `supplied` are only those for which it is the main one.
    """

    partnership: str
    title: str
    noun: Noun
    source: str
    slug: str
    better: str
    places: tuple[Where, ...]
    counts: Mapping[tuple[str, int, int], int | None] = field(repr=False)
    supplied: frozenset[int] = field(repr=False)
    types: Mapping[str, Mapping[tuple[str, int, int], int | None]] = field(
        default_factory=dict, repr=False
    )
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    given: Mapping[str, Mapping[tuple[int, int], int]] = field(default_factory=dict, repr=False)
    origins: Mapping[int, frozenset[str]] = field(default_factory=dict, repr=False)
    unplaced: Mapping[int, tuple[int, int]] = field(default_factory=dict, repr=False)
    breaks: frozenset[int] = frozenset()
    made_up: frozenset[int] = frozenset()
    known: tuple[Known, ...] = ()
    held: frozenset[int] | None = field(default=None, repr=False)

    # --- Places ---
    @cached_property
    def whole(self) -> Where:
        return next(place for place in self.places if place.kind == "whole")

    def of_kind(self, kind: str) -> tuple[Where, ...]:
        return tuple(place for place in self.places if place.kind == kind)

    def named(self, name: str) -> Where | None:
        """The place of that name: a ward before a locality, the whole by the partnership's name."""
        found = [place for place in self.places if name in (place.name, place.code)]
        return found[0] if found else None

    # --- Counts ---
    def count(self, span: Span, place: Where | None = None, *, of_type: str = "") -> int | None:
        """How many there were; None where any of it is not known."""
        asked = (span, (place or self.whole).code, of_type)
        if asked not in self._found:
            self._found[asked] = self._count(span, place or self.whole, of_type)
        return self._found[asked]

    @cached_property
    def _found(self) -> dict[tuple[Span, str, str], int | None]:
        return {}

    def _count(self, span: Span, place: Where, of_type: str) -> int | None:
        if not self.supplied.issuperset(span.each) or not place.is_available:
            return None
        rows = self._by_code(of_type)
        if place.kind != "whole" and any(
            start <= span.last and span.start < start + months
            for code in (ALL_OF_IT, FORMER)
            for start, months, _ in rows.get(code, ())
        ):
            return None
        given = self.given.get(of_type, {}) if place.kind == "whole" else {}
        total = sum(
            count
            for (start, months), count in given.items()
            if span.start <= start and start + months - 1 <= span.last
        )
        for code in rows if place.kind == "whole" else place.wards:
            for start, months, count in rows.get(code, ()):
                if start + months <= span.start or start > span.last:
                    continue
                if (start, months) in given and months <= span.months:
                    continue
                if start < span.start or start + months - 1 > span.last or count is None:
                    return None
                total += count
        return total

    def _by_code(self, of_type: str) -> Mapping[str, list[tuple[int, int, int | None]]]:
        if of_type not in self._sorted:
            rows: dict[str, list[tuple[int, int, int | None]]] = {}
            for (code, start, months), count in (
                self.types[of_type] if of_type else self.counts
            ).items():
                rows.setdefault(code, []).append((start, months, count))
            self._sorted[of_type] = rows
        return self._sorted[of_type]

    @cached_property
    def _sorted(self) -> dict[str, Mapping[str, list[tuple[int, int, int | None]]]]:
        return {}

    def together(self, spans: Iterable[Span], place: Where | None = None, *, of_type: str = ""):
        """All of several spans added up; None where any is not known."""
        counts = [self.count(span, place, of_type=of_type) for span in spans]
        return None if None in counts or not counts else sum(counts)

    def rate(self, span: Span, place: Where | None = None) -> float | None:
        """For each 1,000 residents of the year, or of the nearest that is known."""
        where = place or self.whole
        count, people = self.count(span, where), self.residents(span, where)
        return None if count is None or not people else 1000 * count / people

    def residents(self, span: Span, place: Where | None = None) -> int | None:
        held = (place or self.whole).residents
        if not held:
            return None
        return held[min(held, key=lambda year: (abs(year - span.year), year))]

    # --- What the counts are ---
    def is_made_up(self, span: Span, place: Where | None = None) -> bool:
        """Whether any of it is, but for a year whose total is known."""
        where = place or self.whole
        if where.is_made_up:
            return True
        if self.made_up.isdisjoint(span.each):
            return False
        return self.known_total(span, where) is None

    def known_total(self, span: Span, place: Where | None = None) -> Known | None:
        where = place or self.whole
        if where.kind != "whole" or not span.is_year or self.made_up.isdisjoint(span.each):
            return None
        of_year = [each for each in self.known if each.year == span.year]
        return next((each for each in of_year if each.count == self.count(span)), None)

    # --- Like with like ---
    def are_alike(self, spans: Iterable[Span]) -> bool:
        """Whether no break lies within or between them."""
        months = [month for span in spans for month in span.each]
        return not any(min(months) < month <= max(months) for month in self.breaks)

    def odd_origins(self, spans: Iterable[Span]) -> frozenset[str]:
        """Forces whose files only some of the spans rest on, month for month."""
        each = tuple(spans)
        odd: set[str] = set()
        for offset in range(max(span.months for span in each)):
            months = [span.start + offset for span in each if offset < span.months]
            sets = [self.origins[month] for month in months if month in self.origins]
            if sets:
                odd |= frozenset.union(*sets) - frozenset.intersection(*sets)
        return frozenset(odd)

    def without_place(self, span: Span, place: Where | None = None) -> float:
        """The share of rows without a place: of the file; for a part, of what is in no ward too."""
        known = [self.unplaced[month] for month in span.each if month in self.unplaced]
        rows = sum(of for of, _ in known)
        nowhere = sum(without for _, without in known) / rows if rows else 0.0
        if place is None or place.kind == "whole":
            return nowhere
        elsewhere = next(iter(self.of_kind("elsewhere")), None)
        if elsewhere is None or not any(
            count for (code, *_), count in self.counts.items() if code in elsewhere.wards
        ):
            return nowhere
        part, whole = self.count(span, elsewhere), self.count(span)
        share = part / whole if part and whole and whole > 0 else 0.0
        return 1 - (1 - nowhere) * (1 - share)

    # --- Verdicts ---
    @cached_property
    def of_its_source(self) -> History:
        """The same with every month of the source, also where another is the main one."""
        return self if self.held is None else replace(self, supplied=self.held, held=None)

    def window(self, last: int, place: Where, *, of_type: str = "") -> tuple[int, ...]:
        """The months that a change up to `last` is judged by: at most 60, with no break in them."""
        source, months = self.of_its_source, list[int]()
        month = last
        while len(months) < judging.MOST_MONTHS and month in source.supplied:
            if self.origins.get(month) != self.origins.get(last) or month in self.made_up:
                break
            count = source.count(Span(month, 1), place, of_type=of_type)
            if count is None or count < 0:
                break
            months.insert(0, month)
            if month in self.breaks:
                break
            month -= 1
        return tuple(months)

    def scatter(
        self, later: Span, place: Where | None = None, *, of_type: str = ""
    ) -> tuple[Scattered | None, bool]:
        """How the months up to the end of `later` scatter; and whether there are too few yet."""
        where = place or self.whole
        key = (later, where.code, of_type)
        if key not in self._scatters:
            window = self.window(later.last, where, of_type=of_type)
            is_early = len(window) < judging.FEWEST_MONTHS
            found = None if is_early else self._scattered(window, later, where, of_type)
            self._scatters[key] = (found, is_early)
        return self._scatters[key]

    @cached_property
    def _scatters(self) -> dict[tuple[Span, str, str], tuple[Scattered | None, bool]]:
        return {}

    def _scattered(
        self, window: tuple[int, ...], later: Span, where: Where, of_type: str
    ) -> Scattered | None:
        own = self.of_its_source.months(window, where, of_type=of_type)
        assert own is not None  # noqa: S101 - every month of its window is known
        kind = "locality" if where.kind == "locality" else "ward"
        pooled = self._pooled(window, later, kind, of_type)
        is_part = where.kind != "whole"
        fit = judging.fitted(
            own,
            window[0] % 12,
            _at(window, later),
            leave_out=is_part or pooled is not None,
        )
        if is_part:
            return judging.of_part(fit, sum(own) / len(own), pooled)
        return judging.of_whole(fit, pooled)

    def scatter_of_rest(
        self, rest: tuple[int, ...], window: tuple[int, ...], later: Span, place: Where
    ) -> Scattered | None:
        """How the partnership without one of its places scatters: no less than its places do."""
        pooled = self._pooled(window, later, place.kind, "")
        at = _at(window, later)
        fit = judging.fitted(rest, window[0] % 12, at, leave_out=True)
        return judging.of_whole(fit, pooled)

    def _pooled(
        self, window: tuple[int, ...], later: Span, kind: str, of_type: str
    ) -> float | None:
        """The scatter of all places of a set together."""
        key = (window, later, kind, of_type)
        if key not in self._pools:
            parts = [
                part
                for place in self.of_kind(kind)
                if not place.is_made_up
                and (part := self.of_its_source.months(window, place, of_type=of_type)) is not None
                and min(part) >= 0
            ]
            at = _at(window, later)
            fits = [judging.fitted(part, window[0] % 12, at, leave_out=True) for part in parts]
            self._pools[key] = judging.pool(fits, [sum(part) / len(part) for part in parts])
        return self._pools[key]

    @cached_property
    def _pools(self) -> dict[tuple[tuple[int, ...], Span, str, str], float | None]:
        return {}

    def months(
        self, window: Iterable[int], place: Where | None = None, *, of_type: str = ""
    ) -> tuple[int, ...] | None:
        """The count of each month; None where any is not known."""
        found = [self.count(Span(month, 1), place, of_type=of_type) for month in window]
        known = tuple(count for count in found if count is not None)
        return known if len(known) == len(found) else None


def _at(window: tuple[int, ...], later: Span) -> tuple[int, int]:
    """Where in the window the later period begins and ends; it may begin before the window."""
    return max(later.start - window[0], 0), later.last + 1 - window[0]


# --- National figures -------------------------------------------------------------------------
# Series, breakdown, category, the year or the day as it is written, and whether it is a share.
Key = tuple[str, str, str, str, bool]


@dataclass(frozen=True)
class Published:
    """What was published of a measure, and of the series that it is a share of.

    `figures` are those that nobody disputes, the latest of each, with how many cases were known.
    `lists` are the labels of the categories of each breakdown, by slug.
    """

    title: str
    noun: Noun
    series: str
    extent: str
    share_of: str
    of: str
    is_share: bool
    figures: Mapping[Key, tuple[float, int | None]] = field(repr=False)
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    def count(self, when: str, *, series: str = "") -> float | None:
        found = self.figures.get((series or self.series, "", "", when, False))
        return None if found is None else found[0]

    def value(self, when: str) -> float | None:
        """The count; of a share of two counts, in percent."""
        part = self.count(when)
        if not self.is_share:
            return part
        whole = self.count(when, series=self.of)
        return None if part is None or not whole else 100 * part / whole

    def shares(self, when: str) -> dict[str, float]:
        """By the label of a category, its share as published or of the cases that are known."""
        found: dict[str, float] = {}
        for breakdown, labels in self.lists.items():
            for slug, label in labels.items():
                share = self.figures.get((self.series, breakdown, slug, when, True))
                part = self.figures.get((self.series, breakdown, slug, when, False))
                if share is not None:
                    found[label] = share[0]
                elif part is not None and part[1]:
                    found[label] = 100 * part[0] / part[1]
        return found
