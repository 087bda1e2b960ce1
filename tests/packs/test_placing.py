"""Where a section stands before the panel: as its kind has it, or where the officer put it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from reporting.content.description import Style
from reporting.content.panel_slides import Layout
from reporting.content.proofs import Paragraphs
from reporting.packs import section_actions
from reporting.packs.actions import begin_version
from reporting.packs.build import build
from reporting.packs.models import Section, SectionPlace
from reporting.packs.on_slides.shown import slides_shown
from reporting.packs.section_actions import Written
from reporting.packs.starting_sections import sections_from


def put(section: Section, place: SectionPlace, *, by, text: str | None = None) -> None:
    words = section.text if text is None else text
    written = Written(section.title, words, section.settings, place=place)
    section_actions.write_section(
        section=section, written=written, revision=section.revision, by=by
    )


def presented(setting, key: str):
    return build(setting.refreshed()).pack.section(key)


def test_a_section_stands_where_its_kind_has_it(setting):
    crime = presented(setting, "crime")
    assert crime.panel
    assert not presented(setting, "words").panel


def test_slides_are_moved_to_the_annex_with_all_that_stood_on_them(setting):
    before = presented(setting, "crime")
    put(setting.section(), SectionPlace.ANNEX, by=setting.officer)
    moved = presented(setting, "crime")
    assert moved.panel == ()
    assert {slide.layout for slide in moved.annex} == {Layout.ANNEX}
    shown = [shown for slide in before.panel for shown in slide.shown]
    assert [shown for slide in moved.annex for shown in slide.shown][: len(shown)] == shown
    findings = [finding.figure.text for slide in before.panel for finding in slide.findings]
    under = " ".join(line.text for slide in moved.annex for line in slide.under)
    assert findings
    assert all(finding in under for finding in findings)
    assert not slides_shown(build(setting.refreshed()).pack, setting.refreshed()).problem


def test_what_stands_in_the_annex_is_moved_to_the_main_part(setting):
    put(setting.section(), SectionPlace.SLIDES, by=setting.officer)
    moved = presented(setting, "crime")
    assert moved.annex == ()
    assert Layout.ANNEX not in {slide.layout for slide in moved.panel}


def test_in_the_report_alone_it_is_on_no_slide_and_whole_in_the_report(setting):
    before = presented(setting, "crime")
    put(setting.section(), SectionPlace.REPORT, by=setting.officer)
    moved = presented(setting, "crime")
    assert (moved.panel, moved.annex) == ((), ())
    assert moved.slides == before.slides


def test_words_that_are_put_on_slides_are_paragraphs_with_their_figures(setting):
    text = "- It was {{crime/all-crime 2022/23 count}}\n- And more\n# Then\nA second slide."
    put(setting.section("words"), SectionPlace.SLIDES, by=setting.officer, text=text)
    first, second = presented(setting, "words").panel
    proof = first.shown[0].proof
    assert isinstance(proof, Paragraphs)
    assert proof.is_list
    assert [cell.style for line in proof.paragraphs for cell in line.cells] == [Style.COUNT]
    assert [slide.title.text for slide in (first, second)] == ["What we did", "Then"]
    assert first.notes.say


def test_words_without_room_say_so_on_the_desk_and_keep_their_place(setting):
    long = " ".join(["A paragraph that goes on and on."] * 120)
    put(setting.section("words"), SectionPlace.SLIDES, by=setting.officer, text=long)
    version = setting.refreshed()
    shown = slides_shown(build(version).pack, version)
    (slide,) = shown.of_section("words")
    assert not shown.problem
    assert "there are more words than have room" in slide.picture.replace("\n", " ")


def test_the_place_is_kept_in_revisions_versions_and_the_next_year(setting, issued):
    assert {one.place for one in sections_from(issued)} == {SectionPlace.AS_ITS_KIND}
    version = begin_version(pack=issued.pack, changes="More", by=setting.officer)
    put(version.sections.get(key="words"), SectionPlace.SLIDES, by=setting.officer)
    section = version.sections.get(key="words")
    assert section.revisions.first().place == SectionPlace.SLIDES
    places = {one.key: one.place for one in sections_from(version)}
    assert places["words"] is SectionPlace.SLIDES


def test_the_database_knows_every_place(setting):
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.filter(key="crime").update(place="elsewhere")
