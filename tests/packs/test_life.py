"""From draft to archive: who may, when, and what stands in the way."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnership.refusals import Outdated, Refused
from reporting.content.description import Marking
from reporting.content.frozen import thaw_pack
from reporting.packs import actions as pack_actions
from reporting.packs import section_actions
from reporting.packs.actions import NewSection
from reporting.packs.build import build
from reporting.packs.models import NumberConfirmed, Pack, PackKind, SectionState, State, Version
from reporting.packs.section_actions import Written
from reporting.packs.sections.measure import Box
from reporting.packs.sections.registry import section_kinds
from reporting.packs.starting_sections import sections_from, sections_of
from tests.packs.conftest import ISSUED, start


def write(section, text: str, *, by, revision: int = 1):
    written = Written(section.title, text, section.settings)
    return section_actions.write_section(section=section, written=written, revision=revision, by=by)


# --- Approved by another person ---------------------------------------------------------------
def test_nobody_approves_what_they_sent_or_wrote(setting):
    pack_actions.send_for_review(version=setting.version, by=setting.manager)
    with pytest.raises(Refused, match="You sent this"):
        pack_actions.approve(version=setting.version, by=setting.manager)
    pack_actions.return_to_draft(version=setting.version, because="later", by=setting.officer)
    write(setting.section("words"), "Mine", by=setting.manager)
    pack_actions.send_for_review(version=setting.version, by=setting.officer)
    with pytest.raises(Refused, match="You wrote in this"):
        pack_actions.approve(version=setting.version, by=setting.manager)


def test_the_database_holds_that_the_sender_is_not_the_approver(setting, approve):
    version = approve()
    version.approved_by = version.sent_by
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()


def test_an_officer_does_not_approve_and_a_councillor_does_not_write(setting):
    pack_actions.send_for_review(version=setting.version, by=setting.officer)
    with pytest.raises(PermissionDenied):
        pack_actions.approve(version=setting.version, by=setting.second)
    with pytest.raises(PermissionDenied):
        write(setting.section(), "Mine", by=setting.councillor)


def test_the_prevent_lead_writes_the_prevent_sections_alone(setting):
    kind = section_kinds["prevent-what-it-is"]
    theirs = section_actions.add_section(
        version=setting.version, kind=kind, title="What is Prevent?", by=setting.officer
    )
    write(theirs, "- Early help", by=setting.prevent_lead)
    with pytest.raises(PermissionDenied):
        write(setting.section(), "Mine", by=setting.prevent_lead)


def test_steps_are_taken_in_their_order(setting, approve):
    with pytest.raises(Refused, match="is draft"):
        pack_actions.issue(version=setting.version, by=setting.manager)
    approve()
    with pytest.raises(Refused, match="is approved"):
        write(setting.section(), "Too late", by=setting.officer)
    pack_actions.issue(version=setting.version, by=setting.manager, at=ISSUED)
    pack_actions.archive(version=setting.version, by=setting.manager)
    assert setting.refreshed().state == State.ARCHIVED


def test_what_is_to_be_checked_or_discussed_stands_in_the_way(setting):
    section = setting.section("words")
    made = section_actions.comment(section=section, text="Which?", by=setting.manager)
    pack_actions.send_for_review(version=setting.version, by=setting.officer)
    with pytest.raises(Refused, match="Comments are still open on: What we did"):
        pack_actions.approve(version=setting.version, by=setting.manager)
    section_actions.settle_comment(comment=made, by=setting.officer)
    pack_actions.approve(version=setting.version, by=setting.manager)


# --- Numbers ----------------------------------------------------------------------------------
def test_a_typed_number_stands_in_the_way_until_it_is_confirmed(setting, approve):
    # 26,450 is a figure of the pack; 12,345 is none.
    section = write(setting.section("words"), "There were 26,450 and 12,345.", by=setting.officer)
    with pytest.raises(Refused, match="What we did: 12,345"):
        approve()
    section_actions.confirm_number(
        section=section,
        number="12,345",
        why=NumberConfirmed.Why.SOURCE,
        words="The council's survey of 2023",
        by=setting.officer,
    )
    pack_actions.approve(version=setting.version, by=setting.manager)


def test_a_figure_that_cannot_be_read_stands_in_the_way(setting, approve):
    write(setting.section("words"), "It was {{crime/no-such 2022/23 count}}.", by=setting.officer)
    with pytest.raises(Refused, match="There is no measure"):
        approve()


def test_a_bound_figure_follows_the_data_while_it_is_a_draft(setting, restate):
    Version.objects.filter(pk=setting.version.pk).update(as_at=None)
    version = setting.refreshed()
    assert "26,450" in _words_of(build(version), "crime")
    restate()
    assert "26,460" in _words_of(build(version), "crime")


def _words_of(built, key: str) -> str:
    slides = built.pack.section(key).slides
    return " ".join(one.text for slide in slides for one in slide.sentences)


# --- Missing data, to follow, exempt ----------------------------------------------------------
def test_a_section_without_data_says_so_on_its_slide(setting):
    later = NewSection(
        "later", "measure", "Later", {"measure": "crime/all-crime", "period": "2030/31"}
    )
    pack_actions.add_sections(
        version=setting.version, sections=[later], by=setting.officer, at=ISSUED
    )
    built = build(setting.version)
    (slide,) = built.pack.section("later").slides
    assert "not been supplied" in slide.sentences[0].text
    assert built.missing["later"] == slide.sentences[0].text


def test_words_of_a_section_without_data_stay_in_the_pack(setting):
    added = (
        NewSection("later", "measure", "Later", {"measure": "crime/robbery", "period": "2030/31"}),
        NewSection("unnamed", "picture", "A picture"),
    )
    added = [replace(one, text="# What we did\nPatrols went on.") for one in added]
    pack_actions.add_sections(
        version=setting.version, sections=added, by=setting.officer, at=ISSUED
    )
    built = build(setting.version)
    for one in added:
        said, words = built.pack.section(one.key).slides
        assert said.sentences[0].text == built.missing[one.key]
        assert [sentence.text for sentence in words.sentences] == ["Patrols went on."]


def test_what_is_to_follow_says_so_and_comes_with_the_supplement(setting, approve):
    section = setting.section("robbery")
    written = Written(section.title, "", section.settings, SectionState.TO_FOLLOW)
    section_actions.write_section(section=section, written=written, revision=1, by=setting.officer)
    version = approve()
    (slide,) = thaw_pack(version.frozen).section("robbery").slides
    assert slide.sentences[0].text.startswith("This section is to follow")


def test_an_exempt_section_is_in_no_public_deck(setting, approve):
    with pytest.raises(Refused, match="Say why"):
        section_actions.exempt_section(
            section=setting.section("robbery"), paragraph="7", because="", by=setting.officer
        )
    section_actions.exempt_section(
        section=setting.section("robbery"), paragraph="7", because="operations", by=setting.officer
    )
    pack = thaw_pack(approve().frozen)
    whole, public = pack.deck(), pack.deck(is_public=True)
    assert any("Robbery" in slide.title for slide in whole.slides)
    assert not any("obbery" in slide.title for slide in public.slides)


def test_only_what_is_issued_and_official_is_made_public(setting, approve):
    version = approve()
    with pytest.raises(Refused, match="and cannot be"):
        pack_actions.make_public(version=version, by=setting.manager)
    pack_actions.issue(version=version, by=setting.manager, at=ISSUED)
    Version.objects.filter(pk=version.pk).update(marking=Marking.SENSITIVE.value)
    with pytest.raises(Refused, match="SENSITIVE"):
        pack_actions.make_public(version=version, by=setting.manager)


# --- Two people, and last time's --------------------------------------------------------------
def test_the_second_of_two_is_shown_the_first_ones_words_and_nothing_is_lost(setting):
    section = setting.section("words")
    write(section, "The first one's", by=setting.officer)
    with pytest.raises(Outdated) as faster:
        write(section, "The second one's", by=setting.second)
    assert faster.value.now.text == "The first one's"
    write(section, "Both", by=setting.second, revision=faster.value.now.revision)
    kept = set(section.revisions.values_list("text", flat=True))
    assert kept == {"- One thing\n- Another thing", "The first one's", "Both"}


def test_last_times_words_come_forward_to_be_checked_a_year_on(setting, issued):
    brought = {one.key: one for one in sections_from(issued)}
    assert brought["words"].text == "- One thing\n- Another thing"
    assert brought["words"].state is SectionState.CHECK
    assert brought["crime"].settings["period"] == "2023/24"
    later = start(
        setting.partnership,
        setting.officer,
        "update-2025",
        date(2025, 3, 3),
        sections=tuple(brought.values()),
    )
    pack_actions.send_for_review(version=later, by=setting.officer)
    with pytest.raises(Refused, match="Still to be checked: Crime, What we did"):
        pack_actions.approve(version=later, by=setting.manager)
    confirmed = section_actions.confirm_unchanged(
        version=later, keys=["words", "crime", "robbery"], by=setting.officer
    )
    assert confirmed == 2


def test_a_locality_briefing_is_of_the_locality_chosen(client, setting):
    client.force_login(setting.officer)
    at = f"/{setting.partnership.slug}/packs/new/"
    asked = {"kind": "locality-briefing", "title": "Briefing", "marking": "OFFICIAL"}
    refused = client.post(at, asked)
    assert refused.status_code == 422
    assert "Choose the locality that the briefing is about" in refused.content.decode()
    client.post(at, asked | {"locality": "North"})
    version = Version.objects.get(pack__slug="locality-briefing-north-briefing")
    built = build(version)
    crime = built.pack.section("crime-all-crime")
    assert crime.slides
    assert all("North" in slide.title for slide in crime.slides)
    assert " in North" in crime.statement.text


def test_a_place_leads_to_the_briefing_of_its_own_locality(client, setting):
    at = f"/{setting.partnership.slug}/packs/localities/"
    client.force_login(setting.officer)
    none = client.get(f"{at}north/", follow=True)
    assert "There is no briefing of North yet. The CSP officer starts one." in none.text
    north = sections_of(PackKind.LOCALITY, locality="North")
    start(setting.partnership, setting.officer, "north", date(2024, 3, 4), sections=north)
    Pack.objects.filter(slug="north").update(kind=PackKind.LOCALITY)
    assert client.get(f"{at}north/").url == f"/{setting.partnership.slug}/packs/north/1/"
    assert "no briefing of East" in client.get(f"{at}east/", follow=True).text
    assert client.get(f"{at}nowhere/").status_code == 404
    client.force_login(setting.councillor)
    assert client.get(f"{at}north/").url == f"/{setting.partnership.slug}/packs/"
    ward = client.get(f"/{setting.partnership.slug}/wards/E05009853/").text
    assert re.search(rf'href="{at}[a-z]+/">Briefing of [A-Z]', ward)


def test_last_time_now_and_restated_since(setting, issued, restate):
    restate()
    crime = replace(
        sections_from(issued)[1],
        settings={
            "measure": "crime/all-crime",
            "period": "2022/23",
            "show": [Box.LAST_TIME.value],
        },
    )
    later = start(
        setting.partnership,
        setting.officer,
        "update-2025",
        date(2025, 3, 3),
        sections=(crime,),
        as_at=None,
    )
    said = _words_of(build(later), "crime")
    assert "Last time we reported (as at 16 February 2024) 26,450 crimes were recorded" in said
    assert "Now 26,460 [r] crimes were recorded" in said
    assert "Restated since 2022/23: 26,450 is now 26,460 [r]." in said


def test_sections_are_moved_and_taken_out(setting):
    section_actions.move_section(section=setting.section("robbery"), to=0, by=setting.officer)
    section_actions.end_section(section=setting.section("words"), by=setting.officer)
    keys = [one.key for one in build(setting.version).pack.sections]
    assert keys == ["robbery", "cover", "crime"]
    assert setting.section("words").text
