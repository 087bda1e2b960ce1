"""A history on one ward set at a time: put together anew from LSOAs, or broken and browsable."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from measures.change import Incomparable, Refusal
from measures.counts import Gap
from measures.periods import Month, Period
from partnership.kinds import Level
from partnership.models import Area, Placement, WardSet
from partnership.people.permissions import AS_COUNCILLOR
from partnership.places.geography import geography
from reporting.content.description import Cell
from reporting.pages.measure import page as pages
from reporting.pages.measure.choices import choices
from reporting.queries import figures as queries
from tests.reporting import filling

YEAR = Period.year(2022)
ACKLAM = "E05009853"
BEFORE = "2023-05-04"  # the first day of the wards that the new ones follow
SINCE = date(2026, 5, 7)
STREET = "crime/all-crime"


@pytest.fixture
def redrawn(filled):
    """Illustrative wards since May 2026: the LSOAs in the order of their codes, nine to a ward.

    The real ones stand from May 2027, and no lookup of them is published yet.
    """
    old = filled.partnership.ward_sets.get(valid_to__isnull=True)
    old.valid_to = SINCE
    old.save()
    new = WardSet.objects.create(
        partnership=filled.partnership,
        name="Wards from May 2026",
        valid_from=SINCE,
        source="made up for this test",
    )
    placements = list(old.placements.select_related("lsoa").order_by("lsoa__code"))
    for number, first in enumerate(range(0, len(placements), 9), start=1):
        ward = Area.objects.create(
            code=f"E050990{number:02}", name=f"New ward {number}", level=Level.WARD
        )
        new.wards.add(ward)
        Placement.objects.bulk_create(
            Placement(
                lsoa=one.lsoa,
                vintage=one.vintage,
                ward=ward,
                ward_set=new,
                method="made up",
                source="made up",
            )
            for one in placements[first : first + 9]
        )
    return filled


def figures(filled, *, wards="", source=None):
    return queries.figures(
        STREET, partnership=filled.partnership, viewer=AS_COUNCILLOR, wards=wards, source=source
    )


# --- By wards alone --------------------------------------------------------------------------
def test_a_return_by_ward_has_nothing_by_the_new_wards_and_the_whole_stays(redrawn):
    held = figures(redrawn)

    assert {held.count(YEAR, area=ward) for ward in held.wards} == {Gap.NOT_APPLICABLE}
    assert held.count(YEAR) == 26_450
    assert held.elsewhere is None
    shown = pages.measure_shown(held, period=YEAR)
    assert shown.wards_table is None
    assert "kept by wards that no longer stand" in shown.coarseness


def test_a_change_of_a_new_ward_is_refused_because_the_wards_differ(redrawn):
    held = figures(redrawn)

    change = pages.measure_shown(held, period=YEAR, area=held.wards[0]).headline_comparison.change

    assert isinstance(change, Incomparable)
    assert change.reason is Refusal.WARDS_DIFFER


def test_the_old_wards_stay_browsable_with_the_figures_they_had(redrawn):
    rows = [row for quarter in YEAR.split(into=Period.quarter(2022, 1).kind)
            for row in redrawn.rows[quarter]]  # fmt: skip

    held = figures(redrawn, wards=BEFORE)

    by_hand = Counter()
    for row in rows:
        by_hand[row.area] += row.count
    # Two wards changed their code in 2023 with the same extent.
    ours = {ward.code: held.count(YEAR, area=ward) for ward in held.wards}
    assert {code: ours[code] for code in by_hand if code in ours} == {
        code: count for code, count in by_hand.items() if code in ours
    }
    assert sum(ours.values()) == sum(by_hand.values()) == 26_450
    assert (
        pages.measure_shown(held, period=YEAR)
        .by_wards[0]
        .startswith("Shown by “Wards from May 2023”, which are not the wards of today.")
    )


def test_every_link_of_a_page_keeps_the_wards_that_it_is_shown_by(redrawn):
    held = figures(redrawn, wards=BEFORE)
    shown = pages.measure_shown(held, period=YEAR)

    assert f"wards={BEFORE}" in shown.to
    cells = [part for part in shown.headline.parts if isinstance(part, Cell) and part.provenance]
    assert all(f"wards={BEFORE}" in cell.provenance.to for cell in cells)


def test_both_sets_are_offered_and_the_one_shown_is_chosen(redrawn):
    offered = {one.name: one for one in choices(pages.measure_shown(figures(redrawn), period=YEAR))}

    [group] = offered["wards"].groups
    assert [(one.value, one.label, one.is_chosen) for one in group.options] == [
        ("", "Wards from May 2026", True),
        ("2015-05-07", "Wards from May 2015", False),
        (BEFORE, "Wards from May 2023", False),
    ]


def test_sets_of_the_same_wards_are_not_offered(filled):
    """Two codes changed in 2023 and no border did: there is nothing to choose."""
    names = [one.name for one in choices(pages.measure_shown(figures(filled), period=YEAR))]

    assert "wards" not in names


# --- By LSOAs --------------------------------------------------------------------------------
@pytest.fixture
def street(redrawn):
    """Police.uk: in two months so many crimes in the nth LSOA as its number, then double."""
    lsoas = sorted(
        set(Placement.objects.filter(ward_set__valid_to=SINCE).values_list("lsoa__code", flat=True))
    )
    offence = "burglary"
    rows = [
        filling.Row(code, date(2022, month, 1), offence, number * (month - 3))
        for month in (4, 5)
        for number, code in enumerate(lsoas, start=1)
    ]
    filling.put_in_use(
        redrawn.partnership,
        rows,
        at=datetime(2023, 7, 1, 9, tzinfo=UTC),
        by=redrawn.officer,
        source="police-uk",
    )
    return redrawn, rows


@pytest.mark.parametrize("wards", ["", BEFORE])
def test_figures_by_lsoa_are_put_together_anew_for_either_set(street, wards):
    filled, rows = street
    held = figures(filled, wards=wards, source="police-uk")
    ward_set = WardSet.objects.get(valid_from=wards or SINCE)
    ward_of = dict(ward_set.placements.values_list("lsoa__code", "ward__code"))
    by_hand = Counter()
    for row in rows:
        if row.start.month == 4:
            by_hand[ward_of[row.area]] += row.count

    april = Period(Month(2022, 4), 1)

    assert {one.code: held.count(april, area=one) for one in held.wards} == dict(by_hand)
    assert held.count(april) == sum(by_hand.values())


def test_a_line_by_lsoa_does_not_break_where_the_wards_change(street):
    filled, _ = street
    held = figures(filled, source="police-uk")

    for ward in held.wards:
        one, two = (held.count(Period(Month(2022, month), 1), area=ward) for month in (4, 5))
        assert two == 2 * one


def test_an_lsoa_that_no_lookup_places_in_the_new_wards_is_no_silent_zero(street):
    filled, rows = street
    lost = Placement.objects.filter(ward_set__valid_from=SINCE, lsoa__code=rows[0].area)
    lost.delete()

    held = figures(filled, source="police-uk")

    april = Period(Month(2022, 4), 1)
    assert {held.count(april, area=ward) for ward in held.wards} == {Gap.NOT_APPLICABLE}
    assert held.count(april) == sum(row.count for row in rows if row.start.month == 4)


# --- Pages -----------------------------------------------------------------------------------
@pytest.fixture
def councillor(client, redrawn):
    client.force_login(redrawn.councillor)
    return client


def test_the_page_of_an_ended_ward_shows_it_by_the_wards_of_its_time(councillor):
    page = councillor.get(f"/middlesbrough/wards/{ACKLAM}/").content.decode()

    assert "Shown by “Wards from May 2023”, which are not the wards of today." in page
    assert f"wards={BEFORE}" in page


def test_a_ward_of_today_keeps_its_address_short(councillor):
    code = WardSet.objects.get(valid_from=SINCE).wards.first().code
    page = councillor.get(f"/middlesbrough/wards/{code}/").content.decode()

    assert "which are not the wards of today" not in page
    assert "wards=2" not in page.partition("<main")[2].replace("choice-wards", "")


@pytest.mark.parametrize("below", ["crime/all-crime/", "map/"])
def test_measure_and_map_are_shown_by_the_wards_asked_for(councillor, below):
    by_new = councillor.get(f"/middlesbrough/{below}?period=2022/23").content.decode()
    by_old = councillor.get(f"/middlesbrough/{below}?period=2022/23&wards={BEFORE}")

    assert 'aria-label="Acklam: ' not in by_new
    assert 'aria-label="Acklam: 526 crimes' in by_old.content.decode()


def test_the_rows_behind_a_figure_of_an_ended_ward_are_found(councillor):
    rows = f"/middlesbrough/crime/all-crime/rows/?period=2022/23&area={ACKLAM}&wards={BEFORE}"

    assert councillor.get(rows).status_code == 200


def test_wards_of_no_day_are_answered_with_a_sentence(councillor):
    answer = councillor.get("/middlesbrough/crime/all-crime/?wards=old")

    assert answer.status_code == 404
    assert "“old” is not a date" in answer.content.decode()


# --- Places ----------------------------------------------------------------------------------
def test_a_locality_that_has_ended_is_a_former_place(redrawn):
    places = geography(redrawn.partnership)

    ended = Area.objects.filter(partnership=redrawn.partnership, level=Level.LOCALITY)
    assert places.localities == ()
    assert set(ended.values_list("pk", flat=True)) <= places.former_wards
