"""The database refuses what cannot be: a test for each constraint."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from partnership.models import (
    Agency,
    Area,
    AuditEvent,
    FileWork,
    FollowedWard,
    LocalityWard,
    Logo,
    MailChoice,
    Mailed,
    Membership,
    Notice,
    NoticeGroup,
    NoticeKind,
    OutwardCode,
    Partnership,
    Placement,
    PlacesFile,
    Population,
    Role,
    Succession,
    User,
    WardSet,
    Within,
    readable_under_white,
)
from tests.partnership import refused_maps, refused_records

MAY_2015, MAY_2023, MAY_2027 = date(2015, 5, 7), date(2023, 5, 4), date(2027, 5, 6)
NOON = datetime(2023, 5, 4, 12, tzinfo=UTC)


def ward(at: int = 0) -> Area:
    return Area.objects.filter(level="ward").order_by("code")[at]


def lsoa() -> Area:
    return Area.objects.filter(level="lsoa").order_by("code").first()


def locality(slug: str) -> Area:
    return Area.objects.get(code=f"middlesbrough/{slug}")


def the_set() -> WardSet:
    return WardSet.objects.get(valid_to__isnull=True)


def partnership() -> Partnership:
    return Partnership.objects.get()


def person() -> User:
    return User.objects.get_or_create(email="jo@test.example")[0]


def placement(**changed) -> Placement:
    rest = {"vintage": 2021, "ward": ward(), "method": "by hand", "source": "a test"}
    return Placement(**{"lsoa": ward(1), "ward_set": the_set(), **rest, **changed})


def membership(**changed) -> Membership:
    return Membership(
        **{"user": person(), "partnership": partnership(), "role": Role.MANAGER, **changed}
    )


def population(**changed) -> Population:
    return Population(**{"area": ward(), "year": 2019, "count": 5, "source": "a test", **changed})


def notice(**changed) -> Notice:
    rest = {"kind": NoticeKind.RETURN_SENT, "mailed": Mailed.NEVER, "created_at": NOON}
    told = {"recipient": person(), "partnership": partnership(), "key": "return/1", **rest}
    return Notice(**{**told, **changed})


def file_work(*, state: str) -> FileWork:
    return FileWork(kind="any", by=User.objects.create_user("jo@x.example"), back="/", state=state)


def mail_choice(**changed) -> MailChoice:
    chosen = {"group": NoticeGroup.RETURNS, "mailed": Mailed.DAILY, "since": NOON}
    return MailChoice(**{"user": person(), **chosen, **changed})


def outward_code(**changed) -> OutwardCode:
    return OutwardCode(**{"code": "TS5", "ward": ward(), "source": "a test", **changed})


def new_set(valid_from: date, valid_to: date | None) -> WardSet:
    return WardSet(partnership=partnership(), valid_from=valid_from, valid_to=valid_to)


def grouping(valid_from: date, valid_to: date | None, at: str = "north") -> LocalityWard:
    return LocalityWard(
        locality=locality(at),
        ward=Area.objects.get(code="E05009853"),
        valid_from=valid_from,
        valid_to=valid_to,
    )


@transaction.atomic
def save(rows: list) -> None:
    for row in rows:
        row.save()


def twice(make) -> list:
    return [make(), make()]


# The name of the constraint, and rows that it refuses.
REFUSED = {
    "area_level_is_known": lambda: Area(code="X1", name="X", level="parish"),
    "area_has_code_and_name": lambda: Area(code="X1", name="", level="ward"),
    "area_is_a_partnerships_own_or_a_publishers": lambda: Area(
        code="X1", name="X", level="locality"
    ),
    "area_one_not_placed_for_a_partnership": lambda: Area(
        code="X1", name="X", level="not-placed", partnership=partnership()
    ),
    "area_only_a_ward_is_a_town_centre": lambda: Area(
        code="X1", name="X", level="district", is_town_centre=True
    ),
    "within_once": lambda: twice(lambda: Within(part=ward(0), whole=ward(1))),
    "within_another_area": lambda: Within(part=ward(), whole=ward()),
    "partnership_has_slug_and_names": lambda: Partnership(
        slug="x", name="", short_name="X", code="X", area=ward()
    ),
    "partnership_colour_is_rrggbb": lambda: Partnership(
        slug="x", name="X", short_name="X", code="X", area=ward(), colour="navy"
    ),
    "ward_set_one_a_start": lambda: new_set(MAY_2015, MAY_2027),
    "ward_set_one_open": lambda: new_set(MAY_2027, None),
    "ward_set_ends_after_it_starts": lambda: new_set(MAY_2027, MAY_2027),
    "succession_once": lambda: twice(
        lambda: Succession(old=ward(0), new=ward(1), on=MAY_2023, same_extent=False)
    ),
    "succession_one_of_the_same_extent": lambda: [
        Succession(old=ward(0), new=ward(1), on=MAY_2023, same_extent=True),
        Succession(old=ward(0), new=ward(2), on=MAY_2023, same_extent=True),
    ],
    "succession_by_another": lambda: Succession(
        old=ward(), new=ward(), on=MAY_2023, same_extent=True
    ),
    "locality_ward_in_one_locality_now": lambda: grouping(MAY_2027, None),
    "locality_ward_one_a_start": lambda: grouping(MAY_2015, MAY_2023),
    "locality_ward_ends_after_it_starts": lambda: grouping(MAY_2023, MAY_2015),
    "placement_one_ward_in_a_set": lambda: placement(lsoa=lsoa()),
    "placement_vintage_is_known": lambda: placement(vintage=2001),
    "placement_says_how": lambda: placement(method=""),
    "population_one_a_source": lambda: twice(population),
    "population_is_somebody": lambda: population(count=0),
    "population_year_is_a_year": lambda: population(year=20),
    "population_says_its_source": lambda: population(source=""),
    "user_has_email": lambda: User(email=""),
    "agency_kind_is_known": lambda: Agency(slug="x", name="X", kind="army"),
    "agency_has_slug_and_name": lambda: Agency(slug="x", name="", kind="fire"),
    "membership_role_is_known": lambda: membership(role="mayor"),
    "membership_supplier_has_an_agency": lambda: membership(role=Role.SUPPLIER),
    "membership_once_for_an_agency": lambda: twice(
        lambda: membership(role=Role.SUPPLIER, agency=Agency.objects.first())
    ),
    "membership_once_without_an_agency": lambda: twice(membership),
    "membership_ends_after_it_starts": lambda: membership(valid_from=MAY_2023, valid_to=MAY_2015),
    "logo_has_words_and_size": lambda: Logo(
        partnership=partnership(), sha256="0", width=40, height=40, alt=""
    ),
    "places_file_kind_is_known": lambda: PlacesFile(
        kind="map", name="x.csv", sha256="0", uploaded_by=person()
    ),
    "places_file_has_name_and_hash": lambda: PlacesFile(
        kind="lookup", name="", sha256="0", uploaded_by=person()
    ),
    "audit_event_has_a_kind": lambda: AuditEvent(kind="", at="2023-05-04T00:00Z"),
    "followed_ward_once": lambda: twice(
        lambda: FollowedWard(user=person(), partnership=partnership(), ward=ward())
    ),
    "followed_ward_one_is_mine": lambda: [
        FollowedWard(user=person(), partnership=partnership(), ward=ward(at), is_mine=True)
        for at in (0, 1)
    ],
    "told_once": lambda: twice(notice),
    "notice_kind_is_known": lambda: notice(kind="rumour"),
    "notice_mailed_is_known": lambda: notice(mailed="by pigeon"),
    "one_mail_choice_for_a_group": lambda: twice(mail_choice),
    "mail_choice_is_known": lambda: mail_choice(group="weather"),
    "outward_code_once_a_ward": lambda: twice(outward_code),
    "outward_code_is_no_full_postcode": lambda: outward_code(code="TS5 6AA"),
    "outward_code_says_its_source": lambda: outward_code(source=""),
    "state_of_file_work_is_known": lambda: file_work(state="held"),
    "file_work_under_way_says_since_when": lambda: file_work(state="reading"),
    **refused_records.REFUSED,
    **refused_maps.REFUSED,
}


@pytest.mark.parametrize("constraint", REFUSED)
def test_the_database_refuses(constraint, middlesbrough):
    made = REFUSED[constraint]()

    with pytest.raises(IntegrityError) as raised:
        save(made if isinstance(made, list) else [made])
    # SQLite names the columns of a unique constraint, and not the constraint.
    assert constraint in str(raised.value) or "UNIQUE constraint failed: " in str(raised.value)


def test_every_constraint_has_a_test():
    named = {
        constraint.name
        for model in apps.get_app_config("partnership").get_models()
        for constraint in model._meta.constraints
    }
    # The field puts addresses in lower case by itself; its test is below.
    assert named - {"user_email_is_lower_case"} == set(REFUSED)


@pytest.mark.django_db
def test_an_address_is_kept_and_found_in_lower_case():
    user = User.objects.create_user("Jo.Bloggs@Council.Example")

    assert user.email == "jo.bloggs@council.example"
    assert User.objects.get(email="JO.BLOGGS@council.example") == user
    assert User.objects.get_by_natural_key("Jo.Bloggs@COUNCIL.example") == user
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("jo.bloggs@COUNCIL.example")


@pytest.mark.django_db
def test_the_database_refuses_an_address_in_capitals():
    user = User.objects.create_user("jo@council.example")

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE partnership_user SET email = 'JO@council.example' WHERE id = %s", [user.pk]
        )


@pytest.mark.django_db
def test_a_user_needs_an_address_and_not_a_password():
    with pytest.raises(ValueError, match="email"):
        User.objects.create_user("")
    assert not User.objects.create_user("jo@council.example").has_usable_password()


@pytest.mark.parametrize("colour", ["#1b4965", "#000000", "#767676", "#B10E1E"])
def test_white_words_can_be_read_on(colour):
    assert readable_under_white(colour) is None


@pytest.mark.parametrize("colour", ["#777777", "#ffdd00", "#FFFFFF", "navy", "#12345", "#12345g"])
def test_a_partnership_cannot_have_the_colour(colour):
    with pytest.raises(ValidationError, match=r"contrast|not a colour"):
        readable_under_white(colour)


def test_a_locality_has_a_slug(middlesbrough):
    assert locality("north").slug == "north"
