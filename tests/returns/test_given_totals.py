"""Totals given over hidden counts, from the file to the pages; and an attack on what they show."""

from __future__ import annotations

import csv
import io
import itertools
from datetime import timedelta

import numpy as np
import pytest
from django.test import Client
from scipy.optimize import linprog

from checks.sentences import stored
from checks.sentences.spans import Span
from crime.categories import HOME_OFFICE_GROUPS
from csp_portal.sentences.declared import declared
from measures.counts import Gap, Mark
from measures.periods import Month, Period
from partnership import clock
from partnership.models import Role
from partnership.places.geography import geography
from reporting.analysis.places import PlaceKind
from reporting.analysis.series import ordinal
from reporting.queries import figures as figures_queries
from reporting.queries.breakdown import breakdown_by
from returns.catalogue.disclosure_rules import Finest
from returns.catalogue.registry import datasets
from returns.checking.preview import preview
from returns.checking.totals import totals
from returns.disclosure.actions import set_rule
from returns.lifecycle import decisions, queries, sending, uploads
from returns.models import GivenTotal
from returns.models.released import DisclosureRule
from returns.reading import totals_rows
from tests.returns.conftest import EARLY

JANUARY, FEBRUARY, MARCH = (Month(2022, number) for number in (1, 2, 3))
MONTHS = (JANUARY, FEBRUARY, MARCH)
FIRST, SECOND = HOME_OFFICE_GROUPS[:2]
USUAL = 10
MOST = 4


class Filed:
    """A quarter of crime with some counts hidden, and what is truly below them."""

    def __init__(self, places, hidden: dict[tuple[Month, str, str], int]) -> None:
        self.wards, self.hidden = places.wards, hidden

    def count(self, month: Month, ward: str, group: str) -> int:
        return self.hidden.get((month, ward, group), USUAL)

    def content(self, *, totals: tuple[tuple[Month, str], ...] = ()) -> io.BytesIO:
        text = io.StringIO()
        write = csv.writer(text)
        write.writerow(["Month", "Ward code", "Ward", "Offence group", "Offences"])
        for month, ward, group in itertools.product(MONTHS, self.wards, HOME_OFFICE_GROUPS):
            is_hidden = (month, ward.name, group.slug) in self.hidden
            shown = "<5" if is_hidden else USUAL
            write.writerow([month.code, ward.code, ward.name, group.label, shown])
        for month, slug in totals:
            groups = [one for one in HOME_OFFICE_GROUPS if slug in ("", one.slug)]
            counts = (
                self.count(month, ward.name, group.slug)
                for ward, group in itertools.product(self.wards, groups)
            )
            label = groups[0].label if slug else "All offences"
            write.writerow([month.code, "", "Middlesbrough", label, sum(counts)])
        return io.BytesIO(text.getvalue().encode())


@pytest.fixture
def names(middlesbrough) -> list[str]:
    return [ward.name for ward in geography(middlesbrough).wards]


@pytest.fixture
def hidden(names) -> dict[tuple[Month, str, str], int]:
    """Three wards of one group in January, two and one of two groups in February, one in March."""
    three = zip(names, (3, 3, 1), strict=False)
    return {
        **{(JANUARY, name, FIRST.slug): count for name, count in three},
        (FEBRUARY, names[0], FIRST.slug): 1,
        (FEBRUARY, names[1], FIRST.slug): 4,
        (FEBRUARY, names[2], SECOND.slug): 2,
        (MARCH, names[5], FIRST.slug): 4,
    }


EVERY_TOTAL = tuple(
    (month, slug)
    for month in MONTHS
    for slug in ("", *(group.slug for group in HOME_OFFICE_GROUPS))
)


@pytest.fixture
def filed(middlesbrough, officer, police):
    """Uploaded and, unless told, sent and accepted; a day later each time."""
    days = itertools.count()
    places = geography(middlesbrough)

    def make(hidden, *, given=EVERY_TOTAL, accepted=True, second=None):
        at = EARLY + timedelta(days=next(days))
        kept = uploads.upload(
            file=Filed(places, hidden).content(totals=given),
            name=f"crime-{at.day}.csv",
            partnership=middlesbrough,
            by=officer,
            supplied_by=police,
            at=at,
        )
        kept = queries.returns(middlesbrough, viewer=officer).get(pk=kept.pk)
        [part] = kept.here
        if accepted:
            at += timedelta(hours=1)
            for question in queries.asked_of(kept, kept.here):
                sending.confirm_query(
                    of_return=kept, key=question.key, explanation="It is so", by=officer, at=at
                )
            sending.send(parts=kept.here, by=officer, at=at)
            decisions.accept(parts=[part], by=second or officer, because="It is so", at=at)
        return part, at

    return make


def shown(partnership, viewer, measure="crime/all-crime", as_at=None):
    return figures_queries.reading(
        measure, partnership=partnership, viewer=viewer, source="police-return", as_at=as_at
    )


def month(of: Month) -> Period:
    return Period(of, 1)


def test_the_total_stands_for_the_sum_and_says_so(middlesbrough, officer, second, filed, hidden):
    filed(hidden, second=second)
    reading = shown(middlesbrough, officer)
    figures = reading.figures
    wards = len(geography(middlesbrough).wards)
    usual = USUAL * wards * len(HOME_OFFICE_GROUPS)
    cell = figures.cell(month(JANUARY))
    assert cell.value == usual - 3 * USUAL + 7
    assert cell.marks == {Mark.GIVEN}
    assert "total: as the file gives it, because a part of it is hidden" in cell.symbols.values()
    assert figures.run([JANUARY]) == (cell.value,)
    # In February the groups' own totals would tell; in March the only total would.
    assert figures.count(month(FEBRUARY)) == usual - 3 * USUAL + 7
    assert figures.count(month(MARCH)) is Gap.HIDDEN
    assert figures.count(Period.parse("2021/22 Q4")) is Gap.HIDDEN
    north = figures.place(geography(middlesbrough).wards[0].name)
    assert figures.count(month(JANUARY), area=north) is Gap.HIDDEN
    assert not figures.marks([month(JANUARY)], area=north)
    types = breakdown_by(reading, "offence", area=figures.whole, periods=(month(JANUARY),))
    assert types.count(month(JANUARY), category=FIRST.slug) == USUAL * (wards - 3) + 7
    assert types.cell(month(JANUARY), category=FIRST.slug).marks == {Mark.GIVEN}
    assert not types.cell(month(JANUARY), category=SECOND.slug).marks


def test_the_preview_has_it_before_it_is_sent(officer, filed, hidden, names):
    part, _ = filed(hidden, accepted=False)
    seen = preview(part, viewer=officer)
    usual = USUAL * len(names) * len(HOME_OFFICE_GROUPS)
    assert [line.new for line in seen.months] == [usual - 23, usual - 23, Gap.HIDDEN]
    assert seen.whole.new is Gap.HIDDEN
    assert totals([part])[part.pk].new is Gap.HIDDEN


def test_a_whole_return_has_a_total_in_the_preview(officer, filed, hidden, names):
    january = {key: count for key, count in hidden.items() if key[0] == JANUARY}
    part, _ = filed(january, accepted=False)
    usual = 3 * USUAL * len(names) * len(HOME_OFFICE_GROUPS)
    seen = preview(part, viewer=officer)
    assert seen.whole.new == totals([part])[part.pk].new == usual - 23
    kinds = {line.label: line.new for line in seen.kinds}
    assert kinds[FIRST.label] == 3 * USUAL * len(names) - 23


def test_the_rows_behind_it_name_the_cell_of_the_file(
    middlesbrough, somebody, second, filed, hidden, names
):
    filed(hidden, second=second)
    client = Client()
    client.force_login(somebody(Role.MANAGER))
    page = client.get(
        f"/{middlesbrough.slug}/crime/all-crime/rows/?period=2022-01&source=police-return"
    ).content.decode()
    row = 3 * len(names) * len(HOME_OFFICE_GROUPS) + 3
    assert f"the total that the file gives (crime-9.csv, row {row})" in page
    assert "[t]" in page.partition("<h1")[2].partition("</h1>")[0]
    measure = f"/{middlesbrough.slug}/crime/all-crime/"
    shown = client.get(measure, {"period": "2022-01", "source": "police-return"}).content.decode()
    assert "[t]" in shown
    assert "total: as the file gives it, because a part of it is hidden" in shown


def test_a_source_with_a_rule_shows_none(middlesbrough, officer, manager, second, filed, hidden):
    set_rule(
        partnership=middlesbrough,
        dataset="crime",
        source="police-return",
        kind=DisclosureRule.Kind.THRESHOLD,
        owner="Manager",
        reason="Small counts",
        by=manager,
        finest=Finest(months=1),
    )
    filed(hidden, second=second)
    figures = shown(middlesbrough, officer).figures
    assert figures.count(month(JANUARY)) is Gap.HIDDEN


# --- The attack ------------------------------------------------------------------------------
class Attacker:
    """Adds up and takes away whatever shows of the quarter, at every moment asked for."""

    def __init__(self, partnership, viewer, moments) -> None:
        self.wards = [ward.code for ward in geography(partnership).wards]
        self.groups = [group.slug for group in HOME_OFFICE_GROUPS]
        self.cells = list(itertools.product(MONTHS, self.wards, self.groups))
        self.number = {cell: at for at, cell in enumerate(self.cells)}
        self.equations: dict[tuple[int, ...], int] = {}
        self.hidden: set[tuple] = set()
        for at in moments:
            for measure in datasets["crime"].measures:
                if "police-return" in measure.categories:
                    self._read(shown(partnership, viewer, f"crime/{measure.slug}", at))

    def _read(self, reading) -> None:
        figures = reading.figures
        wanted = figures.measure.categories["police-return"].get("offence", self.groups)
        spans = [
            Period.spanning(first, last) for first in MONTHS for last in MONTHS if first <= last
        ]
        for place in figures.places:
            if place.kind is PlaceKind.ELSEWHERE:
                continue
            types = breakdown_by(reading, "offence", area=place, periods=tuple(spans))
            for span in spans:
                self._note(figures.count(span, area=place), span, place, wanted)
                for group in wanted:
                    self._note(types.count(span, category=group), span, place, [group])

    def _note(self, count, span, place, groups) -> None:
        of = tuple(
            self.number[cell] for cell in itertools.product(span.each_month, place.made_of, groups)
        )
        if isinstance(count, int):
            assert self.equations.setdefault(of, count) == count
        elif len(of) == 1:
            self.hidden.add(self.cells[of[0]])

    def range_of(self, cell, least: int) -> tuple[int, int]:
        """The least and the greatest that a hidden count can be."""
        matrix = np.zeros((len(self.equations), len(self.cells)))
        for row, of in enumerate(self.equations):
            matrix[row, list(of)] = 1
        bounds = [(least, MOST) if each in self.hidden else (0, None) for each in self.cells]
        aim = np.zeros(len(self.cells))
        aim[self.number[cell]] = 1
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * aim, A_eq=matrix, b_eq=list(self.equations.values()), bounds=bounds
            )
            assert found.success, found.message
            ends.append(round(sign * found.fun, 6))
        return ends[0], ends[1]

    def narrowed(self) -> set[tuple]:
        return {
            cell
            for cell in self.hidden
            if any(self.range_of(cell, least) != (least, MOST) for least in (0, 1))
        }


def test_nothing_that_shows_narrows_a_hidden_count(middlesbrough, officer, second, filed, hidden):
    filed(hidden, second=second)
    attacker = Attacker(middlesbrough, officer, [None])
    assert len(attacker.hidden) == len(hidden)
    assert attacker.narrowed() == set()


def test_the_attack_finds_what_a_careless_reader_would_show(
    middlesbrough, officer, second, filed, hidden, monkeypatch
):
    monkeypatch.setattr(totals_rows, "leaves_all_open", lambda together, most: True)
    filed(hidden, second=second)
    found = Attacker(middlesbrough, officer, [None]).narrowed()
    assert len([cell for cell in found if cell[0] == MARCH]) == 1


def test_nor_do_two_returns_that_hide_different_counts(
    middlesbrough, officer, second, filed, hidden, names
):
    _, first = filed(hidden, second=second)
    fewer = {key: count for key, count in hidden.items() if key[:2] != (JANUARY, names[1])}
    fewer[JANUARY, names[6], FIRST.slug] = 3
    _, later = filed(fewer, second=second)
    assert set(GivenTotal.objects.filter(is_withheld=True).values_list("start", flat=True)) == {
        JANUARY.first_day
    }
    for moment in (first + timedelta(minutes=1), later + timedelta(minutes=1)):
        figures = shown(middlesbrough, officer, as_at=moment).figures
        assert figures.count(month(JANUARY)) is Gap.HIDDEN
        assert isinstance(figures.count(month(FEBRUARY)), int)


@pytest.mark.parametrize("before", ["the same", "nothing"])
def test_after_a_return_that_hid_the_same_or_nothing_it_keeps_its_totals(
    middlesbrough, officer, second, filed, hidden, before
):
    filed(hidden if before == "the same" else {}, second=second)
    filed(hidden, second=second)
    assert isinstance(shown(middlesbrough, officer).figures.count(month(JANUARY)), int)


# --- The independent reader ------------------------------------------------------------------
def test_the_reader_that_shares_no_code_counts_the_same(
    middlesbrough, officer, second, filed, hidden
):
    filed(hidden, second=second)
    facts = stored.Stored(clock.today())
    for measure in ("all-crime", FIRST.slug):
        figures = shown(middlesbrough, officer, f"crime/{measure}").figures
        history = facts.history(
            declared(figures.dataset, figures.measure, figures.source), middlesbrough.slug
        )
        for span in [month(each) for each in MONTHS]:
            count = figures.count(span)
            read = history.count(Span(ordinal(span.start), 1))
            assert read == (None if isinstance(count, Gap) else count), (measure, span)
