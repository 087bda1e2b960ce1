"""Made-up descriptions in every kind, for the gallery of components and the tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO

from measures.counts import Count, Gap, Mark
from reporting.content.description import (
    Band,
    Cell,
    Chart,
    Column,
    Deck,
    Kind,
    Link,
    Marking,
    Picture,
    Provenance,
    Role,
    Row,
    Sentence,
    Series,
    Slide,
    SlideKind,
    Style,
    Table,
    Words,
)
from reporting.content.diagrams import Diagram, Node
from reporting.narrative import verdicts

_MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
_SOURCE = "Source: made-up figures for show, as at 30 June 2023."
_THIS = (2250, 2310, 2290, 2405, 2330, 2240, 2260, 2150, 2080, 2045, 1960, 2130)
_COMPARED = (1950, 2100, 2120, 2210, 2180, 2150, 2190, 2060, 1980, 1960, 1890, 2161)
_BEFORE = (1620, 1750, 1830, 1990, 2020, 1940, 1900, 1780, 1790, 1650, 1600, 1910)
_WARDS = (
    ("Central", 4410),
    ("Newport", 2644),
    ("North Ormesby", 2301),
    ("Longlands & Beechwood", 2010),
    ("Berwick Hills & Pallister", 1788),
    ("Brambles & Thorntree", 1755),
    ("Park", 1210),
    ("Hemlington", 1004),
    ("Linthorpe", 810),
    ("Kader", 305),
)


def _cells(values: Iterable[Count]) -> tuple[Cell, ...]:
    return tuple(Cell(value) for value in values)


def months() -> Chart:
    """Three years as lines with a band, of which a quarter is spoken of; one month is missing."""
    this: tuple[Count, ...] = (*_THIS[:7], Gap.NOT_SUPPLIED, *_THIS[8:])
    return Chart(
        slug="sample-months",
        kind=Kind.LINES,
        title="Crime was higher than the year before until the autumn",
        subtitle="Recorded crimes a month, Middlesbrough, April 2022 to March 2023",
        unit="Crimes",
        at=_MONTHS,
        series=(
            Series("2022/23", Role.THIS, _cells(this)),
            Series("2021/22", Role.COMPARED, _cells(_COMPARED)),
            Series("2020/21", Role.BEFORE, _cells(_BEFORE)),
        ),
        band=Band(
            "2018/19 and 2019/20",
            low=_cells(tuple(value - 190 for value in _COMPARED)),
            high=_cells(tuple(value + 40 for value in _COMPARED)),
        ),
        alternative=(
            "Line chart of three years by month. 2022/23 starts at 2,250 crimes in April, peaks "
            "at 2,405 in July and ends at 2,130 in March; November was not supplied."
        ),
        source_line=_SOURCE,
        across="Month",
        spoken=("Jan", "Feb", "Mar"),
        spoken_label="January to March",
    )


def unfinished_year() -> Chart:
    """This year so far, of which the rest is not supplied."""
    this: tuple[Count, ...] = (*_THIS[:5], *[Gap.NOT_SUPPLIED] * 7)
    return Chart(
        slug="sample-unfinished",
        kind=Kind.LINES,
        title="The first five months were above the year before",
        subtitle="Recorded crimes a month, Middlesbrough, April to August 2022",
        unit="Crimes",
        at=_MONTHS,
        series=(
            Series("2022/23", Role.THIS, _cells(this)),
            Series("2021/22", Role.COMPARED, _cells(_COMPARED)),
        ),
        alternative="Line chart: five months of 2022/23, each above the same month of 2021/22.",
        source_line=_SOURCE,
    )


def years() -> Chart:
    """Five years as columns, this one standing out; one has not been supplied."""
    return Chart(
        slug="sample-years",
        kind=Kind.COLUMNS,
        title="2022/23 had the most crimes of four years",
        subtitle="Recorded crimes a year, Middlesbrough, 2018/19 to 2022/23",
        unit="Crimes",
        at=("2018/19", "2019/20", "2020/21", "2021/22", "2022/23"),
        series=(
            Series("Crimes", Role.BARS, _cells((Gap.NOT_SUPPLIED, 23069, 21780, 24951, 26450))),
        ),
        highlight="2022/23",
        alternative="Column chart of five years. 2022/23 is the highest, with 26,450 crimes.",
        source_line=_SOURCE,
    )


def wards() -> Chart:
    """Ranked bars with a ward standing out; one ward's count is too small to show."""
    names, counts = zip(*_WARDS, strict=True)
    return Chart(
        slug="sample-wards",
        kind=Kind.BARS,
        title="Central had one crime in six",
        subtitle="Recorded crimes by ward, Middlesbrough, 2022/23",
        unit="Crimes",
        at=(*names, "Stainton & Thornton"),
        series=(Series("2022/23", Role.BARS, _cells((*counts, Gap.HIDDEN))),),
        highlight="Central",
        alternative="Ranked bars of eleven wards, from Central, 4,410 crimes, to Kader, 305.",
        source_line=_SOURCE,
        across="Ward",
    )


def ward_table(*, rows: int = len(_WARDS)) -> Table:
    """A comparison by ward with every style, links, marks, gaps and a total; `rows` wards."""
    names = [
        (f"{name} {turn}".removesuffix(" 0"), count) for turn in range(9) for name, count in _WARDS
    ]
    return Table(
        slug="sample-by-ward",
        title="Recorded crimes by ward, 2022/23 compared with 2021/22",
        columns=(
            Column("Ward"),
            Column("2022/23", is_number=True),
            Column("2021/22", is_number=True),
            Column("Difference", is_number=True),
            Column("Change", is_number=True),
            Column(verdicts.HEADING),
        ),
        rows=(
            *(_ward_row(name, count) for name, count in names[: rows - 2]),
            Row(("Stainton & Thornton", *[Cell(Gap.HIDDEN)] * 4, "cannot say")),
            Row(
                (
                    "All wards",
                    Cell(26450, marks=frozenset({Mark.PROVISIONAL})),
                    Cell(24951),
                    Cell(1499, Style.DIFFERENCE),
                    Cell(6.0077, Style.CHANGE),
                    "no",
                ),
                is_total=True,
            ),
        ),
        notes=("Crimes that could not be placed in a ward are in the total alone.",),
    )


def _ward_row(name: str, count: int) -> Row:
    before = round(count * 0.95)
    provenance = Provenance("crime/all-crime", "police-return", "2022/23", area=name)
    return Row(
        (
            Link(name, "wards/E05015468/"),
            Cell(count, provenance=provenance),
            Cell(before),
            Cell(count - before, Style.DIFFERENCE),
            Cell(100 * (count - before) / before, Style.CHANGE),
            "yes",
        )
    )


def deck() -> Deck:
    """One slide of each kind, with more rows and more words than one slide holds."""
    finding = Sentence(
        (Cell(26450), " crimes were recorded in 2022/23, 6.0% more than the 24,951 in 2021/22.")
    )
    verdict = Sentence((f"That is {verdicts.BEYOND_THEM}.",))
    definition = "Definition: all notifiable offences that the police recorded; fraud is left out."
    warning = "Illustrative split of the published total."
    charts = (months(), unfinished_year(), years(), wards())
    return Deck(
        title="All recorded crime in Middlesbrough, 2022/23",
        subtitle="Compared with 2021/22 and with earlier years",
        partnership="Middlesbrough Community Safety Partnership",
        colour="#00625a",
        as_at=date(2023, 6, 30),
        slides=(
            Slide(SlideKind.TEXT, "Crime rose by 6.0%", (finding, verdict), notes=(definition,)),
            *(
                Slide(
                    SlideKind.CHART,
                    chart.title,
                    (finding, verdict),
                    chart=chart,
                    source_line=chart.source_line,
                    warning=warning,
                    notes=(definition,),
                )
                for chart in charts
            ),
            Slide(
                SlideKind.TABLE,
                "Most wards rose with the town",
                (finding,),
                table=ward_table(rows=20),
                source_line=_SOURCE,
                warning=warning,
                notes=(definition,),
            ),
            Slide(SlideKind.TITLE, "How we know", (Sentence(("Definitions and sources",)),)),
            Slide(SlideKind.TEXT, "What stands behind the figures", (finding, verdict) * 9),
        ),
    )


def governance() -> Diagram:
    """Bodies on three levels, more than stand under one another on one slide."""
    thematic = ("Domestic abuse", "Serious violence", "Substance misuse", "Reducing re-offending")
    localities = ("North", "East", "South", "West")
    return Diagram(
        slug="sample-governance",
        title="Who reports to whom",
        nodes=(
            Node("csp", "Community Safety Partnership", ("Meets quarterly",)),
            Node("aim", "Active Intelligence Mapping group", ("Meets monthly",), to="csp"),
            *(
                Node(name, f"{name} Neighbourhood Action Partnership", to="aim")
                for name in localities
            ),
            *(Node(name, f"{name} group", ("Meets quarterly",), to="csp") for name in thematic),
            Node("prevent", "Operational Prevent group", to="csp"),
            Node("channel", "Channel panel", ("Meets monthly",), to="prevent"),
        ),
        alternative=(
            "The Community Safety Partnership at the top. Six groups report to it. Four "
            "Neighbourhood Action Partnerships report to the Active Intelligence Mapping group, "
            "the Channel panel to the Operational Prevent group."
        ),
    )


def picture() -> Picture:
    """A picture made up of two blocks of colour."""
    from PIL import Image

    drawn = Image.new("RGB", (640, 400), "#12436D")
    drawn.paste("#28A197", (0, 220, 640, 400))
    content = BytesIO()
    drawn.save(content, "PNG")
    return Picture(
        content=content.getvalue(),
        width=640,
        height=400,
        alternative="A blue sky above a green field, drawn as two blocks of colour.",
        permission="drawn for this example; free to use",
    )


def recommendations() -> Table:
    """Words in every column, one entry of which is longer than a slide is high."""
    long = "The partnership will write to each responsible authority and report back. " * 14
    return Table(
        slug="sample-recommendations",
        title="Recommendations made since the last update",
        columns=(
            Column("Recommendation"),
            Column("To whom"),
            Column("Answer"),
            Column("Due"),
        ),
        rows=(
            Row(("Report wards beside the town", "Council", "Accepted", "1 June 2023")),
            Row(("Say what changed in recording", "Police", long.strip(), "1 September 2023")),
            Row(("Publish the timetable", "Fire authority", "Accepted in part", "1 June 2023")),
        ),
    )


def wide_table() -> Table:
    """Five years beside one another, with their changes: more columns than one slide has room."""
    years = ("2018/19", "2019/20", "2020/21", "2021/22", "2022/23")
    columns = [
        Column(words, is_number=True) for year in years for words in (year, f"Change to {year}")
    ]
    return Table(
        slug="sample-wide",
        title="Recorded crimes by ward in five years",
        columns=(Column("Ward"), *columns),
        rows=tuple(
            Row((name, *[Cell(count), Cell(1.5, Style.CHANGE)] * len(years)))
            for name, count in _WARDS
        ),
        notes=("The changes are made up.",),
    )


def pack() -> Deck:
    """An annual update in every kind of slide, with what a pack has and a measure has not."""
    law = Sentence(
        (
            "The partnership is ",
            Words("statutory", is_underlined=True),
            ": see the ",
            Words(
                "Crime and Disorder Act 1998",
                address="https://www.legislation.gov.uk/ukpga/1998/37/contents",
            ),
            ", under which it publishes a plan.",
        )
    )
    duties = tuple(
        Sentence((f"Duty {number}: to work together with the other authorities on what it is for",))
        for number in range(1, 17)
    )
    slides = deck().slides
    return replace(
        deck(),
        title="Community Safety Partnership annual update",
        subtitle="Environment Scrutiny Panel, 4 March 2024",
        presenters=(
            "Ann Example, Head of Stronger Communities",
            "Bob Example, Community Safety Manager",
        ),
        marking=Marking.SENSITIVE,
        slides=(
            Slide(SlideKind.TITLE, "Overview and responsibilities"),
            Slide(SlideKind.TEXT, "Terms of reference", (law, law), source_line=_SOURCE),
            Slide(SlideKind.TEXT, "Functions", (law, *duties), is_list=True),
            Slide(
                SlideKind.TEXT,
                "What the partnership did",
                (law, replace(law, is_point=True), replace(duties[0], is_point=True)),
            ),
            Slide(SlideKind.DIAGRAM, "Governance", (law,), diagram=governance()),
            Slide(SlideKind.PICTURE, "A street in the town", (law,), picture=picture()),
            Slide(SlideKind.TITLE, "Crime", (Sentence(("What was recorded",)),)),
            *slides,
            Slide(SlideKind.CHART, "Wards, ranked", chart=_many_wards(), source_line=_SOURCE),
            Slide(SlideKind.TABLE, "Five years by ward", table=wide_table(), source_line=_SOURCE),
            Slide(SlideKind.TITLE, "The panel’s business"),
            Slide(SlideKind.TABLE, "Recommendations", (law,), table=recommendations()),
        ),
    )


def _many_wards() -> Chart:
    """All of a town's wards, more bars than stand under one another on one slide."""
    chart = wards()
    names = tuple(f"{name} {half}" for half in ("north", "south") for name, _ in _WARDS)
    cells = _cells([count // 2 for _, count in _WARDS] * 2)
    return replace(
        chart,
        slug="sample-many-wards",
        title="Central had the most in both halves of the town",
        at=names,
        series=(replace(chart.series[0], cells=cells),),
        highlight="Central north",
        alternative="Ranked bars of twenty half wards, from Central north to Kader south.",
    )


def annual_update() -> Deck:
    """A deck as long as an annual update: about sixty slides, each kind twice or more."""
    first = pack()
    again = tuple(replace(slide, title=f"{slide.title}, again") for slide in first.slides)
    return replace(first, slides=(*first.slides, *again))
