"""Benchmarks: rates with intervals, ranks that chance may move, and who has only a count."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from scipy.stats import chi2

from partnership.models import ComparisonGroup, Partnership, Population, Role, User
from partnership.people.permissions import AS_COUNCILLOR
from partnership.places import peers
from partnership.places.peer_actions import keep_group
from reporting.content import palette
from reporting.content.selection import Selection
from reporting.pages.benchmarks.page import BenchmarksShown, benchmarks_shown
from reporting.rendering import dot_rows
from returns.lifecycle import decisions, queries, sending, uploads
from tests import starting
from tests.crime.national import as_csv, rows
from tests.picture_links import words_of_pictures

AT = datetime(2023, 9, 4, 9, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NAMES = ("Hartlepool", "Middlesbrough", "Redcar and Cleveland", "Stockton-on-Tees")
CONTENT = as_csv(rows([("Cleveland", name) for name in NAMES], years=("2021/22", "2022/23")))


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), starting.module("with_people"):
        partnership = Partnership.objects.get(slug="middlesbrough")
        officer = User.objects.get(email="csp.officer@demo.example")
        kept = uploads.upload(
            file=io.BytesIO(CONTENT), name="prc.csv", partnership=partnership, by=officer, at=AT
        )
        parts = list(kept.parts.all())
        assert not [asked for part in parts for asked in queries.questions(part)]
        sending.send(parts=parts, by=officer, at=AT)
        decisions.accept(parts=parts, by=officer, because="As published", at=AT)
        yield partnership


@pytest.fixture
def middlesbrough(loaded, db) -> Partnership:
    return loaded


def _shown(partnership, *, measure="crime/all-crime", group="", **query) -> BenchmarksShown:
    shown = benchmarks_shown(
        partnership,
        viewer=AS_COUNCILLOR,
        asked=Selection.read(query),
        measure=measure,
        group=group,
    )
    assert shown is not None
    return shown


def _counted(name: str, year: str, quarter: str = "") -> int:
    lines = list(csv.reader(io.StringIO(CONTENT.decode())))[1:]
    return sum(
        int(line[-1])
        for line in lines
        if line[3] == name
        and line[0] == year
        and quarter in ("", line[1])
        and line[5] != "Fraud offences"
    )


def test_every_partnership_of_the_force_has_its_count_rate_and_interval(middlesbrough):
    shown = _shown(middlesbrough, period="2022/23")
    assert {one.name for one in shown.benchmarks.standings} == set(NAMES)
    for one in shown.benchmarks.standings:
        count = _counted(one.name, "2022/23")
        people = Population.objects.get(area__name=one.name, area__level="district").count
        assert one.count == count
        assert one.rate == pytest.approx(1000 * count / people)
        # Byar's interval lies within half a percent of the exact one at these counts.
        low, high = chi2.ppf(0.025, 2 * count) / 2, chi2.ppf(0.975, 2 * count + 2) / 2
        assert one.interval.low == pytest.approx(1000 * low / people, rel=0.005)
        assert one.interval.high == pytest.approx(1000 * high / people, rel=0.005)
    rates = [one.rate for one in shown.benchmarks.standings]
    assert rates == sorted(rates, reverse=True)


def test_the_latest_whole_year_is_shown_unless_asked_and_a_quarter_says_so(middlesbrough):
    assert _shown(middlesbrough).benchmarks.period.code == "2022/23"
    shown = _shown(middlesbrough, period="2022/23 Q3")
    ours = shown.benchmarks.ours
    assert ours.count == _counted("Middlesbrough", "2022/23", "3")
    assert "alone" in shown.headline.text
    assert any("not for a year" in note for note in shown.notes)


def test_the_headline_and_findings_hold_only_numbers_that_are_in_the_table(middlesbrough):
    shown = _shown(middlesbrough)
    written = {
        entry.text
        for row in shown.table.rows
        for entry in row.entries
        if not isinstance(entry, str)
    }
    for sentence in (shown.headline, *shown.findings):
        for cell in sentence.cells:
            assert cell.text in written | {f"{shown.benchmarks.rate:.1f}"}


def test_without_residents_there_is_a_count_and_no_rate_and_no_rank(middlesbrough):
    with transaction.atomic():
        Population.objects.filter(area__name="Hartlepool").delete()
        shown = _shown(middlesbrough)
        [without] = [one for one in shown.benchmarks.standings if one.name == "Hartlepool"]
        assert without.count == _counted("Hartlepool", "2022/23")
        assert without.rank is None
        assert without.interval is None
        assert shown.benchmarks.standings[-1] == without
        assert shown.benchmarks.ours.rank.of == 3
        assert any("Hartlepool" in note for note in shown.table.notes)


def test_a_count_below_zero_is_shown_and_not_ranked(middlesbrough):
    shown = _shown(middlesbrough, measure="crime/miscellaneous")
    assert all(one.count == -4 and one.rank is None for one in shown.benchmarks.standings)
    assert shown.dots is None
    assert "below zero" in shown.headline.text


def test_a_group_is_shown_with_its_source_and_day_also_once_it_has_ended(middlesbrough):
    hartlepool = next(one for one in peers.of_force(middlesbrough) if one.name == "Hartlepool")
    with transaction.atomic():
        group = keep_group(
            partnership=middlesbrough,
            name="The coast",
            source="The port health authority",
            dated=date(2022, 4, 1),
            members=[ComparisonGroup.members.field.related_model.objects.get(pk=hartlepool.area)],
            by=None,
        )
        shown = _shown(middlesbrough, group=str(group.pk))
        assert {one.name for one in shown.benchmarks.standings} == {"Hartlepool", "Middlesbrough"}
        assert "The port health authority. As of 1 April 2022." in shown.group.about
        keep_group(
            partnership=middlesbrough,
            name="The coast",
            source="Another",
            dated=date(2023, 4, 1),
            members=list(group.members.all()),
            by=None,
            instead_of=group.pk,
        )
        again = _shown(middlesbrough, group=str(group.pk))
        assert "It was ended on" in again.group.about
        assert again.group in again.offered


def test_each_rate_is_a_dot_with_its_interval_in_the_row_of_its_partnership(middlesbrough):
    shown = _shown(middlesbrough)
    assert [row.key for row in shown.rows] == list(shown.dots.by_key)
    for one in shown.benchmarks.standings:
        drawn = dot_rows.row(shown.dots, one.code)
        assert 0 < drawn.left <= drawn.low < drawn.at < drawn.high <= drawn.right < 100
        assert (drawn.colour == palette.DARK_BLUE) is one.is_ours
    assert dot_rows.head(shown.dots).whole_words.startswith("All ")


@pytest.fixture
def as_councillor(client, middlesbrough):
    client.force_login(User.objects.get(email="councillor@demo.example"), backend=BACKEND)
    return client


def test_a_councillor_reads_the_page_and_takes_the_tables(as_councillor):
    page = as_councillor.get("/middlesbrough/benchmarks/?measure=crime/robbery&period=2022/23")
    assert page.status_code == 200
    assert "Keep a further group" not in page.text
    assert page.text.count("app-dots__row") == len(NAMES)
    assert "between" in page.text
    file = as_councillor.get("/middlesbrough/benchmarks/data.csv?measure=crime/robbery")
    assert "Stockton-on-Tees" in file.content.decode()
    book = as_councillor.get("/middlesbrough/benchmarks/data.xlsx?measure=crime/robbery")
    assert book.content.startswith(b"PK")


def test_the_rates_are_a_picture_with_each_partnership_and_what_they_are_read_against(
    as_councillor,
):
    page = "/middlesbrough/benchmarks/?measure=crime/robbery&period=2022/23"
    [said] = words_of_pictures(as_councillor, page).values()
    for part in (*NAMES, "All ", "Source: ", "Rates are for residents."):
        assert part in said


@pytest.mark.parametrize(
    "query", ["measure=fires/deliberate", "group=987654", "group=x", "period=sometime"]
)
def test_what_there_is_not_is_answered_in_a_sentence(as_councillor, query):
    page = as_councillor.get(f"/middlesbrough/benchmarks/?{query}")
    assert page.status_code == 404


def test_an_officer_keeps_a_group_by_names_and_every_wrong_line_is_told(client, middlesbrough):
    client.force_login(User.objects.get(email="csp.officer@demo.example"), backend=BACKEND)
    address = "/middlesbrough/benchmarks/groups/new/"
    given = {
        "name": "Ports",
        "source": "Ourselves",
        "dated_day": "1",
        "dated_month": "4",
        "dated_year": "2023",
        "members": "Hartlepol\nE22000030\nAtlantis",
    }
    with transaction.atomic():
        page = client.post(address, given)
        assert page.status_code == 422
        assert "Is “Hartlepool” meant?" in page.text
        assert "“Atlantis” is no community safety partnership" in page.text
        given["members"] = "Hartlepool\nE22000030\n"
        kept = client.post(address, given)
        assert kept.status_code == 302
        group = ComparisonGroup.objects.get(name="Ports")
        assert {one.name for one in group.members.all()} == {"Hartlepool", "Stockton-on-Tees"}
        assert group.kept_by.memberships.get().role == Role.CSP_OFFICER
