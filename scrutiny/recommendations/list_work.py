"""The list of recommendations, as a worker reads and takes it."""

from __future__ import annotations

from django.urls import reverse

from partnership.people.permissions import Permission
from returns.lifecycle.list_works import ListWork
from scrutiny import words
from scrutiny.recommendations import spreadsheet

RECOMMENDATIONS = ListWork(
    declared=spreadsheet.DECLARED,
    needs=Permission.KEEP_SCRUTINY,
    further=spreadsheet.further,
    made=spreadsheet.MADE,
    each=lambda partnership, by: spreadsheet.take(partnership, by=by),
    taken=words.list_taken,
    address=lambda partnership: reverse("scrutiny:recommendations", args=[partnership.slug]),
)
