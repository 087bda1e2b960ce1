"""Returns accepted, rejected and recalled, by whoever may decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.models import NoticeKind, Partnership, User
from partnership.people.permissions import check
from partnership.refusals import NotReady, Refused
from returns.catalogue.registry import datasets
from returns.disclosure import releasing
from returns.in_use import coverage, given_totals, revisions
from returns.in_use.insertion import insert
from returns.lifecycle import policies, queries, telling, words
from returns.lifecycle.policies import Act
from returns.lifecycle.transitions import fresh, move, record_event
from returns.models import Part, Return
from returns.models.released import ReleasedVersion


@transaction.atomic
def accept(
    *,
    parts: Sequence[Part],
    by: User,
    because: str = "",
    how: Return.How = Return.How.UPLOAD,
    at: datetime | None = None,
) -> None:
    """Bring `parts` into use in place of the earlier figures for their months; all or none.

    One's own upload needs leave for its source, and `because`. Whoever loads from the command
    line (`how`) holds the whole database in their hands, so there `because` is enough.
    Outdated when somebody was first; Refused when half of a longer figure would be replaced,
    and when beside what was released before a hidden count could be worked out.
    """
    _lock(parts)
    at = at or timezone.now()
    parts = fresh(parts)
    for part in parts:
        _check_may_decide(by, part, act=Act.ACCEPT, at_the_machine=how is Return.How.COMMAND)
        if policies.is_own(by, part) and not because.strip():
            raise NotReady(words.SAY_WHY_YOU_ACCEPT_YOUR_OWN)
    move(parts, Act.ACCEPT, decided_at=at, decided_by=by, reason=because.strip(), rows=b"")
    replaced: dict[int, set[int]] = {}
    for part in parts:
        changed = revisions.changes(part)
        reason = queries.why_revised(part) or because.strip()
        insert(part)
        replaced[part.pk] = coverage.bring_into_use(part, at=at)
        if changed and not reason:
            raise NotReady(words.say_why_revised(part, len(changed)))
        given_totals.withhold_beside_others(part)
        revisions.store(part, changed, because=reason, at=at)
    releasing.renew_for(parts, because=ReleasedVersion.Because.ACCEPTED, by=by, at=at)
    record_event(
        audit.Kind.RETURN_ACCEPTED,
        parts,
        by=by,
        at=at,
        detail=lambda part: {
            "months": part.months,
            "counts": part.row_count,
            "replaced": sorted(replaced[part.pk]),
            "revised": part.revised_cells,
            "revised_because": part.revised_because,
            "because": because.strip(),
            "how": how.value,
        },
    )
    telling.decided(NoticeKind.RETURN_ACCEPTED, parts, by=by, at=at)


@transaction.atomic
def reject(*, part: Part, by: User, reason: str, at: datetime | None = None) -> None:
    """Refuse a return that was sent, and say why."""
    at = at or timezone.now()
    [part] = fresh([part])
    _check_may_decide(by, part, act=Act.REJECT)
    if not reason.strip():
        raise NotReady(words.SAY_WHY_YOU_REJECT)
    move([part], Act.REJECT, decided_at=at, decided_by=by, reason=reason.strip(), rows=b"")
    record_event(
        audit.Kind.RETURN_REJECTED,
        [part],
        by=by,
        at=at,
        detail=lambda _: {"reason": reason.strip()},
    )
    telling.decided(NoticeKind.RETURN_REJECTED, [part], by=by, at=at, reason=reason.strip())


@transaction.atomic
def recall(*, part: Part, by: User, reason: str, at: datetime | None = None) -> None:
    """Take an accepted return out of use; the figures that it replaced come back."""
    _lock([part])
    at = at or timezone.now()
    [part] = fresh([part])
    _check_may_decide(by, part, act=Act.RECALL)
    if not reason.strip():
        raise NotReady(words.SAY_WHY_YOU_RECALL)
    move([part], Act.RECALL, ended_at=at, ended_by=by, ended_because=reason.strip())
    back = coverage.take_out_of_use(part, at=at)
    releasing.renew_for([part], because=ReleasedVersion.Because.RECALLED, by=by, at=at)
    record_event(
        audit.Kind.RETURN_RECALLED,
        [part],
        by=by,
        at=at,
        detail=lambda _: {"reason": reason.strip(), "brought_back": sorted(set(back.values()))},
    )
    telling.decided(NoticeKind.RETURN_RECALLED, [part], by=by, at=at, reason=reason.strip())


def _check_may_decide(by: User, part: Part, *, act: Act, at_the_machine: bool = False) -> None:
    check(by, policies.DECIDES[act], partnership=part.partnership)
    if not at_the_machine and not policies.may_decide(by, part, act=act):
        raise Refused(words.own_upload(act))


def _lock(parts: Iterable[Part]) -> None:
    """Let one person at a time change what is in use in a partnership.

    Figures of the whole country are in use in all of them. Called before the time is taken:
    whoever waited here comes after whoever went first.
    """
    parts = list(parts)
    touched = Partnership.objects.select_for_update().order_by("pk")
    if not any(datasets[part.dataset].source(part.source).is_national for part in parts):
        touched = touched.filter(pk__in=sorted({part.partnership_id for part in parts}))
    list(touched)
