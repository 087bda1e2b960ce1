"""How spreadsheets and native charts write each style of number; knows only descriptions."""

from __future__ import annotations

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
