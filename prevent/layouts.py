"""How files of national Prevent and Channel figures look, and what their notes say."""

from __future__ import annotations

import re
from urllib.parse import urlparse

from partnership.kinds import Level
from returns.catalogue.declarations import Absence, Column, Layout, Rows
from returns.catalogue.published import Cites, Row

AREA = Column(
    "Area",
    Cites.AREA,
    also_called=("Ward", "Ward code", "Local authority", "District", "Region", "Partnership"),
    required=False,
)

PUBLISHED_FIGURES = Layout(
    slug="prevent-published-figures",
    title="published national figures of Prevent and Channel",
    columns=(
        Column("Period", Cites.PERIOD, also_called=("Year", "Date")),
        Column("Series", Cites.SERIES, also_called=("Measure",)),
        Column("Category", Cites.CATEGORY, required=False),
        Column("Value", Cites.VALUE, also_called=("Figure",)),
        Column("Unit", Cites.UNIT, required=False),
        Column("Known cases", Cites.KNOWN, also_called=("n", "Known"), required=False),
        AREA,
        Column("Publication", Cites.PUBLICATION),
        Column("Table", Cites.TABLE, required=False),
        Column("Published on", Cites.PUBLISHED_ON, required=False),
        Column("Date sampled", Cites.SAMPLED_ON, also_called=("Sampled on",), required=False),
        Column("Link", Cites.LINK, required=False),
        Column("Note", Cites.NOTE, required=False),
        Column("Revised", Cites.REVISED, required=False),
        Column("Disputed because", Cites.DISPUTED, required=False),
    ),
    rows=Rows.FIGURE,
    absence=Absence.GAP,
    area_level=Level.NATION,
)

COLLECTED_FIGURES = Layout(
    slug="prevent-collected-figures",
    title="national figures of Prevent and Channel collected with their sources",
    columns=(
        Column("period", Cites.PERIOD),
        Column("measure", Cites.SERIES),
        Column("category", Cites.CATEGORY),
        Column("value", Cites.VALUE),
        AREA,
        Column("source_url", Cites.LINK),
        Column("source_note", Cites.NOTE),
    ),
    rows=Rows.FIGURE,
    absence=Absence.GAP,
    area_level=Level.NATION,
)

LAYOUTS = (PUBLISHED_FIGURES, COLLECTED_FIGURES)

CONCERN_RECORDED = "Total with concern recorded"
_CONCERNS = frozenset({"Extreme right-wing", "Islamist", "No ideology (two categories summed)"})
_KNOWN = re.compile(r"of ([\d,]+) with (age|gender) known")
_QUARTER = re.compile(r"(Q[1-4]) \([A-Z][a-z]{2}-[A-Z][a-z]{2} \d{4}\)")
_DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b")
_RELEASE = re.compile(r"(april-\d{4}-to-march-\d{4}|to-march-\d{4})/?$")
_MONTHS = {
    "Jan": "January",
    "Feb": "February",
    "Mar": "March",
    "Apr": "April",
    "Jun": "June",
    "Jul": "July",
    "Aug": "August",
    "Sep": "September",
    "Oct": "October",
    "Nov": "November",
    "Dec": "December",
}
_REVISED, _CAUTION = "REVISED", "CAUTION: "
CONTRADICTS_ITSELF = "the page that gives it contradicts itself"
HOME_OFFICE_RELEASE = "Home Office, Individuals referred to and supported through Prevent"


def turn_collected(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Fill from the links and notes of a collected file what it has no columns for.

    The publication is named by its link. "REVISED" and "CAUTION" at the head of a note say that
    a figure revises another, and that the page contradicts itself.
    """
    known: dict[tuple[str, str, str], str] = {}
    for row in rows:
        if row[Cites.CATEGORY] == CONCERN_RECORDED:
            known[row[Cites.PERIOD], row[Cites.SERIES], "concern"] = row[Cites.VALUE]
        if match := _KNOWN.search(row[Cites.NOTE]):
            known[row[Cites.PERIOD], row[Cites.SERIES], match[2]] = match[1]
    return tuple(
        _turned(row, known.get((row[Cites.PERIOD], row[Cites.SERIES], _kind(row)), ""))
        for row in rows
    )


def _kind(row: Row) -> str:
    """Of what the cases must be known for the row to be a share of them."""
    category = row[Cites.CATEGORY]
    if category in _CONCERNS:
        return "concern"
    if category in {"Male", "Female"}:
        return "gender"
    return "age" if category.startswith("Age ") else ""


def _turned(row: Row, known: str) -> Row:
    note = row[Cites.NOTE]
    quarter = _QUARTER.fullmatch(row[Cites.CATEGORY])
    turned = {
        Cites.PUBLICATION: _publication(row[Cites.LINK]),
        Cites.KNOWN: known,
        Cites.PUBLISHED_ON: _day(note),
        Cites.REVISED: "yes" if note.startswith(_REVISED) else "",
        Cites.DISPUTED: CONTRADICTS_ITSELF if note.startswith(_CAUTION) else "",
        # What collectors wrote for one another is not shown.
        Cites.NOTE: "" if note.startswith((_CAUTION, _REVISED)) else note,
    }
    if quarter:
        turned |= {Cites.PERIOD: f"{row[Cites.PERIOD]} {quarter[1]}", Cites.CATEGORY: ""}
    return {**row, **{str(name): value for name, value in turned.items()}}


def _publication(link: str) -> str:
    """ "Home Office, … April 2019 to March 2020" for its releases, else the name of the site."""
    site = (urlparse(link).hostname or "").removeprefix("www.")
    release = _RELEASE.search(link)
    if site != "gov.uk" or not release:
        return site
    words = release[1].replace("-", " ").split()
    return f"{HOME_OFFICE_RELEASE}, {' '.join(_capital(word) for word in words)}".strip()


def _capital(word: str) -> str:
    return word if word == "to" else word.capitalize()


def _day(note: str) -> str:
    """The one day that a note names, written out; blank where it names none."""
    found = _DAY.search(note)
    if not found:
        return ""
    day, month, year = found[0].split()
    return f"{day} {_MONTHS.get(month[:3], month)} {year}"


# What gives local counts away in a file that is none of the layouts above.
LOCAL_COUNTS = re.compile(
    r"\b(?:prevent|channel)[ _-]+(?:referrals?|cases?|panels?|support|adoptions?|nominals?)\b"
    r"|\breferr(?:ed|als?) to (?:prevent|channel)\b"
    r"|\badopted as (?:a )?channel\b",
    re.IGNORECASE,
)
