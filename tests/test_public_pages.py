"""The pages that everybody may need say what is true of the models, the settings and the tests."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import models
from django.template import Context, Template
from django.test import RequestFactory

from csp_portal.public_pages import kept_data
from csp_portal.public_pages.foot import FOOT
from csp_portal.request_log import RequestLog
from partnership.glossary import TERMS
from partnership.models import Partnership, Role, User
from tests.conftest import ROOT

LONGEST_SENTENCE = 25


# --- The pages -------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("link", FOOT, ids=lambda link: link.text)
def test_each_is_open_to_everybody_and_linked_from_every_foot(link, client):
    page = client.get(link.url)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert all(f'href="{other.url}"' in page.text for other in FOOT)


@pytest.mark.django_db
@pytest.mark.parametrize("link", FOOT, ids=lambda link: link.text)
def test_their_sentences_are_short(link, client):
    main = re.search(r"<main.*</main>", client.get(link.url).text, re.DOTALL)[0]
    blocks = re.findall(r"<(p|li|dd)\b[^>]*>(.*?)</\1>", main, re.DOTALL)
    words = (re.sub(r"<[^>]+>", " ", block) for _, block in blocks)
    sentences = [one for text in words for one in re.split(r"(?<=[.:!?;])\s", text)]
    assert [one for one in sentences if len(one.split()) > LONGEST_SENTENCE] == []


@pytest.mark.django_db
def test_help_names_only_what_pages_have(client):
    """What stands in quotation marks is a button, a link or a heading somewhere."""
    pages = (ROOT / "templates").rglob("*.html")
    code = [
        path
        for path in ROOT.glob("*/**/*.py")
        if path.relative_to(ROOT).parts[0] not in {"tests", "node_modules", ".venv"}
    ]
    written = "\n".join(path.read_text() for path in (*pages, *code) if path.name != "help.html")
    named = re.findall(r"“([^”]{2,})”", client.get("/help/").text)
    assert named
    assert [words for words in named if words not in written] == []


@pytest.mark.django_db
def test_who_belongs_to_one_partnership_stays_in_its_frame(client, with_places):
    user = User.objects.create_user("jo@test.example")
    user.memberships.create(partnership=with_places, role=Role.COUNCILLOR)
    client.force_login(user)
    page = client.get("/help/").text
    assert 'href="/middlesbrough/scrutiny/"' in page
    assert 'action="/middlesbrough/search/"' in page


# --- Cookies ---------------------------------------------------------------------------------
def test_the_cookies_named_are_those_of_the_settings():
    assert {cookie.name for cookie in kept_data.cookies()} == {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        CookieStorage.cookie_name,
    }
    assert "12 hours" in kept_data.cookies()[0].stays


@pytest.mark.django_db
def test_signing_in_sets_no_other_cookie(client):
    user = User.objects.create_user("jo@test.example", "a long enough password")
    client.get("/sign-in/")
    client.post("/sign-in/", {"login": user.email, "password": "a long enough password"})
    client.get("/")
    assert client.session.session_key
    assert set(client.cookies) <= {cookie.name for cookie in kept_data.cookies()}


def test_no_script_stores_anything_in_the_browser():
    scripts = (ROOT / "static" / "src" / "js").glob("*.js")
    stores = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie")
    assert [script.name for script in scripts if stores.search(script.read_text())] == []


# --- What is kept ----------------------------------------------------------------------------
def _label(model: type[models.Model]) -> str:
    return model._meta.label


def test_what_goes_with_a_person_is_named():
    """Rows that go when a person's account goes are rows about the person."""
    about = {_label(User)} | {
        _label(model)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model is User
        and field.remote_field.on_delete is models.CASCADE
    }
    assert {label for item in kept_data.ABOUT_A_PERSON for label in item.held_in} == about


def test_fields_for_names_and_addresses_of_people_are_named():
    named = {label for item in kept_data.EVERYTHING for label in item.held_in}
    for label in named:
        model, _, field = label.rpartition(".") if label.count(".") == 2 else (label, "", "")
        assert not field or apps.get_model(model)._meta.get_field(field)
        assert apps.get_model(model)
    holding = {
        f"{_label(model)}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.EmailField)
        or getattr(field, "name", "") in {"by_email", "presenters"}
    }
    assert {
        field for field in holding if field not in named and field.rpartition(".")[0] not in named
    } == set()


def test_no_model_keeps_an_internet_address():
    kinds = (models.GenericIPAddressField, models.IPAddressField)
    found = (field for model in apps.get_models() for field in model._meta.get_fields())
    assert [field for field in found if isinstance(field, kinds)] == []


def test_the_log_leaves_out_what_was_searched_for():
    request = RequestFactory().get("/middlesbrough/search/", {"q": "TS5 7AB"})
    assert RequestLog.format_request(request) == "GET /middlesbrough/search/"
    assert "csp_portal.request_log.RequestLog" in settings.MIDDLEWARE


# --- Glossary and contact --------------------------------------------------------------------
def test_a_word_is_explained_in_place():
    drawn = Template('{% load glossary %}{% term "provisional" %}').render(Context())
    assert "Provisional: what it means" in drawn
    assert TERMS["provisional"].meaning.split(",")[0] in drawn
    with pytest.raises(KeyError):
        Template('{% load glossary %}{% term "nothing" %}').render(Context())


@pytest.mark.django_db
def test_contact_names_the_mailboxes_that_are_known(client, settings, with_places):
    assert "invited you" in client.get("/contact/").text
    settings.PORTAL_CONTACT = "portal@test.example"
    Partnership.objects.update(contact="csp@test.example")
    assert "csp@test.example" not in client.get("/contact/").text
    user = User.objects.create_user("jo@test.example")
    user.memberships.create(partnership=with_places, role=Role.COUNCILLOR)
    client.force_login(user)
    page = client.get("/contact/").text
    assert "mailto:csp@test.example" in page
    assert "mailto:portal@test.example" in page
