"""Small good files of every format that somebody may upload; each damage begins with one."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from returns.files.ods_writer import OdsCell, OdsSheet, ods
from returns.files.workbook_writer import SheetOfText, workbook

# An XLS as LibreOffice saves it: nothing here writes that format.
OLD_WORKBOOK = Path(__file__).with_name("seeds") / "small.xls"

COUNTS = (
    ("Month", "Ward code", "Ward", "Offence group", "Offences"),
    ("2023-04", "E05009853", "Acklam", "Burglary", "3"),
    ("2023-04", "E05009855", "Ayresome", "Burglary", "0"),
    ("2023-05", "E05009853", "Acklam", "Robbery", "12"),
)
DAYS = (
    ("Ward", *(f"{day:02}/02/2024" for day in range(1, 30)), "Total"),
    ("Acklam", *["1"] * 29, "29"),
    ("Ayresome", *["2"] * 28, "", "56"),
)
RECOMMENDATIONS = (
    ("Reference", "Title", "Recommendation", "Made on", "Sent to"),
    ("R1", "Lighting", "Light the underpass.", "4 March 2024", ""),
    ("R2", "Patrols", "More patrols in summer.", "04/03/2024", ""),
)
ACTIVITIES = (
    ("Title", "Kind", "Year", "First day", "Reach"),
    ("Workshop for schools", "Training", "2024", "4 March 2024", "12"),
)
LOOKUP = (
    ("LSOA21CD", "LSOA21NM", "WD25CD", "WD25NM", "LAD25CD", "LAD25NM"),
    ("E01012000", "Middlesbrough 1A", "E05009853", "Acklam", "E06000002", "Middlesbrough"),
    ("E01012001", "Middlesbrough 1B", "E05009855", "Ayresome", "E06000002", "Middlesbrough"),
)
RESIDENTS = (
    ("DATE", "GEOGRAPHY_CODE", "GEOGRAPHY_TYPE", "GENDER_NAME", "OBS_VALUE"),
    ("2021", "E05009853", "2019 wards", "Total", "6123"),
)
DISTRICTS = (("LAD25CD", "LAD25NM"), ("E06000002", "Middlesbrough"), ("E06000001", "Hartlepool"))
BOUNDARIES = b"""{"type": "FeatureCollection", "features": [{"type": "Feature",
"properties": {"WD25CD": "E05009853", "WD25NM": "Acklam"}, "geometry": {"type": "Polygon",
"coordinates": [[[-1.2, 54.5], [-1.1, 54.5], [-1.1, 54.6], [-1.2, 54.5]]]}}]}"""
EMAIL = b"""From: officer@police.example\r\nTo: csp@council.example\r\nSubject: Quarter 1\r\n
\r\nDear all,\r\nthe figures are attached.\r\n"""

Rows = tuple[tuple[str, ...], ...]


def outlines(codes: Iterable[str]) -> bytes:
    """A triangle of a few hundred metres for each ward, side by side."""
    features = [
        {
            "type": "Feature",
            "properties": {"WD25CD": code, "WD25NM": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y], [x + 0.01, y], [x, y + 0.01], [x, y]]],
            },
        }
        for x, y, code in ((-1.3 + 0.01 * at, 54.5, code) for at, code in enumerate(codes))
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def as_csv(rows: Rows) -> bytes:
    return "".join(",".join(row) + "\n" for row in rows).encode()


def as_xlsx(rows: Rows) -> bytes:
    return workbook([SheetOfText("Return", rows)], title="Return")


def as_ods(rows: Rows) -> bytes:
    cells = tuple(tuple(OdsCell(text) for text in row) for row in rows)
    return ods([OdsSheet("Return", cells)])


def as_zip(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


@cache
def tables(rows: Rows) -> tuple[tuple[str, bytes], ...]:
    """The rows in each format that a table may come in, by file name."""
    return (
        ("table.csv", as_csv(rows)),
        ("table.xlsx", as_xlsx(rows)),
        ("table.ods", as_ods(rows)),
        ("table.xls", OLD_WORKBOOK.read_bytes()),
        ("tables.zip", as_zip(("a.csv", as_csv(rows)), ("b/b.csv", as_csv(rows)))),
        ("boundaries.geojson", BOUNDARIES),
    )


def of_agencies() -> tuple[tuple[str, bytes], ...]:
    """What agencies send: counts in a known layout, and a table that is to be mapped."""
    return (*tables(COUNTS), *(("days" + name, content) for name, content in tables(DAYS)[:3]))


@cache
def pictures() -> tuple[tuple[str, bytes], ...]:
    """A drawing of 64 pixels in each format that pages show."""
    from PIL import Image, ImageDraw

    drawn = Image.new("RGB", (64, 64), "white")
    ImageDraw.Draw(drawn).rectangle((8, 8, 56, 56), fill="navy")
    made = []
    for name, kind in (("picture.png", "PNG"), ("picture.jpg", "JPEG")):
        content = io.BytesIO()
        drawn.save(content, kind)
        made.append((name, content.getvalue()))
    return tuple(made)


@cache
def slides() -> tuple[tuple[str, bytes], ...]:
    """The portal's own template for slides."""
    from reporting.export.pptx import template

    return (("slides.pptx", template.template("#1d70b8")),)


@cache
def evidence() -> tuple[tuple[str, bytes], ...]:
    """Documents as they are kept with records."""
    return (
        ("paper.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
        (
            "paper.docx",
            as_zip(("[Content_Types].xml", b"<T/>"), ("word/document.xml", b"<w/>")),
        ),
        *pictures(),
    )


@cache
def emails() -> tuple[tuple[str, bytes], ...]:
    """Messages, and copies of messages."""
    return (
        ("mail.eml", EMAIL),
        ("mail.txt", EMAIL),
        ("mail.pdf", evidence()[0][1]),
        ("mail.msg", OLD_WORKBOOK.read_bytes()),
    )
