"""The offence types of each source of recorded crime, with their spellings; declaration only."""

from __future__ import annotations

from returns.catalogue.declarations import Category

# --- The police's return: Home Office offence groups (Counting Rules, 2022/23) ---------------
HOME_OFFICE_GROUPS = (
    Category(
        "violence-against-the-person",
        "Violence against the person",
        also_called=("Violence", "VATP", "Violent crime", "Violence against the person offences"),
    ),
    Category(
        "sexual-offences",
        "Sexual offences",
        also_called=("Sexual", "Sexual crime", "Sexual offence"),
    ),
    Category("robbery", "Robbery", also_called=("Robbery offences", "Robberies")),
    Category(
        "burglary",
        "Burglary",
        also_called=("Burglary offences", "Burglaries"),
    ),
    Category(
        "vehicle-offences",
        "Vehicle offences",
        also_called=("Vehicle crime", "Vehicle", "Vehicle offence"),
    ),
    Category(
        "theft-other",
        "Theft (other)",
        # Not "Theft offences": the Home Office counts burglary and vehicle offences in those.
        also_called=("Other theft", "Theft other", "Other theft offences", "All other theft"),
    ),
    Category(
        "arson-and-criminal-damage",
        "Arson and criminal damage",
        also_called=("Criminal damage and arson", "Criminal damage", "Criminal damage & arson"),
    ),
    Category(
        "drug-offences",
        "Drug offences",
        also_called=("Drugs", "Drug offence", "Drugs offences"),
    ),
    Category(
        "public-order",
        "Public order",
        also_called=("Public order offences", "Public order offence"),
    ),
    Category(
        "possession-of-weapons",
        "Possession of weapons",
        also_called=("Possession of weapons offences", "Weapons", "Weapons offences"),
    ),
    Category(
        "miscellaneous",
        "Miscellaneous crimes against society",
        also_called=(
            "Miscellaneous crimes",
            "Miscellaneous",
            "Misc crimes against society",
            "Other crime",
        ),
    ),
)

# --- data.police.uk: 13 crime types of its own; the fourteenth is antisocial behaviour -------
POLICE_UK_TYPES = (
    Category("violence-and-sexual-offences", "Violence and sexual offences"),
    Category("robbery", "Robbery"),
    Category("burglary", "Burglary"),
    Category("vehicle-crime", "Vehicle crime"),
    Category("bicycle-theft", "Bicycle theft"),
    Category("theft-from-the-person", "Theft from the person"),
    Category("shoplifting", "Shoplifting"),
    Category("other-theft", "Other theft"),
    Category("criminal-damage-and-arson", "Criminal damage and arson"),
    Category("drugs", "Drugs"),
    Category("public-order", "Public order"),
    Category("possession-of-weapons", "Possession of weapons"),
    Category("other-crime", "Other crime"),
)

# --- The Home Office's open data: its groups; of theft, which holds burglary, its subgroups ----
HOME_OFFICE_CSP_TYPES = (
    Category("violence-against-the-person", "Violence against the person"),
    Category("sexual-offences", "Sexual offences"),
    Category("robbery", "Robbery"),
    Category(
        "burglary",
        "Burglary",
        also_called=(
            "Domestic burglary",
            "Non-domestic burglary",
            "Residential burglary",
            "Non-residential burglary",
            "Burglary - residential",
            "Burglary - business and community",
            "Residential burglary of a home",
            "Residential burglary of an unconnected building",
        ),
    ),
    Category(
        "vehicle-offences",
        "Vehicle offences",
        also_called=(
            "Theft from a vehicle",
            "Theft from vehicle",
            "Theft of a motor vehicle",
            "Theft or unauthorised taking of a motor vehicle",
            "Vehicle interference",
            "Interfering with a motor vehicle",
        ),
    ),
    Category("bicycle-theft", "Bicycle theft"),
    Category("theft-from-the-person", "Theft from the person"),
    Category("shoplifting", "Shoplifting"),
    Category(
        "other-theft",
        "Other theft",
        also_called=("Other theft offences", "All other theft offences"),
    ),
    Category(
        "criminal-damage-and-arson",
        "Criminal damage and arson",
        also_called=("Arson and criminal damage",),
    ),
    Category("drug-offences", "Drug offences"),
    Category("possession-of-weapons", "Possession of weapons offences"),
    Category("public-order", "Public order offences"),
    Category(
        "miscellaneous",
        "Miscellaneous crimes against society",
        also_called=("Miscellaneous crimes",),
    ),
)
