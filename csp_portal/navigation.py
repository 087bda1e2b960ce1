"""What the frame of every page says: whose portal it is, who is signed in, where they may go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from partnership.models import Partnership
from partnership.permissions import Permission, in_force_on, may, memberships
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
    # The apps whose pages of figures lie under the entry that leads to all of them.
    figures = {dataset.app for dataset in (*datasets, *datasets.published)}
    return tuple(
        Item(
            entry.text,
            f"{top}{entry.below}",
            _is_here(request.path, top, {*entry.sections, *(figures if entry.is_figures else ())}),
        )
        for entry in _ENTRIES
        if any(may(request.user, right, partnership=partnership) for right in entry.rights)
    )


@dataclass(frozen=True)
class _Entry:
    """`sections` are the first words, below the partnership, of the addresses it leads to."""

    text: str
    below: str
    rights: tuple[Permission, ...] = (Permission.VIEW_FIGURES,)
    also: tuple[str, ...] = ()
    is_figures: bool = False

    @property
    def sections(self) -> tuple[str, ...]:
        return (self.below.partition("/")[0], *self.also)


_ENTRIES = (
    _Entry("Overview", ""),
    _Entry(
        "Figures",
        "figures/",
        also=("aim", "methods", "map", "wards", "localities", "benchmarks", "compare"),
        is_figures=True,
    ),
    _Entry(
        "Returns",
        "returns/",
        (Permission.SEE_ALL_RETURNS, Permission.SEE_RETURNS_OF_OWN_AGENCY),
    ),
    _Entry("Set-up", "setup/", (Permission.MANAGE_AREAS,)),
)


def _is_here(path: str, top: str, sections: Collection[str]) -> bool:
    """Whether the first word of the page's address, below the partnership, is of the entry's."""
    return path.removeprefix(top).partition("/")[0] in sections
