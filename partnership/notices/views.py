"""The inbox, the way from a notice to its page, and each person's choice about mails."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.models import Partnership
from partnership.notices import actions, queries, words
from partnership.notices.forms import MailsForm
from partnership.people.permissions import Permission, person, requires

ON_A_PAGE = 15
UNPROCESSABLE = 422


@require_safe
@requires(Permission.VIEW_FIGURES)
def inbox(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """What the person was told, newest first."""
    found, list_filter = queries.inbox(partnership, viewer=request.user, asked=request.GET)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": list_filter,
        "told": [queries.told(notice, slug=partnership.slug) for notice in page],
        "page_obj": page,
        "words": words,
    }
    return render(request, "partnership/notices/inbox.html", context)


@require_safe
@requires(Permission.VIEW_FIGURES)
def open_notice(request: HttpRequest, pk: int, *, partnership: Partnership) -> HttpResponse:
    """Lead to the page that a notice is about; the notice is then read."""
    user = person(request)
    notice = get_object_or_404(queries.readable(partnership, user), pk=pk)
    actions.mark_read(notices=[notice.pk], by=user, partnership=partnership)
    return redirect(notice.path)


@require_POST
@requires(Permission.SUBSCRIBE)
def mark_read(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Mark everything in the inbox as read."""
    actions.mark_all_read(by=person(request), partnership=partnership)
    messages.success(request, words.ALL_READ)
    return redirect("notices:inbox", partnership.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUBSCRIBE)
def mails(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """When the person wants mail: at once, once a day or never."""
    user = person(request)
    groups = queries.groups_for(partnership, viewer=user)
    form = MailsForm(
        request.POST if request.method == "POST" else None,
        groups=groups,
        initial={group.value: how.value for group, how in queries.choices(user).items()},
    )
    if request.method == "POST" and form.is_valid():
        actions.choose(mailed=form.chosen, by=user)
        messages.success(request, words.CHOSEN)
        return redirect("notices:mails", partnership.slug)
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "words": words}
    return render(request, "partnership/notices/mails.html", context, status=status)
