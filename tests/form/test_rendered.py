"""Faults that only a rendering shows, planted and found by LibreOffice's drawing."""

from __future__ import annotations

import pytest

from tests.form import planting, rendered, rendered_faults
from tests.form.reading import read
from tests.form.standing import standing_lines

ROWS = [["Objective", "State"], ["Fewer fires", "Better"]]


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """Three sound slides, and one for each fault."""
    deck = planting.sound()
    empty = deck.slide("Below this title there are a few words")
    planting.words(empty, "A few words", (1.6, 4.35, 20, 2))
    deck.close(empty, "Little is known of this.")
    half = deck.slide("Only the upper half of this slide is used")
    planting.table(half, ROWS, (1.6, 4.35, 30.67, 5))
    deck.close(half, "Half of it is used.")
    pale = deck.slide("A pale ground alone does not fill a slide")
    planting.ground(pale, (1.6, 4.35, 30.67, 12.4))
    planting.words(pale, "Words on a pale ground", (2, 5, 20, 2))
    deck.close(pale, "A ground is no ink.")
    labels = deck.slide("The labels within this chart collide")
    values = {"North": (900, 820, 1010, 1100), "South": (400, 380, 420, 1095)}
    planting.label_last(planting.chart(labels, values, (1.6, 4.35, 30.67, 12.4)))
    deck.close(labels, "The labels collide.")
    return deck.pptx


@pytest.mark.libreoffice
def test_what_is_sound_is_drawn_without_a_fault_and_each_fault_is_found(drawn):
    found = rendered_faults(drawn)
    said = [(one.partition(": ")[0], one.partition(": ")[2][:9]) for one in found]
    assert said[:3] == [
        ("slide 4", "too empty"),
        ("slide 5", "too empty"),
        ("slide 6", "too empty"),
    ]
    assert {slide for slide, _ in said[3:]} == {"slide 7"}
    assert "“North” and “South” are drawn over one another" in found[3]


@pytest.mark.libreoffice
def test_lines_are_measured_as_libreoffice_sets_them(drawn):
    """Each line starts where its first word is drawn, and as high."""
    away = []
    for slide, page in zip(read(drawn).slides, rendered.rendered(drawn), strict=True):
        for line in standing_lines(slide):
            first = line.set.line.text.split()[0]
            boxes = [word.box for word in page.words if word.text == first]
            if line.owner.place not in {"sldNum", "ftr"} and not any(
                abs(box.left - line.ink.left) < 3
                and box.overlap(line.ink)[1] > line.ink.height * 0.75
                for box in boxes
            ):
                away.append((slide.number, line.words, line.ink, boxes))
    assert away == []


@pytest.mark.libreoffice
def test_ink_is_measured_between_title_and_source(drawn):
    slides, pages = read(drawn).slides, rendered.rendered(drawn)
    uses = [rendered.use_of(slide, page) for slide, page in zip(slides, pages, strict=True)]
    assert [use.is_enough for use in uses] == [True, True, True, False, False, False, True]
    assert uses[4].box < 0.5
    assert uses[5].cells < 0.4
