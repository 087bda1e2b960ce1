"""Tells people whose turn it is with an update or briefing, and that one was issued."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from partnership.models import NoticeKind, User
from partnership.people import telling as notices
from partnership.people.permissions import Permission
from partnership.people.recipients import holders_of, without
from partnership.people.telling import News
from reporting.packs.models import Version


def to_review(version: Version, *, by: User, at: datetime) -> None:
    """Tell those who comment on it and approve it."""
    settle(version, at=at)
    readers = holders_of(Permission.COMMENT_ON_PACKS, version.pack.partnership)
    _tell(NoticeKind.UPDATE_TO_REVIEW, version, readers, by=by, at=at, page="edit")


def returned(version: Version, *, to: User | None, because: str, by: User, at: datetime) -> None:
    """Tell whoever sent it for review why it came back."""
    settle(version, at=at)
    sender = (to,) if to else ()
    _tell(NoticeKind.UPDATE_RETURNED, version, sender, by=by, at=at, page="edit", detail=because)


def approved(version: Version, *, by: User, at: datetime) -> None:
    """Tell those who work on it."""
    settle(version, at=at)
    readers = holders_of(Permission.READ_DRAFT_PACKS, version.pack.partnership)
    _tell(NoticeKind.UPDATE_APPROVED, version, readers, by=by, at=at)


def issued(version: Version, *, by: User, at: datetime) -> None:
    """Tell everybody in the partnership."""
    settle(version, at=at)
    readers = holders_of(Permission.VIEW_FIGURES, version.pack.partnership)
    _tell(NoticeKind.UPDATE_ISSUED, version, readers, by=by, at=at)


def settle(version: Version, *, at: datetime) -> None:
    """What it waited for is done."""
    notices.settle(
        partnership=version.pack.partnership,
        about=[_about(version)],
        kinds=[
            NoticeKind.UPDATE_TO_REVIEW,
            NoticeKind.UPDATE_RETURNED,
            NoticeKind.UPDATE_APPROVED,
        ],
        at=at,
    )


def _tell(
    kind: NoticeKind,
    version: Version,
    readers: tuple[User, ...],
    *,
    by: User,
    at: datetime,
    page: str = "version",
    detail: str = "",
) -> None:
    pack = version.pack
    news = News(
        kind=kind,
        key=f"{kind.value}/{version.pk}/{at.isoformat()}",
        about=_about(version),
        path=reverse(f"packs:{page}", args=[pack.partnership.slug, pack.slug, version.number]),
        title=f"{pack.title}, version {version.number}",
        to=without(readers, by),
        detail=detail,
    )
    notices.tell([news], partnership=pack.partnership, at=at)


def _about(version: Version) -> str:
    return f"update/{version.pk}"
