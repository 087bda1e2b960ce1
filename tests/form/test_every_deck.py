"""What any test draws as slides is judged when it ends; and each kind of deck by all there is.

Every measure of every dataset in each partnership of the demonstration, every kind of pack as it
starts, and every pack frozen in an earlier form. Of those the words are not judged, which were
frozen with them: notes, what stands for a chart, what a title speaks of. All that today's code
decides is judged: sizes, places, overlaps, colours, the order of reading, footers.
"""

from __future__ import annotations

import pytest

from csp_portal.gallery import samples
from partnership.models import Partnership, User
from partnership.people.permissions import AS_COUNCILLOR
from reporting.export.formats import Format, draw, draw_pack
from reporting.export.pptx import document
from reporting.packs.actions import Details, start_pack
from reporting.packs.build import build
from reporting.packs.models import PackKind
from reporting.packs.starting_sections import sections_of
from reporting.pages.measure import downloads
from reporting.queries.measures import NoSuch, all_datasets
from tests.form import drawn_faults, every_deck, faults_of, story_faults
from tests.packs import frozen_samples

OPEN = 16  # measures of sources that every partnership has
LOCALITIES = ("North", "South", "East", "West", "Central")


# --- What tests draw ------------------------------------------------------------------------
def test_what_a_test_draws_is_kept_until_it_is_judged():
    every_deck.taken()
    drawn = draw(samples.deck(), Format.PPTX)
    assert every_deck.taken() == [drawn]
    assert every_deck.taken() == []


def test_a_fault_in_what_a_test_draws_fails_it(monkeypatch):
    every_deck.taken()
    monkeypatch.setattr(document, "_add_foot", lambda drawn, footer: None)
    drawn = draw(samples.deck(), Format.PPTX)
    found = every_deck.faults_of_those_drawn()
    assert found == drawn_faults(drawn)
    assert "slide 2: there is no footer" in found


# --- Packs ----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", frozen_samples.NAMES)
def test_packs_of_earlier_forms_are_drawn_without_a_fault(name):
    packs = frozen_samples.packs(name)
    for of, deck in frozen_samples.decks(name).items():
        pack = packs.get(of)
        pptx = draw_pack(pack, Format.PPTX) if pack else draw(deck, Format.PPTX)
        assert drawn_faults(pptx) == [], of


@pytest.mark.parametrize(
    ("kind", "locality"),
    [
        (PackKind.ANNUAL, ""),
        (PackKind.AIM, ""),
        (PackKind.BLANK, ""),
        (PackKind.LOCALITY, ""),
        *((PackKind.LOCALITY, name) for name in LOCALITIES),
    ],
)
def test_packs_as_they_start_have_no_fault(with_demonstration, kind, locality):
    version = start_pack(
        partnership=with_demonstration,
        slug="as-it-starts",
        kind=kind,
        details=Details(title=f"Briefing {locality}".strip()),
        sections=sections_of(kind, locality=locality),
        by=User.objects.get(email="csp.officer@demo.example"),
    )
    pptx = draw_pack(build(version).pack, Format.PPTX)
    assert faults_of(pptx) == []
    assert story_faults(pptx, None) == []


# --- Measures -------------------------------------------------------------------------------
EVERY_MEASURE = [f"{one.app}/{each.slug}" for one in all_datasets() for each in one.measures]


def drawn_of_every_measure(slug: str, **asked: object) -> list[str]:
    """The measures whose slides were drawn, and judged; the others have no figures there."""
    partnership = Partnership.objects.get(slug=slug)
    drawn = []
    for measure in EVERY_MEASURE:
        try:
            pptx = downloads.slides(partnership, measure=measure, viewer=AS_COUNCILLOR, **asked)
        except NoSuch:
            continue
        drawn.append(measure)
        assert faults_of(pptx) == [], measure
        assert story_faults(pptx, None) == [], measure
    return drawn


def test_slides_of_every_measure_have_no_fault(with_demonstration):
    assert drawn_of_every_measure("middlesbrough") == EVERY_MEASURE


@pytest.mark.parametrize("slug", ["hartlepool", "redcar-and-cleveland", "stockton-on-tees"])
def test_nor_have_those_of_partnerships_with_open_figures_alone(with_demonstration, slug):
    assert len(drawn_of_every_measure(slug)) == OPEN


@pytest.mark.parametrize("area", ["Longlands & Beechwood", "North"])
def test_nor_have_those_of_a_ward_and_of_a_locality(with_demonstration, area):
    assert drawn_of_every_measure("middlesbrough", area=area) == EVERY_MEASURE
