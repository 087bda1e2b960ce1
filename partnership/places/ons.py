"""Reads the files of the Office for National Statistics and of Nomis; writes nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from typing import Protocol

from measures.whole_numbers import whole_number
from partnership.kinds import Level
from partnership.models import Vintage
from partnership.refusals import UnusableFile


class Readable(Protocol):
    """A file: a `Path`, or bytes with a name (`NamedContent`)."""

    @property
    def name(self) -> str: ...

    def read_bytes(self) -> bytes: ...


@dataclass(frozen=True)
class NamedContent:
    """A file that is not on this machine's disc, as an upload is not."""

    name: str
    content: bytes

    def read_bytes(self) -> bytes:
        return self.content


# What ONS calls each kind of area in its headings: LSOA11CD, WD25NM, CTRY22CD.
LEVELS = {
    "LSOA": Level.LSOA,
    "WD": Level.WARD,
    "LAD": Level.DISTRICT,
    "CSP": Level.PARTNERSHIP,
    "PFA": Level.POLICE_FORCE,
    "FRA": Level.FIRE_AUTHORITY,
    "CTRY": Level.NATION,
}
HEADING = re.compile(rf"({'|'.join(LEVELS)})(\d\d)(CD|NM)", re.IGNORECASE)
# L and M stand for the Channel Islands and the Isle of Man.
GSS_CODE = re.compile(r"[EWSNKLM]\d{8}")
# The portal hosts partnerships of England and Wales; some files go further.
ENGLAND_AND_WALES = ("E", "W", "K")

BEST_FIT = "ONS best fit"


@dataclass(frozen=True, slots=True)
class Named:
    """An area as a file has it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a lookup: an area of each level that the file has, and how they were fitted."""

    areas: Mapping[Level, Named]
    method: str


@dataclass(frozen=True)
class Lookup:
    """A file that lists areas, or says which lie in which."""

    file: str
    years: Mapping[Level, int]
    rows: tuple[Row, ...]

    @property
    def places_lsoas(self) -> bool:
        return {Level.LSOA, Level.WARD} <= self.years.keys()

    @property
    def has_wards(self) -> bool:
        return Level.WARD in self.years

    @property
    def vintage(self) -> Vintage:
        """The census whose LSOAs these are."""
        return Vintage(self.years[Level.LSOA])

    def codes(self, level: Level) -> frozenset[str]:
        """The codes of the areas of one level."""
        return frozenset(row.areas[level].code for row in self.rows if level in row.areas)

    def within(self, districts: Collection[str]) -> Lookup:
        """The wards and LSOAs that lie in `districts`, and nothing above these."""
        rows = tuple(
            Row(
                {
                    level: named
                    for level, named in row.areas.items()
                    if level in (Level.LSOA, Level.WARD, Level.DISTRICT)
                },
                row.method,
            )
            for row in self.rows
            if Level.DISTRICT in row.areas and row.areas[Level.DISTRICT].code in districts
        )
        return replace(self, rows=rows)


@dataclass(frozen=True)
class Estimate:
    """Residents of one area in the middle of one year."""

    code: str
    level: Level
    year: int
    count: int


@dataclass(frozen=True)
class Estimates:
    """A file of population estimates, and what it is."""

    file: str
    rows: tuple[Estimate, ...]
    published: str = "ONS mid-year population estimates, through Nomis"

    @property
    def source(self) -> str:
        return f"{self.published} ({self.file})"

    def of(self, codes: Collection[str]) -> Estimates:
        """Those of the areas with these codes."""
        return replace(self, rows=tuple(row for row in self.rows if row.code in codes))


def is_of_ons(path: Readable) -> bool:
    """Whether its headings are those of an ONS lookup or list, and not of wards alone."""
    first = path.read_bytes()[:4096].partition(b"\n")[0].decode("utf-8-sig", errors="replace")
    matches = (HEADING.fullmatch(cell.strip().strip('"')) for cell in first.split(","))
    return bool({match[1].upper() for match in matches if match} - {"WD"})


# --- Lookups and lists of names --------------------------------------------------------------
def read_lookup(path: Readable, *, districts: Collection[str] | None = None) -> Lookup:
    """Whatever lookup or list of names this is, by its headings; raises `UnusableFile`.

    With `districts`, codes of some, the lines of wards and LSOAs elsewhere are passed over, which
    is several times as quick.
    """
    headings, lines = _table(path)
    columns = _columns(path, headings)
    years = {level: year for level, (year, _, _) in columns.items()}
    _check_levels(path, years)
    method_at = _position(headings, "method")
    if districts is not None and Level.WARD in years:
        at = columns[Level.DISTRICT][1]
        lines = (line for line in lines if line[1][at].strip().upper() in districts)
    rows = tuple(_rows(path, lines, columns=columns, method_at=method_at))
    if not rows and districts is None:
        raise UnusableFile(f"{path.name} has headings but no areas in England or Wales")
    lookup = Lookup(path.name, years, rows)
    if lookup.places_lsoas:
        _check_placed_once(lookup)
    return lookup


def _columns(path: Readable, headings: Sequence[str]) -> dict[Level, tuple[int, int, int]]:
    """For each level in the file: its year, and where its codes and its names stand."""
    found: dict[tuple[Level, int], dict[str, int]] = {}
    for position, heading in enumerate(headings):
        if match := HEADING.fullmatch(heading):
            kind, year, part = match.groups()
            level = LEVELS[kind.upper()]
            found.setdefault((level, 2000 + int(year)), {})[part.upper()] = position
    columns: dict[Level, tuple[int, int, int]] = {}
    for (level, year), parts in found.items():
        if level in columns:
            raise UnusableFile(
                f"{path.name} has {level.label.lower()} codes of two years;"
                " the portal can read one year of each at a time"
            )
        if missing := {"CD", "NM"} - parts.keys():
            wanted = "codes" if "CD" in missing else "names"
            raise UnusableFile(f"{path.name} has no column of {level.label.lower()} {wanted}")
        columns[level] = (year, parts["CD"], parts["NM"])
    if not columns:
        raise UnusableFile(
            f"{path.name} is not an ONS list or lookup that the portal knows: none of its headings"
            " is like LSOA21CD, WD25CD, LAD25CD, CSP19CD, PFA19CD or FRA19CD"
        )
    return columns


def _check_levels(path: Readable, years: Mapping[Level, int]) -> None:
    if years.keys() & {Level.LSOA, Level.WARD} and Level.DISTRICT not in years:
        raise UnusableFile(
            f"{path.name} does not say which local authority each area is in (a LAD column)"
        )
    if Level.LSOA in years and Level.WARD not in years:
        raise UnusableFile(f"{path.name} has LSOAs but does not say which ward they are in")
    if Level.LSOA in years and years[Level.LSOA] not in Vintage.values:
        raise UnusableFile(f"{path.name} has LSOAs of neither the 2011 nor the 2021 census")


def _rows(
    path: Readable,
    lines: Iterator[tuple[int, list[str]]],
    *,
    columns: Mapping[Level, tuple[int, int, int]],
    method_at: int | None,
) -> Iterator[Row]:
    # A ward or a district stands in many lines, and is looked at in the first of them.
    known: dict[tuple[Level, str, str], Named] = {}
    places = [(level, code_at, name_at) for level, (_, code_at, name_at) in columns.items()]
    for number, line in lines:
        areas = {}
        is_near = True
        for level, code_at, name_at in places:
            written = level, line[code_at], line[name_at]
            named = known.get(written)
            if named is None:
                named = known[written] = _named(f"{path.name}, row {number}", *written)
            areas[level] = named
            is_near = is_near and named.code.startswith(ENGLAND_AND_WALES)
        if is_near:
            method = line[method_at].strip() if method_at is not None else ""
            yield Row(areas, method or BEST_FIT)


def _named(where: str, level: Level, code: str, name: str) -> Named:
    named = Named(code.strip().upper(), " ".join(name.split()))
    if not GSS_CODE.fullmatch(named.code):
        raise UnusableFile(f"{where}: “{code}” is not the code of a {level.label.lower()}")
    if not named.name and named.code.startswith(ENGLAND_AND_WALES):
        raise UnusableFile(f"{where}: {named.code} has no name")
    return named


def _check_placed_once(lookup: Lookup) -> None:
    wards: dict[str, str] = {}
    for row in lookup.rows:
        lsoa, ward = row.areas[Level.LSOA].code, row.areas[Level.WARD].code
        if wards.setdefault(lsoa, ward) != ward:
            raise UnusableFile(f"{lookup.file} places {lsoa} in two wards: a best fit has one")


# --- Populations -----------------------------------------------------------------------------
_NOMIS = ("DATE", "GEOGRAPHY_CODE", "GEOGRAPHY_TYPE", "OBS_VALUE")
# Everybody, of every age, as a number: the rest of a download (bands, percentages) is left.
_EVERYBODY = {
    "GENDER_NAME": {"total", "all persons", "persons"},
    "C_AGE_NAME": {"all ages"},
    "MEASURES_NAME": {"value"},
}


def read_estimates(path: Readable) -> Estimates:
    """Everybody living in each ward and district, from Nomis; raises `UnusableFile`."""
    headings, lines = _table(path)
    at = {heading.upper(): position for position, heading in enumerate(headings)}
    if missing := [heading for heading in _NOMIS if heading not in at]:
        raise UnusableFile(
            f"{path.name} is not a population file from Nomis: it has no {', '.join(missing)}"
        )
    filters = [(at[heading], words) for heading, words in _EVERYBODY.items() if heading in at]
    counts: dict[tuple[str, int], Estimate] = {}
    for number, line in lines:
        level = _level(line[at["GEOGRAPHY_TYPE"]])
        if level is None or any(line[i].strip().casefold() not in words for i, words in filters):
            continue
        where = f"{path.name}, row {number}"
        cells = {heading: line[at[heading]].strip() for heading in _NOMIS}
        estimate = _estimate(where, level, cells=cells)
        earlier = counts.setdefault((estimate.code, estimate.year), estimate)
        if earlier.count != estimate.count:
            raise UnusableFile(
                f"{where}: {estimate.code} has {estimate.count:,} residents"
                f" here and {earlier.count:,} further up"
            )
    if not counts:
        raise UnusableFile(
            f"{path.name} has no ward or district total (all ages, both sexes, as a number)"
        )
    return Estimates(path.name, tuple(counts.values()))


def _level(geography_type: str) -> Level | None:
    kind = geography_type.casefold()
    if "ward" in kind:
        return Level.WARD
    if "district" in kind:
        return Level.DISTRICT
    return None


def _estimate(where: str, level: Level, *, cells: Mapping[str, str]) -> Estimate:
    year, count = cells["DATE"], cells["OBS_VALUE"]
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", year):
        raise UnusableFile(f"{where}: DATE “{year}” is not a year")
    residents = residents_in(count)
    if residents is None:
        raise UnusableFile(f"{where}: OBS_VALUE “{count}” is not a number of residents")
    return Estimate(cells["GEOGRAPHY_CODE"].upper(), level, int(year), residents)


def residents_in(text: str) -> int | None:
    """The residents of an area, in the digits 0 to 9; None of nobody, and of a thousand million."""
    count = whole_number(text)
    return count if count is not None and 0 < count < MOST_RESIDENTS else None


MOST_RESIDENTS = 10**9


# --- Any file --------------------------------------------------------------------------------
def _table(path: Readable) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The headings, and the lines under them with the numbers that a spreadsheet gives them."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnusableFile(f"{path} cannot be opened: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UnusableFile(f"{path.name} is not a CSV file in UTF-8") from None
    if "\0" in text:
        raise UnusableFile(f"{path.name} is not a CSV file in UTF-8")
    lines = csv.reader(StringIO(text, newline=""))
    try:
        headings = [heading.strip() for heading in next(lines, [])]
    except csv.Error as error:
        raise UnusableFile(f"{path.name} has no row of headings: {error}") from None
    if not any(headings):
        raise UnusableFile(f"{path.name} is empty")
    return headings, _full_lines(path, lines, width=len(headings))


def _full_lines(
    path: Readable, lines: Iterator[list[str]], *, width: int
) -> Iterator[tuple[int, list[str]]]:
    number = 1
    try:
        for number, line in enumerate(lines, start=2):
            if not (line and line[0].strip()) and not any(cell.strip() for cell in line):
                continue
            if len(line) < width:
                raise UnusableFile(
                    f"{path.name}, row {number}: {len(line)} cells where the headings have {width}"
                )
            yield number, line
    except csv.Error as error:
        raise UnusableFile(f"{path.name}, after row {number}: {error}") from None


def _position(headings: Sequence[str], wanted: str) -> int | None:
    return next((at for at, heading in enumerate(headings) if heading.casefold() == wanted), None)
