"""Findings about several files of records together: months twice, rows that lie elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from measures.periods import Month, Period
from partnership.kinds import Level
from returns.catalogue.declarations import Category, Dataset
from returns.catalogue.definitions import undefined
from returns.catalogue.findings import Check, Finding, Severity
from returns.catalogue.headings import plain
from returns.reading.abroad import nation_of
from returns.reading.places import SHARE_IN_NO_WARD, Place, Places
from returns.reading.records import Fed, Records
from returns.reading.spellings import by_spelling
from returns.reading.tidy import PartReading

if TYPE_CHECKING:
    from pandas import DataFrame, Series

DISTRICTS_NAMED = 6
LOOKUP_IS_MISSING = (
    "The lookup of these LSOAs to today’s wards is missing: the administrator loads it in Set-up,"
    " under “Small areas (LSOAs)”. The file is in order."
)


def findings_of(files: Sequence[Records], *, fed: Fed, places: Places) -> Iterator[Finding]:
    """Findings about the files together: duplicates, rows elsewhere, rows left for others."""
    yield from _twice(files)
    yield from _undefined(files, fed, places)
    yield from _left(files, fed)
    yield from _elsewhere(files, fed, places)


def _twice(files: Sequence[Records]) -> Iterator[Finding]:
    first: dict[tuple[str, Month], str] = {}
    for file in files:
        for month in sorted(file.months):
            earlier = first.setdefault((file.origin, month), file.file)
            if earlier != file.file:
                yield Finding(
                    Check.ONCE,
                    Severity.ERROR,
                    f"{month.label} stands in two files, “{earlier}” and “{file.file}”.",
                    todo="Take one of them out, and upload the rest again.",
                    file=file.file,
                )


def _undefined(files: Sequence[Records], fed: Fed, places: Places) -> Iterator[Finding]:
    """Categories that a partnership has not defined, in files that use them."""
    for dataset, source in fed:
        for place, category in product(places.hosted, undefined(source)):
            defined = place.defined(dataset, source)
            for file in files:
                rows = file.counts[file.counts["partnership"] == place.partnership_id]
                rows = rows[_used(rows, dataset, category)]
                for month in sorted(set(rows["month"])):
                    if not defined.has(category.slug, Period(month, 1)):
                        wrong = defined.refusal(category, Period(month, 1))
                        yield Finding(
                            Check.CATEGORIES,
                            Severity.ERROR,
                            wrong.message,
                            todo=wrong.todo,
                            file=file.file,
                            value=category.label,
                        )
                        break


def _used(rows: DataFrame, dataset: Dataset, category: Category) -> Series:
    spelt = list(by_spelling([category]))
    names = [dimension.field for dimension in dataset.dimensions if dimension.field in rows]
    return rows[names].isin(spelt).any(axis=1)


def _left(files: Sequence[Records], fed: Fed) -> Iterator[Finding]:
    """Rows that no source takes, though one knows their label."""
    taken = {label for _, source in fed for labels in source.takes.values() for label in labels}
    for dataset, source in fed:
        for label in source.left_for_others:
            names = [dimension.field for dimension in dataset.dimensions]
            rows = sum(
                int(
                    file.counts.loc[(file.counts[names] == plain(label)).any(axis=1), "count"].sum()
                )
                for file in files
            )
            if rows and label not in taken:
                yield Finding(
                    Check.CATEGORIES,
                    Severity.NOTE,
                    f"{rows:,} “{label}” rows are left out of {dataset.unit}:"
                    " they belong to another dataset, and stay in the file for it.",
                )


def _elsewhere(files: Sequence[Records], fed: Fed, places: Places) -> Iterator[Finding]:
    total = sum(file.total for file in files)
    outside: Counter[str] = sum((file.outside for file in files), Counter())
    if outside:
        yield Finding(
            Check.AREAS,
            Severity.NOTE,
            f"{outside.total():,} of the {total:,} rows lie outside {places.all_of_it} and are not"
            f" counted: {_most(outside)}.",
        )
    nowhere = sum(file.nowhere for file in files)
    if nowhere:
        # They could lie anywhere in the force's area, so they are a share of all its rows.
        said = f"{nowhere:,} of the {total:,} rows of the file ({_share(nowhere, total)})"
        placeless = (
            "has no usable place: it falls in no ward and is not counted."
            if nowhere == 1
            else "have no usable place: they fall in no ward and are not counted."
        )
        # Whether that is more than usual is asked where the files in use are known.
        yield Finding(
            Check.PLACED,
            Severity.NOTE,
            f"{said} {placeless}",
        )
    for place in _told(places):
        yield from in_no_ward(files, place, fed)


def _told(places: Places) -> tuple[Place, ...]:
    """Of whom a file's own findings speak; what others should know stands with their parts."""
    return (places.place(places.ours),) if places.ours is not None else tuple(places.hosted)


def in_no_ward(files: Sequence[Records], place: Place, fed: Fed) -> Iterator[Finding]:
    """How many rows of one partnership are in none of its wards, if any are."""
    # That a lookup has not heard of an LSOA is nothing that the sender could explain.
    by_lsoa = all(source.area_level is Level.LSOA for _, source in fed)
    of_place, rows = _rows_of(files, place)
    if rows:
        said = f"{rows:,} of the {of_place:,} rows of {place.name} ({_share(rows, of_place)})"
        are_many = rows > SHARE_IN_NO_WARD * of_place
        is_asked = not by_lsoa and are_many
        todo = LOOKUP_IS_MISSING if by_lsoa and are_many else ""
        yield Finding(
            Check.PLACED,
            Severity.QUERY if is_asked else Severity.NOTE,
            f"{said} have {'an LSOA' if by_lsoa else 'a place'} that is in none of its wards:"
            " they count in its total as “Ward not known”.",
            todo="Say why so many cannot be placed." if is_asked else todo,
        )


def for_others(
    parts: Iterable[PartReading], files: Sequence[Records], *, fed: Fed, places: Places
) -> tuple[PartReading, ...]:
    """`parts` with what their own partnerships should know, once for each that is not told yet."""
    told = {place.partnership_id for place in _told(places)}
    found = []
    for part in parts:
        of_part: tuple[Finding, ...] = ()
        if part.partnership_id not in told and not part.rows.empty:
            told.add(part.partnership_id)
            of_part = tuple(in_no_ward(files, places.place(part.partnership_id), fed))
        found.append(replace(part, found=of_part))
    return tuple(found)


def are_placed(files: Sequence[Records], places: Places) -> bool:
    """Whether nearly all rows have a place, and nearly all of each partnership's a ward."""
    shares = [(sum(file.total for file in files), sum(file.nowhere for file in files))]
    shares += [_rows_of(files, place) for place in _told(places)]
    return all(without <= SHARE_IN_NO_WARD * total for total, without in shares)


def _rows_of(files: Sequence[Records], place: Place) -> tuple[int, int]:
    """The rows that count for a partnership, and those of them in none of its wards."""
    rows = [file.counts[file.counts["partnership"] == place.partnership_id] for file in files]
    return (
        sum(int(of_file["count"].sum()) for of_file in rows),
        sum(
            int(of_file.loc[of_file["area"] == place.not_placed, "count"].sum()) for of_file in rows
        ),
    )


def _share(rows: int, total: int) -> str:
    percent = 100 * rows / total
    return f"{percent:.1f}%" if percent >= 0.1 else "less than 0.1%"


def _most(outside: Counter[str]) -> str:
    named = [f"{rows:,} in {district}" for district, rows in outside.most_common(DISTRICTS_NAMED)]
    others = outside.total() - sum(rows for _, rows in outside.most_common(DISTRICTS_NAMED))
    return ", ".join([*named, f"{others:,} elsewhere"] if others else named)


def nothing_counted(
    files: Sequence[Records], findings: Sequence[Finding], *, fed: Fed, places: Places
) -> Iterator[Finding]:
    """Why files hold no record of any hosted partnership, where `findings` do not say it yet."""
    outside: Counter[str] = sum((file.outside for file in files), Counter())
    total = sum(file.total for file in files)
    if any(file.is_ours for file in files):
        if any(finding.severity is Severity.ERROR for finding in findings):
            return
        check, said = Check.CATEGORIES, f"No row of this file that lies in {places.title} counts."
        todo = "Check that you chose the right file."
    elif total and total == sum(file.nowhere for file in files):
        check, said, todo = Check.AREAS, *_without_any_place(files, fed)
    else:
        check, said = Check.AREAS, f"No row of this file lies in {places.title}."
        said += f" It has {_most(outside)}." if outside else ""
        todo = "Check that you chose the right force's file."
    yield Finding(
        check, Severity.ERROR, said, todo=todo, file=files[0].file if len(files) == 1 else ""
    )


def _without_any_place(files: Sequence[Records], fed: Fed) -> tuple[str, str]:
    if any(source.area_level is not Level.LSOA for _, source in fed):
        return (
            "No row of this file says where it lies, so that none can be counted.",
            "Ask for a file that has the place of each record.",
        )
    forces = sorted({file.origin_name for file in files if file.origin_name})
    called = " and ".join(forces)
    if nation := next((nation for force in forces if (nation := nation_of(force))), ""):
        said = (
            f"This is a file of {called}: it is about places in {nation}. No row has an LSOA, so"
            " that none can be counted. The portal has figures of England and Wales only."
        )
        return said, "Check that you chose the right force's file."
    said = f"No row of this file{f' of {called}' if called else ''} has an LSOA, so that none can"
    return (
        f"{said} be counted. Places outside England and Wales have none.",
        "If the force is in England or Wales, download its file again.",
    )


def no_rows(file: str, sheet: str, severity: Severity) -> Finding:
    """The finding for a table that has the headings of records, and nothing below them."""
    return Finding(
        Check.HEADINGS,
        severity,
        "There are no rows below the headings.",
        todo="Check that you chose the right file." if severity is Severity.ERROR else "",
        file=file,
        sheet=sheet,
    )
