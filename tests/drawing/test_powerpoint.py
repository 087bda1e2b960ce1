"""Slides, opened again and measured."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation

from csp_portal.gallery import samples
from measures.counts import Gap, Mark
from reporting.content.description import Cell, Kind, Sentence, Slide, SlideKind, Words
from reporting.export.pptx import presentation
from reporting.export.pptx.slide_layout import (
    DuplicateTitle,
    boxes,
    pages,
    text_height,
    text_size,
    title_size,
)
from reporting.export.pptx.table_layout import TooLong
from reporting.export.pptx.template import SIZES, Place
from tests.drawing import fitting

DECK = samples.deck()
PACK = samples.pack()
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def slides():
    return list(Presentation(BytesIO(presentation(DECK))).slides)


@pytest.fixture(scope="module")
def pack():
    return list(Presentation(BytesIO(presentation(PACK))).slides)


def charts_of(slides) -> list:
    return [shape for slide in slides for shape in slide.shapes if shape.has_chart]


def test_slides_are_the_same_bytes_each_time():
    assert presentation(samples.deck()) == presentation(DECK)


def test_every_slide_has_a_title_of_its_own(slides):
    titles = [slide.shapes.title.text for slide in slides]
    assert "" not in titles
    assert len(titles) == len(set(titles))


def test_a_title_used_twice_is_refused():
    twice = replace(DECK, slides=(DECK.slides[0], DECK.slides[0]))
    with pytest.raises(DuplicateTitle, match=r"Crime rose by 6\.0%"):
        presentation(twice)


def test_a_title_that_cannot_be_set_is_refused():
    endless = replace(DECK, slides=(replace(DECK.slides[0], title="Crime rose " * 40),))
    with pytest.raises(TooLong):
        presentation(endless)


def test_every_chart_and_table_says_what_it_shows(slides):
    frames = [one for slide in slides for one in slide.shapes if one.has_chart or one.has_table]
    unnamed = [one.name for one in frames
               if not one._element.nvGraphicFramePr.cNvPr.get("descr")]  # fmt: skip
    assert len(frames) == 7
    assert unnamed == []


def test_native_series_have_the_numbers_of_the_description(slides):
    described = [slide.chart for slide in DECK.slides if slide.chart]
    for shape, chart in zip(charts_of(slides), described, strict=True):
        drawn = {series.name: list(series.values) for series in shape.chart.plots[0].series}
        expected = {one.label: [cell.number for cell in one.cells] for one in chart.series}
        if chart.band:
            expected[f"{chart.band.label}, least"] = [cell.number for cell in chart.band.low]
            expected[f"{chart.band.label}, greatest"] = [cell.number for cell in chart.band.high]
        assert drawn == expected


def test_a_gap_is_no_number_and_draws_as_a_break(slides):
    lines = charts_of(slides)[0].chart
    assert lines.plots[0].series[0].values[7] is None
    assert samples.months().series[0].cells[7].value is Gap.NOT_SUPPLIED
    blanks = lines._chartSpace.chart.find(".//{*}dispBlanksAs")
    assert blanks.get("val") == "gap"


@pytest.mark.parametrize("index", [6, 11])
def test_a_break_in_a_line_is_named_at_its_point(index):
    chart = next(one.chart for one in DECK.slides if one.chart and one.chart.kind is Kind.LINES)
    first, *others = chart.series
    cells = [replace(cell, marks=frozenset({Mark.BREAK})) if n == index else cell
             for n, cell in enumerate(first.cells)]  # fmt: skip
    broken = replace(chart, series=(replace(first, cells=tuple(cells)), *others))
    slide = next(one for one in DECK.slides if one.chart is chart)
    deck = replace(DECK, slides=(replace(slide, chart=broken),))

    (shape,) = charts_of(Presentation(BytesIO(presentation(deck))).slides)
    labels = {
        (series.name, int(label.find(f"{C}idx").get("val"))): "".join(
            run.text for run in label.iter(f"{A}t")
        )
        for series in shape.chart.plots[0].series
        for label in series._element.iter(f"{C}dLbl")
    }

    assert [at for at, said in labels.items() if "break [b]" in said] == [(first.label, index)]
    assert all(any(said.startswith(one.label) for said in labels.values()) for one in chart.series)


def test_tables_have_a_heading_row_and_lose_no_row(slides):
    tables = [one.table for slide in slides for one in slide.shapes if one.has_table]
    table = next(slide.table for slide in DECK.slides if slide.table)
    assert all(one.first_row for one in tables)
    assert len(tables) > 1
    heads = [row.cells[0].text for one in tables for row in list(one.rows)[1:]]
    entries = [row.entries[0] for row in table.rows]
    assert heads == [one if isinstance(one, str) else one.text for one in entries]


def test_no_two_shapes_overlap_and_none_leaves_the_slide(pack):
    assert list(fitting.overlapping(pack)) == []


def test_no_two_boxes_of_a_diagram_overlap_and_all_stay_clear_of_the_words(pack):
    assert len([one for slide in pack for one in slide.shapes if one.shape_type == 6]) > 1
    assert list(fitting.overlapping_in_diagrams(pack)) == []


@pytest.mark.libreoffice  # its packages bring the font
def test_no_words_overflow_their_shapes(pack):
    assert list(fitting.overflowing(pack)) == []


@pytest.mark.libreoffice
def test_no_words_overflow_the_boxes_of_a_diagram_or_the_rows_of_a_table(pack):
    assert list(fitting.overflowing_in_diagrams(pack)) == []
    assert list(fitting.overflowing_in_tables(pack)) == []


def test_words_that_do_not_fit_go_on_and_none_is_lost():
    long = Sentence(("One hundred and one words about crime. " * 200,))
    found = pages(replace(DECK, slides=(Slide(SlideKind.TEXT, "Long", (long,) * 2),)))
    assert [page.title for page in found[:3]] == ["Long", "Long (continued)", "Long (continued 2)"]
    words = " ".join(one.text for page in found for one in page.sentences).split()
    assert words == (long.text * 2).split()
    for page in found:
        box = boxes(page)[Place.TEXT]
        texts = [one.text for one in page.sentences]
        assert text_height(texts, box.width, SIZES[Place.TEXT]) <= box.height


def test_few_words_are_set_in_larger_letters_and_many_in_the_usual_ones():
    def sizes(number: int) -> list[float]:
        told = (Sentence(("What was done about crime in the town centre this year. " * 3,)),)
        slide = Slide(SlideKind.TEXT, "What was done", told * number)
        return [text_size(page) for page in pages(replace(DECK, slides=(slide,)))]

    found = [sizes(number) for number in range(1, 12)]
    assert found[0] == [28]
    assert found[10] == [20, 20]  # shared evenly between two slides, and of one size
    singles = [one[0] for one in found if len(one) == 1]
    assert singles == sorted(singles, reverse=True)
    assert {20, 24} <= set(singles)


def test_words_that_need_two_slides_are_shared_evenly_between_them():
    told = tuple(
        Sentence((f"Point {number}: what was done about crime here. " * 3,)) for number in range(11)
    )
    slide = Slide(SlideKind.TEXT, "What was done", told, is_list=True)
    first, second = pages(replace(DECK, slides=(slide,)))
    assert (*first.sentences, *second.sentences) == told
    assert abs(len(first.sentences) - len(second.sentences)) == 1


def test_words_are_never_as_large_as_the_title_above_them():
    title = "What was done about crime and disorder in the town centre in the summer " * 2
    slide = Slide(SlideKind.TEXT, title.strip(), (Sentence(("Much.",)),))
    (page,) = pages(replace(DECK, slides=(slide,)))
    assert text_size(page) < title_size(page.title) < 30


def test_all_letters_but_sources_and_footers_are_18_points_or_larger(pack):
    small = {Place.SOURCE, Place.FOOTER, Place.NUMBER}
    feet = {(number, one.shape_id) for number, slide in enumerate(pack)
            for one in slide.placeholders if one.placeholder_format.idx in small}  # fmt: skip
    found = {
        int(size.get("sz")) for number, slide in enumerate(pack) for shape in slide.shapes
        if (number, shape.shape_id) not in feet
        for size in shape._element.iter(f"{A}rPr") if size.get("sz")
    }  # fmt: skip
    found |= {
        int(size.get("sz"))
        for one in charts_of(pack) for size in one.chart._chartSpace.iter()
        if size.tag in {f"{A}rPr", f"{A}defRPr"} and size.get("sz")
    }  # fmt: skip
    assert min(found) == 1800


def test_words_set_apart_are_underlined_and_lead_on(pack):
    runs = [run for one in pack[2].shapes if one.has_text_frame
            for paragraph in one.text_frame.paragraphs for run in paragraph.runs]  # fmt: skip
    assert [run.text for run in runs if run.font.underline] == ["statutory"] * 2
    assert {run.hyperlink.address for run in runs if run.hyperlink.address} == {
        "https://www.legislation.gov.uk/ukpga/1998/37/contents"
    }


def test_an_address_that_runs_something_is_not_drawn_as_a_link():
    words = Words("here", address="javascript:alert(1)")
    deck = replace(DECK, slides=(Slide(SlideKind.TEXT, "Links", (Sentence((words,)),)),))
    with ZipFile(BytesIO(presentation(deck))) as archive:
        assert all(b"javascript" not in archive.read(name) for name in archive.namelist())


def test_points_have_bullets_and_paragraphs_have_none(pack):
    mixed = next(one for one in pack if one.shapes.title.text == "What the partnership did")
    body = next(one for one in mixed.placeholders if one.placeholder_format.idx == Place.TEXT)
    bullets = [one._p.find(f"{A}pPr/{A}buChar") is not None for one in body.text_frame.paragraphs]
    assert bullets == [False, True, True]


def test_the_opening_slide_names_who_presents(pack):
    words = " ".join(one.text_frame.text for one in pack[0].shapes if one.has_text_frame)
    assert "Ann Example, Head of Stronger Communities" in words
    assert "OFFICIAL-SENSITIVE · Middlesbrough" in words


def test_diagrams_and_pictures_say_what_they_show_and_lines_carry_nothing(pack):
    named = [one._element.xpath(".//p:cNvPr")[0].get("descr")
             for slide in pack for one in slide.shapes if one.shape_type in {6, 13}]  # fmt: skip
    assert set(named) == {samples.governance().alternative, samples.picture().alternative}
    lines = [one for slide in pack for one in slide._element.iter() if one.tag.endswith("}cxnSp")]
    assert lines
    assert all(one.findall(".//{*}decorative") for one in lines)


def test_what_a_slide_is_about_is_read_before_its_source_and_its_footer(pack):
    for slide in pack:
        order = [
            "foot" if one.is_placeholder and one.placeholder_format.idx in FEET
            else "title" if one == slide.shapes.title else "middle"
            for one in slide.shapes
        ]  # fmt: skip
        assert order == sorted(order, key=("title", "middle", "foot").index)


FEET = {Place.WARNING, Place.SOURCE, Place.FOOTER, Place.NUMBER}


def test_every_body_of_a_diagram_is_drawn_and_tied_to_the_one_above_it(pack):
    groups = [one for slide in pack for one in slide.shapes if one.shape_type == 6]
    drawn = {one.name for group in groups for one in group.shapes if one.has_text_frame}
    assert drawn == {node.title for node in samples.governance().nodes}
    for group in groups:
        boxes = [one for one in group.shapes if one.has_text_frame]
        tied = [one._element.findall(".//{*}endCxn") for one in group.shapes
                if not one.has_text_frame]  # fmt: skip
        assert len(tied) == len(boxes) - 1
        assert all(tied)


def test_a_table_with_many_columns_goes_on_beside_the_heads_of_its_rows(pack):
    tables = [one.table for slide in pack if slide.shapes.title.text.startswith("Five years")
              for one in slide.shapes if one.has_table]  # fmt: skip
    assert len(tables) > 1
    heads = [cell.text for one in tables for cell in list(one.rows[0].cells)[1:]]
    assert list(dict.fromkeys(heads)) == [one.title for one in samples.wide_table().columns[1:]]
    assert {one.cell(0, 0).text for one in tables} == {"Ward"}


def test_a_row_longer_than_a_slide_goes_on_and_loses_no_word(pack):
    cells = [row.cells[2].text for slide in pack
             if slide.shapes.title.text.startswith("Recommendations")
             for one in slide.shapes if one.has_table
             for row in one.table.rows if row.cells[0].text.startswith("Say what")]  # fmt: skip
    assert len(cells) > 1
    assert " ".join(cells) == samples.recommendations().rows[1].entries[2]


def test_bars_on_two_slides_keep_one_scale(pack):
    axes = [one.chart.value_axis for one, slide in zip(
        charts_of(pack), [one for one in pages(PACK) if one.chart], strict=True)
        if slide.title.startswith("Wards, ranked")]  # fmt: skip
    assert len(axes) == 2
    assert len({(axis.minimum_scale, axis.maximum_scale) for axis in axes}) == 1


def test_what_is_set_apart_stays_so_where_a_paragraph_is_cut():
    words = Words("underlined words " * 300, is_underlined=True)
    one = Sentence(("Before. ", words, Cell(12), " after."))
    found = pages(replace(DECK, slides=(Slide(SlideKind.TEXT, "Long", (one,)),)))
    parts = [part for page in found for said in page.sentences for part in said.parts]
    assert len(found) > 1
    assert "".join(part.text for part in parts if isinstance(part, Words)) == words.text
    assert [part for part in parts if isinstance(part, Cell)] == [Cell(12)]


def test_every_run_says_that_it_is_british_english(slides):
    languages = {
        run.get_or_add_rPr().get("lang") for slide in slides
        for run in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r")
    }  # fmt: skip
    assert languages == {"en-GB"}


def test_every_slide_is_marked_numbered_and_sourced(slides):
    for slide in slides:
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "OFFICIAL · Middlesbrough Community Safety Partnership" in words
        assert Place.NUMBER in [one.placeholder_format.idx for one in slide.placeholders]
        if any(shape.has_chart or shape.has_table for shape in slide.shapes):
            assert "as at 30 June 2023" in words


def test_definitions_are_in_the_speakers_notes(slides):
    assert "Definition: all notifiable offences" in slides[1].notes_slide.notes_text_frame.text


def test_bars_say_in_their_label_what_is_hidden(slides):
    bars = next(shape.chart for shape, slide in zip(
        charts_of(slides), [one for one in DECK.slides if one.chart], strict=True)
        if slide.chart.kind is Kind.BARS)  # fmt: skip
    assert list(bars.plots[0].categories)[-1] == "Stainton & Thornton [c]"


@pytest.mark.libreoffice
def test_libreoffice_opens_every_slide(soffice, tmp_path):
    (tmp_path / "deck.pptx").write_bytes(presentation(DECK))
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)),
            str(tmp_path / "deck.pptx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    told = subprocess.run(
        ["pdfinfo", str(tmp_path / "deck.pdf")], check=True, capture_output=True, text=True
    ).stdout
    count = next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:"))
    assert int(count) == 1 + len(pages(DECK))
