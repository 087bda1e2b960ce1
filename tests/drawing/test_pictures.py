"""Pictures to take away: what stands inside of them, as SVG and as PNG."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from csp_portal.gallery import samples
from csp_portal.gallery.map_sample import ward_map_sample
from measures.counts import Nature
from partnership import audit
from partnership.models import AuditEvent
from reporting.content.description import Cell, Chart
from reporting.export import pictures
from reporting.rendering import picture
from reporting.rendering.picture import Picture
from reporting.rendering.text_metrics import width_of

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = [samples.months(), samples.years(), samples.wards()]
EVERY = [*(picture.of_chart(chart) for chart in CHARTS), picture.of_map(ward_map_sample())]
every_picture = pytest.mark.parametrize("drawn", EVERY, ids=lambda drawn: drawn.title)


def words_in(drawn: Picture) -> str:
    root = ElementTree.fromstring(pictures.svg(drawn))
    return " ".join(text.text for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.slug)
def test_a_picture_says_its_title_what_it_shows_and_its_source(chart: Chart):
    said = words_in(picture.of_chart(chart))
    for part in (chart.title, chart.subtitle, chart.source_line):
        assert part in said
    assert "as at" in said


def test_a_picture_of_made_up_figures_is_marked_inside():
    years = samples.years()
    cells = (Cell(1, nature=Nature.ILLUSTRATIVE),) * len(years.at)
    made_up = replace(years, series=(replace(years.series[0], cells=cells),))
    assert f"Illustrative: {years.title}" in words_in(picture.of_chart(made_up))


@every_picture
def test_no_words_leave_the_picture(drawn):
    for layer in drawn.layers:
        for words in layer.drawing.words:
            width = width_of(words.text, words.size, is_bold=words.is_bold)
            part = {"start": 0, "middle": 0.5, "end": 1}[words.anchor.value]
            left = layer.x + words.x - width * part
            assert left >= 0
            assert left + width <= drawn.width
            assert words.size >= 11
            assert words.size <= layer.y + words.y <= drawn.height


@every_picture
def test_the_png_is_sharp_and_always_the_same(drawn):
    content = pictures.png(drawn)
    assert content == pictures.png(drawn)
    image = Image.open(BytesIO(content))
    assert image.size == (round(drawn.width * 2), round(drawn.height * 2))
    assert image.getpixel((2, 2)) == (255, 255, 255)
    assert len(image.convert("RGB").getcolors(maxcolors=10**6)) > 5


def test_a_path_is_read_as_it_is_drawn():
    assert pictures.lines_of("M1 2h3v4h-3ZM0 0L5 5") == [
        [(1, 2), (4, 2), (4, 6), (1, 6), (1, 2)],
        [(0, 0), (5, 5)],
    ]
    (circle,) = pictures.lines_of("M0 5a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z")
    assert {round(((x - 5) ** 2 + (y - 5) ** 2) ** 0.5, 6) for x, y in circle} == {5}
    with pytest.raises(ValueError, match="not understood"):
        pictures.lines_of("M0 0C1 1 2 2 3 3")


# --- Their addresses -------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kind"),
    [("months.svg", "image/svg+xml"), ("years.png", "image/png"),
     ("map-by-rate-tiles.svg", "image/svg+xml"), ("map-by-change-outlines.png", "image/png")],
)  # fmt: skip
def test_a_picture_has_an_address_and_is_recorded(client, with_five_years, name, kind):
    from partnership.models import User

    client.force_login(User.objects.get(email="councillor@demo.example"))
    asked = f"/middlesbrough/crime/all-crime/pictures/{name}?period=2022/23"
    answer = client.get(asked)

    assert answer.status_code == 200
    assert answer["Content-Type"] == kind
    stem, _, ending = name.partition(".")
    file = f"middlesbrough-all-crime-2022-23-{stem}.{ending}"
    assert file in answer["Content-Disposition"]
    recorded = AuditEvent.objects.filter(kind=audit.Kind.EXPORT_MADE)
    assert file in {event.detail["file"] for event in recorded}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["nothing.png", "months.gif"])
def test_a_picture_that_is_not_there_is_not_found(client, with_five_years, name):
    from partnership.models import User

    client.force_login(User.objects.get(email="councillor@demo.example"))
    assert client.get(f"/middlesbrough/crime/all-crime/pictures/{name}").status_code == 404
