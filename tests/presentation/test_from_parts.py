"""A deck of a report's parts as slides: nothing is lost, and every number is its own."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pptx
import pytest

from csp_portal.gallery import samples
from measures.counts import Gap, Mark
from partnership.refusals import Refused
from reporting.content.description import Kind, Sentence, Slide, SlideKind, Words
from reporting.export.formats import Format, draw
from reporting.rendering.slides.from_parts import presentation_of
from reporting.rendering.slides.grid import Place
from reporting.rendering.slides.plan import planned

DECK, PACK = samples.deck(), samples.pack()
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def opened(deck) -> list:
    return list(pptx.Presentation(BytesIO(draw(deck, Format.PPTX))).slides)


@pytest.fixture(scope="module")
def slides() -> list:
    return opened(DECK)


@pytest.fixture(scope="module")
def pack() -> list:
    return opened(PACK)


def charts_of(slides) -> list:
    return [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]


def tables_of(slides, begins: str) -> list:
    return [
        shape.table
        for slide in slides
        if slide.shapes.title.text.startswith(begins)
        for shape in slide.shapes
        if shape.has_table
    ]


def words_of(slides) -> str:
    return " ".join(
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    ).replace("\xa0", " ")


def test_slides_are_the_same_bytes_each_time():
    assert draw(samples.deck(), Format.PPTX) == draw(DECK, Format.PPTX)


def test_every_slide_has_a_title_of_its_own(slides, pack):
    for every in (slides, pack):
        titles = [slide.shapes.title.text for slide in every]
        assert "" not in titles
        assert len(titles) == len(set(titles))


def test_a_title_used_twice_or_too_long_is_refused():
    twice = replace(DECK, slides=(DECK.slides[0], DECK.slides[0]))
    with pytest.raises(Refused, match=r"Crime rose by 6\.0%"):
        draw(twice, Format.PPTX)
    endless = replace(DECK, slides=(replace(DECK.slides[0], title="Crime rose " * 40),))
    with pytest.raises(Refused, match="the title is longer"):
        draw(endless, Format.PPTX)


def test_native_series_have_the_numbers_of_the_description(slides):
    described = [slide.chart for slide in DECK.slides if slide.chart]
    for drawn, chart in zip(charts_of(slides), described, strict=True):
        found = {tuple(series.values) for series in drawn.plots[0].series if any(series.values)}
        for series in chart.series:
            assert tuple(cell.number for cell in series.cells) in found, series.label


def test_a_gap_is_no_number_and_draws_as_a_break(slides):
    lines = charts_of(slides)[0]
    this = next(
        one for one in lines.plots[0].series if one.name == samples.months().series[0].label
    )
    assert this.values[7] is None
    assert samples.months().series[0].cells[7].value is Gap.NOT_SUPPLIED
    assert lines._chartSpace.chart.find(".//{*}dispBlanksAs").get("val") == "gap"


def test_a_break_in_a_line_is_named():
    chart = next(one.chart for one in DECK.slides if one.chart and one.chart.kind is Kind.LINES)
    first, *others = chart.series
    cells = [
        replace(cell, marks=frozenset({Mark.BREAK})) if n == 6 else cell
        for n, cell in enumerate(first.cells)
    ]
    broken = replace(chart, series=(replace(first, cells=tuple(cells)), *others))
    slide = next(one for one in DECK.slides if one.chart is chart)
    found = opened(replace(DECK, slides=(replace(slide, chart=broken),)))

    assert any("break" in (run.text or "") for run in found[1]._element.iter(f"{A}t"))


def test_bars_say_in_their_label_what_is_hidden(slides):
    hidden = next(
        slide for slide in slides if slide.shapes.title.text == "Central had one crime in six"
    )
    chart = charts_of([hidden])[0]
    values = dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))

    (name,) = [at for at, value in values.items() if value is None]
    assert name.startswith("Stainton & Thornton")
    assert "[c]" in name or "[c]" in words_of([hidden])


def test_tables_lose_no_row_and_keep_their_heads(slides):
    table = next(slide.table for slide in DECK.slides if slide.table)
    drawn = tables_of(slides, next(one.title for one in DECK.slides if one.table))

    assert len(drawn) > 1
    assert all(one.first_row for one in drawn)
    heads = [row.cells[0].text for one in drawn for row in list(one.rows)[1:]]
    assert heads == [
        row.entries[0] if isinstance(row.entries[0], str) else row.entries[0].text
        for row in table.rows
    ]


def test_a_table_with_many_columns_goes_on_beside_the_heads_of_its_rows(pack):
    drawn = tables_of(pack, "Five years")
    heads = [cell.text for one in drawn for cell in list(one.rows[0].cells)[1:]]

    assert list(dict.fromkeys(heads)) == [one.title for one in samples.wide_table().columns[1:]]
    assert {one.cell(0, 0).text for one in drawn} == {"Ward"}


def test_a_row_longer_than_a_slide_goes_on_and_loses_no_word():
    long = samples.recommendations()
    endless = " ".join([str(long.rows[1].entries[2])] * 4)
    row = replace(long.rows[1], entries=(*long.rows[1].entries[:2], endless, "1 June 2023"))
    table = replace(long, rows=(long.rows[0], row, long.rows[2]))
    slide = Slide(SlideKind.TABLE, "Recommendations", table=table)
    found = opened(replace(PACK, slides=(slide,)))

    cells = [
        row.cells[2].text.replace("\xa0", " ")
        for one in tables_of(found, "Recommendations")
        for row in list(one.rows)[1:]
    ]
    assert len(cells) > 3
    assert endless in " ".join(cells)


def test_long_words_go_on_and_none_is_lost():
    told = tuple(
        Sentence((f"Point {number}: what was done about crime here. " * 3,)) for number in range(30)
    )
    slide = Slide(SlideKind.TEXT, "What was done", told, is_list=True)
    found = opened(replace(DECK, slides=(slide,)))

    assert len(found) > 2
    said = words_of(found)
    assert all(sentence.text.strip() in said for sentence in told)


def test_words_set_apart_are_underlined_and_lead_on(pack):
    runs = [
        run
        for shape in pack[2].shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]

    assert {run.text for run in runs if run.font.underline} == {"statutory"}
    assert {run.hyperlink.address for run in runs if run.hyperlink.address} == {
        "https://www.legislation.gov.uk/ukpga/1998/37/contents"
    }


def test_an_address_that_runs_something_is_not_drawn_as_a_link():
    words = Words("here", address="javascript:alert(1)")
    deck = replace(DECK, slides=(Slide(SlideKind.TEXT, "Links", (Sentence((words,)),)),))
    with ZipFile(BytesIO(draw(deck, Format.PPTX))) as archive:
        assert all(b"javascript" not in archive.read(name) for name in archive.namelist())


def test_points_have_bullets_and_paragraphs_have_none():
    told = (Sentence(("What was done.",)), Sentence(("And why.",)))
    for is_list in (True, False):
        slide = Slide(SlideKind.TEXT, "What was done", told, is_list=is_list)
        (_, drawn) = opened(replace(DECK, slides=(slide,)))
        bullets = list(drawn._element.iter(f"{A}buChar"))
        assert bool(bullets) is is_list


def test_the_opening_slide_names_who_presents(pack):
    assert "Ann Example, Head of Stronger Communities" in words_of(pack[:1])
    assert "OFFICIAL-SENSITIVE · Middlesbrough" in words_of(pack[:1])


def test_every_body_of_a_diagram_is_told(pack):
    said = words_of(pack)

    assert all(node.title in said for node in samples.governance().nodes)


def test_every_slide_is_marked_numbered_and_sourced(slides):
    for slide in slides[1:]:
        words = words_of([slide])
        assert "OFFICIAL · Middlesbrough Community Safety Partnership" in words
        assert Place.NUMBER in [one.placeholder_format.idx for one in slide.placeholders]
        if any(shape.has_chart or shape.has_table for shape in slide.shapes):
            assert "as at 30 June 2023" in words


def test_definitions_are_in_the_speakers_notes(slides):
    assert "Definition: all notifiable offences" in slides[1].notes_slide.notes_text_frame.text


def test_more_bars_than_stand_on_a_slide_are_a_table():
    chart = next(one.chart for one in DECK.slides if one.chart and one.chart.kind is Kind.BARS)
    many = replace(
        chart,
        at=tuple(f"Ward {n}" for n in range(60)),
        series=(replace(chart.series[0], cells=chart.series[0].cells[:1] * 60),),
        highlight="",
    )
    slide = Slide(SlideKind.CHART, "Wards, ranked", chart=many)
    plans = planned(presentation_of(replace(DECK, slides=(slide,)))).slides

    assert len(plans) > 2
    found = opened(replace(DECK, slides=(slide,)))
    assert sum(len(table.rows) - 1 for table in tables_of(found, "Wards, ranked")) == 60


def test_notes_of_a_table_that_are_its_words_too_stand_once():
    part = next(slide for slide in DECK.slides if slide.table)
    note = "Not compared with the time before Covid: that year was not supplied."
    noted = replace(part.table, rows=part.table.rows[:3], notes=(note,))
    said = (Sentence((note,)), Sentence(("Theft fell.",)))
    words = words_of(opened(replace(DECK, slides=(replace(part, table=noted, sentences=said),))))
    assert words.count(note) == 1
    assert "Theft fell." in words
