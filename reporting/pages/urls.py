"""URLs of figures, below /<partnership>/; a measure's come last, as they match any two words."""

from __future__ import annotations

from django.urls import path

from reporting.pages import every_figure
from reporting.pages.benchmarks import views as benchmark_views
from reporting.pages.compare import views as pair_views
from reporting.pages.measure import sub_views, views
from reporting.pages.methods import views as method_views
from reporting.pages.places import views as place_views
from reporting.pages.priorities import views as record_views

app_name = "reporting"
urlpatterns = [
    path("priorities/", record_views.priorities, name="priorities"),
    path("priorities/objectives/unmeasured/", record_views.without_measure, name="unmeasured"),
    path("structure/", record_views.groups, name="structure"),
    path("figures/links/", every_figure.switch, name="every_figure"),
    path("figures/", views.every_figure, name="figures"),
    path("methods/", method_views.every, name="methods"),
    path("methods/<slug:app>/<slug:measure>/", method_views.methods_of, name="methods_of"),
    path("aim/", views.aim, name="aim"),
    path("aim/pictures/<slug:name>.<slug:extension>", views.aim_picture, name="aim_picture"),
    path("aim/note/", views.aim_note, name="aim_note"),
    path("map/", place_views.ward_map, name="ward_map"),
    path("benchmarks/", benchmark_views.benchmarks, name="benchmarks"),
    path("benchmarks/data.csv", benchmark_views.data_csv, name="benchmarks_csv"),
    path("benchmarks/data.xlsx", benchmark_views.data_xlsx, name="benchmarks_xlsx"),
    path(
        "benchmarks/pictures/<slug:name>.<slug:extension>",
        benchmark_views.picture,
        name="benchmarks_picture",
    ),
    path("benchmarks/groups/new/", benchmark_views.keep_group, name="keep_group"),
    path("benchmarks/groups/<int:pk>/end/", benchmark_views.end_group, name="end_group"),
    path("compare/", pair_views.compare, name="compare"),
    path("compare/data.csv", pair_views.data_csv, name="compare_csv"),
    path("compare/data.xlsx", pair_views.data_xlsx, name="compare_xlsx"),
    path(
        "compare/pictures/<slug:name>.<slug:extension>",
        pair_views.picture,
        name="compare_picture",
    ),
    path("wards/", place_views.every_ward, name="wards"),
    path("wards/<slug:code>/", place_views.ward, name="ward"),
    path("wards/<slug:code>/data/", place_views.ward_data, name="ward_data"),
    path("wards/<slug:code>/how-we-know/", place_views.ward_how, name="ward_how"),
    path(
        "wards/<slug:code>/pictures/<slug:name>.<slug:extension>",
        place_views.ward_picture,
        name="ward_picture",
    ),
    path("localities/<slug:slug>/", place_views.locality, name="locality"),
    path("localities/<slug:slug>/data/", place_views.locality_data, name="locality_data"),
    path("localities/<slug:slug>/how-we-know/", place_views.locality_how, name="locality_how"),
    path(
        "localities/<slug:slug>/pictures/<slug:name>.<slug:extension>",
        place_views.locality_picture,
        name="locality_picture",
    ),
    path("<slug:app>/", views.index, name="index"),
    path(
        "<slug:app>/pictures/<slug:name>.<slug:extension>",
        views.index_picture,
        name="index_picture",
    ),
    path("<slug:app>/<slug:measure>/", views.measure, name="measure"),
    path("<slug:app>/<slug:measure>/wards/", sub_views.wards, name="measure_wards"),
    path("<slug:app>/<slug:measure>/types/", sub_views.types, name="measure_types"),
    path("<slug:app>/<slug:measure>/localities/", sub_views.localities, name="measure_localities"),
    path("<slug:app>/<slug:measure>/history/", sub_views.history, name="measure_history"),
    path("<slug:app>/<slug:measure>/data/", sub_views.data, name="measure_data"),
    path("<slug:app>/<slug:measure>/how-we-know/", sub_views.how_we_know, name="how_we_know"),
    path("<slug:app>/<slug:measure>/rows/", views.rows, name="rows"),
    path("<slug:app>/<slug:measure>/data.csv", views.data_csv, name="data_csv"),
    path("<slug:app>/<slug:measure>/data.xlsx", views.data_xlsx, name="data_xlsx"),
    path("<slug:app>/<slug:measure>/slides.pptx", views.slides, name="slides"),
    path(
        "<slug:app>/<slug:measure>/pictures/<slug:name>.<slug:extension>",
        views.picture,
        name="picture",
    ),
]
