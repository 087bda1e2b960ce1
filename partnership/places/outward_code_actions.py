"""Loading which wards the first half of a postcode touches, with an audit event."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from partnership import audit
from partnership.kinds import Level
from partnership.models import Area, OutwardCode
from partnership.places.outward_codes import outward_code
from partnership.refusals import Refused

# How the columns are called: in the table of an outward code a row, and in ONS's directories.
_CODE = ("outward", "pcds", "pcd", "pcd7", "pcd8")
_WARD = ("ward_code", "osward", "ward", "wd")


def load_outward_codes(lines: Iterable[str], *, source: str, at: datetime | None = None) -> int:
    """Keep the wards of each outward code of a CSV file, in place of what was known of these.

    A row has an outward code or a postcode, of which the outward code alone is kept, and the code
    of a ward; wards that the portal doesn't know are left out. How many pairs were kept. Refused
    where the columns are others.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(lines):
        cells = {(heading or "").strip().lower(): value or "" for heading, value in row.items()}
        if code := outward_code(_cell(cells, _CODE)):
            found[code].add(_cell(cells, _WARD).strip())
    return _keep(found, source, at)


@transaction.atomic
def _keep(found: Mapping[str, set[str]], source: str, at: datetime | None) -> int:
    wards = Area.objects.filter(level=Level.WARD).values_list("code", "pk")
    known = dict(wards)
    OutwardCode.objects.filter(code__in=found).delete()
    pairs = [
        OutwardCode(code=code, ward_id=known[ward], source=source)
        for code in sorted(found)
        for ward in sorted(found[code] & set(known))
    ]
    OutwardCode.objects.bulk_create(pairs)
    audit.record(
        audit.Kind.OUTWARD_CODES_LOADED,
        by=None,
        about=None,
        at=at,
        source=source,
        codes=sorted({pair.code for pair in pairs}),
    )
    return len(pairs)


def _cell(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    """What stands under one of the names; a ward's may end in its year ("wd25cd")."""
    for heading, value in row.items():
        if heading in names or re.sub(r"\d\dcd$", "", heading) in names:
            return value
    raise Refused(f"The file has no column called {', '.join(names)}")
