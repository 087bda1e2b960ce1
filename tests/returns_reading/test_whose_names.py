"""Names are read first as those of the partnership that a file is for, however many are hosted."""

from __future__ import annotations

import io
from datetime import date
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.kinds import AgencyKind, Level
from partnership.models import Agency, Area, Partnership, WardSet
from returns.catalogue.findings import Check, Severity
from returns.files.opening import open_file
from returns.lifecycle.recognition import recognised
from returns.reading.area_matching import locate
from returns.reading.places import Places
from returns.reading.upload import Reading
from tests.returns_reading.conftest import GROUPS, HEADINGS, TODAY, as_csv

OTHERS = 300
SHARED_NAMES = ("Park", "Central", "Newport")
# What reading may take longer where everybody is hosted, in seconds of the processor.
A_LITTLE = 0.75


@pytest.fixture
def many(middlesbrough) -> Partnership:
    """Middlesbrough among 300 others, each with a Park, a Central, a Newport and a ward of its
    own."""
    host_others(OTHERS)
    return middlesbrough


def host_others(number: int) -> list[Partnership]:
    numbers = range(number)
    whole = _areas("E229", Level.PARTNERSHIP, numbers)
    districts = _areas("E079", Level.DISTRICT, numbers)
    hosts = Partnership.objects.bulk_create(
        Partnership(
            slug=f"district-{n}",
            name=f"District {n} Community Safety Partnership",
            short_name=f"District {n}",
            code=f"E229{n:05}",
            area=whole[n],
        )
        for n in numbers
    )
    link = Partnership.districts.through
    link.objects.bulk_create(
        link(partnership=host, area=district)
        for host, district in zip(hosts, districts, strict=True)
    )
    sets = WardSet.objects.bulk_create(
        WardSet(partnership=host, name="Wards", valid_from=date(2015, 5, 7), source="ONS")
        for host in hosts
    )
    inside = WardSet.wards.through
    for at, name in enumerate((*SHARED_NAMES, "Own")):
        called = [name if name != "Own" else f"Only {n}" for n in numbers]
        wards = Area.objects.bulk_create(
            Area(code=f"E05{at}{n:05}", name=called[n], level=Level.WARD) for n in numbers
        )
        inside.objects.bulk_create(
            inside(wardset=ward_set, area=ward) for ward_set, ward in zip(sets, wards, strict=True)
        )
    Area.objects.bulk_create(
        Area(
            code=f"{host.slug}/not-placed",
            name="Ward not known",
            level=Level.NOT_PLACED,
            partnership=host,
        )
        for host in hosts
    )
    return hosts


def _areas(code: str, level: Level, numbers: range) -> list[Area]:
    return Area.objects.bulk_create(
        Area(code=f"{code}{n:05}", name=f"District {n}", level=level) for n in numbers
    )


def read_for(
    partnership: Partnership, lines: list[list[str]], headings=HEADINGS, *, name="return.csv"
) -> Reading:
    file = io.BytesIO(as_csv(lines, headings))
    police = Agency.objects.get(slug="cleveland-police")
    found = recognised(
        open_file(file, name=name), partnership=partnership, supplied_by=police, today=TODAY
    )
    return found.reading


def by_name(partnership: Partnership) -> list[list[str]]:
    """A month of every ward and group, the wards by their names alone."""
    wards = sorted(Places.read_for(partnership).our_place.wards.values())
    return [["2022-10", "", name, group, "1"] for _, name in wards for group in GROUPS]


def test_a_name_of_ours_is_ours_whoever_else_has_it(many):
    reading = read_for(many, by_name(many))
    assert reading.report.findings == ()
    (part,) = reading.parts
    assert (part.partnership, part.total) == ("middlesbrough", 20 * len(GROUPS))


def test_a_code_says_where_it_lies_even_beside_a_name_of_ours(many):
    lines = [*by_name(many), ["2022-10", "E05000007", "Park", GROUPS[0], "7"]]
    reading = read_for(many, lines)
    assert not reading.report.errors
    assert {part.partnership: part.total for part in reading.parts} == {
        "middlesbrough": 20 * len(GROUPS),
        "district-7": 7,
    }


def test_a_name_that_only_another_has_feeds_that_partnership(many):
    lines = [*by_name(many), ["2022-10", "", "Only 12", GROUPS[0], "5"]]
    reading = read_for(many, lines)
    assert {part.partnership for part in reading.parts} == {"middlesbrough", "district-12"}


def test_a_name_that_several_others_have_and_we_do_not_is_an_error(many):
    Area.objects.filter(code__in=["E05300001", "E05300002"]).update(name="Eastfield")
    reading = read_for(many, [*by_name(many), ["2022-10", "", "Eastfield", GROUPS[0], "5"]])
    (error,) = reading.report.errors
    assert error.message.startswith("“Eastfield” is a ward of 2 partnerships, and none of them")


@pytest.mark.parametrize("heading", ["District", "Local authority", "LAD22NM", "Force"])
def test_a_district_beside_a_name_says_whose_it_is(many, heading):
    theirs = {"Force": "district-9-police"}.get(heading, "District 9")
    ours = {"Force": "Cleveland Police"}.get(heading, "Middlesbrough")
    if heading == "Force":
        agency = Agency.objects.create(
            slug=theirs, name="District 9 Police", kind=AgencyKind.POLICE
        )
        agency.partnerships.add(Partnership.objects.get(slug="district-9"))
    lines = [[*line, ours] for line in by_name(many)]
    lines.append(["2022-10", "", "Park", GROUPS[0], "5", theirs])
    reading = read_for(many, lines, (*HEADINGS, heading))
    assert not reading.report.errors
    assert {part.partnership: part.total for part in reading.parts} == {
        "middlesbrough": 20 * len(GROUPS),
        "district-9": 5,
    }


def test_a_district_that_nobody_here_has_makes_a_name_of_ours_an_error(middlesbrough):
    lines = [[*line, "Middlesbrough"] for line in by_name(middlesbrough)]
    lines.append(["2022-10", "", "Park", GROUPS[0], "5", "Darlington"])
    reading = read_for(middlesbrough, lines, (*HEADINGS, "District"))
    (error,) = reading.report.errors
    assert error.message == "“Park” of “Darlington” is not one of our wards."
    assert error.row == len(lines) + 1


def test_one_word_beside_every_row_that_is_no_district_tells_nothing(middlesbrough):
    lines = [[*line, "Tees Valley"] for line in by_name(middlesbrough)]
    reading = read_for(middlesbrough, lines, (*HEADINGS, "District"))
    assert not reading.report.errors
    assert reading.parts[0].total == 20 * len(GROUPS)


def test_a_list_of_fires_is_read_by_the_same_rule(many):
    headings = ("Date", "Ward", "Class", "District")
    lines = [
        ["01/04/2022", "Park", "F3", "Middlesbrough"],
        ["01/04/2022", "Central", "F3", "District 3"],
        ["02/04/2022", "Central", "F3", ""],
        ["02/04/2022", "Park", "F3", "Darlington"],
    ]
    reading = read_for(many, lines, headings)
    assert {part.partnership: part.total for part in reading.parts if part.total} == {
        "middlesbrough": 2,
        "district-3": 1,
    }
    assert reading.outside == {"Darlington": 1}


def test_what_is_in_no_known_ward_is_ours_where_all_else_is(many):
    lines = [*by_name(many), ["2022-10", "", "Not known", GROUPS[0], "1"]]
    reading = read_for(many, lines)
    assert not reading.report.errors
    assert reading.parts[0].total == 20 * len(GROUPS) + 1
    lines.append(["2022-10", "", "Only 12", GROUPS[0], "5"])
    (error,) = read_for(many, lines).report.errors
    assert error.value == "Not known"


def test_names_that_are_mapped_are_ours_first(many):
    places = Places.read_for(many)
    for name in SHARED_NAMES:
        assert locate(name, places).partnership == many.pk
    assert locate("Park", places, district="District 4").partnership != many.pk
    assert locate("Only 3", places).partnership != many.pk


def test_one_partnership_alone_is_read_as_if_no_other_were_hosted(many):
    alone, among_all = Places.only(many), Places.read_for(many)
    assert [place.partnership_id for place in alone.hosted] == [many.pk]
    assert alone.our_place.wards == among_all.our_place.wards
    assert dict(alone.lsoas) == {
        code: found for code, found in among_all.lsoas.items() if found[0] == many.pk
    }
    assert locate("Only 3", alone) is None
    assert locate("Park", alone) == locate("Park", among_all)


def test_notes_name_this_partnership_and_count_the_others(many):
    lines = [*by_name(many), ["2022-10", "", "Nowhere at all", GROUPS[0], "5"]]
    (error,) = read_for(many, lines).report.errors
    assert error.message == "“Nowhere at all” is not one of our 20 wards."
    fires = [["01/04/2022", "Headland", "F3"], ["01/04/2022", "Park", "F3"]]
    (note,) = read_for(many, fires, ("Date", "Ward", "Class")).report.of(Severity.NOTE)
    assert note.message == (
        "1 of the 2 rows lie outside Middlesbrough and the 300 other partnerships here and are not"
        " counted: 1 in places that the file does not name."
    )
    (error,) = read_for(many, fires[:1], ("Date", "Ward", "Class")).report.errors
    assert error.check is Check.AREAS
    assert error.message.startswith(
        "No row of this file lies in Middlesbrough or the 300 other partnerships here."
    )


def test_reading_takes_hardly_longer_where_everybody_is_hosted(middlesbrough):
    lines = by_name(middlesbrough)
    alone, queries = _timed(middlesbrough, lines)
    host_others(OTHERS)
    among_many, queries_of_many = _timed(middlesbrough, lines)
    assert queries_of_many == queries
    assert among_many < alone + A_LITTLE


def _timed(partnership: Partnership, lines: list[list[str]]) -> tuple[float, int]:
    """The quicker of two times, and the queries."""
    times = []
    for _ in range(2):
        begun = process_time()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert not read_for(partnership, lines).report.errors
        times.append(process_time() - begun)
    return min(times), len(captured)
