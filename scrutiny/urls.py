"""The addresses of scrutiny, below /<partnership>/scrutiny/."""

from __future__ import annotations

from django.urls import path

from scrutiny.deadlines import views as board
from scrutiny.panels import meeting_views
from scrutiny.panels import views as panels
from scrutiny.questions import views as questions
from scrutiny.recommendations import spreadsheet_views
from scrutiny.recommendations import views as made
from scrutiny.recommendations import work_views as work

app_name = "scrutiny"
urlpatterns = [
    path("", board.board, name="board"),
    path("suggested/", questions.suggested, name="suggested"),
    path("days/", board.days, name="days"),
    path("days/periods/<slug:period>/", board.set_period, name="set_period"),
    path("days/closed/", board.add_closed_day, name="add_closed_day"),
    path("days/closed/<int:pk>/end/", board.end_closed_day, name="end_closed_day"),
    path("reminders/", board.reminders, name="reminders"),
    path("calendar/", board.calendar, name="calendar"),
    path("calendar/end/", board.end_calendar, name="end_calendar"),
    path("calendar/<str:key>.ics", board.ics, name="ics"),
    path("panels/", panels.panels, name="panels"),
    path("panels/new/", panels.add_panel, name="add_panel"),
    path("panels/<slug:slug>/", panels.show_panel, name="panel"),
    path("panels/<slug:slug>/change/", panels.change_panel, name="change_panel"),
    path("panels/<slug:slug>/end/", panels.end_panel, name="end_panel"),
    path("panels/<slug:slug>/timetable/", panels.timetable, name="timetable"),
    path("panels/<slug:slug>/members/", panels.add_member, name="add_member"),
    path("panels/<slug:slug>/programme/", panels.plan, name="plan"),
    path("panels/<slug:slug>/meetings/", panels.add_meeting, name="add_meeting"),
    path("members/<int:pk>/end/", panels.end_member, name="end_member"),
    path("programme/<int:pk>/", panels.move_work, name="move_work"),
    path("meetings/<int:pk>/", meeting_views.show_meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meeting_views.change_meeting, name="change_meeting"),
    path("meetings/<int:pk>/cancel/", meeting_views.cancel_meeting, name="cancel_meeting"),
    path("meetings/<int:pk>/items/", meeting_views.add_item, name="add_item"),
    path("meetings/<int:pk>/steps/<slug:step>/", meeting_views.step_done, name="step_done"),
    path("items/<int:pk>/pack/", meeting_views.item_pack, name="item_pack"),
    path("items/<int:pk>/outcome/", meeting_views.outcome, name="outcome"),
    path("items/<int:pk>/withdraw/", meeting_views.withdraw_item, name="withdraw_item"),
    path("questions/", questions.questions, name="questions"),
    path("questions/ask/", questions.ask, name="ask"),
    path("questions/<int:pk>/", questions.show_question, name="question"),
    path("questions/<int:pk>/answer/", questions.answer, name="answer"),
    path("questions/<int:pk>/direct/", questions.direct, name="direct"),
    path("questions/<int:pk>/withdraw/", questions.withdraw, name="withdraw_question"),
    path("recommendations/", made.recommendations, name="recommendations"),
    path("recommendations/new/", made.recommend, name="recommend"),
    path("recommendations/lists/", spreadsheet_views.lists, name="lists"),
    path(
        "recommendations/lists/template.xlsx", spreadsheet_views.list_template, name="list_template"
    ),
    path("recommendations/lists/<int:pk>/", spreadsheet_views.one_list, name="list"),
    path("recommendations/<int:pk>/", made.show_recommendation, name="recommendation"),
    path("recommendations/<int:pk>/change/", made.reword, name="reword"),
    path("recommendations/<int:pk>/back/", made.back, name="back"),
    path("recommendations/<int:pk>/decide/", made.decide, name="decide"),
    path("recommendations/<int:pk>/withdraw/", made.withdraw, name="withdraw_recommendation"),
    path("recommendations/<int:pk>/recipients/", made.add_recipient, name="add_recipient"),
    path("recommendations/<int:pk>/milestones/", work.add_milestone, name="add_milestone"),
    path("recommendations/<int:pk>/measures/", work.link_measure, name="link_measure"),
    path("recommendations/<int:pk>/evidence/", work.add_evidence, name="add_evidence"),
    path("recipients/<int:pk>/sent/", made.sent, name="sent"),
    path("recipients/<int:pk>/end/", made.end_recipient, name="end_recipient"),
    path("recipients/<int:pk>/respond/", made.respond, name="respond"),
    path("recipients/<int:pk>/later/", made.later, name="later"),
    path("milestones/<int:pk>/done/", work.milestone_done, name="milestone_done"),
    path("milestones/<int:pk>/withdraw/", work.withdraw_milestone, name="withdraw_milestone"),
    path("measures/<int:pk>/", made.show_effect, name="effect"),
    path("measures/<int:pk>/end/", work.unlink_measure, name="unlink_measure"),
    path("evidence/<int:pk>/withdraw/", work.withdraw_evidence, name="withdraw_evidence"),
]
