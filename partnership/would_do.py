"""Every refusal of a file of places says which file would do; words only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from partnership.refusals import Refused, UnusableFile

AREAS = (
    "What would do: a list or lookup of the ONS Open Geography portal (CSV, with headings like"
    " LSOA21CD, WD25CD and LAD25CD), or a table of the wards (CSV or XLSX) with the columns Ward"
    " code, Ward name and Year"
)
RESIDENTS = (
    "What would do: mid-year estimates of wards or of local authorities from Nomis (CSV, all ages),"
    " or a table (CSV or XLSX) with the columns Ward code, Ward name, Year and Population, or with"
    " a column for each year"
)
EITHER = f"{AREAS}; for residents, add the column Population"
BOUNDARIES = (
    "What would do: the boundaries of today’s wards from the ONS Open Geography portal as GeoJSON"
    " (generalised, BGC), in longitude and latitude or in the British National Grid"
)


@contextmanager
def naming(words: str) -> Iterator[None]:
    """Say `words` after whatever is refused within, unless a file that would do is named there."""
    try:
        yield
    except Refused as refusal:
        said = str(refusal)
        if "What would do: " in said:
            raise
        kind = UnusableFile if isinstance(refusal, UnusableFile) else Refused
        raise kind(f"{said.rstrip('.')}. {words}") from None
