"""Setting the disclosure rule of a source, and writing down what was taken away; audited."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.models import Partnership, User
from partnership.optimistic_lock import check_seen
from partnership.people.permissions import Permission, check
from partnership.refusals import Refused
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.disclosure_rules import Disclosure, Finest, Rule
from returns.catalogue.registry import datasets
from returns.disclosure import releasing, words
from returns.disclosure.released import disclosure
from returns.models.released import DisclosureRule, Export, ReleasedVersion

Kind = DisclosureRule.Kind


@transaction.atomic
def set_rule(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    kind: DisclosureRule.Kind,
    owner: str,
    reason: str,
    hide_below: int = Disclosure.hide_below,
    margin: int = Disclosure.margin,
    finest: Finest = Disclosure.finest,
    replaces: int | None = None,
    by: User,
    at: datetime | None = None,
) -> DisclosureRule:
    """Set the rule of `source` from `at` on, and release its tables again.

    `replaces` is the id of the rule that `by` was shown, None for none: Outdated where another
    stands by now. Refused for figures said to be published that are not, and where what was
    released before gives away what the rule would hide.
    """
    check(by, Permission.MANAGE_RULES, partnership=partnership)
    partnership.lock()
    at = at or timezone.now()
    of_dataset, of = _ruled(dataset, source)
    _check_answers(of, kind, owner, reason)
    before = _standing(partnership, dataset, source, replaces=replaces, at=at)
    made = DisclosureRule.objects.create(
        partnership=partnership,
        dataset=dataset,
        source=source,
        kind=kind,
        hide_below=hide_below,
        margin=margin,
        finest_months=finest.months,
        finest_area=finest.area,
        dimensions=list(finest.dimensions),
        owner=owner.strip(),
        reason=reason.strip(),
        since=at,
        set_by=by,
    )
    releasing.renew(partnership, of_dataset, of, because=ReleasedVersion.Because.RULE, by=by, at=at)
    audit.record(
        audit.Kind.RULE_SET,
        by=by,
        about=made,
        partnership=partnership,
        at=at,
        before=_fields_of(before),
        after=_fields_of(made),
    )
    return made


def _ruled(dataset: str, source: str) -> tuple[Dataset, Source]:
    if dataset not in {known.slug for known in datasets}:
        raise Refused(words.is_national(dataset))
    of_dataset = datasets[dataset]
    of = of_dataset.source(source)
    if of.is_national:
        raise Refused(words.is_national(of.title))
    return of_dataset, of


def _check_answers(source: Source, kind: DisclosureRule.Kind, owner: str, reason: str) -> None:
    if not owner.strip():
        raise Refused(words.SAY_WHO_ANSWERS)
    if not reason.strip():
        raise Refused(words.SAY_WHY)
    if kind == Kind.PUBLISHED and not source.published:
        raise Refused(words.not_published(source.title))


def _standing(
    partnership: Partnership, dataset: str, source: str, *, replaces: int | None, at: datetime
) -> DisclosureRule | None:
    """End the rule in force and return it."""
    standing = DisclosureRule.objects.filter(
        partnership=partnership, dataset=dataset, source=source, until__isnull=True
    ).first()
    check_seen(
        replaces,
        latest=standing.pk if standing else None,
        sentence=words.somebody_was_faster(standing),
        now=standing,
    )
    if standing is None:
        return None
    if at < standing.since:
        raise Refused("A later rule has been set already.")
    standing.until = at
    standing.save(update_fields=["until"])
    return standing


def _fields_of(rule: DisclosureRule | None) -> dict[str, Any]:
    if rule is None:
        return {}
    fields: dict[str, Any] = {"kind": rule.kind, "owner": rule.owner, "reason": rule.reason}
    ruled = disclosure(rule)
    return fields | (releasing.as_json(ruled) if ruled.rule is not Rule.NONE else {})


@transaction.atomic
def record_export(
    *,
    partnership: Partnership,
    name: str,
    what: str,
    versions: Collection[int],
    selection: str = "",
    content: bytes | None = None,
    sha256: str = "",
    by: User,
    at: datetime | None = None,
) -> Export | None:
    """Write down that `by` took a file with figures of the released `versions` away.

    None where there are none: a file without figures of a source with a rule is in the audit
    alone, where whoever makes a file records it.
    """
    if not versions:
        return None
    made = Export.objects.create(
        partnership=partnership,
        name=name,
        what=what,
        selection=selection,
        sha256=sha256 if content is None else hashlib.sha256(content).hexdigest(),
        made_by=by,
        made_at=at or timezone.now(),
    )
    made.versions.set(versions)
    return made
