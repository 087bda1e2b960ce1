"""What deliberate fires are: a source with two layouts, classes, measures; declaration only."""

from __future__ import annotations

from fires.layouts import FIRE_INCIDENTS, FIRE_RETURN, LAYOUTS
from fires.models import DeliberateFires
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

PRIMARY = Category(
    "primary",
    "F1 primary",
    also_called=("F1", "FDR1", "Primary", "Primary fire", "F1 (primary)", "P"),
)
SECONDARY = Category(
    "secondary",
    "F3 secondary",
    also_called=("F3", "FDR3", "Secondary", "Secondary fire", "F3 (secondary)", "S"),
)
# On paper, FDR2 was the form that amended an FDR1: it never was a class of fire.
F2 = Category(
    "f2",
    "F2",
    also_called=("FDR2", "F2 fire"),
    refused_because=(
        "“F2” is no class of fire: FDR2 was the form that amended an FDR1, and chimney fires are a"
        " type of their own. The fire service has not said what it means by it here."
    ),
)
VEHICLES = (
    Category("vehicle", "Vehicle", also_called=("Yes", "Y", "Vehicle fire", "Road vehicle")),
    Category("not-vehicle", "Not a vehicle", also_called=("No", "N", "Not vehicle", "Non-vehicle")),
    NOT_STATED,
)

FIRE_RETURN_SOURCE = Source(
    slug="fire-return",
    title="Fire service return",
    layouts=(FIRE_RETURN.slug, FIRE_INCIDENTS.slug),
    template=FIRE_RETURN.slug,
    categories={"fire_class": (PRIMARY, SECONDARY, F2), "vehicle": VEHICLES},
    area_level=Level.WARD,
    supplied_by=AgencyKind.FIRE,
    published=False,
    every_months=3,
    caveats=(
        "A fire is counted in the month and the ward in which the fire service was called to it.",
        (
            "The fire service says that a fire was deliberate, or thought to be, when it has put it"
            " out. Where the cause is not known the fire counts as accidental and is not here."
        ),
    ),
)

SEASON = (
    "Deliberate fires have a season of their own: grass and rubbish burn in a dry March and April."
    " So a quarter is compared with the same quarter of another year, not with the one before."
)
ALL_FIRES = Measure(
    slug="deliberate",
    title="Deliberate fires",
    noun=Noun("deliberate fire", "deliberate fires"),
    categories={FIRE_RETURN_SOURCE.slug: {}},
    better=Better.LOWER,
    definition=(
        "Fires that the fire service went to, and that were set on purpose or are thought to have"
        " been. Primary (F1) and secondary (F3) count, and a class F2 only if the fire service has"
        " defined one."
    ),
    seasonal=SEASON,
)
BY_CLASS = (
    Measure(
        slug="primary",
        title="Deliberate primary fires (F1)",
        noun=Noun("deliberate primary fire", "deliberate primary fires"),
        categories={FIRE_RETURN_SOURCE.slug: {"fire_class": (PRIMARY.slug,)}},
        better=Better.LOWER,
        definition=(
            "Deliberate fires in buildings, vehicles and outdoor structures. Any with somebody hurt"
            " or rescued counts too, and any that five or more engines went to."
        ),
        seasonal=SEASON,
    ),
    Measure(
        slug="secondary",
        title="Deliberate secondary fires (F3)",
        noun=Noun("deliberate secondary fire", "deliberate secondary fires"),
        categories={FIRE_RETURN_SOURCE.slug: {"fire_class": (SECONDARY.slug,)}},
        better=Better.LOWER,
        definition=(
            "Deliberate fires that are not primary: grass, rubbish and other things outdoors, and"
            " derelict buildings or vehicles. Nobody was hurt, and four engines or fewer went to"
            " them."
        ),
        seasonal=SEASON,
    ),
)

FIRES = datasets.register(
    Dataset(
        slug="fires",
        app="fires",
        title="Deliberate fires",
        fact=DeliberateFires,
        dimensions=(Dimension("fire_class", "Fire class"), Dimension("vehicle", "Vehicle or not")),
        sources=(FIRE_RETURN_SOURCE,),
        measures=(ALL_FIRES, *BY_CLASS),
        unit="deliberate fires",
        caveats=("One fire is one incident, however many engines or callers there were.",),
    ),
    layouts=LAYOUTS,
)
