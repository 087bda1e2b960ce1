"""Charts on a page: the server's drawing, Plotly's figure and the tables beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string

from csp_portal.gallery import samples
from measures.counts import Gap
from reporting.charts.chart_help import how_to_read
from reporting.content import palette
from reporting.content.description import Cell, Chart, Kind, Role
from reporting.content.palette import look_of
from reporting.rendering import plotly, svg
from reporting.rendering.drawing import CANVASES, Block, Words
from reporting.rendering.scale import scale_of
from reporting.rendering.text_metrics import width_of
from reporting.templatetags.figures import EVERY_FIGURE

CHARTS = [samples.months(), samples.unfinished_year(), samples.years(), samples.wards()]
every_chart = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.slug)
every_line_chart = pytest.mark.parametrize(
    "chart", [chart for chart in CHARTS if chart.kind is Kind.LINES], ids=lambda chart: chart.slug
)
every_canvas = pytest.mark.parametrize("canvas", CANVASES, ids=lambda canvas: canvas.name)


def extent(words: Words) -> tuple[float, float, float, float]:
    width = width_of(words.text, words.size, is_bold=words.is_bold)
    left = words.x - {"start": 0, "middle": width / 2, "end": width}[words.anchor.value]
    return left, words.y - words.size * 0.75, left + width, words.y + words.size * 0.2


@every_chart
@every_canvas
def test_drawing_clips_no_words(chart, canvas):
    drawing = svg.draw(chart, canvas)
    outside = [
        words.text
        for words in drawing.words
        for left, top, right, bottom in [extent(words)]
        if left < -0.5 or top < 0 or right > canvas.width + 0.5 or bottom > drawing.height
    ]
    assert outside == []


@every_chart
@every_canvas
def test_drawing_sets_no_words_over_others(chart, canvas):
    words = svg.draw(chart, canvas).words
    boxes = [(one.text, extent(one)) for one in words]
    overlapping = [
        (text, other)
        for index, (text, a) in enumerate(boxes)
        for other, b in boxes[index + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert overlapping == []


def test_a_gap_breaks_the_line():
    this = look_of(Role.THIS)
    lines = [path for path in svg.draw(samples.months()).lines if path.width == this.width]
    assert [path.d.count("L") + 1 for path in lines] == [7, 4]


@every_canvas
def test_a_year_of_which_nothing_is_known_says_so(canvas):
    chart = samples.unfinished_year()
    nothing = replace(chart.series[0], cells=(Cell(Gap.NOT_SUPPLIED),) * 12)
    drawing = svg.draw(replace(chart, series=(nothing, chart.series[1])), canvas)
    said = [words for words in drawing.words if "[x]" in words.text]
    assert len(said) == 1
    assert extent(said[0])[2] <= canvas.width


def test_a_gap_among_columns_is_its_shorthand_and_no_column():
    drawing = svg.draw(samples.years())
    assert len(drawing.blocks) == 4
    assert "[x]" in [words.text for words in drawing.words]


@every_chart
@every_canvas
def test_lines_columns_and_bars_start_at_zero(chart, canvas):
    drawing = svg.draw(chart, canvas)
    if chart.kind is Kind.LINES:
        assert scale_of(chart).low == 0
        axis = [rule for rule in drawing.rules if rule.colour == palette.TEXT]
        assert [rule.y1 for rule in axis] == [max(rule.y1 for rule in drawing.rules)]
    else:
        assert min(sizes(drawing.blocks)) / max(sizes(drawing.blocks)) == pytest.approx(
            min(known(chart)) / max(known(chart)), rel=0.02
        )


def sizes(blocks: Sequence[Block]) -> list[float]:
    """How long bars are: all of them are equally thick."""
    is_upright = len({round(block.width, 3) for block in blocks}) == 1
    return [block.height if is_upright else block.width for block in blocks]


def known(chart: Chart) -> list[float]:
    return [cell.number for cell in chart.series[0].cells if cell.number is not None]


@every_line_chart
def test_plotly_itself_accepts_the_figure(chart):
    import plotly.graph_objects as go

    drawn = go.Figure(plotly.figure(chart))
    assert len(drawn.data) >= 1


@every_line_chart
def test_plotly_is_given_no_tag_that_it_would_draw_by_a_style_attribute(chart):
    tags = re.findall(r"<[a-z]+>", json.dumps(plotly.figure(chart)))
    assert set(tags) <= {"<br>"}, "the Content-Security-Policy forbids style attributes"


def test_columns_and_bars_are_the_servers_drawing_alone():
    assert plotly.figure(samples.years()) is None
    assert plotly.figure(samples.wards()) is None
    assert "data-chart" not in page_of(samples.wards())


@every_line_chart
def test_plotly_has_the_numbers_of_the_description(chart):
    traces = {trace["name"]: trace for trace in plotly.figure(chart)["data"]}
    for series in chart.series:
        trace = traces[series.label]
        assert trace["y"] == [cell.number for cell in series.cells]
        assert all(
            cell.text in text for cell, text in zip(series.cells, trace["hovertext"], strict=True)
        )


def test_plotly_is_not_imported_to_describe_a_chart():
    import subprocess
    import sys

    script = (
        "import sys; from csp_portal.gallery import samples;"
        "from reporting.rendering import plotly;"
        "plotly.figure(samples.months());"
        "sys.exit('plotly' in sys.modules or 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


class Document(HTMLParser):
    """What the tests ask of a page: its elements in order, and text by element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(chart: Chart) -> str:
    return render_to_string("components/chart.html", {"chart": chart, "below": "/here/"})


@every_chart
def test_chart_component_names_itself_and_holds_the_plotly_figure(chart):
    html = page_of(chart)
    document = Document(html)
    ids = [attributes["id"] for _, attributes in document.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for drawing in document.of("svg"):
        assert drawing["role"] == "img"
        assert set(drawing["aria-labelledby"].split()) <= set(ids)
    script = re.search(r'<script type="application/json">(.*?)</script>', html)
    described = json.loads(script[1]) if script else None
    assert described == json.loads(json.dumps(plotly.figure(chart)))


@every_chart
def test_chart_component_needs_no_inline_style(chart):
    styled = [tag for tag, attributes in Document(page_of(chart)).elements if "style" in attributes]
    assert styled == []


@every_chart
def test_chart_component_shows_every_number_in_its_table(chart):
    html = page_of(chart)
    table = html[html.index("<table") : html.index("</table>")]
    for series in chart.series:
        assert [cell.text for cell in series.cells if cell.text not in table] == []


@pytest.mark.parametrize("every", [True, False])
def test_figures_table_leads_from_each_number_to_its_rows_where_that_is_asked_for(rf, every):
    table = samples.ward_table()
    request = rf.get("/")
    request.session = {EVERY_FIGURE: every}
    html = render_to_string(
        "components/figures_table.html", {"table": table, "below": "/here/"}, request=request
    )
    number = table.rows[0].entries[1]
    assert isinstance(number, Cell)
    assert number.provenance is not None
    links = {attributes["href"] for attributes in Document(html).of("a")}
    assert (f"/here/{number.provenance.to}" in links) is every
    assert "/here/wards/E05015468/" in links


def test_figures_table_heads_rows_and_columns_and_keeps_gaps_apart_from_zeros():
    html = render_to_string(
        "components/figures_table.html", {"table": samples.ward_table(), "below": "/here/"}
    )
    document = Document(html)
    scopes = [attributes["scope"] for attributes in document.of("th")]
    assert scopes == ["col"] * 6 + ["row"] * 10
    sorted_by = [one["data-value"] for one in document.of("td") if "data-value" in one]
    assert sorted_by.count("") == 4
    assert "[c] too few to show" in html


def test_how_to_read_says_that_a_break_is_not_a_zero():
    assert how_to_read(samples.months())[-1] == (
        "A line breaks off where a figure is not supplied. That is not a zero."
    )


def test_plotly_names_as_many_labels_below_lines_as_there_is_room_for():
    months = tuple(f"{name[:3]} {year}" for year in (2021, 2022) for name in samples.months().at)
    (one, *_), cells = samples.months().series, tuple(Cell(n) for n in range(len(months)))
    line = (replace(one, cells=cells),)
    long = replace(samples.months(), at=months, series=line, band=None, spoken=())
    named = plotly.figure(long)["layout"]["xaxis"]["tickvals"]
    assert named[0] == months[0]
    assert 4 <= len(named) <= 8
    assert "tickvals" not in plotly.figure(samples.months())["layout"]["xaxis"]
