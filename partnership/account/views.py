"""One's own account in a partnership: my ward, the wards I follow, my latest sign-ins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from partnership.account import queries, words
from partnership.account.forms import KeyForm, MyWardForm
from partnership.models import Partnership, User
from partnership.page_parts import Row, given
from partnership.people.memberships import use_search_key
from partnership.people.permissions import Permission, memberships, person, requires
from partnership.places import followed_ward_actions as actions
from partnership.places.followed_wards import followed
from partnership.places.today import places_today
from partnership.refusals import Refused

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VIEW_FIGURES, to_write=(Permission.SUBSCRIBE,))
def account(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Who I am here, my ward, the others I follow and my latest sign-ins."""
    somebody = person(request)
    wards = followed(partnership, viewer=somebody)
    mine = next((ward.code for ward in wards if ward.is_mine), "")
    form = MyWardForm(
        request.POST or None, wards=places_today(partnership).wards, initial={"ward": mine}
    )
    if request.method == "POST" and form.is_valid():
        chosen = actions.choose_my_ward(
            partnership=partnership, code=form.cleaned_data["ward"], by=somebody
        )
        messages.success(request, words.MINE.format(chosen))
        return redirect("account_of:account", partnership.slug)
    context = {
        "form": form,
        "keys": KeyForm(initial={"uses_search_key": somebody.uses_search_key}),
        "wards": wards,
        "rows": _who(somebody, partnership),
        "sign_ins": queries.sign_ins(somebody),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "partnership/account.html", context, status=status)


def _who(somebody: User, partnership: Partnership) -> tuple[Row, ...]:
    """What the portal knows of a person, for a summary list."""
    roles = [
        ", for ".join(given((membership.get_role_display(), str(membership.agency or ""))))
        for membership in memberships(somebody, partnership)
    ]
    return (
        Row("Name", str(somebody)),
        Row("Email address", somebody.email),
        Row("Role", "; ".join(roles)),
    )


@require_POST
@requires(Permission.SUBSCRIBE)
def keys(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Save whether “/” goes to the search box."""
    form = KeyForm(request.POST)
    form.full_clean()
    uses = form.cleaned_data["uses_search_key"]
    use_search_key(user=person(request), uses=uses)
    messages.success(request, words.KEY_ON if uses else words.KEY_OFF)
    return redirect("account_of:account", partnership.slug)


@require_POST
@requires(Permission.SUBSCRIBE)
def ward(request: HttpRequest, code: str, *, partnership: Partnership) -> HttpResponse:
    """Follow a ward, call it mine or follow it no longer; back to where the button stood."""
    what = request.POST.get("do", "")
    if what not in _ACTIONS:
        raise Http404("There is no such thing to do with a ward")
    act, said = _ACTIONS[what]
    try:
        found = act(partnership=partnership, code=code, by=person(request))
    except Refused as impossible:
        messages.error(request, str(impossible))
    else:
        messages.success(request, said.format(found))
    if request.POST.get("back") == "account":
        return redirect("account_of:account", partnership.slug)
    return redirect(f"/{partnership.slug}/wards/{code}/")


_ACTIONS: Mapping[str, tuple[Callable, str]] = MappingProxyType(
    {
        "follow": (actions.follow_ward, words.FOLLOWED),
        "mine": (actions.choose_my_ward, words.MINE),
        "unfollow": (actions.unfollow_ward, words.UNFOLLOWED),
    }
)
