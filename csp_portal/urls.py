"""Every address: the portal's own, then each partnership's, handed down to the apps."""

from __future__ import annotations

from importlib.util import find_spec

from allauth.account import views as allauth
from django.urls import URLPattern, URLResolver, include, path, re_path

from csp_portal import views
from csp_portal.gallery import views as gallery
from partnership.people.permissions import public, signed_in

handler400 = "csp_portal.views.bad_request"
handler403 = "csp_portal.views.permission_denied"
handler404 = "csp_portal.views.page_not_found"
handler500 = "csp_portal.views.server_error"

# Only what the portal uses of allauth: nobody signs up, and addresses are an administrator's.
SIGN_IN: list[URLPattern] = [
    path("", public(allauth.login), name="account_login"),
    path("out/", signed_in(allauth.logout), name="account_logout"),
    path("closed/", public(views.sign_up_closed), name="account_signup"),
    path("inactive/", public(allauth.account_inactive), name="account_inactive"),
    path("code/", public(allauth.request_login_code), name="account_request_login_code"),
    path("code/confirm/", public(allauth.confirm_login_code), name="account_confirm_login_code"),
    path("again/", signed_in(allauth.reauthenticate), name="account_reauthenticate"),
    path("password/", public(allauth.password_reset), name="account_reset_password"),
    path("password/sent/", public(allauth.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/",
        public(allauth.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

# The apps' addresses below a partnership's; measures come last, because a measure's
# address, <app>/<measure>/, could be anything.
OF_A_PARTNERSHIP = (
    ("returns", "returns.pages.urls"),
    ("scrutiny", "scrutiny.urls"),
    ("asked", "scrutiny.asked.urls"),
    ("prevent/register", "prevent.urls"),
    ("packs", "reporting.packs.urls"),
    ("setup/slides", "reporting.packs.slide_templates.urls"),
    ("account", "partnership.account.urls"),
    ("search", "partnership.search.urls"),
    ("", "csp_portal.home.urls"),
    ("", "partnership.governance.urls"),
    ("", "partnership.notices.urls"),
    ("", "reporting.pages.urls"),
)


def _of_the_apps() -> list[URLResolver]:
    return [
        path(f"<partnership:partnership>/{below}/".replace("//", "/"), include(module))
        for below, module in OF_A_PARTNERSHIP
        if _is_there(module)
    ]


def _is_there(module: str) -> bool:
    """An app that is not installed has no addresses."""
    package = module.partition(".")[0]
    return bool(find_spec(package)) and bool(find_spec(module))


urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("components/", gallery.components, name="components"),
    path("sign-in/", include(SIGN_IN)),
    path("", include("csp_portal.public_pages.urls")),
    path("public/", include("reporting.packs.public_urls")),
    path("<partnership:partnership>/brand.css", views.brand, name="brand"),
    path("", include("partnership.setup.urls")),
    *_of_the_apps(),
]
