"""The addresses of the Prevent register, below /<partnership>/prevent/register/."""

from __future__ import annotations

from django.urls import path

from partnership.records.views import addresses
from prevent import list_views, register_views
from prevent.register import REGISTER

app_name = "prevent_register"
urlpatterns = [
    path("", register_views.index, name="index"),
    path("lists/", list_views.lists, name="lists"),
    path("lists/template/", list_views.template, name="list_template"),
    path("lists/<int:pk>/", list_views.one_list, name="one_list"),
    *addresses(REGISTER, ""),
]
