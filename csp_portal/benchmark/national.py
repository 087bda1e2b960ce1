"""The memory and time of a national file of full size, made for the measuring and thrown away.

Run as a program it reads one file, as a process of its own whose peak is the reading's alone.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csp_portal.benchmark.measuring import Speed

PARTNERSHIPS, CODES, YEARS = 315, 50, 6
# Of the whole process, Django and pandas with it, and of the program that unpacks the workbook.
MOST_MEGABYTES = 300
GROUPS = (
    ("Violence against the person", "Violence with injury"),
    ("Sexual offences", "Rape"),
    ("Robbery", "Robbery of personal property"),
    ("Theft offences", "Domestic burglary"),
    ("Theft offences", "Shoplifting"),
    ("Criminal damage and arson", "Criminal damage"),
    ("Drug offences", "Possession of drugs"),
    ("Public order offences", "Public order offences"),
)
HEADINGS = (
    "Financial Year",
    "Financial Quarter",
    "Police Force",
    "CSP Name",
    "Offence Description",
    "Offence Group",
    "Offence Subgroup",
    "Offence Code",
    "Offence Count",
)


def national_file() -> Speed:
    """A workbook as the Home Office's, a sheet a year. Held to 300 MB in each of two processes.

    The real one has some four times as many rows: memory goes by partnerships and categories.
    """
    # Django is set up by now, as it is not yet where this is run as a program.
    from csp_portal.benchmark.measuring import Speed

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prc-csp.ods"
        _write(path)
        floor = _seconds_to_unpack(path)
        finished = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "csp_portal.benchmark.national", str(path)],
            check=True,
            capture_output=True,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "csp_portal.settings"},
        )
        size = sum(member.file_size for member in zipfile.ZipFile(path).infolist())
    measured = json.loads(finished.stdout.splitlines()[-1])
    rows = PARTNERSHIPS * CODES * YEARS * 4
    # Every code counts its own number, in every partnership and quarter.
    if measured["total"] != sum(range(CODES)) * rows // CODES:
        raise RuntimeError(f"the file was not read as it was written: {measured['total']:,}")
    return Speed(
        what=f"a national workbook of {rows:,} rows ({size / 1e6:,.0f} MB of XML), read",
        seconds=measured["seconds"],
        floor="the same workbook, only unpacked",
        floor_seconds=floor,
        promise=f"at most {MOST_MEGABYTES} MB in each process",
        kept=max(measured["reading"], measured["unpacking"]) <= MOST_MEGABYTES,
        also=(
            f"{measured['reading']:,.0f} MB at the most"
            f" ({measured['before']:,.0f} MB before it began),"
            f" and {measured['unpacking']:,.0f} MB in the program that unpacks"
        ),
    )


# --- The file --------------------------------------------------------------------------------
def _write(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with archive.open("content.xml", "w", force_zip64=True) as part:
            part.write(b'<?xml version="1.0"?><office:document-content xmlns:office="office"')
            part.write(b' xmlns:table="table" xmlns:text="text">')
            for year in range(2016, 2016 + YEARS):
                part.write(f'<table:table table:name="{year}_{year - 1999}">'.encode())
                for row in (HEADINGS, *_rows(f"{year}/{year - 1999}")):
                    part.write(_xml(row).encode())
                part.write(b"</table:table>")
            part.write(b"</office:document-content>")


def _rows(year: str) -> Iterator[tuple[str, ...]]:
    for quarter, place, code in product(range(1, 5), range(PARTNERSHIPS), range(CODES)):
        group, within = GROUPS[code % len(GROUPS)]
        about = f"An offence of the kind that has the number {code}"
        name = f"Partnership {place}"
        yield year, str(quarter), "A force", name, about, group, within, f"{code}A", str(code)


def _xml(row: Iterable[str]) -> str:
    cells = (f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row)
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _seconds_to_unpack(path: Path) -> float:
    began = time.perf_counter()
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as part:
        while part.read(1 << 18):
            pass
    return time.perf_counter() - began


# --- In a process of its own -----------------------------------------------------------------
def _read(path: Path) -> dict[str, float]:
    import django

    django.setup()
    from datetime import date

    from partnership.places.names import PartnershipNames
    from returns.files.opening import open_file
    from returns.reading.places import Places
    from returns.reading.tidy import PartReading
    from returns.reading.upload import read

    areas = tuple((n + 1, f"E22{n:06}", f"Partnership {n}") for n in range(PARTNERSHIPS))
    places = Places((), {}, PartnershipNames(areas))
    before, began = _megabytes(resource.RUSAGE_SELF), time.perf_counter()
    with path.open("rb") as file:
        reading = read(open_file(file, name=path.name), places=places, today=date(2026, 1, 1))
    if not reading.is_clean:
        raise RuntimeError(reading.report.errors[0].message)
    return {
        "seconds": time.perf_counter() - began,
        "total": sum(part.total or 0 for part in reading.parts if isinstance(part, PartReading)),
        "before": before,
        "reading": _megabytes(resource.RUSAGE_SELF),
        "unpacking": _megabytes(resource.RUSAGE_CHILDREN),
    }


def _megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_read(Path(sys.argv[1]))) + "\n")
