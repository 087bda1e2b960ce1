"""What the worker does with lists of Prevent activities."""

from __future__ import annotations

from django.urls import reverse

from partnership.file_work.kinds import register
from partnership.records import words as record_words
from prevent import activity_list
from prevent.register import REGISTER
from returns.lifecycle.list_works import ListWork

ACTIVITIES = ListWork(
    declared=activity_list.DECLARED,
    needs=REGISTER.keep,
    further=activity_list.further,
    made=activity_list.MADE,
    each=lambda partnership, by: activity_list.take(partnership, by=by),
    taken=record_words.taken,
    address=lambda partnership: reverse(
        "prevent_register:list", args=[partnership.slug, "activities"]
    ),
)
for kind in ACTIVITIES.kinds:
    register(kind)
