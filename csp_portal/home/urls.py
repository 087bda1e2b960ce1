"""The first pages of a partnership, at its address."""

from __future__ import annotations

from django.urls import path

from csp_portal.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("overview/", views.overview, name="overview"),
]
