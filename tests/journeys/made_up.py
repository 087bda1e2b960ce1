"""Finds made-up numbers that stand without their mark, and conclusions drawn beside them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping

import openpyxl
from lxml import html
from pptx import Presentation

from tests.disclosure.walking import numbers

MARKS = ("llustrative", "[i]")
# What is concluded from counts, in the words of any page, slide or file.
CONCLUSIONS = re.compile(
    r"(beyond|within) (the usual ups and downs|them)|too (few|early) to say|^(beyond|within)$"
    r"|the (highest|lowest) (of|for)|(is|was|for) the (highest|lowest)|(ties|tied) with"
    r"|years were higher|(rose|fell|risen|fallen) every year|stands? out (as|in|among|from)"
    r"|(rose|fell) in (\d+|all)|among the highest|\d(st|nd|rd|th) of \d+|had the most"
    r"|than its population would|outside the limits|(\d+|seven) months in a row|largest type",
    re.IGNORECASE,
)
# Rules in general, which say nothing of these figures.
ABOUT_THE_METHOD = re.compile(r"^(Signals|How to read|A month is|Limits|Making Data Count)")


def faults(
    address: str, content: bytes, *, made_up: Collection[str], may_conclude: bool = False
) -> list[str]:
    """Each text of an answer that shows a number of `made_up` unmarked, or concludes something."""
    found = []
    for text, is_marked in _texts(address, content):
        there = numbers(text) & set(made_up)
        if there and not is_marked:
            found.append(f"{address}: {sorted(there)} without a mark in “{_short(text)}”")
        if not may_conclude and CONCLUSIONS.search(text) and not ABOUT_THE_METHOD.match(text):
            found.append(f"{address}: concluded in “{_short(text)}”")
    return found


def _short(text: str) -> str:
    return " ".join(text.split())[:160]


def _texts(address: str, content: bytes) -> Iterator[tuple[str, bool]]:
    """Each text that stands by itself, with whether it is marked as made up."""
    path = address.partition("?")[0]
    for ending, read in _READERS.items():
        if path.endswith(ending):
            yield from read(content)
            return
    yield from _of_page(content)


def _of_page(content: bytes) -> Iterator[tuple[str, bool]]:
    page = html.fromstring(content.decode())
    for other in page.xpath("//script|//style|//form|//nav|//header|//footer"):
        other.drop_tree()
    for row in page.xpath("//tr[td]"):
        text = " ; ".join(row.itertext())
        yield text, _has_mark(text)
    for block in page.xpath("//p|//li|//h1|//h2|//h3|//h4|//figcaption|//caption|//dd"):
        if not block.xpath("ancestor::tr"):
            text = block.text_content()
            yield text, _has_mark(text)
    for drawing in page.xpath("//*[local-name()='svg']"):
        text = " ".join(drawing.itertext())
        near = drawing.xpath("ancestor::figure")
        yield text, _has_mark(text) or any(_has_mark(each.text_content()) for each in near)


def _of_csv(content: bytes) -> Iterator[tuple[str, bool]]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        text = " ; ".join(row)
        yield text, _has_mark(text)


def _of_xlsx(content: bytes) -> Iterator[tuple[str, bool]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            text = " ; ".join(str(value) for value in row if value is not None)
            yield text, _has_mark(text)


def _of_pptx(content: bytes) -> Iterator[tuple[str, bool]]:
    for slide in Presentation(io.BytesIO(content)).slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        texts += [
            cell.text
            for shape in slide.shapes
            if shape.has_table
            for row in shape.table.rows
            for cell in row.cells
        ]
        text = " ; ".join(texts)
        yield text, _has_mark(text)


def _has_mark(text: str) -> bool:
    return any(mark in text for mark in MARKS)


_READERS: Mapping[str, object] = {
    ".csv": _of_csv,
    ".xlsx": _of_xlsx,
    ".pptx": _of_pptx,
}
