"""Every sentence about setting up a partnership that the portal puts together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format

from partnership.kinds import Level
from partnership.models import (
    Agency,
    Area,
    Membership,
    Partnership,
    Role,
    Succession,
    User,
    Vintage,
    WardSet,
)

if TYPE_CHECKING:
    from partnership.models.boundaries import BoundarySet
    from partnership.places.boundary_actions import LoadedBoundaries
    from partnership.places.loading import WithoutLsoa
    from partnership.setup.files import Found
    from partnership.setup.steps import LoadedPlaces

NO_LISTS = "No list of community safety partnerships is loaded yet"
WHO_LOADS_LISTS = "Load the ONS lookups of districts to partnerships and to fire authorities first"
SLUG_IS_TAKEN = "Another partnership has this address"
SLUG_IS_NONE = "Use small letters, figures and hyphens, and none of the portal’s own words"
HOSTED_ALREADY = "This partnership is set up here already"
TICK_A_DISTRICT = "Tick at least one district"
BODIES_CHANGED = "The districts, the police force area and the fire authority are set."
LOOK_CHANGED = "The name and colour are changed."
TOWN_CENTRES_SET = "The town centres are saved."
AGENCY_LEFT = "The agency supplies this partnership no longer."
FIRST_KEY_WRONG = "This is not the key. Copy it as it stands in the portal’s settings"
FIRST_NOT_SET_UP = (
    "Nobody can sign in here yet. Whoever runs the portal sets FIRST_HOST_KEY to at least 20"
    " characters that nobody can guess, starts the portal again and comes back to this page; or"
    " runs manage.py add_administrator with an email address and --may-host."
)
FIRST_MADE = "You are signed in, and may set up partnerships."
# What each role may do, for whoever gives it.
ROLES = (
    (Role.SUPPLIER, "Uploads and sends the figures of one agency. Sees its returns and no others."),
    (
        Role.CSP_OFFICER,
        "Uploads for any agency, accepts what others sent, writes updates for the panel.",
    ),
    (
        Role.MANAGER,
        "All that an officer may. Approves and issues updates, sets rules, names deputies.",
    ),
    (Role.DEPUTY, "Accepts returns in somebody’s place, for a time. The manager names deputies."),
    (Role.COUNCILLOR, "Reads figures and updates, asks questions, makes recommendations."),
    (
        Role.DEMOCRATIC_SERVICES,
        "Keeps the panel’s meetings, members, work programme and recommendations.",
    ),
    (Role.PREVENT_LEAD, "Keeps the Prevent register, and writes the Prevent part of updates."),
    (
        Role.ADMINISTRATOR,
        "Sets the partnership up: places, agencies, people and look. Accepts no returns.",
    ),
)
LOGO_ENDED = "The logo is no longer shown."
CHOOSE_A_FILE = "Choose a file"
EMPTY_FILE = "The file is empty: it holds nothing to read"
NEEDS_AN_AGENCY = "A supplier officer needs an agency: choose one"
LOCALITY_EXISTS = "There is a locality of that name: change that one instead"
NO_SUCH_NAME = "Use a name with letters in it"
NO_LSOAS = (
    "No lookup of LSOAs is loaded. Rows of street-level files name an LSOA and no ward, so that"
    " none of them can be told to be yours."
)
REAL_DAY = "Enter a real day, like 1 5 2023"

LISTS_WANTED = (
    (Level.PARTNERSHIP, Level.POLICE_FORCE, "Local authority district to CSP and police force"),
    (Level.FIRE_AUTHORITY, None, "Local authority district to fire and rescue authority"),
)
MANY = {
    Level.NATION: "Nations",
    Level.POLICE_FORCE: "Police force areas",
    Level.FIRE_AUTHORITY: "Fire and rescue authorities",
    Level.DISTRICT: "Local authority districts",
    Level.PARTNERSHIP: "Community safety partnerships",
    Level.WARD: "Wards",
    Level.LSOA: "Small areas (LSOAs)",
}
PLACES_WANTED = (
    "LSOA (2011) to ward to local authority: gives the wards and places the older LSOAs",
    "LSOA (2021) to ward to local authority: places the LSOAs of newer street files",
    "Ward to local authority: gives the wards alone, where no LSOA lookup is published yet",
    "Mid-year population estimates of wards, and of local authorities, from Nomis",
    "A plain table of our wards: code, name, year, population (again, for the residents)",
)


def day(moment: date | datetime) -> str:
    """ "30 June 2023", in London."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, "j F Y")


def count_of(number: int, noun: str, many: str = "") -> str:
    """ "1 ward", "1,200 wards"."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def in_words(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


# --- The checklist ---------------------------------------------------------------------------
def bodies(partnership: Partnership) -> str:
    names = [district.name for district in partnership.districts.order_by("name")]
    force, fire = partnership.police_force, partnership.fire_authority
    return "; ".join(
        (
            in_words(names),
            f"police force area {force}" if force else "no police force area yet",
            f"fire authority {fire}" if fire else "no fire authority yet",
        )
    )


def wards_held(count: int) -> str:
    return f"{count_of(count, 'ward')} today" if count else "No wards are loaded yet"


def lsoas_held(placed: int, vintages: Sequence[Vintage]) -> str:
    if not placed:
        return "No LSOA is placed in a ward of today: street-level rows cannot be counted by ward"
    censuses = in_words([f"{vintage.label} census" for vintage in vintages])
    said = f"{count_of(placed, 'LSOA')} placed, by a lookup of the {censuses}"
    missing = [vintage.label for vintage in Vintage if vintage not in vintages]
    return f"{said}; the lookup of the {in_words(missing)} census is missing" if missing else said


def drawn(wards: int) -> str:
    if not wards:
        return "No boundaries of today’s wards are loaded: maps cannot be drawn"
    return f"Outlines of {count_of(wards, 'ward')}"


def residents_held(of: LoadedPlaces) -> str:
    """What residents are known of; names the wards that lack them, if some have them."""
    wards, districts = of.wards_with_residents, of.districts_with_residents
    if not wards and not districts:
        return "No residents are loaded yet: rates per 1,000 cannot be shown"
    said = (
        f"{wards:,} of {count_of(len(of.places.wards), 'ward')}, {count_of(districts, 'district')}"
    )
    if not wards or not (lacking := of.wards_without_residents):
        return said
    names = in_words([ward.name for ward in lacking])
    return f"{said}. No file loaded has residents under today’s code of {names}"


def grouped(wards: int, of: int) -> str:
    if not wards:
        return "Wards are not grouped into localities"
    return f"{wards:,} of {count_of(of, 'ward')} in localities"


def agencies_held(count: int) -> str:
    return count_of(count, "agency", "agencies") if count else "Nobody supplies figures yet"


def people_held(count: int, *, can_work: bool) -> str:
    people = count_of(count, "person", "people")
    if can_work:
        return people
    return f"{people}; one who sends a return and another who accepts it are still needed"


def look(*, has_logo: bool) -> str:
    return "Name, colour and logo" if has_logo else "Name and colour; no logo"


# --- Boundaries and wards --------------------------------------------------------------------
def boundary_set(of: BoundarySet) -> tuple[str, str]:
    """Boundaries in use as a row: what they are of, and where they are from."""
    what = f"Outlines of {of.ward_set}" if of.ward_set else "Middles of small areas (LSOAs)"
    return what, f"{of.name}, loaded on {day(of.loaded_at)}. {of.attribution}"


def boundaries_loaded(loaded: LoadedBoundaries) -> str:
    what = f"the outlines of {count_of(loaded.areas, 'ward')}"
    if not loaded.ward_set:
        what = f"the middles of {count_of(loaded.areas, 'LSOA')}"
    rest = f" {count_of(loaded.passed_over, 'area')} elsewhere passed over."
    return f"Loaded {what}.{rest if loaded.passed_over else ''}"


def succession(of: Succession) -> str:
    extent = "the same ground" if of.same_extent else "other ground: figures are not carried over"
    return f"{of.old} ({of.old.code}) became {of.new} ({of.new.code}) on {day(of.on)}: {extent}"


# --- Places ----------------------------------------------------------------------------------
def ward_set(of: WardSet, wards: int) -> tuple[str, str]:
    """A ward set as a row: its name, and what it is made of and when it stood."""
    until = f" until {day(of.valid_to)}" if of.valid_to else ", still standing"
    since = f"from {day(of.valid_from)}{until}"
    return of.name, f"{count_of(wards, 'ward')}, {since} ({of.source})"


def vintages(places: LoadedPlaces) -> tuple[str, ...]:
    """Which LSOAs are loaded, and what happens to rows with others."""
    if not places.lsoas:
        return (NO_LSOAS,)
    sentences = [
        f"LSOAs of the {vintage.label} census: {places.lsoas[vintage]:,}."
        for vintage in places.vintages
    ]
    sentences.append(_placed(places))
    if Vintage.CENSUS_2021 not in places.vintages:
        sentences.append(
            "No lookup of the 2021 census is loaded. Street-level files have used its LSOAs since"
            " June 2023. Most codes are the same in both, and their rows are counted. Rows with a"
            " code that is new in 2021 cannot be placed until such a lookup is loaded."
        )
    return tuple(sentences)


def _placed(places: LoadedPlaces) -> str:
    wards = len(places.places.wards)
    if not places.placed:
        return (
            "None of them lies in a ward of today. The lookup is for earlier wards, and no"
            " published file says which of today’s wards they belong to. Load a lookup to today’s"
            " wards."
        )
    said = (
        f"{count_of(places.placed, 'LSOA')} lie in {places.wards_with_lsoas:,} of today’s"
        f" {count_of(wards, 'ward')}."
    )
    empty = places.places.wards_without_lsoa
    if not empty:
        return said
    names = in_words([ward.name for ward in places.places.wards if ward.pk in empty])
    return f"{said} None lies in {names}: figures from a source by LSOA are not available there."


def found(what: Found) -> tuple[tuple[str, str], ...]:
    """What a file holds, as rows of a summary."""
    if what.residents or what.districts or what.wards_held:
        return _residents(what)
    rows = [(MANY[level], f"{count:,}") for level, count in what.areas if count]
    if what.vintage and what.lsoas:
        rows.append(("Census of the LSOAs", str(what.vintage)))
    if what.ward_set:
        rows.append(
            ("Ward set", f"{what.ward_set}, {'new' if what.is_new_ward_set else 'held already'}")
        )
    rows += [
        (
            "Wards without an LSOA",
            f"{len(without.wards):,} of {without.of:,}, which are kept: {in_words(without.wards)}",
        )
        for without in what.without_lsoa
    ]
    return tuple(rows)


def _residents(what: Found) -> tuple[tuple[str, str], ...]:
    rows = [("Wards found", f"{what.wards:,} of {what.wards_held:,} held")]
    rows += [(f"Residents of wards, mid-{year}", f"{count:,}") for year, count in what.residents]
    rows += [(f"{name}, mid-{year}", f"{count:,}") for name, year, count in what.districts]
    return tuple(rows)


def loaded(name: str) -> str:
    return f"{name} is loaded."


def without_lsoa(name: str, without: WithoutLsoa) -> str:
    """What a lookup does not say of wards that the ward set has."""
    are = "It is" if len(without.wards) == 1 else "They are"
    return (
        f"{name} places no LSOA in {len(without.wards):,} of the {count_of(without.of, 'ward')} of"
        f" “{without.ward_set}”: {in_words(without.wards)}. {are} kept, and figures from a source"
        " by LSOA are not available there unless another lookup places LSOAs in"
        f" {'it' if len(without.wards) == 1 else 'them'}."
    )


def too_large(most: int) -> str:
    return f"The file is larger than {most // 1_000_000} MB, the most that is taken here"


# --- Localities ------------------------------------------------------------------------------
def ward_now(ward: Area, locality: Area | None) -> str:
    """A ward to tick, and where it is today."""
    return f"{ward.name} (now in {locality.name})" if locality else ward.name


def agency_changed(name: str) -> str:
    return f"{name} is changed."


def locality_saved(locality: Area) -> str:
    return f"{locality.name} is saved."


# --- Agencies and people ---------------------------------------------------------------------
def agency_added(agency: Agency) -> str:
    return f"{agency} now supplies this partnership."


def role(membership: Membership) -> str:
    """ "Supplier officer for Cleveland Police"."""
    label = role_label(membership.role, membership.partnership, membership.get_role_display())
    return f"{label} for {membership.agency}" if membership.agency else label


def role_label(value: str, partnership: Partnership, label: str) -> str:
    """The partnership has its own word for one of them."""
    return partnership.democratic_services_label if value == "democratic-services" else label


def ended(membership: Membership) -> str:
    return f"{membership.user} is no longer {role(membership).lower()}."


def invited(email: str) -> str:
    return f"An invitation is on its way to {email}."


def not_mailed(membership: Membership) -> str:
    return (
        f"{membership.user} has the role, but the mail could not be sent. Tell them to sign in with"
        f" a code sent to {membership.user.email}."
    )


def invitation_subject(partnership: Partnership) -> str:
    return f"Your sign-in for {partnership.name}"


def invitation(
    membership: Membership, *, by: User, sign_in_url: str, password_url: str | None
) -> str:
    """The mail; includes `password_url` for a user with no password yet."""
    lines = [
        f"Hello {membership.user},",
        "",
        (
            f"{by} has given you the role of {role(membership).lower()} in the portal of"
            f" {membership.partnership}."
        ),
        "",
    ]
    if password_url:
        lines += ["Set a password here (the link works for three days):", password_url, ""]
    lines += [
        "Or sign in with a code. We send it to this address when you ask:"
        if password_url
        else "Sign in here, with your password or with a code that we send to this address:",
        sign_in_url,
        "",
        (
            "If you did not expect this, you can ignore this email. Nobody can sign in without this"
            " mailbox."
        ),
        "",
    ]
    return "\n".join(lines)


# --- The logo --------------------------------------------------------------------------------
def logo_saved(alt: str) -> str:
    return f"The logo “{alt}” is at the head of every page now."
