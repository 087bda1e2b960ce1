"""One real street file for four partnerships: each has its own part, even one that comes later."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from demo import partnerships
from measures.periods import Month
from partnership.models import Agency, AuditEvent, Partnership, Role
from partnership.refusals import Refused
from returns.catalogue.registry import datasets
from returns.lifecycle import decisions, later_parts, policies, queries, sending, uploads
from returns.models import Part, Return
from tests.partnership.test_setup_journey import (
    LOOKUP,
    THREE,
    browser_of,  # noqa: F401 - a fixture
    first_day,
    host,  # noqa: F401 - a fixture
    host_one,
    load_lists,
    send,
)

STREET = "police_uk/cleveland/2023-03-cleveland-street.csv"
MARCH = Month(2023, 3)
UPLOADED = datetime(2023, 6, 1, 9, tzinfo=UTC)
LATER = datetime(2024, 2, 1, 9, tzinfo=UTC)
ASB = "Anti-social behaviour"


@pytest.fixture
def beside(middlesbrough, browser_of, shared_data):  # noqa: F811
    """`beside("hartlepool")`: that partnership is hosted too, from the ONS files."""
    load_lists(browser_of, shared_data)

    def make(slug: str) -> Partnership:
        partnership = host_one(browser_of, slug)
        lookup = shared_data / "ons" / LOOKUP
        send(browser_of, f"/{slug}/setup/places/", lookup, **first_day(2019))
        return partnership

    return make


@pytest.fixture
def street(middlesbrough, officer, shared_data):
    """The file of March 2023, uploaded in Middlesbrough."""

    def make() -> Return:
        with (shared_data / STREET).open("rb") as file:
            return uploads.upload(
                file=file,
                name="2023-03-cleveland-street.csv",
                partnership=middlesbrough,
                by=officer,
                at=UPLOADED,
            )

    return make


@pytest.fixture
def by_hand(shared_data) -> Counter:
    """The independent count: crimes by district, by the lookup of 2011 or else by LSOA name."""
    with (shared_data / "ons" / LOOKUP).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    of = next(name for name in rows[0] if name.startswith("LSOA11CD"))
    at = next(name for name in rows[0] if name.startswith("LAD19CD"))
    named = next(name for name in rows[0] if name.startswith("LAD19NM"))
    district = {row[of]: row[at] for row in rows}
    called = {row[named]: row[at] for row in rows}
    with (shared_data / STREET).open(encoding="utf-8", newline="") as file:
        return Counter(
            district.get(row["LSOA code"]) or called.get(row["LSOA name"][:-5])
            for row in csv.DictReader(file)
            if row["Crime type"] != ASB
        )


def crimes(of_return: Return, slug: str) -> Part:
    return of_return.parts.get(partnership__slug=slug, dataset="crime")


def test_one_upload_makes_a_part_for_each_with_its_own_count(beside, street, by_hand):
    for slug in THREE:
        beside(slug)
    kept = street()
    for slug, (_, district) in THREE.items():
        part = crimes(kept, slug)
        assert (part.total, part.state) == (by_hand[district], Part.State.CHECKED)
    assert set(kept.parts.values_list("partnership__slug", flat=True)) == {
        *THREE,
        partnerships.SLUG,
    }


def test_each_sees_sends_and_accepts_its_own(beside, street, by_hand, somebody, as_):
    hosted = {slug: beside(slug) for slug in THREE}
    kept = street()
    for slug, partnership in hosted.items():
        one, other = (somebody(Role.CSP_OFFICER, partnership=partnership) for _ in range(2))
        client = as_(one)
        start = client.get(f"/{slug}/returns/").text
        assert "2023-03-cleveland-street.csv" in start
        assert "Checked, not sent" in start
        check = f"/{slug}/returns/check/{kept.batch}/"
        form = client.get(check).context["form"]
        answers = {"send": "yes", **dict.fromkeys(form.fields, "The file says so")}
        assert client.post(check, answers).status_code == 302
        client = as_(other)
        assert "2023-03-cleveland-street.csv" in client.get(f"/{slug}/returns/waiting/").text
        client.post(f"/{slug}/returns/waiting/", {"returns": [kept.pk]})
        in_use = queries.in_use(
            partnership=partnership,
            viewer=one,
            dataset=datasets["crime"],
            source="police-uk",
        )
        assert in_use["count"].sum() == by_hand[THREE[slug][1]]
    states = dict(kept.parts.filter(dataset="crime").values_list("partnership__slug", "state"))
    assert states == {**dict.fromkeys(THREE, "accepted"), partnerships.SLUG: "checked"}


@pytest.fixture
def later(beside, street):
    """Hartlepool, hosted after the file was uploaded; and that file."""
    kept = street()
    assert kept.outside["Hartlepool"] > 0
    return kept, beside("hartlepool")


def test_one_added_later_takes_its_part_from_the_kept_bytes(later, by_hand, somebody):
    kept, hartlepool = later
    one = somebody(Role.CSP_OFFICER, partnership=hartlepool)
    other = somebody(Role.CSP_OFFICER, partnership=hartlepool)
    taken = later_parts.add_later_part(of_return=kept, partnership=hartlepool, by=one, at=LATER)
    part = crimes(kept, "hartlepool")
    assert part in taken
    assert part.total == by_hand[THREE["hartlepool"][1]]
    event = AuditEvent.objects.get(kind="part-taken")
    assert (event.by_id, event.partnership_id) == (one.pk, hartlepool.pk)

    held = queries.returns(hartlepool, viewer=one).get(pk=kept.pk)
    for question in queries.asked_of(held, held.here):
        sending.confirm_query(
            of_return=held, key=question.key, explanation="It is so", by=one, at=LATER
        )
    sending.send(parts=held.here, by=one, at=LATER)
    decisions.accept(parts=held.here, by=other, because="Published", at=LATER)
    figures = queries.in_use(
        partnership=hartlepool, viewer=one, dataset=datasets["crime"], source="police-uk"
    )
    assert figures["count"].sum() == by_hand[THREE["hartlepool"][1]]


def test_rows_in_no_ward_of_a_later_partnership_are_told_of(later, somebody):
    kept, hartlepool = later
    one = somebody(Role.CSP_OFFICER, partnership=hartlepool)
    [part, *_] = later_parts.add_later_part(of_return=kept, partnership=hartlepool, by=one)
    assert any("rows of Hartlepool (" in found.message for found in queries.findings(part))


def test_the_page_lists_what_can_be_taken_and_takes_it(later, somebody, as_):
    kept, hartlepool = later
    one = somebody(Role.CSP_OFFICER, partnership=hartlepool)
    client = as_(one)
    assert "1 file holds figures of yours" in client.get("/hartlepool/returns/").text
    page = client.get("/hartlepool/returns/kept/")
    [row] = page.context["rows"]
    assert (row.pk, row.name) == (kept.pk, kept.name)
    assert f"{kept.outside['Hartlepool']:,} rows of Hartlepool" in page.text
    assert client.post("/hartlepool/returns/kept/", {}).status_code == 422
    answer = client.post("/hartlepool/returns/kept/", {"returns": [kept.pk]}, follow=True)
    assert "Your part of 1 file is here." in answer.text
    assert crimes(kept, "hartlepool").state == Part.State.CHECKED
    assert client.get("/hartlepool/returns/kept/").context["rows"] == ()
    assert client.get(f"/hartlepool/returns/check/{kept.batch}/").status_code == 200


def test_nobody_takes_twice_nor_without_the_right(later, somebody):
    kept, hartlepool = later
    one = somebody(Role.CSP_OFFICER, partnership=hartlepool)
    with pytest.raises(PermissionDenied):
        later_parts.add_later_part(
            of_return=kept, partnership=hartlepool, by=somebody(Role.CSP_OFFICER)
        )
    later_parts.add_later_part(of_return=kept, partnership=hartlepool, by=one)
    count = kept.parts.count()
    with pytest.raises(Refused, match="already"):
        later_parts.add_later_part(of_return=kept, partnership=hartlepool, by=one)
    assert kept.parts.count() == count


def test_a_file_without_rows_of_ours_is_not_listed(later, somebody):
    kept, hartlepool = later
    one = somebody(Role.CSP_OFFICER, partnership=hartlepool)
    assert queries.to_take(hartlepool, viewer=one) == [(kept, kept.outside["Hartlepool"])]
    Return.objects.filter(pk=kept.pk).update(outside={"Redcar and Cleveland": 3})
    assert queries.to_take(hartlepool, viewer=one) == []


def test_a_return_of_another_agency_is_not_there_to_be_taken(
    middlesbrough, elsewhere, uploaded, somebody, police
):
    kept = uploaded()
    Return.objects.filter(pk=kept.pk).update(outside={"Hartlepool": 3})
    kept.refresh_from_db()
    one = somebody(Role.CSP_OFFICER, partnership=elsewhere)
    assert not policies.may_take(kept, elsewhere)
    assert queries.to_take(elsewhere, viewer=one) == []
    with pytest.raises(PermissionDenied):
        later_parts.add_later_part(of_return=kept, partnership=elsewhere, by=one)
    # The same agency supplies both: what it sent holds the figures of both.
    Agency.objects.get(pk=police.pk).partnerships.add(elsewhere)
    assert policies.may_take(kept, elsewhere)
    assert [found.pk for found, _ in queries.to_take(elsewhere, viewer=one)] == [kept.pk]
