"""The addresses of the pages that everybody may need, below no partnership."""

from __future__ import annotations

from django.urls import path

from csp_portal.public_pages import views

urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("glossary/", views.glossary, name="glossary"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("contact/", views.contact, name="contact"),
]
