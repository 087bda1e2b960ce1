"""A template for slides, as a worker checks it and puts it in use."""

from __future__ import annotations

from typing import cast

from django.urls import reverse

from partnership.file_work.kinds import MEGABYTE, Done, Kind
from partnership.models import FileWork, Partnership
from reporting.packs.slide_templates import actions, words

TEMPLATE = "slide-template"


def _set(work: FileWork) -> Done:
    partnership = cast(Partnership, work.partnership)
    with work.file.open("rb") as opened:
        content = opened.read()
    saved = actions.set_template(
        partnership=partnership, content=content, name=work.name, by=work.by
    )
    address = reverse("slide_templates:template", args=[partnership.slug])
    return Done(address=address, said=(words.in_use(saved.name),))


# Councils' own templates take less than a second.
KINDS = (Kind(TEMPLATE, "Checking the template", _set, seconds=10, memory=800 * MEGABYTE),)
