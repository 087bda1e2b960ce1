"""The pack pages open to everybody who may view figures: the list, a version, its files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from measures.whole_numbers import whole_number
from partnership import audit
from partnership.kept import Keeper, trail
from partnership.list_filters import Facet, filtered
from partnership.models import Partnership
from partnership.people.permissions import Permission, may, person, requires
from partnership.places.today import places_today
from partnership.refusals import Refused
from reporting.content.frozen import thaw_pack
from reporting.export.formats import Format
from reporting.packs import actions as pack_actions
from reporting.packs import files as pack_files
from reporting.packs import queries as pack_queries
from reporting.packs.build import build
from reporting.packs.editor import page as pack_pages
from reporting.packs.models import PackFile, Version
from reporting.packs.on_slides.shown import slides_shown
from reporting.packs.since.changed import Since, since
from reporting.packs.words import meeting_line, no_briefing
from reporting.queries.measures import NoSuch
from returns.disclosure.actions import record_export
from returns.disclosure.released import versions_in_force

TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def found_version(
    request: HttpRequest, partnership: Partnership, slug: str, number: int
) -> Version:
    """The version at this address; Http404 where the viewer can see none."""
    try:
        return pack_queries.version(partnership, request.user, slug, number)
    except NoSuch as problem:
        raise Http404(str(problem)) from None


def place(version: Version) -> dict[str, Any]:
    """The URL arguments of a version."""
    pack = version.pack
    return {"partnership": pack.partnership.slug, "slug": pack.slug, "number": version.number}


@require_safe
@requires(Permission.VIEW_FIGURES)
def index(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """The packs of the partnership, the latest meeting first."""
    lines, list_filter = filtered(
        pack_queries.packs(partnership, request.user),
        request.GET,
        Facet("kind", "Kind", lambda line: line.pack.get_kind_display()),
        Facet("state", "How it stands", lambda line: line.version.get_state_display()),
        Facet("for", "For", lambda line: line.pack.meeting.group.name if line.pack.meeting else ""),
        words=lambda line: f"{line.pack.title} {line.pack.meeting or ''}",
    )
    context = {
        "lines": lines,
        "filter": list_filter,
        "may_edit": may(request.user, Permission.EDIT_PACKS, partnership=partnership),
    }
    return render(request, "reporting/packs/index.html", context)


@require_safe
@requires(Permission.VIEW_FIGURES)
def latest(request: HttpRequest, *, partnership: Partnership, slug: str) -> HttpResponse:
    """Redirect to the newest visible version."""
    versions = pack_queries.versions(partnership, request.user).filter(pack__slug=slug)
    found = versions.order_by("-number").first()
    if found is None:
        raise Http404("There is no such pack here.")
    return redirect("packs:version", **place(found))


@require_safe
@requires(Permission.VIEW_FIGURES)
def of_locality(request: HttpRequest, *, partnership: Partnership, locality: str) -> HttpResponse:
    """Redirect to the newest briefing of a locality; to the list, with a word, without one."""
    found = next(
        (
            one
            for one in places_today(partnership).localities
            if one.code.rpartition("/")[2] == locality
        ),
        None,
    )
    if found is None:
        raise Http404("There is no such locality.")
    newest = pack_queries.briefing_of(partnership, request.user, found.name)
    if newest is None:
        messages.warning(request, no_briefing(found.name))
        return redirect("packs:index", partnership.slug)
    return redirect("packs:version", **place(newest))


@require_safe
@requires(Permission.VIEW_FIGURES)
def version(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int
) -> HttpResponse:
    """A frozen version: its contents, files, how it stands. A draft opens in the editor."""
    found = found_version(request, partnership, slug, number)
    if not found.is_frozen:
        return redirect("packs:edit", **place(found))
    frozen, user, now = thaw_pack(found.frozen), request.user, timezone.now()
    making = pack_queries.latest_making(found)
    context = {
        "version": found,
        "meeting": meeting_line(found.pack),
        "others": tuple(
            pack_queries.versions(partnership, user).filter(pack=found.pack).exclude(pk=found.pk)
        ),
        "sections": pack_pages.contents(frozen),
        "sources": frozen.sources,
        "files": pack_pages.file_lines(found),
        "making": making,
        "has_stopped": pack_queries.has_stopped(making, now=now),
        "formats": [file_format.value.upper() for file_format in Format],
        "since": Keeper(trail()).find(_since_key(found)),
        "may_edit": may(user, Permission.EDIT_PACKS, partnership=partnership),
        "may_issue": may(user, Permission.ISSUE_PACKS, partnership=partnership),
        "may_read_history": may(user, Permission.READ_DRAFT_PACKS, partnership=partnership),
    }
    return render(request, "reporting/packs/version.html", context)


def _since_key(found: Version) -> tuple[int, str]:
    return (found.pk, "since the panel saw it")


def _since(found: Version) -> Since:
    """What reads differently since, worked out anew when anything was written."""
    return Keeper(trail()).kept(_since_key(found), lambda: since(found, now=timezone.now()))


@require_safe
@requires(Permission.VIEW_FIGURES)
def read(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int, key: str
) -> HttpResponse:
    """One section of the report, with the ways to the one before and the one after."""
    found = found_version(request, partnership, slug, number)
    pack = thaw_pack(found.frozen) if found.is_frozen else build(found).pack
    opened = pack_pages.opened(pack, key, page_asked(request))
    if opened is None:
        raise Http404("There is no such section.")
    context = {"version": found, "opened": opened, "base": f"/{partnership.slug}/"}
    return render(request, "reporting/packs/read.html", context)


def page_asked(request: HttpRequest) -> int:
    """Which page of a section the address asks for: the first unless it says another."""
    return whole_number(request.GET.get("page", "1")) or 0


@require_safe
@requires(Permission.VIEW_FIGURES)
def slides(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int
) -> HttpResponse:
    """The slides of a version as they will look, a draft's with its mark across them."""
    found = found_version(request, partnership, slug, number)
    pack = thaw_pack(found.frozen) if found.is_frozen else build(found).pack
    context = {"version": found, "shown": slides_shown(pack, found)}
    return render(request, "reporting/packs/slides.html", context)


@require_safe
@requires(Permission.VIEW_FIGURES)
def changed(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int
) -> HttpResponse:
    """What a frozen version would say otherwise if it were made now, section by section."""
    found = found_version(request, partnership, slug, number)
    if not found.is_frozen:
        return redirect("packs:edit", **place(found))
    context = {"version": found, "since": _since(found)}
    return render(request, "reporting/packs/changed.html", context)


@require_safe
@requires(Permission.VIEW_FIGURES)
def changed_line(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int
) -> HttpResponse:
    """How much of a frozen version reads differently, for its page to load once it stands."""
    found = found_version(request, partnership, slug, number)
    if not found.is_frozen:
        raise Http404("A draft has not been seen by anybody.")
    context = {"version": found, "since": _since(found)}
    return render(request, "reporting/packs/_since.html", context)


@require_safe
@requires(Permission.READ_DRAFT_PACKS)
def history(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int
) -> HttpResponse:
    """The history of a version."""
    found = found_version(request, partnership, slug, number)
    events, list_filter = filtered(
        pack_queries.history(found, request.user),
        request.GET,
        Facet("what", "What", lambda event: event.what),
        Facet("section", "Section", lambda event: event.about),
        Facet("by", "By", lambda event: event.by),
        words=lambda event: f"{event.what} {event.about} {event.by} {event.because}",
    )
    context = {"version": found, "events": events, "filter": list_filter}
    return render(request, "reporting/packs/history.html", context)


@require_POST
@requires(Permission.EXPORT_FIGURES)
def files(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int
) -> HttpResponse:
    """Queue the missing files of a version."""
    found = found_version(request, partnership, slug, number)
    chosen = {name.lower() for name in request.POST.getlist("formats")}
    try:
        formats = pack_files.formats_of(chosen) or tuple(Format)
        pack_actions.ask_for_files(version=found, formats=formats, by=person(request))
    except (Refused, ValueError) as problem:
        messages.warning(request, str(problem))
    return redirect("packs:version", **place(found))


@require_safe
@requires(Permission.EXPORT_FIGURES)
def file(
    request: HttpRequest,
    *,
    partnership: Partnership,
    slug: str,
    number: int,
    scope: str,
    format: str,  # noqa: A002 - the word of the address
) -> HttpResponseBase:
    """A finished file of a version."""
    found = found_version(request, partnership, slug, number)
    pack_file = found.files.filter(scope=scope, format=format).first()
    if pack_file is None:
        raise Http404("That file has not been made.")
    name = pack_files.file_name(found, PackFile.Scope(scope), Format(format))
    audit.record(
        audit.Kind.EXPORT_MADE,
        by=person(request),
        about=found,
        partnership=partnership,
        file=name,
        sha256=pack_file.sha256,
    )
    record_export(
        partnership=partnership,
        name=name,
        what=str(found),
        versions=versions_in_force(partnership, as_at=found.fixed_at),
        sha256=pack_file.sha256,
        by=person(request),
    )
    return sent(pack_file, name)


def sent(pack_file: PackFile, name: str) -> FileResponse:
    """A finished file as a download."""
    return FileResponse(
        pack_file.file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type=TYPES[pack_file.format],
    )
