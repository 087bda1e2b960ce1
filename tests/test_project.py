"""The project as a whole: settings, doors, addresses, headers, sign-in, the code base."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from model_bakery import baker

from csp_portal.addresses import RESERVED
from demo.partnerships import SIGN_INS
from partnership.models import Partnership, Role, User
from returns.catalogue.registry import datasets
from tests.conftest import ROOT, OutsideLoopback

GOOD_SECRET = "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOP"
PRODUCTION = {"CSP_ENV": "production", "ALLOWED_HOSTS": "portal.example", "SECRET_KEY": GOOD_SECRET}
PASSWORD = "correct-horse-battery-staple"


# --- Starting --------------------------------------------------------------------------------
def test_datasets_stand_in_the_order_of_the_installed_apps():
    """Pages open on the first; an app that imports another's declaration early would be it."""
    places = [settings.INSTALLED_APPS.index(dataset.app) for dataset in datasets]
    assert len(set(places)) > 3
    assert places == sorted(places)


REFUSED = {
    "SECRET_KEY has 0 characters; set it to at least 50 random ones": {"SECRET_KEY": ""},
    "SECRET_KEY has 49 characters": {"SECRET_KEY": "x" * 49},
    "ALLOWED_HOSTS is empty; set it to the portal's host names": {"ALLOWED_HOSTS": ""},
    "ALLOWED_HOSTS lets in any host name": {"ALLOWED_HOSTS": "*"},
    "HTTPS is not enforced: SECURE_HSTS_SECONDS": {"SECURE_HSTS_SECONDS": "0"},
    "CSP_ENV is “live”; it must be demo, test or production": {"CSP_ENV": "live"},
}
# The settings are read once for each environment in one process, because starting one for each
# costs a second a time.
READ_SETTINGS = """
import json, os, runpy, sys
for environment in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update(environment)
    try:
        runpy.run_path("csp_portal/settings.py")
        print(json.dumps("started"))
    except Exception as refusal:
        print(json.dumps(f"{type(refusal).__name__}: {refusal}"))
"""


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    """What the settings say to each environment of `REFUSED`, and "started" to the good one."""
    environments = [PRODUCTION, *(PRODUCTION | wrong for wrong in REFUSED.values())]
    answers = subprocess.run(
        [sys.executable, "-c", READ_SETTINGS],
        cwd=ROOT,
        input=json.dumps(environments),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return dict(zip(["", *REFUSED], map(json.loads, answers), strict=True))


def _start(**environment):
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup(); print('started')"],
        cwd=ROOT,
        env=bare | {"DJANGO_SETTINGS_MODULE": "csp_portal.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_what_it_needs():
    started = _start(**PRODUCTION)
    assert (started.returncode, started.stdout.strip()) == (0, "started"), started.stderr


@pytest.mark.parametrize("sentence", REFUSED)
def test_production_refuses_to_start_and_says_why(sentence, said):
    assert said[""] == "started"
    assert said[sentence].startswith("ImproperlyConfigured: ")
    assert sentence in said[sentence]


def test_a_refusal_ends_the_process_with_its_sentence_last():
    refused = _start(**PRODUCTION | {"SECRET_KEY": ""})
    assert refused.returncode != 0
    assert "SECRET_KEY has 0 characters" in refused.stderr.splitlines()[-1]


def test_production_is_what_the_environment_says_nothing_about():
    assert "The portal does not start." in _start().stderr


def test_a_cache_of_one_process_is_refused():
    from csp_portal.production import reasons_not_to_start

    unshared = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    https = dict.fromkeys(
        (
            "SECURE_SSL_REDIRECT",
            "SECURE_HSTS_SECONDS",
            "SESSION_COOKIE_SECURE",
            "CSRF_COOKIE_SECURE",
        ),
        True,
    )
    [reason] = reasons_not_to_start(
        {"SECRET_KEY": GOOD_SECRET, "ALLOWED_HOSTS": ["a"], "CACHES": unshared} | https
    )
    assert "The cache belongs to one process" in reason


def test_every_setting_is_explained():
    asked = set(
        re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "csp_portal" / "settings.py").read_text())
    )
    explained = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert asked == explained


# --- Doors -----------------------------------------------------------------------------------
def _patterns(resolver, before=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern), pattern


ADDRESSES: dict[str, URLPattern] = dict(_patterns(get_resolver()))


def test_every_address_says_who_may():
    unsaid = [
        address
        for address, pattern in ADDRESSES.items()
        if not hasattr(pattern.callback, "required_permissions")
        and not getattr(pattern.callback, "is_public", False)
    ]
    assert unsaid == []


def test_every_address_is_named():
    assert [address for address, pattern in ADDRESSES.items() if not pattern.name] == []


def test_the_first_words_of_addresses_cannot_be_partnerships():
    own = {address.partition("/")[0] for address in ADDRESSES}
    own -= {word for word in own if word.startswith("<")} | {""}
    assert own - RESERVED == set()


@pytest.mark.parametrize("word", sorted(word for word in RESERVED if "." not in word))
def test_a_reserved_word_is_no_partnership(word):
    from csp_portal.addresses import PartnershipSlug

    assert not re.fullmatch(PartnershipSlug.regex + "/", f"{word}/")
    assert re.fullmatch(PartnershipSlug.regex + "/", f"{word}s-town/")


def test_only_these_doors_are_open_to_everybody():
    opened = {
        pattern.name
        for pattern in ADDRESSES.values()
        if getattr(pattern.callback, "is_public", False)
    }
    assert opened == {
        "home",
        "ics",
        "healthz",
        # Only while nobody is there yet.
        "first",
        "robots",
        "components",
        "help",
        "glossary",
        "accessibility",
        "privacy",
        "cookies",
        "contact",
        "brand",
        "logo_picture",
        "due_dates",
        "meetings",
        # What a manager has made public, each pack by a step of its own.
        "public_pack",
        "public_pack_section",
        "public_pack_file",
        "account_login",
        "account_signup",
        "account_inactive",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in(client, officer):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.url == "/sign-in/?next=/"


# --- Headers ---------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_policy_is_strict(client):
    policy = client.get("/sign-in/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy + ";"
    assert "style-src 'self';" in policy + ";"
    assert "http:" not in policy
    assert "https:" not in policy


# What is kept as a file, or set on paper, is no page of the portal's.
STAND_ALONE = {"document.html", "pdf.html"}


def test_no_template_holds_inline_script_or_style():
    wrong = []
    for path in (ROOT / "templates").rglob("*.html"):
        if path.parent.name == "packs" and path.name in STAND_ALONE:
            continue
        text = path.read_text()
        if re.search(r"\sstyle=|<style|\son\w+=\"|<script(?![^>]*\ssrc=)", text):
            wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []


def test_static_files_get_hashed_names_also_where_scripts_import_one_another(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    # Every file is named by its content and read for what it refers to; pressing them with brotli
    # as well takes twenty seconds.
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("js", "css", "svg", "map", "json", "txt")
    backend = {"BACKEND": "csp_portal.static_files.HashedNames"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}
    call_command("collectstatic", "--no-input", verbosity=0)
    manifest = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    portal = (tmp_path / manifest["portal/portal.js"]).read_text()
    imported = set(re.findall(_IMPORTED, portal))
    written = re.findall(_IMPORTED, (ROOT / "static/src/js/portal.js").read_text())
    assert "govuk-frontend.js" in written
    assert imported == {Path(manifest[f"portal/{name}"]).name for name in written}


_IMPORTED = r"from [\"']\./(.*?)[\"']"


# --- Pages of the portal's own ---------------------------------------------------------------
@pytest.mark.django_db
def test_healthz_says_ok_without_signing_in(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_the_brand_is_a_public_stylesheet_that_may_be_kept(client, partnership):
    answer = client.get(f"/{partnership.slug}/brand.css")
    assert answer.headers["Content-Type"] == "text/css"
    assert answer.content.decode() == ":root{--app-brand:#1d3557}\n"
    assert "public" in answer.headers["Cache-Control"]
    assert not answer.cookies


@pytest.mark.django_db
def test_a_missing_page_says_so(client):
    answer = client.get("/no.such/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_the_page_for_a_broken_portal_needs_nothing():
    html = get_template("500.html").render()
    assert "Sorry, there is a problem with the portal" in html


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused_in_plain_words():
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a@b.example"})
    assert answer.status_code == 403
    assert "That form is out of date" in answer.content.decode()


@pytest.mark.django_db
def test_the_demonstration_names_its_people_and_no_other_place_does(client, settings, officer):
    assert client.get("/").status_code == 302
    settings.CSP_ENV = "demo"
    page = client.get("/").content.decode()
    assert [email for _, email in SIGN_INS if email not in page] == []
    assert "figures marked illustrative are made up" in page


# --- Home and navigation ---------------------------------------------------------------------
@pytest.fixture
def partnership(db) -> Partnership:
    area = baker.make("partnership.Area", code="E22000099", name="Nowhere", level="partnership")
    return Partnership.objects.create(
        slug="nowhere", name="Nowhere CSP", short_name="Nowhere", code="E22000099", area=area
    )


@pytest.fixture
def officer(partnership) -> User:
    user = User.objects.create_user("jo@nowhere.example", PASSWORD)
    partnership.memberships.create(user=user, role=Role.CSP_OFFICER)
    return user


@pytest.mark.django_db
def test_home_leads_to_ones_only_partnership(client, officer):
    client.force_login(officer)
    answer = client.get("/")
    assert (answer.status_code, answer.url) == (302, "/nowhere/")


@pytest.mark.django_db
def test_home_tells_a_person_without_a_partnership_whom_to_ask(client):
    client.force_login(User.objects.create_user("new@nowhere.example"))
    assert "Ask the administrator" in client.get("/").content.decode()


@pytest.mark.django_db
def test_navigation_offers_what_a_role_may_see(rf, partnership, officer):
    from csp_portal.navigation import page

    request = rf.get("/nowhere/returns/3/")
    request.user, request.partnership = officer, partnership
    items = page(request)["navigation"]
    assert items[0].text == "Home"
    assert [(item.text, item.url) for item in items if item.is_here] == [
        ("Returns", "/nowhere/returns/")
    ]
    request = rf.get("/nowhere/prevent/national-referrals/")
    request.user, request.partnership = officer, partnership
    assert [item.text for item in page(request)["navigation"] if item.is_here] == ["Figures"]
    request = rf.get("/nowhere/prevent/register/schools/")
    request.user, request.partnership = officer, partnership
    assert [item.text for item in page(request)["navigation"] if item.is_here] == ["Prevent"]
    councillor = User.objects.create_user("cllr@nowhere.example")
    partnership.memberships.create(user=councillor, role=Role.COUNCILLOR)
    request.user = councillor
    assert "Returns" not in [item.text for item in page(request)["navigation"]]


# --- Signing in ------------------------------------------------------------------------------
@pytest.mark.django_db
def test_signing_in_by_password(client, officer):
    answer = client.post("/sign-in/", {"login": "Jo@Nowhere.example", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")


@pytest.mark.django_db
def test_a_wrong_password_is_said_at_the_top(client, officer):
    page = client.post("/sign-in/", {"login": officer.email, "password": "wrong"})
    text = page.content.decode()
    assert "There is a problem" in text
    assert re.search(r"<title>\s*Error:\s+Sign in", text)


@pytest.mark.django_db
def test_signing_in_by_an_emailed_code(client, officer):
    client.post("/sign-in/code/", {"email": officer.email})
    [message] = mail.outbox
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", message.body, re.M)[1]
    answer = client.post("/sign-in/code/confirm/", {"code": code})
    assert answer.status_code == 302
    assert client.get("/").url == "/nowhere/"


@pytest.mark.django_db
def test_a_stranger_cannot_be_told_from_a_user_and_gets_no_mail(client, officer):
    known = client.post("/sign-in/code/", {"email": officer.email})
    mail.outbox.clear()
    unknown = client.post("/sign-in/code/", {"email": "nobody@nowhere.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_forgotten_password_is_set_anew(client, officer):
    client.post("/sign-in/password/", {"email": officer.email})
    [message] = mail.outbox
    link = re.search(r"https?://testserver(/sign-in/password/\S+)", message.body)[1]
    page = client.get(link, follow=True)
    fresh = "another-long-sentence-of-words"
    client.post(page.request["PATH_INFO"], {"password1": fresh, "password2": fresh})
    officer.refresh_from_db()
    assert officer.check_password(fresh)


@pytest.mark.django_db
def test_nobody_signs_up(client):
    answer = client.get(reverse("account_signup"))
    assert answer.status_code == 403
    assert "There is no signing up" in answer.content.decode()
    from allauth.account.adapter import get_adapter

    assert get_adapter().is_open_for_signup(None) is False


@pytest.mark.django_db
def test_guessing_passwords_is_slowed_down(client, officer):
    for _ in range(12):
        answer = client.post("/sign-in/", {"login": officer.email, "password": "wrong"})
    text = answer.content.decode()
    assert answer.status_code == 429 or "Too many" in text
    answer = client.post("/sign-in/", {"login": officer.email, "password": PASSWORD})
    assert answer.status_code != 302


@pytest.mark.django_db
def test_signing_out_needs_a_form(client, officer):
    client.force_login(officer)
    assert "Sign out?" in client.get("/sign-in/out/").content.decode()
    client.post("/sign-in/out/")
    assert "_auth_user_id" not in client.session


# --- The code base ---------------------------------------------------------------------------
def test_the_lock_file_names_no_registry():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.in")), ids=lambda path: path.name)
def test_every_dependency_has_a_reason_and_is_locked(path: Path):
    lines = [line for line in path.read_text().splitlines() if re.match(r"[A-Za-z]", line)]
    assert [line for line in lines if " # " not in line] == []
    locked = path.with_suffix(".txt").read_text().lower()
    names = [re.match(r"[\w.-]+", line)[0].lower() for line in lines]
    assert [name for name in names if f"\n{name}==" not in locked.replace("[", "==[")] == []


def test_every_component_says_what_it_takes_and_is_shown_in_the_gallery():
    gallery = (ROOT / "templates" / "csp_portal" / "components.html").read_text()
    base = (ROOT / "templates" / "base.html").read_text()
    folder = ROOT / "templates" / "components"
    for path in sorted(folder.glob("*.html")):
        first = path.read_text().splitlines()[0]
        assert re.match(r"\{# (T|t)akes ", first), path.name
        within = "".join(other.read_text() for other in folder.glob("*.html"))
        name = f'"components/{path.name}"'
        assert name in gallery + base + within, f"{path.name} is in no gallery"


def test_no_test_reaches_another_machine():
    import socket

    with socket.socket() as probe, pytest.raises(OutsideLoopback):
        probe.connect(("192.0.2.1", 80))


def test_tests_run_as_tests():
    assert settings.CSP_ENV == "test"
    assert not settings.DEBUG
