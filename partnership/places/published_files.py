"""A file of areas or of residents, read as what it is: of the ONS, of Nomis, or a plain table."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from partnership import would_do
from partnership.places import ons
from partnership.places.ons import Estimates, Lookup, Named, Readable
from partnership.places.plain_wards import PlainWards, estimates_of, read_plain, wards_of
from partnership.refusals import UnusableFile
from partnership.would_do import naming


@naming(would_do.AREAS)
def read_areas(
    path: Readable, *, near: Sequence[Named], districts: Collection[str] | None = None
) -> Lookup:
    """An ONS lookup or list, or a plain table of the wards of `near`; else `UnusableFile`.

    `districts` is for `ons.read_lookup`.
    """
    plain = None if _is_published(path) else read_plain(path)
    if plain is None:
        return ons.read_lookup(path, districts=districts)
    return wards_of(plain, districts=near)


@naming(would_do.RESIDENTS)
def read_residents(path: Readable) -> Estimates:
    """Estimates of Nomis, or those of a plain table; else `UnusableFile`."""
    plain = None if _is_published(path) else read_plain(path)
    return ons.read_estimates(path) if plain is None else estimates_of(plain)


@naming(would_do.EITHER)
def read_either(
    path: Readable,
    *,
    near: Sequence[Named],
    known: Collection[str],
    districts: Collection[str] | None = None,
    as_residents: bool | None = None,
) -> Lookup | Estimates:
    """Whichever it is, by its headings.

    A plain table with residents is of residents if the portal knows one of its wards (`known` are
    their codes), and else a list of wards; unless `as_residents` says which of the two.
    """
    if _is_of_nomis(path):
        return ons.read_estimates(path)
    plain = None if ons.is_of_ons(path) else read_plain(path)
    if plain is None:
        return ons.read_lookup(path, districts=districts)
    if as_residents is None:
        as_residents = _is_of_residents(plain, known)
    return estimates_of(plain) if as_residents else wards_of(plain, districts=near)


def _is_of_residents(plain: PlainWards, known: Collection[str]) -> bool:
    return plain.has_residents and not plain.codes.isdisjoint(known)


def _is_published(path: Readable) -> bool:
    try:
        return _is_of_nomis(path) or ons.is_of_ons(path)
    except OSError as error:
        raise UnusableFile(f"{path} cannot be opened: {error.strerror}") from None


def _is_of_nomis(path: Readable) -> bool:
    return b"GEOGRAPHY_CODE" in path.read_bytes()[:4096].upper()
