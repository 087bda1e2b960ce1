"""Serious violence is what the partnership has agreed that it counts; declaration only."""

from __future__ import annotations

from measures.change import Better
from partnership.kinds import AgencyKind, Level
from returns.catalogue.declarations import (
    Absence,
    Column,
    Dataset,
    Fills,
    Layout,
    Measure,
    Noun,
    Rows,
    Source,
)
from returns.catalogue.registry import datasets
from violence.models import SeriousViolence

VIOLENCE_RETURN = Layout(
    slug="violence-return",
    title="the return of serious violence",
    columns=(
        Column("Month", Fills.MONTH, also_called=("Period", "Month recorded")),
        Column(
            "Ward code",
            Fills.AREA,
            also_called=("Area code", "GSS code", "ONS code", "Code", "WD21CD", "WD22CD"),
        ),
        Column("Ward", Fills.AREA_NAME, also_called=("Ward name", "Area"), required=False),
        Column(
            "Definition",
            Fills.DEFINITION,
            also_called=("Definition and version", "Counted under", "Definition version"),
        ),
        Column(
            "Serious violence",
            Fills.COUNT,
            also_called=(
                "Serious violence incidents",
                "Serious violence offences",
                "Number of incidents of serious violence",
            ),
        ),
    ),
    rows=Rows.COUNT,
    absence=Absence.GAP,
    area_level=Level.WARD,
)

VIOLENCE_RETURN_SOURCE = Source(
    slug="violence-return",
    title="Serious violence return",
    layouts=(VIOLENCE_RETURN.slug,),
    template=VIOLENCE_RETURN.slug,
    categories={},
    area_level=Level.WARD,
    supplied_by=AgencyKind.POLICE,
    published=False,
    every_months=3,
    counts_under="serious violence",
)

SERIOUS = Measure(
    slug="serious",
    title="Serious violence",
    noun=Noun("incident of serious violence", "incidents of serious violence"),
    categories={VIOLENCE_RETURN_SOURCE.slug: {}},
    better=Better.LOWER,
    definition="Serious violence as the return counts it, under a shared definition once one is"
    " agreed.",
    caveats=(
        (
            "There is no single definition of serious violence. Two partnerships, or one under two"
            " definitions, cannot be compared."
        ),
    ),
)

VIOLENCE = datasets.register(
    Dataset(
        slug="violence",
        app="violence",
        title="Serious violence",
        fact=SeriousViolence,
        dimensions=(),
        sources=(VIOLENCE_RETURN_SOURCE,),
        measures=(SERIOUS,),
        unit="incidents of serious violence",
    ),
    layouts=(VIOLENCE_RETURN,),
)
