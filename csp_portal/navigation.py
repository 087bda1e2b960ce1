"""What the frame of every page says: whose portal it is, who is signed in, where they may go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from csp_portal.public_pages.foot import FOOT
from partnership.models import Partnership
from partnership.notices.queries import unread
from partnership.people.permissions import Permission, in_force_on, may, memberships
from returns.catalogue.registry import datasets


@dataclass(frozen=True)
class Item:
    """One entry of the service navigation."""

    text: str
    url: str
    is_here: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of `base.html`: partnership, memberships, navigation, the addresses of one's
    account, inbox and search, how many are unread, csp_env, fixed_today."""
    partnership = partnership_of(request)
    # An error page may come before there is a user at all.
    theirs = memberships(request.user, partnership) if partnership and _has_user(request) else ()
    return {
        "partnership": partnership,
        "memberships": theirs,
        "navigation": _items(request, partnership) if partnership and theirs else (),
        "account": f"/{partnership.slug}/account/" if partnership and theirs else "",
        "inbox": f"/{partnership.slug}/inbox/" if partnership and theirs else "",
        "unread": unread(partnership, viewer=request.user) if partnership and theirs else 0,
        "search": f"/{partnership.slug}/search/" if partnership and theirs else "",
        "foot_links": FOOT,
        "csp_env": settings.CSP_ENV,
        "fixed_today": settings.CSP_TODAY,
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
    return tuple(found.select_related("area", "logo").order_by("name"))


def _has_user(request: HttpRequest) -> bool:
    return hasattr(request, "user")


def _items(request: HttpRequest, partnership: Partnership) -> tuple[Item, ...]:
    top = f"/{partnership.slug}/"
    offered = [
        entry
        for entry in _entries()
        if any(may(request.user, right, partnership=partnership) for right in entry.rights)
    ]
    here = _here(request.path.removeprefix(top), offered) if top in request.path else None
    return tuple(Item(entry.text, f"{top}{entry.below}", entry is here) for entry in offered)


@dataclass(frozen=True)
class _Entry:
    """`also` are other beginnings, below the partnership, of the addresses it leads to."""

    text: str
    below: str
    rights: tuple[Permission, ...] = (Permission.VIEW_FIGURES,)
    also: tuple[str, ...] = ()


def _entries() -> tuple[_Entry, ...]:
    # The apps whose pages of figures lie under the entry that leads to all of them.
    apps = sorted({f"{dataset.app}/" for dataset in (*datasets, *datasets.published)})
    return (
        _Entry("Home", ""),
        _Entry("Figures", "figures/", also=(*_FIGURES, *apps)),
        _Entry("Priorities", "priorities/"),
        _Entry("Scrutiny", "scrutiny/", also=("asked/",)),
        _Entry("Updates", "packs/"),
        _Entry("Governance", "governance/", also=("structure/",)),
        _Entry("Prevent", "prevent/register/", (Permission.READ_PREVENT_REGISTER,)),
        _Entry(
            "Returns",
            "returns/",
            (Permission.SEE_ALL_RETURNS, Permission.SEE_RETURNS_OF_OWN_AGENCY),
        ),
        _Entry("Set-up", "setup/", (Permission.MANAGE_AREAS,)),
    )


_FIGURES = (
    "overview/",
    "aim/",
    "methods/",
    "map/",
    "wards/",
    "localities/",
    "benchmarks/",
    "compare/",
)


def _here(path: str, entries: Sequence[_Entry]) -> _Entry | None:
    """The entry that the page belongs to: of those whose beginning its address has, the longest."""
    found = [
        (len(beginning), entry)
        for entry in entries
        for beginning in (entry.below, *entry.also)
        if (path.startswith(beginning) if beginning else not path)
    ]
    return max(found, key=lambda match: match[0])[1] if found else None
