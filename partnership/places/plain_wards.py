"""Plain tables of wards as councils publish them: code, name, year, population; writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from partnership.kinds import Level
from partnership.places.ons import (
    GSS_CODE,
    Estimate,
    Estimates,
    Lookup,
    Named,
    Readable,
    Row,
    residents_in,
)
from partnership.places.tables import PlainTable, plain_tables
from partnership.refusals import UnusableFile

# Titles and notes stand above the headings.
ROWS_ABOVE = 20
PUBLISHED = "Population table"
# No local authority has as many wards: Cornwall, Durham and Wiltshire have some 100.
MOST_WARDS = 150
_CODES = {"code", "wardcode", "areacode", "gsscode", "onscode", "gss", "geographycode"}
_NAMES = {"ward", "wardname", "name", "areaname", "area", "electoralward", "geography"}
_YEARS = {"year", "midyear", "referenceyear", "date"}
_COUNTS = {
    "population",
    "totalpopulation",
    "residents",
    "usualresidents",
    "persons",
    "allpersons",
    "people",
    "allages",
    "total",
    "estimate",
    "populationestimate",
}
# Tables by age or sex have a line for everybody, and many that are of some.
_OF_SOME = {"age", "agegroup", "ageband", "sex", "gender"}
_OF_DISTRICT = re.compile(r"(lad|localauthority|district)(\d\d)?(code|cd)")
_WARD_HEADING = re.compile(r"wd(\d\d)(cd|nm)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)", re.ASCII)
_AROUND_YEAR = {"", "mid", "midyear", "population", "populationmid", "midyearpopulation", "mye"}
_AROUND_YEAR |= {f"{word}estimate" for word in ("", "population", "midyear", "midyearpopulation")}
_AROUND_YEAR |= {f"{word}persons" for word in ("", "all", "mid")} | {"census", "residents"}
_NUMBER = re.compile(r"\d{1,3}(?:[, ]?\d{3})*|\d+")


@dataclass(frozen=True)
class _Columns:
    """Where what stands; `by_year` are the columns of a wide table."""

    code: int
    name: int | None
    year: int | None
    count: int | None
    district: int | None
    by_year: Mapping[int, int] = field(default_factory=dict)
    of_names: int | None = None


@dataclass(frozen=True)
class PlainWards:
    """The lines of a plain table: a ward or a district each, and what its other cells say."""

    file: str
    columns: _Columns
    lines: tuple[tuple[int, str, tuple[str, ...]], ...]

    @property
    def has_residents(self) -> bool:
        return self.columns.count is not None or bool(self.columns.by_year)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for _, code, _ in self.lines)


def read_plain(path: Readable) -> PlainWards | None:
    """The table, or None where no row of headings has a column of ward codes.

    `UnusableFile` for codes that are none, and for a table by age or sex.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnusableFile(f"{path} cannot be opened: {error.strerror}") from None
    for table in plain_tables(path.name, content):
        for at, (_, cells) in enumerate(table.rows[:ROWS_ABOVE]):
            columns = _columns(path.name, cells)
            if columns is not None:
                return PlainWards(path.name, columns, tuple(_lines(path.name, table, at, columns)))
    return None


def estimates_of(read: PlainWards) -> Estimates:
    """The residents of each ward or district and year; blank cells are left out."""
    if not read.has_residents:
        raise UnusableFile(f"{read.file} has no column of residents (Population)")
    found: dict[tuple[str, int], Estimate] = {}
    for number, code, cells in read.lines:
        for year, written in _counts(read, number, cells):
            where = f"{read.file}, row {number}"
            residents = residents_in(re.sub(r"[, ]", "", written))
            if not _NUMBER.fullmatch(written) or residents is None:
                raise UnusableFile(f"{where}: “{written}” is not a number of residents")
            level = Level.WARD if _is_ward(code) else Level.DISTRICT
            estimate = Estimate(code, level, year, residents)
            earlier = found.setdefault((code, year), estimate)
            if earlier.count != estimate.count:
                raise UnusableFile(
                    f"{where}: {code} has {estimate.count:,} residents in {year} here and"
                    f" {earlier.count:,} further up"
                )
    if not found:
        raise UnusableFile(f"{read.file} gives no number of residents")
    return Estimates(read.file, tuple(found.values()), published=PUBLISHED)


def wards_of(read: PlainWards, *, districts: Sequence[Named]) -> Lookup:
    """The wards as a list; in `districts`, the one of them where the table doesn't say."""
    by_code = {district.code: district for district in districts}
    rows = []
    for number, code, cells in read.lines:
        if not _is_ward(code):
            continue
        where = f"{read.file}, row {number}"
        name = _cell(cells, read.columns.name)
        if not name:
            raise UnusableFile(f"{where}: {code} has no name")
        given = _cell(cells, read.columns.district).upper()
        if not given and (len(districts) != 1 or len(read.codes) > MOST_WARDS):
            raise UnusableFile(
                f"{read.file} does not say which local authority each ward is in: add a column"
                " Local authority code"
            )
        district = by_code.get(given) if given else districts[0]
        if district is not None:
            areas = {Level.WARD: Named(code, name), Level.DISTRICT: district}
            rows.append(Row(areas, ""))
    if not rows:
        raise UnusableFile(f"{read.file} has no ward of a partnership that is set up here")
    year = max((year for year in _years(read)), default=None)
    if year is None:
        raise UnusableFile(
            f"{read.file} does not say of which year its wards are: add a column Year"
        )
    return Lookup(read.file, {Level.WARD: year, Level.DISTRICT: year}, tuple(rows))


def _is_ward(code: str) -> bool:
    return code[1:3] == "05"


# --- Headings --------------------------------------------------------------------------------
def _columns(file: str, headings: Sequence[str]) -> _Columns | None:
    plain = [re.sub(r"[^a-z0-9]", "", heading.casefold()) for heading in headings]
    code = _first(plain, _CODES) if _first(plain, _CODES) is not None else _of_ons(plain, "cd")
    if code is None:
        return None
    if (some := _first(plain, _OF_SOME)) is not None:
        raise UnusableFile(
            f"{file} is a table by {headings[some].casefold()}: the portal takes everybody, in one"
            " number for each ward and year"
        )
    if len({match[1] for text in plain if (match := _WARD_HEADING.fullmatch(text))}) > 1:
        raise UnusableFile(f"{file} has ward codes of two years; the portal can read one at a time")
    of_names = _of_ons(plain, "nm")
    name = _first(plain, _NAMES)
    return _Columns(
        code=code,
        name=of_names if of_names is not None else name,
        year=_first(plain, _YEARS),
        count=_first(plain, _COUNTS),
        district=next((at for at, text in enumerate(plain) if _OF_DISTRICT.fullmatch(text)), None),
        by_year=_by_year(headings),
        of_names=_vintage(plain),
    )


def _first(plain: Sequence[str], wanted: set[str]) -> int | None:
    return next((at for at, text in enumerate(plain) if text in wanted), None)


def _of_ons(plain: Sequence[str], part: str) -> int | None:
    found = ((at, _WARD_HEADING.fullmatch(text)) for at, text in enumerate(plain))
    return next((at for at, match in found if match and match[2] == part), None)


def _vintage(plain: Sequence[str]) -> int | None:
    """The year of a heading like WD25CD."""
    found = (match for text in plain if (match := _WARD_HEADING.fullmatch(text)))
    return next((2000 + int(match[1]) for match in found), None)


def _by_year(headings: Sequence[str]) -> dict[int, int]:
    """Columns whose heading is a year, or a year with the words for residents."""
    found: dict[int, int] = {}
    for at, heading in enumerate(headings):
        years = _YEAR.findall(heading.removesuffix(".0"))
        rest = re.sub(r"[^a-z]", "", _YEAR.sub("", heading.casefold()))
        if len(years) == 1 and rest in _AROUND_YEAR:
            found[at] = int(years[0])
    return found


# --- Lines -----------------------------------------------------------------------------------
def _lines(
    file: str, table: PlainTable, at: int, columns: _Columns
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for number, cells in table.rows[at + 1 :]:
        written = _cell(cells, columns.code).upper()
        # Totals have no code, and notes have nothing beside them.
        if not written or sum(bool(cell) for cell in cells) == 1:
            continue
        if not GSS_CODE.fullmatch(written):
            raise UnusableFile(
                f"{file}, row {number}: “{written}” is not the code of a ward: the portal knows"
                " wards by their GSS codes, like E05009853"
            )
        yield number, written, cells


def _counts(read: PlainWards, number: int, cells: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    columns = read.columns
    for at, year in columns.by_year.items():
        if written := _cell(cells, at):
            yield year, written
    if columns.count is None or columns.by_year:
        return
    if written := _cell(cells, columns.count):
        yield _year(read, number, cells), written


def _year(read: PlainWards, number: int, cells: tuple[str, ...]) -> int:
    if read.columns.year is None:
        raise UnusableFile(f"{read.file} does not say of which year its residents are: no Year")
    written = _cell(cells, read.columns.year)
    years = _YEAR.findall(written)
    if len(years) != 1:
        raise UnusableFile(f"{read.file}, row {number}: “{written}” is not a year")
    return int(years[0])


def _years(read: PlainWards) -> Iterator[int]:
    if read.columns.of_names is not None:
        yield read.columns.of_names
        return
    yield from read.columns.by_year.values()
    if read.columns.year is not None:
        for number, _, cells in read.lines:
            yield _year(read, number, cells)


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at] if at is not None and at < len(cells) else ""
