"""The report of a pack: two pages of summary, contents, sections with the panel's pictures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import get_args
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from django.template.loader import render_to_string
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from pdfua import Severity, validate
from PIL import Image

from csp_portal.gallery import samples as parts
from csp_portal.gallery import slide_samples as samples
from measures.counts import Nature
from reporting.content.description import Cell, Picture, Sentence, Slide, SlideKind, Table
from reporting.content.frozen import FrozenPack, FrozenSection
from reporting.content.panel_slides import Layout
from reporting.content.phrases import phrase
from reporting.content.proofs import (
    AreaMap,
    Asks,
    Bar,
    Bars,
    Board,
    Card,
    Cards,
    Checks,
    Dates,
    Hub,
    Paragraphs,
    Proof,
    Steps,
    Structure,
    Tracks,
)
from reporting.content.report import Report
from reporting.export import html, pdf
from reporting.export.docx import document
from reporting.export.formats import Format, draw_report
from reporting.export.outline import outline
from reporting.export.painted import png
from reporting.export.summary import PAGES, summary
from reporting.packs.editor import page as pack_pages
from reporting.rendering.signs import SIGNS
from reporting.rendering.slides.svg import drawing_node, drawing_svg
from tests.packs.reading_files import lines_of

WORDY = (Table, Paragraphs)  # what is set as a table or as words, and not drawn
# Whose words are read in the picture: no table says them again.
OF_WORDS = (AreaMap, Asks, Board, Cards, Checks, Dates, Hub, Steps, Structure, Tracks)
PROOFS = samples.proofs()
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words(title: str, text: str = "What the report alone says.") -> Slide:
    return Slide(SlideKind.TEXT, title, sentences=(Sentence((text,)),))


def pack(*sections: FrozenSection) -> FrozenPack:
    head = replace(parts.pack(), slides=())
    return FrozenPack(head, sections, datetime(2024, 2, 16, tzinfo=UTC))


def section_of(key: str, *slides, **changes) -> FrozenSection:
    described = {"slides": (words(f"About {key}"),), "panel": slides}
    return FrozenSection(key, "text", f"Section {key}", **(described | changes))


def every_kind() -> Report:
    """A section for each kind of proof, with a table in the annex of a section without parts."""
    drawn = [
        section_of(key, samples.slide(key, proof))
        for key, proof in PROOFS.items()
        if key != "table"
    ]
    listed = section_of("table", slides=(), annex=(samples.slide("table", PROOFS["table"]),))
    return pack(*drawn, listed).report()


def many(count: int = 28, *, sentences: int = 3) -> Report:
    """A pack of as many slides as a presentation may have, with findings as long as they get."""
    found = samples.finding("+1,499", "on the 24,951 crimes of 2021/22, the first year after " * 2)
    return pack(
        *(
            section_of(
                f"part-{number}",
                samples.slide(
                    f"part-{number}",
                    PROOFS["lines"],
                    layout=Layout.FINDINGS,
                    findings=(found,) * sentences,
                ),
            )
            for number in range(count)
        )
    ).report()


@pytest.fixture(scope="module")
def paper() -> bytes:
    return pdf.document(every_kind())


@pytest.fixture(scope="module")
def read() -> str:
    return html.page(every_kind()).decode()


@pytest.fixture(scope="module")
def word() -> bytes:
    return document(every_kind())


def pages_of_headings(content: bytes) -> dict[str, int]:
    """The page, counted from 0, on which each heading of the PDF stands, by its bookmark."""
    found: dict[str, int] = {}
    with pikepdf.open(BytesIO(content)) as opened, opened.open_outline() as read:
        at = {page.obj.objgen: number for number, page in enumerate(opened.pages)}

        def note(items) -> None:
            for item in items:
                found[str(item.title)] = at[item.destination[0].objgen]
                note(item.children)

        note(read.root)
    return found


# --- Summary and contents ---------------------------------------------------------------------
@pytest.mark.parametrize("sentences", [0, 1, 3])
def test_the_summary_is_two_pages_at_most_and_the_contents_are_one(sentences):
    report = many(sentences=sentences)
    found = pages_of_headings(pdf.document(report))

    assert found["Summary"] == 1
    assert found["Contents"] - found["Summary"] <= PAGES
    first = min(page for title, page in found.items() if title.startswith("Section "))
    assert first - found["Contents"] == 1


def test_the_summary_tells_the_message_and_the_findings_of_each_slide_under_its_line():
    report = presentation_report()
    groups = summary(report)

    assert [group.line for group in groups] == ["The kind: lines", "The kind: bars"]
    entry = groups[0].entries[0]
    assert entry.title == "A slide about lines, with a message that says what it shows"
    assert entry.sentences == ("2 rose: Ayresome and Park.", "None of them fell.")
    assert entry.tag == "Illustrative"
    assert groups[1].entries[0].tag == ""


def test_the_summary_says_which_slides_are_made_up_in_part():
    made_up = Bars((Bar("Park", Cell(4, nature=Nature.ILLUSTRATIVE)), Bar("Kader", Cell(5))))
    groups = summary(pack(section_of("bars", samples.slide("bars", made_up))).report())

    assert groups[0].entries[0].tag == "Partly illustrative"


def test_the_summary_tells_cards_as_sentences_and_questions_alone():
    cards = Cards((Card("Back one definition", phrase("None is agreed yet.")),))
    asks = Asks((Card("What changed?", phrase("Two wards rose.")),))
    told = summary(
        pack(
            section_of("cards", samples.slide("cards", cards)),
            section_of("asks", samples.slide("asks", asks)),
        ).report()
    )

    assert [group.entries[0].sentences for group in told] == [
        ("Back one definition: None is agreed yet.",),
        ("What changed?",),
    ]


def test_a_summary_that_would_be_longer_tells_less_of_every_slide():
    assert {len(entry.sentences) for group in summary(many(sentences=3)) for entry in group.entries}
    told = [len(entry.sentences) for group in summary(many(60)) for entry in group.entries]
    assert set(told) == {0} or max(told) < 3
    assert len(told) == 60


def presentation_report() -> Report:
    found = (samples.finding(), samples.finding("None", "of them fell"))
    first = samples.slide(
        "lines", PROOFS["lines"], layout=Layout.FINDINGS, findings=found, is_illustrative=True
    )
    return pack(
        section_of("lines", first), section_of("bars", samples.slide("bars", PROOFS["bars"]))
    ).report()


def test_a_pack_that_was_frozen_without_slides_has_its_report_as_before():
    old = pack(section_of("old")).report()

    assert old.sections == ()
    assert html.page(old) == html.page(old.deck)
    assert "Summary" not in html.page(old).decode()


# --- Pictures ---------------------------------------------------------------------------------
def test_every_kind_of_proof_has_a_sample():
    assert {type(proof) for proof in PROOFS.values()} == set(get_args(Proof))


def test_every_kind_is_drawn_on_paper_on_the_page_and_in_word_and_its_numbers_stand_as_a_table(
    read, paper, word
):
    drawn = [key for key, proof in PROOFS.items() if not isinstance(proof, WORDY)]
    with pikepdf.open(BytesIO(paper)) as opened:
        alternatives = [
            str(one.get("/Alt"))
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
    described = [
        shape._inline.docPr.get("descr") for shape in docx.Document(BytesIO(word)).inline_shapes
    ]
    for key in drawn:
        alternative = f"{key}, with its values"
        assert alternative in alternatives, key
        assert alternative in described, key
        picture = re.search(f'<svg [^>]*aria-label="{alternative}".*?</svg>', read, re.DOTALL)
        assert picture, key
        assert re.search("<(rect|path|line|text|ellipse|image) ", picture[0]), key
    captions = re.findall(r"<caption[^>]*>([^<]*)<", read)
    for key, proof in PROOFS.items():
        if not isinstance(proof, Paragraphs | Picture):
            told = "" if isinstance(proof, Table) else " (as a table)"
            is_there = f"What is counted in {key}{told}" in captions
            assert is_there is not isinstance(proof, OF_WORDS), key
    assert "What was done." in read


def test_a_picture_stands_once_where_a_part_of_the_report_draws_the_same_numbers():
    chart = next(slide.chart for slide in parts.pack().slides if slide.chart)
    series = chart.series[0]
    rows = tuple(Bar(at, cell) for at, cell in zip(chart.at, series.cells, strict=True))
    part = Slide(SlideKind.CHART, "The same", chart=chart)
    same = section_of("same", samples.slide("same", Bars(rows)), slides=(part,))
    other = replace(same, panel=(samples.slide("same", Bars((*rows, Bar("Another", Cell(1))))),))

    def figures(section: FrozenSection) -> int:
        (found,) = outline(pack(section).report()).sections
        return sum(len(message.figures) for message in found.messages)

    assert figures(same) == 0
    assert figures(other) == 1


def test_what_is_made_up_says_so_at_its_figure():
    made_up = samples.slide("lines", PROOFS["lines"], is_illustrative=True)
    report = pack(section_of("lines", made_up)).report()
    caption = r'">Figure 1\.</span>\s*What is counted in lines\s*<strong[^>]*>Illustrative<'

    assert re.search(caption, html.page(report).decode())
    assert "Figure 1. What is counted in lines [Illustrative]" in lines_of(
        document(report), Format.DOCX
    )
    assert "[Illustrative]" not in " ".join(lines_of(document(every_kind()), Format.DOCX))


def test_signs_are_paths_so_that_no_font_of_the_machine_is_asked_for(paper):
    board = outline(every_kind()).sections[list(PROOFS).index("board")].messages[0].figures[0]
    drawn = drawing_svg(board.drawing, accent="#12436D")

    assert not set(SIGNS) & set("".join(ET.fromstring(drawn).itertext()))
    with pikepdf.open(BytesIO(paper)) as opened:
        fonts = {
            re.sub(r"^/[A-Z]{6}\+", "", str(one["/BaseFont"]))
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
        }
    assert fonts <= {"Arimo", "Arimo-Bold"}


def test_a_painted_picture_has_the_colours_of_the_drawing_at_their_places():
    bars = outline(every_kind()).sections[list(PROOFS).index("bars")].messages[0].figures[0]
    node = drawing_node(bars.drawing, accent="#00625A")
    left, top, *_ = (float(side) for side in node.get("viewBox").split())
    rects = [one for one in node.iter("rect") if one.get("fill") == "#00625A"]
    image = Image.open(BytesIO(png(node)))

    assert rects
    for one in rects:
        x = (float(one.get("x")) + float(one.get("width")) / 2 - left) * 2
        y = (float(one.get("y")) + float(one.get("height")) / 2 - top) * 2
        assert image.getpixel((int(x), int(y))) == (0x00, 0x62, 0x5A)


def test_an_element_that_is_not_known_is_not_left_out_of_a_painted_picture():
    with pytest.raises(ValueError, match="polygon"):
        png(ET.fromstring('<svg viewBox="0 0 10 10"><polygon /></svg>'))


# --- The documents ----------------------------------------------------------------------------
def test_a_checker_of_pdf_ua_finds_nothing(paper, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(paper)
    found = validate(str(path)).findings
    assert [one.message for one in found if one.severity is not Severity.INFO] == []


def test_each_section_of_the_page_has_an_address_and_a_way_back_and_on(read):
    ids = re.findall(r' id="([^"]+)"', read)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r' href="#([^"]+)"', read)) <= set(ids)
    keys = [f"section-{key}" for key in PROOFS if key != "table"]
    for before, key, after in zip(keys, keys[1:], keys[2:], strict=False):
        of = re.search(f'<section[^>]*aria-labelledby="{key}".*?</section>\\s*(?=<section)', read,
                       re.DOTALL)[0]  # fmt: skip
        ways = re.search('app-pack__ways">.*?</p>', of, re.DOTALL)[0]
        assert re.findall('href="#([^"]+)"', ways) == [before, "contents", after]


def test_a_part_with_its_sections_title_has_no_second_heading():
    report = pack(
        section_of("one", samples.slide("lines", PROOFS["lines"]), slides=(words("Section one"),))
    ).report()
    assert html.page(report).decode().count(">Section one</h") == 1


def test_what_is_for_the_presenter_stands_in_the_report_only_if_wanted():
    report = presentation_report()
    for file_format in (Format.PDF, Format.HTML, Format.DOCX):
        plain = " ".join(lines_of(draw_report(report, file_format), file_format))
        spoken = draw_report(report, file_format, with_notes=True)
        assert "For the presenter" not in plain
        assert "This slide is about lines." not in plain
        told = " ".join(lines_of(spoken, file_format))
        for line in ("For the presenter", "This slide is about lines", "Why lines? See slide 3"):
            assert line in told, (file_format, line)


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_wrong_with_it(page, axe, no_sideways_scroll, read, tmp_path, width):
    path = tmp_path / "report.html"
    path.write_text(read, encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    axe(page)
    no_sideways_scroll(page)


def test_a_section_is_read_in_the_portal_with_its_pictures():
    frozen = pack(
        section_of("lines", samples.slide("lines", PROOFS["lines"])),
        section_of("bare", samples.slide("bars", PROOFS["bars"]), slides=()),
        section_of("secret", samples.slide("dates", PROOFS["dates"]), exempt_paragraph="7"),
    )
    for key, kind in (("lines", "lines"), ("bare", "bars")):
        opened = pack_pages.opened(frozen, key, 1, is_public=True)
        shown = render_to_string(
            "reporting/packs/_read.html",
            {"opened": opened, "below": "/read/", "links": "", "accent": opened.colour},
        )
        assert f'aria-label="{kind}, with its values"' in shown
        assert f"What is counted in {kind}" in shown
        assert "Figure 1" not in shown
    assert pack_pages.opened(frozen, "secret", 1, is_public=True) is None
    assert "dates" not in html.page(frozen.report(is_public=True)).decode()


# --- Word -------------------------------------------------------------------------------------
def test_word_has_styles_of_its_own_for_everything(word):
    opened = docx.Document(BytesIO(word))
    styles = {paragraph.style.name for paragraph in opened.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "List Bullet"} <= styles
    assert {table.style.name for table in opened.tables} == {"Table Grid"}
    headings = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert headings[:2] == ["Summary", "Section lines"]


def test_word_says_its_title_language_marking_and_day(word):
    opened = docx.Document(BytesIO(word))
    head = parts.pack()
    properties = opened.core_properties
    assert (properties.title, properties.author) == (head.title, head.partnership)
    assert properties.created.date() == properties.modified.date() == head.as_at
    assert properties.language == "en-GB"
    with ZipFile(BytesIO(word)) as archive:
        assert b'<w:lang w:val="en-GB"' in archive.read("word/styles.xml")
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [one for one in archive.namelist() if "thumbnail" in one]
    assert opened.sections[0].header.paragraphs[0].text == head.marking.value
    assert "Page" in opened.sections[0].footer.paragraphs[0].text


def test_word_is_the_same_bytes_each_time(word):
    assert document(every_kind()) == word


def test_tables_of_word_repeat_their_heading_and_keep_with_their_caption(word):
    body = docx.Document(BytesIO(word)).element.body
    tables = body.findall(f"{WORD}tbl")
    assert tables
    for table in tables:
        rows = table.findall(f"{WORD}tr")
        assert rows[0].find(f"{WORD}trPr/{WORD}tblHeader") is not None
        assert all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in rows)
        style = table.getprevious().find(f"{WORD}pPr/{WORD}pStyle")
        assert style.get(f"{WORD}val") == "Caption"
        kept = [row.find(f".//{WORD}keepNext") is not None for row in rows]
        assert kept == [*[True] * (len(rows) - 1), False]
    caption = docx.Document(BytesIO(word)).styles["Caption"]
    assert caption.paragraph_format.keep_with_next


def test_notes_are_footnotes_and_each_is_written_once():
    made = document(Report(parts.pack()))
    with ZipFile(BytesIO(made)) as archive:
        notes = ET.fromstring(archive.read("word/footnotes.xml"))
        body = ET.fromstring(archive.read("word/document.xml"))
    written = ["".join(one.itertext()).strip() for one in notes if not one.get(f"{WORD}type")]
    assert written == [note.text for note in outline(parts.pack()).notes]
    references = [one.get(f"{WORD}id") for one in body.iter(f"{WORD}footnoteReference")]
    assert references == [str(number) for number in range(1, len(written) + 1)]


def test_links_inside_word_lead_to_places_that_are_there(word):
    with ZipFile(BytesIO(word)) as archive:
        body = ET.fromstring(archive.read("word/document.xml"))
    marks = [one.get(f"{WORD}name") for one in body.iter(f"{WORD}bookmarkStart")]
    assert len(marks) == len(set(marks))
    links = {one.get(f"{WORD}anchor") for one in body.iter(f"{WORD}hyperlink")} - {None}
    assert links
    assert links <= set(marks)
    assert all(len(mark) <= 40 for mark in marks)


def test_a_picture_without_room_is_left_out_of_the_record_and_its_table_is_not():
    endless = Bars(tuple(Bar(f"Ward {n}", Cell(n)) for n in range(400)))
    report = pack(section_of("endless", samples.slide("endless", endless))).report()
    read = draw_report(report, Format.HTML).decode()

    assert "<svg" not in read
    assert all(f"Ward {n}<" in read for n in range(400))


def test_the_contents_of_word_are_in_its_own_style_and_its_summary_has_no_headings(word):
    read = docx.Document(BytesIO(word))
    styles = {paragraph.text: paragraph.style for paragraph in read.paragraphs}
    (stop,) = read.styles["toc 1"].paragraph_format.tab_stops

    assert "Section lines" in {one.text for one in read.paragraphs if one.style.name == "toc 1"}
    assert read.styles["toc 1"].style_id == "TOC1"
    assert (stop.alignment, stop.leader) == (WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    assert styles["The kind: lines"].name == "Summary line"
    assert not [one for one in read.paragraphs if not one.text and one.style.name == "Normal"
                and not one._p.findall(f".//{WORD}drawing")]  # fmt: skip
