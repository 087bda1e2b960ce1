"""The addresses of one's own account, below /<partnership>/account/."""

from __future__ import annotations

from django.urls import path

from partnership.account import views

app_name = "account_of"
urlpatterns = [
    path("", views.account, name="account"),
    path("keys/", views.keys, name="keys"),
    path("wards/<slug:code>/", views.ward, name="ward"),
]
