"""A council's own template: what is refused, in which words, and what is drawn from it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from pptx import Presentation
from pptx.util import Pt

from csp_portal.gallery.slide_samples import presentation
from reporting.content.panel_slides import Layout
from reporting.export.formats import draw_presentation
from reporting.export.pptx import check_template, looks_of, standard_template
from reporting.rendering.slides.grid import Place

STANDARD = standard_template("#00625a")


def changed(change: Callable, content: bytes = STANDARD) -> bytes:
    """A template as a council would have saved it after `change` to the opened document."""
    document = Presentation(BytesIO(content))
    change(document)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def with_part(name: str, content: bytes, *, of: bytes = STANDARD) -> bytes:
    held = BytesIO()
    with ZipFile(BytesIO(of)) as source, ZipFile(held, "w", ZIP_DEFLATED) as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
        target.writestr(name, content)
    return held.getvalue()


def layout(document, kind: Layout):
    return next(one for one in document.slide_layouts if one.name == kind.value)


def placeholder(document, kind: Layout, place: Place):
    held = layout(document, kind).placeholders
    return next(one for one in held if one.placeholder_format.idx == place)


def test_the_portals_own_template_and_one_saved_again_are_in_order():
    assert check_template(STANDARD) == []
    assert check_template(changed(lambda document: None)) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a PowerPoint presentation"),
        (b"%PDF-1.7 not slides", "not a PowerPoint presentation"),
        (STANDARD[: len(STANDARD) // 2], "not a PowerPoint presentation"),
        (b"\xd0\xcf\x11\xe0" + bytes(1000), "password-protected"),
        (bytes(100_000_000), "100 MB"),
        (with_part("ppt/vbaProject.bin", b"Sub AutoOpen()"), "macros"),
        (with_part("ppt/embeddings/oleObject1.bin", b"x"), "objects of other programs"),
        (with_part("ppt/media/bomb.xml", bytes(90_000_000)), "unpacks to"),
        (with_part("ppt/theme/theme2.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), "types of"),
        (
            with_part(
                "ppt/slideLayouts/_rels/slideLayout9.xml.rels",
                b'<Relationships><Relationship Id="r" TargetMode = "External"/></Relationships>',
            ),
            "leads to something outside it",
        ),
        (with_part("ppt/presentation.xml", b"not xml"), "not a PowerPoint presentation"),
    ],
)
def test_what_is_no_template_is_refused_in_a_sentence(content, words):
    problems = check_template(content)
    assert len(problems) == 1
    assert words in problems[0]


def test_a_file_with_macros_is_refused_by_its_type_too():
    with ZipFile(BytesIO(STANDARD)) as archive:
        types = archive.read("[Content_Types].xml")
    named = types.replace(
        b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    )
    assert named != types
    assert "macros" in check_template(with_part("[Content_Types].xml", named))[0]


def test_a_missing_layout_and_a_missing_placeholder_are_named():
    def rename(document) -> None:
        layout(document, Layout.BOARD).name = "Tables"

    def remove(document) -> None:
        held = placeholder(document, Layout.FINDINGS, Place.SOURCE)._element
        held.getparent().remove(held)

    assert check_template(changed(rename)) == [
        "The layout “Dashboard table” is missing; the portal looks for it by that name."
    ]
    [problem] = check_template(changed(remove))
    assert problem.startswith("The layout “Picture and findings” has no placeholder “Source”")


def test_placeholders_without_room_or_over_one_another_are_refused():
    def narrow(document) -> None:
        placeholder(document, Layout.WORDS, Place.WORDS).width = Pt(300)

    def beyond(document) -> None:
        placeholder(document, Layout.WORDS, Place.FOOTER).top = Pt(530)

    def over(document) -> None:
        placeholder(document, Layout.WORDS, Place.TITLE).top = Pt(70)

    def square(document) -> None:
        document.slide_width = Pt(720)

    assert "“Words” needs 739 by 299 points" in check_template(changed(narrow))[0]
    assert "“Footer” stands beyond the slide’s edge" in check_template(changed(beyond))[0]
    assert "“Title” and “Words” lie over one another" in check_template(changed(over))[0]
    assert "Widescreen" in check_template(changed(square))[0]


@pytest.fixture(scope="module")
def councils() -> bytes:
    """A crest's room on the left, a band at the foot, other colours, and an example slide."""

    def change(document) -> None:
        for held in document.slide_layouts:
            for one in held.placeholders:
                place = one.placeholder_format.idx
                left, top, width, height = one.left, one.top, one.width, one.height
                one.left = Pt(60) + round((left - Pt(45)) * _NARROWER)
                one.width = round(width * _NARROWER)
                one.top = top - Pt(12) if place in {Place.FOOTER, Place.NUMBER} else top
                one.top = one.top - Pt(6) if place == Place.SOURCE else one.top
                one.height = height - Pt(8) if place in _ZONE else height
        document.slides.add_slide(layout(document, Layout.WORDS)).shapes.title.text = "EXAMPLE"

    moved = changed(change)
    with ZipFile(BytesIO(moved)) as archive:
        theme = archive.read(THEME)
    recoloured = theme.replace(b'"00625A"', b'"7A1F5C"').replace(b'"F46A25"', b'"C2185B"')
    assert recoloured != theme
    return with_part(THEME, recoloured, of=moved)


THEME = "ppt/theme/theme1.xml"
_NARROWER = 0.97
_ZONE = {Place.PICTURE, Place.SECOND_PICTURE, Place.WORDS, Place.THIRD_WORDS}


def test_slides_keep_to_the_places_of_a_councils_template(councils):
    assert check_template(councils) == []
    made = draw_presentation(presentation(), template=councils)
    slides = list(Presentation(BytesIO(made)).slides)
    assert "EXAMPLE" not in [slide.shapes.title.text for slide in slides]
    frame, accent = looks_of(councils)
    assert accent == "#7A1F5C"
    for number, slide in enumerate(slides, 1):
        where = {one.value: box for one, box in frame.boxes[_kind(slide)].items()}
        for one in slide.placeholders:
            box = where[one.placeholder_format.idx]
            assert (one.left.pt, one.top.pt) == pytest.approx((box.left, box.top), abs=0.1), number
        room = frame.boxes[_kind(slide)].get(Place.PICTURE)
        for one in slide.shapes:
            if room and not one.is_placeholder and one.name != "Illustrative":
                assert one.left.pt >= room.left - 1, (number, one.name)
                assert one.top.pt + one.height.pt <= room.bottom + 1, (number, one.name)


def _kind(slide) -> Layout:
    return Layout(slide.slide_layout.name)


def test_no_colour_of_ours_stands_on_slides_of_a_councils_template(councils):
    with ZipFile(BytesIO(draw_presentation(presentation(), template=councils))) as archive:
        fixed = [
            name
            for name in archive.namelist()
            if name.startswith(("ppt/slides/slide", "ppt/charts/chart"))
            and b"srgbClr" in archive.read(name)
        ]
        assert b"7A1F5C" in archive.read(THEME)
    assert fixed == []


def test_the_same_template_gives_the_same_bytes(councils):
    made = draw_presentation(presentation(), template=councils)
    assert draw_presentation(presentation(), template=councils) == made
    with ZipFile(BytesIO(made)) as archive:
        assert not any(b"EXAMPLE" in archive.read(name) for name in archive.namelist())


def test_a_template_without_the_layouts_is_left_aside():
    def rename(document) -> None:
        layout(document, Layout.BOARD).name = "Something else"

    other = changed(rename)
    assert looks_of(other) is None
    ours = draw_presentation(presentation())
    assert draw_presentation(presentation(), template=other) == ours
