"""The doors of setting up, what they refuse, and the sentences with which they do."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from PIL import Image, PngImagePlugin

from demo import partnerships
from partnership import audit
from partnership.kinds import Level
from partnership.models import Agency, Area, AuditEvent, Logo, Membership, PlacesFile, Role, User
from partnership.people import agency_actions, memberships
from partnership.places import locality_actions, pictures
from partnership.refusals import Refused, UnusableFile
from partnership.setup import steps as setup
from partnership.setup.urls import BELOW_A_PARTNERSHIP

WARDS = b"WD25CD,WD25NM,LAD25CD,LAD25NM\nE05009853,Acklam,E06000002,Middlesbrough\n"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


@pytest.fixture
def signed_in(somebody):
    """`signed_in(Role.MANAGER)` is a client of somebody with that role in Middlesbrough."""

    def sign_in(role: Role | None = None, **fields) -> Client:
        client = Client()
        client.force_login(somebody(role, **fields))
        return client

    return sign_in


@pytest.fixture
def admin(signed_in) -> Client:
    return signed_in(Role.ADMINISTRATOR)


def picture(colour="#204080", size=(300, 100), kind="PNG", **saved) -> bytes:
    out = BytesIO()
    mode = "RGB" if kind == "JPEG" else "RGBA"
    Image.new(mode, size, colour).save(out, kind, **saved)
    return out.getvalue()


def uploaded(content: bytes, name="a.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def errors(answer) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return dict(answer.context["form"].errors)


# --- Who may ---------------------------------------------------------------------------------
def below() -> list[str]:
    kwargs = {"pk": 1, "slug": "west", "sha256": "0"}
    addresses = []
    for pattern in BELOW_A_PARTNERSHIP:
        wanted = {name: kwargs[name] for name in pattern.pattern.converters}
        addresses.append(
            reverse(f"partnership:{pattern.name}", kwargs=wanted | {"partnership": "middlesbrough"})
        )
    return [one for one in addresses if not one.endswith(".png")]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_the_administrator_sets_up(role, signed_in):
    client = signed_in(role)

    for address in below():
        post = address.endswith(("end/", "share/")) and "people" not in address
        answer = client.post(address) if post else client.get(address)
        assert answer.status_code == 403, address


def test_another_partnerships_set_up_does_not_exist(elsewhere, admin):
    for address in below():
        there = address.replace("/middlesbrough/", "/hartlepool/")
        assert {admin.get(there).status_code, admin.post(there).status_code} <= {404, 405}, there


def test_ids_of_another_partnership_do_not_exist(elsewhere, admin, somebody):
    stranger = memberships.give_role(
        user=somebody(), role=Role.ADMINISTRATOR, partnership=elsewhere, by=None
    )
    agency = agency_actions.add_agency(
        name="Theirs", kind="council", partnership=elsewhere, by=None
    )
    agency.covers = elsewhere.districts.get()
    agency.save()

    for below_it in (
        f"people/{stranger.pk}/end/",
        f"agencies/{agency.pk}/",
        f"agencies/{agency.pk}/share/",
        "localities/change/not-placed/",
    ):
        assert admin.post(f"/middlesbrough/setup/{below_it}").status_code == 404, below_it
    assert Membership.objects.get(pk=stranger.pk).valid_to is None


@pytest.mark.parametrize("address", ["/partnerships/new/", "/partnerships/lists/"])
def test_only_who_hosts_sets_up_partnerships(address, admin, signed_in):
    assert admin.get(address).status_code == 403
    assert Client().get(address).status_code == 302
    assert signed_in(hosts_partnerships=True).get(address).status_code == 200


def test_hosting_opens_no_partnership(signed_in):
    host = signed_in(hosts_partnerships=True)
    assert host.get("/middlesbrough/setup/").status_code == 404


def test_the_command_line_lets_somebody_host(db):
    call_command("add_administrator", "Ada@Test.example", "--name", "Ada", "--may-host")

    ada = User.objects.get(email="ada@test.example")
    assert ada.hosts_partnerships
    assert AuditEvent.objects.filter(kind=audit.Kind.HOSTING_GIVEN, about_id=ada.pk).exists()


def test_the_command_line_makes_an_administrator(middlesbrough):
    call_command("add_administrator", "ada@test.example", "--partnership", "middlesbrough")

    assert Membership.objects.get(user__email="ada@test.example").role == Role.ADMINISTRATOR
    assert not User.objects.get(email="ada@test.example").hosts_partnerships


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ada@test.example"], "Say --may-host"),
        (["ada", "--may-host"], "not an email address"),
        (["ada@test.example", "--partnership", "atlantis"], "no partnership “atlantis”"),
    ],
)
def test_the_command_line_says_what_is_wrong(db, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("add_administrator", *arguments)
    assert not User.objects.exists()


# --- Hosting ---------------------------------------------------------------------------------
@pytest.fixture
def hosting(middlesbrough, signed_in):
    return signed_in(hosts_partnerships=True)


HARTLEPOOL = "/partnerships/new/?code=E22000027"


def host_data(client: Client, **changed) -> dict:
    form = client.get(HARTLEPOOL).context["form"]
    data = {name: form[name].initial for name in ("name", "short_name", "slug", "districts")}
    return data | changed


def test_the_empty_portal_says_how_to_load_lists(db):
    client = Client()
    client.force_login(User.objects.create(email="a@b.example", hosts_partnerships=True))
    page = client.get("/partnerships/new/").content.decode()
    assert "No list of community safety partnerships is loaded yet" in page
    assert "/partnerships/lists/" in page


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"slug": "middlesbrough"}, "slug", "Another partnership has this address"),
        ({"slug": "partnerships"}, "slug", "none of the portal’s own words"),
        ({"slug": "Big Town"}, "slug", "small letters"),
        ({"slug": ""}, "slug", "Enter the address"),
        ({"name": " "}, "name", "Enter the name"),
        ({"districts": []}, "districts", "Tick at least one district"),
    ],
)
def test_a_new_partnership_is_refused_at_the_field(hosting, changed, field, sentence):
    answer = hosting.post(HARTLEPOOL, host_data(hosting, **changed))
    assert sentence in errors(answer)[field][0]


def test_a_district_has_one_partnership(hosting):
    taken = Area.objects.get(code="E06000002").pk
    answer = hosting.post(HARTLEPOOL, host_data(hosting, districts=[taken]))
    assert "Middlesbrough is a district of Middlesbrough" in errors(answer)["districts"][0]


def test_a_partnership_is_set_up_once(hosting):
    assert hosting.get("/partnerships/new/?code=E22000029").status_code == 422


def test_what_was_set_up_is_on_the_record(hosting):
    assert hosting.post(HARTLEPOOL, host_data(hosting)).status_code == 302
    event = AuditEvent.objects.get(
        kind=audit.Kind.PARTNERSHIP_HOSTED,
        detail__after__isnull=False,
        about_label__startswith="Hartlepool",
    )
    assert event.detail["after"]["districts"] == ["E06000001"]
    assert event.by_email


# --- Files -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "is not a CSV file, nor a workbook"),
        (b"a,b\n1,2\n", "is not an ONS list or lookup that the portal knows"),
        (b"x" * 200_000, "field larger than field limit"),
        (b"GEOGRAPHY_CODE,DATE\n1,2\n", "is not a population file from Nomis"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_kept(admin, content, sentence):
    answer = admin.post("/middlesbrough/setup/places/", {"file": uploaded(content)})

    assert sentence in errors(answer)["file"][0]
    assert not PlacesFile.objects.exists()


def test_a_file_that_is_too_large_is_refused(admin, monkeypatch):
    monkeypatch.setattr("partnership.setup.files.MOST_BYTES", 10)
    answer = admin.post("/middlesbrough/setup/places/", {"file": uploaded(WARDS)})
    assert "larger than" in errors(answer)["file"][0]


def test_looking_at_a_file_loads_nothing(admin, middlesbrough):
    before = [set(one.wards.all()) for one in middlesbrough.ward_sets.all()], Area.objects.count()
    answer = admin.post("/middlesbrough/setup/places/", {"file": uploaded(WARDS)})

    page = admin.get(answer.url)

    assert "Wards of 2025, new" in page.content.decode()
    assert before == (
        [set(one.wards.all()) for one in middlesbrough.ward_sets.all()],
        Area.objects.count(),
    )


def test_a_file_about_elsewhere_says_so(admin):
    content = WARDS.replace(b"E06000002,Middlesbrough", b"E06000001,Hartlepool")
    answer = admin.post("/middlesbrough/setup/places/", {"file": uploaded(content)})
    assert "a.csv has no ward of Middlesbrough" in admin.get(answer.url).content.decode()


@pytest.mark.parametrize("day", [("", "", ""), ("31", "2", "2025"), ("1", "1", "1200")])
def test_a_new_ward_set_needs_a_real_first_day(admin, day):
    answer = admin.post("/middlesbrough/setup/places/", {"file": uploaded(WARDS)})
    names = ("starts_on_day", "starts_on_month", "starts_on_year")
    assert (
        "day" in errors(admin.post(answer.url, dict(zip(names, day, strict=True))))["starts_on"][0]
    )


def test_wards_that_a_lookup_leaves_out_are_named_before_and_after_it_is_loaded(admin):
    content = (
        b"LSOA21CD,LSOA21NM,WD25CD,WD25NM,LAD25CD,LAD25NM\n"
        b"E01012007,Middlesbrough 012A,E05009853,Acklam,E06000002,Middlesbrough\n"
    )
    answer = admin.post("/middlesbrough/setup/places/", {"file": uploaded(content)})
    assert "19 of 20, which are kept: Ayresome, " in admin.get(answer.url).text
    page = admin.post(answer.url, {}, follow=True).text
    assert "a.csv is loaded." in page
    assert "a.csv places no LSOA in 19 of the 20 wards" in page
    # Those of the lookups that were there before still lie in every ward.
    assert "LSOA are not available there." not in page


def test_wards_are_no_list_for_everybody(hosting):
    answer = hosting.post("/partnerships/lists/", {"file": uploaded(WARDS)})
    assert "upload it in the set-up of a partnership" in errors(answer)["file"][0]


# --- Localities ------------------------------------------------------------------------------
def locality(name: str, wards=(), year="2026") -> dict:
    day = {"valid_from_day": "1", "valid_from_month": "4", "valid_from_year": year}
    return {"name": name, "wards": [ward.pk for ward in wards], **day}


@pytest.mark.parametrize("name", ["West", "Not placed", "  west "])
def test_a_name_is_had_once(admin, name):
    answer = admin.post("/middlesbrough/setup/localities/new/", locality(name))
    assert "There is a locality of that name" in errors(answer)["name"][0]


def test_a_name_has_letters(admin):
    answer = admin.post("/middlesbrough/setup/localities/new/", locality("!!"))
    assert "letters" in errors(answer)["name"][0]


def test_wards_of_elsewhere_cannot_be_grouped(admin, middlesbrough):
    other = Area.objects.create(code="E05000001", name="Elsewhere", level=Level.WARD)
    answer = admin.post("/middlesbrough/setup/localities/new/", locality("New", [other]))
    assert "wards" in errors(answer)
    with pytest.raises(Refused, match="Not wards of Middlesbrough"):
        locality_actions.group_wards(
            partnership=middlesbrough, locality="New", wards=[other], by=None
        )


def test_a_change_before_the_grouping_is_refused_in_words(admin, area):
    ward = area("E05009853")
    answer = admin.post(
        "/middlesbrough/setup/localities/new/", locality("New", [ward], year="2014")
    )
    assert "only from" in errors(answer)["wards"][0]


def test_a_locality_without_wards_ends(admin):
    answer = admin.post(
        "/middlesbrough/setup/localities/change/west/", locality("West", year="2026")
    )
    assert answer.status_code == 302
    assert "West" not in [
        group.locality.name
        for group in admin.get("/middlesbrough/setup/localities/").context["now"].groups
    ]


# --- People ----------------------------------------------------------------------------------
def test_an_invitation_to_somebody_known_gives_the_role_and_no_new_name(admin, somebody):
    known = somebody(name="Known Person")
    known.set_password("correct-horse-battery")
    known.save()

    answer = admin.post(
        "/middlesbrough/setup/people/",
        {"email": known.email.upper(), "name": "Renamed", "role": "manager"},
    )

    assert answer.status_code == 302
    known.refresh_from_db()
    assert known.name == "Known Person"
    assert "/sign-in/password/" not in mail.outbox[0].body
    assert "/sign-in/code/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"email": "nobody"}, "email", "Enter an address like"),
        ({"role": "mayor"}, "role", "mayor"),
        ({"role": "supplier"}, "agency", "A supplier officer needs an agency"),
        ({"name": ""}, "name", "Enter the name"),
    ],
)
def test_an_invitation_is_refused_at_the_field(admin, given, field, sentence):
    data = {"email": "jo@test.example", "name": "Jo", "role": "councillor"} | given
    answer = admin.post("/middlesbrough/setup/people/", data)
    assert sentence in errors(answer)[field][0]
    assert mail.outbox == []
    assert not User.objects.filter(email="jo@test.example").exists()


def test_a_role_is_given_once(admin, somebody):
    somebody(Role.MANAGER)
    email = User.objects.latest("pk").email
    data = {"email": email, "name": "Jo", "role": "manager"}
    assert (
        "has that role already"
        in errors(admin.post("/middlesbrough/setup/people/", data))["email"][0]
    )


def test_a_mail_that_does_not_go_out_is_said_and_the_role_stays(admin, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("partnership.setup.mail.send_mail", refuse)
    data = {"email": "jo@test.example", "name": "Jo", "role": "councillor"}
    answer = admin.post("/middlesbrough/setup/people/", data, follow=True)
    assert "the mail could not be sent" in answer.content.decode()
    assert Membership.objects.filter(user__email="jo@test.example").exists()


def test_a_role_is_ended_and_may_do_nothing_from_then_on(admin, middlesbrough, signed_in):
    manager = signed_in(Role.MANAGER)
    held = Membership.objects.get(role=Role.MANAGER)
    assert manager.get("/middlesbrough/returns/").status_code == 200

    assert "no longer?" in admin.get(f"/middlesbrough/setup/people/{held.pk}/end/").content.decode()
    admin.post(f"/middlesbrough/setup/people/{held.pk}/end/")

    assert manager.get("/middlesbrough/returns/").status_code == 404
    assert Membership.objects.filter(pk=held.pk).exists()
    assert AuditEvent.objects.latest("pk").kind == audit.Kind.ROLE_ENDED


def test_the_last_administrator_stays(admin):
    held = Membership.objects.get(role=Role.ADMINISTRATOR)
    answer = admin.post(f"/middlesbrough/setup/people/{held.pk}/end/", follow=True)
    assert "is the only administrator" in answer.content.decode()
    assert Membership.objects.get(pk=held.pk).valid_to is None


# --- Look ------------------------------------------------------------------------------------
LOOK = {
    "name": "Safer Middlesbrough",
    "short_name": "Middlesbrough",
    "colour": "#7A1020",
    "democratic_services_label": "Governance officer",
}


def test_the_look_changes_with_before_and_after_on_the_record(admin, middlesbrough):
    assert admin.post("/middlesbrough/setup/look/", LOOK).status_code == 302
    detail = AuditEvent.objects.get(kind=audit.Kind.PARTNERSHIP_CHANGED).detail
    assert detail["before"]["colour"] == partnerships.COLOUR
    assert detail["after"]["colour"] == "#7a1020"
    assert set(detail["after"]) == {"name", "colour", "democratic_services_label"}
    assert "#7a1020" in admin.get("/middlesbrough/brand.css").content.decode()


@pytest.mark.parametrize(
    ("colour", "sentence"),
    [("#ffdd00", "have a contrast of 1.3 to 1"), ("blue", "#rrggbb"), ("#12345", "#rrggbb")],
)
def test_a_colour_that_white_words_are_lost_on_is_refused(admin, colour, sentence):
    answer = admin.post("/middlesbrough/setup/look/", LOOK | {"colour": colour})
    assert sentence in errors(answer)["colour"][0]


def test_a_logo_is_drawn_again_and_served_by_the_portal(admin, middlesbrough):
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Comment", "<script>")
    given = picture(size=(1200, 400), pnginfo=hidden)

    answer = admin.post(
        "/middlesbrough/setup/logo/",
        {"picture": uploaded(given, "evil.svg"), "alt": "Middlesbrough Council"},
        follow=True,
    )

    src = re.search(r'src="(/middlesbrough/setup/logo/\w+\.png)"', answer.content.decode())[1]
    served = Client().get(src)
    content = b"".join(served.streaming_content)
    assert served.headers["Content-Type"] == "image/png"
    assert "immutable" in served.headers["Cache-Control"]
    assert b"<script>" in given
    assert b"<script>" not in content
    assert Image.open(BytesIO(content)).size == (480, 160)
    assert 'alt="Middlesbrough Council"' in answer.content.decode()


def test_an_ended_logo_is_kept_and_no_longer_shown(admin, middlesbrough):
    given = {"picture": uploaded(picture(kind="JPEG"), "logo.jpg"), "alt": "Council"}
    admin.post("/middlesbrough/setup/logo/", given)
    answer = admin.post("/middlesbrough/setup/logo/end/", follow=True)
    assert "app-header__logo" not in answer.content.decode()
    assert Logo.objects.count() == 1
    first, second = AuditEvent.objects.filter(kind=audit.Kind.LOGO_SET).order_by("pk")
    assert (first.detail["before"], second.detail["after"]) == (None, None)
    assert first.detail["after"] == second.detail["before"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not a PNG or JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG or JPEG"),
        (picture()[:60], "not a PNG or JPEG"),
        (picture(kind="GIF"), "not a PNG or JPEG"),
        (picture(size=(20, 20)), "20 by 20 pixels"),
        (picture(size=(5001, 60)), "wider or taller than 5,000 pixels"),
        (picture(colour="#f8f8f0"), "too pale to be made out on white"),
        (picture(colour=(0, 0, 0, 5)), "too pale to be made out on white"),
        (picture() + b"0" * pictures.MOST_BYTES, "larger than 2 MB"),
    ],
    ids=["empty", "svg", "broken off", "gif", "tiny", "wide", "pale", "clear", "heavy"],
)
def test_a_picture_that_is_no_logo_is_refused_in_words(admin, content, sentence):
    answer = admin.post(
        "/middlesbrough/setup/logo/", {"picture": uploaded(content, "logo.png"), "alt": "Council"}
    )
    assert sentence in errors(answer)["picture"][0]
    assert not Logo.objects.exists()


def test_a_small_file_of_a_huge_picture_is_refused_unopened():
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(UnusableFile, match="wider or taller"):
        pictures.read_picture(out.getvalue())


# --- The checklist ---------------------------------------------------------------------------
def test_the_checklist_of_the_demonstration(admin, middlesbrough):
    steps = admin.get("/middlesbrough/setup/").context["steps"]

    assert {step.title: step.state for step in steps} == {
        "Districts, police force and fire authority": setup.State.DONE,
        "Wards": setup.State.DONE,
        "Boundaries": setup.State.DONE,
        "Small areas (LSOAs)": setup.State.DONE,
        "Residents": setup.State.DONE,
        "Localities": setup.State.DONE,
        "Agencies": setup.State.DONE,
        "People": setup.State.TO_DO,
        "Main sources": setup.State.OPTIONAL,
        "Template of slides": setup.State.OPTIONAL,
        "Name, colour and logo": setup.State.OPTIONAL,
    }
    for step in steps:
        assert admin.get(step.url).status_code == 200, step.title


def test_an_empty_partnership_has_everything_to_do(elsewhere, somebody):
    client = Client()
    user = somebody()
    memberships.give_role(user=user, role=Role.ADMINISTRATOR, partnership=elsewhere, by=None)
    client.force_login(user)

    steps = client.get("/hartlepool/setup/").context["steps"]

    assert [step.title for step in steps if step.state is setup.State.TO_DO] == [
        "Wards",
        "Small areas (LSOAs)",
        "Agencies",
        "People",
    ]
    for step in steps:
        assert client.get(step.url).status_code == 200, step.title


def test_an_agency_is_had_once_and_its_slug_never_twice(middlesbrough, elsewhere):
    with pytest.raises(Refused, match="already"):
        agency_actions.add_agency(
            name="cleveland police", kind="police", partnership=middlesbrough, by=None
        )
    theirs = agency_actions.add_agency(
        name="Cleveland Police", kind="police", partnership=elsewhere, by=None
    )
    assert theirs.slug == "hartlepool-cleveland-police"
    assert Agency.objects.get(slug=partnerships.POLICE) != theirs
