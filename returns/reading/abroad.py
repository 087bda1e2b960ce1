"""Tables of places outside England and Wales, which no partnership here can have figures of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from returns.catalogue.findings import Check, Finding, Severity
from returns.catalogue.headings import plain
from returns.files.raw_tables import RawTable
from returns.reading.places import Places

# So many rows tell what a table is about.
ROWS_LOOKED_AT = 5_000
# Ward names can be the same as a council's: one alone says nothing.
ENOUGH = 2
NAMED = 3
_COUNCILS = """Aberdeen City, Aberdeenshire, Angus, Argyll and Bute, City of Edinburgh,
    Clackmannanshire, Dumfries and Galloway, Dundee City, East Ayrshire, East Dunbartonshire,
    East Lothian, East Renfrewshire, Falkirk, Fife, Glasgow City, Highland, Inverclyde, Midlothian,
    Moray, Na h-Eileanan Siar, North Ayrshire, North Lanarkshire, Orkney Islands,
    Perth and Kinross, Renfrewshire, Scottish Borders, Shetland Islands, South Ayrshire,
    South Lanarkshire, Stirling, West Dunbartonshire, West Lothian, Scotland, Police Scotland"""
_DISTRICTS = """Antrim and Newtownabbey, Ards and North Down, Armagh City Banbridge and Craigavon,
    Belfast, Belfast City, Causeway Coast and Glens, Derry City and Strabane,
    Fermanagh and Omagh, Lisburn and Castlereagh, Lisburn and Castlereagh City,
    Mid and East Antrim, Mid Ulster, Newry Mourne and Down, Northern Ireland,
    Police Service of Northern Ireland, PSNI"""
_CODE = re.compile(r"[SN]\d{8}", re.ASCII)
_OF_HERE = re.compile(r"[EW]\d{8}", re.ASCII)


def _spelt(names: str) -> frozenset[str]:
    called = (" ".join(name.split()) for name in names.split(","))
    return frozenset(
        plain(text) for name in called for text in (name, name.replace(" and ", " & "))
    )


_NATIONS = {"Scotland": _spelt(_COUNCILS), "Northern Ireland": _spelt(_DISTRICTS)}


def nation_of(text: str) -> str:
    """ "Scotland" or "Northern Ireland", where the text is the name or code of a place there."""
    if _CODE.fullmatch(text):
        return "Scotland" if text.startswith("S") else "Northern Ireland"
    called = plain(text)
    return next((nation for nation, names in _NATIONS.items() if called in names), "")


def abroad(table: RawTable, places: Places) -> Finding | None:
    """The refusal of a table of places in Scotland or Northern Ireland, and of none of ours."""
    cells = _cells(table)
    found = {cell: nation for cell in cells if (nation := nation_of(cell))}
    if len(found) < ENOUGH or any(_is_here(cell, places) for cell in cells):
        return None
    nations = " and ".join(sorted(set(found.values())))
    named = ", ".join(f"“{cell}”" for cell in list(found)[:NAMED])
    return Finding(
        Check.RECOGNISED,
        Severity.ERROR,
        f"This file is about places in {nations} ({named}). The portal has figures of England and"
        " Wales only.",
        todo="Check that you chose the right file.",
        file=table.file,
        sheet=table.sheet,
    )


def _cells(table: RawTable) -> Iterable[str]:
    """Every different text of the first rows, in their order."""
    rows = islice(table.rows(0), ROWS_LOOKED_AT)
    return dict.fromkeys(cell.strip() for _, row in rows for cell in row if cell.strip())


def _is_here(text: str, places: Places) -> bool:
    return bool(_OF_HERE.fullmatch(text) or places.wards_called(text) or places.whole_called(text))
