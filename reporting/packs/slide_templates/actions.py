"""A partnership's own template for slides: putting it in use, ending it, and finding it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from partnership import audit
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, check
from partnership.refusals import UnusableFile
from reporting.packs.slide_templates.models import SlideTemplate

LONGEST_NAME = 200


class Kind(models.TextChoices):
    """Audit events for slide templates."""

    TEMPLATE_SET = "slide-template-set", "Template of slides set"
    TEMPLATE_ENDED = "slide-template-ended", "Template of slides ended"


@transaction.atomic
def set_template(
    *,
    partnership: Partnership,
    content: bytes,
    name: str,
    by: User,
    at: datetime | None = None,
) -> SlideTemplate:
    """Make slides from this file from now on; the one before it is kept.

    UnusableFile for a file that slides cannot be made from.
    """
    check(by, Permission.MANAGE_BRANDING, partnership=partnership)
    from reporting.export import pptx

    if problems := pptx.check_template(content):
        raise UnusableFile(*problems)
    moment = at or timezone.now()
    before = _end(partnership, moment)
    template = SlideTemplate(
        partnership=partnership,
        name=PurePath(name).name[-LONGEST_NAME:],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        by=by,
        since=moment,
    )
    template.file.save(f"{template.sha256}.pptx", ContentFile(content), save=False)
    template.save()
    _record(Kind.TEMPLATE_SET, before, template, partnership=partnership, by=by, at=moment)
    return template


@transaction.atomic
def end_template(*, partnership: Partnership, by: User, at: datetime | None = None) -> None:
    """Return to the portal's own template; does nothing where it is already in use."""
    check(by, Permission.MANAGE_BRANDING, partnership=partnership)
    moment = at or timezone.now()
    before = _end(partnership, moment)
    if before is not None:
        _record(Kind.TEMPLATE_ENDED, before, None, partnership=partnership, by=by, at=moment)


def current(partnership: Partnership, *, at: datetime | None = None) -> SlideTemplate | None:
    """The template in use now or at a given moment; None for the portal's own."""
    templates = SlideTemplate.objects.filter(partnership=partnership)
    if at is None:
        return templates.filter(until=None).first()
    stood = Q(until=None) | Q(until__gt=at)
    return templates.filter(stood, since__lte=at).order_by("-since", "-pk").first()


def content_of(template: SlideTemplate | None) -> bytes | None:
    """The bytes that `formats.draw` takes."""
    if template is None:
        return None
    with template.file.open("rb") as file:
        return bytes(file.read())


def _end(partnership: Partnership, at: datetime) -> SlideTemplate | None:
    before = (
        SlideTemplate.objects.select_for_update()
        .filter(partnership=partnership, until=None)
        .first()
    )
    if before is not None:
        before.until = max(at, before.since)
        before.save(update_fields=["until"])
    return before


def _record(
    kind: Kind,
    before: SlideTemplate | None,
    after: SlideTemplate | None,
    *,
    partnership: Partnership,
    by: User,
    at: datetime,
) -> None:
    def as_kept(template: SlideTemplate | None) -> dict[str, str] | None:
        return {"name": template.name, "sha256": template.sha256} if template else None

    audit.record(
        kind,
        by=by,
        about=partnership,
        partnership=partnership,
        at=at,
        before=as_kept(before),
        after=as_kept(after),
    )
