"""Words set within a width before anything is drawn: lines, heights, no orphans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from reporting.rendering.slides.shapes import LEADING, Paragraph, Run, Text
from reporting.rendering.text_metrics import width_of


class TooFull(ValueError):
    """More than can stand on a slide."""


# A little more than measured: fonts of the same measure differ in how they round.
SAFE = 0.985
POINT_INDENT = 18.0
_NO_BREAK = "\u00a0"
_MORE = "…"
# The share of the widest line that the last line of a title must have.
_LEAST_LAST = 1 / 3


def lines_of(paragraph: Paragraph, width: float) -> tuple[str, ...]:
    """The paragraph in lines as an office program breaks them; never within a word."""
    room = (width - (POINT_INDENT if paragraph.is_point else 0.0)) * SAFE
    weights = {run.is_bold for run in paragraph.runs}
    if len(weights) > 1:
        return _mixed_lines(paragraph, room)
    return _broken_at_spaces(paragraph.text, room, paragraph.size, is_bold=True in weights)


def _mixed_lines(paragraph: Paragraph, room: float) -> tuple[str, ...]:
    """The lines of a paragraph of bold and plain words, each measured as it is set."""
    text = paragraph.text
    letters = [(letter, run.is_bold) for run in paragraph.runs for letter in run.text]
    starts = [0, *(place + 1 for place, letter in enumerate(text) if letter == " ")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    lines: list[tuple[int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        if lines and _width_of_letters(letters[lines[-1][0] : end], paragraph.size) <= room:
            lines[-1] = (lines[-1][0], end)
        elif end > start:
            lines.append((start, end))
    return tuple(text[start:end].rstrip(" ") for start, end in lines)


def _width_of_letters(letters: Sequence[tuple[str, bool]], size: float) -> float:
    """The width of letters with whether each is bold."""
    return sum(
        width_of("".join(letter for letter, _ in group).replace(_NO_BREAK, " "), size, is_bold=bold)
        for bold, group in groupby(letters, key=itemgetter(1))
    )


def height_of(paragraphs: Sequence[Paragraph], width: float) -> float:
    """How high the paragraphs stand when set in `width`."""
    return sum(
        paragraph.above * (number > 0) + len(lines_of(paragraph, width)) * paragraph.size * LEADING
        for number, paragraph in enumerate(paragraphs)
    )


def snug(text: str, size: float, *, is_bold: bool = False) -> float:
    """The least width of a box in which `text` stands on one line."""
    return width_of(text, size, is_bold=is_bold) / SAFE + 0.1


def shortened(
    text: str, size: float, width: float, *, lines: int = 1, is_bold: bool = False
) -> str:
    """`text` as it is set in at most `lines` lines of `width`: what is over becomes an ellipsis."""
    room = width * SAFE
    words = [word for word in text.replace("\n", " ").split(" ") if word]
    fitting = " ".join(_cut(word, size, room, is_bold=is_bold) for word in words)
    found = _broken_at_spaces(fitting, room, size, is_bold=is_bold)
    if len(found) <= lines:
        return fitting
    last = _cut(" ".join(found[lines - 1 :]), size, room, is_bold=is_bold)
    return " ".join([*found[: lines - 1], last])


def _cut(text: str, size: float, room: float, *, is_bold: bool) -> str:
    """The beginning of `text` that fits on a line, with an ellipsis where there was more."""
    if width_of(text.replace(_NO_BREAK, " "), size, is_bold=is_bold) <= room:
        return text
    while text and width_of(f"{text}{_MORE}", size, is_bold=is_bold) > room:
        text = text[:-1]
    return f"{text.rstrip(' ,;:&–-')}{_MORE}"


def widest_word(text: str, size: float, *, is_bold: bool = False) -> float:
    """The width of the widest word; words joined by a no-break space are one."""
    joined = (word.replace(_NO_BREAK, " ") for word in text.split(" "))
    return max((width_of(word, size, is_bold=is_bold) for word in joined), default=0.0)


def fits(text: Text) -> bool:
    """Whether the words stand within their box, without a broken word."""
    broken = any(
        widest_word(paragraph.text, paragraph.size, is_bold=any(r.is_bold for r in paragraph.runs))
        > text.box.width
        for paragraph in text.paragraphs
    )
    return not broken and height_of(text.paragraphs, text.box.width) <= text.box.height + 0.5


def largest(
    text: str, sizes: Sequence[float], width: float, height: float, *, is_bold: bool = False
) -> float:
    """The first of `sizes` at which `text` fits; the last where none does."""
    for size in sizes:
        paragraph = Paragraph((Run(text, is_bold),), size)
        is_whole = widest_word(text, size, is_bold=is_bold) <= width
        if is_whole and height_of((paragraph,), width) <= height + 0.5:
            return size
    return sizes[-1]


def without_orphan(text: str, size: float, width: float, *, is_bold: bool = True) -> str:
    """`text` with no-break spaces from its end, until its last line is two words and a third."""
    words = text.split(" ")
    for joined in range(1, min(len(words), 8)):
        candidate = " ".join([*words[:-joined], _NO_BREAK.join(words[-joined:])])
        # A program that measures a little otherwise may break it elsewhere.
        rooms = (width * SAFE, width * (SAFE + 1) / 2, width)
        ends = [_end_of(candidate, room, size, is_bold=is_bold) for room in rooms]
        if not any(ends):
            return text
        if all(not end or _is_tidy(end, width, size, is_bold=is_bold) for end in ends):
            return candidate
    return text


def _end_of(text: str, room: float, size: float, *, is_bold: bool) -> str:
    """The last line of several; nothing of one alone."""
    lines = _broken_at_spaces(text, room, size, is_bold=is_bold)
    return lines[-1].replace(_NO_BREAK, " ") if len(lines) > 1 else ""


def _is_tidy(end: str, width: float, size: float, *, is_bold: bool) -> bool:
    is_long = width_of(end, size, is_bold=is_bold) > width * _LEAST_LAST
    return is_long and " " in end


def _broken_at_spaces(text: str, width: float, size: float, *, is_bold: bool) -> tuple[str, ...]:
    """`text` in lines, broken at spaces that may break."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        plain = longer.replace(_NO_BREAK, " ")
        if lines and width_of(plain, size, is_bold=is_bold) <= width:
            lines[-1] = longer
        elif word:
            lines.append(word)
    return tuple(lines)


def with_tidy_end(paragraph: Paragraph, width: float) -> Paragraph:
    """The paragraph without an orphan, where it is of one run."""
    if len(paragraph.runs) != 1:
        return paragraph
    run = paragraph.runs[0]
    text = without_orphan(run.text, paragraph.size, width, is_bold=run.is_bold)
    return replace(paragraph, runs=(replace(run, text=text),))
