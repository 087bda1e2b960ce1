"""Where the records of a file lie: in an area that is known, elsewhere, or in none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

from partnership.kinds import Level
from returns.catalogue.declarations import Fills
from returns.catalogue.headings import plain
from returns.reading.coded_columns import CodedColumn
from returns.reading.places import Places, district_of, is_placeless

if TYPE_CHECKING:
    import numpy as np

ELSEWHERE = "places that the file does not name"


class Where:
    """The partnership and the area of each row, and what lies elsewhere.

    What no code places is placed by the name beside it, so that an LSOA of which the lookup knows
    nothing counts where its name says. A ward's name is that of the district beside it, if one
    stands there. `written` are the areas as the file has them, `column` is of the places that
    differ; `is_nowhere` says of each of them whether it is none, and `meanings` what it is however
    it is written.
    """

    def __init__(
        self,
        columns: Mapping[Fills | str, CodedColumn],
        places: Places,
        level: Level,
        weights: np.ndarray | None,
    ) -> None:
        import numpy as np

        area, districts = _in_districts(columns[Fills.AREA], columns.get(Fills.DISTRICT))
        within = places.within_each(dict.fromkeys(districts))
        used = area.weighing(None)
        found: list[tuple[int, int] | None] = [
            _found(text, places, level, within[district]) if many else None
            for text, district, many in zip(area.texts, districts, used, strict=True)
        ]
        self.meant_for = {
            code: near
            for code, text in enumerate(area.texts)
            if level is not Level.LSOA and used[code] and not found[code]
            # What stands beside another's district is not misspelt.
            if within[districts[code]] != frozenset() and (near := places.near(text))
        }
        known = np.array([pair is not None for pair in found] or [False], dtype=bool)
        self.written = area
        self.column, names = _beside(area, columns.get(Fills.AREA_NAME), known[area.codes])
        names = (*map(_named, districts), *names[len(districts) :])
        found += [None] * (len(names) - len(found))
        self.outside: Counter[str] = Counter()
        self.is_nowhere = np.zeros(len(found), dtype=bool)
        self.nowhere = 0
        used = self.column.weighing(None)
        self.meanings: list[Hashable] = list(found)
        for code, size in enumerate(self.column.weighing(weights)):
            if found[code] or not used[code]:
                continue
            text, name = self.column.texts[code], names[code]
            self.meanings[code] = plain(name) if is_placeless(text) else plain(text)
            called = name or ("" if level is Level.LSOA else text)
            if (place := places.in_district(called)) and place.not_placed is not None:
                found[code] = (place.partnership_id, place.not_placed)
            elif not name and is_placeless(text):
                self.is_nowhere[code] = True
                self.nowhere += size
            elif size:
                self.outside[district_of(name) or ELSEWHERE] += size
        self.partnership = np.array([pair[0] if pair else -1 for pair in found], dtype="int64")
        self.area = np.array([pair[1] if pair else -1 for pair in found], dtype="int64")


def _beside(
    area: CodedColumn, name: CodedColumn | None, known: np.ndarray
) -> tuple[CodedColumn, tuple[str, ...]]:
    """The areas with a further one for each name that stands beside one that is not `known`.

    The names are of those further areas, and blank for the rest.
    """
    import numpy as np

    none = ("",) * len(area.texts)
    if name is None or known.all():
        return area, none
    codes = area.codes.astype("int64")
    pairs, which = np.unique(
        codes[~known] * len(name.texts) + name.codes[~known], return_inverse=True
    )
    codes[~known] = len(area.texts) + which
    at_area, at_name = np.divmod(pairs, len(name.texts))
    texts = (*area.texts, *(area.texts[code] for code in at_area))
    beside = [_named(text) for text in name.texts]
    return CodedColumn(codes, texts, area.index), (*none, *(beside[code] for code in at_name))


def _named(text: str) -> str:
    return "" if is_placeless(text) else text


def _found(
    text: str, places: Places, level: Level, within: frozenset[int] | None
) -> tuple[int, int] | None:
    return places.lsoa(text) if level is Level.LSOA else places.ward(text, within=within)


def _in_districts(
    area: CodedColumn, district: CodedColumn | None
) -> tuple[CodedColumn, tuple[str, ...]]:
    """The areas apart for each district that stands beside them, and these districts."""
    import numpy as np

    if district is None:
        return area, ("",) * len(area.texts)
    keys, codes = np.unique(
        area.codes.astype("int64") * len(district.texts) + district.codes, return_inverse=True
    )
    at_area, at_district = np.divmod(keys, len(district.texts))
    texts = tuple(area.texts[code] for code in at_area)
    beside = tuple(district.texts[code] for code in at_district)
    return CodedColumn(codes, texts or ("",), area.index), beside or ("",)
