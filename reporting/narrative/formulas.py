"""How the arithmetic is done, in plain words with its sources; knows no figure."""

from __future__ import annotations

from dataclasses import dataclass

from measures.change import SMALLEST_BASE_FOR_PERCENT
from measures.points import RUN
from measures.usual_month import MONTHS_BEFORE
from reporting.narrative import verdicts


@dataclass(frozen=True)
class Formula:
    """What is worked out, how, and who says that it is done so."""

    title: str
    words: str
    source: str = ""


_FINGERTIPS = "Fingertips technical guidance (Office for Health Improvement and Disparities)"

FORMULAS = (
    Formula(
        "Change",
        (
            "The later figure less the earlier one, in percent of the earlier one. 7,050 and then"
            f" 5,475 is 1,575 fewer, or 22.3%. Below {SMALLEST_BASE_FOR_PERCENT} the counts stand"
            " in its place, as one more or fewer would move it too far."
        ),
    ),
    Formula(
        "Shares",
        (
            "Two shares differ in percentage points: from 13% to 9% is 4 points, and not 31%. The"
            " interval of a share is Wilson’s. That of a difference is put together from the two."
        ),
        f"{_FINGERTIPS}; Newcombe 1998, method 10",
    ),
    Formula(
        "Rate",
        (
            "The count for each 1,000 residents in the middle of the financial year in which the"
            " period begins. Where that year has no estimate, the nearest year that has one is"
            " used. The rate of a quarter is of the quarter alone, and says so. Beside it stands"
            " four times as much: what a year at that pace would have. Residents are a poor measure"
            " of a town centre, so it is marked and not ranked."
        ),
        _FINGERTIPS,
    ),
    Formula(
        "Mean of several years",
        (
            "The counts of the years before are added up and compared over their longer time, so"
            " that the test stays exact. A part of a year is compared with the same part of those"
            " years. The years are listed, with the lockdown year in or out."
        ),
    ),
    Formula(
        "How far chance could move a count",
        (
            "The 95% interval of the number that would be seen on average, taking events as"
            " separate. It is exact below 10, and by Byar’s approximation from there. Of 724 it is"
            " 672 to 779."
        ),
        f"{_FINGERTIPS}; APHO Technical Briefing 3",
    ),
    Formula(
        verdicts.HEADING,
        (
            "How much a figure usually moves is seen from its own months in a row: up to 60, and no"
            " fewer than 24. What counts is how far they scatter about their season and slope,"
            " beside single events. The scatter of a ward is mixed with that of all wards. A whole"
            " scatters no less than its parts. Neighbouring months move together, so a year"
            " scatters more than a month. A change is beyond the usual where ups and downs would"
            " make it less than once in twenty times."
        ),
        (
            "McCullagh and Nelder 1989; Farrington and others 1996; Smyth 2004. Each step is in the"
            " portal’s docs/methods.md"
        ),
    ),
    Formula(
        "By counts alone",
        (
            "The exact interval of the later count in times of the earlier one, as if no event had"
            " anything to do with another. From 645 to 724 it is 1.01 to 1.25 times. Repeat victims"
            " and patrols break that assumption. So it is shown, and no verdict rests on it."
        ),
        "Clopper and Pearson 1934; Przyborowski and Wilenski 1940",
    ),
    Formula(
        "A single month",
        (
            f"What is usual for a month is seen from the {MONTHS_BEFORE} months before it. The time"
            " of the year is taken out by the months of the whole partnership. The range is three"
            f" roots of the variance to either side. Months outside it, and runs of {RUN} on one"
            " side, are described. The screen of all figures of a month decides whether one stands"
            " out, wherever it is shown."
        ),
        "Farrington and others 1996; Noufaily and others 2013",
    ),
    Formula(
        "A rank and its reach",
        (
            "Places rank by their rate. Beside a rank stand the places between which"
            f" {verdicts.UPS_AND_DOWNS} might put it. How high a number is gets no verdict: places"
            " differ by nature, and the same ones lead year after year. What is judged is whether"
            " the change of one differs from that of all the others together. The scatter of both"
            " is allowed for."
        ),
        "Goldstein and Spiegelhalter 1996, for ranks",
    ),
    Formula(
        "Many figures at once",
        (
            "Many wards and measures are looked through together. So the false-discovery rate is"
            " controlled: few of those that stand out do so by luck."
        ),
        "Benjamini and Hochberg 1995",
    ),
)

REVISIONS = (
    (
        "When a later return for the same months is accepted, its figures take the place of the"
        " earlier ones. Those stay, and can be shown as at their day."
    ),
    (
        "A figure that is not what it was is marked [r], with the day and the reason. One that may"
        " still change is marked [p]."
    ),
    (
        "A return that was accepted in error is recalled. The figures before it come back, and the"
        " recall stays on record."
    ),
)
