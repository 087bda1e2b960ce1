"""A presentation with a slide for every kind of proof, of made-up words and numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import BytesIO

from PIL import Image

from csp_portal.gallery import samples
from reporting.content.description import (
    Cell,
    Column,
    Marking,
    Picture,
    Row,
    Style,
    Table,
)
from reporting.content.frozen import FrozenPack, FrozenSection
from reporting.content.panel_slides import (
    Finding,
    Layout,
    LikelyQuestion,
    OfSection,
    PanelSlide,
    Presentation,
    Shown,
    SpeakerNotes,
)
from reporting.content.phrases import SlideRef, phrase
from reporting.content.proofs import (
    AreaMap,
    Asks,
    Bar,
    BarForm,
    Bars,
    Board,
    BoardRow,
    Body,
    BodyColumn,
    Card,
    Cards,
    Checks,
    Columns,
    Cycle,
    Cycles,
    Dates,
    Hub,
    Layer,
    Line,
    Lines,
    MapArea,
    MapGroup,
    MapTile,
    Moment,
    Pair,
    Paragraphs,
    Proof,
    Slopes,
    Status,
    Steps,
    Strand,
    Strands,
    Structure,
    Tile,
    TileMap,
    Tiles,
    Tone,
    Track,
    Tracks,
    Weight,
    When,
)


def count(number: int) -> Cell:
    return Cell(number)


YEARS = ("2019/20", "2020/21", "2021/22", "2022/23")
MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")


def _square(left: float, top: float) -> tuple[tuple[float, float], ...]:
    return ((left, top), (left + 10, top), (left + 10, top + 10), (left, top + 10))


def _png() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (160, 90), "#336699").save(stream, "PNG")
    return stream.getvalue()


CHANGE = phrase(Cell(6.0, Style.PERCENT), " more")
TWO_BARS = (("2021/22", count(940)), ("2022/23", count(1000)))
WARDS = ("Acklam", "Ayresome", "Berwick Hills and Pallister", "Central", "Newport", "Park")


def proofs() -> dict[str, Proof]:
    """One of each kind, by a name of its own."""
    groups = (_charts(), _tiles_and_maps(), _dates_and_structures(), _boxes(), _tables_and_words())
    return {name: proof for group in groups for name, proof in group.items()}


def _charts() -> dict[str, Proof]:
    """Charts: lines, slopes, columns and bars."""
    before = Line(phrase("2021/22"), tuple(count(400 + 9 * n) for n in range(12)))
    this = Line(phrase("2022/23"), tuple(count(380 - 4 * n) for n in range(12)), Weight.MAIN)
    return {
        "lines": Lines(MONTHS, (before, this)),
        "slopes": Slopes(
            YEARS,
            (
                Line(phrase("North"), tuple(map(count, (3180, 3000, 2900, 2760))), Weight.MAIN),
                Line(phrase("East"), tuple(map(count, (720, 800, 860, 930)))),
                Line(phrase("South"), tuple(map(count, (430, 500, 560, 610)))),
            ),
        ),
        "columns": Columns(
            YEARS,
            (
                Layer(phrase("Secondary"), tuple(map(count, (1185, 1042, 1516, 1506)))),
                Layer(phrase("Primary"), tuple(map(count, (148, 128, 145, 162))), Weight.MAIN),
            ),
            tuple(map(count, (1333, 1170, 1661, 1668))),
            main="2022/23",
        ),
        "bars": Bars(
            tuple(
                Bar(ward, Cell(value, Style.CHANGE), weight)
                for ward, value, weight in zip(
                    WARDS,
                    (44.0, 42.0, -25.0, -27.0, -33.0, -20.0),
                    (Weight.ATTENTION, Weight.MAIN, *(Weight.PLAIN,) * 3, Weight.REST),
                    strict=True,
                )
            )
        ),
        "dots": Bars(
            tuple(
                Bar(ward, count(30 + n), Weight.PLAIN, count(20 + n), count(44 + n))
                for n, ward in enumerate(WARDS)
            ),
            BarForm.DOT,
        ),
    }


def _tiles_and_maps() -> dict[str, Proof]:
    """Figures in a row, and where they lie."""
    return {
        "tiles": Tiles(
            tuple(
                Tile(name, count(number), CHANGE, TWO_BARS, phrase(count(940), " in 2021/22"))
                for name, number in (("Crime", 26450), ("Fires", 1668), ("Violence", 724))
            ),
            (("Two wards", phrase(" went against the fall")),),
        ),
        "area-map": AreaMap(
            tuple(MapArea(f"Ward {n}", (_square(10 * n, 0),), n % 2) for n in range(4)),
            (MapGroup("N", "North", ("Acklam", "Park")), MapGroup("S", "South", ("Kader",))),
        ),
        "tile-map": TileMap(
            tuple(
                MapTile(ward, n % 3, n // 3, count(250 * n), n % 4) for n, ward in enumerate(WARDS)
            ),
            ("under 250", "250 to 499", "500 to 749", "750 or more"),
        ),
    }


def _dates_and_structures() -> dict[str, Proof]:
    """What happens when, and who reports to whom."""
    return {
        "cycles": Cycles(
            (
                Cycle("Assessment", date(2023, 11, 1), date(2024, 11, 1)),
                Cycle("Information sharing", date(2023, 3, 31), date(2024, 3, 31)),
                Cycle("Domestic homicide reviews", None, None, "as needed"),
            ),
            date(2024, 3, 4),
        ),
        "dates": Dates(
            (
                Moment("6 March", "You met", "a year before", When.PAST),
                Moment("4 March", "You meet", "and say what you want", When.TODAY),
                Moment("18 March", "We answer", "what was left open today"),
                Moment("24 April", "Partnership", "takes the definition"),
            )
        ),
        "strands": Strands(
            ("Planned", "Under way", "Finished"),
            (Strand("Strengthen the training", 1), Strand("Renew the pathway", 0)),
        ),
        "structure": Structure(
            Body("Community Safety Partnership", "every quarter"),
            (
                BodyColumn("Look at the figures", (Body("Mapping group", "every month"),)),
                BodyColumn("Work in one place", (Body("North"), Body("East"), Body("South"))),
            ),
            Body("Scrutiny panel", is_outside=True),
        ),
    }


def _boxes() -> dict[str, Proof]:
    """What is told in boxes and arrows."""
    return {
        "cards": Cards(
            (
                Card("Choose where we look closer", phrase("Which WARDS?"), "1"),
                Card("Back one definition", phrase("Will you ask?"), "2", phrase(SlideRef("bars"))),
            )
        ),
        "steps": Steps(
            (Card("Notice", phrase("A teacher")), Card("Refer"), Card("Meet"), Card("Help"))
        ),
        "tracks": Tracks(
            (
                Track("In person", "Ambassador", ("Sessions", "Parents", "Library")),
                Track("Around town", "Campaign", ("Surgeries", "Hubs")),
            ),
            Card("One message", phrase("Talk early")),
        ),
        "hub": Hub(
            "Leads group",
            ("Hartlepool", "Stockton", "Redcar"),
            "Middlesbrough",
            (Card("Roundtable", phrase("across Cleveland")), Card("Edge of care")),
        ),
        "checks": Checks(
            ("Acklam School", "Kader School", "Park School"),
            (True, True, False),
            "trained",
            "not yet",
        ),
        "asks": Asks(
            (
                Card("What changed in Park?", phrase("It rose"), leads_to=phrase(SlideRef("bars"))),
                Card("Who counts?", phrase("Each agency")),
                Card("Who was reached?", phrase("Nobody counted")),
            )
        ),
    }


def _tables_and_words() -> dict[str, Proof]:
    """Tables, a picture and words."""
    state = Status("Done", Tone.GOOD, 3, ("made", "answered", "done"))
    columns = (Column("Ward"), Column("2021/22", is_number=True), Column("2022/23", is_number=True))
    return {
        "board": Board(
            ("Objective", "State", "What the figures say", "Owner"),
            (0.3, 0.2, 0.3, 0.2),
            (
                BoardRow(
                    (phrase("Reduce crime"), state, phrase(count(940), " more"), phrase("Group"))
                ),
                BoardRow(
                    (
                        phrase("Cohesion"),
                        Status("No measure", Tone.UNKNOWN),
                        phrase("A survey"),
                        phrase("Partnership"),
                    )
                ),
                *(
                    BoardRow((phrase(words), Status(words, tone), phrase("So"), phrase("Group")))
                    for words, tone in (
                        ("Under way", Tone.UNDER_WAY),
                        ("Late", Tone.BAD),
                        ("In part", Tone.MIXED),
                    )
                ),
            ),
            "Its measures",
            (Pair("Crime", CHANGE, TWO_BARS),),
        ),
        "table": Table(
            "wards",
            "Wards",
            columns,
            tuple(Row((ward, count(100 + n), count(120 + n))) for n, ward in enumerate(WARDS)),
        ),
        "picture": Picture(_png(), 160, 90, "A blue square", "The council, 2024"),
        "paragraphs": Paragraphs((phrase("What was done."), phrase("And why.")), is_list=True),
    }


_WORDY = {"paragraphs": Layout.WORDS, "board": Layout.BOARD}


def slide(key: str, proof: Proof, **changes: object) -> PanelSlide:
    """A slide about `proof`, with three findings where its layout has them."""
    layout = changes.pop("layout", _WORDY.get(key, Layout.PICTURE))
    return PanelSlide(
        key=key,
        layout=layout,  # type: ignore[arg-type]
        line=f"The kind: {key}",
        title=phrase(f"A slide about {key}, with a message that says what it shows"),
        shown=(Shown(f"What is counted in {key}", proof, f"{key}, with its values"),),
        source=f"Cleveland Police, as at 16 February 2024: {key}.",
        notes=SpeakerNotes(
            (phrase(f"This slide is about {key}."),),
            (LikelyQuestion(phrase(f"Why {key}?"), phrase("See ", SlideRef("bars"), ".")),),
            f"The {key} return",
        ),
        **changes,  # type: ignore[arg-type]
    )


def finding(figure: str = "2 rose", words: str = "Ayresome and Park") -> Finding:
    return Finding(phrase(figure), phrase(words))


def _opening() -> PanelSlide:
    """A slide that opens what follows it."""
    notes = SpeakerNotes((phrase("Two pictures follow."),))
    title, under = phrase("What two pictures say"), (phrase("Bars and lines"),)
    return PanelSlide("opens", Layout.DIVIDER, "", title, under=under, notes=notes)


def _two() -> PanelSlide:
    """Two pictures side by side."""
    bars, lines = proofs()["bars"], proofs()["lines"]
    return replace(
        slide("two", bars, layout=Layout.TWO_PICTURES),
        shown=(
            Shown("Bars, with a heading", bars, "two, with their values"),
            Shown("Lines, with a heading", lines, "two more, with their values"),
        ),
    )


def presentation(**changes: object) -> Presentation:
    """A main slide for each kind but the table, and the table in the annex."""
    main = tuple(
        OfSection(key, (slide(key, proof),)) for key, proof in proofs().items() if key != "table"
    )
    found = slide(
        "with-findings",
        proofs()["lines"],
        layout=Layout.FINDINGS,
        findings=(finding(), finding("18 fell", "every other ward"), finding("Park", "rose most")),
        is_illustrative=True,
    )
    described = {
        "title": "Community safety and Prevent",
        "subtitle": "Annual update to the Environment Scrutiny Panel, agenda item 5",
        "partnership": "Middlesbrough Community Safety Partnership",
        "colour": "#12436D",
        "meeting": "4 March 2024",
        "presenters": ("Ruth Okoro, Head of Stronger Communities",),
        "as_at": date(2024, 2, 16),
        "marking": Marking.OFFICIAL,
        "main": (*main, OfSection("found", (found, _opening(), _two()))),
        "annex": (OfSection("wards", (slide("table", proofs()["table"], layout=Layout.ANNEX),)),),
        "ornament": AreaMap(tuple(MapArea("", (_square(10 * n, 0),)) for n in range(4))),
    }
    return Presentation(**{**described, **changes})  # type: ignore[arg-type]


def annual_update() -> FrozenPack:
    """A pack as long as an annual update: its report, and some thirty slides with an annex."""
    parts, shown = samples.annual_update(), presentation()
    again = tuple(
        replace(slide, key=f"{slide.key}-again", title=phrase(f"{slide.title.text}, again"))
        for section in shown.main[:8]
        for slide in section.slides
    )
    each = -(-len(parts.slides) // (len(shown.main) + 1))
    sections = (*shown.main, OfSection("again", again))
    return FrozenPack(
        head=replace(parts, slides=(), colour=shown.colour),
        sections=tuple(
            FrozenSection(
                key=section.key,
                kind="text",
                title=section.key,
                slides=parts.slides[place * each : (place + 1) * each],
                panel=section.slides,
                annex=shown.annex[0].slides if place == 0 else (),
            )
            for place, section in enumerate(sections)
        ),
        at=datetime.combine(shown.as_at, time.max, tzinfo=UTC),
        meeting=shown.meeting,
        ornament=shown.ornament,
    )
