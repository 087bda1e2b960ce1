"""The public pages of packs: only what a manager has made public."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.people.permissions import public
from reporting.content.frozen import FrozenPack, thaw_pack
from reporting.export.formats import Format
from reporting.packs import files as pack_files
from reporting.packs.editor import page as pack_pages
from reporting.packs.models import PackFile, Version
from reporting.packs.views import page_asked, sent
from reporting.packs.words import meeting_line


@public
@require_safe
def version(request: HttpRequest, *, of: str, slug: str, number: int) -> HttpResponse:
    """The contents and files of an issued version, without its exempt sections."""
    found = _public(of, slug, number)
    frozen = thaw_pack(found.frozen)
    context = {
        "version": found,
        "meeting": meeting_line(found.pack),
        "whose": found.pack.partnership,
        "sections": pack_pages.contents(frozen, is_public=True),
        "files": pack_pages.public_file_lines(found, _scope(frozen)),
    }
    return render(request, "reporting/packs/public.html", context)


@public
@require_safe
def section(request: HttpRequest, *, of: str, slug: str, number: int, key: str) -> HttpResponse:
    """One section of it that is open to everybody."""
    found = _public(of, slug, number)
    opened = pack_pages.opened(thaw_pack(found.frozen), key, page_asked(request), is_public=True)
    if opened is None:
        raise Http404("There is nothing here.")
    context = {"version": found, "whose": found.pack.partnership, "opened": opened}
    return render(request, "reporting/packs/public_section.html", context)


@public
@require_safe
def file(
    request: HttpRequest,
    *,
    of: str,
    slug: str,
    number: int,
    name: str,
    format: str,  # noqa: A002 - the word of the address
) -> HttpResponseBase:
    """A finished file of it."""
    found = _public(of, slug, number)
    scope = _scope(thaw_pack(found.frozen))
    pack_file = found.files.filter(scope=scope, format=format).first()
    if pack_file is None:
        raise Http404("There is no such file.")
    return sent(pack_file, pack_files.file_name(found, scope, Format(format)))


def _public(of: str, slug: str, number: int) -> Version:
    found = (
        Version.objects.filter(
            pack__partnership__slug=of, pack__slug=slug, number=number, public_since__isnull=False
        )
        .select_related("pack__partnership", "pack__meeting__group")
        .first()
    )
    if found is None:
        raise Http404("There is nothing here.")
    return found


def _scope(frozen: FrozenPack) -> PackFile.Scope:
    """The public scope: the files without exempt sections, where there are any."""
    return PackFile.Scope.PUBLIC if frozen.has_exempt else PackFile.Scope.WHOLE
