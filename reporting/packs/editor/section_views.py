"""One section of a pack in the editor: its words, its slides, its numbers, its comments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.whole_numbers import whole_number
from partnership.confirming import Confirmation, confirmed
from partnership.models import Partnership
from partnership.people.permissions import Permission, person, requires
from partnership.refusals import Outdated, Refused
from reporting.packs import queries as pack_queries
from reporting.packs import section_actions as actions
from reporting.packs.editor import desk as pack_desk
from reporting.packs.editor import page as pack_pages
from reporting.packs.editor.draft import draft_of
from reporting.packs.editor.figure_form import FigureForm
from reporting.packs.editor.forms import (
    CommentForm,
    ExemptForm,
    NumberForm,
    PictureForm,
    SectionForm,
    WordsForm,
    section_initial,
)
from reporting.packs.models import Comment, NumberConfirmed, Section, SectionPlace, SectionState
from reporting.packs.policies import WRITERS, may_write
from reporting.packs.section_actions import Written
from reporting.packs.views import found_version, place
from reporting.packs.words import meeting_line
from reporting.queries.measures import NoSuch


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ_DRAFT_PACKS, to_write=WRITERS)
def section(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int, key: str
) -> HttpResponse:
    """Write a section, look at it, put figures into it."""
    found = _found(request, partnership, slug, number, key)
    if found.version.is_frozen:
        return redirect("packs:read", **place(found.version), key=found.key)
    if request.method != "POST":
        form = SectionForm(section=found, initial=section_initial(found))
        return _page(request, found, form)
    form, doing = SectionForm(request.POST, section=found), request.POST.get("do", "save")
    if not form.is_valid():
        return _page(request, found, form, status=422)
    return _done(request, found, form, doing)


def _done(request: HttpRequest, found: Section, form: SectionForm, doing: str) -> HttpResponse:
    """What the button asks that was pressed; to save is what every other does."""
    match doing:
        case "pick":
            return _pick(request, found, form)
        case "suggest":
            return _with_words(request, found, request.POST.get("suggested", ""))
        case "preview":
            return _page(request, found, form, written=form.written)
    return _save(request, found, form, is_ready=doing == "ready")


def _save(
    request: HttpRequest, found: Section, form: SectionForm, *, is_ready: bool = False
) -> HttpResponse:
    revision, written = form.cleaned_data["revision"], form.written
    if is_ready:
        written = replace(written, state=SectionState.READY)
    try:
        actions.write_section(section=found, written=written, revision=revision, by=person(request))
    except Outdated as faster:
        submitted = request.POST.copy()
        submitted["revision"] = str(faster.version)
        mine = SectionForm(submitted, section=found)
        mine.is_valid()
        return _page(request, found, mine, written=form.written, theirs=faster.now, status=409)
    except Refused as problem:
        messages.warning(request, str(problem))
        return redirect("packs:version", **place(found.version))
    messages.success(
        request, "The section is ready." if is_ready else f"“{written.title}” is saved."
    )
    return redirect("packs:section", **place(found.version), key=found.key)


def _pick(request: HttpRequest, found: Section, form: SectionForm) -> HttpResponse:
    """The picked figure at the end of the words, which are not saved yet."""
    figure = FigureForm(request.POST, partnership=found.version.pack.partnership)
    if not figure.is_valid():
        return _page(request, found, form, written=form.written, figure=figure, status=422)
    return _with_words(request, found, figure.bound.token, figure=figure)


def _with_words(
    request: HttpRequest, found: Section, more: str, *, figure: FigureForm | None = None
) -> HttpResponse:
    """The form with more words at the end, not saved yet."""
    submitted = request.POST.copy()
    submitted["text"] = f"{submitted.get('text', '').rstrip()} {more}".strip()
    filled = SectionForm(submitted, section=found)
    status = 200 if filled.is_valid() else 422
    written = filled.written if status == 200 else None
    return _page(request, found, filled, written=written, figure=figure, status=status)


@require_POST
@requires(*WRITERS)
def words(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int, key: str
) -> JsonResponse:
    """Keep the words as they are typed; answers with the revision, or with what stands there."""
    found = _found(request, partnership, slug, number, key)
    form = WordsForm(request.POST, section=found)
    if not form.is_valid():
        problems = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"problem": " ".join(problems)}, status=422)
    try:
        saved = actions.save_words(
            section=found,
            text=form.cleaned_data["text"],
            revision=form.cleaned_data["revision"],
            by=person(request),
        )
    except Outdated as faster:
        theirs = {"revision": faster.version, "title": faster.now.title, "text": faster.now.text}
        return JsonResponse({"problem": str(faster), **theirs}, status=409)
    except Refused as problem:
        return JsonResponse({"problem": str(problem)}, status=403)
    now = timezone.localtime()
    return JsonResponse({"revision": saved.revision, "saved": f"{now:%H:%M}"})


@require_safe
@requires(Permission.READ_DRAFT_PACKS)
def figure(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int, key: str
) -> JsonResponse:
    """A picked figure as it is written into words; what is wrong with the choice otherwise."""
    _found(request, partnership, slug, number, key)
    form = FigureForm(request.GET, partnership=partnership)
    if not form.is_valid():
        return JsonResponse({"problem": "This figure can’t be put in"}, status=422)
    return JsonResponse({"token": form.bound.token})


def _page(
    request: HttpRequest,
    found: Section,
    form: SectionForm,
    *,
    written: Written | None = None,
    theirs: Section | None = None,
    figure: FigureForm | None = None,
    commenting: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if written is not None:
        found.title, found.text = written.title, written.text
        found.settings, found.state = dict(written.settings), written.state.value
        found.place = written.place.value
    draft = draft_of(found.version, now_written=found)
    desk = pack_desk.desk(found.version, request.user, draft)
    before, after = desk.around(found.key)
    context = {
        "desk": desk,
        "meeting": meeting_line(found.version.pack),
        "line": desk.line(found.key),
        "own_stops": tuple(stop for stop in desk.stops if stop.key == found.key),
        "before": before,
        "after": after,
        "version": found.version,
        "section": found,
        "kind": form.kind,
        "form": form,
        "shown": pack_pages.section_shown(found, draft),
        "base": f"/{found.version.pack.partnership.slug}/",
        "theirs": theirs,
        "is_unsaved": written is not None,
        "figure": figure or FigureForm(partnership=found.version.pack.partnership),
        "exempting": ExemptForm(
            initial={"paragraph": found.exempt_paragraph, "because": found.exempt_because}
        ),
        "picturing": PictureForm(),
        "commenting": commenting or CommentForm(),
        "comments": tuple(found.comments.select_related("by")),
        "confirmed": tuple(found.confirmed_numbers.select_related("by")),
        "revisions": tuple(found.revisions.select_related("by")),
        "may_write": may_write(request.user, found),
    }
    return render(request, "reporting/packs/section.html", context, status=status)


@require_POST
@requires(Permission.EDIT_PACKS)
def move(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int, key: str
) -> HttpResponse:
    """Move a section to another position."""
    found = _found(request, partnership, slug, number, key)
    to = whole_number(request.POST.get("to", ""))
    if to is None:
        raise Http404("There is no such place.")
    return _then(
        request,
        found,
        lambda: actions.move_section(section=found, to=to, by=person(request)),
        to_desk=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PACKS)
def end(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int, key: str
) -> HttpResponse:
    """Remove a section."""
    found = _found(request, partnership, slug, number, key)
    asked = Confirmation(
        heading=f"Remove “{found.title}”?",
        says="The section leaves this version with its words and comments.",
        button="Remove the section",
        done=f"“{found.title}” is removed.",
        back=reverse("packs:section", kwargs={**place(found.version), "key": key}),
        to=reverse("packs:edit", kwargs=place(found.version)),
    )
    return confirmed(
        request, asked, lambda _: actions.end_section(section=found, by=person(request))
    )


@require_POST
@requires(Permission.EDIT_PACKS)
def exempt(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int, key: str
) -> HttpResponse:
    """Exempt a section from publication, or end its exemption."""
    found, form = _found(request, partnership, slug, number, key), ExemptForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Say why the section is exempt.")
        return redirect("packs:section", **place(found.version), key=key)
    cleaned = form.cleaned_data
    return _then(
        request,
        found,
        lambda: actions.exempt_section(
            section=found,
            paragraph=cleaned["paragraph"],
            because=cleaned["because"],
            by=person(request),
        ),
    )


@require_POST
@requires(*WRITERS)
def number(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int, key: str
) -> HttpResponse:
    """Confirm a typed number, with its source or a reason."""
    found, form = _found(request, partnership, slug, number, key), NumberForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Name the source of the number, or the reason why it is right.")
        return redirect("packs:section", **place(found.version), key=key)
    cleaned = form.cleaned_data
    return _then(
        request,
        found,
        lambda: actions.confirm_number(
            section=found,
            number=cleaned["number"],
            why=NumberConfirmed.Why(cleaned["why"]),
            words=cleaned["words"],
            by=person(request),
        ),
    )


@require_POST
@requires(*WRITERS)
def picture(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int, key: str
) -> HttpResponse:
    """Add a picture to a section."""
    found = _found(request, partnership, slug, number, key)
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.warning(request, " ".join(str(error) for error in form.errors["picture"]))
        return redirect("packs:section", **place(found.version), key=key)

    def add() -> None:
        by = person(request)
        saved = actions.add_picture(
            partnership=partnership, picture=form.cleaned_data["picture"], by=by
        )
        settings = {**found.settings, "picture": saved.sha256}
        written = Written(
            found.title, found.text, settings, SectionState(found.state), SectionPlace(found.place)
        )
        actions.write_section(section=found, written=written, revision=found.revision, by=by)

    return _then(request, found, add)


@require_POST
@requires(Permission.COMMENT_ON_PACKS)
def comment(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int, key: str
) -> HttpResponse:
    """Comment on a section."""
    found, form = _found(request, partnership, slug, number, key), CommentForm(request.POST)
    if not form.is_valid():
        of_words = SectionForm(section=found, initial=section_initial(found))
        return _page(request, found, of_words, commenting=form, status=422)
    text = form.cleaned_data["comment"]
    return _then(
        request, found, lambda: actions.comment(section=found, text=text, by=person(request))
    )


@require_POST
@requires(Permission.COMMENT_ON_PACKS)
def settle(
    request: HttpRequest, *, partnership: Partnership, slug: str, number: int, key: str, pk: int
) -> HttpResponse:
    """Mark a comment as settled."""
    found = _found(request, partnership, slug, number, key)
    comments = Comment.objects.filter(section=found, pk=pk).select_related("section__version__pack")
    of = comments.first()
    if of is None:
        raise Http404("There is no such comment.")
    return _then(request, found, lambda: actions.settle_comment(comment=of, by=person(request)))


def _found(
    request: HttpRequest, partnership: Partnership, slug: str, number: int, key: str
) -> Section:
    try:
        return pack_queries.section(found_version(request, partnership, slug, number), key)
    except NoSuch as problem:
        raise Http404(str(problem)) from None


def _then(
    request: HttpRequest, found: Section, act: Callable[[], Any], *, to_desk: bool = False
) -> HttpResponse:
    """Run `act` and go back, with a message where it is refused."""
    try:
        act()
    except Refused as problem:
        messages.warning(request, str(problem))
    if to_desk:
        return redirect("packs:edit", **place(found.version))
    return redirect("packs:section", **place(found.version), key=found.key)
