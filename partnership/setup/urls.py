"""The addresses of setting up partnerships: /partnerships/… and /<partnership>/setup/…."""

from __future__ import annotations

from django.urls import include, path

from partnership.file_work import views as file_work
from partnership.setup.views import first, ground, hosting, overview, people, places

app_name = "partnership"

BELOW_A_PARTNERSHIP = [
    path("", overview.setup, name="setup"),
    path("bodies/", overview.bodies, name="bodies"),
    path("look/", overview.look, name="look"),
    path("logo/", overview.logo, name="logo"),
    path("logo/end/", overview.end_logo, name="end_logo"),
    path("logo/<slug:sha256>.png", overview.logo_picture, name="logo_picture"),
    path("places/", places.places, name="places"),
    path("places/<int:pk>/", places.file, name="file"),
    path("boundaries/", ground.boundaries, name="boundaries"),
    path("town-centres/", ground.town_centres, name="town_centres"),
    path("successions/", ground.successions, name="successions"),
    path("localities/", places.localities, name="localities"),
    path("localities/new/", places.new_locality, name="new_locality"),
    path("localities/change/<slug:slug>/", places.locality, name="locality"),
    path("agencies/", people.agencies, name="agencies"),
    path("agencies/<int:pk>/", people.agency, name="agency"),
    path("agencies/<int:pk>/share/", people.share_agency, name="share_agency"),
    path("agencies/<int:pk>/leave/", people.end_agency, name="end_agency"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/end/", people.end_role, name="end_role"),
]
urlpatterns = [
    path("partnerships/first/", first.first, name="first"),
    path("partnerships/new/", hosting.new, name="new"),
    path("partnerships/lists/", hosting.lists, name="lists"),
    path("partnerships/lists/<int:pk>/", hosting.one_list, name="list"),
    path("partnerships/waiting/", file_work.queue, name="queue"),
    path("partnerships/waiting/<uuid:key>/", file_work.progress, name="work"),
    path("partnerships/waiting/<uuid:key>/again/", file_work.again, name="again"),
    path("partnerships/waiting/<uuid:key>/remove/", file_work.remove, name="remove"),
    path("<partnership:partnership>/setup/", include(BELOW_A_PARTNERSHIP)),
]
