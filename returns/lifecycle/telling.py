"""Tells people what becomes of returns: who waits for whom, and what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from django.urls import reverse

from partnership.models import NoticeKind, Partnership, User
from partnership.people import telling as notices
from partnership.people.permissions import Permission, may
from partnership.people.recipients import holders_of, officers_of, without
from partnership.people.telling import News
from returns.lifecycle import policies, words
from returns.lifecycle.policies import Act
from returns.models import Part, Return

Tell = Callable[[Partnership, Return, Sequence[Part]], Iterator[News]]


def sent(parts: Iterable[Part], *, by: User, at: datetime) -> None:
    """Tell those who may decide that returns are waiting, and the sender that they arrived."""

    def news(partnership: Partnership, of_return: Return, own: Sequence[Part]) -> Iterator[News]:
        yield _news(
            NoticeKind.RETURN_WAITING,
            own,
            to=deciders(own, but=by),
            path=reverse("returns:decide", args=[partnership.slug, of_return.pk]),
        )
        reference = words.reference_line(of_return)
        path = "" if _sees(by, partnership) else _where_entered(partnership)
        yield _news(NoticeKind.RETURN_SENT, own, to=(by,), path=path, detail=reference)

    _tell(parts, news, at=at)
    _settle_overdue(parts, at=at)


def deciders(parts: Sequence[Part], *, but: User) -> tuple[User, ...]:
    """Whoever may accept or reject one of these parts of a partnership, apart from its sender."""
    may_accept = holders_of(Permission.ACCEPT_RETURN, parts[0].partnership)
    found = tuple(
        user
        for user in may_accept
        if any(policies.may_decide(user, part, act=Act.ACCEPT) for part in parts)
    )
    return without(found, but)


def decided(
    kind: NoticeKind, parts: Iterable[Part], *, by: User, at: datetime, reason: str = ""
) -> None:
    """Tell whoever sent returns, and the officers of the agency, what was decided about them.

    A reason is free text: it is for them alone.
    """

    def news(partnership: Partnership, of_return: Return, own: Sequence[Part]) -> Iterator[News]:
        # Nobody at an agency sends what is published.
        supplied = not all(policies.is_published(part) for part in own)
        agency = officers_of(of_return.supplied_by, partnership) if supplied else ()
        senders = tuple(part.sent_by for part in own if part.sent_by)
        people = without((*senders, of_return.uploaded_by, *agency), by)
        detail = words.reason(reason)
        others = tuple(each for each in people if not _sees(each, partnership))
        yield _news(kind, own, to=without(people, *others), detail=detail)
        if others:
            path = _where_entered(partnership)
            yield _news(kind, own, to=others, path=path, detail=detail)

    settle(parts, at=at)
    _tell(parts, news, at=at)


def _sees(user: User, partnership: Partnership) -> bool:
    return may(user, Permission.SEE_RETURNS_OF_OWN_AGENCY, partnership=partnership)


def _where_entered(partnership: Partnership) -> str:
    """Where those who see no returns find what became of the figures that they sent."""
    return reverse("returns:figures", args=[partnership.slug])


def settle(parts: Iterable[Part], *, at: datetime) -> None:
    """Nothing of these returns waits any more, once no part of them does."""
    for (partnership, of_return), _ in _together(parts):
        still = Part.objects.filter(
            of_return=of_return, partnership=partnership, state=Part.State.SENT
        )
        if not still.exists():
            notices.settle(
                partnership=partnership,
                about=[_about(of_return)],
                kinds=[NoticeKind.RETURN_WAITING, NoticeKind.RETURN_SENT],
                at=at,
            )


def about_series(dataset: str, source: str, agency: str) -> str:
    """What reminders of one agency's source are about."""
    return f"asked/{dataset}/{source}/{agency}"


def _settle_overdue(parts: Iterable[Part], *, at: datetime) -> None:
    for part in parts:
        notices.settle(
            partnership=part.partnership,
            about=[about_series(part.dataset, part.source, part.origin)],
            kinds=[NoticeKind.RETURN_OVERDUE, NoticeKind.RETURN_DUE],
            at=at,
        )


def _tell(parts: Iterable[Part], news: Tell, *, at: datetime) -> None:
    """Tell each partnership's people in one go, so that they get one mail for all of it."""
    by_partnership: dict[Partnership, list[News]] = defaultdict(list)
    for (partnership, of_return), own in _together(parts):
        by_partnership[partnership].extend(news(partnership, of_return, own))
    for partnership, told in by_partnership.items():
        notices.tell(told, partnership=partnership, at=at)


def _together(
    parts: Iterable[Part],
) -> Iterable[tuple[tuple[Partnership, Return], list[Part]]]:
    together: dict[tuple[Partnership, Return], list[Part]] = defaultdict(list)
    for part in parts:
        together[part.partnership, part.of_return].append(part)
    return together.items()


def _news(
    kind: NoticeKind,
    parts: Sequence[Part],
    *,
    to: tuple[User, ...],
    path: str = "",
    detail: str = "",
) -> News:
    of_return, partnership = parts[0].of_return, parts[0].partnership
    keys = ",".join(str(part.pk) for part in sorted(parts, key=lambda part: part.pk))
    return News(
        kind=kind,
        key=f"{kind.value}/{keys}",
        about=_about(of_return),
        path=path or reverse("returns:one", args=[partnership.slug, of_return.pk]),
        title=words.notice_title(parts),
        to=to,
        agency=of_return.supplied_by,
        detail=detail,
    )


def _about(of_return: Return) -> str:
    return f"return/{of_return.pk}"
