"""Lines of a mapped file that add up others: found, set aside and compared with their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from measures.counts import Count, Gap
from measures.periods import Month, Period
from partnership.kinds import Level
from returns.catalogue.findings import Check, Finding, Severity, Wrong
from returns.mapping.lines import Line
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.sheets import Gives
from returns.reading.area_matching import RANK_OF_LEVEL, Located
from returns.reading.places import Places
from returns.reading.spellings import is_total


@dataclass(frozen=True)
class ReadLine:
    """A line with the table that it stands in and what it means, as far as it is understood."""

    named: NamedSheet
    line: Line
    month: str
    number: str
    period: Period | Wrong
    area: Located | None
    count: Count | Wrong
    keys: tuple[str, ...]

    @property
    def is_total(self) -> bool:
        """Whether it says itself that it adds up others."""
        area = self.line.texts.get(Gives.AREA, "")
        return any(is_total(text) for text in (area, self.month, *self.keys))


def adding_up(lines: Sequence[ReadLine]) -> set[int]:
    """The numbers of the lines that are coarser than others for the same months."""
    finest: dict[tuple[int, Month], int] = {}
    for line in _sound(lines):
        for month in line.period.each_month:
            key = (line.area.partnership, month)
            finest[key] = min(finest.get(key, 9), RANK_OF_LEVEL[line.area.level])
    shortest: dict[tuple[int, Month], int] = {}
    for line in _sound(lines):
        for month in line.period.each_month:
            key = (line.area.partnership, month)
            if RANK_OF_LEVEL[line.area.level] == finest[key]:
                shortest[key] = min(shortest.get(key, 99), line.period.months)
    aside = set()
    for number, line in enumerate(lines):
        if line.area is None or isinstance(line.period, Wrong):
            continue
        keys = [(line.area.partnership, month) for month in line.period.each_month]
        if any(RANK_OF_LEVEL[line.area.level] > finest.get(key, 9) for key in keys) or any(
            line.period.months > shortest.get(key, 99) for key in keys
        ):
            aside.add(number)
    return aside


def _sound(lines: Iterable[ReadLine]) -> Iterator[Any]:
    for line in lines:
        if line.area and isinstance(line.period, Period) and _is_stated(line.count):
            yield line


def compared(lines: Sequence[ReadLine], aside: set[int], places: Places) -> Iterator[Finding]:
    """Say whether what is set aside agrees with what it adds up."""
    others: dict[tuple[int, tuple[str, ...]], list[ReadLine]] = defaultdict(list)
    for number, line in enumerate(lines):
        if number not in aside and line.area is not None:
            others[line.area.partnership, line.keys].append(line)
    agree, alone = 0, []
    for number in sorted(aside):
        total = lines[number]
        beside = others[total.area.partnership, total.keys] if total.area else []
        added = [line for line in beside if _is_part(line, total, places)]
        counts = [line.count for line in added]
        if not isinstance(total.count, int) or any(not isinstance(count, int) for count in counts):
            continue
        adds_up = sum(count for count in counts if isinstance(count, int))
        if not added:
            alone.append(total)
        elif adds_up == total.count:
            agree += 1
        else:
            yield _disagreement(total, adds_up)
    if aside:
        yield Finding(
            Check.TOTALS,
            Severity.NOTE,
            f"{len(aside):,} figures add up others of this file and are set aside;"
            f" {agree:,} of them agree with what they add up.",
        )
    if alone:
        first = alone[0]
        yield Finding(
            Check.TOTALS,
            Severity.QUERY,
            f"{len(alone):,} figures for larger areas or longer periods are set aside. The file has"
            " finer ones for the same months, but none that they add up.",
            todo="Say why, or send them as a file of their own.",
            file=first.named.table.file,
            sheet=first.named.table.sheet,
            row=first.line.row,
        )


def over_hidden(lines: Sequence[ReadLine], aside: set[int], places: Places) -> list[ReadLine]:
    """Totals of a whole partnership that were set aside, and have a hidden figure below them."""
    others = [line for number, line in enumerate(lines) if number not in aside]
    hidden = [line for line in others if line.count is Gap.HIDDEN]
    wholes = [lines[number] for number in sorted(aside)]
    return [
        total
        for total in wholes
        if total.area
        and total.area.level is Level.PARTNERSHIP
        and any(_is_part(line, total, places) for line in hidden)
    ]


def _disagreement(total: ReadLine, adds_up: int) -> Finding:
    return Finding(
        Check.TOTALS,
        Severity.ERROR,
        f"The total is {total.count:,}, but the figures that it adds up come to {adds_up:,}.",
        todo="Correct the figures or the total, or say that it is not read.",
        file=total.named.table.file,
        sheet=total.named.table.sheet,
        row=total.line.row,
        column=total.line.heading,
        value=total.line.count,
    )


def _is_part(line: Any, total: Any, places: Places) -> bool:
    if line.area is None or isinstance(line.period, Wrong) or line.keys != total.keys:
        return False
    if line.area.partnership != total.area.partnership:
        return False
    inside = total.period.contains(line.period)
    if total.area.level is Level.LOCALITY and line.area.level is Level.WARD:
        place = places.place(total.area.partnership)
        return inside and place.locality_of.get(line.area.area) == total.area.area
    return inside and (total.area.level is Level.PARTNERSHIP or line.area == total.area)


def _is_stated(count: Count | Wrong) -> bool:
    return isinstance(count, int) or count is Gap.HIDDEN
