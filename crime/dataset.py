"""What recorded crime is: its sources and measures; declaration only."""

from __future__ import annotations

from collections.abc import Mapping

from crime.categories import HOME_OFFICE_CSP_TYPES, HOME_OFFICE_GROUPS, POLICE_UK_TYPES
from crime.layouts import (
    HOME_OFFICE_CSP,
    LAYOUTS,
    LOOKALIKES,
    POLICE_RETURN,
    POLICE_UK_COUNTS,
    POLICE_UK_STREET,
)
from crime.models import RecordedCrime
from measures.change import Better
from partnership.kinds import AgencyKind, Level
from returns.catalogue.declarations import (
    Dataset,
    Dimension,
    Measure,
    Noun,
    Scope,
    Source,
)
from returns.catalogue.registry import datasets

_OTHER_THEFTS = ("bicycle-theft", "theft-from-the-person", "shoplifting", "other-theft")

# --- Sources ---------------------------------------------------------------------------------
POLICE_RETURN_SOURCE = Source(
    slug="police-return",
    title="Police quarterly return",
    layouts=(POLICE_RETURN.slug,),
    template=POLICE_RETURN.slug,
    categories={"offence": HOME_OFFICE_GROUPS},
    area_level=Level.WARD,
    supplied_by=AgencyKind.POLICE,
    published=False,
    every_months=3,
    caveats=(
        (
            "The police count a crime in the month in which they recorded it. That may be long"
            " after it happened."
        ),
        "Fraud is left out: a national centre records it, and not the local force.",
    ),
)

POLICE_UK_SOURCE = Source(
    slug="police-uk",
    title="data.police.uk street-level crime",
    layouts=(POLICE_UK_STREET.slug, POLICE_UK_COUNTS.slug),
    categories={"offence": POLICE_UK_TYPES},
    area_level=Level.LSOA,
    supplied_by=AgencyKind.POLICE,
    published=True,
    every_months=1,
    left_for_others=("Anti-social behaviour",),
    attribution=(
        "Contains public sector information licensed under the Open Government Licence v3.0"
        " (data.police.uk)."
    ),
    caveats=(
        (
            "To protect victims, data.police.uk moves each crime to a point near where it happened,"
            " from a fixed list. So a crime near a boundary can be counted in the next area."
        ),
        (
            "Each crime is counted in the small area (LSOA) of its map point, and each LSOA in the"
            " ward that holds most of it."
        ),
        "A crime without a usable place, or more than 20 km outside its force’s area, is left out.",
        "data.police.uk adds antisocial behaviour to its own “all crime”; here it is left out.",
    ),
)

HOME_OFFICE_CSP_SOURCE = Source(
    slug="home-office-csp",
    title="Home Office open data by partnership",
    layouts=(HOME_OFFICE_CSP.slug,),
    categories={"offence": HOME_OFFICE_CSP_TYPES},
    area_level=Level.PARTNERSHIP,
    supplied_by=AgencyKind.OTHER,
    published=True,
    scope=Scope.NATIONAL,
    every_months=3,
    left_for_others=("Fraud offences", "Fraud"),
    attribution=(
        "Contains public sector information licensed under the Open Government Licence v3.0"
        " (Home Office, police recorded crime open data)."
    ),
    caveats=(
        "The Home Office publishes quarters, and publishes earlier ones again with corrections.",
        (
            "A count below zero is kept. Records are moved or cancelled after the quarter in which"
            " they were counted."
        ),
        "Fraud is left out, as it is in the police’s return.",
        (
            "Some crimes could not be placed in any partnership. So partnerships do not add up to"
            " their force."
        ),
    ),
)

# --- Measures --------------------------------------------------------------------------------
FOUND_BY_POLICING = (
    (
        "Most of these offences come to light when the police go looking for them. More can mean"
        " more searches, so neither more nor fewer is called better."
    ),
)
RECORDED_WHEN_REPORTED = (
    (
        "Many of these offences are never reported to the police, and others are reported years"
        " later. A rise can mean that more people came forward."
    ),
)


def _offences(
    *,
    police_return: tuple[str, ...] = (),
    police_uk: tuple[str, ...] = (),
    home_office: tuple[str, ...] = (),
) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The categories of a measure in each source's list; without any, it does not apply there."""
    named = {
        POLICE_RETURN_SOURCE.slug: police_return,
        POLICE_UK_SOURCE.slug: police_uk,
        HOME_OFFICE_CSP_SOURCE.slug: home_office,
    }
    return {source: {"offence": slugs} for source, slugs in named.items() if slugs}


ALL_CRIME = Measure(
    slug="all-crime",
    title="All recorded crime",
    noun=Noun("crime", "crimes"),
    categories={
        POLICE_RETURN_SOURCE.slug: {},
        POLICE_UK_SOURCE.slug: {},
        HOME_OFFICE_CSP_SOURCE.slug: {},
    },
    better=Better.LOWER,
    definition=(
        "Every notifiable offence that the police recorded in the area, apart from fraud."
        " Antisocial behaviour is not crime and is never counted in it."
    ),
)

GROUPS = (
    Measure(
        slug="violence-against-the-person",
        title="Violence against the person",
        noun=Noun(
            "offence of violence against the person", "offences of violence against the person"
        ),
        categories=_offences(
            police_return=("violence-against-the-person",),
            home_office=("violence-against-the-person",),
        ),
        better=Better.LOWER,
        definition=(
            "Homicide, violence with and without injury, stalking and harassment, and death or"
            " serious injury by unlawful driving. Without sexual offences and robbery."
        ),
    ),
    Measure(
        slug="sexual-offences",
        title="Sexual offences",
        noun=Noun("sexual offence", "sexual offences"),
        categories=_offences(police_return=("sexual-offences",), home_office=("sexual-offences",)),
        better=Better.LOWER,
        definition="Rape and other sexual offences, in the month in which they were recorded.",
        caveats=RECORDED_WHEN_REPORTED,
    ),
    Measure(
        slug="violence-and-sexual-offences",
        title="Violence and sexual offences",
        noun=Noun("violent or sexual offence", "violent and sexual offences"),
        categories=_offences(
            police_return=("violence-against-the-person", "sexual-offences"),
            police_uk=("violence-and-sexual-offences",),
            home_office=("violence-against-the-person", "sexual-offences"),
        ),
        better=Better.LOWER,
        definition=(
            "Violence against the person and sexual offences together, as data.police.uk publishes"
            " them. From the police’s return, the two groups are added up."
        ),
        caveats=RECORDED_WHEN_REPORTED,
    ),
    Measure(
        slug="robbery",
        title="Robbery",
        noun=Noun("robbery", "robberies"),
        categories=_offences(
            police_return=("robbery",), police_uk=("robbery",), home_office=("robbery",)
        ),
        better=Better.LOWER,
        definition="Theft with force or the threat of it, from a person or a business.",
    ),
    Measure(
        slug="burglary",
        title="Burglary",
        noun=Noun("burglary", "burglaries"),
        categories=_offences(
            police_return=("burglary",), police_uk=("burglary",), home_office=("burglary",)
        ),
        better=Better.LOWER,
        definition="Entering a home or another building as a trespasser to steal or do harm.",
    ),
    Measure(
        slug="vehicle-crime",
        title="Vehicle crime",
        noun=Noun("vehicle crime", "vehicle crimes"),
        categories=_offences(
            police_return=("vehicle-offences",),
            police_uk=("vehicle-crime",),
            home_office=("vehicle-offences",),
        ),
        better=Better.LOWER,
        definition="Theft of a vehicle, theft from a vehicle, and interfering with a vehicle.",
    ),
    Measure(
        slug="theft",
        title="Theft (other)",
        noun=Noun("other theft", "other thefts"),
        categories=_offences(
            police_return=("theft-other",),
            police_uk=("bicycle-theft", "theft-from-the-person", "shoplifting", "other-theft"),
            home_office=_OTHER_THEFTS,
        ),
        better=Better.LOWER,
        definition=(
            "Theft apart from burglary, robbery and vehicle crime: shoplifting, bicycle theft,"
            " theft from the person and other theft."
        ),
    ),
    Measure(
        slug="shoplifting",
        title="Shoplifting",
        noun=Noun("shoplifting offence", "shoplifting offences"),
        categories=_offences(police_uk=("shoplifting",), home_office=("shoplifting",)),
        better=Better.LOWER,
        definition="Theft from a shop or stall by somebody who poses as a customer.",
        caveats=(
            "Much shoplifting is never reported: a rise can mean that shops report more of it.",
        ),
    ),
    Measure(
        slug="bicycle-theft",
        title="Bicycle theft",
        noun=Noun("bicycle theft", "bicycle thefts"),
        categories=_offences(police_uk=("bicycle-theft",), home_office=("bicycle-theft",)),
        better=Better.LOWER,
        definition="Taking a bicycle without leave, other than in a burglary or a robbery.",
    ),
    Measure(
        slug="theft-from-the-person",
        title="Theft from the person",
        noun=Noun("theft from the person", "thefts from the person"),
        categories=_offences(
            police_uk=("theft-from-the-person",), home_office=("theft-from-the-person",)
        ),
        better=Better.LOWER,
        definition="Theft of what somebody holds or carries, without force or the threat of it.",
    ),
    Measure(
        slug="other-theft",
        title="Other theft without a type of its own",
        noun=Noun("other theft offence", "other theft offences"),
        categories=_offences(police_uk=("other-theft",), home_office=("other-theft",)),
        better=Better.LOWER,
        definition=(
            "Theft to which the source gives no type of its own, and blackmail. Theft by an"
            " employee is one example, or making off without payment."
        ),
    ),
    Measure(
        slug="criminal-damage-and-arson",
        title="Criminal damage and arson",
        noun=Noun("offence of criminal damage or arson", "offences of criminal damage or arson"),
        categories=_offences(
            police_return=("arson-and-criminal-damage",),
            police_uk=("criminal-damage-and-arson",),
            home_office=("criminal-damage-and-arson",),
        ),
        better=Better.LOWER,
        definition="Damage done on purpose or recklessly to a building, vehicle or thing, or fire.",
    ),
    Measure(
        slug="drugs",
        title="Drug offences",
        noun=Noun("drug offence", "drug offences"),
        categories=_offences(
            police_return=("drug-offences",), police_uk=("drugs",), home_office=("drug-offences",)
        ),
        better=Better.NEITHER,
        definition="Trafficking and possession of controlled drugs.",
        caveats=FOUND_BY_POLICING,
    ),
    Measure(
        slug="public-order",
        title="Public order",
        noun=Noun("public order offence", "public order offences"),
        categories=_offences(
            police_return=("public-order",),
            police_uk=("public-order",),
            home_office=("public-order",),
        ),
        better=Better.LOWER,
        definition="Causing public fear, alarm or distress, and other disorder that is a crime.",
    ),
    Measure(
        slug="possession-of-weapons",
        title="Possession of weapons",
        noun=Noun("weapon possession offence", "weapon possession offences"),
        categories=_offences(
            police_return=("possession-of-weapons",),
            police_uk=("possession-of-weapons",),
            home_office=("possession-of-weapons",),
        ),
        better=Better.NEITHER,
        definition="Having a firearm, a knife or another weapon where the law forbids it.",
        caveats=FOUND_BY_POLICING,
    ),
    Measure(
        slug="miscellaneous",
        title="Miscellaneous crimes against society",
        noun=Noun("miscellaneous crime", "miscellaneous crimes"),
        categories=_offences(
            police_return=("miscellaneous",),
            police_uk=("other-crime",),
            home_office=("miscellaneous",),
        ),
        better=Better.LOWER,
        definition=(
            "Crimes in no other group. They include forgery, perverting the course of justice and"
            " handling stolen goods. data.police.uk calls them “other crime”."
        ),
    ),
)

# --- The dataset -----------------------------------------------------------------------------
CRIME = datasets.register(
    Dataset(
        slug="crime",
        app="crime",
        title="Police recorded crime",
        fact=RecordedCrime,
        dimensions=(Dimension("offence", "Type of offence"),),
        sources=(POLICE_RETURN_SOURCE, POLICE_UK_SOURCE, HOME_OFFICE_CSP_SOURCE),
        measures=(ALL_CRIME, *GROUPS),
        unit="recorded crimes",
        caveats=(
            (
                "Police recorded crime has not been accredited as official statistics since 2014."
                " Inspectors found that forces did not record every crime reported to them. Better"
                " recording has raised the figures since."
            ),
            "Crimes that nobody reported to the police are not in these figures.",
            (
                "One crime is counted for each victim. Where one event holds several offences"
                " against the same victim, the most serious is counted."
            ),
            "Records are corrected as cases go on, so figures for recent months may still change.",
        ),
        lookalikes=LOOKALIKES,
    ),
    layouts=LAYOUTS,
)
