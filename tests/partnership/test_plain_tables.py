"""Ward tables as councils publish them: long or wide, CSV or XLSX; and what is refused, and how."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from partnership import would_do
from partnership.kinds import Level
from partnership.models import PlacesFile, Population, Role, User, WardSet
from partnership.people import memberships
from partnership.places.geography import geography
from partnership.places.ons import Named, NamedContent
from partnership.places.published_files import read_areas, read_either, read_residents
from partnership.refusals import UnusableFile
from partnership.setup import files as setup_files

ACKLAM, AYRESOME = "E05009853", "E05009854"
LONG = ("Ward code,Ward name,Year,Population", f"{ACKLAM},Acklam,2021,6100")


def table(*lines: str, name: str = "wards.csv", encoding: str = "utf-8") -> NamedContent:
    return NamedContent(name, ("\r\n".join(lines) + "\r\n").encode(encoding))


def workbook(*rows: tuple, name: str = "wards.xlsx") -> NamedContent:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        book.add_worksheet("About").write(0, 0, "About these figures")
        sheet = book.add_worksheet("Wards")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return NamedContent(name, packed.getvalue())


def residents(file: NamedContent) -> dict[tuple[str, int], int]:
    return {(row.code, row.year): row.count for row in read_residents(file).rows}


# --- Residents -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "file",
    [
        table(*LONG),
        table("Code;Name;Year;Population", f"{ACKLAM};Acklam;2021;6,100"),
        table("Ward Code\tWard\tYear\tAll ages", f"{ACKLAM}\tAcklam\t2021\t6100"),
        table("WD21CD,WD21NM,Mid-year,Residents", f'{ACKLAM},Acklam,Mid-2021,"6,100"'),
        table("Ward code,Ward,2021", f"{ACKLAM},Acklam,6100"),
        table("Ward code,Ward,Population mid-2021", f"{ACKLAM},Acklam,6100"),
        table("Population by ward", "", *LONG, "Total,,2021,6100"[5:], "Source: the council"),
        table(LONG[0], f"{ACKLAM},Acklam – caf\xe9,2021,6100", encoding="cp1252"),
        workbook(
            ("Population of wards",),
            ("Ward code", "Ward", "Year", "Population"),
            (ACKLAM, "Acklam", 2021, 6100),
            ("", "Middlesbrough", 2021, 143000),
            ("Source: the council",),
        ),
        workbook(("Ward code", "Ward", 2021), (ACKLAM, "Acklam", 6100)),
    ],
    ids=lambda file: file.name,
)
def test_a_plain_table_is_read_however_it_is_laid_out(file):
    assert residents(file) == {(ACKLAM, 2021): 6100}


def test_a_wide_table_has_a_year_in_each_column_and_a_blank_is_no_number():
    file = table(
        "Ward code,Ward,2019,Mid-2020,2021 population",
        f"{ACKLAM},Acklam,6000,6050,6100",
        f"{AYRESOME},Ayresome,,5900,5950",
    )
    assert residents(file) == {
        (ACKLAM, 2019): 6000,
        (ACKLAM, 2020): 6050,
        (ACKLAM, 2021): 6100,
        (AYRESOME, 2020): 5900,
        (AYRESOME, 2021): 5950,
    }


def test_a_district_in_the_table_is_a_district():
    file = table("Code,Area,Year,Population", "E06000002,Middlesbrough,2021,143734")
    assert [row.level for row in read_residents(file).rows] == [Level.DISTRICT]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (table("Ward,Year,Population", "Acklam,2021,6100"), "not a population file from Nomis"),
        (table("Ward code,Ward,Year", f"{ACKLAM},Acklam,2021"), "no column of residents"),
        (table("Ward code,Ward,Population", f"{ACKLAM},Acklam,6100"), "of which year"),
        (table(LONG[0], f"{ACKLAM},Acklam,soon,6100"), "row 2: “soon” is not a year"),
        (table(LONG[0], f"{ACKLAM},Acklam,2021,many"), "row 2: “many” is not a number"),
        (table(LONG[0], f"{ACKLAM},Acklam,2021,0"), "“0” is not a number of residents"),
        (table(LONG[0], f"{ACKLAM},Acklam,2221,61"), "“2221” is not a year"),
        (table(LONG[0], f"{ACKLAM},Acklam,2021,{'9' * 5000}"), "is not a number of residents"),
        (table(LONG[0], f"{ACKLAM},Acklam,2021,2147483648"), "is not a number of residents"),
        (table(LONG[0], "Acklam,Acklam,2021,6100"), "“ACKLAM” is not the code of a ward"),
        (table(*LONG, f"{ACKLAM},Acklam,2021,6200"), "6,200 residents in 2021 here and 6,100"),
        (table(LONG[0]), "gives no number of residents"),
        (table(f"{LONG[0]},Age", f"{LONG[1]},0 to 4"), "is a table by age"),
        (NamedContent("x.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 99), "old or a password-protected"),
        (NamedContent("x.xlsx", b"PK\x03\x04" + b"\0" * 99), "is damaged"),
        (NamedContent("x.csv", b"\0\1\2" * 99), "is not a CSV file"),
    ],
)
def test_what_is_no_such_table_is_refused_and_says_which_file_would_do(file, said):
    with pytest.raises(UnusableFile, match=said) as refused:
        read_residents(file)
    assert str(refused.value).endswith(would_do.RESIDENTS)


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    with pytest.raises(UnusableFile, match="unpacks to more than 50 MB"):
        read_residents(NamedContent("bomb.xlsx", packed.getvalue()))


def test_entities_in_a_workbook_are_not_expanded():
    declared = '<!DOCTYPE x [<!ENTITY a "2021">]>'
    sheet = (
        f'<?xml version="1.0"?>{declared}<worksheet'
        ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(UnusableFile):
        read_residents(NamedContent("entities.xlsx", packed.getvalue()))


# --- Wards -----------------------------------------------------------------------------------
@pytest.fixture
def on_disc(tmp_path):
    def write(file: NamedContent) -> str:
        path = tmp_path / file.name
        path.write_bytes(file.content)
        return str(path)

    return write


def of_today(partnership) -> list[tuple[str, str]]:
    return [(ward.code, ward.name) for ward in geography(partnership).wards]


@pytest.mark.django_db
def test_a_table_of_todays_wards_adds_no_ward_set(with_places, on_disc, capsys):
    wards = of_today(with_places)
    sets = WardSet.objects.count()
    file = table("Ward code,Ward name,Year", *(f"{code},{name},2025" for code, name in wards))
    call_command("load_areas", on_disc(file))
    assert WardSet.objects.count() == sets
    assert "areas" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_table_of_other_wards_is_a_ward_set_of_its_year(with_places, on_disc):
    file = table("Ward code,Ward name,Year", "E05099998,New North,2027", "E05099999,New South,2027")
    call_command("load_areas", on_disc(file))
    added = with_places.ward_sets.get(valid_from__year=2027)
    assert set(added.wards.values_list("name", flat=True)) == {"New North", "New South"}


@pytest.mark.django_db
def test_residents_of_a_table_are_those_that_rates_rest_on(with_places, on_disc):
    file = workbook(
        ("Ward code", "Ward", 2024, 2025),
        *((code, name, 1000, 1100) for code, name in of_today(with_places)),
    )
    call_command("load_population", on_disc(file))
    added = Population.objects.filter(source="Population table (wards.xlsx)")
    assert sorted(set(added.values_list("year", "count"))) == [(2024, 1000), (2025, 1100)]
    assert len(added) == 40


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("command", "file", "words"),
    [
        ("load_areas", table("A,B", "1,2"), would_do.AREAS),
        ("load_areas", table("Ward code,Ward", f"{ACKLAM},Acklam"), would_do.AREAS),
        ("load_areas", table("Ward code,Ward,Year", f"{ACKLAM},,2025"), would_do.AREAS),
        ("load_population", table("A,B", "1,2"), would_do.RESIDENTS),
        ("load_population", table(LONG[0], "E05099999,X,2021,9"), would_do.RESIDENTS),
        ("load_boundaries", table("A,B", "1,2"), would_do.BOUNDARIES),
    ],
)
def test_each_command_says_which_file_would_do(with_places, on_disc, command, file, words):
    with pytest.raises(CommandError) as refused:
        call_command(command, on_disc(file))
    assert words in str(refused.value)
    assert str(refused.value).endswith("Nothing was loaded.")


@pytest.mark.django_db
def test_a_table_for_one_of_several_partnerships_needs_to_know_which(with_places):
    file = table("Ward code,Ward,Year", f"{ACKLAM},Acklam,2025")
    with pytest.raises(UnusableFile, match="add a column Local authority code"):
        read_areas(file, near=[])


def test_a_table_of_the_whole_country_needs_to_say_where_each_ward_is():
    wards = [f"E05{number:06},Ward {number},2025" for number in range(200)]
    with pytest.raises(UnusableFile, match="add a column Local authority code"):
        read_areas(table("Ward code,Ward,Year", *wards), near=[Named("E06000002", "Middlesbrough")])


def test_wards_elsewhere_are_passed_over_where_the_table_says_where_they_are():
    file = table(
        "Ward code,Ward,Local authority code,Year",
        f"{ACKLAM},Acklam,E06000002,2025",
        "E05099999,Elsewhere,E06000003,2025",
    )
    read = read_areas(file, near=[Named("E06000002", "Middlesbrough")])
    assert read.codes(Level.WARD) == {ACKLAM}


# --- In the browser --------------------------------------------------------------------------
@pytest.fixture
def administrator(with_places) -> User:
    user = User.objects.create(email="administrator@test.example", name="Ada")
    memberships.give_role(user=user, role=Role.ADMINISTRATOR, partnership=with_places, by=None)
    return user


@pytest.mark.django_db
def test_the_set_up_takes_a_plain_table_for_what_is_missing(with_places, administrator):
    known = table("Ward code,Ward,Year,Population", f"{ACKLAM},Acklam,2025,6100")
    kept = setup_files.keep(
        name=known.name, content=known.content, partnership=with_places, by=administrator
    )
    assert kept.kind == PlacesFile.Kind.ESTIMATES
    assert setup_files.look(file=kept, by=administrator).residents == ((2025, 6100),)
    new = table("Ward code,Ward,Year,Population", "E05099999,New,2027,9000")
    kept = setup_files.keep(
        name=new.name, content=new.content, partnership=with_places, by=administrator
    )
    assert kept.kind == PlacesFile.Kind.LOOKUP
    assert setup_files.look(file=kept, by=administrator).is_new_ward_set
    setup_files.load(file=kept, by=administrator)
    assert with_places.ward_sets.filter(valid_from__year=2027).exists()


def test_what_is_neither_names_both():
    with pytest.raises(UnusableFile) as refused:
        read_either(table("A,B", "1,2"), near=[], known=())
    assert str(refused.value).endswith(would_do.EITHER)
