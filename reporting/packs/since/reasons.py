"""Why a figure of a frozen pack is another now, or cannot be shown any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from measures.counts import Gap, Mark
from measures.periods import BadPeriod, Period, period_or_day
from reporting.analysis.figures import Figures
from reporting.analysis.supplied import Origin
from reporting.content.description import Cell, Provenance, Style
from reporting.narrative import of_revision
from reporting.packs.numbers import Numbers
from reporting.packs.since import words
from reporting.queries.measures import NoSuch
from reporting.queries.national import is_published
from reporting.queries.places import place_named


def undated(provenance: Provenance) -> Provenance:
    """The same address at whatever moment."""
    return replace(provenance, as_at="")


def is_ruled(cell: Cell) -> bool:
    """Whether a disclosure rule keeps the true number back: hidden, or rounded."""
    return cell.value is Gap.HIDDEN or Mark.ROUNDED in cell.marks


@dataclass(frozen=True)
class Reasons:
    """Reads the figures as at `then`, when the pack was fixed, and as they are now."""

    before: Numbers
    after: Numbers

    @property
    def then(self) -> datetime:
        return self.before.at

    def subject(self, provenance: Provenance) -> str:
        """What a figure is of: the measure, the place, the category and the period."""
        when = label(provenance.period)
        if is_published(provenance.measure):
            title = self.after.published(provenance.measure).measure.title
            return ", ".join(filter(None, (title, provenance.category.partition(":")[2], when)))
        figures = self._figures(self.after, provenance)
        place = place_named(figures, provenance.area).name
        parts = (figures.measure.title, place, provenance.category, when)
        return ", ".join(filter(None, parts))

    def is_hidden(self, provenance: Provenance) -> bool:
        """Whether a rule keeps back the count that a number rests on, whatever it is itself."""
        now = self.after.now(Cell(0, Style.COUNT, provenance=provenance))
        return now is not None and is_ruled(now)

    def of_figure(self, then: Cell, now: Cell, provenance: Provenance) -> str:
        """Why `then` became `now`."""
        if is_ruled(now) and not is_ruled(then):
            return words.RULE_HIDES if now.number is None else words.RULE_ROUNDS
        if then.value is Gap.HIDDEN:
            return words.RULE_LIFTED
        if not is_published(provenance.measure):
            return self._of_return(then, now, provenance)
        if isinstance(then.value, Gap):
            return words.PUBLISHED
        return words.WITHDRAWN if isinstance(now.value, Gap) else words.PUBLISHED_ANEW

    def _of_return(self, then: Cell, now: Cell, provenance: Provenance) -> str:
        period = Period.parse(provenance.period)
        supplied = " ".join(self._supplied(provenance, (period,)))
        revised = " ".join(self._revised(provenance, period))
        if isinstance(now.value, Gap):
            return words.WITHDRAWN
        if revised:
            return f"{revised} {supplied}".strip()
        if isinstance(then.value, Gap):
            return f"Supplied since. {supplied}".strip()
        return self.defined(provenance) or (
            f"Corrected since. {supplied}" if supplied else words.RESIDENTS_OR_METHOD
        )

    def _revised(self, provenance: Provenance, period: Period) -> Iterator[str]:
        """When and why it was revised since."""
        figures = self._figures(self.after, provenance)
        made = figures.revisions((period,), area=place_named(figures, provenance.area))
        yield from dict.fromkeys(
            _sentence(of_revision(one).partition(" ")[2]) for one in made if one.at > self.then
        )

    def of_section(self, provenances: Iterable[Provenance]) -> str:
        """Why what is worked out differs where no figure does: returns of its history, or a
        definition; blank for neither."""
        provenances = tuple(provenances)
        for one in dict.fromkeys(
            replace(each, period="", area="", category="", as_at="", wards="")
            for each in provenances
            if not is_published(each.measure)
        ):
            if supplied := " ".join(self._supplied(one, ())):
                return f"Worked out of returns put in use since. {supplied}"
        for each in dict.fromkeys(map(undated, provenances)):
            if is_published(each.measure):
                if self._is_published_anew(each.measure):
                    return words.PUBLISHED_BESIDE
            elif defined := self.defined(each):
                return defined
        return ""

    def _is_published_anew(self, measure: str) -> bool:
        before, after = self.before.published(measure), self.after.published(measure)
        return before.by_key != after.by_key

    def defined(self, provenance: Provenance) -> str:
        """Under which definition it is counted now, where that is another one."""
        try:
            period = Period.parse(provenance.period)
            after = self._figures(self.after, provenance).definitions((period,))
            before = self._figures(self.before, provenance).definitions((period,))
        except (BadPeriod, NoSuch):
            return ""
        anew = [one.label for one in after if one not in before]
        return words.defined_anew(anew) if anew else ""

    def _supplied(self, provenance: Provenance, periods: tuple[Period, ...]) -> Iterator[str]:
        """By whom the returns behind it were supplied and put in use since."""
        try:
            known = {one.of_return for one in self._figures(self.before, provenance).returns}
        except NoSuch:
            known = set()
        figures = self._figures(self.after, provenance)
        behind: Iterable[Origin] = figures.origins(periods) if periods else figures.returns
        yield from dict.fromkeys(
            f"Supplied by {one.supplied_by}, accepted on {one.accepted}."
            for one in behind
            if one.of_return not in known
        )

    def _figures(self, numbers: Numbers, provenance: Provenance) -> Figures:
        period = Period.parse(provenance.period) if provenance.period else None
        return numbers.figures(provenance.measure, source=provenance.source, period=period)


def label(period: str) -> str:
    """A period in words; what is none stands as it is."""
    try:
        return period_or_day(period).label
    except BadPeriod:
        return period


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
