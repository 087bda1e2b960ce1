"""The desk: how far a version is, what stops it, its slides at once, words kept as typed."""

from __future__ import annotations

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partnership import kept
from partnership.models import AuditEvent
from partnership.refusals import Outdated, Refused
from reporting.export.formats import Format
from reporting.packs import actions as pack_actions
from reporting.packs import section_actions
from reporting.packs.actions import NewSection
from reporting.packs.build import build
from reporting.packs.editor import draft as drafts
from reporting.packs.editor.desk import desk
from reporting.packs.editor.draft import draft_of
from reporting.packs.editor.stops import stops, to_know
from reporting.packs.events import Kind
from reporting.packs.models import Making, Section, SectionPlace, SectionState
from reporting.packs.on_slides.shown import slides_shown
from reporting.packs.section_actions import Written
from tests.packs.conftest import APPROVED, ISSUED


def at(setting, end: str) -> str:
    return f"/{setting.partnership.slug}/packs/update-2024/1/{end}"


def put(section: Section, *, by, **changes) -> None:
    written = Written(
        changes.get("title", section.title),
        changes.get("text", section.text),
        changes.get("settings", section.settings),
        changes.get("state", SectionState.READY),
        changes.get("place", SectionPlace.AS_ITS_KIND),
    )
    section_actions.write_section(
        section=section, written=written, revision=section.revision, by=by
    )


def add(setting, *sections: NewSection) -> None:
    pack_actions.add_sections(
        version=setting.version, sections=sections, by=setting.officer, at=ISSUED
    )


# --- How far it is ----------------------------------------------------------------------------
def test_the_heading_says_how_far_it_is_and_for_whom_it_waits(setting):
    add(
        setting,
        NewSection("lead", "prevent-what-it-is", "Prevent", {}, "Words", SectionState.CHECK),
        NewSection("later", "text", "Later", {}, "Words", SectionState.CHECK),
    )
    said = [
        desk(setting.version, who, draft_of(setting.version)).heading
        for who in (setting.officer, setting.prevent_lead)
    ]
    officer, lead = setting.officer, setting.prevent_lead
    assert said == [
        f"4 of 6 sections are ready; one waits for {lead}, one for you",
        f"4 of 6 sections are ready; one waits for you, one for {officer}",
    ]


def test_all_ready_says_so(setting):
    shown = desk(setting.version, setting.officer, draft_of(setting.version))
    assert shown.heading == "All 4 sections are ready"
    assert (shown.stops, shown.to_know) == ((), ())


# --- What stops it ----------------------------------------------------------------------------
def test_each_thing_that_stops_it_leads_to_the_section_and_the_place(setting, client):
    long = " ".join(["A paragraph that goes on and on."] * 120)
    add(
        setting,
        NewSection("typed", "text", "Typed", {}, "There were 12,345."),
        NewSection("wrong", "text", "Wrong", {}, "{{crime/none 2022/23 count}}"),
        NewSection("full", "text", "Full", {}, long, place=SectionPlace.SLIDES),
        NewSection("unread", "text", "Unread", {}, "Words", SectionState.CHECK),
        NewSection("year", "measure", "In 2021/22", {"measure": "crime/all-crime",
                                                     "period": "2022/23"}),
        NewSection("nothing", "text", "Nothing"),
        NewSection("follows", "text", "Follows", {}, "", SectionState.TO_FOLLOW),
    )  # fmt: skip
    section_actions.comment(section=setting.section(), text="Which?", by=setting.manager)
    draft = draft_of(setting.version)
    found = {stop.key: (stop.place, stop.short) for stop in reversed(stops(draft))}
    assert found == {
        "crime": ("comments", "1 open comment"),
        "typed": ("numbers", "A number in the words comes from no figure"),
        "wrong": ("id_text", "A figure in the words can’t be read"),
        "full": ("slides", "A slide has no room"),
        "unread": ("ready", "Check this"),
        "year": ("id_title", "Says 2021/22, shows 2022/23"),
    }
    assert {stop.key: stop.short for stop in to_know(draft)} == {
        "nothing": "Your words are missing",
        "follows": "To follow",
    }
    client.force_login(setting.officer)
    page = client.get(at(setting, "edit/")).content.decode()
    assert f"{len(stops(draft))} things stop it" in page
    for key, (place, _) in found.items():
        assert f'sections/{key}/#{place}"' in page
        assert f'id="{place}"' in client.get(at(setting, f"sections/{key}/")).content.decode()


def test_what_is_missing_is_listed_before_it_is_sent(setting, client):
    add(setting, NewSection("later", "measure", "Next year", {"measure": "crime/all-crime",
                                                              "period": "2030/31"}))  # fmt: skip
    client.force_login(setting.officer)
    asked = client.get(at(setting, "send/")).content.decode()
    assert "What the panel will miss" in asked
    assert "have not been supplied" in asked
    assert setting.refreshed().state == "draft"
    client.post(at(setting, "send/"))
    assert setting.refreshed().state == "in-review"


def test_approval_shows_what_stops_it_and_no_button(setting, client):
    section_actions.comment(section=setting.section(), text="Which?", by=setting.manager)
    pack_actions.send_for_review(version=setting.version, by=setting.officer)
    client.force_login(setting.manager)
    asked = client.get(at(setting, "approve/")).content.decode()
    assert f'{at(setting, "sections/crime/")}#comments"' in asked
    assert "Approve this version</button>" not in asked


def test_a_slide_without_room_stops_approval(setting):
    long = " ".join(["A paragraph that goes on and on."] * 120)
    put(setting.section("words"), by=setting.officer, text=long, place=SectionPlace.SLIDES)
    pack_actions.send_for_review(version=setting.version, by=setting.officer)
    with pytest.raises(Refused, match="Slides cannot be set"):
        pack_actions.approve(version=setting.version, by=setting.manager)


@pytest.mark.parametrize(
    ("step", "state", "told"),
    [("issue", "approved", "everybody else in the partnership"), ("public", "issued", "without")],
)
def test_issue_and_public_say_what_happens_and_to_whom(setting, approve, client, step, state, told):
    version = approve()
    if state == "issued":
        pack_actions.issue(version=version, by=setting.manager, at=ISSUED)
    client.force_login(setting.manager)
    page = client.get(at(setting, f"{step}/")).content.decode()
    assert told in page
    assert step != "issue" or re.search(r"\d+ people are told", page)
    assert setting.refreshed().state == state


# --- Files ------------------------------------------------------------------------------------
def test_every_file_is_asked_for_when_it_is_approved(setting, approve):
    version = approve()
    (making,) = Making.objects.filter(version=version)
    assert set(making.formats) == {one.value for one in Format}
    assert making.asked_by == setting.manager


def test_progress_is_shown_and_asks_for_itself_until_it_is_done(setting, approve, client):
    version = approve(at=timezone.now())
    client.force_login(setting.manager)
    page = client.get(at(setting, "")).content.decode()
    assert 'hx-trigger="every 3s"' in page
    assert "Look again" in page
    Making.objects.filter(version=version).update(status=Making.Status.DONE)
    page = client.get(at(setting, "")).content.decode()
    assert 'hx-trigger="every' not in page
    assert "Look again" not in page


# --- A draft at once --------------------------------------------------------------------------
@pytest.fixture
def remembering(monkeypatch):
    """What a process keeps from one page to the next, though tests are in a transaction."""
    kept._kept.clear()
    yield
    kept._kept.clear()


def test_a_slide_has_the_number_and_references_that_it_has_in_the_whole(setting, remembering):
    put(setting.section("words"), by=setting.officer, place=SectionPlace.SLIDES)
    version = setting.refreshed()
    whole = slides_shown(build(version).pack, version)
    draft = draft_of(version)
    for key in ("crime", "words", "robbery"):
        only = slides_shown(draft.built.pack, version, only=key).slides
        assert [(one.number, one.picture) for one in only] == [
            (one.number, one.picture) for one in whole.of_section(key)
        ]


def test_only_what_was_written_is_built_anew(setting, remembering):
    draft_of(setting.version)
    put(setting.section("words"), by=setting.officer, text="Anew")
    with patch.object(drafts, "build", side_effect=AssertionError("the whole is built")):
        draft = draft_of(setting.refreshed())
    assert draft.built.pack.section("words").text == "Anew"
    assert draft.built.pack.sections == build(setting.refreshed()).pack.sections


def test_figures_that_come_in_build_the_whole_anew(setting, restate, remembering):
    setting.version.as_at = None
    setting.version.save(update_fields=["as_at"])
    draft_of(setting.version)
    restate()
    section_actions.audit.record(
        section_actions.audit.Kind.RETURN_ACCEPTED,
        by=setting.officer,
        about=setting.version,
        partnership=setting.partnership,
    )
    again = draft_of(setting.refreshed())
    assert "26,460" in " ".join(
        sentence.text
        for slide in again.built.pack.section("crime").slides
        for sentence in slide.sentences
    )


def test_what_is_written_and_not_saved_is_shown_and_not_kept(setting, remembering):
    section = setting.section("words")
    section.text = "Not saved"
    assert draft_of(setting.version, now_written=section).built.pack.section("words").text == (
        "Not saved"
    )
    assert draft_of(setting.version).built.pack.section("words").text.startswith("- One thing")


# --- Saved as it is typed ---------------------------------------------------------------------
def typed(setting, text: str, *, revision: int, minutes: int = 0, by=None) -> Section:
    return section_actions.save_words(
        section=setting.section("words"),
        text=text,
        revision=revision,
        by=by or setting.officer,
        at=APPROVED + timedelta(minutes=minutes),
    )


def events(kind: Kind) -> int:
    return AuditEvent.objects.filter(kind=kind.value).count()


def test_a_sitting_is_one_revision_and_one_event_with_the_words_before(setting):
    first = setting.section("words").text
    typed(setting, "One", revision=1)
    typed(setting, "One, two", revision=2, minutes=10)
    section = typed(setting, "One, two, three", revision=3, minutes=20)
    assert (section.revision, setting.section("words").text) == (4, "One, two, three")
    assert list(section.revisions.values_list("number", "text")) == [
        (4, "One, two, three"),
        (1, first),
    ]
    (event,) = AuditEvent.objects.filter(kind=Kind.SECTION_TYPED.value)
    assert event.detail["before"]["text"] == first


def test_a_pause_another_person_and_a_saved_form_end_a_sitting(setting):
    typed(setting, "One", revision=1)
    typed(setting, "Two", revision=2, minutes=16)
    typed(setting, "Three", revision=3, minutes=17, by=setting.second)
    put(setting.section("words"), by=setting.second, text="Four")
    section = typed(setting, "Five", revision=5, minutes=18, by=setting.second)
    texts = list(section.revisions.values_list("text", flat=True))
    assert texts[:-1] == ["Five", "Four", "Three", "Two", "One"]
    assert events(Kind.SECTION_TYPED) == 4


def test_the_second_of_two_who_type_is_told_and_nothing_is_written_over(setting):
    typed(setting, "Theirs", revision=1)
    with pytest.raises(Outdated):
        typed(setting, "Mine", revision=1, by=setting.second)
    assert setting.section("words").text == "Theirs"


def test_the_same_words_are_no_revision(setting):
    text = setting.section("words").text
    assert typed(setting, text, revision=1).revision == 1
    assert events(Kind.SECTION_TYPED) == 0


def test_words_are_saved_at_their_address(setting, client):
    client.force_login(setting.officer)
    address = at(setting, "sections/words/words/")
    saved = client.post(address, {"text": "Typed", "revision": 1})
    assert saved.json()["revision"] == 2
    assert re.fullmatch(r"\d\d:\d\d", saved.json()["saved"])
    faster = client.post(address, {"text": "Mine", "revision": 1})
    assert (faster.status_code, faster.json()["text"], faster.json()["revision"]) == (
        409,
        "Typed",
        2,
    )
    person = client.post(address, {"text": "We spoke to Mr Smith about it", "revision": 2})
    assert person.status_code == 422
    assert setting.section("words").text == "Typed"
    client.force_login(setting.prevent_lead)
    assert client.post(address, {"text": "Mine", "revision": 2}).status_code == 403
    client.force_login(setting.councillor)
    assert client.post(address, {"text": "Mine", "revision": 2}).status_code in (403, 404)


def test_whoever_typed_does_not_approve(setting):
    typed(setting, "Typed", revision=1, by=setting.manager)
    pack_actions.send_for_review(version=setting.version, by=setting.officer)
    with pytest.raises(Refused, match="You wrote in this"):
        pack_actions.approve(version=setting.version, by=setting.manager)
    with pytest.raises(PermissionDenied):
        typed(setting, "Mine", revision=2, by=setting.councillor)


# --- The buttons without script ---------------------------------------------------------------
def test_mark_as_ready_and_use_the_suggestion(setting, client):
    client.force_login(setting.officer)
    section = setting.section()
    Section.objects.filter(pk=section.pk).update(state=SectionState.CHECK)
    page = client.get(at(setting, "sections/crime/")).content.decode()
    assert "Suggested: “All recorded crime: 26,450, 6.0% more than the year before.”" in page
    form = {
        "title": "Crime",
        "text": "In short:",
        "state": "check",
        "place": "as-its-kind",
        "revision": 1,
        "of-kind-measure": "crime/all-crime",
        "of-kind-period": "2022/23",
        "of-kind-show": ["headline"],
    }
    token = "Crime: {{crime/all-crime 2022/23 count}}."
    used = client.post(
        at(setting, "sections/crime/"), {**form, "do": "suggest", "suggested": token}
    )
    assert f"In short: {token}" in used.content.decode()
    assert setting.section().revision == 1
    client.post(at(setting, "sections/crime/"), {**form, "do": "ready"})
    assert setting.section().state == SectionState.READY


def test_a_picked_figure_is_given_as_it_is_written(setting, client):
    client.force_login(setting.officer)
    asked = {
        "figure-measure": "crime/all-crime",
        "figure-period": "2022/23",
        "figure-what": "count",
    }
    address = at(setting, "sections/words/figure/")
    assert client.get(address, asked).json() == {"token": "{{crime/all-crime 2022/23 count}}"}
    assert client.get(address, asked | {"figure-period": "never"}).status_code == 422
