"""What holds for every slide of figures, of every kind of section, place and time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from csp_portal.gallery import samples
from partnership.models import Partnership
from reporting.content.description import Marking
from reporting.content.frozen import FrozenPack, FrozenSection, freeze, thaw_pack
from reporting.content.panel_slides import Layout, OfSection, PanelSlide, Presentation
from reporting.narrative.panel.small_words import (
    LONGEST_FIGURE,
    LONGEST_SOURCE,
    LONGEST_WORDS,
)
from reporting.packs.sections.registry import section_kinds
from reporting.rendering.slides.plan import planned
from tests.packs.presented.reading import (
    LATER,
    UPDATE,
    context,
    drawn,
    loose_digits,
    presented,
    sentences,
    spoken_words,
    words_of,
)

YEAR = "2022/23"
WARDS = {"measure": "asb/incidents", "period": YEAR}
STATED = {
    "stated_title": "ASB incidents fell in 18 of 20 wards in 2022/23 but rose in Ayresome and"
    " Trimdon",
    "stated": "+44% | Ayresome, the largest rise\n+42% | Trimdon\n−34.7% | Hemlington",
    "stated_in": "the update of 4 March 2024",
}
PREVENT = {
    "measures": [
        "prevent/national-referrals",
        "prevent/custody-share",
        "prevent/national-concern-share",
    ],
    "period": YEAR,
    "day": "2023-06-30",
}
CHANNEL = {
    "measures": [
        "prevent/national-adopted",
        "prevent/national-adopted-share",
        "prevent/national-age-share",
    ],
    "period": YEAR,
}
# As the example has them, each by itself.
EXAMPLE = (
    ("year-on-one-slide", {"period": YEAR}, UPDATE),
    ("measure", {"measure": "crime/all-crime", "period": YEAR}, UPDATE),
    ("street-crime", {"period": "2023", "other": "crime"}, LATER),
    ("measure", {"measure": "asb/incidents", "period": YEAR}, UPDATE),
    ("wards", {**WARDS, **STATED}, UPDATE),
    ("localities", {"measure": "asb/warden-reports", "period": YEAR}, UPDATE),
    ("measure", {"measure": "fires/deliberate", "period": YEAR}, UPDATE),
    ("measure", {"measure": "violence/serious", "period": YEAR}, UPDATE),
    ("neighbours", {"period": "2023"}, LATER),
    ("national-figures", PREVENT, UPDATE),
    ("national-figures", CHANNEL, UPDATE),
    ("definitions-and-sources", {}, UPDATE),
)
OTHERS = (
    ("wards", WARDS, UPDATE),
    ("wards", {"measure": "asb/incidents"}, LATER),
    ("wards", {"measure": "crime/robbery"}, LATER),
    ("localities", {"measure": "crime/all-crime"}, LATER),
    ("measure", {"measure": "asb/warden-reports", "period": YEAR}, UPDATE),
    ("measure", {"measure": "asb/incidents", "area": "North"}, LATER),
    ("measure", {"measure": "asb/incidents", "area": "North", "period": YEAR}, UPDATE),
    ("measure", {"measure": "crime/all-crime", "area": "Hemlington"}, LATER),
    ("measure", {"measure": "crime/possession-of-weapons", "area": "Kader"}, LATER),
    ("measure", {"measure": "crime/all-crime", "period": "2025-01"}, LATER),
    ("measure", {"measure": "crime/all-crime", "period": "2024/25 Q4"}, LATER),
    ("measure", {"measure": "crime/all-crime", "period": "2024/25 H1"}, LATER),
    ("measure", {"measure": "crime/burglary", "period": "2024-04..2024-12"}, LATER),
    ("measure", {"measure": "crime/all-crime", "period": "2019/20"}, UPDATE),
    ("measure", {"measure": "crime/all-crime", "period": YEAR, "against": "2019/20"}, UPDATE),
    ("measure", {"measure": "fires/primary", "period": "2020/21"}, UPDATE),
    ("year-on-one-slide", {}, LATER),
    ("street-crime", {"period": "2024/25", "measures": ["asb/incidents"]}, LATER),
)


def slides_of(partnership: Partnership, kind: str, settings, at) -> list[PanelSlide]:
    found = presented(partnership, kind, settings, at=at)
    return [*found.slides, *found.annex]


@pytest.mark.parametrize(("kind", "settings", "at"), [*EXAMPLE, *OTHERS])
def test_every_slide_holds_to_the_rules(with_demonstration, kind, settings, at):
    slides = slides_of(with_demonstration, kind, settings, at)

    assert slides
    for slide in slides:
        _check(slide)


def _check(slide: PanelSlide) -> None:
    assert loose_digits(slide) == []
    assert 0 < len(slide.title.text) <= 102, slide.title.text
    assert len(slide.source) <= LONGEST_SOURCE
    assert len(slide.findings) <= 3
    for finding in slide.findings:
        assert len(finding.figure.text) <= LONGEST_FIGURE
        assert len(finding.words.text) <= LONGEST_WORDS
    for shown in slide.shown:
        assert shown.alternative
        assert shown.heading or slide.layout is Layout.ANNEX
    assert not any(cell.is_illustrative for cell in words_of(slide)), slide.title.text
    made_up = [cell for cell in drawn(slide) if cell.is_illustrative]
    assert bool(made_up) == any(
        shown.is_illustrative or slide.is_illustrative for shown in slide.shown
    )
    if slide.layout is not Layout.ANNEX:
        assert slide.layout is not Layout.FINDINGS or slide.findings
        assert 30 <= spoken_words(slide) <= 120, sentences(slide)
        assert 2 <= len(slide.notes.say) <= 6
        assert 1 <= len(slide.notes.questions) <= 3
    assert len(set(sentences(slide))) == len(sentences(slide))


@pytest.mark.parametrize(
    ("kind", "settings", "at"), [each for each in EXAMPLE if each[0] != "definitions-and-sources"]
)
def test_the_slides_of_the_example_fill_half_a_minute_or_more(
    with_demonstration, kind, settings, at
):
    for slide in presented(with_demonstration, kind, settings, at=at).slides:
        assert spoken_words(slide) >= 60, sentences(slide)


def test_no_two_slides_of_the_example_share_a_sentence(with_demonstration):
    said = Counter(
        sentence
        for kind, settings, at in EXAMPLE
        for slide in slides_of(with_demonstration, kind, settings, at)
        for sentence in sentences(slide)
    )

    assert [sentence for sentence, times in said.items() if times > 1] == []


@pytest.mark.parametrize(
    ("kind", "settings", "at"),
    [each for each in (*EXAMPLE, *OTHERS) if each[0] in {"measure", "wards", "localities"}],
)
def test_a_title_names_what_is_drawn_and_when(with_demonstration, kind, settings, at):
    for slide in presented(with_demonstration, kind, settings, at=at).slides:
        around = " ".join([*(shown.heading for shown in slide.shown), slide.line]).lower()
        alternatives = " ".join(shown.alternative for shown in slide.shown)
        for year in re.findall(r"20\d\d/\d\d", slide.title.text):
            assert year in around or year in alternatives
        drawn_numbers = {cell.bare_text for cell in drawn(slide)}
        first = slide.title.text.split()[0].lower()
        assert first in around or slide.title.text.split()[0] in drawn_numbers


@pytest.mark.parametrize("slug", ["hartlepool", "redcar-and-cleveland", "stockton-on-tees"])
def test_partnerships_with_published_counts_alone_have_slides_too(with_demonstration, slug):
    partnership = Partnership.objects.get(slug=slug)
    for kind, settings in (
        ("year-on-one-slide", {"period": "2024/25"}),
        ("measure", {"measure": "crime/all-crime", "period": "2024/25"}),
        ("street-crime", {"period": "2024/25"}),
        ("neighbours", {"period": "2024/25"}),
    ):
        for slide in slides_of(partnership, kind, settings, LATER):
            _check(slide)


def test_everything_has_room_and_can_be_frozen(with_demonstration):
    """As one deck: each title once, nothing too long for its place, and the same when thawed."""
    found = [
        (f"s{number}", presented(with_demonstration, kind, settings, at=at, key=f"s{number}"))
        for number, (kind, settings, at) in enumerate(EXAMPLE)
    ]
    deck = Presentation(
        title="Annual update",
        subtitle="",
        partnership="Middlesbrough Community Safety Partnership",
        colour="#12436D",
        meeting="4 March 2024",
        presenters=(),
        as_at=UPDATE.date(),
        marking=Marking.OFFICIAL,
        main=tuple(OfSection(key, each.slides) for key, each in found),
        annex=tuple(OfSection(key, each.annex) for key, each in found),
    )

    plans = planned(deck).slides

    assert len(plans) == 2 + sum(len(each.slides) + len(each.annex) for _, each in found)
    sections = tuple(
        FrozenSection(key, "text", key, slides=(), panel=each.slides, annex=each.annex)
        for key, each in found
    )
    pack = FrozenPack(replace(samples.pack(), slides=()), sections, UPDATE)
    assert thaw_pack(freeze(pack)).sections == sections


@pytest.mark.parametrize(
    ("kind", "settings", "at"),
    [each for each in EXAMPLE if each[0] in {"year-on-one-slide", "street-crime", "neighbours"}],
)
def test_the_report_has_the_same_as_tables(with_demonstration, kind, settings, at):
    slides = section_kinds[kind].build(context(with_demonstration, settings, at=at))

    assert slides
    assert all(slide.table and slide.table.rows for slide in slides)
    assert all("Source: " in slide.source_line for slide in slides)
