"""The two files that deliberate fires come in: the fire service's table, and a list; no code."""

from __future__ import annotations

from partnership.kinds import Level
from returns.catalogue.declarations import Absence, Column, Fills, Layout, Rows

_CLASS = Column(
    "Fire class",
    "fire_class",
    also_called=("Class", "Class of fire", "Type of fire", "Fire type", "Primary or secondary"),
)

FIRE_RETURN = Layout(
    slug="fire-return",
    title="the fire service’s return of deliberate fires",
    columns=(
        Column("Month", Fills.MONTH, also_called=("Period", "Month of call")),
        Column(
            "Ward code",
            Fills.AREA,
            also_called=("Area code", "GSS code", "ONS code", "Code", "WD21CD", "WD22CD"),
        ),
        Column("Ward", Fills.AREA_NAME, also_called=("Ward name", "Area"), required=False),
        _CLASS,
        Column("Vehicle", "vehicle", also_called=("Vehicle or not", "Vehicle fire")),
        Column(
            "Fires",
            Fills.COUNT,
            also_called=(
                "Number of fires",
                "Deliberate fires",
                "Fire count",
                "Incidents",
                "Number of incidents",
            ),
        ),
    ),
    rows=Rows.COUNT,
    absence=Absence.GAP,
    area_level=Level.WARD,
)

FIRE_INCIDENTS = Layout(
    slug="fire-incidents",
    title="a list of deliberate fires by day",
    columns=(
        Column(
            "Date",
            Fills.MONTH,
            also_called=(
                "Date and time",
                "Date of call",
                "Date of incident",
                "Incident date",
                "Call date",
                "Time of call",
            ),
            is_day=True,
        ),
        Column(
            "Ward code",
            Fills.AREA,
            also_called=("Ward", "Ward name", "LSOA code", "LSOA", "LSOA11CD", "LSOA21CD"),
        ),
        _CLASS,
        Column(
            "Vehicle",
            "vehicle",
            also_called=("Vehicle or not", "Vehicle fire"),
            required=False,
        ),
    ),
    rows=Rows.RECORD,
    # A list of fires: a ward that is not in it had none.
    absence=Absence.ZERO,
    area_level=Level.WARD,
)

LAYOUTS = (FIRE_RETURN, FIRE_INCIDENTS)
