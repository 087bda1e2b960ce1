"""Files of the Office for National Statistics, as they are and as they should not be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from partnership.kinds import Level
from partnership.models import Area, AuditEvent, Partnership, Placement, Population, WardSet, Within
from partnership.places import ons
from partnership.places.geography import geography, place_lsoas
from partnership.setup import hosting

LSOA_TO_WARD = "LSOA11CD,LSOA11NM,WD19CD,WD19NM,LAD19CD,LAD19NM"
NOMIS = "DATE,GEOGRAPHY_CODE,GEOGRAPHY_TYPE,GENDER_NAME,C_AGE_NAME,MEASURES_NAME,OBS_VALUE"
HELD = (Area, Within, WardSet, Placement, Population, AuditEvent)


@pytest.fixture
def written(tmp_path):
    """`written("A,B", "1,2")` is a file with these lines."""

    def write(*lines: str, name: str = "file.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_text("\r\n".join(lines) + "\r\n", encoding=encoding, newline="")
        return path

    return write


def rows() -> dict:
    return {model: list(model.objects.order_by("pk").values()) for model in HELD}


def loaded(command: str, *files: Path, **options) -> None:
    call_command(command, *map(str, files), **options)


# --- The real files --------------------------------------------------------------------------
@pytest.mark.django_db
def test_every_ons_file_is_read_as_it_is(shared_data, middlesbrough, capsys):
    loaded("load_areas", *sorted((shared_data / "ons").glob("*.csv")))

    by_level = {level: Area.objects.filter(level=level).count() for level in Level}
    assert by_level[Level.PARTNERSHIP] == 314
    assert by_level[Level.POLICE_FORCE] == 43
    assert by_level[Level.FIRE_AUTHORITY] == 48
    assert by_level[Level.NATION] == 2
    assert by_level[Level.DISTRICT] == 356
    assert by_level[Level.WARD] == 22
    assert by_level[Level.LSOA] == 94
    assert "86 LSOAs placed in wards" in capsys.readouterr().out
    # The files name the wards of the two sets that are held, and so add none.
    assert WardSet.objects.count() == 2
    assert not Area.objects.filter(name__contains="\ufeff").exists()


def test_loading_again_changes_nothing(shared_data, middlesbrough):
    files = sorted((shared_data / "ons").glob("*.csv"))
    loaded("load_areas", *files)
    before = rows()

    loaded("load_areas", *files)

    after = rows()
    assert len(after.pop(AuditEvent)) == len(before.pop(AuditEvent)) + len(files)
    assert after == before


def test_the_demonstrations_cut_places_lsoas_as_the_whole_files_do(shared_data, middlesbrough):
    def placed():
        columns = ("lsoa__code", "ward__code", "ward_set__valid_from")
        return set(Placement.objects.values_list(*columns))

    before = placed()

    loaded("load_areas", *sorted((shared_data / "ons").glob("*.csv")))

    assert placed() == before


def test_another_partnership_is_hosted_from_the_files_alone(shared_data, middlesbrough):

    folder = shared_data / "ons"
    files = [folder / "LAD19_CSP19_PFA19_EW_LU.csv", folder / "LAD19_FRA19_EW_LU.csv"]
    loaded("load_areas", *files)
    hosted = hosting.host_partnership(code="E22000028", slug="redcar", by=None)

    loaded("load_areas", folder / "LSOA11_WD15_LAD15_EW_LU.csv")
    loaded("load_areas", folder / "LSOA11_WD19_LAD19_EW_LU.csv")

    assert hosted.police_force.name == hosted.fire_authority.name == "Cleveland"
    sets = list(hosted.ward_sets.order_by("valid_from"))
    assert [(one.valid_from, one.valid_to) for one in sets] == [
        (date(2015, 5, 1), date(2019, 5, 1)),
        (date(2019, 5, 1), None),
    ]
    in_redcar = Placement.objects.filter(ward_set=sets[1])
    codes = list(in_redcar.values_list("lsoa__code", flat=True))
    assert len(codes) == 88
    assert {partnership for partnership, _ in place_lsoas(codes).values()} == {hosted.pk}


def test_an_earlier_lookup_may_be_loaded_after_a_later_one(shared_data, middlesbrough):

    folder = shared_data / "ons"
    loaded("load_areas", folder / "LAD19_CSP19_PFA19_EW_LU.csv")
    hosted = hosting.host_partnership(code="E22000028", slug="redcar", by=None)

    loaded("load_areas", folder / "LSOA11_WD19_LAD19_EW_LU.csv")
    loaded("load_areas", folder / "LSOA11_WD15_LAD15_EW_LU.csv")

    sets = hosted.ward_sets.order_by("valid_from")
    assert [one.valid_to for one in sets] == [date(2019, 5, 1), None]


def test_all_keeps_the_wards_of_every_district(shared_data, middlesbrough):
    loaded("load_areas", shared_data / "ons" / "WD22_LAD22_CTY22_RGN22_CTRY22_UK_LU.csv", all=True)

    assert Area.objects.filter(level=Level.WARD).count() > 7_000
    assert Within.objects.filter(whole__code="E06000004").count() > 20


def test_both_nomis_files_are_read_as_they_are(shared_data, middlesbrough):
    Population.objects.all().delete()

    loaded("load_population", *sorted((shared_data / "population").glob("*.csv")))
    loaded("load_population", *sorted((shared_data / "population").glob("*.csv")))

    wards = Population.objects.filter(area__level=Level.WARD)
    assert (wards.count(), {one.year for one in wards}) == (20, {2020})
    assert sum(one.count for one in wards) == 141_285
    district = Population.objects.get(area__code="E06000002")
    assert (district.year, district.count) == (2021, 143_734)


def test_the_derived_lookup_keeps_its_method_row_by_row(middlesbrough):
    methods = set(Placement.objects.filter(vintage=2021).values_list("method", flat=True))

    assert len(methods) == 2
    assert any(method.startswith("DERIVED") for method in methods)
    assert set(Placement.objects.filter(vintage=2011).values_list("method", flat=True)) == {
        "ONS best fit"
    }


# --- Any order of columns, any year ----------------------------------------------------------
@pytest.mark.django_db
def test_columns_may_stand_in_any_order_and_be_of_any_year(written):
    path = written(
        "ObjectId,CSP24NM,LAD24NM,CSP24CD,LAD24CD",
        "1,Rutland,Rutland,E22000301,E06000017",
        encoding="utf-8-sig",
    )

    lookup = ons.read_lookup(path)

    assert lookup.years == {Level.PARTNERSHIP: 2024, Level.DISTRICT: 2024}
    assert lookup.rows[0].areas[Level.DISTRICT] == ons.Named("E06000017", "Rutland")


# --- Files that cannot be used ---------------------------------------------------------------
GOOD = "E01012007,Middlesbrough 012A,E05009853,Acklam,E06000002,Middlesbrough"
BAD_LOOKUPS = {
    "is empty": [""],
    "is not an ONS list or lookup": ["Ward,Count", "Acklam,5"],
    "row 2: “E0501” is not the code of a ward": [
        LSOA_TO_WARD,
        GOOD.replace("E05009853", "E0501"),
    ],
    "row 2: E05009853 has no name": [LSOA_TO_WARD, GOOD.replace("Acklam", " ")],
    "row 3: 2 cells where the headings have 6": [LSOA_TO_WARD, GOOD, "E01012008,x"],
    "no column of ward names": [LSOA_TO_WARD.replace("WD19NM", "X"), GOOD],
    "which local authority": [LSOA_TO_WARD.replace("LAD", "X"), GOOD],
    "which ward": ["LSOA11CD,LSOA11NM,LAD19CD,LAD19NM", "E01012007,x,E06000002,y"],
    "neither the 2011 nor the 2021 census": [LSOA_TO_WARD.replace("LSOA11", "LSOA01"), GOOD],
    "codes of two years": ["WD19CD,WD19NM,WD22CD,WD22NM", "E05009853,x,E05009853,y"],
    "has headings but no areas": [LSOA_TO_WARD],
    "places E01012007 in two wards": [LSOA_TO_WARD, GOOD, GOOD.replace("009853", "009854")],
    "names other wards of Middlesbrough": [
        LSOA_TO_WARD.replace("19", "15"),
        GOOD.replace("E05009853,Acklam", "E05009999,Acklam Park"),
    ],
}


@pytest.mark.parametrize("complaint", BAD_LOOKUPS)
def test_a_bad_lookup_gets_a_sentence_and_leaves_nothing(complaint, written, middlesbrough):
    good = written("CSP19CD,CSP19NM", "E22000001,Bath and North East Somerset", name="good.csv")
    before = rows()

    with pytest.raises(CommandError, match=complaint) as raised:
        loaded("load_areas", good, written(*BAD_LOOKUPS[complaint]))

    assert "file.csv" in str(raised.value)
    assert str(raised.value).endswith("Nothing was loaded.")
    assert rows() == before


@pytest.mark.parametrize("command", ["load_areas", "load_population"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "is damaged, or protected by a password"),
        ("Ynys Môn".encode("cp1252"), "is not a CSV file in UTF-8"),
    ],
    ids=["xlsx", "cp1252"],
)
def test_a_file_that_is_no_csv_gets_a_sentence(command, content, said, tmp_path, db):
    path = tmp_path / "file.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=rf"file\.csv {said}"):
        loaded(command, path)


@pytest.mark.parametrize("command", ["load_areas", "load_population"])
def test_a_file_that_is_not_there_gets_a_sentence(command, tmp_path, db):
    with pytest.raises(CommandError, match="cannot be opened: No such file"):
        loaded(command, tmp_path / "file.csv")


ACKLAM = "2020,E05009853,2019 electoral ward,Total,All Ages,Value,5616"
BAD_ESTIMATES = {
    "is not a population file from Nomis: it has no OBS_VALUE": [
        NOMIS.replace("OBS_VALUE", "COUNT"),
        ACKLAM,
    ],
    "no ward or district total": [NOMIS, ACKLAM.replace("All Ages", "Aged 0 to 15")],
    "row 2: DATE “latest” is not a year": [NOMIS, ACKLAM.replace("2020", "latest")],
    "row 2: DATE “2221” is not a year": [NOMIS, ACKLAM.replace("2020", "2221")],
    "row 2: OBS_VALUE “-” is not a number": [NOMIS, ACKLAM.replace("5616", "-")],
    "row 2: OBS_VALUE “2147483648” is not a number": [NOMIS, ACKLAM.replace("5616", "2147483648")],
    "row 3: E05009853 has 5,617 residents here and 5,616 further up": [
        NOMIS,
        ACKLAM,
        ACKLAM.replace("5616", "5617"),
    ],
    "holds none of the 1 areas in file.csv": [NOMIS, ACKLAM.replace("E05009853", "E05000001")],
}


@pytest.mark.parametrize("complaint", BAD_ESTIMATES)
def test_bad_estimates_get_a_sentence_and_leave_nothing(complaint, written, middlesbrough):
    before = rows()

    with pytest.raises(CommandError, match=complaint):
        loaded("load_population", written(*BAD_ESTIMATES[complaint]))

    assert rows() == before


def test_a_file_with_part_of_a_partnership_adds_no_ward_set(written, middlesbrough):
    middlesbrough.districts.add(Area.objects.get(code="E06000001"))
    half = written("WD24CD,WD24NM,LAD24CD,LAD24NM", "E05009853,Acklam,E06000002,Middlesbrough")

    with pytest.raises(CommandError, match="only some of the districts of Middlesbrough"):
        loaded("load_areas", half)
    assert Partnership.objects.get().ward_sets.count() == 2


# --- Wards in which no LSOA is placed --------------------------------------------------------
def lookup_without(shared_data, *wards: str, year: str = "19") -> list[str]:
    """The real lookup of Middlesbrough, without the LSOAs of some wards."""
    path = shared_data / "ons" / "LSOA11_WD15_LAD15_EW_LU.csv"
    headings, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    lines = [line for line in lines if "E06000002" in line]
    left = [line for line in lines if not any(f",{ward}," in line for ward in wards)]
    assert len(left) < len(lines)
    return [headings.replace("15", year), *left]


@pytest.mark.parametrize("ward", ["Acklam", "Linthorpe", "Park End & Beckfield"])
@pytest.mark.parametrize("year", ["15", "18"])
def test_a_lookup_that_leaves_out_a_ward_says_so_and_keeps_it(
    shared_data, written, capsys, middlesbrough, ward, year
):
    before = {one.pk: set(one.wards.all()) for one in middlesbrough.ward_sets.all()}
    first = middlesbrough.ward_sets.earliest("valid_from")
    lines = lookup_without(shared_data, ward, year=year)

    loaded("load_areas", written(*lines))

    said = capsys.readouterr().out
    assert "new ward set" not in said
    assert f"Middlesbrough: file.csv places no LSOA in 1 of the {first.wards.count()} wards" in said
    assert f"of “{first.name}”: {ward}. It is kept, and figures from a source by LSOA" in said
    assert {one.pk: set(one.wards.all()) for one in middlesbrough.ward_sets.all()} == before


def test_a_lookup_of_every_ward_says_nothing_of_it(shared_data, capsys, middlesbrough):
    loaded("load_areas", *sorted((shared_data / "ons").glob("*.csv")))
    assert "no LSOA" not in capsys.readouterr().out


@pytest.mark.parametrize("list_first", [True, False])
def test_wards_of_a_list_stand_beside_those_of_a_lookup_in_either_order(
    written, capsys, middlesbrough, list_first
):
    """As in the City of London, where five of the 25 wards have an LSOA."""
    districts = written(
        "LAD19CD,LAD19NM,CSP19CD,CSP19NM,PFA19CD,PFA19NM",
        "E09000001,City of London,E22000001,City of London,E23000034,London",
        name="csp.csv",
    )
    loaded("load_areas", districts)
    city = hosting.host_partnership(code="E22000001", slug="city", by=None)
    of_city = "E09000001,City of London"
    wards = [(f"E0599{n:04}", f"Ward {n:02}") for n in range(1, 26)]
    names = written(
        "WD19CD,WD19NM,LAD19CD,LAD19NM",
        *[f"{code},{name},{of_city}" for code, name in wards],
        name="list.csv",
    )
    lsoas = written(
        LSOA_TO_WARD,
        *[
            f"E0100000{n},City of London 001{n},{code},{name},{of_city}"
            for n, (code, name) in enumerate(wards[:5])
        ],
        name="lsoas.csv",
    )

    for file in (names, lsoas) if list_first else (lsoas, names):
        loaded("load_areas", file)

    assert city.ward_sets.get().wards.count() == 25
    assert len(geography(city).wards_without_lsoa) == 20
    said = capsys.readouterr().out
    assert ("lsoas.csv places no LSOA in 20 of the 25 wards" in said) is list_first


def test_a_list_of_fewer_wards_is_a_new_ward_set(written, middlesbrough):
    """A list names every ward, so that one which it leaves out is gone."""
    today = middlesbrough.ward_sets.latest("valid_from").wards.order_by("code")
    lines = [f"{ward.code},{ward.name},E06000002,Middlesbrough" for ward in today[1:]]

    loaded("load_areas", written("WD24CD,WD24NM,LAD24CD,LAD24NM", *lines))

    assert middlesbrough.ward_sets.latest("valid_from").wards.count() == len(today) - 1
