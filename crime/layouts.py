"""How the files of recorded crime look: the police's return, and data.police.uk's; no code."""

from __future__ import annotations

from partnership.kinds import Level
from returns.catalogue.declarations import Absence, Column, Fills, Layout, Lookalike, Rows

POLICE_RETURN = Layout(
    slug="police-return",
    title="the police’s quarterly return",
    columns=(
        Column("Month", Fills.MONTH, also_called=("Month recorded", "Period", "Date")),
        Column(
            "Ward code",
            Fills.AREA,
            also_called=("Area code", "GSS code", "ONS code", "Code", "WD21CD", "WD22CD"),
        ),
        Column("Ward", Fills.AREA_NAME, also_called=("Ward name", "Area"), required=False),
        Column(
            "Offence group",
            "offence",
            also_called=("Crime group", "Offence type", "Offence", "Crime category"),
        ),
        Column(
            "Offences",
            Fills.COUNT,
            also_called=(
                "Number of offences",
                "Offence count",
                "Recorded offences",
                "Crimes",
                "Recorded crimes",
                "Number of crimes",
            ),
        ),
    ),
    rows=Rows.COUNT,
    # The police fill in every line of the template: a line left blank was not answered.
    absence=Absence.GAP,
    area_level=Level.WARD,
)

POLICE_UK_STREET = Layout(
    slug="police-uk-street",
    title="a street-level crime file from data.police.uk",
    columns=(
        Column("Month", Fills.MONTH),
        Column("Falls within", Fills.ORIGIN),
        Column("LSOA code", Fills.AREA),
        # The district in it says where an LSOA lies that is in no lookup.
        Column("LSOA name", Fills.AREA_NAME),
        Column("Crime type", "offence"),
    ),
    signature=("Crime ID", "Last outcome category"),
    rows=Rows.RECORD,
    absence=Absence.ZERO,
    area_level=Level.LSOA,
)

POLICE_UK_COUNTS = Layout(
    slug="police-uk-counts",
    title="counts made by this portal from data.police.uk’s street-level files",
    columns=(
        Column("Month", Fills.MONTH),
        Column("Force", Fills.ORIGIN),
        Column("LSOA code", Fills.AREA),
        Column("LSOA name", Fills.AREA_NAME, required=False),
        Column("Crime type", "offence"),
        Column("Count", Fills.COUNT),
    ),
    # Read as the records that were counted: what is not there did not happen.
    rows=Rows.RECORD,
    absence=Absence.ZERO,
    area_level=Level.LSOA,
)

# Both generations of headings: "Force Name" and "Number of Offences" stood until 2017. Other
# columns, such as the description of each offence, are not read.
HOME_OFFICE_CSP = Layout(
    slug="home-office-csp",
    title="the Home Office’s open data of police recorded crime by partnership",
    columns=(
        Column("Financial Year", Fills.YEAR),
        Column("Financial Quarter", Fills.QUARTER),
        Column("Police Force", Fills.ORIGIN, also_called=("Force Name",)),
        Column("CSP Name", Fills.AREA),
        Column("Offence Group", "offence"),
        Column("Offence Subgroup", Fills.FINER),
        Column("Offence Code", Fills.CODE),
        Column("Offence Count", Fills.COUNT, also_called=("Number of Offences",)),
    ),
    rows=Rows.SUMMED,
    # A partnership that the file names has a line for everything that was recorded there.
    absence=Absence.ZERO,
    area_level=Level.PARTNERSHIP,
)

LAYOUTS = (POLICE_RETURN, POLICE_UK_STREET, POLICE_UK_COUNTS, HOME_OFFICE_CSP)

LOOKALIKES = (
    Lookalike(
        headings=("Crime ID", "Reported by", "Falls within", "LSOA code", "Outcome type"),
        sentence=(
            "This is data.police.uk’s outcomes file: it lists what became of crimes, not the"
            " crimes. Download the street-level crime file instead: on data.police.uk/data tick"
            " “Include crime data”, and choose the file whose name ends in “-street.csv”."
        ),
    ),
    Lookalike(
        headings=("Type", "Date", "Part of a policing operation", "Object of search", "Outcome"),
        sentence=(
            "This is data.police.uk’s stop-and-search file: it lists searches, not crimes."
            " Download the street-level crime file instead: on data.police.uk/data tick “Include"
            " crime data”, and choose the file whose name ends in “-street.csv”."
        ),
    ),
)
