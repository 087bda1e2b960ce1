"""Reads what a person was told, as far as they may still read it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from partnership import clock
from partnership.list_filters import WORDS, Choice, ListFilter
from partnership.models import (
    MailChoice,
    Mailed,
    Notice,
    NoticeGroup,
    NoticeKind,
    Partnership,
    User,
)
from partnership.people.notice_kinds import RULES, UNLESS_CHOSEN, kinds_of
from partnership.people.permissions import Permission, Viewer, agencies, check, may


@dataclass(frozen=True)
class Told:
    """A line of the inbox. `is_done`: what it asked for was done, by whoever did it."""

    pk: int
    kind: NoticeKind
    title: str
    detail: str
    url: str
    at: datetime
    is_unread: bool
    is_done: bool

    @property
    def heading(self) -> str:
        return self.kind.label


def readable(partnership: Partnership, viewer: Viewer) -> QuerySet[Notice]:
    """What `viewer` was told there and may read today: a role that ended reads nothing more."""
    everywhere, of_agency = [], []
    for kind, rule in RULES.items():
        if any(may(viewer, right, partnership=partnership) for right in rule.rights):
            everywhere.append(kind)
        elif rule.of_agency and may(viewer, rule.of_agency, partnership=partnership):
            of_agency.append(kind)
    theirs = agencies(viewer, partnership)
    return Notice.objects.filter(
        Q(kind__in=everywhere) | Q(kind__in=of_agency, agency__in=theirs),
        partnership=partnership,
        recipient=viewer.pk,
    )


def inbox(
    partnership: Partnership, *, viewer: Viewer, asked: Mapping[str, str]
) -> tuple[QuerySet[Notice], ListFilter]:
    """What the viewer was told there, newest first, as far as the address asks for it.

    By what it is about, by whether it is unread, and by words; narrowed in the database, where a
    page holds only some of it.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    every = readable(partnership, viewer)
    choices_offered = tuple(_offered(partnership, viewer, asked))
    chosen = {choice.name: choice.chosen for choice in choices_offered}
    typed = asked.get(WORDS, "").strip()
    found = every
    if chosen["group"]:
        found = found.filter(kind__in=kinds_of(NoticeGroup(chosen["group"])))
    if chosen["state"]:
        found = found.filter(_UNREAD)
    for word in typed.split():
        found = found.filter(Q(title__icontains=word) | Q(detail__icontains=word))
    narrowed = ListFilter(choices_offered, typed, found.count(), every.count())
    return found.order_by("-created_at", "-pk"), narrowed


def _offered(
    partnership: Partnership, viewer: Viewer, asked: Mapping[str, str]
) -> Iterator[Choice]:
    groups = groups_for(partnership, viewer=viewer)
    options = {
        "group": ("About", tuple((group.value, group.label) for group in groups)),
        "state": ("Show", (("unread", "Unread only"),)),
    }
    for name, (label, offered) in options.items():
        wanted = asked.get(name, "")
        yield Choice(name, label, offered, wanted if wanted in dict(offered) else "")


def told(notice: Notice, *, slug: str) -> Told:
    """A notice as the inbox shows it; its link marks it as read and leads on."""
    return Told(
        pk=notice.pk,
        kind=NoticeKind(notice.kind),
        title=notice.title,
        detail=notice.detail,
        url=reverse("notices:open", args=[slug, notice.pk]),
        at=clock.as_dated(notice.created_at),
        is_unread=notice.read_at is None and notice.settled_at is None,
        is_done=notice.settled_at is not None,
    )


def unread(partnership: Partnership, *, viewer: Viewer) -> int:
    """How many the viewer has not read and nobody has dealt with; one query."""
    return readable(partnership, viewer).filter(_UNREAD).count()


def groups_for(partnership: Partnership, *, viewer: Viewer) -> tuple[NoticeGroup, ...]:
    """The groups of which something can reach the viewer there."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    reach = {
        rule.group
        for rule in RULES.values()
        if any(
            right and may(viewer, right, partnership=partnership)
            for right in (*rule.rights, rule.of_agency)
        )
    }
    return tuple(group for group in NoticeGroup if group in reach)


def choices(user: User) -> dict[NoticeGroup, Mailed]:
    """When the person wants mail, for each group."""
    chosen = MailChoice.objects.filter(user=user).values_list("group", "mailed")
    return UNLESS_CHOSEN | {NoticeGroup(group): Mailed(mailed) for group, mailed in chosen}


def without_mail(group: NoticeGroup) -> frozenset[int]:
    """The keys of those who want no mail about a group."""
    never = MailChoice.objects.filter(group=group, mailed=Mailed.NEVER)
    return frozenset(never.values_list("user", flat=True))


def choices_of(users: Collection[User], group: NoticeGroup) -> dict[int, Mailed]:
    """When each of `users` wants mail about a group, by their keys; one query."""
    rows = MailChoice.objects.filter(user__in=users, group=group).values_list("user", "mailed")
    unless = {user.pk: UNLESS_CHOSEN[group] for user in users}
    return unless | {user: Mailed(mailed) for user, mailed in rows}


_UNREAD = Q(read_at__isnull=True, settled_at__isnull=True)
