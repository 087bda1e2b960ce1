"""Packs as they begin, by kind and day: each can be drawn whole before anybody has changed it."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.models import User
from reporting.content.panel_slides import Presentation
from reporting.content.proofs import Board
from reporting.export.formats import Format, draw_pack
from reporting.packs import actions
from reporting.packs.actions import Details
from reporting.packs.build import Built, build
from reporting.packs.models import PackKind
from reporting.packs.starting_sections import sections_of
from reporting.rendering.slides.plan import paged, planned

# Before most figures came, at the first panel, and when the figures of the next years are in.
DAYS = (date(2022, 6, 10), date(2024, 3, 4), date(2025, 6, 12))
MOST_SLIDES = {PackKind.ANNUAL: 28, PackKind.AIM: 8, PackKind.LOCALITY: 8}
OPENING = ("year-on-one-slide", "recommendations", "asks")
CLOSING = ("definitions-and-sources", "what-is-made-up", "corrections")


def begun(partnership, kind: PackKind, day: date, *, locality: str = "") -> Built:
    version = actions.start_pack(
        partnership=partnership,
        slug="begun",
        kind=kind,
        details=Details(title=kind.label, as_at=day),
        sections=sections_of(kind, locality=locality),
        by=User.objects.get(email="csp.officer@demo.example"),
    )
    return build(version)


def _slides(presentation: Presentation) -> int:
    """Of the main part, with its cover."""
    return 1 + sum(len(section.slides) for section in paged(presentation).main)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize(
    ("kind", "locality"),
    [
        (PackKind.ANNUAL, ""),
        (PackKind.AIM, ""),
        (PackKind.LOCALITY, "North"),
        (PackKind.LOCALITY, ""),
    ],
)
def test_a_pack_that_begins_can_be_presented(with_demonstration, kind, locality, day):
    presentation = begun(with_demonstration, kind, day, locality=locality).pack.presentation()
    assert planned(presentation).slides, "no slide is too full, and no two have one title"
    assert _slides(presentation) <= MOST_SLIDES[kind]


def test_an_annual_update_begins_in_the_order_of_its_story(with_demonstration):
    kinds = [section.kind for section in sections_of(PackKind.ANNUAL)]
    assert kinds[:4] == ["cover", *OPENING]
    assert tuple(kinds[-3:]) == CLOSING
    figures = ("measure", "street-crime", "neighbours", "priorities")
    assert sorted(figures, key=kinds.index) == list(figures)
    national = [kind for kind in sections_of(PackKind.ANNUAL) if kind.kind == "national-figures"]
    assert [section.title.split(": ")[1] for section in national] == ["Prevent", "Channel"]
    keys = [section.key for section in sections_of(PackKind.ANNUAL)]
    assert len(set(keys)) == len(keys)


def test_published_counts_are_of_the_latest_year_where_none_is_chosen(with_demonstration):
    pack = begun(with_demonstration, PackKind.ANNUAL, DAYS[-1]).pack
    for key in ("street-crime", "neighbours"):
        [slide] = pack.section(key).panel
        assert any("2024/25" in shown.heading for shown in slide.shown)


def test_priorities_tell_the_year_that_other_slides_tell(with_demonstration):
    pack = begun(with_demonstration, PackKind.ANNUAL, DAYS[-1]).pack
    [crime] = pack.section("crime-all-crime").panel
    first, *_others = pack.section("priorities").panel
    assert "5.1%" in crime.title.text
    assert "5.1%" in first.title.text
    assert "figures of 2024/25" in first.source


def test_a_measure_of_another_year_says_its_own(with_demonstration):
    pack = begun(with_demonstration, PackKind.ANNUAL, DAYS[-1]).pack
    boards = [
        shown.proof
        for slide in pack.section("priorities").panel
        for shown in slide.shown
        if isinstance(shown.proof, Board)
    ]
    said = [row.entries[2].text for board in boards for row in board.rows]
    [violence] = [words for words in said if "serious violence" in words.lower()]
    assert "in 2022/23" in violence
    [crime] = [words for words in said if "all recorded crime" in words.lower()]
    assert "2024/25" not in crime, "the source line names the year of most"


@pytest.mark.parametrize("file_format", list(Format))
def test_every_format_of_an_annual_update_that_begins(with_demonstration, file_format):
    assert draw_pack(begun(with_demonstration, PackKind.ANNUAL, DAYS[-1]).pack, file_format)
