"""The document on paper, opened again."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pdfua import Severity, validate

from csp_portal.gallery import samples
from reporting.content.description import Marking
from reporting.export import fonts, pdf

PACK = samples.pack()


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf.document(PACK)


@pytest.fixture
def opened(made):
    with pikepdf.open(BytesIO(made)) as document:
        yield document


def elements(document, kind: str) -> list:
    return [one for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == f"/{kind}"]  # fmt: skip


def bookmarks(document) -> list[str]:
    def titles(items):
        for item in items:
            yield str(item.title)
            yield from titles(item.children)

    with document.open_outline() as found:
        return list(titles(found.root))


def test_a_checker_of_pdf_ua_finds_nothing(made, tmp_path):
    path = tmp_path / "pack.pdf"
    path.write_bytes(made)
    found = validate(str(path)).findings
    assert [(one.rule_id, one.message) for one in found if one.severity is not Severity.INFO] == []


def test_the_document_says_its_title_language_and_that_it_is_pdf_ua(opened):
    assert str(opened.Root.Lang) == "en-GB"
    with opened.open_metadata() as said:
        assert said["dc:title"] == f"{PACK.title} – {PACK.partnership}"
        assert said["pdfuaid:part"] == "1"


def test_every_slide_is_a_bookmark(opened):
    found = bookmarks(opened)
    assert {slide.title for slide in PACK.slides} <= set(found)
    assert "Contents" in found


def test_every_picture_chart_and_diagram_says_what_it_shows(opened):
    said = [str(one.get("/Alt", "")) for one in elements(opened, "Figure")]
    drawn = [slide for slide in PACK.slides if slide.chart or slide.diagram or slide.picture]
    assert len(said) == len(drawn)
    for slide in drawn:
        shown = slide.chart or slide.diagram or slide.picture
        assert any(shown.alternative in one for one in said)


def test_headings_of_tables_say_whose_they_are(opened):
    scopes = {str(one["/A"]["/Scope"]) for one in elements(opened, "TH")}
    assert scopes == {"/Column", "/Row"}


def test_only_the_font_that_comes_with_the_portal_is_used(opened):
    names = {str(one["/BaseFont"]) for one in opened.objects
             if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one}  # fmt: skip
    assert names
    assert {re.sub(r"^/[A-Z]{6}\+", "", name) for name in names} <= {"Arimo", "Arimo-Bold"}


@pytest.mark.parametrize("address", ["https://example.org/a.png", "file:///etc/passwd"])
def test_nothing_is_fetched_from_outside(address):
    with pytest.raises(ValueError, match="uses disallowed protocol"):
        pdf._Inside({}).fetch(address)


def test_words_with_what_no_markup_may_hold_are_drawn_without_it():
    shown = replace(PACK.slides[1], title="Fewer\x0b fires & <more> rain\x1f")
    made = pdf.document(replace(PACK, slides=(PACK.slides[0], shown)))
    with pikepdf.open(BytesIO(made)) as document:
        assert "Fewer fires & <more> rain" in bookmarks(document)


def test_the_style_sheets_hold_nothing_that_is_not_understood(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        pdf.document(replace(PACK, slides=PACK.slides[:2]))
    assert [one.getMessage() for one in caplog.records if one.name.startswith("weasy")] == []


def test_a_font_that_has_not_been_built_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FONTS", tmp_path)
    fonts.font.cache_clear()
    with pytest.raises(fonts.NoFont, match="npm run build"):
        fonts.font("arimo-latin-400-normal.woff2")
    fonts.font.cache_clear()


def test_the_marking_changes_with_the_deck(made):
    other = pdf.document(replace(PACK, marking=Marking.OFFICIAL))
    assert other != made


def test_a_picture_that_breaks_off_stays_refused_after_a_pdf_was_made():
    from PIL import ImageFile

    assert pdf.document
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
