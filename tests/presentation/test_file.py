"""A presentation as a PowerPoint file: placeholders, alternatives, links, the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pptx
import pytest
from pptx.oxml.ns import qn

from csp_portal.gallery import slide_samples as samples
from reporting.content.panel_slides import Layout, numbered
from reporting.export.pptx import presentation as panel_presentation
from reporting.export.pptx.template import TEMPLATE, frame_of, template
from reporting.export.pptx.template_file import made
from reporting.rendering.slides.grid import STANDARD, Place


@pytest.fixture(scope="module")
def content() -> bytes:
    return panel_presentation(samples.presentation())


@pytest.fixture(scope="module")
def slides(content):
    return list(pptx.Presentation(BytesIO(content)).slides)


def test_the_same_presentation_gives_the_same_bytes(content):
    assert panel_presentation(samples.presentation()) == content


def test_the_command_makes_the_template_that_is_committed():
    assert made() == TEMPLATE.read_bytes()


def test_the_templates_placeholders_stand_where_words_are_measured_for():
    document = pptx.Presentation(TEMPLATE)
    assert [layout.name for layout in document.slide_layouts] == [kind.value for kind in Layout]
    frame = frame_of(document)
    for kind in Layout:
        for place, box in STANDARD.boxes[kind].items():
            read = frame.box(kind, place)
            sides = ("left", "top", "width", "height")
            assert [getattr(read, side) for side in sides] == pytest.approx(
                [getattr(box, side) for side in sides], abs=0.01
            ), (kind, place)


def test_a_partnerships_colour_is_its_accent():
    theme = ZipFile(BytesIO(template("#00625a"))).read("ppt/theme/theme1.xml")

    assert b'<a:accent1><a:srgbClr val="00625A"/></a:accent1>' in theme


def test_no_colour_is_fixed_on_slides_or_in_charts(content):
    with ZipFile(BytesIO(content)) as archive:
        drawn = [
            name
            for name in archive.namelist()
            if re.fullmatch(r"ppt/(slides|charts)/[^/]+\.xml", name)
        ]
        assert len(drawn) > 20
        fixed = [name for name in drawn if b"srgbClr" in archive.read(name)]
    assert fixed == []


def test_each_slide_has_its_title_footer_and_number_and_only_the_places_it_fills(slides):
    expected = {one.number: one.slide.title.text for one in numbered(samples.presentation())}
    for number, slide in enumerate(slides, start=1):
        places = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
        assert places[Place.FOOTER].text_frame.text.startswith("OFFICIAL · Middlesbrough"), number
        if number > 1:
            assert Place.NUMBER in places
        if number in expected:
            title = slide.shapes.title.text_frame.text.replace("\xa0", " ")
            assert title == expected[number]
        for shape in slide.placeholders:
            assert shape.text_frame.text, (number, shape.name)


def test_the_title_is_read_first_and_the_foot_last(slides):
    for slide in slides:
        order = [shape.name for shape in slide.shapes]
        assert order[0] == "Title", order
        assert order[-1] in {"Footer", "Slide number"}


def test_what_is_no_words_has_an_alternative_or_is_decorative(slides):
    looked_at = 0
    for slide in slides:
        for shape in slide.shapes:
            if shape.is_placeholder or (shape.has_text_frame and shape.text_frame.text):
                continue
            about = next(shape._element.iter(qn("p:cNvPr")))
            assert about.get("descr") or "decorative" in str(list(about.iter())), shape.name
            looked_at += 1
    assert looked_at > 15


def test_every_run_says_its_language_and_is_large_enough(slides):
    for slide in slides:
        for run in slide._element.iter(qn("a:r")):
            properties = run.find(qn("a:rPr"))
            assert properties.get("lang") == "en-GB"
            if properties.get("sz"):
                assert int(properties.get("sz")) >= 1400


def test_references_lead_to_their_slides(slides):
    asks = next(slide for slide in slides if "about asks" in slide.shapes.title.text_frame.text)
    (link,) = asks._element.iter(qn("a:hlinkClick"))
    target = asks.part.related_part(link.get(qn("r:id")))

    assert link.get("action") == "ppaction://hlinksldjump"
    assert "about bars" in target.slide.shapes.title.text_frame.text


def test_notes_say_what_to_say_what_may_be_asked_and_where_it_is_from(slides):
    notes = slides[1].notes_slide.notes_text_frame.text

    assert notes.splitlines() == [
        "This slide is about lines.",
        "You may be asked:",
        "Why lines? See slide 5.",
        "Where the figures are from: The lines return",
    ]


def test_charts_are_native_and_hold_their_numbers(slides):
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]

    assert len(charts) >= 5
    lines = charts[0].plots[0]
    assert [series.name for series in lines.series] == ["2021/22", "2022/23"]
    assert lines.series[1].values[0] == 380
    assert charts[0]._workbook.xlsx_part is not None


def test_the_file_has_no_time_of_its_making(content):
    with ZipFile(BytesIO(content)) as archive:
        workbooks = [name for name in archive.namelist() if name.endswith(".xlsx")]
        assert workbooks
        core = ZipFile(BytesIO(archive.read(workbooks[0]))).read("docProps/core.xml")
    assert core.count(b"2024-02-16T00:00:00Z") == 2
