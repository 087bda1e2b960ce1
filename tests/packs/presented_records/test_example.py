"""The demonstration's update as a panel sees it: what is made of its records."""

from __future__ import annotations

import re

import pytest

from demo import pack
from reporting.content.frozen import FrozenPack, thaw_pack
from reporting.content.panel_slides import PanelSlide
from reporting.content.phrases import SlideRef
from reporting.packs.models import Version
from tests.packs.presented_records.form import (
    cells_in,
    check,
    check_own_sentences,
    check_speech,
    said,
)

# The title of each slide that is made of records, by section, in the order of the story.
MAIN = {
    "recommendations": ["Your three recommendations: two are done, one is under way"],
    "asks": ["We ask you for three things today"],
    "functions": [
        ("Five authorities share eight duties; today fulfils one, and two more fall due by 1 April")
    ],
    "governance-structure": [
        "Eight groups report to one partnership, and this panel scrutinises it"
    ],
    "operating-areas": ["Four operating areas divide the 20 wards, five to each"],
    "priorities": [
        (
            "Priority 1: all recorded crime rose 6.0%, ASB incidents fell 22.3%; one objective has"
            " no measure"
        ),
        "Priority 2: serious violence rose 12.2%; three objectives have no measure",
        "Priority 3: four of seven objectives have a measure, and none can be judged yet",
    ],
    "what-is-prevent": ["Prevent steps in before a crime, and help comes only with consent"],
    "prevent-duty-guidance": [
        "All five strands of the revised Prevent duty are under way; none is finished"
    ],
    "prevent-actions": ["There were 20 Prevent actions in 2023, seven of them campaigns"],
    "friends-and-family": [
        "Friends and family campaign with Parent Zone Local took two ways to one message"
    ],
    "cleveland-approach": [
        "We made six contributions to the work of the Cleveland Prevent leads group in 2023"
    ],
    "training-and-support": [
        "Every school is offered training for a safeguarding lead; real counts are awaited"
    ],
    "questions-for-members": ["Four questions worth asking us"],
    "next-steps": [
        (
            "What happens next: we answer open questions by 18 March and respond to"
            " recommendations by 1 April"
        )
    ],
}
ANNEX = {
    "functions": ["The eight duties, statutes and dates"],
    "prevent-actions": ["Prevent actions in 2023"],
    "what-is-made-up": ["What “Illustrative” means here"],
    "corrections": ["Corrections to the original deck of 2024"],
}


@pytest.fixture
def frozen(with_demonstration) -> FrozenPack:
    return thaw_pack(Version.objects.get(pack__slug=pack.SLUG).frozen)


@pytest.fixture
def slides(frozen) -> list[PanelSlide]:
    """Every slide that is made of records."""
    return [
        slide
        for section in frozen.sections
        if section.key in {*MAIN, *ANNEX}
        for slide in (*section.panel, *section.annex)
    ]


def test_each_section_has_its_message(frozen):
    main = {one.key: [slide.title.text for slide in one.panel] for one in frozen.sections}
    assert {key: titles for key, titles in main.items() if key in MAIN} == MAIN
    assert [key for key in main if key in MAIN] == list(MAIN)
    annex = {one.key: [slide.title.text for slide in one.annex] for one in frozen.sections}
    assert {key: titles for key, titles in annex.items() if key in ANNEX} == ANNEX


def test_every_slide_keeps_the_form_and_can_be_said_in_a_minute(slides):
    assert len(slides) == 20
    for slide in slides:
        check(slide)
        if not slide.key.endswith("-2"):
            check_speech(slide)
    check_own_sentences(slides)


def test_nothing_passed_after_the_meeting_is_cited(slides):
    for slide in slides:
        words = " ".join((slide.title.text, said(slide), *(one.alternative for one in slide.shown)))
        assert not re.search(r"\bAct 20(2[4-9]|[3-9]\d)\b", words), slide.key
        assert not re.search(
            r"\b202[5-9]\b",
            words.replace("March 2025", "")
            .replace("31 January 2025", "")
            .replace("Plan 2023 to 2026", ""),
        ), slide.key


def test_every_reference_leads_to_a_section_of_the_pack(frozen, slides):
    known = {section.key for section in frozen.sections}
    known |= {
        f"{section.key}/{slide.key}"
        for section in frozen.sections
        for slide in (*section.panel, *section.annex)
    }
    found = {part.to for slide in slides for part in _references(slide)}
    assert found <= known
    assert {"functions/in-full", "prevent-actions/in-full", "priorities/priority-3"} <= found


def _references(value) -> list[SlideRef]:
    from dataclasses import fields, is_dataclass

    if isinstance(value, SlideRef):
        return [value]
    if isinstance(value, tuple):
        return [found for each in value for found in _references(each)]
    if is_dataclass(value) and not isinstance(value, type):
        names = (each.name for each in fields(value))
        return [found for name in names for found in _references(getattr(value, name))]
    return []


def test_what_is_made_up_is_marked_where_it_stands(slides):
    """A picture with made-up numbers has a tag of its own, or its slide has one."""
    for slide in slides:
        for shown in slide.shown:
            made_up = any(cell.is_illustrative for cell in cells_in(shown.proof))
            assert not made_up or shown.is_illustrative or slide.is_illustrative, slide.key


def test_the_slide_on_made_up_things_names_every_slide_with_a_tag(frozen, slides):
    listed = {
        part.to
        for section in frozen.sections
        if section.key == "what-is-made-up"
        for slide in section.annex
        for part in _references(slide.shown)
    }
    tagged = {
        f"{section.key}/{slide.key}"
        for section in frozen.sections
        for slide in (*section.panel, *section.annex)
        if slide.is_illustrative or any(shown.is_illustrative for shown in slide.shown)
    }
    assert tagged <= listed
    assert "recommendations/since-you-last-met" in tagged


def test_the_corrections_are_those_that_the_checks_found(frozen):
    section = frozen.section("corrections")
    assert section is not None
    [slide] = section.annex
    rows = [[entry.text for entry in row.entries] for row in slide.shown[0].proof.rows]
    assert len(rows) == 7
    assert rows[1] == [
        "587 incidents of ASB a month in 2021/22",
        "It was 588 a month.",
        "7,050 over twelve months are 587.5: the half was cut off instead of rounded.",
    ]
    assert rows[4][1] == "It was 51.8% more, from 477."
