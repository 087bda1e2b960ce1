"""Whose figures a return has: read from the file where nobody said, and changed before sending."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.kinds import AgencyKind
from partnership.models import Agency, User
from partnership.refusals import Outdated
from returns.catalogue.registry import datasets
from returns.lifecycle import parts as storing
from returns.lifecycle import policies, words
from returns.models import Part, Return
from returns.reading.tidy import PartReading
from returns.reading.upload import Reading


def name_the_supplier(name: str) -> str:
    """Why a return of nobody is not sent."""
    return f"Nobody is named as the supplier of “{name}”. Say who supplied it first."


def take_supplier(of_return: Return, reading: Reading) -> None:
    """Read from the file whose figures it has, where nobody said; saves nothing."""
    if of_return.supplied_by is None:
        of_return.supplied_by = supplier_in(reading, of_return)
        of_return.is_supplier_guessed = of_return.supplied_by is not None


def kind_missing(of_return: Return) -> AgencyKind | None:
    """The kind of agency that figures of nobody are from; None where somebody is named.

    None too of published figures and of those of the whole country, which are nobody's here.
    """
    if of_return.supplied_by_id is not None:
        return None
    for part in of_return.parts.all():
        source = datasets[part.dataset].source(part.source)
        if not source.published and not source.is_national:
            return source.supplied_by
    return None


def supplier_in(reading: Reading, of_return: Return) -> Agency | None:
    """The agency whose figures `reading` seems to have, in the partnership it was uploaded for.

    The one that the file names; else the one that last supplied the source, or the only one of
    the kind that does. None for published figures, which are nobody's here.
    """
    of_source = _local_source(reading, of_return)
    if of_source is None:
        return None
    dataset, source = of_source
    agencies = Agency.objects.filter(partnerships=of_return.uploaded_for).order_by("slug")
    named = {part.origin for part in reading.parts if isinstance(part, PartReading)}
    of_kind = agencies.filter(kind=datasets[dataset].source(source).supplied_by)
    if said := agencies.filter(slug__in=named).first():
        return said
    latest = (
        Part.objects.filter(
            partnership=of_return.uploaded_for,
            dataset=dataset,
            source=source,
            state=Part.State.ACCEPTED,
            of_return__supplied_by__in=agencies,
        )
        .order_by("-decided_at")
        .select_related("of_return__supplied_by")
        .first()
    )
    if latest:
        return latest.of_return.supplied_by
    return of_kind.first()


def _local_source(reading: Reading, of_return: Return) -> tuple[str, str] | None:
    """The dataset and source of the file, where it is one that an agency here supplies."""
    fed = [
        (part.dataset, part.source) for part in reading.parts if isinstance(part, PartReading)
    ] or [
        (dataset.slug, source.slug)
        for dataset, source in (datasets.fed_by(reading.layout) if reading.layout else ())
    ]
    local = [
        (dataset, source)
        for dataset, source in fed
        if not datasets[dataset].source(source).published
        and not datasets[dataset].source(source).is_national
    ]
    return local[0] if local else None


@transaction.atomic
def set_supplier(
    *, of_return: Return, supplied_by: Agency, by: User, at: datetime | None = None
) -> None:
    """Say whose figures a return has, before any of it is sent; what is compared follows it.

    PermissionDenied where `by` may not speak for both agencies; Outdated once it is sent.
    """
    at = at or timezone.now()
    of_return = Return.objects.select_for_update().get(pk=of_return.pk)
    partnership = of_return.uploaded_for
    for agency in (of_return.supplied_by, supplied_by):
        if not policies.speaks_for(by, agency, partnership=partnership):
            raise PermissionDenied("You may upload returns for your own agency only.")
    if not supplied_by.partnerships.filter(pk=partnership.pk).exists():
        raise PermissionDenied(f"{supplied_by} supplies nothing to {partnership}.")
    found = list(of_return.parts.select_related("partnership", "of_return"))
    for part in found:
        if part.state != Part.State.CHECKED:
            raise Outdated(words.already(part))
    before = of_return.supplied_by
    of_return.supplied_by, of_return.is_supplier_guessed = supplied_by, False
    of_return.save(update_fields=["supplied_by", "is_supplier_guessed"])
    for part in found:
        # Where the file itself says whose its figures are, that stands.
        if not part.origin_name and not datasets[part.dataset].source(part.source).published:
            storing.check_again(part, origin=supplied_by.slug, at=at)
    audit.record(
        audit.Kind.RETURN_SUPPLIER_CHANGED,
        by=by,
        about=of_return,
        partnership=partnership,
        at=at,
        before=str(before or ""),
        after=str(supplied_by),
    )
