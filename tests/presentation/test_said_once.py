"""What a report says stands there once: tables, notes on figures, and nothing that is blank."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from csp_portal.gallery import samples as parts
from csp_portal.gallery import slide_samples as samples
from measures.counts import Nature
from reporting.content.description import (
    Cell,
    Column,
    Row,
    Sentence,
    Slide,
    SlideKind,
    Table,
    Words,
)
from reporting.content.frozen import FrozenPack
from reporting.content.phrases import SlideRef, phrase
from reporting.content.proofs import Bar, Bars, Card, Cards, Dates, Tile, Tiles
from reporting.export import html, pdf
from reporting.export.docx import document
from reporting.export.formats import Format
from reporting.export.outline import outline
from reporting.rendering.slides.svg import drawing_svg
from tests.packs.reading_files import lines_of
from tests.presentation.test_report import PROOFS, pack, section_of, words

SHOWN = section_of("shown", samples.slide("bars", PROOFS["bars"]), slides=())


def test_a_section_that_says_nothing_is_no_section():
    head = replace(parts.pack(), slides=(), presenters=("Ruth Okoro, Head of Communities",))
    sections = (
        section_of("bars", samples.slide("bars", PROOFS["bars"])),
        section_of("blank", slides=(Slide(SlideKind.TITLE, "Questions and answers"),)),
        section_of("named", slides=(words_of(SlideKind.TITLE, head.presenters[0]),)),
        section_of("kept", slides=(words_of(SlideKind.TITLE, "Something an officer wrote."),)),
    )
    report = FrozenPack(head, sections, datetime(2024, 2, 16, tzinfo=UTC)).report()

    assert [one.key for one in outline(report).sections] == ["section-bars", "section-kept"]


def words_of(kind: SlideKind, text: str) -> Slide:
    return Slide(kind, "An update", sentences=(Sentence((text,)),))


def test_a_table_stands_once_whether_a_slide_or_a_part_has_it():
    bars = Bars((Bar("Park", Cell(4)), Bar("Kader", Cell(5.04))))
    rows = tuple(Row((f"{bar.label} (ward)", bar.cell, Cell(1))) for bar in bars.rows)
    columns = (Column("Ward"), Column("Number"), Column("Rate"))
    part = Slide(SlideKind.TABLE, "By ward", table=Table("by-ward", "By ward", columns, rows))
    fewer = Table("few", "Few", columns[:2], tuple(Row(row.entries[:2]) for row in rows))
    shown = samples.slide("bars", bars)

    def tables(told: Table) -> tuple[int, int]:
        section = section_of("bars", shown, slides=(replace(part, table=told),))
        (found,) = outline(pack(section).report()).sections
        return len(found.messages[0].figures[0].tables), len(found.parts)

    assert tables(part.table) == (0, 1)
    assert tables(fewer) == (0, 1)


def test_a_part_that_repeats_some_rows_of_a_picture_is_left_out():
    bars = (("2021/22", Cell(8)), ("2022/23", Cell(9)))
    tiles = [Tile(name, Cell(9), phrase("more"), bars, phrase("in all")) for name in ("A", "B")]
    columns = (Column("Measure"), Column("2022/23"), Column("2021/22"))
    told = Table("year", "The year", columns, (Row(("A", Cell(9), Cell(8))),))
    part = Slide(SlideKind.TABLE, "The year", table=told)
    shown = samples.slide("tiles", Tiles(tuple(tiles)))

    def stands(part: Slide) -> list[int]:
        (found,) = outline(pack(section_of("year", shown, slides=(part,))).report()).sections
        return [len(found.messages[0].figures[0].tables), len(found.parts)]

    assert stands(part) == [1, 0]
    assert stands(replace(part, sentences=(Sentence(("And more.",)),))) == [1, 1]


def test_what_is_said_at_length_of_where_numbers_are_from_is_said_once():
    told = "2021/22: an illustrative split. The total of 2021/22: published."
    made_up = Cell(4, nature=Nature.ILLUSTRATIVE)
    numbers = [
        Slide(SlideKind.TEXT, title, sentences=(Sentence(("About ", made_up)),), warning=told)
        for title in ("One", "Another")
    ]
    short = replace(words("Third"), warning="The words are made up.")
    section = section_of("bars", samples.slide("bars", PROOFS["bars"]), slides=(*numbers, short))
    report = pack(section).report()
    read, lines = html.page(report).decode(), lines_of(document(report), Format.DOCX)
    parts_told = outline(report).sections[0].parts

    assert read.count(told) == 1
    assert (
        len(re.findall(r'made up here: <a class="govuk-link"\s+href="#note-1">note 1<', read)) == 2
    )
    assert "The words are made up." in read
    assert [(one.mark, one.slide.warning) for one in parts_told] == [
        ("Illustrative", ""),
        ("Illustrative", ""),
        ("", "The words are made up."),
    ]
    assert sum("What is published, worked back or made up here" in line for line in lines) == 2


def test_a_note_that_the_words_or_the_table_of_a_part_say_stands_there_once():
    notes = ("Not compared: 2017/18 was not supplied.", "Rounded to ten.", "Said nowhere else.")
    rows = (Row(("Park", Cell(4))),)
    table = Table("t", "By ward", (Column("Ward"), Column("Number")), rows, notes=notes[:2])
    part = replace(
        words("By ward", "Not compared: 2017/18 was not supplied"), table=table, notes=notes
    )
    report = pack(SHOWN, section_of("part", slides=(part,))).report()
    told = outline(report)
    read, written = html.page(report).decode(), lines_of(document(report), Format.DOCX)

    assert [one.text for one in told.notes] == ["Said nowhere else."]
    assert [one.notes for one in told.sections[1].parts[0].tables] == [("Rounded to ten.",)]
    for line in notes:
        assert read.count(line.removesuffix(".")) == 1, line
        assert sum(line.removesuffix(".") in each for each in written) <= 1, line


def test_a_sentence_with_a_link_is_said_once_in_a_section_and_not_below_the_dates_too():
    help_is = Sentence(("Help is at ", Words("the site", address="https://example.org/"), "."))
    listed = [replace(words(title), sentences=(Sentence((f"{title}.",)), help_is))
              for title in ("One", "Another")]  # fmt: skip
    foot = (phrase("Help is at the site."), phrase("Dates may move."))
    dates = samples.slide("dates", replace(PROOFS["dates"], foot=foot))
    told = outline(pack(section_of("dates", dates, slides=tuple(listed))).report()).sections[0]
    drawn = drawing_svg(told.messages[0].figures[0].drawing, accent="#12436D")

    assert [len(part.slide.sentences) for part in told.parts] == [2, 1]
    assert isinstance(PROOFS["dates"], Dates)
    assert "Dates may move." in drawn
    assert "Help is" not in drawn


def test_a_table_under_a_heading_in_the_same_words_shows_no_caption():
    table = Table("t", "By ward", (Column("Ward"), Column("Number")), (Row(("Park", Cell(4))),))
    part = Slide(SlideKind.TABLE, "By ward", table=table)
    other = replace(part, table=replace(table, title="Crimes by ward"))
    for one, shown in ((part, 1), (other, 0)):
        report = pack(SHOWN, section_of("part", slides=(one,))).report()
        read, lines = html.page(report).decode(), lines_of(document(report), Format.DOCX)
        assert read.count('<caption class="govuk-visually-hidden">') == shown
        assert lines.count(one.table.title) == 1


def test_a_figure_some_numbers_of_which_are_published_is_made_up_in_part():
    def tag(*cells: Cell) -> str:
        bars = Bars(tuple(Bar(f"Ward {at}", cell) for at, cell in enumerate(cells)))
        slide = samples.slide("bars", bars)
        shown = (replace(slide.shown[0], is_illustrative=True),)
        report = pack(section_of("bars", replace(slide, shown=shown))).report()
        return outline(report).sections[0].messages[0].figures[0].tag

    made_up = Cell(4, nature=Nature.ILLUSTRATIVE)
    assert tag(made_up, made_up) == "Illustrative"
    assert tag(made_up, Cell(5)) == "Partly illustrative"
    assert tag(Cell(4), Cell(5)) == "Illustrative"


def test_a_chart_of_a_part_has_the_tag_of_its_table():
    slide = next(slide for slide in parts.pack().slides if slide.chart)
    series = slide.chart.series[0]
    made_up = tuple(replace(cell, nature=Nature.ILLUSTRATIVE) for cell in series.cells)
    chart = replace(slide.chart, series=(replace(series, cells=made_up),), band=None)
    report = pack(SHOWN, section_of("part", slides=(replace(slide, chart=chart),))).report()
    caption = rf"Figure 2\.</span>\s*{re.escape(chart.subtitle)}\s*<strong[^>]*>Illustrative<"

    assert re.search(caption, html.page(report).decode())
    assert any(line.endswith(f"{chart.subtitle} [Illustrative]")
               for line in lines_of(document(report), Format.DOCX))  # fmt: skip


def test_a_range_of_slides_keeps_its_spaces_on_paper():
    to = (SlideRef("a/a"), " to ", SlideRef("b/b"))
    cards = Cards((Card("Say what to measure", phrase("Which matters?"), leads_to=phrase(*to)),))
    sections = [section_of(key, samples.slide(key, PROOFS["bars"])) for key in ("a", "b")]
    report = pack(*sections, section_of("cards", samples.slide("cards", cards))).report()
    lines = " ".join(lines_of(pdf.document(report), Format.PDF))

    assert "lide 2 to slide 3" in lines


def test_charts_of_the_report_are_numbered_with_the_pictures_of_slides():
    chart = next(slide for slide in parts.pack().slides if slide.chart)
    sections = [
        section_of(key, samples.slide(key, PROOFS["bars"]), slides=(chart,)) for key in ("a", "b")
    ]
    read = html.page(pack(*sections).report()).decode()

    assert re.findall(r"Figure (\d+)\.", read) == ["1", "2", "3", "4"]


def test_a_picture_without_a_heading_has_the_line_above_its_slide():
    slide = samples.slide("bars", PROOFS["bars"])
    bare = replace(slide, shown=tuple(replace(one, heading="") for one in slide.shown))
    (found,) = outline(pack(section_of("bars", bare)).report()).sections

    assert found.messages[0].figures[0].caption == slide.line
