"""The AIM briefing: its page, and the notes that officers write beside its figures."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from measures.periods import Month
from partnership.models import AuditEvent, User
from reporting.pages.briefing import notes
from reporting.pages.briefing.models import Note
from reporting.pages.briefing.notes import About
from reporting.queries import figures as queries
from returns.catalogue.registry import datasets
from tests.picture_links import words_of_pictures
from tests.reporting.test_signals import STEADY, TERMS, with_months

PAGE = "/middlesbrough/aim/"
MARCH = Month(2023, 3)
ABOUT = About(MARCH, "crime/all-crime", "police-return")


def _text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.fixture
def officer(filled, client):
    client.force_login(filled.officer)
    return client


def _posted(**changes):
    return {
        "text": "A summer of road works",
        "month": MARCH.code,
        "measure": ABOUT.measure,
        "source": ABOUT.source,
        "area": "",
        "key": "crime-all-crime-whole",
    } | changes


# --- The page --------------------------------------------------------------------------------
def test_the_briefing_says_so_when_nothing_stands_out(filled, client):
    client.force_login(filled.councillor)
    said = _text(client.get(PAGE, {"month": "2023-03"}))
    assert "March 2023: nothing stands out" in said
    assert "Benjamini" in said[said.index("How we know") :]
    assert "Benjamini" not in said[: said.index("How we know")]


def test_the_briefing_begins_with_the_latest_month(officer):
    assert "March 2023" in _text(officer.get(PAGE))


@pytest.mark.parametrize("asked", [{"month": "March"}, {"source": "nobody"}, {"as-at": "soon"}])
def test_what_cannot_be_read_is_answered_in_a_sentence(officer, asked):
    assert officer.get(PAGE, asked).status_code == 404


def test_a_month_without_figures_has_an_answer(officer):
    assert "No figure of April 2030 can be judged" in _text(officer.get(PAGE, {"month": "2030-04"}))


def test_no_app_of_figures_takes_a_word_that_the_pages_use():
    words = {"aim", "methods", "wards", "localities", "returns", "setup"}
    assert words.isdisjoint({one.app for one in (*datasets, *datasets.published)})


@pytest.fixture
def odd_march(monkeypatch):
    """North End has 220 crimes in March 2023, where 100 a month is usual."""
    held = with_months([*STEADY * 2, 220])
    monkeypatch.setattr(queries, "every_measure", lambda *_, **__: [held])


def test_what_stands_out_has_its_words_its_chart_and_a_field_for_a_note(odd_march, officer):
    answer = officer.get(PAGE, {"month": "2023-03"})
    said, page = _text(answer), answer.content.decode()
    assert "March 2023: 3 figures stand out" in said
    assert "220 crimes were recorded in North End in March 2023, usually about 101." in said
    assert page.count("<figure") == page.count("<textarea") == 3
    assert 'href="/middlesbrough/crime/all-crime/?period=2023-03&amp;area=N1' in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    drawn = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    before_how_we_know = drawn[drawn.index("<main") : drawn.index("How we know")]
    assert not [term for term in TERMS if term in before_how_we_know]


def test_the_chart_of_what_stands_out_is_a_picture(odd_march, officer):
    said = words_of_pictures(officer, f"{PAGE}?month=2023-03")
    assert said
    assert all("usually about" in words and "Source: " in words for words in said.values())


def test_a_note_stands_beside_its_figure_and_a_councillor_has_no_field(odd_march, filled, client):
    about = About(MARCH, "crime/all-crime", "police-return", "N1")
    held = {"partnership": filled.partnership, "by": filled.officer}
    notes.write(about=about, text="Two weeks of fairground", **held)
    client.force_login(filled.councillor)
    page = client.get(PAGE, {"month": "2023-03"}).content.decode()
    section = page[page.index('<section id="crime-all-crime-N1"') :].partition("</section>")[0]
    assert "Two weeks of fairground" in section
    assert filled.officer.name in section
    assert "<textarea" not in page


# --- Notes -----------------------------------------------------------------------------------
def test_an_officer_writes_a_note_and_a_councillor_reads_it(filled, officer):
    answer = officer.post(PAGE + "note/", _posted())
    assert answer.url == PAGE + "?month=2023-03&source=#crime-all-crime-whole"
    officer.force_login(filled.councillor)
    said = _text(officer.get(PAGE, {"month": "2023-03"}))
    assert "A summer of road works" in said
    assert "Write a note" not in said


def test_a_councillor_may_not_write_one(filled, client):
    client.force_login(filled.councillor)
    assert client.post(PAGE + "note/", _posted()).status_code == 403
    with pytest.raises(PermissionDenied):
        notes.write(about=ABOUT, text="x", partnership=filled.partnership, by=filled.councillor)
    assert not Note.objects.exists()


def test_a_later_note_takes_the_place_of_an_earlier_one_that_stays(filled):
    held = {"partnership": filled.partnership, "by": filled.officer}
    for text in ("First", "Second"):
        notes.write(about=ABOUT, text=text, **held)
    standing = _standing(filled)
    assert {about: note.text for about, note in standing.items()} == {ABOUT: "Second"}
    assert Note.objects.count() == 2
    before = Note.objects.get(text="First").at
    assert [note.text for note in _standing(filled, at=before).values()] == ["First"]


def test_an_empty_note_withdraws_and_both_are_on_the_record(filled):
    held = {"about": ABOUT, "partnership": filled.partnership, "by": filled.officer}
    notes.write(text="First", **held)
    notes.write(text="  ", **held)
    assert _standing(filled) == {}
    kinds = list(AuditEvent.objects.filter(kind__startswith="note-").values_list("kind", flat=True))
    assert sorted(kinds) == ["note-withdrawn", "note-written"]


def _standing(filled, at=None):
    return notes.of_month(
        MARCH, partnership=filled.partnership, viewer=filled.councillor, at=at or timezone.now()
    )


def test_a_note_that_is_too_long_is_shown_again_with_what_is_wrong(officer):
    answer = officer.post(PAGE + "note/", _posted(text="x" * 1001))
    assert answer.status_code == 422
    assert "1,000 characters or fewer" in _text(answer)
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"measure": "crime/none"}, {"area": "E99"}, {"month": "soon"}, {"source": ""}]
)
def test_a_note_is_about_a_figure_that_there_is(officer, changes):
    assert officer.post(PAGE + "note/", _posted(**changes)).status_code == 404
    assert not Note.objects.exists()


def test_a_note_of_one_partnership_is_none_of_anothers(filled, client):
    client.force_login(User.objects.create_user(email="stranger@example.org", name="Stranger"))
    assert client.post(PAGE + "note/", _posted()).status_code == 404
