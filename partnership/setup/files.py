"""Files of the ONS and Nomis that an administrator uploads: stored, previewed, then loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.kinds import Level
from partnership.models import Area, Partnership, PlacesFile, User
from partnership.people.permissions import Permission, check, check_hosting
from partnership.places import loading, ons, published_files
from partnership.places.loading import Loaded, WithoutLsoa
from partnership.places.tables import ZIP
from partnership.refusals import Refused

# The national lookup of LSOAs to wards has about 4 MB, Nomis' wards by age about 30.
MOST_BYTES = 60_000_000


@dataclass(frozen=True)
class Found:
    """What a kept file holds of one partnership (or of all), before any of it is loaded.

    `residents` are those of the wards, by year; `refusal` says why it cannot be loaded.
    """

    wards: int = 0
    lsoas: int = 0
    vintage: int | None = None
    areas: tuple[tuple[Level, int], ...] = ()
    residents: tuple[tuple[int, int], ...] = ()
    districts: tuple[tuple[str, int, int], ...] = ()
    wards_held: int = 0
    ward_set: str = ""
    is_new_ward_set: bool = False
    year: int | None = None
    without_lsoa: tuple[WithoutLsoa, ...] = ()
    refusal: str = ""


@transaction.atomic
def keep(
    *,
    name: str,
    content: bytes,
    partnership: Partnership | None,
    by: User,
    at: datetime | None = None,
) -> PlacesFile:
    """Store a readable file for preview; nothing is loaded yet.

    Raises `UnusableFile` or `Refused` with a sentence; then nothing is kept.
    """
    _check(by, partnership)
    read = _read(ons.NamedContent(name, content), partnership)
    if partnership is None and (isinstance(read, ons.Estimates) or read.has_wards):
        raise Refused(
            f"{name} is about wards or residents: upload it in the set-up of a partnership"
        )
    file = PlacesFile(
        partnership=partnership,
        kind=PlacesFile.Kind.LOOKUP if isinstance(read, ons.Lookup) else PlacesFile.Kind.ESTIMATES,
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
        uploaded_at=at or timezone.now(),
    )
    ending = "xlsx" if content.startswith(ZIP) else "csv"
    file.file.save(f"{file.sha256}.{ending}", ContentFile(content), save=False)
    file.save()
    audit.record(
        audit.Kind.PLACES_FILE_KEPT,
        by=by,
        about=file,
        partnership=partnership,
        at=at,
        sha256=file.sha256,
    )
    return file


def look(*, file: PlacesFile, by: User) -> Found:
    """What loading the file would bring: loading it, and undoing that again."""
    _check(by, file.partnership)
    read = _read_kept(file)
    refusal, loaded = "", None
    with transaction.atomic():
        try:
            loaded = _load(read, file.partnership, by=by)
        except Refused as impossible:
            refusal = str(impossible)
        transaction.set_rollback(True)
    if isinstance(read, ons.Estimates):
        return _residents_found(read, file.partnership, refusal)
    return _areas_found(read, file.partnership, loaded, refusal=refusal)


@transaction.atomic
def load(
    *, file: PlacesFile, by: User, starts_on: date | None = None, at: datetime | None = None
) -> Loaded:
    """Load a kept file; a new ward set of it starts on `starts_on`."""
    _check(by, file.partnership)
    loaded = _load(_read_kept(file), file.partnership, by=by, starts_on=starts_on, at=at)
    file.loaded_at = at or timezone.now()
    file.save(update_fields=["loaded_at"])
    return loaded


def _check(by: User, partnership: Partnership | None) -> None:
    if partnership is None:
        check_hosting(by)
    else:
        check(by, Permission.MANAGE_AREAS, partnership=partnership)


def _read_kept(file: PlacesFile) -> ons.Lookup | ons.Estimates:
    """The part its partnership needs; the whole file was read before it was stored."""
    with file.file.open("rb") as opened:
        content = ons.NamedContent(file.name, opened.read())
    if file.partnership is None:
        return _read(content, None)
    districts = set(file.partnership.districts.values_list("code", flat=True))
    is_of_residents = file.kind == PlacesFile.Kind.ESTIMATES
    return _read(content, file.partnership, districts=districts, as_residents=is_of_residents)


def _read(
    source: ons.NamedContent,
    partnership: Partnership | None,
    *,
    districts: Collection[str] | None = None,
    as_residents: bool | None = None,
) -> ons.Lookup | ons.Estimates:
    """Recognised by its headings; a plain table of wards in the set-up of a partnership alone."""
    if partnership is None:
        if b"GEOGRAPHY_CODE" in source.content[:4096].upper():
            return ons.read_estimates(source)
        return ons.read_lookup(source, districts=districts)
    near = [ons.Named(area.code, area.name) for area in partnership.districts.order_by("code")]
    wards = Area.objects.filter(level=Level.WARD, ward_sets__partnership=partnership)
    known = {*wards.values_list("code", flat=True), *(district.code for district in near)}
    return published_files.read_either(
        source, near=near, known=known, districts=districts, as_residents=as_residents
    )


def _load(
    read: ons.Lookup | ons.Estimates,
    partnership: Partnership | None,
    *,
    by: User,
    starts_on: date | None = None,
    at: datetime | None = None,
) -> Loaded:
    if isinstance(read, ons.Estimates):
        return loading.load_estimates(estimates=read, by=by, only=partnership, at=at)
    return loading.load_lookup(lookup=read, by=by, only=partnership, starts_on=starts_on, at=at)


def _areas_found(
    read: ons.Lookup, partnership: Partnership | None, loaded: Loaded | None, *, refusal: str
) -> Found:
    if partnership is not None:
        read = read.within(set(partnership.districts.values_list("code", flat=True)))
    return Found(
        wards=len(read.codes(Level.WARD)),
        lsoas=len(read.codes(Level.LSOA)),
        vintage=read.vintage.value if read.places_lsoas else None,
        areas=tuple((level, len(read.codes(level))) for level in read.years),
        ward_set=loaded.ward_set if loaded else "",
        is_new_ward_set=bool(loaded and loaded.new_ward_sets),
        year=read.years.get(Level.WARD),
        without_lsoa=loaded.without_lsoa if loaded else (),
        refusal=refusal,
    )


def _residents_found(read: ons.Estimates, partnership: Partnership | None, refusal: str) -> Found:
    assert partnership is not None  # noqa: S101 - `keep` refuses the others
    wards = set(
        Area.objects.filter(ward_sets__partnership=partnership).values_list("code", flat=True)
    )
    districts = dict(partnership.districts.values_list("code", "name"))
    of_wards = read.of(wards).rows
    years = sorted({row.year for row in of_wards})
    return Found(
        wards=len({row.code for row in of_wards}),
        wards_held=len(wards),
        residents=tuple(
            (year, sum(row.count for row in of_wards if row.year == year)) for year in years
        ),
        districts=tuple(
            (districts[row.code], row.year, row.count) for row in read.of(districts).rows
        ),
        refusal=refusal,
    )
