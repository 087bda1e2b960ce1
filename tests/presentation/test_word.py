"""A report in Word: columns by their words, one tab in the footer, words kept with pictures."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_TAB_ALIGNMENT

from csp_portal.gallery import slide_samples as samples
from reporting.content.description import Cell, Column, Row, Table
from reporting.content.panel_slides import Layout
from reporting.export.docx import document
from reporting.export.docx.widths import height, widths
from reporting.rendering.text_metrics import width_of
from tests.presentation.test_report import PROOFS, WORD, every_kind, pack, section_of

LONG = "Cleveland Fire Authority: accepted; Cleveland Police: accepted in part; " * 4


def table(*rows: tuple[str | Cell, ...], heads: tuple[str, ...]) -> Table:
    """The rows as a table, its columns of numbers where the first row has one."""
    columns = tuple(
        Column(head, isinstance(entry, Cell)) for head, entry in zip(heads, rows[0], strict=True)
    )
    return Table("t", "A table", columns, tuple(Row(row) for row in rows))


@pytest.mark.parametrize("width", [270.0, 493.0])
def test_no_column_is_narrower_than_its_longest_word(width):
    told = table(
        ("Middlesbrough (here)", Cell(5520), LONG, ""),
        ("Stockton-on-Tees", Cell(12), "", "Every body has answered"),
        heads=("Partnership", "Number", "Responses", "How it stands"),
    )
    found = widths(told, width, 8.5)

    assert sum(found) == pytest.approx(width)
    for wide, word in zip(
        found, ("Stockton-on-Tees", "Number", "Authority:", "answered"), strict=True
    ):
        assert wide > width_of(word, 8.5, is_bold=True) + 10.8


def test_columns_share_what_is_left_so_that_the_table_is_low():
    told = table(
        ("Park", LONG, "Every body has answered; back to the panel"),
        ("Kader", LONG, ""),
        heads=("Ward", "Responses", "How it stands"),
    )
    found = widths(told, 493.0, 8.5)

    assert height(told, found, 8.5) < 0.6 * height(told, (493.0 / 3,) * 3, 8.5)
    assert found[1] == max(found)


def test_a_table_that_has_room_is_as_wide_as_the_text():
    told = table(("Park", Cell(4)), heads=("Ward", "Crimes"))
    assert sum(widths(told, 493.0, 8.5)) == pytest.approx(493.0)


def test_words_too_long_for_the_paper_take_all_of_it_and_no_more():
    told = table(("x" * 90, "y" * 90, "z" * 90), heads=("One", "Two", "Three"))
    assert sum(widths(told, 400.0, 8.5)) == pytest.approx(400.0)


def test_a_high_table_may_break_but_not_behind_its_first_row_or_before_its_last():
    rows = tuple((f"Ward {at}", Cell(at)) for at in range(60))
    shown = samples.slide("table", table(*rows, heads=("Ward", "Number")))
    made = document(pack(section_of("a", shown, slides=())).report())
    (found,) = docx.Document(BytesIO(made)).element.body.findall(f"{WORD}tbl")
    kept = [row.find(f".//{WORD}keepNext") is not None for row in found.findall(f"{WORD}tr")]

    assert [at for at, keeps in enumerate(kept) if keeps] == [0, 1, 59]


def test_the_words_of_the_footer_stand_at_its_ends_in_letters_of_one_size():
    read = docx.Document(BytesIO(document(every_kind())))
    foot = read.sections[0].footer.paragraphs[0]
    left = {stop.position for stop in foot.paragraph_format.tab_stops
            if stop.alignment is WD_TAB_ALIGNMENT.CLEAR}  # fmt: skip
    kept = [stop for stop in foot.paragraph_format.tab_stops if stop.position not in left]
    sizes = {one.get(f"{WORD}val") for one in foot._p.iter(f"{WORD}sz")}

    assert {stop.position for stop in foot.style.paragraph_format.tab_stops} <= left
    assert [stop.alignment for stop in kept] == [WD_TAB_ALIGNMENT.RIGHT]
    assert len(list(foot._p.iter(f"{WORD}sz"))) == len(list(foot._p.iter(f"{WORD}r")))
    assert len(sizes) == 1


def test_a_message_and_what_it_found_stay_with_the_caption_of_their_picture():
    findings = (samples.finding(), samples.finding("None", "of them fell"))
    slide = samples.slide("bars", PROOFS["bars"], layout=Layout.FINDINGS, findings=findings)
    read = docx.Document(BytesIO(document(pack(section_of("a", slide)).report())))
    lines = read.paragraphs
    caption = next(at for at, one in enumerate(lines) if one.style.name == "Caption")

    assert [one.style.name for one in lines[caption - 2 : caption]] == ["List Bullet"] * 2
    assert all(one.paragraph_format.keep_with_next for one in lines[caption - 3 : caption])


def test_the_contents_tell_nobody_what_to_click():
    read = docx.Document(BytesIO(document(every_kind())))
    listed = [one.text for one in read.paragraphs if one.style.name == "toc 1"]
    assert sorted(listed) == sorted(f"Section {key}" for key in PROOFS)
