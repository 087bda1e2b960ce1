"""A council's own template: what is refused, in which words, and what is drawn from it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import combinations
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from pptx import Presentation
from pptx.util import Pt

from csp_portal.gallery import samples
from reporting.content.description import SlideKind
from reporting.export.formats import Format, draw
from reporting.export.pptx import check_template, standard_template
from reporting.export.pptx.slide_layout import pages
from reporting.export.pptx.template import Place

PACK = samples.pack()
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


def layout(document, kind: SlideKind):
    return next(one for one in document.slide_layouts if one.name == kind.value)


def placeholder(document, kind: SlideKind, place: Place):
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
        layout(document, SlideKind.TABLE).name = "Tables"

    def remove(document) -> None:
        held = placeholder(document, SlideKind.CHART, Place.SOURCE)._element
        held.getparent().remove(held)

    assert check_template(changed(rename)) == [
        "The layout “Title and table” is missing; the portal looks for it by that name."
    ]
    [problem] = check_template(changed(remove))
    assert problem.startswith("The layout “Title and chart” has no placeholder “Source”")


def test_placeholders_without_room_or_over_one_another_are_refused():
    def narrow(document) -> None:
        placeholder(document, SlideKind.TEXT, Place.TEXT).width = Pt(300)

    def beyond(document) -> None:
        placeholder(document, SlideKind.TEXT, Place.FOOTER).top = Pt(530)

    def over(document) -> None:
        placeholder(document, SlideKind.TEXT, Place.TITLE).top = Pt(60)

    def square(document) -> None:
        document.slide_width = Pt(720)

    assert "need 700 by 280 points" in check_template(changed(narrow))[0]
    assert "“Footer” stands beyond the slide’s edge" in check_template(changed(beyond))[0]
    assert "“Title” and “Text” lie over one another" in check_template(changed(over))[0]
    assert "Widescreen" in check_template(changed(square))[0]


@pytest.fixture(scope="module")
def councils() -> bytes:
    """Room left for a crest on the left and a band at the foot; an example slide; a picture."""

    def change(document) -> None:
        for held in document.slide_layouts:
            for one in held.placeholders:
                place = one.placeholder_format.idx
                top = one.top
                if place == Place.CONTENT or (place == Place.TEXT and held.name.endswith("chart")):
                    left, width = one.left, one.width
                    one.left = Pt(140) if place == Place.CONTENT else left + Pt(20)
                    one.width = width - (Pt(96) if place == Place.CONTENT else Pt(20))
                elif place != Place.NUMBER:
                    width = one.width
                    one.left, one.width = Pt(140), width - Pt(96)
                one.top = top - Pt(12) if place in {Place.FOOTER, Place.NUMBER} else top
                if place in {Place.SOURCE, Place.WARNING}:
                    one.top = top - Pt(14)
                elif place in {Place.TEXT, Place.CONTENT} and held.name != "Title":
                    one.height -= Pt(14)
        document.slides.add_slide(layout(document, SlideKind.TEXT)).shapes.title.text = "EXAMPLE"

    return changed(change)


def test_slides_keep_to_the_places_of_a_councils_template(councils):
    assert check_template(councils) == []
    made = draw(PACK, Format.PPTX, template=councils)
    slides = list(Presentation(BytesIO(made)).slides)
    assert "EXAMPLE" not in [slide.shapes.title.text for slide in slides]
    assert len(slides) > len(pages(PACK))
    for number, slide in enumerate(slides, 1):
        shapes = [(one.name, one.left, one.top, one.left + one.width, one.top + one.height)
                  for one in slide.shapes]  # fmt: skip
        assert all(left >= Pt(139) for name, left, *_ in shapes if "Slide number" not in name), (
            number
        )
        assert [
            (a[0], b[0]) for a, b in combinations(shapes, 2)
            if not (a[3] <= b[1] or b[3] <= a[1] or a[4] <= b[2] or b[4] <= a[2])
        ] == [], number  # fmt: skip


def test_the_same_template_gives_the_same_bytes(councils):
    made = draw(PACK, Format.PPTX, template=councils)
    assert draw(PACK, Format.PPTX, template=councils) == made
    with ZipFile(BytesIO(made)) as archive:
        assert not any(b"EXAMPLE" in archive.read(name) for name in archive.namelist())
