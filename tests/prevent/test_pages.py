"""The pages of national figures, the form, and who may see what."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import strip_tags

from partnership.models import AuditEvent, Notice, Partnership, Role
from partnership.refusals import NotReady
from returns.lifecycle import national
from returns.lifecycle.refusals import UploadRefused
from returns.models import Return

MEASURES = (
    "national-referrals",
    "national-discussed",
    "national-adopted",
    "national-adopted-share",
    "national-concern-share",
    "national-age-share",
    "custody-share",
)
BASE = "/middlesbrough/prevent/"


@pytest.fixture
def councillor(loaded, who, client):
    client.force_login(who(Role.COUNCILLOR))
    return client


@pytest.fixture
def officer(loaded, who, client):
    client.force_login(who(Role.CSP_OFFICER))
    return client


def words(response):
    """The page without its markup, and with the addresses of its links."""
    page = response.content.decode()
    links = re.findall(r'href="([^"]*)"', page)
    return " ".join([*strip_tags(page).split(), *links])


@pytest.mark.parametrize("measure", MEASURES)
def test_a_councillor_reads_each_measure_and_that_it_is_national(councillor, measure):
    response = councillor.get(f"{BASE}{measure}/")
    assert response.status_code == 200
    assert "There are none by ward, by month or for this partnership." in words(response)
    assert "Month by month" not in words(response)


@pytest.mark.parametrize("measure", MEASURES)
def test_no_page_explains_a_verdict_that_it_never_gives(councillor, measure):
    page = words(councillor.get(f"{BASE}{measure}/"))
    assert "usual ups and downs” means" not in page
    assert "yearly totals" not in page


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("file", "begins"),
    [("data.csv", b"\xef\xbb\xbf"), ("data.xlsx", b"PK"), ("slides.pptx", b"PK")],
)
def test_each_measure_can_be_taken_away(councillor, measure, file, begins):
    response = councillor.get(f"{BASE}{measure}/{file}")
    assert response.status_code == 200
    assert response.content.startswith(begins)
    assert AuditEvent.objects.filter(kind="export-made").count() == 1


def test_the_index_gives_each_headline(councillor):
    said = words(councillor.get(BASE))
    for measure in MEASURES:
        assert f"{BASE}{measure}/" in said
    assert "This portal keeps no local number of Prevent referrals or Channel cases" in said


def test_the_disputed_figure_stands_on_the_page_with_its_reason(councillor):
    said = words(councillor.get(f"{BASE}national-adopted/?period=2022/23"))
    assert "645 is used" in said
    assert "Disputed: The page that gives it contradicts itself" in said
    assert "counterterrorism.police.uk" in said


def test_a_day_is_a_period_of_the_page(councillor):
    for written in ("2023-06-30", "30 June 2023"):
        response = councillor.get(f"{BASE}custody-share/", {"period": written})
        assert "at 30 June 2023" in words(response)


def test_a_page_keeps_to_what_was_asked_for(councillor):
    asked = {"period": "2021/22", "against": "2020/21", "as-at": "2026-01-01"}
    response = councillor.get(f"{BASE}national-referrals/", asked)
    assert "6,406" in words(response)
    assert "period=2021/22&amp;against=2020/21&amp;as-at=2026-01-01" in words(response)


@pytest.mark.parametrize(
    "query", ["period=Easter", "period=2022/24", "area=Middlesbrough", "as-at=then"]
)
def test_what_does_not_exist_is_said_plainly(councillor, query):
    response = councillor.get(f"{BASE}national-referrals/?{query}")
    assert response.status_code == 404
    assert "Traceback" not in words(response)


def test_a_figure_walks_back_to_its_publication_and_its_file(councillor):
    query = {"period": "2022/23", "category": "concern:incel"}
    said = words(councillor.get(f"{BASE}national-adopted/rows/", query))
    assert "Adopted as a Channel case, Incel, 2022/23" in said
    assert "sampled 23 January 2024" in said
    assert Return.objects.get(name="home-office-factsheet-2023.csv").sha256 in said


def test_only_officers_find_the_way_to_the_return(councillor, who):
    query = {"period": "2022/23", "category": "concern:incel"}
    kept = Return.objects.get(name="home-office-factsheet-2023.csv")
    address = reverse("returns:one", kwargs={"partnership": "middlesbrough", "pk": kept.pk})
    page = f"{BASE}national-adopted/rows/"
    assert address not in words(councillor.get(page, query))
    councillor.force_login(who(Role.CSP_OFFICER))
    assert address in words(councillor.get(page, query))


def test_nobody_reads_without_signing_in(loaded, client):
    assert client.get(f"{BASE}national-referrals/").status_code == 302


def test_figures_not_in_use_yet_are_said_to_be_missing(middlesbrough, who, client):
    client.force_login(who(Role.COUNCILLOR))
    assert client.get(BASE).status_code == 200
    assert client.get(f"{BASE}national-referrals/").status_code == 404


def test_the_methods_name_the_national_measures(councillor):
    said = words(councillor.get("/middlesbrough/methods/"))
    assert "Referrals to Prevent by age, England and Wales" in said


def test_slides_hold_no_place_of_the_partnership(councillor):
    content = councillor.get(f"{BASE}national-adopted/slides.pptx").content
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        slides = [made.read(name) for name in made.namelist() if "slides/slide" in name]
    assert not any(b"Berwick Hills" in slide for slide in slides)


# --- The form --------------------------------------------------------------------------------
TYPED = {
    "series": "Adopted as a Channel case",
    "category": "Total",
    "period": "2014/15",
    "value": "283",
    "unit": "number",
    "publication": "A release",
    "sampled_on_day": "2",
    "sampled_on_month": "3",
    "sampled_on_year": "2026",
    "link": "https://www.gov.uk/prevent",
}
FORM = "/middlesbrough/returns/figures/"


def test_a_typed_figure_is_checked_sent_and_accepted_like_any_return(officer, who, show):
    response = officer.post(FORM, TYPED, follow=True)
    check = response.redirect_chain[-1][0]
    assert "Adopted as a Channel case" in words(response)
    assert "nothing is replaced" in words(response)
    assert show("national-adopted", "2014/15")["value"] == {"gap": "not supplied"}

    officer.post(check, {"send": "yes"})
    kept = Return.objects.get(name="typed-adopted-as-a-channel-case-2014-15.csv")
    officer.force_login(who(Role.MANAGER))
    officer.post(f"/middlesbrough/returns/{kept.pk}/decide/", {"accept": ""})
    answer = show("national-adopted", "2014/15")
    assert answer["value"] == 283
    assert answer["sources"][0]["publications"][0]["sampled_on"] == "2026-03-02"
    assert answer["sources"][0]["publications"][0]["link"] == TYPED["link"]


def test_a_typed_figure_needs_its_publication(officer):
    response = officer.post(FORM, TYPED | {"publication": ""})
    assert response.status_code == 422
    assert "Enter where the figure was published" in words(response)


def test_a_typed_category_of_another_list_is_refused_in_the_check(officer):
    response = officer.post(FORM, TYPED | {"category": "11 to 15"}, follow=True)
    assert "never joined" in words(response)


def test_a_recall_page_speaks_of_the_national_figures(officer):
    kept = Return.objects.get(name="home-office-factsheet-2023.csv")
    part = kept.parts.get()
    response = officer.get(f"/middlesbrough/returns/{kept.pk}/{part.pk}/recall/")
    assert "Prevent and Channel (national)" in words(response)


def test_councillors_type_no_figures(councillor):
    assert councillor.get(FORM).status_code == 403


def test_the_template_is_read_back(officer, loaded, who):
    response = officer.get(f"{FORM}template/")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Period,Series,Category,Value")
    assert any("In custody" in line for line in lines)


# --- The Prevent lead ------------------------------------------------------------------------
@pytest.fixture
def lead(loaded, who, client):
    client.force_login(who(Role.PREVENT_LEAD))
    return client


def test_the_prevent_lead_sends_a_figure_and_sees_what_becomes_of_it(lead, who, show):
    assert "Enter a published figure" in words(lead.get(BASE))
    assert "Check and send the figure" in words(lead.get(FORM))
    response = lead.post(FORM, TYPED | {"because": "So it was published"}, follow=True)
    assert response.redirect_chain[-1][0] == FORM
    page = words(response)
    assert "The figure is sent." in page
    assert "typed-adopted-as-a-channel-case-2014-15.csv" in page
    assert "waiting for acceptance" in page
    kept = Return.objects.get(name="typed-adopted-as-a-channel-case-2014-15.csv")
    events = AuditEvent.objects.filter(by_email=kept.uploaded_by.email).values_list(
        "kind", flat=True
    )
    assert {"return-uploaded", "return-sent"} <= set(events)
    assert show("national-adopted", "2014/15")["value"] == {"gap": "not supplied"}

    manager = who(Role.MANAGER)
    lead.force_login(manager)
    lead.post(f"/middlesbrough/returns/{kept.pk}/decide/", {"accept": ""})
    assert show("national-adopted", "2014/15")["value"] == 283
    notices = Notice.objects.filter(recipient=kept.uploaded_by)
    assert {notice.path for notice in notices} == {FORM}


def test_what_is_refused_leaves_nothing_but_the_record(lead):
    before = Return.objects.count()
    response = lead.post(FORM, TYPED | {"category": "11 to 15"})
    assert response.status_code == 422, words(response)
    assert "never joined" in words(response)
    assert Return.objects.count() == before


@pytest.mark.parametrize(
    "address", ["returns/", "returns/upload/", "returns/figures/template/", "returns/waiting/"]
)
def test_the_prevent_lead_sends_nothing_else(lead, address):
    assert lead.get(f"/middlesbrough/{address}").status_code == 403


def test_local_counts_are_refused_whoever_sends_them(loaded, who):
    lead = who(Role.PREVENT_LEAD)
    partnership = Partnership.objects.get(slug="middlesbrough")
    content = b"Period,Series,Value,Publication,Area\n2022/23,Referrals,12,A report,Middlesbrough\n"
    before = Return.objects.count()
    with pytest.raises((NotReady, UploadRefused)):
        national.send_figures(
            content=content, name="local.csv", because="", partnership=partnership, by=lead
        )
    crime = b"Month,Ward code,Ward,Offence group,Offences\n2022-10,E05009853,Acklam,Burglary,3\n"
    with pytest.raises((PermissionDenied, NotReady, UploadRefused)):
        national.send_figures(
            content=crime, name="crime.csv", because="So", partnership=partnership, by=lead
        )
    assert Return.objects.count() == before
