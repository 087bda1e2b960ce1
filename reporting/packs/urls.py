"""URLs of packs, below /<partnership>/packs/."""

from __future__ import annotations

from django.urls import path

from reporting.packs import views
from reporting.packs.editor import desk_views as desk
from reporting.packs.editor import section_views as sections

app_name = "packs"
_VERSION = "<slug:slug>/<int:number>"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", desk.new, name="new"),
    path("localities/<slug:locality>/", views.of_locality, name="of_locality"),
    path("<slug:slug>/", views.latest, name="latest"),
    path("<slug:slug>/begin/", desk.begin, name="begin"),
    path(f"{_VERSION}/", views.version, name="version"),
    path(f"{_VERSION}/read/<slug:key>/", views.read, name="read"),
    path(f"{_VERSION}/slides/", views.slides, name="slides"),
    path(f"{_VERSION}/changed/", views.changed, name="changed"),
    path(f"{_VERSION}/changed/line/", views.changed_line, name="changed_line"),
    path(f"{_VERSION}/history/", views.history, name="history"),
    path(f"{_VERSION}/files/", views.files, name="files"),
    path(f"{_VERSION}/files/<slug:scope>.<slug:format>", views.file, name="file"),
    path(f"{_VERSION}/edit/", desk.edit, name="edit"),
    path(f"{_VERSION}/edit/details/", desk.details, name="details"),
    path(f"{_VERSION}/edit/add/", desk.add, name="add"),
    path(f"{_VERSION}/edit/confirm/", desk.confirm, name="confirm"),
    path(f"{_VERSION}/send/", desk.send, name="send"),
    path(f"{_VERSION}/return/", desk.take_back, name="return"),
    path(f"{_VERSION}/approve/", desk.approve, name="approve"),
    path(f"{_VERSION}/issue/", desk.issue, name="issue"),
    path(f"{_VERSION}/archive/", desk.archive, name="archive"),
    path(f"{_VERSION}/public/", desk.public_on, name="public"),
    path(f"{_VERSION}/public/end/", desk.public_off, name="public_end"),
    path(f"{_VERSION}/sections/<slug:key>/", sections.section, name="section"),
    path(f"{_VERSION}/sections/<slug:key>/words/", sections.words, name="words"),
    path(f"{_VERSION}/sections/<slug:key>/figure/", sections.figure, name="figure"),
    path(f"{_VERSION}/sections/<slug:key>/move/", sections.move, name="move"),
    path(f"{_VERSION}/sections/<slug:key>/end/", sections.end, name="end"),
    path(f"{_VERSION}/sections/<slug:key>/exempt/", sections.exempt, name="exempt"),
    path(f"{_VERSION}/sections/<slug:key>/number/", sections.number, name="number"),
    path(f"{_VERSION}/sections/<slug:key>/picture/", sections.picture, name="picture"),
    path(f"{_VERSION}/sections/<slug:key>/comment/", sections.comment, name="comment"),
    path(f"{_VERSION}/sections/<slug:key>/comment/<int:pk>/", sections.settle, name="settle"),
]
