"""How much room words take when set in Arial; knows only text, and reads no font file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

# Thousandths of the size for each character from space to tilde, as in Arial's metrics (and
# Liberation Sans's, made to the same measure).
_PLAIN = """
278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556
556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667
556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556
556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722
500 500 500 334 260 334 584
"""
_BOLD = """
278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556
556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722
611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556
611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778
556 556 500 389 280 389 584
"""
_WIDTHS = {
    is_bold: {chr(32 + place): int(width) for place, width in enumerate(widths.split())}
    for is_bold, widths in ((False, _PLAIN), (True, _BOLD))
}
# Beyond ASCII: what the portal's own words use, and a wide letter for the rest.
_OTHERS = {"–": 556, "−": 584, "‘": 250, "’": 250, "“": 420, "”": 420, "·": 300, "£": 556}
# Signs of a change, and those of other words.
_OTHERS |= {"●": 604, "▲": 990, "▼": 990, "×": 584, "é": 556}
_OTHERS |= {"\u00a0": 278, "✓": 840, "◆": 770, "○": 604}
_WIDE = 1000


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """The width of one line of `text`, in the unit of `size`."""
    widths = _WIDTHS[is_bold]
    return sum(widths.get(letter) or _OTHERS.get(letter, _WIDE) for letter in text) * size / 1000


def wrapped(
    text: str, *, width: float, size: float, is_bold: bool = False, breaks_words: bool = False
) -> tuple[str, ...]:
    """`text` in lines no wider than `width`, broken at spaces.

    A longer word stands alone, or is broken between its letters with `breaks_words`.
    """
    lines: list[str] = []
    words = text.split()
    if breaks_words:
        words = [part for word in words for part in _broken(word, width, size, is_bold=is_bold)]
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, is_bold=is_bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def balanced(text: str, *, width: float, size: float) -> tuple[str, ...]:
    """`text` in as few lines as fit, of as like a length as they can be."""
    lines = wrapped(text, width=width, size=size)
    while lines:
        widest = max(width_of(line, size) for line in lines)
        closer = wrapped(text, width=min(widest, width) - 0.01, size=size)
        if len(closer) > len(lines) or max(width_of(line, size) for line in closer) >= widest:
            break
        lines = closer
    return lines


def _broken(word: str, width: float, size: float, *, is_bold: bool) -> list[str]:
    """The word in the pieces that an office program would make of it."""
    if width_of(word, size, is_bold=is_bold) <= width:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, is_bold=is_bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def spread(
    wanted: Sequence[float], heights: Sequence[float], *, low: float, high: float
) -> tuple[float, ...]:
    """Centres as near to `wanted` as they get without overlap, between `low` and `high`.

    Where there is not room for all, they keep clear of one another and go beyond `high`.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    centres = list(wanted)
    edge = low
    for index in order:
        centres[index] = max(centres[index], edge + heights[index] / 2)
        edge = centres[index] + heights[index] / 2
    edge = max(high, low + sum(heights))
    for index in reversed(order):
        centres[index] = min(centres[index], edge - heights[index] / 2)
        edge = centres[index] - heights[index] / 2
    return tuple(centres)
