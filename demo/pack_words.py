"""The sections of the demonstration's annual update, after the one of March 2024.

Those of its headings stand in its order, with what a panel needs beside them in between.

The words are in files of their own. What the deck of that day got wrong by its own figures is put
right there, and it is said what it had said. A direction or a rank of the deck that only made-up
figures could bear out is quoted. The people are the demonstration's own, with the job titles of the
deck: figures that are made up are not put into the mouths of real ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reporting.packs.actions import NewSection
from reporting.packs.sections.measure import USUAL, Box

TITLE = "Community Safety Partnership and Prevent annual update"
PRESENTERS = (
    ("Ruth Okoro", "Head of Stronger Communities"),
    ("Mei Harland", "Community Safety Manager"),
    ("Tom Ashgrove", "CSP Officer"),
)
THE_DECK = "The original deck of 2024"
# As all words name the slides that were first written for this meeting.
THE_UPDATE = "the original deck of 2024"
WORDS = Path(__file__).resolve().parent.parent / "fixtures" / "packs" / "annual-update-2024-03-04"

# The year of the returns, and that of the counts that are published for everybody.
_YEAR, _PUBLISHED = "2022/23", "2023-01..2023-12"


def _section(
    key: str, kind: str, title: str, settings: Mapping[str, Any] | None = None, *, text: str = ""
) -> NewSection:
    """With the words of its file, where there is one."""
    file = WORDS / f"{key}.txt"
    words = text or (file.read_text(encoding="utf-8").strip() if file.exists() else "")
    return NewSection(key=key, kind=kind, title=title, settings=settings or {}, text=words)


def _lines(*lines: str) -> str:
    return "\n".join(lines)


def _measure(measure: str, *also: Box) -> dict[str, Any]:
    boxes = {*USUAL, *also}
    shown = [box.value for box in Box if box in boxes]
    return {"measure": measure, "period": _YEAR, "show": shown}


OPENING = (
    _section("cover", "cover", "Cover"),
    _section("year", "year-on-one-slide", "The year on one slide", {"period": _YEAR}),
    _section("recommendations", "recommendations", "Recommendations since you last met"),
    _section("asks", "asks", "What we ask of you today"),
    _section(
        "terms-of-reference",
        "standing-text",
        "CSP overview and responsibilities: terms of reference",
        {"text": "terms-of-reference"},
    ),
    _section(
        "functions",
        "duties",
        "Functions of the partnership",
    ),
    _section(
        "governance",
        "standing-text",
        "Governance: open to scrutiny",
        {"text": "openness-to-scrutiny"},
    ),
    _section(
        "how-groups-work",
        "standing-text",
        "Governance: how the groups work",
        {"text": "how-groups-work"},
    ),
    _section("governance-structure", "governance-structure", "Governance: how the groups report"),
    _section("operating-areas", "operating-areas", "Operating areas"),
)

ASSESSMENT = (
    _section(
        "assessment",
        "strategic-assessment",
        "Strategic Intelligence Assessment",
    ),
    _section(
        "crime",
        "measure",
        "Strategic Intelligence Assessment: Cleveland Police crime statistics",
        _measure("crime/all-crime", Box.YEARS),
    ),
    _section(
        "street-crime",
        "street-crime",
        "Crime by ward and type, as published",
        {"period": _PUBLISHED, "other": "crime"},
    ),
    _section(
        "antisocial-behaviour",
        "measure",
        "Strategic Intelligence Assessment: antisocial behaviour",
        _measure("asb/incidents", Box.YEARS),
    ),
    _section(
        "antisocial-behaviour-wards",
        "wards",
        "Antisocial behaviour by ward",
        {
            "measure": "asb/incidents",
            "period": _YEAR,
            "stated_title": "ASB incidents fell in 18 of 20 wards in 2022/23 but rose in"
            " Ayresome and Trimdon",
            "stated": _lines(
                "+44% | Ayresome, the largest rise",
                "+42% | Trimdon",
                "−34.7% | Hemlington, the only ward that had risen the year before",
            ),
            "stated_in": THE_UPDATE,
        },
    ),
    _section(
        "warden-reports",
        "localities",
        "Reports to the warden service by locality",
        {
            "measure": "asb/warden-reports",
            "period": _YEAR,
            "stated_title": "Reports to wardens fell over four years in the North and rose in the"
            " other three areas",
            "stated": _lines(
                "North | had fewer over the last four years",
                "Three areas | had more: East, South and West",
                "Most | reports still come from the North",
            ),
            "stated_in": THE_UPDATE,
        },
    ),
    _section(
        "deliberate-fires",
        "measure",
        "Cleveland Fire Brigade: deliberate fires",
        _measure("fires/deliberate", Box.YEARS),
    ),
    _section(
        "serious-violence",
        "measure",
        "Serious and violent crime",
        _measure("violence/serious", Box.YEARS),
    ),
    _section("neighbours", "neighbours", "Compared with our neighbours", {"period": _PUBLISHED}),
    _section(
        "priorities",
        "priorities",
        "CSP priorities",
        {"period": _YEAR},
    ),
)

PREVENT = (
    _section(
        "prevent-and-channel",
        "divider",
        "Prevent and Channel update",
        text="Tom Ashgrove, CSP Officer",
    ),
    _section(
        "what-is-prevent",
        "prevent-what-it-is",
        "What is Prevent?",
    ),
    _section(
        "prevent-key-facts",
        "prevent-key-facts",
        "Did you know these key facts about Prevent?",
    ),
    _section(
        "local-authority-response",
        "prevent-local-response",
        "Local authority response",
    ),
    _section(
        "operational-group",
        "prevent-operational-group",
        "Middlesbrough Operational Group",
    ),
    _section(
        "prevent-duty-guidance",
        "prevent-duty-guidance",
        "Revised Prevent duty guidance",
    ),
    _section(
        "prevent-actions",
        "prevent-actions",
        "Recent sample actions",
    ),
    _section(
        "friends-and-family",
        "prevent-projects",
        "Recent project",
    ),
    _section(
        "cleveland-approach",
        "prevent-region",
        "Contribution to a Cleveland approach",
    ),
    _section(
        "training-and-support",
        "prevent-training",
        "Training and support",
    ),
    _section(
        "awareness-raising",
        "prevent-awareness",
        "Awareness raising",
    ),
    _section(
        "national-figures-prevent",
        "national-figures",
        "National figures: Prevent",
        {
            "measures": [
                "prevent/national-referrals",
                "prevent/custody-share",
                "prevent/national-concern-share",
            ],
            "period": _YEAR,
            "day": "2023-06-30",
        },
    ),
    _section(
        "channel",
        "channel",
        "Channel",
    ),
    _section(
        "national-figures-channel",
        "national-figures",
        "National figures: Channel",
        {
            "measures": [
                "prevent/national-adopted",
                "prevent/national-adopted-share",
                "prevent/national-age-share",
            ],
            "period": _YEAR,
        },
    ),
    _section("questions-for-members", "scrutiny-suggested", "Questions for members"),
    _section("next-steps", "next-steps", "What happens next"),
    _section("questions-and-answers", "questions-and-answers", "Questions and answers"),
)

# What stands behind the slides. What is made up is drawn from all sections before it.
ANNEX = (
    _section("definitions", "definitions-and-sources", "Definitions and sources"),
    _section("what-is-made-up", "what-is-made-up", "What “Illustrative” means here"),
    _section(
        "corrections",
        "corrections",
        "Corrections to figures given before",
        {"said_in": THE_UPDATE},
    ),
)
SECTIONS = (*OPENING, *ASSESSMENT, *PREVENT, *ANNEX)

# Numbers that stand for themselves: what the deck said, and what it would have taken.
SOURCES = (
    ("antisocial-behaviour", "587", THE_DECK),
    ("antisocial-behaviour", "587.5", "7,050 incidents over twelve months"),
    ("serious-violence", "51.93%", THE_DECK),
    ("serious-violence", "476", "worked out from the deck’s 724 and its percentage"),
    ("serious-violence", "52.10%", "724 against 476"),
    ("serious-violence", "477", "worked out from the deck’s 724 and its percentage"),
    ("serious-violence", "51.78%", "724 against 477"),
    ("corrections", "587", THE_DECK),
    ("corrections", "587.5", "7,050 incidents over twelve months"),
    ("corrections", "51.93%", THE_DECK),
)
