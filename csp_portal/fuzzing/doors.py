"""Every door by which a file comes in: its form, who uses it, and what may come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django.db.models import Model
from django.urls import reverse

from csp_portal.fuzzing import seeds
from partnership.models import (
    Agency,
    Boundary,
    BoundarySet,
    KeptFile,
    Logo,
    Partnership,
    PlacesFile,
    User,
)
from partnership.models.governance import Protocol
from partnership.places.today import places_today
from reporting.packs import actions as pack_actions
from reporting.packs.models import PackPicture, Section, Version
from reporting.packs.slide_templates.models import SlideTemplate
from returns.models import (
    CoveringEmail,
    GivenTotal,
    ListFile,
    MappedReturn,
    Part,
    Return,
    RowsPlaced,
)

SLUG = "middlesbrough"
RECEIVED = {"received_on_day": "10", "received_on_month": "6", "received_on_year": "2025"}


@dataclass(frozen=True)
class Door:
    """`form` is the form that holds the `field`; `makes` are the records that a file may become,
    `touches` other tables that are written then, or written and undone while it is looked at. The
    page that comes next is looked at too where it `follows`, and reads the file."""

    name: str
    form: str
    as_: str
    address: Callable[[], str]
    seeds: Callable[[], tuple[tuple[str, bytes], ...]]
    makes: tuple[type[Model], ...]
    touches: tuple[str, ...] = ()
    field: str = "file"
    also: Callable[[], Mapping[str, object]] = dict
    follows: bool = True


def _at(name: str, *args: object) -> Callable[[], str]:
    return lambda: reverse(name, args=[SLUG, *args])


def _attach_address() -> str:
    """Of a return that stands there already."""
    found = Return.objects.filter(uploaded_for__slug=SLUG).latest("pk")
    return reverse("returns:attach", args=[SLUG, found.pk])


def _picture_address() -> str:
    """Of a section of a draft."""
    section = Section.objects.filter(version=_draft()).order_by("pk")[0]
    version = section.version
    return reverse("packs:picture", args=[SLUG, version.pack.slug, version.number, section.key])


def _draft() -> Version:
    found = Version.objects.filter(pack__partnership__slug=SLUG).latest("pk")
    if not found.is_frozen:
        return found
    officer = User.objects.get(email="csp.officer@demo.example")
    return pack_actions.begin_version(pack=found.pack, changes="A picture", by=officer)


def _of_police() -> dict[str, object]:
    police = Agency.objects.filter(partnerships__slug=SLUG).order_by("pk")[0]
    return {"supplied_by": police.pk, "how": "upload", **RECEIVED}


def _wards() -> list[str]:
    partnership = Partnership.objects.get(slug=SLUG)
    return [ward.code for ward in places_today(partnership).wards]


_WITH_RETURN = (Part, MappedReturn, RowsPlaced, GivenTotal)
_OF_PLACES = ("partnership_area", "partnership_wardset", "partnership_within",
              "partnership_population", "partnership_placement", "partnership_succession",
              "partnership_wardset_wards", "partnership_partnership")  # fmt: skip

DOORS = (
    Door(
        "a return",
        "returns.pages.sending.forms.UploadForm",
        "csp.officer@demo.example",
        _at("returns:upload"),
        seeds.of_agencies,
        (Return, *_WITH_RETURN),
        field="uploads",
        also=_of_police,
    ),
    Door(
        "a covering email",
        "returns.pages.office.forms.CoveringForm",
        "csp.officer@demo.example",
        _attach_address,
        seeds.emails,
        (CoveringEmail,),
        field="email",
    ),
    Door(
        "a list of recommendations",
        "scrutiny.recommendations.forms.ListForm",
        "democratic.services@demo.example",
        _at("scrutiny:lists"),
        partial(seeds.tables, seeds.RECOMMENDATIONS),
        (ListFile,),
    ),
    Door(
        "a list of Prevent activities",
        "prevent.list_views.ListForm",
        "prevent.lead@demo.example",
        _at("prevent_register:lists"),
        partial(seeds.tables, seeds.ACTIVITIES),
        (ListFile,),
    ),
    Door(
        "evidence with a record",
        "partnership.records.forms.RecordForm",
        "csp.officer@demo.example",
        _at("governance:add", "protocols"),
        seeds.evidence,
        (KeptFile, Protocol),
        also=lambda: {
            "version": "3",
            "agreed_on_day": "1",
            "agreed_on_month": "4",
            "agreed_on_year": "2025",
            "renew_by_day": "1",
            "renew_by_month": "4",
            "renew_by_year": "2028",
        },
    ),
    Door(
        "boundaries of wards",
        "partnership.setup.ground_forms.BoundariesForm",
        "administrator@demo.example",
        _at("partnership:boundaries"),
        lambda: (("boundaries.geojson", seeds.outlines(_wards())),),
        (PlacesFile, BoundarySet, Boundary),
        _OF_PLACES,
    ),
    Door(
        "areas and residents",
        "partnership.setup.forms.PlacesFileForm",
        "administrator@demo.example",
        _at("partnership:places"),
        lambda: (
            ("lookup.csv", seeds.as_csv(seeds.LOOKUP)),
            ("residents.csv", seeds.as_csv(seeds.RESIDENTS)),
            *seeds.tables(seeds.DISTRICTS),
        ),
        (PlacesFile,),
        touches=_OF_PLACES,
    ),
    Door(
        "a logo",
        "partnership.setup.forms.LogoForm",
        "administrator@demo.example",
        _at("partnership:logo"),
        seeds.pictures,
        (Logo,),
        touches=("partnership_partnership",),
        field="picture",
        also=lambda: {"alt": "The council"},
    ),
    Door(
        "a template for slides",
        "reporting.packs.slide_templates.views.TemplateForm",
        "administrator@demo.example",
        _at("slide_templates:template"),
        seeds.slides,
        (SlideTemplate,),
    ),
    Door(
        "a picture in an update",
        "reporting.packs.editor.forms.PictureForm",
        "csp.officer@demo.example",
        _picture_address,
        seeds.pictures,
        (PackPicture,),
        touches=("reporting_section", "reporting_sectionrevision"),
        field="picture",
        follows=False,
    ),
)
