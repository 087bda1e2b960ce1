"""Slides as SVG: well formed, escaped, marked as drafts, and where LibreOffice puts them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from csp_portal.gallery import slide_samples as samples
from reporting.content.panel_slides import OfSection
from reporting.content.phrases import phrase
from reporting.export.pptx import presentation as panel_presentation
from reporting.rendering.slides.plan import planned
from reporting.rendering.slides.shapes import HEIGHT, WIDTH
from reporting.rendering.slides.svg import drawing_svg, slide_svg

SVG = "{http://www.w3.org/2000/svg}"
MOST_APART = 0.02  # of the slide's width or height


def test_every_slide_is_an_svg_with_its_title_and_number():
    for plan in planned(samples.presentation()).slides:
        svg = ET.fromstring(slide_svg(plan, accent="#12436D"))
        assert svg.get("viewBox") == "0 0 960 540"
        assert svg.find(f"{SVG}title").text == f"Slide {plan.number}: {plan.title}"
        assert str(plan.number) in _words(svg)


def test_words_of_the_slide_are_escaped():
    sly = replace(
        samples.presentation().main[0].slides[0], title=phrase("<script>alert('x')</script> & more")
    )
    (_, plan) = planned(samples.presentation(main=(OfSection("sly", (sly,)),), annex=())).slides
    drawn = slide_svg(plan, accent="#12436D")

    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_draft_says_so_across_the_slide_and_what_is_issued_does_not():
    plan = planned(samples.presentation()).slides[1]

    assert ">Draft</text>" in slide_svg(plan, accent="#12436D", is_draft=True)
    assert ">Draft</text>" not in slide_svg(plan, accent="#12436D")


def test_the_accent_is_the_partnerships():
    plan = planned(samples.presentation()).slides[1]

    assert "#00625A" in slide_svg(plan, accent="#00625A")
    assert "#12436D" not in slide_svg(plan, accent="#00625A")


def test_a_picture_alone_is_an_svg_with_its_alternative():
    plan = planned(samples.presentation()).slides[1]
    drawing = plan.items[-2]
    svg = ET.fromstring(drawing_svg(drawing, accent="#12436D"))

    assert svg.get("aria-label") == "lines, with its values"


@pytest.mark.libreoffice
def test_words_stand_where_libreoffice_puts_them(soffice, tmp_path):
    """Each line of words of the SVG beside the words of LibreOffice's own rendering."""
    presentation = samples.presentation()
    file = tmp_path / "deck.pptx"
    file.write_bytes(panel_presentation(presentation))
    pages = _rendered(soffice, file, tmp_path)
    compared, wrong = 0, []
    for plan, page in zip(planned(presentation).slides, pages, strict=True):
        svg = ET.fromstring(slide_svg(plan, accent="#12436D"))
        for text, x, y in _lines(svg):
            first = text.split()[0]
            near = [(abs(x - at_x), abs(y - at_y)) for word, at_x, at_y in page if word == first]
            if not near:
                continue
            compared += 1
            if not any(dx <= MOST_APART * WIDTH and dy <= MOST_APART * HEIGHT for dx, dy in near):
                wrong.append((plan.number, text, min(near)))
    assert compared > 200
    assert wrong == []


def _rendered(soffice: str, file, folder) -> list[list[tuple[str, float, float]]]:
    """The words of each page with the left end and the middle of each, on a slide of 960 by 540."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, file]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    boxes = folder / "boxes.html"
    subprocess.run(
        ["pdftotext", "-bbox", folder / "deck.pdf", boxes], check=True, capture_output=True
    )
    pages = []
    for page in boxes.read_text(encoding="utf-8").split("<page ")[1:]:
        size = [float(found) for found in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2]]
        found = re.findall(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<', page
        )
        scale = WIDTH / size[0]
        pages.append(
            [
                (word, float(left) * scale, (float(top) + float(foot)) / 2 * scale)
                for left, top, foot, word in found
            ]
        )
    return pages


def _lines(svg: ET.Element) -> list[tuple[str, float, float]]:
    """Every line of words with its left end and the middle of its letters."""
    return [
        (
            "".join(line.itertext()),
            float(line.get("x")),
            float(line.get("y")) - 0.34 * float(line.get("font-size")),
        )
        for line in svg.iter(f"{SVG}text")
        if "".join(line.itertext()).strip()
    ]


def _words(svg: ET.Element) -> list[str]:
    return [text for text, _, _ in _lines(svg)]
