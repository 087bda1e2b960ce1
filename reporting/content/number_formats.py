"""How dates are written, and how spreadsheets write each style of number."""

from __future__ import annotations

from datetime import date

from measures.counts import Gap
from reporting.content.description import Style

NUMBER_FORMATS = {
    Style.COUNT: "#,##0",
    Style.AVERAGE: "#,##0",
    Style.SMALL_AVERAGE: "#,##0.0",
    Style.DIFFERENCE: "+#,##0;−#,##0;0",
    Style.SMALL_DIFFERENCE: "+#,##0.0;−#,##0.0;0.0",
    Style.PERCENT: '0.0"%"',
    Style.CHANGE: '+0.0"%";−0.0"%";0.0"%"',
    Style.WHOLE_CHANGE: '+0"%";−0"%";0"%"',
    Style.RATE: "#,##0.0",
    Style.FINE_RATE: "#,##0.00",
    Style.SHARE: '0.0"%"',
    Style.POINTS: "+0.0;−0.0;0.0",
}

# What a number is a number of, for a column that says so.
UNITS = {
    Style.COUNT: "count",
    Style.AVERAGE: "average a month",
    Style.SMALL_AVERAGE: "average a month",
    Style.DIFFERENCE: "difference",
    Style.SMALL_DIFFERENCE: "difference",
    Style.PERCENT: "%",
    Style.CHANGE: "% change",
    Style.WHOLE_CHANGE: "% change",
    Style.RATE: "per 1,000 residents",
    Style.FINE_RATE: "per 1,000 residents",
    Style.SHARE: "%",
    Style.POINTS: "percentage points",
}
# As `UNITS`, for the heading of a column of a table, which says the rest.
UNITS_IN_HEADINGS = UNITS | {
    Style.AVERAGE: "average",
    Style.SMALL_AVERAGE: "average",
    Style.DIFFERENCE: "count",
    Style.SMALL_DIFFERENCE: "count",
    Style.CHANGE: "%",
    Style.WHOLE_CHANGE: "%",
}

# Where either of two counts is smaller, a percentage says less than the counts do.
FEWEST_FOR_PERCENT = 50


def fine_enough(value: float | Gap, style: Style) -> Style:
    """With a tenth for an average of few, or a difference from one: 0.4 does not read as none."""
    if isinstance(value, Gap) or float(value).is_integer() or abs(value) >= _SMALLEST_WHOLE:
        return style
    return _OF_FEW.get(style, style)


_SMALLEST_WHOLE = 10


def beside_a_percentage(average: float | Gap) -> Style:
    """With a tenth where a percentage of an average rounded to whole numbers would be another."""
    if isinstance(average, Gap) or float(average).is_integer() or abs(average) >= _SMALLEST_ROUND:
        return Style.AVERAGE
    return Style.SMALL_AVERAGE


_SMALLEST_ROUND = 1_000
_OF_FEW = {Style.AVERAGE: Style.SMALL_AVERAGE, Style.DIFFERENCE: Style.SMALL_DIFFERENCE}


def day(moment: date) -> str:
    """A date as shown everywhere: "4 March 2024"."""
    return f"{moment.day} {moment:%B %Y}"
