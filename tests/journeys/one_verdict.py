"""Finds figures that a page, slide or file gives two verdicts, by what is written there alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from lxml import html

# What is said after a change, in sentences and in cells, by what it comes to.
SAID = {
    "beyond": re.compile(r"^(That is )?beyond( the usual ups and downs)?", re.IGNORECASE),
    "within": re.compile(r"^(That is )?within( the usual ups and downs)?", re.IGNORECASE),
    "too few": re.compile(r"^(too few to say|The counts are too few to say)", re.IGNORECASE),
    "too early": re.compile(r"^(too early|It is too early)", re.IGNORECASE),
    "not judged": re.compile(r"^not judged", re.IGNORECASE),
}
# How many, how much more or fewer than how many, and the sentence after it.
_MARK = r"(?: \[\w+\]| \([a-z ]+\))?"
_WORDS = r"(?:[^.;]|\.\d)*?"
_TOLD = re.compile(
    rf"(?P<now>\d[\d,]*){_MARK} [a-z][a-z ()-]*? (?:was|were) {_WORDS}, {_WORDS}"
    rf"(?:than|as) the (?P<then>\d[\d,]*){_MARK} {_WORDS}\. (?P<after>[A-Z][^.]*\.)"
)
# Smaller pairs of counts come about more than once.
_DISTINCT = 60

Key = tuple[int, int]


def said_twice(content: bytes) -> list[str]:
    """The pairs of counts of a page with more than one verdict."""
    return conflicts(_of_page(content))


def conflicts(told: Iterable[tuple[Key, str, str]]) -> list[str]:
    """Of (counts, verdict, where): what has more than one verdict."""
    found: dict[Key, dict[str, str]] = defaultdict(dict)
    for key, verdict, where in told:
        found[key].setdefault(verdict, where)
    return [f"{key}: {verdicts}" for key, verdicts in found.items() if len(verdicts) > 1]


def of_text(text: str) -> Iterator[tuple[Key, str, str]]:
    """What running text says."""
    plain = " ".join(text.split())
    for match in _TOLD.finditer(plain):
        verdict = _verdict(match["after"])
        if verdict and (key := _key(match["now"], match["then"])):
            yield key, verdict, match[0][:120]


def of_table(headings: list[str], rows: Iterable[list[str]]) -> Iterator[tuple[Key, str, str]]:
    """What a table says, whose verdicts stand under a heading of their own."""
    column = next((n for n, one in enumerate(headings) if "ups and downs" in one.lower()), None)
    if column is None:
        return
    both = [heading for heading in headings if heading in ("Then", "Now")]
    is_then_first = both == ["Then", "Now"]
    for cells in rows:
        if len(cells) <= column or not (verdict := _verdict(cells[column])):
            continue
        numbers = [cell for cell in cells[1:column] if re.fullmatch(r"\d[\d,]*( \[\w+\])*", cell)]
        now_and_then = [one.split()[0] for one in numbers[:2]][:: -1 if is_then_first else 1]
        if len(numbers) >= 2 and (key := _key(*now_and_then)):
            yield key, verdict, " | ".join(cells)[:120]


def _key(now: str, then: str) -> Key | None:
    counts = (int(now.replace(",", "")), int(then.replace(",", "")))
    return counts if min(counts) >= _DISTINCT else None


def _verdict(words: str) -> str:
    return next((name for name, pattern in SAID.items() if pattern.match(words.strip())), "")


def _of_page(content: bytes) -> Iterator[tuple[Key, str, str]]:
    page = html.fromstring(content.decode())
    # A shape stands before the verdict for who sees it.
    for shape in page.xpath("//*[@aria-hidden='true']"):
        shape.drop_tree()
    for table in page.iter("table"):
        headings = [_text(cell) for cell in table.xpath(".//thead//th")]
        rows = [[_text(cell) for cell in row.xpath("./th|./td")] for row in table.xpath(".//tr")]
        yield from of_table(headings, rows)
    for one in page.xpath("//table|//script|//style|//svg|//form"):
        one.drop_tree()
    # Sentences of neighbouring paragraphs stand for themselves, but a verdict follows its finding.
    yield from of_text(" ".join(page.itertext()))


def _text(cell: html.HtmlElement) -> str:
    return " ".join(cell.text_content().split())
