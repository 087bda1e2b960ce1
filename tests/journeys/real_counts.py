"""Real months as a police officer's return has them: counted from street files, ward by ward."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

HEADINGS = ("Month", "Ward code", "Ward", "Offence group", "Offences")
# The published types in the words of a police return; the others are called the same in both.
IN_A_RETURN = {
    "Vehicle crime": "Vehicle offences",
    "Bicycle theft": "Theft (other)",
    "Theft from the person": "Theft (other)",
    "Shoplifting": "Theft (other)",
    "Other theft": "Theft (other)",
    "Criminal damage and arson": "Arson and criminal damage",
    "Drugs": "Drug offences",
    "Other crime": "Miscellaneous crimes against society",
}
GROUPS = (
    "Violence against the person",
    "Sexual offences",
    *dict.fromkeys(IN_A_RETURN.values()),
    "Robbery",
    "Burglary",
    "Public order",
    "Possession of weapons",
)
NO_CRIME = "Anti-social behaviour"
# Published as one; a return tells them apart, so every tenth is taken for a sexual offence.
TOGETHER, APART = "Violence and sexual offences", ("Violence against the person", "Sexual offences")

Counted = dict[tuple[str, str, str, str], int]


def counted(data: Path, months: Iterable[str]) -> Counted:
    """Middlesbrough's crimes by (month, ward code, ward, group), each a count, nought too."""
    with (data / "ons" / "DERIVED_middlesbrough_LSOA21_to_WD25.csv").open(newline="") as lookup:
        ward_of = {
            row["LSOA21CD"]: (row["WD25CD"], row["WD25NM"]) for row in csv.DictReader(lookup)
        }
    found: Counter[tuple[str, str, str, str]] = Counter()
    for month in months:
        for ward in sorted(set(ward_of.values())):
            found.update(dict.fromkeys(((month, *ward, group) for group in GROUPS), 0))
        for row in _rows(data, month):
            if row["Crime type"] != NO_CRIME and row["LSOA code"] in ward_of:
                found[
                    month, *ward_of[row["LSOA code"]], _group(row["Crime type"], found.total())
                ] += 1
    return dict(found)


def _group(published: str, so_far: int) -> str:
    if published == TOGETHER:
        return APART[so_far % 10 == 0]
    return IN_A_RETURN.get(published, published)


def _rows(data: Path, month: str) -> Iterator[dict[str, str]]:
    path = data / "police_uk" / "cleveland" / f"{month}-cleveland-street.csv"
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def as_return(counts: Counted) -> bytes:
    """A return as the portal's template has it."""
    text = io.StringIO()
    write = csv.writer(text)
    write.writerow(HEADINGS)
    for key, count in counts.items():
        write.writerow([*key, count])
    return text.getvalue().encode()
