"""The addresses about returns, below /<partnership>/returns/."""

from __future__ import annotations

from django.urls import path

from returns.pages import choosing, deciding, defining, downloads, history
from returns.pages.disclosure import views as disclosure
from returns.pages.fetching import views as fetching
from returns.pages.manual_entry import grid_views as typed_grids
from returns.pages.manual_entry import views as manual_entry
from returns.pages.mapping import views as mapping
from returns.pages.office import views as office
from returns.pages.publishing import views as publishing
from returns.pages.recording import views as recording
from returns.pages.schedule import views as calendar
from returns.pages.sending import arriving, check_views
from returns.pages.sending import views as sending

app_name = "returns"
urlpatterns = [
    path("", sending.start, name="start"),
    path("upload/", sending.upload, name="upload"),
    path("reading/<uuid:batch>/", arriving.reading, name="reading"),
    path("reading/<int:pk>/again/", arriving.read_again, name="read_again"),
    path("reading/<int:pk>/remove/", arriving.remove, name="remove_unread"),
    path("fetch/", fetching.fetch, name="fetch"),
    path("fetch/<int:pk>/", fetching.fetch_run, name="fetch_run"),
    path("check/<uuid:batch>/", check_views.check, name="check"),
    path("check/<uuid:batch>/answers/", check_views.save_answers, name="answers"),
    path("<int:pk>/put-right/", check_views.put_right, name="put_right"),
    path("sent/<uuid:batch>/", check_views.sent, name="sent"),
    path("waiting/", deciding.waiting, name="waiting"),
    path("accepted/", deciding.accepted, name="accepted"),
    path("figures/", publishing.figures, name="figures"),
    path("figures/template/", publishing.figures_template, name="figures_template"),
    path("history/", history.history, name="history"),
    path("template/", sending.template, name="template"),
    path("sources/", choosing.sources, name="sources"),
    path("sources/<slug:dataset>/<slug:source>/", choosing.source, name="source"),
    path(
        "sources/<slug:dataset>/<slug:source>/definitions/",
        defining.definitions,
        name="definitions",
    ),
    path("disclosure/", disclosure.rules, name="disclosure"),
    path("disclosure/ledger/", disclosure.ledger, name="ledger"),
    path("disclosure/<slug:dataset>/<slug:source>/", disclosure.rule, name="disclosure_rule"),
    path("recording-changes/", recording.changes, name="recording_changes"),
    path("recording-changes/<int:pk>/", recording.change, name="recording_change"),
    path("recording-changes/<int:pk>/end/", recording.end_change, name="end_recording_change"),
    path("calendar/", calendar.board, name="calendar"),
    path("calendar/dates/", calendar.dates, name="dates"),
    path("calendar/dates/<slug:dataset>/<slug:source>/", calendar.agree, name="agree"),
    path("calendar/statutory/", calendar.statutory, name="statutory"),
    path("calendar/reminders/", calendar.reminders, name="reminders"),
    path("calendar/remind/", calendar.remind, name="remind"),
    path("calendar/subscribe/", calendar.subscribe, name="subscribe"),
    path("calendar/subscribe/end/", calendar.end_address, name="end_address"),
    path("calendar/<str:key>.ics", calendar.due_dates_file, name="due_dates"),
    path("<int:pk>/", history.detail, name="one"),
    path("type/", manual_entry.typed, name="typed"),
    path("type/table/", typed_grids.start, name="grid_start"),
    path("type/table/<int:pk>/", typed_grids.fill_in, name="grid"),
    path("type/table/<int:pk>/save/", typed_grids.save, name="grid_save"),
    path("type/table/<int:pk>/delete/", typed_grids.discard, name="grid_discard"),
    path("<int:pk>/map/preview/", mapping.preview, name="map_preview"),
    path("<int:pk>/map/discard/", mapping.discard, name="map_discard"),
    path("<int:pk>/map/", mapping.mapping, name="map"),
    path("<int:pk>/map/<slug:step>/", mapping.old_step, name="map"),
    path("deputies/", office.deputies, name="deputies"),
    path("deputies/<int:pk>/end/", office.end_deputy, name="end_deputy"),
    path("kept/", office.stored_files, name="kept"),
    path("<int:pk>/covering/", office.attach, name="attach"),
    path("<int:pk>/covering/<int:email>/", office.email, name="email"),
    path("<int:pk>/<int:part>/changes.csv", office.changes, name="changes"),
    path("<int:pk>/file/", downloads.file, name="file"),
    path("<int:pk>/supplier/", check_views.supplier, name="supplier"),
    path("<int:pk>/marked/", downloads.marked, name="marked"),
    path("<int:pk>/decide/", deciding.decide, name="decide"),
    path("<int:pk>/<int:part>/recall/", deciding.recall, name="recall"),
    path("<int:pk>/<int:part>/withdraw/", sending.withdraw, name="withdraw"),
]
