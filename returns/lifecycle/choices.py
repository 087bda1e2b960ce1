"""What a partnership chooses: main source, provisional months, accepting its own uploads."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from measures.periods import Month
from partnership import audit
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, check
from partnership.refusals import NotReady, Refused
from returns.catalogue.registry import datasets
from returns.lifecycle import words
from returns.models import MainSource, OwnAcceptance, ProvisionalMonths


@transaction.atomic
def set_main_source(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    by: User,
    from_month: Month | None = None,
    at: datetime | None = None,
) -> MainSource:
    """Show `source` for `dataset` from `at` on, unless somebody asks for another.

    For the months from `from_month` on, until those of a later choice begin; without one for all
    months, in place of every choice that was in force.
    """
    at = at or timezone.now()
    check(by, Permission.SET_MAIN_SOURCE, partnership=partnership)
    partnership.lock()
    datasets[dataset].source(source)
    first_month = from_month.first_day if from_month else None
    standing = MainSource.objects.filter(partnership=partnership, dataset=dataset)
    _end_earlier(standing.filter(first_month=first_month) if first_month else standing, at)
    chosen = MainSource.objects.create(
        partnership=partnership,
        dataset=dataset,
        source=source,
        first_month=first_month,
        since=at,
        set_by=by,
    )
    audit.record(
        audit.Kind.MAIN_SOURCE_SET,
        by=by,
        about=chosen,
        partnership=partnership,
        at=at,
        source=source,
        from_month=from_month.code if from_month else "",
    )
    return chosen


@transaction.atomic
def set_provisional_months(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    months: int,
    by: User,
    at: datetime | None = None,
) -> ProvisionalMonths:
    """Mark the latest `months` of `source` as provisional from `at` on; 0 marks none."""
    at = at or timezone.now()
    check(by, Permission.SET_PROVISIONAL, partnership=partnership)
    partnership.lock()
    datasets[dataset].source(source)
    series = {"partnership": partnership, "dataset": dataset, "source": source}
    _end_earlier(ProvisionalMonths.objects.filter(**series), at)
    ruling = ProvisionalMonths.objects.create(**series, months=months, since=at, set_by=by)
    audit.record(
        audit.Kind.PROVISIONAL_SET,
        by=by,
        about=ruling,
        partnership=partnership,
        at=at,
        months=months,
    )
    return ruling


def allow_own_acceptance(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> OwnAcceptance:
    """Let people decide on their own uploads of `source`."""
    return _rule_on_own_acceptance(
        partnership, dataset, source, is_allowed=True, reason=reason, by=by, at=at
    )


def end_own_acceptance(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> OwnAcceptance:
    """From now on somebody else decides on every upload of `source`."""
    return _rule_on_own_acceptance(
        partnership, dataset, source, is_allowed=False, reason=reason, by=by, at=at
    )


@transaction.atomic
def _rule_on_own_acceptance(
    partnership: Partnership,
    dataset: str,
    source: str,
    *,
    is_allowed: bool,
    reason: str,
    by: User,
    at: datetime | None,
) -> OwnAcceptance:
    at = at or timezone.now()
    check(by, Permission.ALLOW_OWN_ACCEPTANCE, partnership=partnership)
    partnership.lock()
    datasets[dataset].source(source)
    if not reason.strip():
        raise NotReady(words.SAY_WHY)
    series = {"partnership": partnership, "dataset": dataset, "source": source}
    _end_earlier(OwnAcceptance.objects.filter(**series), at)
    ruling = OwnAcceptance.objects.create(
        **series, is_allowed=is_allowed, reason=reason.strip(), since=at, set_by=by
    )
    kinds = audit.Kind
    kind = kinds.OWN_ACCEPTANCE_ALLOWED if is_allowed else kinds.OWN_ACCEPTANCE_ENDED
    audit.record(kind, by=by, about=ruling, partnership=partnership, at=at)
    return ruling


def _end_earlier(rulings, at: datetime) -> None:
    standing = rulings.filter(until__isnull=True)
    if standing.filter(since__gt=at).exists():
        raise Refused("A later choice has been made already.")
    standing.update(until=at)
