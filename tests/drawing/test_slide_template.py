"""The portal's own slide template is a file that its command makes again, byte by byte."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from pptx import Presentation

from reporting.content.description import SlideKind
from reporting.export.pptx.template import STANDARD, TEMPLATE, placeholders_of, template
from reporting.export.pptx.template_file import made
from reporting.export.pptx.uploaded import check_template, frame_of


def test_the_command_makes_the_file_that_is_committed():
    assert made() == TEMPLATE.read_bytes()


def test_its_placeholders_stand_where_words_are_measured_for():
    document = Presentation(TEMPLATE)
    assert frame_of(document) == STANDARD
    for layout in document.slide_layouts:
        wanted = {one.place.value: one.name for one in placeholders_of(SlideKind(layout.name))}
        assert {one.placeholder_format.idx: one.name for one in layout.placeholders} == wanted


def test_a_partnerships_colour_is_its_accent():
    content = template("#00625a")
    assert check_template(content) == []
    theme = ZipFile(BytesIO(content)).read("ppt/theme/theme1.xml")
    assert b'<a:accent1><a:srgbClr val="00625A"/></a:accent1>' in theme
