"""The small words of slides: subjects, times, and which of several wordings fits; no sentence."""

from __future__ import annotations

from collections.abc import Iterable

from measures.periods import MONTHS_IN_A_YEAR, Period, PeriodKind, PointInTime
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.content.description import Sentence
from reporting.content.phrases import Phrase
from reporting.narrative.phrases import during, in_text, named
from reporting.narrative.titles import in_a_sentence

# Two lines of a slide's title.
LONGEST_TITLE = 100
# The one line of a title in the annex.
LONGEST_ANNEX_TITLE = 68
# In large letters, and below them.
LONGEST_FIGURE, LONGEST_WORDS = 12, 70
# Headings of pictures on one line: beside findings, or of two pictures; less beside a tag.
LONGEST_HEADING, LONGEST_HALF_HEADING, BESIDE_A_TAG = 70, 54, 10
# One line at the foot.
LONGEST_SOURCE = 120


def subject(figures: Figures, area: Place | None = None) -> str:
    """ "All recorded crime", "ASB incidents in Hemlington": as a sentence begins."""
    return f"{figures.measure.title}{where(area)}"


def subject_inside(figures: Figures, area: Place | None = None) -> str:
    """The same within a sentence."""
    return in_a_sentence(subject(figures, area))


def where(area: Place | None) -> str:
    """ " in Hemlington"; blank for the whole."""
    is_whole = area is None or area.kind is PlaceKind.WHOLE
    return "" if area is None or is_whole else f" in {in_text(area)}"


def place_named(figures: Figures, area: Place | None) -> str:
    """ "Hemlington", or the partnership."""
    is_whole = area is None or area.kind is PlaceKind.WHOLE
    return figures.partnership if area is None or is_whole else in_text(area)


def in_time(when: Period | PointInTime) -> str:
    """ "in 2022/23"; of a calendar year "in 2023"; "at 30 June 2023"."""
    if isinstance(when, PointInTime):
        return f"at {when.label}"
    return f"in {time_named(when)}" if is_calendar_year(when) else during(when)


def time_named(when: Period) -> str:
    """ "2022/23"; of a calendar year "2023"."""
    return str(when.start.year) if is_calendar_year(when) else named(when)


def is_calendar_year(when: Period) -> bool:
    return when.months == MONTHS_IN_A_YEAR and when.start.number == 1


def each_of(when: Period) -> str:
    """ "each year", "each month"; of parts of a year "in Q4 of each year"."""
    if when.kind is PeriodKind.YEAR or is_calendar_year(when):
        return "each year"
    return f"in {when.part_label} of each year"


def fitting(most: int, *wordings: Phrase) -> Phrase:
    """The first that is no longer than `most` letters; else the shortest."""
    for wording in wordings:
        if len(wording.text) <= most:
            return wording
    return min(wordings, key=lambda wording: len(wording.text))


def heading(most: int, *wordings: str) -> str:
    """The first wording that stands on one line; else the shortest."""
    return next((words for words in wordings if len(words) <= most), min(wordings, key=len))


def of_sentence(sentence: Sentence) -> Phrase:
    """A sentence of a page as it is said."""
    return Phrase(sentence.parts)


def one_line(parts: Iterable[str], *, most: int = LONGEST_SOURCE) -> str:
    """The parts as one line, the last ones left out where there is no room for them."""
    line = ""
    for part in parts:
        longer = f"{line} {part}".strip()
        if part and len(longer) <= most:
            line = longer
    return line


def first_sentence(words: str) -> str:
    """The first sentence of several."""
    head, stop, _ = words.partition(". ")
    return f"{head}." if stop else words
