"""What the frame of every page says: whose portal it is, who is signed in, where they may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from partnership.models import Partnership
from partnership.permissions import Permission, in_force_on, may, memberships
from returns.declarations import Dataset
from returns.registry import datasets


@dataclass(frozen=True)
class Item:
    """One entry of the service navigation."""

    text: str
    url: str
    is_here: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of `base.html`: partnership, memberships, navigation, csp_env."""
    partnership = partnership_of(request)
    # An error page may come before there is a user at all.
    theirs = memberships(request.user, partnership) if partnership and _has_user(request) else ()
    return {
        "partnership": partnership,
        "memberships": theirs,
        "navigation": _items(request, partnership) if partnership and theirs else (),
        "csp_env": settings.CSP_ENV,
    }


def partnership_of(request: HttpRequest) -> Partnership | None:
    """The partnership that the view's guard found in the address."""
    return getattr(request, "partnership", None)


def partnerships_of(user) -> tuple[Partnership, ...]:
    """Those in which `user` is somebody today, by name."""
    if not user.is_authenticated:
        return ()
    found = Partnership.objects.filter(
        pk__in=user.memberships.filter(in_force_on()).values("partnership")
    )
    return tuple(found.order_by("name"))


def _has_user(request: HttpRequest) -> bool:
    return hasattr(request, "user")


def _items(request: HttpRequest, partnership: Partnership) -> tuple[Item, ...]:
    top = f"/{partnership.slug}/"
    offered: list[tuple[str, str, tuple[Permission, ...]]] = [
        ("Overview", top, (Permission.VIEW_FIGURES,))
    ]
    # An app that owns two datasets has one entry: the page of its measures lists both.
    first_of: dict[str, Dataset] = {}
    for dataset in datasets:
        first_of.setdefault(dataset.app, dataset)
    for dataset in first_of.values():
        first = next(iter(dataset.measures), None)
        if first:
            address = f"{top}{dataset.app}/{first.slug}/"
            offered.append((dataset.title, address, (Permission.VIEW_FIGURES,)))
    offered += [
        (dataset.title, f"{top}{dataset.app}/", (Permission.VIEW_FIGURES,))
        for dataset in datasets.published
    ]
    offered.append(("AIM briefing", f"{top}aim/", (Permission.VIEW_FIGURES,)))
    offered.append(
        (
            "Returns",
            f"{top}returns/",
            (Permission.SEE_ALL_RETURNS, Permission.SEE_RETURNS_OF_OWN_AGENCY),
        )
    )
    offered.append(("Set-up", f"{top}setup/", (Permission.MANAGE_AREAS,)))
    return tuple(
        Item(text, url, _is_here(request.path, url, top))
        for text, url, permissions in offered
        if any(may(request.user, permission, partnership=partnership) for permission in permissions)
    )


def _is_here(path: str, url: str, top: str) -> bool:
    """A page belongs to the entry whose first word below the partnership it shares."""
    if url == top:
        return path == top
    section = url.removeprefix(top).partition("/")[0]
    return path.startswith(f"{top}{section}/")
