"""Whether a slide shows what its title says, and of what kind the slides of a deck are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from re import IGNORECASE, escape, search

from tests.form.names import qn
from tests.form.reading import Deck, Piece, Slide, read

# Each measure by the beginnings of the words that name it.
MEASURES = (
    ("crime", "offence"),
    ("antisocial behaviour", "anti-social behaviour", "asb", "incident"),
    ("violence", "violent", "knife", "weapon"),
    ("fire",),
    ("referral", "referred"),
    ("channel",),
    ("warden", "report"),
    ("burglar",),
    ("train",),
)  # fmt: skip
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
PERIOD = re.compile(
    rf"\d{{1,2}} (?:{MONTHS})\b|(?:{MONTHS}) (?:19|20)\d\d"
    r"|(?<![\d,.])(?:19|20)\d\d(?:[/–-]\d\d)?(?![\d/]|,\d)"
)
NAME = re.compile(r"(?<![\w’'-])[A-Z][\w-]*[a-z]\w*")
PLAIN = frozenset({"Slide", "Priority", "Annex", *MONTHS.split("|")})
CONTINUED = re.compile(r"\bcontinued\b|\bcont\.|\(\d+ of \d+\)", IGNORECASE)
SENTENCE_START = re.compile(r"(?:^|[.:;!?]\s+)[“‘]?$")
NODE_LETTERS = 4  # fewer are a number or a mark in a circle
TAG = "illustrative"
POINTER = re.compile(r"(?:see )?(?:slide \d|the report|annex)", IGNORECASE)
THIN = 5.0  # points: less is a rule
GROUNDS = {"bg1", "bg2", "lt1", "lt2"}
DRAWN, NODES, OUTLINES = 3, 3, 3  # so many make a diagram or a map


@dataclass(frozen=True)
class Limits:
    """How many slides of each kind there may be before the annex; cover and close aside."""

    main: int = 28
    pictured: int = 22
    text_alone: int = 3
    table_alone: int = 2


PANEL = Limits()


def story_faults(pptx: bytes, limits: Limits | None = PANEL) -> list[str]:
    """Titles that their slides do not bear out; and, against limits, too many or few of a kind."""
    deck = read(pptx)
    found = [
        f"slide {slide.number}: {said}"
        for slide in main_slides(deck)
        for said in title_faults(slide, deck)
    ]
    found += [
        f"slide {slide.number}: goes on from another slide: “{slide.title.text}”"
        for slide in main_slides(deck)
        if slide.title and CONTINUED.search(slide.title.text)
    ]
    return found + (list(counted_faults(deck, limits)) if limits else [])


# --- Titles -------------------------------------------------------------------------------------


def title_faults(slide: Slide, deck: Deck) -> Iterator[str]:
    """Periods, names and measures of a title that are nowhere in what stands below it."""
    if slide.is_aside or slide.title is None:
        return
    title, shown = _plain(slide.title.text), _plain(" \n ".join(shown_words(slide)))
    for period in dict.fromkeys(PERIOD.findall(title)):
        if not _holds_period(shown, period):
            yield f"the period “{period}” of the title is nowhere in its picture"
    # The line above the title names the strand that a slide belongs to, such as Prevent.
    headed = " ".join([shown, *(_plain(one.text) for one in slide.head)])
    for name in dict.fromkeys(_names(title, deck)):
        # The partnership's own name is in the footer of all it shows.
        if any(name in one.text for one in slide.placed("ftr")):
            continue
        if not search(rf"\b{escape(name)}", headed, IGNORECASE):
            yield f"“{name}” of the title is nowhere in its picture"
    for beginnings in MEASURES if _shows_data(slide) else ():
        named = next((one for one in beginnings if _begins(one, title)), None)
        if named and not any(_begins(one, shown) for one in beginnings):
            yield f"the measure “{named}” of the title is nowhere in its picture"


def _shows_data(slide: Slide) -> bool:
    return any(one.kind in {"chart", "table"} or one.is_freeform for one in slide.every)


def shown_words(slide: Slide) -> Iterator[str]:
    """The words of the picture: headings, labels, cells, charts, the names of areas and bars."""
    apart = {id(one) for one in (slide.title, *slide.head, *slide.foot)}
    for one in slide.every:
        if id(one) in apart:
            continue
        yield one.text
        yield from (cell.text for cell in one.cells)
        yield from one.chart.texts if one.chart else ()
        if one.kind == "shape" and not one.frame:
            yield f"{one.name} {one.description}"  # of an area, a bar or a dot


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2011", "-").replace("’", "'").split())


def _holds_period(shown: str, period: str) -> bool:
    if "/" not in period and "–" not in period and "-" not in period:
        return search(rf"(?<![\d/,]){escape(period)}(?![\d/]|,\d)", shown) is not None
    start, end = period[:4], period[-2:]
    return search(rf"{start}[/–-](?:\d\d)?{end}(?!\d)", shown) is not None


def _begins(start: str, text: str) -> bool:
    return search(rf"\b{escape(start)}", text, IGNORECASE) is not None


def _names(title: str, deck: Deck) -> Iterator[str]:
    """Proper names: words with a capital that is not the sentence's."""
    for found in NAME.finditer(title):
        name = found.group().removesuffix("'s")
        starts = SENTENCE_START.search(title[: found.start()])
        if name not in PLAIN and (not starts or _is_name_elsewhere(name, deck)):
            yield name


def _is_name_elsewhere(name: str, deck: Deck) -> bool:
    """Whether the deck has the word with a capital within a sentence, and never without one."""
    words = " \n ".join(_every_word(deck))
    if search(rf"(?<![\w’'-]){escape(name.lower())}\b", words):
        return False
    within = rf"[a-z,] {escape(name)}\b"
    return search(within, words) is not None


def _every_word(deck: Deck) -> Iterator[str]:
    for slide in deck.slides:
        for one in slide.every:
            yield one.text
            yield from (cell.text for cell in one.cells)


# --- Kinds of slides ----------------------------------------------------------------------------


def counted_faults(deck: Deck, limits: Limits = PANEL) -> Iterator[str]:
    main = main_slides(deck)
    kinds = {slide.number: kind_of(slide) for slide in main}
    if len(main) > limits.main:
        yield f"{len(main)} main slides, and at most {limits.main} are allowed"
    pictured = [number for number, kind in kinds.items() if kind == "picture"]
    if len(pictured) < limits.pictured:
        yield (
            f"{len(pictured)} slides with a chart, map or diagram, and at least "
            f"{limits.pictured} are asked for"
        )
    judged = {slide.number for slide in main[1:-1] if not slide.is_aside}
    for kind, most in (("text", limits.text_alone), ("table", limits.table_alone)):
        those = [number for number, found in kinds.items() if found == kind and number in judged]
        if len(those) > most:
            numbers = ", ".join(str(number) for number in those)
            yield f"{len(those)} slides of {kind} alone ({numbers}), and at most {most} are allowed"


def main_slides(deck: Deck) -> list[Slide]:
    """Those before the divider of the annex."""
    divider = next((one.number for one in deck.slides if one.is_divider), len(deck.slides) + 1)
    return [one for one in deck.slides if one.number < divider]


def kind_of(slide: Slide) -> str:
    """“picture” for a chart, map, photograph or diagram; else “table” or “text”."""
    if any(one.chart or one.kind == "picture" for one in slide.every):
        return "picture"
    shapes = [one for one in slide.every if one.kind == "shape" and not one.place]
    if sum(one.is_freeform for one in shapes) >= OUTLINES:
        return "picture"
    drawn = [one for one in shapes if _is_mark(one)]
    dots = [one for one in shapes if one.form == "ellipse" and not one.frame]
    if max(len(drawn), len(dots)) >= DRAWN or sum(_is_node(one) for one in shapes) >= NODES:
        return "picture"
    return "table" if any(one.kind == "table" for one in slide.every) else "text"


def _is_mark(piece: Piece) -> bool:
    """A bar, a dot or the like: filled, without words, and neither a rule nor a ground."""
    if not piece.is_filled or piece.frame or min(piece.box.width, piece.box.height) < THIN:
        return False
    colour = piece.element.find(f"{qn('p:spPr')}/{qn('a:solidFill')}/{qn('a:schemeClr')}")
    return not (piece.is_decorative and colour is not None and colour.get("val") in GROUNDS)


def _is_node(piece: Piece) -> bool:
    """A shape with words that is neither a link to another slide nor a tag or a number."""
    if not piece.frame or not (piece.is_filled or piece.has_edge) or piece.leads_elsewhere:
        return False
    words = piece.text.strip()
    links = any(True for _ in piece.element.iter("{*}hlinkClick")) or POINTER.match(words)
    return len(words) >= NODE_LETTERS and words.casefold() != TAG and not links
