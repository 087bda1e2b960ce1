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
    nothing counts where its name says. `column` is of the places that differ; `is_nowhere` says
    of each of them whether it is none, and `meanings` what it is however it is written.
    """

    def __init__(
        self,
        columns: Mapping[Fills | str, CodedColumn],
        places: Places,
        level: Level,
        weights: np.ndarray | None,
    ) -> None:
        import numpy as np

        area = columns[Fills.AREA]
        found = area.translated(places.lsoa if level is Level.LSOA else places.ward)
        self.meant_for = {
            code: near
            for code, text in enumerate(area.texts)
            if level is not Level.LSOA and not found[code] and (near := places.near(text))
        }
        known = np.array([pair is not None for pair in found] or [False], dtype=bool)
        self.column, names = _beside(area, columns.get(Fills.AREA_NAME), known[area.codes])
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
    beside = ["" if is_placeless(text) else text for text in name.texts]
    return CodedColumn(codes, texts, area.index), (*none, *(beside[code] for code in at_name))
