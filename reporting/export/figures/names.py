"""What measures and areas are called, and what a figure is called that has no address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from measures.periods import BadPeriod, Period, PointInTime, period_or_day
from partnership.kinds import Level
from reporting.content.description import ILLUSTRATIVE, PARTLY_ILLUSTRATIVE, Provenance, Style
from reporting.content.frozen import FrozenArea, FrozenMeasure, FrozenPack
from reporting.export.figures.standing import Standing
from reporting.export.sheet_names import without_when
from reporting.queries.measures import NoSuch, described

# What heads the rows of a table of partnerships.
PARTNERSHIP = "Partnership"
_REMARK = re.compile(r"\s\([^)]*\)$")
_GSS = 9  # letters and digits of a code
_WARDS = "05"
_LONGEST = 70  # of what a figure is called in a sentence's words
_NUMBERS = {Style.COUNT, Style.AVERAGE, Style.SMALL_AVERAGE}
# What is counted behind a number: "18 of 20 wards", "20 Prevent actions in 2023".
_OF_ALL = re.compile(r"^\s*of (?:the )?[\d,]+(?=\s)")
_NOUN = re.compile(r"^\s+([A-Za-z][\w’-]*)((?:\s[a-z][\w’-]*){0,2})")
_NO_NOUN = {
    "a", "about", "add", "all", "an", "and", "are", "as", "at", "behind", "but", "by", "did",
    "for", "from", "had", "has", "have", "in", "is", "more", "fewer", "of", "on", "or", "per",
    "shown", "than", "things", "that", "the", "they", "to", "was", "we", "were", "which", "who",
    "whom", "whose", "with", "above", "below",
}  # fmt: skip
_SAID_BY_ITSELF = {"Number", "Share", "Count", "Change", "Total"}
_WHEN = re.compile(r"\b(?:19|20)\d\d(?:/\d\d)?\b")


class Names:
    """What measures and areas are called: as frozen, else as the catalogue and the rows say."""

    def __init__(self, pack: FrozenPack, standing: Sequence[Standing]) -> None:
        self.place = pack.head.partnership
        self.measures = {(one.measure, one.source, one.category): one for one in pack.measures}
        self.areas = {one.code: one for one in pack.areas} or dict(self._headings(standing))
        self.called = {one.name: one for one in self.areas.values() if one.code}

    def _headings(self, standing: Sequence[Standing]) -> Iterator[tuple[str, FrozenArea]]:
        """Of a pack that was frozen before areas were named: what heads their rows."""
        heads: dict[str, set[str]] = defaultdict(set)
        for one in standing:
            of = one.cell.provenance
            if of is not None and of.area and one.row and _period_told(one) is None:
                heads[of.area].add(plain(one.row))
        for code, names in heads.items():
            yield code, _unnamed(code, names.pop() if len(names) == 1 else code)

    def measure(self, of: Provenance) -> FrozenMeasure:
        key = (of.measure, of.source, of.category)
        if key not in self.measures:
            try:
                self.measures[key] = described(*key)
            except NoSuch:
                self.measures[key] = self._of_other_category(of)
        return self.measures[key]

    def _of_other_category(self, of: Provenance) -> FrozenMeasure:
        """Named as the measure is with another category, such as for “Not listed”."""
        for one in self.measures.values():
            if (one.measure, one.source) == (of.measure, of.source):
                words = (one.title, one.dataset, one.source_title)
                return FrozenMeasure(
                    of.measure, of.source, of.category, *words, of.category, one.extent
                )
        return FrozenMeasure(
            of.measure, of.source, of.category, of.measure, "", "", label=of.category
        )

    @property
    def whole(self) -> FrozenArea:
        """The partnership's area."""
        if "" not in self.areas:
            self.areas[""] = FrozenArea("", self.place, Level.PARTNERSHIP.label)
        return self.areas[""]

    def area(self, of: Provenance, named: FrozenMeasure) -> FrozenArea:
        if named.extent:
            return FrozenArea("", named.extent, Level.NATION.label)
        return self.areas.get(of.area) or (_unnamed(of.area, of.area) if of.area else self.whole)

    def area_called(self, words: str) -> FrozenArea | None:
        return self.called.get(plain(words))

    def area_of_row(self, one: Standing) -> FrozenArea | None:
        """The area that heads its row, which may be that of another partnership."""
        found = self.area_called(one.row)
        if found is not None or one.across != PARTNERSHIP or not one.row:
            return found
        name = plain(one.row)
        if name == self.whole.name or self.place.startswith(name):
            return self.whole
        other = FrozenArea(name, name, Level.PARTNERSHIP.label)
        self.areas[name] = self.called[name] = other
        return other

    def area_told(self, one: Standing) -> FrozenArea | None:
        """That of its row, or the partnership's where its heading says that it is of this."""
        found = self.area_of_row(one)
        if found is not None or one.words:
            return found
        return self.whole if f", {self.whole.name}" in one.heading else None

    def code_of(self, words: str) -> str | None:
        found = self.area_called(words)
        return found.code if found else None


def plain(words: str) -> str:
    """What heads a row, without a remark behind it."""
    return _REMARK.sub("", words)


def _unnamed(code: str, name: str) -> FrozenArea:
    is_gss = len(code) == _GSS and code[1:].isdigit()
    is_ward = is_gss and code[1:3] == _WARDS
    level = Level.WARD.label if is_ward else Level.LOCALITY.label if "/" in code else ""
    return FrozenArea(code, name, level, code if is_gss else "")


# --- What has no address -----------------------------------------------------------------------
def name_of(one: Standing, area: FrozenArea | None) -> str:
    """What a figure is: what is counted in a sentence, or the heading, row and column."""
    if one.words:
        return _counted(one) or _in_few_words(one.words, one.cell.bare_text)
    heading = one.heading.removeprefix(ILLUSTRATIVE).removeprefix(PARTLY_ILLUSTRATIVE)
    if area is not None and period_of(one) is not None and heading:
        *_, heading = without_when(heading)  # which have columns of their own
    is_named = one.column not in {one.across, *_SAID_BY_ITSELF} and bool(one.column)
    is_area = area is not None and plain(one.row) == area.name
    if is_area and is_named and _period(one.column) is None:
        return one.column
    row = "" if is_area else plain(one.row)
    parts = [part for part in (row, one.column if is_named else "")
             if part and _period(part) is None]  # fmt: skip
    return ": ".join(part for part in (heading, ", ".join(parts)) if part)


def _counted(one: Standing) -> str:
    """The noun behind a number; blank where none is plain."""
    found = _NOUN.match(_OF_ALL.sub("", one.after)) if one.cell.style in _NUMBERS else None
    if found is None or found[1].casefold() in _NO_NOUN:
        return ""
    words = [found[1]]
    for word in found[2].split():
        if word in _NO_NOUN:
            return " ".join(words)
        words.append(word)
    return " ".join(words) if len(words) > 1 else found[1]


def _in_few_words(words: str, number: str) -> str:
    """The sentence, or the part of it that holds the number."""
    if len(words) <= _LONGEST:
        return words
    whole = rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)"
    for stops in (r"(?<=[.:;])\s+", r"(?<=[.:;,])\s+|\sand\s(?=[A-Z])"):
        parts = re.split(stops, words)
        part = next(filter(re.compile(whole).search, parts), words).rstrip(".:;,")
        if len(part) <= _LONGEST:
            return part
    return f"{part[:_LONGEST].rpartition(' ')[0]} …"


def period_of(one: Standing) -> Period | PointInTime | None:
    """What its column, its row or its heading says, where one of them says one period alone."""
    return _period_told(one) or (None if one.words else _among(one.heading))


def _among(words: str) -> Period | PointInTime | None:
    found = set(_WHEN.findall(words))
    if len(found) != 1:
        return None
    when = found.pop()
    told = words.rpartition(", ")[2]
    if not ("/" in when or when in (told, told.removesuffix(" (a rough map)"))):
        return _period(told)
    return _period(when if "/" in when else f"{when}-01..{when}-12")


def _period_told(one: Standing) -> Period | PointInTime | None:
    """The period that the heading of its column or row is, where one of them is a period."""
    return _period(one.column) or _period(one.row)


def _period(words: str) -> Period | PointInTime | None:
    try:
        return period_or_day(words)
    except BadPeriod:
        return None
