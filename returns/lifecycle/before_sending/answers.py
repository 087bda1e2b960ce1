"""Answers to the questions about a return, kept as they are typed; they count once it is sent."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from partnership.models import User
from partnership.refusals import Outdated
from returns.lifecycle import policies, queries, words
from returns.models import Part, Return


@transaction.atomic
def keep_answers(*, of_return: Return, answers: Mapping[str, str], by: User) -> None:
    """Keep `answers`, by the keys of their questions; a blank one is taken away.

    Errors may stand in the file. What is no longer asked is dropped. PermissionDenied where `by`
    may not send the return; Outdated once all of it is sent.
    """
    of_return = Return.objects.select_for_update().get(pk=of_return.pk)
    parts = list(of_return.parts.select_related("partnership", "of_return__supplied_by"))
    if not policies.may_answer(by, of_return, parts):
        raise PermissionDenied("You may not answer for this return.")
    if parts and not any(part.state == Part.State.CHECKED for part in parts):
        raise Outdated(words.already(parts[0]))
    asked = {question.key for question in queries.asked_of(of_return, parts)}
    of_return.answers = {
        key: text.strip()
        for key, text in {**of_return.answers, **answers}.items()
        if key in asked and text.strip()
    }
    of_return.save(update_fields=["answers"])
