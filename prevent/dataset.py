"""What national Prevent and Channel figures are: series, dated lists, measures; no code."""

from __future__ import annotations

from measures.change import Better
from partnership.kinds import AgencyKind, Level
from prevent.layouts import (
    COLLECTED_FIGURES,
    CONCERN_RECORDED,
    LAYOUTS,
    LOCAL_COUNTS,
    PUBLISHED_FIGURES,
    turn_collected,
)
from prevent.models import NationalFigure
from returns.catalogue.declarations import Category, Noun, Scope, Source
from returns.catalogue.published import (
    Break,
    DatedList,
    PublishedDataset,
    PublishedMeasure,
    Series,
    Unit,
    Withheld,
)
from returns.catalogue.registry import datasets

ENGLAND_AND_WALES = "England and Wales"
GREAT_BRITAIN = "Great Britain"

# --- Dated lists -----------------------------------------------------------------------------
# That concerns and ages have new lists from 2024/25 is published. Where the first list of
# concerns ended is not in any file held here: it is put after the last year that uses it.
ISLAMIST = Category("islamist", "Islamist", also_called=("Islamist extremism",))
EXTREME_RIGHT_WING = Category(
    "extreme-right-wing",
    "Extreme right-wing",
    also_called=("Right-wing", "Right wing", "Extreme right wing extremism"),
)
CONCERNS_FIRST = DatedList(
    "concern",
    "Type of concern",
    (
        ISLAMIST,
        EXTREME_RIGHT_WING,
        Category("other-extremism", "Other extremism", also_called=("Other",)),
        Category("unspecified", "Unspecified"),
    ),
    last=2016,
)
CONCERNS_TO_2023 = DatedList(
    "concern",
    "Type of concern",
    (
        Category(
            "no-ideology",
            "Vulnerability present but no ideology or CT risk",
            also_called=("No ideology or CT risk", "No ideology or counter-terrorism risk"),
        ),
        EXTREME_RIGHT_WING,
        ISLAMIST,
        Category("conflicted", "Conflicted", also_called=("Conflicted ideology",)),
        Category("school-massacre", "School massacre", also_called=("School massacres",)),
        Category("incel", "Incel", also_called=("Incels",)),
        Category("other-concern", "Other concern"),
    ),
    first=2017,
    last=2023,
)
CONCERNS_FROM_2024 = DatedList(
    "concern",
    "Type of concern",
    (
        Category("no-ideology-two", "No ideology (two categories summed)"),
        EXTREME_RIGHT_WING,
        ISLAMIST,
    ),
    first=2024,
)
AGES_TO_2023 = DatedList(
    "age",
    "Age",
    (
        Category("14-and-under", "14 and under", also_called=("Age under 15", "Under 15")),
        Category("15-to-20", "15 to 20", also_called=("Age 15 to 20",)),
        Category("21-to-30", "21 to 30", also_called=("Age 21 to 30",)),
        Category("31-and-over", "31 and over", also_called=("Age 31 or over",)),
    ),
    last=2023,
)
AGES_FROM_2024 = DatedList(
    "age",
    "Age",
    (
        Category("10-and-under", "10 and under", also_called=("Age 10 or under",)),
        Category("11-to-15", "11 to 15", also_called=("Age 11 to 15",)),
        Category("16-to-17", "16 to 17", also_called=("Age 16 to 17",)),
        Category("18-to-20", "18 to 20", also_called=("Age 18 to 20",)),
    ),
    first=2024,
)
SECTORS = DatedList(
    "sector",
    "Who referred",
    (
        Category("education", "Education", also_called=("Education sector",)),
        Category("police", "Police"),
        Category("local-authority", "Local authority"),
    ),
)
SEXES = DatedList("sex", "Sex", (Category("male", "Male"), Category("female", "Female")))
KNOWN = DatedList("known", "How many are known", (Category("concern-recorded", CONCERN_RECORDED),))
IDEOLOGIES = DatedList(
    "ideology",
    "Ideology",
    (
        Category("islamist-extremist", "Islamist-extremist", also_called=("Islamist extremist",)),
        EXTREME_RIGHT_WING,
        Category("other-ideology", "Other ideology", also_called=("Other",)),
    ),
)
_OF_PEOPLE = (
    CONCERNS_FIRST,
    CONCERNS_TO_2023,
    CONCERNS_FROM_2024,
    AGES_TO_2023,
    AGES_FROM_2024,
    SECTORS,
    SEXES,
)

# --- Series ----------------------------------------------------------------------------------
REFERRALS = Series(
    "referrals",
    "Referrals to Prevent",
    ENGLAND_AND_WALES,
    (*_OF_PEOPLE, KNOWN),
    also_called=("Prevent referrals",),
)
DISCUSSED = Series(
    "discussed",
    "Discussed at a Channel panel",
    ENGLAND_AND_WALES,
    _OF_PEOPLE,
    also_called=("Discussed at Channel panel", "Discussed at panel"),
)
ADOPTED = Series(
    "adopted",
    "Adopted as a Channel case",
    ENGLAND_AND_WALES,
    _OF_PEOPLE,
    also_called=("Adopted as Channel case", "Received Channel support"),
)
CUSTODY = Series(
    "custody",
    "In custody for terrorism-connected offences",
    GREAT_BRITAIN,
    (IDEOLOGIES,),
    also_called=("Custody",),
)

# --- The source ------------------------------------------------------------------------------
NATIONAL_SOURCE = Source(
    slug="home-office-prevent",
    title="Home Office figures of Prevent and Channel, as published",
    layouts=(PUBLISHED_FIGURES.slug, COLLECTED_FIGURES.slug),
    template=PUBLISHED_FIGURES.slug,
    categories={},
    area_level=Level.NATION,
    supplied_by=AgencyKind.COUNCIL,
    published=True,
    scope=Scope.NATIONAL,
    every_months=12,
    caveats=(
        (
            "Many of these figures were read in reports of what the Home Office published, not in"
            " its own papers. Each names where it was read."
        ),
    ),
)

# --- Measures --------------------------------------------------------------------------------
NEW_CASE_SYSTEM = Break(
    2024,
    "from 2024/25 referrals are kept in one new case system (PCMT) in place of two, and types of"
    " concern and age bands have new lists",
)
_BREAKS = (NEW_CASE_SYSTEM,)
_NEITHER = (
    (
        "More referrals can mean more risk, or more people who know where to turn. Neither more nor"
        " fewer is called better."
    ),
)

MEASURES = (
    PublishedMeasure(
        slug="national-referrals",
        title="Referrals to Prevent, England and Wales",
        noun=Noun("referral to Prevent", "referrals to Prevent", verb="made"),
        categories={},
        better=Better.NEITHER,
        definition=(
            "People referred to Prevent in the year to 31 March. Somebody was worried that they"
            " might be drawn into terrorism."
        ),
        caveats=_NEITHER,
        series=REFERRALS.slug,
        breakdowns=("concern", "age", "sector", "sex"),
        breaks=_BREAKS,
    ),
    PublishedMeasure(
        slug="national-discussed",
        title="Discussed at a Channel panel, England and Wales",
        noun=Noun("referral", "referrals", verb="discussed at a Channel panel"),
        categories={},
        better=Better.NEITHER,
        definition="Referrals to Prevent that were discussed at a Channel panel.",
        caveats=_NEITHER,
        series=DISCUSSED.slug,
        breakdowns=("concern", "age", "sector", "sex"),
        breaks=_BREAKS,
    ),
    PublishedMeasure(
        slug="national-adopted",
        title="Adopted as a Channel case, England and Wales",
        noun=Noun("referral", "referrals", verb="adopted as a Channel case"),
        categories={},
        better=Better.NEITHER,
        definition=(
            "Referrals to Prevent that a panel adopted as a Channel case. The earliest publications"
            " call it “received Channel support”."
        ),
        caveats=_NEITHER,
        series=ADOPTED.slug,
        breakdowns=("concern", "age", "sector", "sex"),
        breaks=_BREAKS,
    ),
    PublishedMeasure(
        slug="national-adopted-share",
        title="Share of referrals adopted as a Channel case, England and Wales",
        noun=Noun("referral", "referrals", verb="adopted as a Channel case"),
        categories={},
        better=Better.NEITHER,
        definition=(
            "Referrals adopted as a Channel case, for every 100 referrals of the same year. It is"
            " worked out here from the two published counts."
        ),
        caveats=_NEITHER,
        series=ADOPTED.slug,
        of=REFERRALS.slug,
        unit=Unit.PERCENT,
        share_of="referrals to Prevent",
        breaks=_BREAKS,
    ),
    PublishedMeasure(
        slug="national-concern-share",
        title="Referrals to Prevent by type of concern, England and Wales",
        noun=Noun("referral to Prevent", "referrals to Prevent", verb="made"),
        categories={},
        better=Better.NEITHER,
        definition=(
            "The type of concern for every 100 referrals whose type is known. It is as published,"
            " or worked out where both counts are."
        ),
        caveats=_NEITHER,
        series=REFERRALS.slug,
        unit=Unit.PERCENT,
        breakdowns=("concern",),
        share_of="referrals to Prevent with a known type of concern",
        breaks=_BREAKS,
    ),
    PublishedMeasure(
        slug="national-age-share",
        title="Referrals to Prevent by age, England and Wales",
        noun=Noun("referral to Prevent", "referrals to Prevent", verb="made"),
        categories={},
        better=Better.NEITHER,
        definition=(
            "The age for every 100 people referred whose age is known, as published or worked out"
            " from both counts."
        ),
        caveats=_NEITHER,
        series=REFERRALS.slug,
        unit=Unit.PERCENT,
        breakdowns=("age",),
        share_of="referrals to Prevent with a known age",
        breaks=_BREAKS,
    ),
    PublishedMeasure(
        slug="custody-share",
        title="People in custody for terrorism-connected offences by ideology, Great Britain",
        noun=Noun("person", "people", verb="in custody"),
        categories={},
        better=Better.NEITHER,
        definition=(
            "The ideology of every 100 people in custody for terrorism-connected offences on the"
            " day named. Some are convicted, and some wait for trial or sentence."
        ),
        series=CUSTODY.slug,
        unit=Unit.PERCENT,
        breakdowns=("ideology",),
        share_of="people in custody for terrorism-connected offences",
    ),
)

PREVENT = datasets.register(
    PublishedDataset(
        slug="prevent",
        app="prevent",
        title="Prevent and Channel (national)",
        fact=NationalFigure,
        dimensions=(),
        sources=(NATIONAL_SOURCE,),
        measures=MEASURES,
        unit="published figures",
        series=(REFERRALS, DISCUSSED, ADOPTED, CUSTODY),
        turns={COLLECTED_FIGURES.slug: turn_collected},
        told_together={
            "Prevent": ("national-referrals", "custody-share", "national-concern-share"),
            "Channel": ("national-adopted", "national-adopted-share", "national-age-share"),
        },
        left_out={
            "North East (CT region incl. Yorkshire)": (
                "This is a figure of a region. Only national figures of Prevent are kept, so it is"
                " left out."
            ),
        },
        withheld=Withheld(
            words=LOCAL_COUNTS,
            sentence=(
                "This looks like local counts of Prevent or Channel. The portal does not accept"
                " them at all: they are withheld because they could point to people. The file was"
                " refused and is not stored."
            ),
            todo="Enter figures for the whole nation only, and say where they were published.",
        ),
        caveats=(
            "These are national and yearly figures. Nothing here is about this partnership.",
            (
                "This portal keeps no local number of Prevent referrals or Channel cases, on"
                " purpose. Small numbers could point to people."
            ),
            (
                "Shares are of the cases whose value is known. Where the number of known cases was"
                " not published, no interval and no test of chance is given."
            ),
            (
                "Figures are revised in later publications. Each is kept with its own, the latest"
                " is shown, and the earlier ones stand beside it."
            ),
        ),
    ),
    layouts=LAYOUTS,
)
