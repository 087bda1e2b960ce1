"""Files of areas, residents and boundaries, as a worker reads and loads them."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from typing import Any, cast

from django.urls import reverse

from partnership.file_work.kinds import MEGABYTE, Done, Kind
from partnership.kinds import Level
from partnership.models import FileWork, Partnership, PlacesFile
from partnership.places import boundary_actions
from partnership.places.geojson import read_boundaries
from partnership.places.loading import WithoutLsoa
from partnership.places.ons import NamedContent
from partnership.setup import files as setup_files
from partnership.setup import words
from partnership.setup.files import Found

BOUNDARIES = "boundaries"
PLACES_KEPT = "places-kept"
PLACES_SEEN = "places-seen"
PLACES_LOADED = "places-loaded"


def about(file: PlacesFile) -> str:
    """What a look at a file is about."""
    return f"places/{file.pk}"


def found_in(outcome: dict[str, Any]) -> Found:
    """What a look at a file found, out of what is kept of it."""
    given = {one.name: outcome[one.name] for one in fields(Found)}
    for name in ("areas", "residents", "districts"):
        given[name] = tuple(tuple(pair) for pair in given[name])
    given["areas"] = tuple((Level(level), number) for level, number in given["areas"])
    given["without_lsoa"] = tuple(WithoutLsoa(**each) for each in given["without_lsoa"])
    return Found(**given)


def _content(work: FileWork) -> NamedContent:
    with work.file.open("rb") as opened:
        return NamedContent(work.name, opened.read())


def _load_boundaries(work: FileWork) -> Done:
    partnership = cast(Partnership, work.partnership)
    content = _content(work)
    loaded = boundary_actions.load_boundaries(
        boundaries=read_boundaries(content),
        partnership=partnership,
        content=content.content,
        attribution=work.given["attribution"],
        by=work.by,
    )
    address = reverse("partnership:boundaries", args=[partnership.slug])
    return Done(address=address, said=(words.boundaries_loaded(loaded),))


def _keep(work: FileWork) -> Done:
    """Kept for a look; the page of what was found comes next."""
    kept = setup_files.keep(
        name=work.name, content=_content(work).content, partnership=work.partnership, by=work.by
    )
    return Done(address=_address(kept))


def _look(work: FileWork) -> Done:
    found = setup_files.look(file=_kept(work), by=work.by)
    return Done(asdict(found))


def _load(work: FileWork) -> Done:
    file = _kept(work)
    given = work.given.get("starts_on")
    loaded = setup_files.load(
        file=file, by=work.by, starts_on=date.fromisoformat(given) if given else None
    )
    warnings = tuple(words.without_lsoa(file.name, each) for each in loaded.without_lsoa)
    if file.partnership is None:
        return Done(address=reverse("partnership:lists"), said=(words.loaded(file.name),))
    address = reverse("partnership:places", args=[file.partnership.slug])
    return Done(address=address, said=(words.loaded(file.name), *warnings))


def _kept(work: FileWork) -> PlacesFile:
    return PlacesFile.objects.get(pk=work.about.partition("/")[2], partnership=work.partnership)


def _address(file: PlacesFile) -> str:
    if file.partnership is None:
        return reverse("partnership:list", args=[file.pk])
    return reverse("partnership:file", args=[file.partnership.slug, file.pk])


# A national file of 55 MB takes 23 seconds and 700 MB.
_BOUNDS: dict[str, int] = {"seconds": 180, "memory": 2_000 * MEGABYTE}
KINDS = (
    Kind(BOUNDARIES, "Loading the boundaries", _load_boundaries, **_BOUNDS),
    Kind(PLACES_KEPT, "Reading your file", _keep, **_BOUNDS),
    Kind(PLACES_SEEN, "Looking at what is in the file", _look, **_BOUNDS),
    Kind(PLACES_LOADED, "Loading the file", _load, **_BOUNDS),
)
