"""Every address of the portal, the right that it needs, and every role at every door."""

from __future__ import annotations

import inspect
import re
import uuid
from datetime import date

import pytest
from django.urls import URLResolver, get_resolver
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demo import partnerships
from partnership.models import Agency, Membership, Partnership, Role, User
from partnership.people.permissions import RIGHTS, Permission, check, requires

PACK_WRITERS = "EDIT_PACKS or EDIT_PREVENT_SECTIONS"
PUBLIC, SIGNED_IN, HOSTING = "everybody", "signed in", "set up a partnership"

# What a door needs, as a councillor might check it: the address, and the right or who may.
DOORS = {
    "": PUBLIC,
    "healthz": PUBLIC,
    "robots.txt": PUBLIC,
    "components/": PUBLIC,
    "help/": PUBLIC,
    "glossary/": PUBLIC,
    "accessibility/": PUBLIC,
    "privacy/": PUBLIC,
    "cookies/": PUBLIC,
    "contact/": PUBLIC,
    "sign-in/": PUBLIC,
    "sign-in/again/": SIGNED_IN,
    "sign-in/closed/": PUBLIC,
    "sign-in/code/": PUBLIC,
    "sign-in/code/confirm/": PUBLIC,
    "sign-in/inactive/": PUBLIC,
    "sign-in/out/": SIGNED_IN,
    "sign-in/password/": PUBLIC,
    "sign-in/password/<uidb36>-<key>/": PUBLIC,
    "sign-in/password/changed/": PUBLIC,
    "sign-in/password/sent/": PUBLIC,
    "public/<of>/<slug>/<number>/": PUBLIC,
    "public/<of>/<slug>/<number>/<key>/": PUBLIC,
    "public/<of>/<slug>/<number>/<name>.<format>": PUBLIC,
    "<partnership>/packs/": "VIEW_FIGURES",
    "<partnership>/packs/new/": "EDIT_PACKS",
    "<partnership>/packs/localities/<locality>/": "VIEW_FIGURES",
    "<partnership>/packs/<slug>/": "VIEW_FIGURES",
    "<partnership>/packs/<slug>/begin/": "EDIT_PACKS",
    "<partnership>/packs/<slug>/<number>/": "VIEW_FIGURES",
    "<partnership>/packs/<slug>/<number>/read/<key>/": "VIEW_FIGURES",
    "<partnership>/packs/<slug>/<number>/slides/": "VIEW_FIGURES",
    "<partnership>/packs/<slug>/<number>/changed/": "VIEW_FIGURES",
    "<partnership>/packs/<slug>/<number>/changed/line/": "VIEW_FIGURES",
    "<partnership>/packs/<slug>/<number>/history/": "READ_DRAFT_PACKS",
    "<partnership>/packs/<slug>/<number>/files/": "EXPORT_FIGURES",
    "<partnership>/packs/<slug>/<number>/files/<scope>.<format>": "EXPORT_FIGURES",
    "<partnership>/packs/<slug>/<number>/edit/": "READ_DRAFT_PACKS",
    "<partnership>/packs/<slug>/<number>/edit/details/": "EDIT_PACKS",
    "<partnership>/packs/<slug>/<number>/edit/add/": "EDIT_PACKS",
    "<partnership>/packs/<slug>/<number>/edit/confirm/": PACK_WRITERS,
    "<partnership>/packs/<slug>/<number>/send/": "EDIT_PACKS",
    "<partnership>/packs/<slug>/<number>/return/": "EDIT_PACKS",
    "<partnership>/packs/<slug>/<number>/approve/": "APPROVE_PACKS",
    "<partnership>/packs/<slug>/<number>/issue/": "ISSUE_PACKS",
    "<partnership>/packs/<slug>/<number>/archive/": "ISSUE_PACKS",
    "<partnership>/packs/<slug>/<number>/public/": "ISSUE_PACKS",
    "<partnership>/packs/<slug>/<number>/public/end/": "ISSUE_PACKS",
    "<partnership>/packs/<slug>/<number>/sections/<key>/": "READ_DRAFT_PACKS",
    "<partnership>/packs/<slug>/<number>/sections/<key>/words/": PACK_WRITERS,
    "<partnership>/packs/<slug>/<number>/sections/<key>/figure/": "READ_DRAFT_PACKS",
    "<partnership>/packs/<slug>/<number>/sections/<key>/move/": "EDIT_PACKS",
    "<partnership>/packs/<slug>/<number>/sections/<key>/end/": "EDIT_PACKS",
    "<partnership>/packs/<slug>/<number>/sections/<key>/exempt/": "EDIT_PACKS",
    "<partnership>/packs/<slug>/<number>/sections/<key>/number/": PACK_WRITERS,
    "<partnership>/packs/<slug>/<number>/sections/<key>/picture/": PACK_WRITERS,
    "<partnership>/packs/<slug>/<number>/sections/<key>/comment/": "COMMENT_ON_PACKS",
    "<partnership>/packs/<slug>/<number>/sections/<key>/comment/<pk>/": "COMMENT_ON_PACKS",
    "<partnership>/brand.css": PUBLIC,
    "partnerships/first/": PUBLIC,
    "partnerships/new/": HOSTING,
    "partnerships/lists/": HOSTING,
    "partnerships/lists/<pk>/": HOSTING,
    "partnerships/waiting/": HOSTING,
    "partnerships/waiting/<key>/": SIGNED_IN,
    "partnerships/waiting/<key>/again/": SIGNED_IN,
    "partnerships/waiting/<key>/remove/": SIGNED_IN,
    "<partnership>/setup/": "MANAGE_AREAS",
    "<partnership>/setup/bodies/": "MANAGE_AREAS",
    "<partnership>/setup/look/": "MANAGE_BRANDING",
    "<partnership>/setup/logo/": "MANAGE_BRANDING",
    "<partnership>/setup/logo/end/": "MANAGE_BRANDING",
    "<partnership>/setup/logo/<sha256>.png": PUBLIC,
    "<partnership>/setup/slides/": "MANAGE_BRANDING",
    "<partnership>/setup/slides/end/": "MANAGE_BRANDING",
    "<partnership>/setup/slides/standard.pptx": "MANAGE_BRANDING",
    "<partnership>/setup/slides/in-use.pptx": "MANAGE_BRANDING",
    "<partnership>/setup/places/": "MANAGE_AREAS",
    "<partnership>/setup/places/<pk>/": "MANAGE_AREAS",
    "<partnership>/setup/localities/": "MANAGE_AREAS",
    "<partnership>/setup/localities/new/": "MANAGE_AREAS",
    "<partnership>/setup/localities/change/<slug>/": "MANAGE_AREAS",
    "<partnership>/setup/agencies/": "MANAGE_AREAS",
    "<partnership>/setup/agencies/<pk>/": "MANAGE_AREAS",
    "<partnership>/setup/agencies/<pk>/leave/": "MANAGE_AREAS",
    "<partnership>/setup/boundaries/": "MANAGE_AREAS",
    "<partnership>/setup/successions/": "MANAGE_AREAS",
    "<partnership>/setup/town-centres/": "MANAGE_AREAS",
    "<partnership>/setup/agencies/<pk>/share/": "MANAGE_AREAS",
    "<partnership>/setup/people/": "MANAGE_USERS",
    "<partnership>/setup/people/<pk>/end/": "MANAGE_USERS",
    "<partnership>/": "VIEW_FIGURES",
    "<partnership>/overview/": "VIEW_FIGURES",
    "<partnership>/inbox/": "VIEW_FIGURES",
    "<partnership>/inbox/read/": "SUBSCRIBE",
    "<partnership>/inbox/<pk>/": "VIEW_FIGURES",
    "<partnership>/account/mails/": "SUBSCRIBE",
    "<partnership>/priorities/": "VIEW_FIGURES",
    "<partnership>/structure/": "VIEW_FIGURES",
    "<partnership>/governance/": "VIEW_FIGURES",
    "<partnership>/governance/calendar/<key>.ics": PUBLIC,
    "<partnership>/governance/evidence/<sha256>/": "VIEW_FIGURES",
    "<partnership>/governance/<kind>/": "VIEW_FIGURES",
    "<partnership>/governance/<kind>/add/": "KEEP_GOVERNANCE",
    "<partnership>/governance/<kind>/<pk>/": "VIEW_FIGURES",
    "<partnership>/governance/<kind>/<pk>/change/": "KEEP_GOVERNANCE",
    "<partnership>/governance/<kind>/<pk>/end/": "KEEP_GOVERNANCE",
    "<partnership>/priorities/objectives/unmeasured/": "VIEW_FIGURES",
    "<partnership>/priorities/evidence/<sha256>/": "VIEW_FIGURES",
    "<partnership>/priorities/<kind>/": "VIEW_FIGURES",
    "<partnership>/priorities/<kind>/add/": "KEEP_PRIORITIES",
    "<partnership>/priorities/<kind>/<pk>/": "VIEW_FIGURES",
    "<partnership>/priorities/<kind>/<pk>/change/": "KEEP_PRIORITIES",
    "<partnership>/priorities/<kind>/<pk>/end/": "KEEP_PRIORITIES",
    "<partnership>/prevent/register/": "READ_PREVENT_REGISTER",
    "<partnership>/prevent/register/lists/": "KEEP_PREVENT_REGISTER",
    "<partnership>/prevent/register/lists/template/": "KEEP_PREVENT_REGISTER",
    "<partnership>/prevent/register/lists/<pk>/": "KEEP_PREVENT_REGISTER",
    "<partnership>/prevent/register/evidence/<sha256>/": "READ_PREVENT_REGISTER",
    "<partnership>/prevent/register/<kind>/": "READ_PREVENT_REGISTER",
    "<partnership>/prevent/register/<kind>/add/": "KEEP_PREVENT_REGISTER",
    "<partnership>/prevent/register/<kind>/<pk>/": "READ_PREVENT_REGISTER",
    "<partnership>/prevent/register/<kind>/<pk>/change/": "KEEP_PREVENT_REGISTER",
    "<partnership>/prevent/register/<kind>/<pk>/end/": "KEEP_PREVENT_REGISTER",
    "<partnership>/account/": "VIEW_FIGURES",
    "<partnership>/account/keys/": "SUBSCRIBE",
    "<partnership>/account/wards/<code>/": "SUBSCRIBE",
    "<partnership>/search/": "VIEW_FIGURES",
    "<partnership>/figures/": "VIEW_FIGURES",
    "<partnership>/methods/": "VIEW_FIGURES",
    "<partnership>/methods/<app>/<measure>/": "VIEW_FIGURES",
    "<partnership>/aim/": "VIEW_FIGURES",
    "<partnership>/aim/note/": "WRITE_NOTES",
    "<partnership>/map/": "VIEW_FIGURES",
    "<partnership>/benchmarks/": "VIEW_FIGURES",
    "<partnership>/compare/": "VIEW_FIGURES",
    "<partnership>/compare/data.csv": "EXPORT_FIGURES",
    "<partnership>/compare/data.xlsx": "EXPORT_FIGURES",
    "<partnership>/benchmarks/data.csv": "EXPORT_FIGURES",
    "<partnership>/benchmarks/data.xlsx": "EXPORT_FIGURES",
    "<partnership>/benchmarks/groups/new/": "KEEP_COMPARISON_GROUPS",
    "<partnership>/benchmarks/groups/<pk>/end/": "KEEP_COMPARISON_GROUPS",
    "<partnership>/wards/": "VIEW_FIGURES",
    "<partnership>/wards/<code>/": "VIEW_FIGURES",
    "<partnership>/wards/<code>/data/": "VIEW_FIGURES",
    "<partnership>/wards/<code>/how-we-know/": "VIEW_FIGURES",
    "<partnership>/localities/<slug>/": "VIEW_FIGURES",
    "<partnership>/localities/<slug>/data/": "VIEW_FIGURES",
    "<partnership>/localities/<slug>/how-we-know/": "VIEW_FIGURES",
    "<partnership>/<app>/": "VIEW_FIGURES",
    "<partnership>/<app>/<measure>/": "VIEW_FIGURES",
    "<partnership>/figures/links/": "VIEW_FIGURES",
    "<partnership>/<app>/<measure>/rows/": "VIEW_FIGURES",
    "<partnership>/<app>/<measure>/wards/": "VIEW_FIGURES",
    "<partnership>/<app>/<measure>/types/": "VIEW_FIGURES",
    "<partnership>/<app>/<measure>/localities/": "VIEW_FIGURES",
    "<partnership>/<app>/<measure>/history/": "VIEW_FIGURES",
    "<partnership>/<app>/<measure>/data/": "VIEW_FIGURES",
    "<partnership>/<app>/<measure>/how-we-know/": "VIEW_FIGURES",
    "<partnership>/<app>/<measure>/data.csv": "EXPORT_FIGURES",
    "<partnership>/<app>/<measure>/data.xlsx": "EXPORT_FIGURES",
    "<partnership>/<app>/<measure>/slides.pptx": "EXPORT_FIGURES",
    "<partnership>/<app>/<measure>/pictures/<name>.<extension>": "EXPORT_FIGURES",
    "<partnership>/<app>/pictures/<name>.<extension>": "EXPORT_FIGURES",
    "<partnership>/aim/pictures/<name>.<extension>": "EXPORT_FIGURES",
    "<partnership>/benchmarks/pictures/<name>.<extension>": "EXPORT_FIGURES",
    "<partnership>/compare/pictures/<name>.<extension>": "EXPORT_FIGURES",
    "<partnership>/localities/<slug>/pictures/<name>.<extension>": "EXPORT_FIGURES",
    "<partnership>/wards/<code>/pictures/<name>.<extension>": "EXPORT_FIGURES",
    "<partnership>/returns/": "SEE_RETURNS_OF_OWN_AGENCY",
    "<partnership>/returns/upload/": "UPLOAD_RETURN",
    "<partnership>/returns/reading/<batch>/": "UPLOAD_RETURN",
    "<partnership>/returns/reading/<pk>/again/": "UPLOAD_RETURN",
    "<partnership>/returns/reading/<pk>/remove/": "UPLOAD_RETURN",
    "<partnership>/returns/check/<batch>/": "SEE_UNACCEPTED",
    "<partnership>/returns/check/<batch>/answers/": "UPLOAD_RETURN",
    "<partnership>/returns/sent/<batch>/": "SEE_UNACCEPTED",
    "<partnership>/returns/template/": "UPLOAD_RETURN",
    "<partnership>/returns/figures/": "SEND_NATIONAL_FIGURES",
    "<partnership>/returns/figures/template/": "UPLOAD_RETURN",
    "<partnership>/returns/waiting/": "ACCEPT_RETURN",
    "<partnership>/returns/accepted/": "ACCEPT_RETURN",
    "<partnership>/returns/history/": "SEE_RETURNS_OF_OWN_AGENCY",
    "<partnership>/returns/sources/": "SET_MAIN_SOURCE",
    "<partnership>/returns/sources/<dataset>/<source>/": "SET_MAIN_SOURCE",
    "<partnership>/returns/sources/<dataset>/<source>/definitions/": "SEE_RETURNS_OF_OWN_AGENCY",
    "<partnership>/returns/disclosure/": "MANAGE_RULES",
    "<partnership>/returns/disclosure/ledger/": "SEE_LEDGER",
    "<partnership>/returns/disclosure/<dataset>/<source>/": "MANAGE_RULES",
    "<partnership>/returns/calendar/": "SEE_RETURNS_OF_OWN_AGENCY",
    "<partnership>/returns/calendar/dates/": "SEE_RETURNS_OF_OWN_AGENCY",
    "<partnership>/returns/calendar/dates/<dataset>/<source>/": "AGREE_DATES",
    "<partnership>/returns/calendar/statutory/": "SEE_RETURNS_OF_OWN_AGENCY",
    "<partnership>/returns/calendar/reminders/": "SEE_RETURNS_OF_OWN_AGENCY",
    "<partnership>/returns/calendar/remind/": "REMIND_AGENCIES",
    "<partnership>/returns/calendar/subscribe/": "SEE_RETURNS_OF_OWN_AGENCY",
    "<partnership>/returns/calendar/subscribe/end/": "AGREE_DATES",
    "<partnership>/returns/calendar/<key>.ics": PUBLIC,
    "<partnership>/returns/<pk>/": "SEE_RETURNS_OF_OWN_AGENCY",
    "<partnership>/returns/fetch/": "UPLOAD_ON_BEHALF",
    "<partnership>/returns/fetch/<pk>/": "UPLOAD_ON_BEHALF",
    "<partnership>/returns/recording-changes/": "RECORD_RECORDING_CHANGES",
    "<partnership>/returns/recording-changes/<pk>/": "RECORD_RECORDING_CHANGES",
    "<partnership>/returns/recording-changes/<pk>/end/": "RECORD_RECORDING_CHANGES",
    "<partnership>/returns/deputies/": "NAME_DEPUTY",
    "<partnership>/returns/deputies/<pk>/end/": "NAME_DEPUTY",
    "<partnership>/returns/kept/": "UPLOAD_ON_BEHALF",
    "<partnership>/returns/<pk>/covering/": "SEE_COVERING_EMAILS",
    "<partnership>/returns/<pk>/covering/<email>/": "SEE_COVERING_EMAILS",
    "<partnership>/returns/<pk>/<part>/changes.csv": "SEE_UNACCEPTED",
    "<partnership>/returns/<pk>/file/": "SEE_UNACCEPTED",
    "<partnership>/returns/<pk>/marked/": "SEE_UNACCEPTED",
    "<partnership>/returns/<pk>/supplier/": "UPLOAD_RETURN",
    "<partnership>/returns/<pk>/put-right/": "UPLOAD_RETURN",
    "<partnership>/returns/type/": "UPLOAD_RETURN",
    "<partnership>/returns/type/table/": "UPLOAD_RETURN",
    "<partnership>/returns/type/table/<pk>/": "UPLOAD_RETURN",
    "<partnership>/returns/type/table/<pk>/save/": "UPLOAD_RETURN",
    "<partnership>/returns/type/table/<pk>/delete/": "UPLOAD_RETURN",
    "<partnership>/returns/<pk>/map/": "UPLOAD_RETURN",
    "<partnership>/returns/<pk>/map/<step>/": "UPLOAD_RETURN",
    "<partnership>/returns/<pk>/map/discard/": "UPLOAD_RETURN",
    "<partnership>/returns/<pk>/map/preview/": "UPLOAD_RETURN",
    "<partnership>/returns/<pk>/decide/": "ACCEPT_RETURN",
    "<partnership>/returns/<pk>/<part>/recall/": "RECALL_RETURN",
    "<partnership>/returns/<pk>/<part>/withdraw/": "UPLOAD_RETURN",
    "<partnership>/asked/": "VIEW_FIGURES",
    "<partnership>/scrutiny/": "VIEW_FIGURES",
    "<partnership>/scrutiny/suggested/": "VIEW_FIGURES",
    "<partnership>/scrutiny/days/": "VIEW_FIGURES",
    "<partnership>/scrutiny/days/periods/<period>/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/days/closed/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/days/closed/<pk>/end/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/reminders/": "VIEW_FIGURES",
    "<partnership>/scrutiny/calendar/": "VIEW_FIGURES",
    "<partnership>/scrutiny/calendar/end/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/calendar/<key>.ics": PUBLIC,
    "<partnership>/scrutiny/panels/": "VIEW_FIGURES",
    "<partnership>/scrutiny/panels/new/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/panels/<slug>/": "VIEW_FIGURES",
    "<partnership>/scrutiny/panels/<slug>/change/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/panels/<slug>/end/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/panels/<slug>/timetable/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/panels/<slug>/members/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/panels/<slug>/programme/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/panels/<slug>/meetings/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/members/<pk>/end/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/programme/<pk>/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/meetings/<pk>/": "VIEW_FIGURES",
    "<partnership>/scrutiny/meetings/<pk>/change/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/meetings/<pk>/cancel/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/meetings/<pk>/items/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/meetings/<pk>/steps/<step>/": "KEEP_SCRUTINY or EDIT_PACKS",
    "<partnership>/scrutiny/items/<pk>/pack/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/items/<pk>/outcome/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/items/<pk>/withdraw/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/questions/": "VIEW_FIGURES",
    "<partnership>/scrutiny/questions/ask/": "ASK_QUESTIONS",
    "<partnership>/scrutiny/questions/<pk>/": "VIEW_FIGURES",
    "<partnership>/scrutiny/questions/<pk>/answer/": "ANSWER_SCRUTINY",
    "<partnership>/scrutiny/questions/<pk>/direct/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/questions/<pk>/withdraw/": "ASK_QUESTIONS",
    "<partnership>/scrutiny/recommendations/": "VIEW_FIGURES",
    "<partnership>/scrutiny/recommendations/new/": "MAKE_RECOMMENDATIONS",
    "<partnership>/scrutiny/recommendations/lists/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/recommendations/lists/template.xlsx": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/recommendations/lists/<pk>/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/recommendations/<pk>/": "VIEW_FIGURES",
    "<partnership>/scrutiny/recommendations/<pk>/change/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/recommendations/<pk>/back/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/recommendations/<pk>/decide/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/recommendations/<pk>/withdraw/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/recommendations/<pk>/recipients/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/recommendations/<pk>/milestones/": "ANSWER_SCRUTINY or KEEP_SCRUTINY",
    "<partnership>/scrutiny/recommendations/<pk>/measures/": "ANSWER_SCRUTINY or KEEP_SCRUTINY",
    "<partnership>/scrutiny/recommendations/<pk>/evidence/": "ANSWER_SCRUTINY or KEEP_SCRUTINY",
    "<partnership>/scrutiny/recipients/<pk>/sent/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/recipients/<pk>/end/": "KEEP_SCRUTINY",
    "<partnership>/scrutiny/recipients/<pk>/respond/": "ANSWER_SCRUTINY",
    "<partnership>/scrutiny/recipients/<pk>/later/": "ANSWER_SCRUTINY",
    "<partnership>/scrutiny/milestones/<pk>/done/": "ANSWER_SCRUTINY or KEEP_SCRUTINY",
    "<partnership>/scrutiny/milestones/<pk>/withdraw/": "ANSWER_SCRUTINY or KEEP_SCRUTINY",
    "<partnership>/scrutiny/measures/<pk>/": "VIEW_FIGURES",
    "<partnership>/scrutiny/measures/<pk>/end/": "ANSWER_SCRUTINY or KEEP_SCRUTINY",
    "<partnership>/scrutiny/evidence/<pk>/withdraw/": "ANSWER_SCRUTINY or KEEP_SCRUTINY",
}
# Where more people read than write: the right that whoever sends something to the page needs.
TO_WRITE = {
    "<partnership>/account/": "SUBSCRIBE",
    "<partnership>/packs/<slug>/<number>/sections/<key>/": PACK_WRITERS,
    "<partnership>/returns/check/<batch>/": "UPLOAD_RETURN",
    "<partnership>/returns/sources/<dataset>/<source>/definitions/": "RECORD_DEFINITIONS",
    "<partnership>/returns/calendar/dates/": "AGREE_DATES",
    "<partnership>/returns/calendar/subscribe/": "SUBSCRIBE",
    "<partnership>/returns/<pk>/covering/": "UPLOAD_ON_BEHALF",
    "<partnership>/scrutiny/calendar/": "SUBSCRIBE",
}
# What a right to read is called.
READS = ("VIEW_", "READ_", "SEE_")
EXAMPLE = {
    "partnership": "middlesbrough",
    "app": "crime",
    "measure": "all-crime",
    "code": "E05009853",
    "slug": "north",
    "dataset": "crime",
    "source": "police-return",
    "batch": str(uuid.UUID(int=1)),
    "uidb36": "1",
    "key": "a-b",
    "period": "authorities",
    "step": "draft",
}


def _addresses(resolver, before: str = ""):
    for pattern in resolver.url_patterns:
        address = before + _written(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, address)
        else:
            yield address, pattern.callback


def _written(pattern: str) -> str:
    """A pattern as people write it: "<slug:app>/" is "<app>/"."""
    pattern = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern).strip("^$")
    return re.sub(r"<\w+:(\w+)>", r"<\1>", pattern)


ADDRESSES = dict(_addresses(get_resolver()))


def rights(needed: str) -> frozenset[Permission]:
    """The rights of a door of the table, of which one is enough; none for who may by themselves."""
    names = needed.split(" or ")
    return frozenset(Permission[name] for name in names if name in Permission.__members__)


def _needed(view) -> str:
    return PUBLIC if getattr(view, "is_public", False) else _named(view.required_permissions)


def _named(needed) -> str:
    return " or ".join(one.name if isinstance(one, Permission) else one for one in needed)


def test_every_address_needs_what_the_table_says():
    assert {address: _needed(view) for address, view in ADDRESSES.items()} == DOORS


# --- Writing ---------------------------------------------------------------------------------
def _methods(view) -> frozenset[str] | None:
    """Those that Django's decorators let through; None where no decorator says."""
    while view is not None:
        named = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if named is not None:
            return frozenset(named)
        view = getattr(view, "__wrapped__", None)
    return None


def written_by_readers(addresses: dict) -> set[str]:
    """Addresses that take a POST from somebody who has no more than a right to read."""
    found = set()
    for address, view in addresses.items():
        if getattr(view, "is_public", False):
            continue
        methods = _methods(view)
        takes_post = methods is None or "POST" in methods
        needed = getattr(view, "required_to_write", ())
        if takes_post and any(one.name.startswith(READS) for one in needed):
            found.add(address)
    return found


# A reader's choice of how pages look, kept in the session and nowhere else.
OWN_SESSION = {"<partnership>/figures/links/"}


def test_what_writes_is_guarded_by_the_right_to_write():
    assert written_by_readers(ADDRESSES) == OWN_SESSION


def test_the_table_says_what_else_writing_needs():
    assert {
        address: _named(view.required_to_write)
        for address, view in ADDRESSES.items()
        if getattr(view, "required_to_write", ()) != getattr(view, "required_permissions", ())
        and hasattr(view, "required_to_write")
    } == TO_WRITE


def test_a_view_that_lets_readers_write_is_found():
    def view(request, *, partnership):
        check(request.user, Permission.KEEP_SCRUTINY, partnership=partnership)

    reading, writing = Permission.VIEW_FIGURES, Permission.KEEP_SCRUTINY
    either = require_http_methods(["GET", "HEAD", "POST"])
    planted = {
        "post": require_POST(requires(reading)(view)),
        "get or post": either(requires(reading)(view)),
        "guarded first": requires(Permission.READ_DRAFT_PACKS)(require_POST(view)),
        "no method said": requires(Permission.SEE_UNACCEPTED)(view),
        "one of two reads": require_POST(requires(writing, reading)(view)),
    }
    sound = {
        "read": require_safe(requires(reading)(view)),
        "written": require_POST(requires(writing)(view)),
        "read by more": either(requires(reading, to_write=(writing,))(view)),
    }
    assert written_by_readers(planted | sound) == set(planted)


# --- Every role at every door ----------------------------------------------------------------
@pytest.fixture
def knock(client, db):
    """`knock(role)` signs somebody of that role in, and gives each guarded address its answer."""
    partnerships.load_places()
    partnership = Partnership.objects.get(slug=partnerships.SLUG)

    def at_every_door(role: Role) -> dict[str, int]:
        visitor = User.objects.create_user(email=f"{role}@example.org", name=str(role.label))
        Membership.objects.create(
            user=visitor,
            partnership=partnership,
            role=role,
            agency=Agency.objects.first() if role is Role.SUPPLIER else None,
            valid_from=date(2020, 1, 1),
        )
        client.force_login(visitor)
        return {
            address: client.get("/" + _example(address)).status_code
            for address, needed in DOORS.items()
            if rights(needed)
        }

    return at_every_door


# Addresses whose page has moved: links and bookmarks to them still arrive.
MOVED = {"<partnership>/returns/calendar/reminders/", "<partnership>/scrutiny/reminders/"}


def _example(address: str) -> str:
    return re.sub(r"<(\w+)>", lambda name: EXAMPLE.get(name[1], "987654"), address)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_passes_just_the_doors_that_it_has_the_right_for(role, knock):
    """403 says that the right is missing; past the door a thing may still be missing (404), or
    want a POST (405)."""
    answers = knock(role)
    turned_away = {address for address, answer in answers.items() if answer == 403}
    without_right = {address for address in answers if not rights(DOORS[address]) & RIGHTS[role]}
    posts_only = {address for address, answer in answers.items() if answer == 405}
    assert turned_away == without_right - posts_only
    elsewhere = {address for address, answer in answers.items() if answer == 302}
    assert elsewhere <= MOVED
    assert set(answers.values()) <= {200, 302, 403, 404, 405}


def test_no_door_of_a_partnership_opens_for_somebody_of_another(client, db):
    partnerships.load_places()
    client.force_login(User.objects.create_user(email="stranger@example.org", name="Stranger"))
    answers = {
        address: client.get("/" + _example(address)).status_code
        for address, needed in DOORS.items()
        if rights(needed)
    }
    assert set(answers.values()) <= {404, 405}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_writes_only_where_it_has_the_right(role, client, knock):
    """403 for who may read the page but not write to it; everybody else gets past the guard."""
    knock(role)
    own = {"agency": Agency.objects.first().slug}
    answers = {
        address: client.post("/" + _example(address), own).status_code
        for address in TO_WRITE
        if rights(DOORS[address]) & RIGHTS[role]
    }
    refused = {address for address, answer in answers.items() if answer == 403}
    assert refused == {one for one in answers if not rights(TO_WRITE[one]) & RIGHTS[role]}
