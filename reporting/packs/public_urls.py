"""URLs of packs that a manager has made public, below /public/."""

from __future__ import annotations

from django.urls import path

from reporting.packs import public_views as views

_VERSION = "<slug:of>/<slug:slug>/<int:number>"
urlpatterns = [
    path(f"{_VERSION}/", views.version, name="public_pack"),
    path(f"{_VERSION}/<slug:key>/", views.section, name="public_pack_section"),
    path(f"{_VERSION}/<slug:name>.<slug:format>", views.file, name="public_pack_file"),
]
