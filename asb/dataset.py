"""What antisocial behaviour is: incidents, warden reports, their sources and measures."""

from __future__ import annotations

from asb.layouts import ASB_RETURN, WARDEN_RETURN
from asb.models import AsbIncident, WardenReport
from measures.change import Better
from partnership.kinds import AgencyKind, Level
from returns.catalogue.declarations import (
    NOT_STATED,
    Category,
    Dataset,
    Dimension,
    Measure,
    Noun,
    Source,
)
from returns.catalogue.registry import datasets

# --- National Standard for Incident Recording: three qualifiers, and 13 headings beside them --
QUALIFIERS = (
    Category("personal", "Personal", also_called=("ASB personal", "Personal ASB")),
    Category("nuisance", "Nuisance", also_called=("ASB nuisance", "Nuisance ASB", "Community")),
    Category(
        "environmental",
        "Environmental",
        also_called=("ASB environmental", "Environmental ASB", "Environment"),
    ),
    NOT_STATED,
)

TYPES = (
    Category(
        "vehicle-abandoned",
        "Vehicle abandoned",
        also_called=("Vehicle abandoned (not stolen)", "Abandoned vehicle", "Abandoned vehicles"),
    ),
    Category(
        "vehicle-nuisance",
        "Vehicle nuisance or inappropriate use",
        also_called=("Vehicle nuisance", "Vehicle nuisance/inappropriate use"),
    ),
    Category(
        "rowdy-behaviour",
        "Rowdy or inconsiderate behaviour",
        also_called=("Rowdy behaviour", "Rowdy/inconsiderate behaviour"),
    ),
    Category(
        "nuisance-neighbours",
        "Rowdy or nuisance neighbours",
        also_called=("Nuisance neighbours", "Rowdy/nuisance neighbours", "Neighbours"),
    ),
    Category(
        "littering-drugs",
        "Littering or drugs paraphernalia",
        also_called=("Littering/drug paraphernalia", "Littering/drugs paraphernalia", "Littering"),
    ),
    Category(
        "animals",
        "Animal problems",
        also_called=("Animals", "Animal-related problems", "Animal related problems"),
    ),
    Category("trespass", "Trespass", also_called=("Trespassing",)),
    Category(
        "nuisance-communications",
        "Malicious or nuisance communications",
        also_called=(
            "Nuisance calls",
            "Malicious communications",
            "Nuisance communications",
            "Malicious/nuisance communications",
        ),
    ),
    Category("street-drinking", "Street drinking", also_called=("Drinking in the street",)),
    Category(
        "prostitution",
        "Prostitution-related activity",
        also_called=("Prostitution", "Prostitution related"),
    ),
    Category("noise", "Noise", also_called=("Noise nuisance", "Nuisance noise")),
    Category("begging", "Begging or vagrancy", also_called=("Begging", "Begging/vagrancy")),
    Category("fireworks", "Fireworks", also_called=("Misuse of fireworks", "Firework misuse")),
    NOT_STATED,
)

# --- The warden service's own list -----------------------------------------------------------
KINDS = (
    Category(
        "rowdy-behaviour",
        "Rowdy or nuisance behaviour",
        also_called=("Rowdy behaviour", "Nuisance behaviour", "ASB", "Antisocial behaviour"),
    ),
    Category(
        "nuisance-vehicles",
        "Nuisance vehicles and off-road bikes",
        also_called=("Nuisance vehicles", "Off-road bikes", "Nuisance bikes"),
    ),
    Category(
        "litter",
        "Litter and fly-tipping",
        also_called=("Litter", "Fly-tipping", "Environmental"),
    ),
    Category("dogs", "Dogs and other animals", also_called=("Dogs", "Animals", "Dog fouling")),
    Category(
        "begging-and-drinking",
        "Begging and street drinking",
        also_called=("Begging", "Street drinking"),
    ),
    Category("other", "Other reports", also_called=("Other",)),
)

# --- Sources ---------------------------------------------------------------------------------
ASB_RETURN_SOURCE = Source(
    slug="asb-return",
    title="Police antisocial behaviour return",
    layouts=(ASB_RETURN.slug,),
    template=ASB_RETURN.slug,
    categories={"qualifier": QUALIFIERS, "type": TYPES},
    area_level=Level.WARD,
    supplied_by=AgencyKind.POLICE,
    published=False,
    every_months=3,
    caveats=(
        (
            "The qualifier says whom an incident touches and the type what it was. The call taker"
            " chooses both: neither is worked out from the other."
        ),
    ),
)

POLICE_UK_SOURCE = Source(
    slug="police-uk",
    title="data.police.uk street-level antisocial behaviour",
    # The street-level file is the crime dataset's too; layouts are known to all by their slug.
    layouts=("police-uk-street", "police-uk-counts"),
    takes={"offence": ("Anti-social behaviour",)},
    categories={"qualifier": (NOT_STATED,), "type": (NOT_STATED,)},
    area_level=Level.LSOA,
    supplied_by=AgencyKind.POLICE,
    published=True,
    every_months=1,
    attribution=(
        "Contains public sector information licensed under the Open Government Licence v3.0"
        " (data.police.uk)."
    ),
    caveats=(
        (
            "data.police.uk moves each incident to a point near where it happened, from a fixed"
            " list. So an incident near a boundary can be counted in the next area."
        ),
        (
            "Each incident is counted in the small area (LSOA) of its map point, and each LSOA in"
            " the ward that holds most of it."
        ),
        "data.police.uk gives neither a qualifier nor a type of antisocial behaviour.",
    ),
)

WARDEN_RETURN_SOURCE = Source(
    slug="warden-return",
    title="Warden service return",
    layouts=(WARDEN_RETURN.slug,),
    template=WARDEN_RETURN.slug,
    categories={"kind": KINDS},
    area_level=Level.LOCALITY,
    supplied_by=AgencyKind.COUNCIL,
    published=False,
    every_months=3,
    caveats=("The warden service counts its reports by locality and by no smaller area.",),
)

# --- Measures --------------------------------------------------------------------------------
FEWER_REPORTS = (
    "Fewer reports need not mean fewer incidents. People may no longer report, or may report"
    " somewhere else."
)


def _qualified(slug: str, title: str, adjective: str, definition: str) -> Measure:
    return Measure(
        slug=slug,
        title=title,
        noun=Noun(
            f"{adjective} antisocial behaviour incident",
            f"{adjective} antisocial behaviour incidents",
        ),
        categories={ASB_RETURN_SOURCE.slug: {"qualifier": (slug,)}},
        better=Better.LOWER,
        definition=definition,
        caveats=("An incident whose qualifier is not stated is in none of the three.",),
    )


INCIDENTS = Measure(
    slug="incidents",
    title="ASB incidents",
    noun=Noun("antisocial behaviour incident", "antisocial behaviour incidents"),
    categories={ASB_RETURN_SOURCE.slug: {}, POLICE_UK_SOURCE.slug: {}},
    better=Better.LOWER,
    definition=(
        "Every call about antisocial behaviour that the police recorded as an incident. Incidents"
        " are not crimes and are never counted among them; neither are reports to the wardens."
    ),
)

PERSONAL = _qualified(
    "personal",
    "Personal ASB",
    "personal",
    "Antisocial behaviour aimed at a person or a group, or that has an impact on them.",
)
NUISANCE = _qualified(
    "nuisance",
    "Nuisance ASB",
    "nuisance",
    "Antisocial behaviour that troubles the community at large rather than a person or a group.",
)
ENVIRONMENTAL = _qualified(
    "environmental",
    "Environmental ASB",
    "environmental",
    "Antisocial behaviour that is aimed at nobody and harms its surroundings.",
)

WARDEN_REPORTS = Measure(
    slug="warden-reports",
    title="Reports to the warden service",
    noun=Noun("report to the warden service", "reports to the warden service", verb="made"),
    categories={WARDEN_RETURN_SOURCE.slug: {}},
    better=Better.LOWER,
    definition=(
        "Every report or request that the council’s warden service took, whatever became of it."
    ),
)


def _warden_reports(slug: str, title: str, about: str) -> Measure:
    return Measure(
        slug=f"warden-{slug}",
        title=f"Warden reports: {title}",
        noun=Noun(
            f"report about {about} to the warden service",
            f"reports about {about} to the warden service",
            verb="made",
        ),
        categories={WARDEN_RETURN_SOURCE.slug: {"kind": (slug,)}},
        better=Better.LOWER,
        definition=f"Reports to the council’s warden service about {about}.",
    )


BY_KIND = (
    _warden_reports("rowdy-behaviour", "rowdy behaviour", "rowdy or nuisance behaviour"),
    _warden_reports("nuisance-vehicles", "nuisance vehicles", "nuisance vehicles"),
    _warden_reports("litter", "litter and fly-tipping", "litter and fly-tipping"),
    _warden_reports("dogs", "dogs and other animals", "dogs and other animals"),
    _warden_reports("begging-and-drinking", "begging and drinking", "begging and street drinking"),
    _warden_reports("other", "other", "other matters"),
)

# --- The datasets ----------------------------------------------------------------------------
NEVER_ADDED = (
    "Police incidents and reports to the wardens are two series. One event can be in both, so they"
    " are never added up."
)

ASB = datasets.register(
    Dataset(
        slug="asb",
        app="asb",
        title="ASB incidents",
        fact=AsbIncident,
        dimensions=(Dimension("qualifier", "Qualifier"), Dimension("type", "Type of incident")),
        sources=(ASB_RETURN_SOURCE, POLICE_UK_SOURCE),
        measures=(INCIDENTS, PERSONAL, NUISANCE, ENVIRONMENTAL),
        unit="antisocial behaviour incidents",
        caveats=(
            FEWER_REPORTS,
            NEVER_ADDED,
            (
                "Police forces decide for themselves how they record a call, and have changed it."
                " Figures of antisocial behaviour are not accredited official statistics."
            ),
            "In 2020/21 breaches of the lockdown rules were recorded as antisocial behaviour.",
        ),
    ),
    layouts=(ASB_RETURN,),
)

WARDEN = datasets.register(
    Dataset(
        slug="warden",
        app="asb",
        title="Warden service reports",
        fact=WardenReport,
        dimensions=(Dimension("kind", "Kind of report"),),
        sources=(WARDEN_RETURN_SOURCE,),
        measures=(WARDEN_REPORTS, *BY_KIND),
        unit="reports to the warden service",
        caveats=(FEWER_REPORTS, NEVER_ADDED),
    ),
    layouts=(WARDEN_RETURN,),
)
