"""Proofs to draw: those of the mock-ups, and as many or as long ones as a test asks for."""

from __future__ import annotations

from datetime import date
from random import Random

from reporting.content.description import Cell, Column, Row, Style, Table, Words
from reporting.content.panel_slides import Layout
from reporting.content.phrases import Phrase, SlideRef, phrase
from reporting.content.proofs import (
    Asks,
    Board,
    BoardRow,
    Body,
    BodyColumn,
    Card,
    Cards,
    Checks,
    Cycle,
    Cycles,
    Dates,
    Hub,
    Moment,
    Pair,
    Paragraphs,
    Status,
    Steps,
    Strand,
    Strands,
    Structure,
    Tone,
    Track,
    Tracks,
    Weight,
    When,
)
from reporting.rendering.slides.grid import STANDARD, ZONE, Place

ANNEX = STANDARD.box(Layout.ANNEX, Place.PICTURE)
HALF = STANDARD.box(Layout.TWO_PICTURES, Place.PICTURE)
NUMBERS = {"asb": 10, "asb/wards": 11, "violence": 14, "priorities/1": 16, "prevent/actions": 21}
__all__ = ["ANNEX", "HALF", "ZONE"]


def to(address: str) -> Phrase:
    return phrase(SlideRef(address))


# --- The mock-ups ----------------------------------------------------------------------------
WAY = ("made", "answered", "done")
RECOMMENDATIONS = Board(
    ("You asked for", "We answered", "What came of it", "State"),
    (9.4, 5.35, 10.3, 5.6),
    (
        BoardRow((phrase("Every figure with the period that it is compared with"),
                  phrase("Accepted, June 2023"),
                  phrase("On every slide today, with the count then and now"),
                  Status("Done", Tone.GOOD, 3, WAY)), "1"),
        BoardRow((phrase("Antisocial behaviour for each ward"), phrase("Accepted, June 2023"),
                  phrase("All twenty wards are on ", SlideRef("asb/wards"), " and in the annex"),
                  Status("Done", Tone.GOOD, 3, WAY)), "2"),
        BoardRow((phrase("One definition of serious violence"),
                  phrase("Accepted in part, July 2023"),
                  phrase("Proposal goes to the partnership on 24 April"),
                  Status("Under way", Tone.UNDER_WAY, 2, WAY)), "3"),
    ),
)  # fmt: skip
HEADS = ("Objective", "State", "What the figures say, or could", "Owner")
SHARES = (9.4, 5.35, 10.3, 5.6)
NO_MEASURE = Status("No measure", Tone.UNKNOWN)
CANNOT_SAY = Status("Cannot say", Tone.UNKNOWN)
FIRST_PRIORITY = Board(
    HEADS,
    SHARES,
    (
        BoardRow((phrase("Reducing crime and antisocial behaviour"), Status("Mixed", Tone.MIXED),
                  phrase("Crime ", Cell(6.0, Style.PERCENT), " more; antisocial behaviour ",
                         Cell(22.3, Style.PERCENT), " fewer"), phrase("AIM group"))),
        BoardRow((phrase("Improving community cohesion and resilience"), NO_MEASURE,
                  phrase("Could use: a yearly survey of how safe residents feel"),
                  phrase("Partnership"))),
        BoardRow((phrase("Delivering the Prevent agenda"), NO_MEASURE,
                  phrase("Could use: schools with a trained lead (", SlideRef("prevent/actions"),
                         ")"), phrase("Prevent group"))),
    ),
    "The two measures of objective 1",
    (
        Pair("Crime", phrase("▲ ", Cell(6.0, Style.PERCENT)),
             (("2021/22", Cell(24951)), ("2022/23", Cell(26450))), Weight.ATTENTION),
        Pair("Antisocial behaviour", phrase("▼ ", Cell(22.3, Style.PERCENT)),
             (("2021/22", Cell(7050)), ("2022/23", Cell(5475)))),
    ),
)  # fmt: skip
THIRD_PRIORITY = Board(
    HEADS,
    SHARES,
    tuple(
        BoardRow((phrase(objective), state, phrase(words), phrase(owner)))
        for objective, state, words, owner in (
            ("Working with communities", NO_MEASURE, "Could use: residents at local meetings",
             "North NAP"),
            ("Environmental cleanliness", CANNOT_SAY, "Litter reports: illustrative so far",
             "East NAP"),
            ("Protecting children", NO_MEASURE, "Could use: children assessed as at risk",
             "Thematic group"),
            ("Underlying community issues", NO_MEASURE, "Could use: to be agreed with residents",
             "South NAP"),
            ("Violence, business and acquisitive crime", CANNOT_SAY,
             "Real counts begin in January 2023", "AIM group"),
            ("Reducing re-offending", NO_MEASURE, "Could use: proven re-offending rate",
             "Thematic group"),
            ("Reduce begging", Status("Worse", Tone.BAD), "Begging reports rose", "West NAP"),
        )
    ),
)  # fmt: skip
THREE_CARDS = Cards((
    Card("Choose where we look closer",
         phrase("Antisocial behaviour rose by over 40% in Ayresome and Trimdon. Should we report "
                "on both wards in July?"), "1", to("asb/wards")),
    Card("Back one definition",
         phrase("Each agency counts serious violence in its own way. Will you ask all of them to "
                "sign one definition?"), "2", to("violence")),
    Card("Say what to measure",
         phrase("Nine of our fifteen objectives have no measure. Which of them matters most to "
                "you?"), "3", to("priorities/1")),
))  # fmt: skip
FOUR_ASKS = Asks((
    Card("What changed in Ayresome and Trimdon?",
         phrase("Both rose by over 40% while eighteen wards fell"), leads_to=to("asb/wards")),
    Card("Less antisocial behaviour, or fewer reports?",
         phrase("Police counts fell by a fifth; reports to wardens did not"), leads_to=to("asb")),
    Card("What counts as serious violence?",
         phrase(Cell(724), " incidents, and no definition agreed yet"), leads_to=to("violence")),
    Card("How many people did Prevent reach?", phrase("Twenty actions, and nobody counted"),
         leads_to=to("prevent/actions")),
))  # fmt: skip
TODAY = date(2024, 3, 4)
DUTIES = Cycles((
    Cycle("1  Assessment and safety plan", date(2023, 8, 30), date(2024, 8, 30)),
    Cycle("2  Consult residents", date(2023, 6, 29), date(2024, 6, 30)),
    Cycle("3  Plan to cut re-offending", date(2023, 3, 31), date(2024, 4, 1)),
    Cycle("4  Share information", date(2023, 12, 29), date(2024, 3, 31)),
    Cycle("5  Scrutiny of the partnership", None, date(2024, 3, 4)),
    Cycle("6  Domestic homicide reviews", None, None, "as needed"),
    Cycle("7  Prevent duty", date(2023, 6, 30), date(2024, 6, 28)),
    Cycle("8  Serious Violence Duty", date(2024, 1, 31), date(2025, 1, 31)),
), TODAY)  # fmt: skip
STRUCTURE = Structure(
    Body("Community Safety Partnership", "every quarter"),
    (
        BodyColumn("Look at the figures, act", (
            Body("Active Intelligence Mapping (AIM)", "every month; its chair reports up"),
            Body("Cleveland Prevent leads", "regional, every quarter", is_outside=True))),
        BodyColumn("Work on one theme", (
            Body("Thematic groups"), Body("Task and finish groups"),
            Body("Operational Prevent Group"))),
        BodyColumn("Work in one place",
                   tuple(Body(each) for each in ("North", "East", "South", "West")),
                   "Neighbourhood Action Partnerships"),
    ),
    Body("Environment Scrutiny Panel", "at least once a year"),
)  # fmt: skip
FIFTEEN_GROUPS = Structure(
    Body("Middlesbrough Community Safety Partnership", "meets every quarter"),
    (
        BodyColumn("Look at the figures, act", (
            Body("Active Intelligence Mapping (AIM)", "every month; its chair reports up"),
            Body("Cleveland Prevent leads", "regional, every quarter", is_outside=True),
            Body("Problem solving group", "every month"),
            Body("Organised Crime Group", "every six weeks"))),
        BodyColumn("Work on one theme", (
            Body("Domestic Abuse Strategic Partnership", "every quarter"),
            Body("Drug and Alcohol Partnership", "every quarter"),
            Body("Operational Prevent Group", "every quarter"),
            Body("Serious Violence Board", "every month"))),
        BodyColumn("Work in one place",
                   tuple(Body(each, "every six weeks")
                         for each in ("North", "East", "South", "West", "Town centre")),
                   "Neighbourhood Action Partnerships"),
        BodyColumn("Answer to others", (
            Body("Youth Justice Board", "every quarter"), Body("Channel panel", "every month"))),
    ),
    Body("Environment Scrutiny Panel", "at least once a year"),
)  # fmt: skip
WHAT_HAPPENS_NEXT = Dates(
    (
        Moment("4 March", "You meet", "and say what you recommend", When.TODAY),
        Moment("18 March", "We answer", "what was left open today"),
        Moment("1 April", "We respond", "to what you recommend"),
        Moment("24 April", "Partnership", "takes the one definition"),
        Moment("July", "Closer look", "at two wards, if you ask for it"),
        Moment("2025", "Next update", "on the same slides as today"),
    ),
    (
        phrase("Everything behind these slides is in the report published with the agenda: every "
               "ward, every duty, every source, and a sheet with each figure."),
        phrase("Worried about somebody? ",
               Words("gov.uk/prevent", address="https://www.gov.uk/prevent")),
    ),
)  # fmt: skip
WORKSTREAMS = Strands(
    ("Planned", "Under way", "Finished"),
    (
        Strand("Strengthen the training on offer", 1),
        Strand("Strengthen the referral pathway", 1),
        Strand("Renew training before the new products", None),
        Strand("Agree in writing how we engage", 0),
        Strand("Build in the security threat check", 2),
    ),
    (
        Moment("September 2023", "guidance revised", at=When.PAST),
        Moment("31 December 2023", "duty in force", at=When.PAST),
        Moment("4 March 2024", "today", at=When.TODAY),
        Moment("during 2024", "new training expected"),
    ),
)
PREVENT = Steps(
    (
        Card("Notice", phrase("A teacher, nurse, friend or carer is worried")),
        Card("Refer", phrase("One pathway for everybody in Cleveland")),
        Card("Meet", phrase("A Channel panel of many professions")),
        Card("Help", phrase("Education, health, advice: with consent")),
    ),
    (
        Card("No criminal record", phrase("getting help leaves none")),
        Card("Confidential, voluntary", phrase("nobody has to take part")),
    ),
    (
        Card("Operational Prevent Group",
             phrase("leads the yearly plan with council teams, youth justice and colleges")),
        Card("Channel panel", phrase("chooses support, case by case, across Cleveland")),
        Card("Watched by six bodies",
             phrase("Ofsted, OPCC, CSP, peers, the Home Office adviser, the Contest Board")),
    ),
)  # fmt: skip
CAMPAIGN = Tracks(
    (
        Track("In person", "Parent Zone ambassador",
              ("Sessions in rooms and online", "Parents, carers and staff",
               "Library of guides to apps")),
        Track("Around town", "friends and family campaign",
              ("Surgeries and hospitals", "Hubs and shops", "Third sector, social media")),
    ),
    Card("One message", phrase("Talk early, know the apps, ask for help")),
    (
        Card("Who", phrase("parents, carers, groups, professionals")),
        Card("With", phrase("Parent Zone and the Home Office")),
        Card("Next time", phrase("count who came and who saw it")),
    ),
)  # fmt: skip
CLEVELAND = Hub(
    "Prevent leads every quarter",
    ("Hartlepool", "Stockton-on-Tees", "Middlesbrough", "Redcar & Cleveland"),
    "Middlesbrough",
    (
        Card("Youth roundtable", phrase("across Cleveland")),
        Card("Going Too Far", phrase("every secondary school")),
        Card("Anti-bullying week", phrase("material for every school")),
        Card("Out-of-school settings", phrase("campaign for parents and carers")),
        Card("Edge of care", phrase("four weeks on safety online")),
        Card("South Tees session", phrase("third sector, all ages"), weight=Weight.REST),
    ),
)
SCHOOLS = Checks(("",) * 6, (True,) * 4 + (False,) * 2, "trained", "not yet")
SENTENCES = Paragraphs((
    phrase("The partnership met ", Cell(4), " times this year and agreed its plan until 2026."),
    phrase("It asked each agency to name one lead; see ", SlideRef("violence"), "."),
), is_list=True)  # fmt: skip
WARDS = (
    "Acklam", "Ayresome", "Berwick Hills & Pallister", "Brambles & Thorntree", "Central",
    "Coulby Newham", "Hemlington", "Kader", "Ladgate", "Linthorpe", "Longlands & Beechwood",
    "Marton East", "Marton West", "Newport", "North Ormesby", "Nunthorpe", "Park",
    "Park End & Beckfield", "Stainton & Thornton", "Trimdon",
)  # fmt: skip


def ward_table(years: int = 2, rows: int = 20) -> Table:
    """Counts of wards over some years, with the change of the last."""
    labels = [f"{2022 - years + place}/{(2023 - years + place) % 100:02}" for place in range(years)]
    return Table(
        "wards",
        "Antisocial behaviour by ward",
        (Column("Ward"), *(Column(label, True) for label in labels), Column("Change", True)),
        tuple(
            Row((WARDS[place % 20], *(Cell(12000 + place * 10 + year) for year in range(years)),
                 Cell(-4.25 * place, Style.CHANGE)))
            for place in range(rows)
        ),
    )  # fmt: skip


STATUTES = Table(
    "duties",
    "The duties",
    (Column("Duty"), Column("Where it is set"), Column("Last done"), Column("Next due")),
    (
        Row(("Assessment and community safety plan",
             "Crime and Disorder Act 1998, s.6; SI 2007/1830", "1 Nov 2023", "1 Nov 2024")),
        Row(("Consult and engage", "Crime and Disorder Act 1998, s.6; SI 2007/1830",
             "29 Sep 2023", "30 Sep 2024")),
        Row(("Domestic homicide reviews", "Domestic Violence, Crime and Victims Act 2004, s.9",
             "as needed", "as needed")),
    ),
    ("Dates are illustrative.",),
)  # fmt: skip
MOCK_UPS = (
    RECOMMENDATIONS, FIRST_PRIORITY, THIRD_PRIORITY, THREE_CARDS, FOUR_ASKS, DUTIES, STRUCTURE,
    FIFTEEN_GROUPS, WHAT_HAPPENS_NEXT, WORKSTREAMS, PREVENT, CAMPAIGN, CLEVELAND, SCHOOLS,
    SENTENCES, ward_table(), STATUTES,
)  # fmt: skip

# --- As many and as long as asked -------------------------------------------------------------
_VOCABULARY = (
    "a", "of", "to", "and", "with", "ward", "panel", "crime", "police", "safety", "council",
    "violence", "partnership", "neighbourhood", "antisocial", "behaviour", "safeguarding",
    "Middlesbrough", "Stockton-on-Tees", "re-offending", "1,234", "(AIM)", "responsibilities",
    "counter-extremism", "£120,000", "2022/23",
)  # fmt: skip


class Invented:
    """Words and proofs out of a seed: the same ones each time."""

    def __init__(self, seed: int) -> None:
        self.of = Random(seed)

    def words(self, most: int) -> str:
        count = self.of.randint(1, most)
        return " ".join(self.of.choice(_VOCABULARY) for _ in range(count))

    def maybe(self, most: int) -> str:
        return self.words(most) if self.of.random() < 0.7 else ""

    def phrase(self, most: int) -> Phrase:
        return phrase(self.maybe(most))

    def weight(self) -> Weight:
        return self.of.choice(list(Weight))

    def card(self, most: int, number: str = "") -> Card:
        link = to(self.of.choice([*NUMBERS, "elsewhere"])) if self.of.random() < 0.5 else phrase()
        return Card(self.words(5), self.phrase(most), number, link, self.weight())

    def cards(self, least: int, most: int, words: int) -> tuple[Card, ...]:
        has_numbers = self.of.random() < 0.5
        return tuple(
            self.card(words, str(place) if has_numbers else "")
            for place in range(1, self.of.randint(least, most) + 1)
        )

    def moments(self, least: int, most: int) -> tuple[Moment, ...]:
        return tuple(
            Moment(self.words(3), self.words(4), self.maybe(8), self.of.choice(list(When)))
            for _ in range(self.of.randint(least, most))
        )

    def day(self) -> date | None:
        if self.of.random() < 0.2:
            return None
        return date(self.of.randint(2019, 2027), self.of.randint(1, 12), self.of.randint(1, 28))

    def entry(self) -> Phrase | Status:
        if self.of.random() < 0.6:
            return self.phrase(8)
        stages = WAY if self.of.random() < 0.3 else ()
        return Status(self.words(2), self.of.choice(list(Tone)), self.of.randint(0, 3), stages)

    def board(self) -> Board:
        columns = self.of.randint(2, 5)
        rows = tuple(
            BoardRow((phrase(self.words(6)), *(self.entry() for _ in range(columns - 1))),
                     str(place) if self.of.random() < 0.5 else "")
            for place in range(self.of.randint(1, 8))
        )  # fmt: skip
        pairs = tuple(
            Pair(self.words(3), self.phrase(3),
                 (("2021/22", Cell(self.of.randint(0, 30000))),
                  ("2022/23", Cell(self.of.randint(0, 30000)))), self.weight())
            for _ in range(self.of.choice((0, 0, 1, 2, 3)))
        )  # fmt: skip
        heads = tuple(self.words(3) for _ in range(columns))
        shares = tuple(self.of.uniform(1.0, 4.0) for _ in range(columns))
        return Board(heads, shares, rows, self.maybe(5), pairs)

    def body(self, most: int) -> Body:
        return Body(self.words(most), self.maybe(4), self.of.random() < 0.2)

    def structure(self) -> Structure:
        columns = tuple(
            BodyColumn(self.words(3), tuple(self.body(4) for _ in range(self.of.randint(0, 6))),
                       self.maybe(4))
            for _ in range(self.of.randint(0, 4))
        )  # fmt: skip
        beside = self.body(4) if self.of.random() < 0.7 else None
        return Structure(self.body(5), columns, beside, self.words(2))

    def table(self) -> Table:
        numbers = [self.of.random() < 0.5 for _ in range(self.of.randint(1, 12))]
        rows = tuple(
            Row((self.words(6), *(Cell(self.of.randint(0, 10**6)) if each else self.words(8)
                                  for each in numbers)))
            for _ in range(self.of.randint(0, 40))
        )  # fmt: skip
        heads = (Column(self.words(2)), *(Column(self.words(2), each) for each in numbers))
        return Table("invented", "Invented", heads, rows, tuple(filter(None, (self.maybe(9),))))

    def cycles(self) -> Cycles:
        rows = tuple(
            Cycle(self.words(6), self.day(), self.day(), self.maybe(5), self.weight())
            for _ in range(self.of.randint(1, 12))
        )
        return Cycles(rows, TODAY)

    def strands(self) -> Strands:
        stages = tuple(self.words(2) for _ in range(self.of.randint(1, 5)))
        rows = tuple(
            Strand(self.words(7), self.of.choice((None, *range(len(stages)))))
            for _ in range(self.of.randint(1, 9))
        )
        return Strands(stages, rows, self.moments(0, 5))

    def tracks(self) -> Tracks:
        ways = tuple(
            Track(self.words(3), self.maybe(6),
                  tuple(self.words(4) for _ in range(self.of.randint(0, 5))))
            for _ in range(self.of.randint(1, 4))
        )  # fmt: skip
        return Tracks(ways, self.card(6), self.cards(0, 4, 8))

    def checks(self) -> Checks:
        count = self.of.randint(1, 24)
        labels = tuple(self.maybe(4) for _ in range(count))
        return Checks(labels, tuple(self.of.random() < 0.5 for _ in range(count)), "yes", "not yet")

    def hub(self) -> Hub:
        around = tuple(self.words(3) for _ in range(self.of.randint(0, 9)))
        return Hub(self.words(4), around, around[0] if around else "", self.cards(0, 8, 6))

    def steps(self) -> Steps:
        return Steps(self.cards(0, 6, 8), self.cards(0, 3, 6), self.cards(0, 4, 10))

    def any_of_each(self) -> tuple:
        """A proof of each kind that is drawn with words, structures, dates or tables."""
        return (
            self.board(), self.structure(), self.table(), self.cycles(), self.strands(),
            self.tracks(), self.checks(), self.hub(), self.steps(),
            Cards(self.cards(0, 7, 14)), Asks(self.cards(1, 6, 10)),
            Dates(self.moments(1, 8), tuple(self.phrase(20) for _ in range(self.of.randint(0, 3)))),
            Paragraphs(tuple(self.phrase(30) for _ in range(self.of.randint(0, 7))),
                       self.of.random() < 0.5),
        )  # fmt: skip
