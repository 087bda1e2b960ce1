"""URLs of the slide template, below /<partnership>/setup/slides/."""

from __future__ import annotations

from django.urls import path

from reporting.packs.slide_templates import views as template_views

app_name = "slide_templates"
urlpatterns = [
    path("", template_views.template, name="template"),
    path("end/", template_views.end, name="end"),
    path("standard.pptx", template_views.standard, name="standard"),
    path("in-use.pptx", template_views.in_use, name="in_use"),
]
