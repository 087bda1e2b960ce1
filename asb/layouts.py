"""How the files of antisocial behaviour look: the police's return and the wardens'; no code."""

from __future__ import annotations

from partnership.kinds import Level
from returns.catalogue.declarations import Absence, Column, Fills, Layout, Rows

ASB_RETURN = Layout(
    slug="asb-return",
    title="the police’s antisocial behaviour return",
    columns=(
        Column("Month", Fills.MONTH, also_called=("Month reported", "Period", "Date")),
        Column(
            "Ward code",
            Fills.AREA,
            also_called=("Area code", "GSS code", "ONS code", "Code", "WD21CD", "WD22CD"),
        ),
        Column("Ward", Fills.AREA_NAME, also_called=("Ward name", "Area"), required=False),
        Column("Qualifier", "qualifier", also_called=("ASB qualifier", "NSIR qualifier")),
        Column(
            "Type",
            "type",
            also_called=("ASB type", "Incident type", "Type of incident", "NSIR type"),
            required=False,
        ),
        Column(
            "ASB incidents",
            Fills.COUNT,
            also_called=("Incidents", "Number of incidents", "Incident count", "ASB"),
        ),
    ),
    rows=Rows.COUNT,
    # The police fill in every line of the template: a line left blank was not answered.
    absence=Absence.GAP,
    area_level=Level.WARD,
)

WARDEN_RETURN = Layout(
    slug="warden-return",
    title="the warden service’s return",
    columns=(
        Column("Month", Fills.MONTH, also_called=("Month reported", "Period", "Date")),
        Column("Locality", Fills.AREA, also_called=("Locality name", "Locality area", "Area")),
        Column(
            "Kind of report",
            "kind",
            also_called=("Kind", "Report type", "Type of report", "Reason for report"),
        ),
        Column(
            "Warden reports",
            Fills.COUNT,
            also_called=("Reports", "Number of reports", "Service requests"),
        ),
    ),
    rows=Rows.COUNT,
    # The council fills in every line of the template: a line left blank was not answered.
    absence=Absence.GAP,
    area_level=Level.LOCALITY,
)
