"""The first page of a demonstration, which an app above the portal brings; knows no such app."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Set by the demonstration when Django starts; None where it is not installed.
of_the_demonstration: Callable[[HttpRequest], HttpResponse] | None = None
