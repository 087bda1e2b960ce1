"""A partnership is set up from nothing with the real ONS files, without JavaScript."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from partnership import audit
from partnership.kinds import Level
from partnership.models import (
    Agency,
    Area,
    AuditEvent,
    Membership,
    Partnership,
    PlacesFile,
    Role,
    User,
)
from partnership.people import agency_actions, memberships
from partnership.places.geography import geography, place_lsoas

ONS = ("LAD19_CSP19_PFA19_EW_LU.csv", "LAD19_FRA19_EW_LU.csv")
LOOKUP, WARDS_2022 = "LSOA11_WD19_LAD19_EW_LU.csv", "WD22_LAD22_CTY22_RGN22_CTRY22_UK_LU.csv"
WARD_RESIDENTS = "nomis_NM_2010_1_ward2019_mye.csv"
DISTRICT_RESIDENTS = "nomis_NM_2002_1_lad_mye2021.csv"
# slug: the partnership's name and its district's code in the ONS files
THREE = {
    "hartlepool": ("Hartlepool", "E06000001"),
    "redcar-and-cleveland": ("Redcar and Cleveland", "E06000003"),
    "stockton-on-tees": ("Stockton-on-Tees", "E06000004"),
}


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


@pytest.fixture
def host(db) -> User:
    """Somebody who may set up partnerships, as `add_administrator --may-host` makes them."""
    user = memberships.add_user(
        email="host@test.example", name="Ada Host", partnership=None, by=None
    )
    return memberships.let_host(user=user)


@pytest.fixture
def browser_of(host):
    client = Client()
    client.force_login(host)
    return client


def send(client: Client, url: str, path: Path, **fields) -> str:
    """Upload a file, look at what was found and load it; the preview page."""
    with path.open("rb") as file:
        answer = client.post(url, {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    preview = client.get(answer.url).content.decode()
    loaded = client.post(answer.url, fields)
    assert loaded.status_code == 302, loaded.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", preview).split())


def load_lists(client: Client, data: Path) -> None:
    for name in ONS:
        send(client, "/partnerships/lists/", data / "ons" / name)


def host_one(client: Client, slug: str) -> Partnership:
    name = THREE[slug][0]
    code = Area.objects.get(level=Level.PARTNERSHIP, name=name).code
    url = f"/partnerships/new/?code={code}"
    form = client.get(url).context["form"]
    given = {name: form[name].initial for name in ("name", "short_name", "slug")}
    answer = client.post(
        url,
        given
        | {
            "districts": form["districts"].initial,
            "police_force": form["police_force"].initial.pk,
            "fire_authority": form["fire_authority"].initial.pk,
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer.url == f"/{slug}/setup/"
    return Partnership.objects.get(slug=slug)


def counted(path: Path, district: str, column: str) -> set[str]:
    """The independent count: the codes of one column in the rows of a district."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    at = next(name for name in rows[0] if re.fullmatch(r"LAD\d\dCD", name))
    of = next(name for name in rows[0] if re.fullmatch(column, name))
    return {row[of] for row in rows if row[at] == district}


@pytest.mark.parametrize("slug", THREE)
def test_a_neighbour_is_set_up_from_the_ons_files(slug, browser_of, host, shared_data):
    district = THREE[slug][1]
    load_lists(browser_of, shared_data)
    partnership = host_one(browser_of, slug)

    seen = send(
        browser_of, f"/{slug}/setup/places/", shared_data / "ons" / LOOKUP, **first_day(2019)
    )
    wards = counted(shared_data / "ons" / LOOKUP, district, r"WD\d\dCD")
    lsoas = counted(shared_data / "ons" / LOOKUP, district, r"LSOA\d\dCD")
    assert f"Wards {len(wards)} " in seen
    assert f"Small areas (LSOAs) {len(lsoas)} " in seen
    for name in (WARD_RESIDENTS, DISTRICT_RESIDENTS):
        send(browser_of, f"/{slug}/setup/places/", shared_data / "population" / name)

    places = geography(partnership)
    assert partnership.police_force.name == "Cleveland"
    assert partnership.fire_authority.name == "Cleveland"
    assert [one.code for one in partnership.districts.all()] == [district]
    assert {ward.code for ward in places.wards} == wards
    assert set(place_lsoas(lsoas)) == lsoas
    assert all(places.population(ward, 2020) for ward in places.wards)
    assert places.population(places.partnership_area, 2021).year == 2021
    assert Membership.objects.get(user=host, partnership=partnership).role == Role.ADMINISTRATOR


def first_day(year: int) -> dict[str, int]:
    return {"starts_on_day": 2, "starts_on_month": 5, "starts_on_year": year}


def test_three_partnerships_stand_beside_one_another(browser_of, shared_data):
    load_lists(browser_of, shared_data)
    hosted = [host_one(browser_of, slug) for slug in THREE]
    for slug in THREE:
        send(browser_of, f"/{slug}/setup/places/", shared_data / "ons" / LOOKUP, **first_day(2019))

    street = sorted((shared_data / "police_uk" / "cleveland").glob("*.csv"))
    with street[-1].open(encoding="utf-8", newline="") as file:
        codes = [row["LSOA code"] for row in csv.DictReader(file) if row["LSOA name"]]
    with street[-1].open(encoding="utf-8", newline="") as file:
        names = {row["LSOA code"]: row["LSOA name"] for row in csv.DictReader(file)}
    placed = place_lsoas(codes)

    short = {one.pk: one.short_name for one in hosted}
    for code, (partnership, _) in placed.items():
        assert names[code].startswith(short[partnership])
    left = {
        code
        for code in set(codes) - set(placed)
        if names[code].startswith(tuple(name for name, _ in THREE.values()))
    }
    # What is left is new since the census of 2021: no lookup of it is loaded for these three.
    held = counted(shared_data / "ons" / LOOKUP, "", r"LSOA\d\dCD") | set(
        Area.objects.filter(level=Level.LSOA).values_list("code", flat=True)
    )
    assert left
    assert left & held == set()
    page = browser_of.get("/stockton-on-tees/setup/places/").content.decode()
    assert "No lookup of the 2021 census is loaded" in page
    assert "LSOAs of the 2011 census: 120." in page


def test_later_wards_without_a_lookup_of_lsoas_say_so(browser_of, shared_data):
    load_lists(browser_of, shared_data)
    host_one(browser_of, "hartlepool")
    url = "/hartlepool/setup/places/"
    send(browser_of, url, shared_data / "ons" / LOOKUP, **first_day(2019))
    send(browser_of, url, shared_data / "ons" / WARDS_2022, **first_day(2021))

    page = browser_of.get(url).content.decode()
    assert "None of them lies in a ward of today" in page
    assert "until 2 May 2021" in page


def test_one_administrator_cannot_touch_anothers_places(browser_of, shared_data, tmp_path):
    load_lists(browser_of, shared_data)
    host_one(browser_of, "hartlepool")
    host_one(browser_of, "stockton-on-tees")
    url = "/hartlepool/setup/places/"
    send(browser_of, url, shared_data / "ons" / LOOKUP, **first_day(2019))
    ward = Area.objects.filter(ward_sets__partnership__slug="hartlepool").first()
    forged = tmp_path / "forged.csv"
    forged.write_text(
        f"WD19CD,WD19NM,LAD19CD,LAD19NM\n{ward.code},Stolen,E06000004,Stockton-on-Tees\n"
    )

    with forged.open("rb") as file:
        answer = browser_of.post("/stockton-on-tees/setup/places/", {"file": file})
    page = browser_of.get(answer.url).content.decode()
    refused = browser_of.post(answer.url, first_day(2019))

    assert "the portal knows it as somebody else’s" in page
    assert refused.status_code == 422
    ward.refresh_from_db()
    assert ward.name != "Stolen"
    assert not Partnership.objects.get(slug="stockton-on-tees").ward_sets.exists()
    # And its files are not to be seen under the other's address.
    kept = PlacesFile.objects.get(partnership__slug="hartlepool")
    assert browser_of.get(f"/stockton-on-tees/setup/places/{kept.pk}/").status_code == 404


def test_the_whole_of_it_by_forms_alone(browser_of, host, shared_data):
    """Localities, agencies, people, look: each step of the checklist, to its end."""
    load_lists(browser_of, shared_data)
    partnership = host_one(browser_of, "hartlepool")
    send(browser_of, "/hartlepool/setup/places/", shared_data / "ons" / LOOKUP, **first_day(2019))
    wards = geography(partnership).wards

    today = timezone.localdate()
    answer = browser_of.post(
        "/hartlepool/setup/localities/new/",
        {
            "name": "Coast",
            "wards": [ward.pk for ward in wards[:3]],
            "valid_from_day": 1,
            "valid_from_month": 4,
            "valid_from_year": 2023,
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    answer = browser_of.post(
        "/hartlepool/setup/localities/change/coast/",
        {
            "name": "The coast",
            "wards": [wards[0].pk],
            "valid_from_day": today.day,
            "valid_from_month": today.month,
            "valid_from_year": today.year,
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    now, then = geography(partnership), geography(partnership, on=date(2023, 5, 1))
    assert [one.name for one in now.localities] == ["The coast"]
    assert (len(now.locality_of), len(then.locality_of)) == (1, 3)
    event = AuditEvent.objects.filter(kind=audit.Kind.LOCALITY_CHANGED).latest("pk")
    assert event.by_id == host.pk
    assert event.detail["before"] == sorted(ward.code for ward in wards[:3])
    assert event.detail["after"] == [wards[0].code]

    browser_of.post(
        "/hartlepool/setup/agencies/",
        {
            "name": "Cleveland Police",
            "kind": "police",
            "covers": partnership.police_force_id,
        },
    )
    police = Agency.objects.get(slug="cleveland-police")
    answer = browser_of.post(
        "/hartlepool/setup/people/",
        {
            "email": "Sam@Police.example",
            "name": "Sam Constable",
            "role": "supplier",
            "agency": police.pk,
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    [invitation] = mail.outbox
    assert invitation.to == ["sam@police.example"]
    assert "supplier officer for Cleveland Police" in invitation.body.lower().replace(
        "cleveland police", "Cleveland Police"
    )
    sets_password(re.search(r"http://testserver(/sign-in/password/\S+)", invitation.body)[1])

    seen = browser_of.get("/hartlepool/setup/").content.decode()
    assert "1 agency" in seen
    assert "one who sends a return and another who accepts it are still needed" in seen
    assert browser_of.get("/hartlepool/setup/people/").context["people"][1].role == (
        "Supplier officer for Cleveland Police"
    )


def sets_password(path: str) -> None:
    """The link of the mail lets its reader choose a password."""
    stranger = Client()
    answer = stranger.get(path, follow=True)
    assert answer.status_code == 200
    form_at = answer.redirect_chain[-1][0]
    chosen = {"password1": "correct-horse-battery", "password2": "correct-horse-battery"}
    answer = stranger.post(form_at, chosen)
    assert answer.status_code == 302
    assert User.objects.get(email="sam@police.example").check_password("correct-horse-battery")


def test_a_police_agency_of_the_same_force_is_offered_and_shared(browser_of, shared_data):
    load_lists(browser_of, shared_data)
    hartlepool, stockton = (host_one(browser_of, s) for s in ("hartlepool", "stockton-on-tees"))
    police = agency_actions.add_agency(
        name="Cleveland Police",
        kind="police",
        covers=hartlepool.police_force,
        partnership=hartlepool,
        by=None,
    )
    council = agency_actions.add_agency(
        name="Hartlepool Council",
        kind="council",
        covers=hartlepool.districts.get(),
        partnership=hartlepool,
        by=None,
    )

    page = browser_of.get("/stockton-on-tees/setup/agencies/").content.decode()
    assert "Add Cleveland Police" in page
    assert "Hartlepool Council" not in page
    url = "/stockton-on-tees/setup/agencies/{}/share/"
    assert browser_of.post(url.format(council.pk)).status_code == 404
    assert browser_of.post(url.format(police.pk)).status_code == 302
    assert set(police.partnerships.all()) == {hartlepool, stockton}
    # Now that it is shared, neither renames it.
    answer = browser_of.post(
        f"/hartlepool/setup/agencies/{police.pk}/", {"name": "Ours", "kind": "police"}
    )
    assert answer.status_code == 422
    assert "supplies other partnerships too" in answer.content.decode()
