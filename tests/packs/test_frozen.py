"""What was frozen comes back as it was, and later figures change no byte of it."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest

from measures.counts import Gap, Mark
from partnership.models import AuditEvent
from reporting.content.description import (
    Cell,
    Deck,
    Marking,
    Picture,
    Provenance,
    Sentence,
    Slide,
    SlideKind,
    Style,
    Words,
)
from reporting.content.diagrams import Diagram, Node
from reporting.content.frozen import cells, freeze, sha256_of, thaw, thaw_pack
from reporting.export.formats import Format
from reporting.packs import actions as pack_actions
from reporting.packs import files as pack_files
from reporting.packs.changes import changed_sections
from reporting.packs.models import PackFile
from reporting.packs.since.changed import What, since
from tests.packs.conftest import RESTATED, WHY

LATER = datetime(2024, 5, 1, tzinfo=UTC)


def a_deck() -> Deck:
    """One of everything that a slide may hold, but for charts and tables."""
    walk = Provenance("crime/all-crime", "police-return", "2022/23", as_at="2024-02-16")
    said = Sentence(
        (
            "Up ",
            Cell(5.0, Style.PERCENT, frozenset({Mark.REVISED, Mark.PROVISIONAL}), walk),
            Cell(5),
            Cell(Gap.HIDDEN),
            Words("see", is_underlined=True, address="https://example.org/"),
        ),
        is_point=True,
    )
    slides = (
        Slide(SlideKind.TEXT, "“Ten” – ß", sentences=(said,), notes=("one", "two")),
        Slide(
            SlideKind.DIAGRAM,
            "Who",
            diagram=Diagram("d", "Who", (Node("a", "A"), Node("b", "B", ("x",), "a")), "A over B"),
        ),
        Slide(SlideKind.PICTURE, "P", picture=Picture(b"\x89PNG\x00\xff", 2, 3, "A dot", "us")),
    )
    return Deck(
        "T", "S", "P", "#123456", slides, date(2024, 3, 4), ("N, officer",), Marking.SENSITIVE
    )


def test_what_is_frozen_thaws_to_the_same():
    deck = a_deck()
    assert thaw(freeze(deck)) == deck
    # A whole number and one with a point are told apart, as they are in a cell.
    assert [type(one.value) for one in cells(thaw(freeze(deck)))][:2] == [float, int]


def test_the_order_of_keys_and_marks_does_not_depend_on_the_machine():
    frozen = freeze(a_deck())
    assert frozen == freeze(thaw(frozen))
    assert sha256_of(frozen) == hashlib.sha256(frozen.encode("utf-8")).hexdigest()


def test_what_is_no_description_is_refused():
    with pytest.raises(TypeError, match="cannot be frozen"):
        freeze(Deck("T", "S", "P", "#000", ({1, 2},), date(2024, 3, 4)))  # type: ignore[arg-type]


def test_a_whole_pack_thaws_to_the_same_and_says_what_it_rests_on(issued):
    pack = thaw_pack(issued.frozen)
    assert freeze(pack) == issued.frozen
    assert sha256_of(issued.frozen) == issued.sha256
    assert pack.head.as_at == date(2024, 2, 16)
    assert any("return" in line or ".csv" in line for line in pack.sources)
    walked = [cell.provenance for cell in cells(pack.sections) if cell.provenance]
    assert walked
    assert {walk.as_at for walk in walked} == {"2024-02-16"}


@pytest.mark.parametrize("one", Format)
def test_restating_a_quarter_changes_no_byte(issued, restate, one):
    first = pack_files.make_file(version=issued, scope=PackFile.Scope.WHOLE, file_format=one)
    with first.file.open("rb") as kept:
        before = kept.read()
    restate()
    issued.refresh_from_db()
    assert sha256_of(issued.frozen) == issued.sha256
    again = pack_files.drawn(issued, pack_files.pack_of(issued, PackFile.Scope.WHOLE), one)
    assert hashlib.sha256(again).hexdigest() == hashlib.sha256(before).hexdigest() == first.sha256


def test_the_change_note_lists_just_the_cells_and_why(issued, restate):
    assert not since(issued, now=RESTATED.replace(hour=1))
    restate()
    figures = [one for one in since(issued, now=LATER).changes if one.what is What.FIGURE]
    told = {(one.of, one.then, one.now) for one in figures}
    assert ("All recorded crime, Middlesbrough, 2022/23", "26,450", "26,460") in told
    # Only what holds the changed month: that month, its years, their averages and rates.
    assert all("2022/23" in of or "January 2023" in of for of, _, _ in told)
    assert all(WHY in one.because for one in figures)


def test_a_new_version_stands_beside_and_its_supplement_holds_what_changed(
    setting, issued, approve, restate
):
    restate()
    version = pack_actions.begin_version(
        pack=issued.pack,
        changes="Robbery restated",
        as_at=date(2024, 4, 30),
        by=setting.officer,
        at=LATER,
    )
    approve(version, at=LATER)
    version.refresh_from_db()
    before, after = thaw_pack(issued.frozen), thaw_pack(version.frozen)
    assert {one.title for one in changed_sections(before, after)} == {"Crime", "Robbery"}
    made = pack_files.pack_of(version, PackFile.Scope.SUPPLEMENT)
    assert made is not None
    titles = [slide.title for slide in made.deck().slides]
    assert titles[0] == "What has changed since version 1"
    assert not any("What we did" in title for title in titles)
    listed = " ".join(sentence.text for sentence in made.deck().slides[0].sentences)
    assert "26,450 is now 26,460" in listed
    assert issued.frozen == setting.refreshed().frozen


def test_a_version_with_the_same_figures_has_no_supplement(setting, issued, approve):
    version = pack_actions.begin_version(
        pack=issued.pack, changes="None", as_at=date(2024, 2, 17), by=setting.officer, at=LATER
    )
    approve(version, at=LATER)
    version.refresh_from_db()
    assert pack_files.pack_of(version, PackFile.Scope.SUPPLEMENT) is None


def test_each_step_is_written_down(setting, issued):
    kinds = AuditEvent.objects.filter(about_type="reporting.version").order_by("pk")
    told = list(kinds.values_list("kind", "by_email"))
    officer, manager = setting.officer.email, setting.manager.email
    assert told == [
        ("pack-started", officer),
        ("pack-sent-for-review", officer),
        ("pack-approved", manager),
        ("pack-files-asked", manager),  # its files are made in advance
        ("pack-issued", manager),
    ]
