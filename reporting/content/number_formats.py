"""How dates are written, and how spreadsheets write each style of number."""

from __future__ import annotations

from datetime import date

from reporting.content.description import Style

NUMBER_FORMATS = {
    Style.COUNT: "#,##0",
    Style.AVERAGE: "#,##0",
    Style.DIFFERENCE: "+#,##0;−#,##0;0",
    Style.PERCENT: '0.0"%"',
    Style.CHANGE: '+0.0"%";−0.0"%";0.0"%"',
    Style.RATE: "#,##0.0",
    Style.SHARE: '0.0"%"',
    Style.POINTS: "+0.0;−0.0;0.0",
}


def day(moment: date) -> str:
    """A date as shown everywhere: "4 March 2024"."""
    return f"{moment.day} {moment:%B %Y}"
