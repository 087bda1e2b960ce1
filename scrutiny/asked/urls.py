"""The address of what was asked and recommended, below /<partnership>/asked/."""

from __future__ import annotations

from django.urls import path

from scrutiny.asked import views

app_name = "asked"
urlpatterns = [path("", views.asked, name="asked")]
