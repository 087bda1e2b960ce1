"""The definitions that a partnership agreed for a source or one of its categories."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from measures.periods import Month
from partnership import audit
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, check
from partnership.refusals import Refused
from returns.catalogue.definitions import definable
from returns.catalogue.registry import datasets
from returns.lifecycle import words
from returns.models import Definition


@transaction.atomic
def record_definition(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    category: str = "",
    name: str,
    version: str,
    counted_in: str,
    left_out: str = "",
    agreed_by: str,
    agreed_on: date,
    first_month: Month,
    by: User,
    at: datetime | None = None,
) -> Definition:
    """Keep what the partnership agreed that a source, or one `category` of it, counts.

    Refused for a version that is recorded already: a definition is never changed, because
    figures have been counted under it.
    """
    at = at or timezone.now()
    check(by, Permission.RECORD_DEFINITIONS, partnership=partnership)
    of = datasets[dataset].source(source)
    if category not in definable(of):
        raise Refused(f"{of.title} leaves nothing of that kind to define.")
    key = {
        "partnership": partnership,
        "dataset": dataset,
        "source": source,
        "category": category,
        "name": name.strip(),
        "version": version.strip(),
    }
    if Definition.objects.filter(**key).exists():
        raise Refused(words.definition_stands(name.strip(), version.strip()))
    definition = Definition.objects.create(
        **key,
        counted_in=counted_in.strip(),
        left_out=left_out.strip(),
        agreed_by=agreed_by.strip(),
        agreed_on=agreed_on,
        first_month=first_month.first_day,
        recorded_by=by,
        recorded_at=at,
    )
    _record_event(definition, by=by)
    return definition


def _record_event(definition: Definition, *, by: User) -> None:
    audit.record(
        audit.Kind.DEFINITION_RECORDED,
        by=by,
        about=definition,
        partnership=definition.partnership,
        at=definition.recorded_at,
        dataset=definition.dataset,
        source=definition.source,
        category=definition.category,
        counted_in=definition.counted_in,
        agreed_by=definition.agreed_by,
    )
