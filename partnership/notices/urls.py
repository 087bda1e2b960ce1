"""The addresses of the inbox and of mails, below /<partnership>/."""

from __future__ import annotations

from django.urls import path

from partnership.notices import views

app_name = "notices"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.mark_read, name="mark_read"),
    path("inbox/<int:pk>/", views.open_notice, name="open"),
    path("account/mails/", views.mails, name="mails"),
]
