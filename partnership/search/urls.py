"""The address of the search, below /<partnership>/search/."""

from __future__ import annotations

from django.urls import path

from partnership.search import views

app_name = "search"
urlpatterns = [path("", views.search, name="search")]
