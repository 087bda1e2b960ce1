"""The addresses of governance and priorities, below /<partnership>/."""

from __future__ import annotations

from django.urls import include, path

from partnership.governance import views as governance_views
from partnership.governance.priorities import PRIORITIES
from partnership.governance.register import GOVERNANCE
from partnership.records.views import addresses

governance = [
    path("governance/", governance_views.index, name="index"),
    path("governance/calendar/<str:key>.ics", governance_views.meetings_calendar, name="meetings"),
    *addresses(GOVERNANCE, "governance/"),
]
priorities = addresses(PRIORITIES, "priorities/")

urlpatterns = [
    path("", include((governance, "governance"))),
    path("", include((priorities, "priorities"))),
]
