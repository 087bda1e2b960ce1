"""Which files of data.police.uk's monthly archive are a partnership's: forces, months, names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from zipfile import ZipInfo

from django.utils.text import slugify

from measures.periods import BadPeriod, Month
from partnership.kinds import AgencyKind
from partnership.models import Partnership
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.registry import datasets
from returns.models import Coverage

LAYOUT = "police-uk-street"
TRANSPORT_POLICE = "british-transport-police"
# Forces whose name in the archive is not their own name without "Police" or "Constabulary".
NAMED_OTHERWISE = {
    TRANSPORT_POLICE: "btp",
    "devon-cornwall": "devon-and-cornwall",
    "london-city-of": "city-of-london",
    "metropolitan-police-service": "metropolitan",
    "hampshire-and-isle-of-wight": "hampshire",
    "police-service-of-northern-ireland": "northern-ireland",
}
_ENDING = re.compile(r"-(police(-(service|force))?|constabulary)$")
_MEMBER = re.compile(r"(\d{4}-\d\d)-([a-z-]+)-street\.csv")


@dataclass(frozen=True)
class StreetFile:
    """One force's file of one month, as a member of an archive."""

    month: Month
    force: str
    info: ZipInfo

    @property
    def name(self) -> str:
        return PurePosixPath(self.info.filename).name


def series() -> tuple[tuple[Dataset, Source], ...]:
    """The datasets and sources that a street file feeds."""
    return datasets.fed_by(datasets.layout(LAYOUT))


def force_in_archive(name: str) -> str:
    """What the archive calls a force: "cleveland" of "Cleveland Police" or "cleveland-police"."""
    slug = slugify(name)
    return NAMED_OTHERWISE.get(slug) or (
        NAMED_OTHERWISE.get(_ENDING.sub("", slug)) or _ENDING.sub("", slug)
    )


def forces_of(partnership: Partnership) -> tuple[str, ...]:
    """The forces whose files are fetched: the partnership's own, and perhaps the railways'.

    British Transport Police's files stand beside the force's where they always did, or where there
    is nothing yet that months with them would be unlike.
    """
    agencies = partnership.agencies.filter(kind=AgencyKind.POLICE).order_by("slug")
    named = [agency.slug for agency in agencies]
    if not named and partnership.police_force:
        named = [partnership.police_force.name]
    if not named:
        return ()
    in_use = _in_use(partnership)
    newest = in_use.order_by("-month").values("month")[:1]
    if not in_use.exists() or in_use.filter(origin=TRANSPORT_POLICE, month__in=newest).exists():
        named.append(TRANSPORT_POLICE)
    return tuple(dict.fromkeys(force_in_archive(name) for name in named))


def newest_in_use(partnership: Partnership) -> Month | None:
    """The newest month of street files in use."""
    day = _in_use(partnership).order_by("-month").values_list("month", flat=True).first()
    return Month.containing(day) if day else None


def _in_use(partnership: Partnership):
    fed = {source.slug for _, source in series()}
    return Coverage.objects.filter(
        partnership=partnership,
        dataset__in=[dataset.slug for dataset, _ in series()],
        source__in=fed,
        until__isnull=True,
    )


def wanted(
    members: Iterable[ZipInfo], *, forces: Iterable[str], first: Month | None
) -> tuple[StreetFile, ...]:
    """The street files of `forces` from `first` on, or of every month; oldest first."""
    of_forces = frozenset(forces)
    found = [file for info in members if (file := _street_file(info))]
    return tuple(
        sorted(
            (
                file
                for file in found
                if file.force in of_forces and (first is None or file.month >= first)
            ),
            key=lambda file: (file.month, file.force),
        )
    )


def _street_file(info: ZipInfo) -> StreetFile | None:
    called = _MEMBER.fullmatch(PurePosixPath(info.filename).name)
    if called is None:
        return None
    try:
        return StreetFile(Month.parse(called[1]), called[2], info)
    except BadPeriod:
        return None
