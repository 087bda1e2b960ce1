"""Search: what is close to what was typed, who may find it, and what becomes of a postcode."""

from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command

from partnership.models import AuditEvent, OutwardCode, Role
from partnership.places.outward_codes import outward_code, shortened
from partnership.search.closeness import Asked, Text

PAGE = "/middlesbrough/search/"


# --- Closeness -------------------------------------------------------------------------------
TITLES = (
    "Antisocial behaviour",
    "Park",
    "Park End and Beckfield",
    "Linthorpe",
    "Vehicle crime",
    "All crime",
)


def found(typed: str, *, beside: str = "") -> list[str]:
    texts = {title: Text.of(title, beside) for title in TITLES}
    asked = Asked.among(typed, texts.values())
    close = {title: asked.closeness(text) for title, text in texts.items()}
    return sorted((title for title in close if close[title]), key=lambda title: -close[title])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("park", ["Park", "Park End and Beckfield"]),
        ("PARK END & BECKFIELD", ["Park End and Beckfield"]),
        ("beckfeild", ["Park End and Beckfield"]),
        ("Lintorp", ["Linthorpe"]),
        ("anti-social behavior", ["Antisocial behaviour"]),
        ("anti social", ["Antisocial behaviour"]),
        ("crime vehicle", ["Vehicle crime"]),
        ("how did linthorpe do", []),
        ("what is all the crime", ["All crime"]),
        ("veh", ["Vehicle crime"]),
        ("zzz", []),
        ("“’", []),
        ("", []),
    ],
)
def test_spelling_case_and_order_are_forgiven(typed, expected):
    assert found(typed) == expected


def test_words_beside_a_title_count_less_than_its_own():
    park, other = Text.of("Park"), Text.of("Acklam", "near the park")
    asked = Asked.among("park", (park, other))
    assert asked.closeness(park) > asked.closeness(other) > 0


# --- Postcodes -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("TS5 7AB", "TS5"),
        ("ts57ab", "TS5"),
        ("crime near TS1 2QQ please", "crime near TS1 please"),
        ("SW1A 1AA", "SW1A"),
        ("TS5", "TS5"),
        ("2024/25", "2024/25"),
    ],
)
def test_a_full_postcode_is_cut_down(typed, left):
    assert shortened(typed) == left


@pytest.mark.parametrize(
    ("typed", "code"), [("ts5", "TS5"), (" TS5 7AB ", "TS5"), ("ts", ""), ("park", "")]
)
def test_an_outward_code_stands_alone(typed, code):
    assert outward_code(typed) == code


@pytest.mark.django_db
def test_of_a_postcode_directory_only_outward_codes_are_kept(middlesbrough, tmp_path):
    file = tmp_path / "nspl.csv"
    file.write_text(
        "PCDS,WD25CD,LAT\nTS9 1AA,E05009853,54\nTS9 1AB,E05009853,54\nTS9 2AA,E05009854,54\n"
        "TS9 3AA,E05000001,54\nnonsense,E05009853,0\n",
        encoding="utf-8-sig",
    )
    call_command("load_outward_codes", str(file), source="A directory")
    kept = OutwardCode.objects.filter(source="A directory")
    assert set(kept.values_list("code", "ward__name")) == {("TS9", "Acklam"), ("TS9", "Ayresome")}
    [event] = AuditEvent.objects.filter(kind="outward-codes-loaded", detail__source="A directory")
    assert event.detail["codes"] == ["TS9"]


@pytest.mark.django_db
def test_a_file_of_other_columns_is_refused(middlesbrough, tmp_path):
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n")
    before = OutwardCode.objects.count()
    with pytest.raises(CommandError, match="no column called"):
        call_command("load_outward_codes", str(file), source="Nobody")
    assert OutwardCode.objects.count() == before > 0


# --- The page --------------------------------------------------------------------------------
@pytest.fixture
def councillor(client, somebody):
    user = somebody(Role.COUNCILLOR)
    client.force_login(user)
    return user


def test_the_page_says_what_can_be_found(client, councillor):
    assert "Type a ward, a measure" in client.get(PAGE).text
    nothing = client.get(PAGE, {"q": "zzzz"}).text
    assert "Nothing was found for “zzzz”" in nothing
    assert "postcodes such as TS5" in nothing


def test_a_misspelt_ward_leads_to_its_page(client, councillor):
    page = client.get(PAGE, {"q": "aklam"}).text
    assert 'href="/middlesbrough/wards/E05009853/"' in page
    assert "Ward, in the locality West" in page


def test_a_measure_comes_with_what_it_counts(client, councillor):
    page = client.get(PAGE, {"q": "vehicle crime"}).text
    assert page.index("/middlesbrough/crime/vehicle-crime/") < page.index(
        "/middlesbrough/methods/crime/vehicle-crime/"
    )


def test_an_outward_code_leads_to_its_wards_with_the_source(client, councillor):
    page = client.get(PAGE, {"q": "ts3"}).text
    assert "TS3 touches these 5 wards of Middlesbrough." in page
    assert "North Ormesby" in page
    assert "Source: National Statistics Postcode Lookup" in page


def test_a_full_postcode_does_not_stay_in_the_address(client, councillor):
    answer = client.get(PAGE, {"q": "TS3 6AB"})
    assert (answer.status_code, answer.url) == (302, f"{PAGE}?q=TS3")
    page = client.get(answer.url).text
    assert "Only the first half of a postcode" in page
    assert "6AB" not in page


def test_all_of_one_kind_can_be_shown(client, councillor):
    page = client.get(PAGE, {"q": "crime"}).text
    more = re.search(r"All \d+ definitions", page)
    assert more
    whole = client.get(PAGE, {"q": "crime", "kind": "definition"}).text
    assert "Only definitions are shown" in whole
    assert more[0] not in whole


def test_what_is_typed_is_not_markup(client, councillor):
    assert "<script>alert" not in client.get(PAGE, {"q": "<script>alert(1)</script>"}).text
