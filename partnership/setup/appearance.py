"""How a partnership looks: its name, colour and logo; each change on the record."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.models import (
    Logo,
    Partnership,
    User,
)
from partnership.people.permissions import (
    Permission,
    check_actor,
)
from partnership.places.pictures import Picture
from partnership.setup.hosting import partnership_as_kept, record_change

_LOOK = {"name", "short_name", "colour", "contact", "democratic_services_label"}


@transaction.atomic
def change_look(
    *,
    partnership: Partnership,
    by: User | None,
    at: datetime | None = None,
    **look: str,
) -> Partnership:
    """Change `name`, `short_name`, `colour`, `contact` or `democratic_services_label`.

    Raises Django's ValidationError by field: of a colour that white words can't be read on.
    """
    check_actor(by, Permission.MANAGE_BRANDING, partnership)
    if strange := look.keys() - _LOOK:
        raise TypeError(f"not the look of a partnership: {sorted(strange)}")
    before = partnership_as_kept(partnership)
    for field, value in look.items():
        setattr(partnership, field, value)
    partnership.full_clean()
    partnership.save(update_fields=list(look))
    record_change(partnership, before, by=by, at=at)
    return partnership


@transaction.atomic
def set_logo(
    *,
    partnership: Partnership,
    picture: Picture,
    alt: str,
    by: User | None,
    at: datetime | None = None,
) -> Logo:
    """Put `picture` at the head of the partnership's pages; the one before it is kept."""
    check_actor(by, Permission.MANAGE_BRANDING, partnership)
    before = partnership.logo
    logo = Logo(
        partnership=partnership,
        sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        alt=alt,
        set_at=at or timezone.now(),
    )
    logo.file.save(f"{picture.sha256}.png", ContentFile(picture.png), save=False)
    logo.save()
    partnership.logo = logo
    partnership.save(update_fields=["logo"])
    _record_logo(before, logo, partnership=partnership, by=by, at=at)
    return logo


@transaction.atomic
def end_logo(
    *, partnership: Partnership, by: User | None, at: datetime | None = None
) -> Partnership:
    """Stop showing a logo; earlier logos are kept."""
    check_actor(by, Permission.MANAGE_BRANDING, partnership)
    before, partnership.logo = partnership.logo, None
    partnership.save(update_fields=["logo"])
    _record_logo(before, None, partnership=partnership, by=by, at=at)
    return partnership


def _record_logo(
    before: Logo | None, after: Logo | None, *, partnership: Partnership, by, at
) -> None:
    def as_kept(logo: Logo | None) -> dict[str, str] | None:
        return {"sha256": logo.sha256, "alt": logo.alt} if logo else None

    audit.record(
        audit.Kind.LOGO_SET,
        by=by,
        about=partnership,
        partnership=partnership,
        at=at,
        before=as_kept(before),
        after=as_kept(after),
    )
