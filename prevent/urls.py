"""The addresses of the Prevent register, below /<partnership>/prevent/register/."""

from __future__ import annotations

from django.urls import path

from partnership.record_views import addresses
from prevent import register_views
from prevent.register import REGISTER

app_name = "prevent_register"
urlpatterns = [
    path("", register_views.index, name="index"),
    *addresses(REGISTER, ""),
]
