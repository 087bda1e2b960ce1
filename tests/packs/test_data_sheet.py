"""The sheet “Data” of a pack's workbook: every figure of it, and nothing that is nowhere shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import load_workbook as load_spreadsheet

from csp_portal.gallery import slide_samples as slides
from measures.counts import Gap, Nature
from measures.usual_change import Outcome
from reporting.content.description import (
    Cell,
    Column,
    Provenance,
    Row,
    Sentence,
    Slide,
    SlideKind,
    Style,
    Table,
)
from reporting.content.frozen import FrozenPack, FrozenSection, cells
from reporting.content.panel_slides import numbered
from reporting.content.phrases import phrase
from reporting.export.figures.rows import figures
from reporting.export.figures.sheet import COLUMNS, NO_MARKS
from reporting.export.figures.standing import INTERVAL, standings
from reporting.export.formats import Format, draw_pack
from reporting.narrative import verdicts
from tests.packs import frozen_samples
from tests.packs.conftest import Update
from tests.packs.every_kind import every_kind

pytestmark = pytest.mark.django_db

Places = Mapping[str, set[object]]
AT = datetime(2024, 2, 16, tzinfo=UTC)


def with_every_picture() -> FrozenPack:
    """A pack with a slide of each kind of picture, one with a number in each of its places."""
    shown = slides.presentation()
    sections = tuple(
        FrozenSection(main.key, "text", main.key, (), panel=main.slides) for main in shown.main
    )
    says = [phrase(f"Number {at} is ", Cell(31_000 + at)) for at in range(7)]
    full = replace(
        slides.slide("full", slides.Paragraphs((says[0],))),
        title=says[1],
        findings=(slides.Finding(says[2], says[3]),),
        under=(says[4],),
        notes=slides.SpeakerNotes((says[5],), (slides.LikelyQuestion(says[6], says[0]),)),
    )
    last = FrozenSection("full", "text", "Full", every_kind().sections[1].slides, annex=(full,))
    return replace(every_kind(), sections=(*every_kind().sections, *sections, last))


PACKS = {
    "every picture": with_every_picture(),
    "every cell": every_kind(),
    **{
        name: frozen_samples.packs(name)["whole"]
        for name in frozen_samples.NAMES
        if frozen_samples.packs(name)
    },
}


# --- What is shown, found in another way --------------------------------------------------------
def shown_in(pack: FrozenPack) -> Places:
    """By place, the numbers and the shorthands that stand there: walked without any context."""
    found: dict[str, set[object]] = defaultdict(set)
    sections = {section.key: section for section in pack.sections}
    for one in numbered(pack.presentation()):
        bare = replace(one.slide, notes=slides.SpeakerNotes())
        section = sections[one.address.split("/")[0]]
        found[f"slide {one.number}"] |= values(cells(bare))
        if not (one.is_annex and section.slides):
            found[f"report: {section.title}"] |= values(cells(bare))
        found[f"notes of slide {one.number}"] |= values(cells(one.slide.notes))
    for section in pack.sections:
        for slide in section.slides:
            found[f"report: {section.title or slide.title}"] |= values(cells(slide))
    return {place: numbers for place, numbers in found.items() if numbers}


def values(found: Iterable[Cell]) -> set[object]:
    return {plain(one.bare_text if one.number is None else one.number) for one in found}


def plain(value: object) -> object:
    """XLSX keeps 16 digits of a number; a day is read with a time, or without one."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    return f"{value:.10g}" if isinstance(value, int | float) else value


Rows = list[dict[str, object]]


def rows_of(made: bytes) -> Rows:
    """The rows of the sheet by their headings."""
    head, *rows = load_workbook(BytesIO(made))["Data"].iter_rows(values_only=True)
    assert list(head) == list(COLUMNS)
    return [dict(zip(head, row, strict=True)) for row in rows]


def told_in(rows: Rows, shown: Places) -> Places:
    """By place, the numbers of the rows that say that they stand there.

    The ends of an interval stand at one of the places of their row at least.
    """
    found: dict[str, set[object]] = defaultdict(set)
    for row in rows:
        places = str(row["shown on"]).split("; ")
        ends = {plain(row[name]) for name in ("lower", "upper")} - {"[z]"}
        assert ends <= {number for place in places for number in shown.get(place, set())}, row
        for place in places:
            found[place] |= {plain(row["value"])} | (ends & shown.get(place, set()))
    return found


def made_of(pack: FrozenPack, file_format: Format = Format.XLSX) -> bytes:
    return draw_pack(pack, file_format)


# --- All, and nothing else ----------------------------------------------------------------------
def test_every_figure_of_the_update_is_in_it_and_nothing_else(update: Update):
    shown = shown_in(update.frozen)
    assert len(shown) > 30
    assert told_in(rows_of(update.file(Format.XLSX).read_bytes()), shown) == shown


@pytest.mark.parametrize("name", PACKS)
def test_every_figure_of_a_pack_is_in_it_and_nothing_else(name):
    shown = shown_in(PACKS[name])
    assert told_in(rows_of(made_of(PACKS[name])), shown) == shown


def test_one_that_is_missing_and_one_that_is_nowhere_shown_are_found():
    pack = PACKS["every cell"]
    rows, shown = rows_of(made_of(pack)), shown_in(pack)
    assert told_in([row for row in rows if row["value"] != 2190], shown) != shown
    assert told_in([*rows, rows[0] | {"value": 987654}], shown) != shown


@pytest.mark.parametrize("name", PACKS)
def test_no_number_of_a_picture_is_passed_over(name):
    pack = PACKS[name]
    held = (*((one.slides, one.panel, one.annex) for one in pack.sections),)
    found = standings(pack)
    ends = [end for one in found for end in (one.low, one.high) if end is not None]
    assert Counter([*(one.cell for one in found), *ends]) == Counter(cells(held))


def test_differences_beside_a_figure_are_ones_that_the_pack_shows(update: Update):
    shown = {plain(abs(one.number)) for one in cells(update.frozen.sections) if one.number}
    rows = rows_of(update.file(Format.XLSX).read_bytes())
    for name in ("difference", "change"):
        beside = [row[name] for row in rows if row[name] != "[z]"]
        assert beside
        assert {plain(abs(number)) for number in beside} - {plain(0)} <= shown


# --- Each row -----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", PACKS)
def test_a_gap_is_its_shorthand_with_its_meaning_and_never_a_number(name):
    meanings = {gap.meaning: gap.shorthand for gap in Gap}
    gaps = 0
    for row in rows_of(made_of(PACKS[name])):
        told = [sign for meaning, sign in meanings.items() if meaning in str(row["marks"])]
        assert told == [row["value"]] if told else not isinstance(row["value"], str), row
        gaps += bool(told)
    assert bool(gaps) == any(one.number is None for one in cells(parts(PACKS[name])))


def parts(pack: FrozenPack) -> tuple[object, ...]:
    return tuple((one.slides, one.panel, one.annex) for one in pack.sections)


def test_a_row_of_the_update_says_what_a_figure_is(update: Update):
    rows = rows_of(update.file(Format.XLSX).read_bytes())
    (row,) = [one for one in rows if one["value"] == 26450]
    assert row["shown on"].startswith("slide ")
    assert "; report: " in row["shown on"]
    del row["shown on"]
    assert row == {
        "measure": "All recorded crime",
        "measure id": "crime/all-crime",
        "dataset": "Police recorded crime",
        "area": "Middlesbrough",
        "GSS code": "E22000029",
        "level": "Community safety partnership",
        "period": "2022/23",
        "start": datetime(2022, 4, 1),  # noqa: DTZ001 - a workbook has no zones
        "end": datetime(2023, 3, 31),  # noqa: DTZ001
        "value": 26450,
        "unit": "count",
        "lower": "[z]",
        "upper": "[z]",
        "compared with": "2021/22",
        "difference": 1499,
        "change": pytest.approx(6.00777523946936),
        "verdict": "not judged",
        "source": "Police quarterly return",
        "as-at": datetime(2024, 2, 16),  # noqa: DTZ001
        "illustrative": "no",
        "marks": NO_MARKS,
    }


def test_a_figure_that_is_made_up_says_so(update: Update):
    made_up = {plain(one.number) for one in cells(parts(update.frozen)) if one.is_illustrative}
    rows = rows_of(update.file(Format.XLSX).read_bytes())
    assert {plain(row["value"]) for row in rows if row["illustrative"] == "yes"} == made_up


# --- What a difference is of --------------------------------------------------------------------
def count(number: int, period: str, area: str = "") -> Cell:
    return Cell(number, provenance=Provenance("crime/all-crime", "police-return", period, area))


def told(*sentences: Sentence) -> FrozenPack:
    slide = Slide(SlideKind.TEXT, "Crime", sentences=sentences, source_line="Source: the police.")
    head = replace(every_kind().head, slides=())
    return FrozenPack(head, (FrozenSection("crime", "text", "Crime", (slide,)),), AT)


THEN, NOW = count(200, "2021/22"), count(150, "2022/23")
COUNTS = Sentence(("There were ", NOW, " after ", THEN, "."))


def of_value(pack: FrozenPack, number: float) -> object:
    (found,) = [one for one in figures(pack) if one.cell.number == number]
    return found


def test_a_percentage_without_an_address_is_of_the_two_figures_that_give_it():
    fell = Sentence(("It fell by ", Cell(25.0, Style.PERCENT), "."))
    found = of_value(told(COUNTS, fell), 25.0)
    assert (found.measure_id, found.period, found.against, found.unit) == (
        "crime/all-crime", "2022/23", "2021/22", "% fewer")  # fmt: skip
    assert of_value(told(COUNTS, fell), 150).percent == -25


def test_it_is_left_open_where_several_give_it_and_where_none_does():
    rose = Sentence(("It was ", Cell(-25.0, Style.CHANGE), "."))
    alike = Sentence((count(300, "2022/23", "E1"), " after ", count(400, "2021/22", "E1")))
    for others in ((COUNTS, alike), (alike, COUNTS), ()):
        found = of_value(told(*others, rose), -25.0)
        assert (found.measure_id, found.against, found.measure) == ("", "", "It was −25.0%.")


def test_it_is_not_of_figures_that_give_it_the_other_way_round():
    rose = Sentence(("It was ", Cell(25.0, Style.CHANGE), "."))
    assert of_value(told(COUNTS, rose), 25.0).measure_id == ""


def test_a_small_number_is_a_difference_in_its_own_words_alone():
    fifty = Cell(50)
    own = Sentence(("It fell by ", fifty, " from ", THEN, " to ", NOW, "."))
    other = Sentence(("More than ", fifty, " came."))
    assert of_value(told(own), 50).against == "2021/22"
    assert of_value(told(COUNTS, other), 50).against == ""


def test_a_verdict_is_of_the_change_and_of_its_later_figure_alone():
    fell, beyond = Cell(25.0, Style.PERCENT), verdicts.OUTCOMES[Outcome.BEYOND]
    said = Sentence(("There were ", NOW, ", ", fell, f" fewer than {beyond} after ", THEN, "."))
    pack = told(said)
    assert [of_value(pack, number).verdict for number in (25.0, 150, 200)] == [beyond, beyond, ""]


def test_one_figure_is_one_row_wherever_it_stands():
    again = replace(NOW, nature=Nature.PUBLISHED)
    pack = told(COUNTS, Sentence(("Again ", again, ".")))
    assert len(figures(pack)) == 2
    other = Sentence(("In a ward ", count(150, "2022/23", "E1"), "."))
    assert len(figures(told(COUNTS, other))) == 3


# --- The workbook -------------------------------------------------------------------------------
@pytest.mark.parametrize("one", [Format.XLSX, Format.ODS])
def test_a_pack_gives_the_same_bytes_each_time(update: Update, one):
    assert made_of(update.frozen, one) == update.file(one).read_bytes()


def test_both_workbooks_of_the_update_hold_the_same(update: Update):
    book = load_workbook(update.file(Format.XLSX))
    opened = load_spreadsheet(update.file(Format.ODS))
    assert opened.sheet_names == book.sheetnames
    for name in book.sheetnames:
        of_ods = opened.get_sheet_by_name(name).to_python()
        of_xlsx = [["" if one is None else one for one in row]
                   for row in book[name].iter_rows(values_only=True)]  # fmt: skip
        assert [[plain(one) for one in row] for row in of_ods] == [
            [plain(one) for one in row] for row in of_xlsx
        ], name


@pytest.mark.parametrize("name", PACKS)
def test_data_come_first_as_a_table_and_every_sheet_has_a_name_of_its_own(name):
    book = load_workbook(BytesIO(made_of(PACKS[name])))
    names = book.sheetnames
    assert names[0] == "Data"
    assert not any(one.startswith(("Sheet", "Table_")) for one in names)
    assert len({one.casefold() for one in names}) == len(names)
    assert all(0 < len(one) <= 31 and not set(one) & set("[]:*?/\\") for one in names)
    data = book["Data"]
    (table,) = data.tables.values()
    assert (table.name, table.ref, table.autoFilter.ref) == ("Data", data.dimensions, table.ref)
    assert data.freeze_panes == "B2"


def test_the_ods_has_a_filter_over_its_data():
    pack = PACKS["every cell"]
    with ZipFile(BytesIO(made_of(pack, Format.ODS))) as archive:
        content = archive.read("content.xml").decode()
    last = f"V{len(figures(pack)) + 1}"
    assert f"""'Data'.A1:'Data'.{last}" table:display-filter-buttons="true"/>""" in content


def test_a_percentage_shows_its_sign_and_says_its_unit(update: Update):
    data = load_workbook(update.file(Format.XLSX))["Data"]
    (row,) = [row for row in data.iter_rows() if row[0].value == "All recorded crime"
              and row[10].value == "% more" and row[13].value == "2021/22"]  # fmt: skip
    assert (round(row[9].value, 4), row[9].number_format) == (6.0078, '0.0"%"')


# --- What has no address ------------------------------------------------------------------------
def by_partnership(*rows: Row) -> Table:
    titles = ("Number", "For each 1,000 residents", *INTERVAL)
    columns = (Column("Partnership"), *(Column(title, is_number=True) for title in titles))
    return Table("partnerships", "Crimes, Cleveland, 2022/23", columns, rows)


def rates(name: str, number: Cell, *others: float) -> Row:
    return Row((name, number, *(Cell(other, Style.RATE) for other in others)))


def test_a_column_says_what_its_figures_are_and_an_interval_stands_with_its_rate():
    ours = rates("Middlesbrough (here)", count(150, "2022/23"), 15.0, 14.0, 16.0)
    table = by_partnership(ours, rates("Hartlepool", Cell(90), 9.5, 8.5, 10.5))
    slide = Slide(SlideKind.TABLE, "Crime", table=table)
    head = replace(every_kind().head, slides=())
    pack = FrozenPack(head, (FrozenSection("crime", "text", "Crime", (slide,)),), AT)
    found = of_value(pack, 90)
    assert (found.measure_id, found.period, found.area.name) == (
        "crime/all-crime", "2022/23", "Hartlepool")  # fmt: skip
    rate = of_value(pack, 9.5)
    assert [end.number for end in (rate.low, rate.high)] == [8.5, 10.5]
    assert {one.cell.number for one in figures(pack)} == {150, 90, 15.0, 9.5}


def test_what_is_counted_in_a_sentence_has_a_short_name():
    pack = told(
        Sentence(("It fell in ", Cell(18), " of ", Cell(20), " wards in 2022/23.")),
        Sentence(("The number is the highest of the ", Cell(5), " years from 2018/19 on.")),
    )
    assert [one.measure for one in figures(pack)] == ["wards", "wards", "years"]


def test_what_is_stated_is_never_one_row_with_what_is_made_up():
    made_up = [replace(one, nature=Nature.ILLUSTRATIVE) for one in (NOW, THEN)]
    stated = Sentence(("It fell by ", Cell(25.0, Style.PERCENT, nature=Nature.PUBLISHED), "."))
    counts = Sentence(("There were ", made_up[0], " after ", made_up[1], "."))
    found = of_value(told(counts, stated), 25.0)
    assert (found.is_illustrative, found.marks, found.against) == (False, {}, "")
    worked_out = Cell(25.0, Style.PERCENT, nature=Nature.ILLUSTRATIVE)
    own = of_value(told(counts, Sentence(("It fell by ", worked_out, "."))), 25.0)
    assert (own.is_illustrative, list(own.marks), own.against) == (True, ["[i]"], "2021/22")
