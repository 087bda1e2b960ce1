"""Slides, opened again and measured."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest
from PIL import ImageFont
from pptx import Presentation
from pptx.util import Pt

from measures.counts import Gap
from reporting import samples
from reporting.description import Kind, Sentence, Slide, SlideKind
from reporting.powerpoint import presentation
from reporting.slide_plan import DuplicateTitle, TooLong, boxes, pages, text_height
from reporting.slide_template import HEIGHT, SIZES, WIDTH, Place

DECK = samples.deck()


@pytest.fixture(scope="module")
def slides():
    return list(Presentation(BytesIO(presentation(DECK))).slides)


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


def test_tables_have_a_heading_row_and_lose_no_row(slides):
    tables = [one.table for slide in slides for one in slide.shapes if one.has_table]
    table = next(slide.table for slide in DECK.slides if slide.table)
    assert all(one.first_row for one in tables)
    assert len(tables) > 1
    heads = [row.cells[0].text for one in tables for row in list(one.rows)[1:]]
    entries = [row.entries[0] for row in table.rows]
    assert heads == [one if isinstance(one, str) else one.text for one in entries]


def test_no_two_shapes_overlap_and_none_leaves_the_slide(slides):
    for number, slide in enumerate(slides, 1):
        shapes = [(one.name, one.left, one.top, one.left + one.width, one.top + one.height)
                  for one in slide.shapes]  # fmt: skip
        for name, left, top, right, bottom in shapes:
            assert 0 <= left < right <= Pt(WIDTH), (number, name)
            assert 0 <= top < bottom <= Pt(HEIGHT), (number, name)
        for a, b in combinations(shapes, 2):
            apart = a[3] <= b[1] or b[3] <= a[1] or a[4] <= b[2] or b[4] <= a[2]
            assert apart, (number, a[0], b[0])


@pytest.mark.libreoffice  # its packages bring the font
def test_no_words_overflow_their_shapes(slides):
    fonts = {is_bold: ImageFont.truetype(
        f"/usr/share/fonts/truetype/liberation/LiberationSans-{name}.ttf", 100)
        for is_bold, name in ((False, "Regular"), (True, "Bold"))}  # fmt: skip
    bold = {Place.TITLE, Place.WARNING}
    for number, slide in enumerate(slides[1:], 2):
        for shape in slide.placeholders:
            place = Place(shape.placeholder_format.idx)
            if not shape.has_text_frame or place in {Place.FOOTER, Place.NUMBER}:
                continue
            runs = [run for one in shape.text_frame.paragraphs for run in one.runs]
            size = runs[0].font.size.pt if runs[0].font.size else SIZES[place]
            font, width = fonts[place in bold], shape.width.pt
            lines = sum(_lines(one.text, font, width / size * 100)
                        for one in shape.text_frame.paragraphs)  # fmt: skip
            between = 8 * (len(shape.text_frame.paragraphs) - 1) if size >= 18 else 0
            # Arial's own line is 1.15 of its size.
            assert lines * size * 1.15 + between <= shape.height.pt + 0.5, (number, place)


def _lines(text: str, font, width: float) -> int:
    lines, line = 1, ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            lines, line = lines + 1, word
        else:
            line = longer
    return lines


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


def test_body_text_and_tables_are_18_points_or_larger(slides):
    sizes = [
        run.font.size.pt
        for slide in slides for shape in slide.shapes if shape.has_table
        for row in shape.table.rows for cell in row.cells
        for one in cell.text_frame.paragraphs for run in one.runs
    ]  # fmt: skip
    assert min([*sizes, SIZES[Place.TEXT], SIZES[Place.WARNING]]) >= 18


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
