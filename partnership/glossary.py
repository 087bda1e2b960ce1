"""The words that pages explain, each in a sentence or two: for the glossary and help in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A word with its meaning; `also` are other words that lead to it."""

    key: str
    word: str
    meaning: str
    also: str = ""


_TERMS = (
    Term(
        "accepted",
        "Accepted",
        "Somebody, as a rule not the sender, has looked at a return and agreed to it."
        " Only then do its figures show.",
    ),
    Term("agency", "Agency", "A body that sends figures, such as the police or the fire service."),
    Term(
        "aim-briefing",
        "AIM briefing",
        "What stands out in one month, for the meeting that plans what to do next.",
    ),
    Term(
        "as-at",
        "As at",
        "As things stood on an earlier day, before later returns and corrections.",
    ),
    Term(
        "base",
        "Compared with",
        "The earlier time that a figure stands beside, such as the same months a year before.",
        also="base baseline comparison",
    ),
    Term(
        "beyond",
        "Beyond the usual ups and downs",
        "The change is larger than months like these differ by when nothing has changed."
        " Where nothing changed, about 1 in 20 comparisons still come out so.",
        also="significant change verdict",
    ),
    Term(
        "csp",
        "Community safety partnership",
        "The council, police, fire, probation and health bodies that must work together on crime.",
        also="CSP partnership",
    ),
    Term(
        "disclosure-check",
        "Disclosure check",
        "The rules that hide small numbers, so that nobody can be made out from a figure.",
        also="hidden suppressed small numbers",
    ),
    Term(
        "figures-in-use",
        "Figures in use",
        "The accepted figures that pages show now. A later return can take their place.",
    ),
    Term(
        "financial-year",
        "Financial year",
        "From 1 April to 31 March. “2024/25” began on 1 April 2024; its Q1 is April to June.",
        also="quarter Q1 Q2 Q3 Q4 period",
    ),
    Term(
        "hidden",
        "Too few to show",
        "A number that is held back by the disclosure check. It is not zero.",
        also="hidden suppressed",
    ),
    Term(
        "illustrative",
        "Illustrative",
        "Made up, to show what a page would look like. Nothing is concluded from it.",
        also="made up hatched demonstration",
    ),
    Term(
        "issued",
        "Issued",
        "An update that has gone to its meeting. From then on councillors can read it,"
        " and it never changes.",
    ),
    Term(
        "like-with-like",
        "Like with like",
        "Two times are compared only if they are as long, at the same time of year,"
        " and counted in the same way.",
    ),
    Term("locality", "Locality", "A group of wards that the partnership works with together."),
    Term(
        "main-source",
        "Main source",
        "The source that the partnership shows first for a measure.",
    ),
    Term(
        "measure",
        "Measure",
        "Something that is counted, such as vehicle crime, with a fixed definition.",
    ),
    Term(
        "not-judged",
        "Can’t be judged",
        "The figures are shown without a verdict, because too little is known."
        " The page gives the reason.",
        also="too early too few to say",
    ),
    Term(
        "objective",
        "Objective",
        "What the partnership wants to reach under one of its priorities.",
        also="priority",
    ),
    Term(
        "outward-code",
        "Outward code",
        "The first half of a postcode, such as TS5. The portal never keeps the second half.",
        also="postcode",
    ),
    Term(
        "provisional",
        "Provisional",
        "The figure may still change, because the agency has not finished recording.",
    ),
    Term(
        "rank",
        "Rank with its range",
        "Where a place stands by its rate, and between which places luck alone might put it.",
        also="highest lowest",
    ),
    Term(
        "rate",
        "Rate",
        "The count for each 1,000 people who live there. It misleads in a town centre,"
        " where many more people come than live.",
        also="per 1,000 residents",
    ),
    Term(
        "recommendation",
        "Recommendation",
        "Something that a scrutiny panel asks a body to do. The body must answer.",
    ),
    Term("return", "Return", "A file or form of figures that an agency sends for some months."),
    Term(
        "revised",
        "Revised",
        "The figure has changed since it was first shown, because a later return corrects it.",
    ),
    Term(
        "scrutiny-panel",
        "Scrutiny panel",
        "Councillors who look at what the partnership does, ask questions and recommend.",
        also="panel committee",
    ),
    Term(
        "source",
        "Source",
        "Whose figures they are and how they are counted."
        " Figures of two sources are never added up.",
    ),
    Term(
        "statement",
        "Statement",
        "A sentence of an update that next year’s update looks back on.",
    ),
    Term(
        "update",
        "Annual update",
        "The partnership’s report to a scrutiny panel, section by section.",
        also="pack briefing report",
    ),
    Term(
        "interval",
        "Interval",
        "The line on either side of a dot: where the rate might lie, as luck alone moves it.",
        also="range uncertainty confidence",
    ),
    Term(
        "usual-ups-and-downs",
        "Usual ups and downs",
        "How much a figure’s own months differ when nothing has changed, the season aside.",
        also="within scatter variation",
    ),
    Term(
        "ward",
        "Ward",
        "An area that elects councillors. When boundaries change, older figures are shown"
        " only for the wards that stayed the same.",
    ),
    Term(
        "ward-not-known",
        "Ward not known",
        "Happened in the partnership’s area, but its file names no ward. It counts in the total.",
        also="not placed",
    ),
    Term(
        "within",
        "Within the usual ups and downs",
        "The change is no larger than months like these differ by when nothing has changed.",
        also="no change verdict",
    ),
)
TERMS: Mapping[str, Term] = {
    term.key: term for term in sorted(_TERMS, key=lambda term: term.word.casefold())
}
