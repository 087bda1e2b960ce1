"""A column of a large file as codes and the texts that they stand for: no row is read twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from pandas import Series


@dataclass(frozen=True)
class CodedColumn:
    codes: np.ndarray
    texts: tuple[str, ...]
    index: np.ndarray

    @classmethod
    def of(cls, column: Series) -> CodedColumn:
        # A row that is too short has nothing here, and the code -1.
        texts = [*(str(text).strip() for text in column.cat.categories), ""]
        return cls(column.cat.codes.to_numpy(), tuple(texts), column.index.to_numpy()).alike(texts)

    def alike(self, meanings: Sequence[Hashable]) -> CodedColumn:
        """With one code, and the first of their texts, for all that mean the same."""
        import numpy as np

        first: dict[Hashable, int] = {}
        codes = np.array([first.setdefault(meaning, len(first)) for meaning in meanings], "int32")
        texts = dict(zip(reversed(codes.tolist()), reversed(self.texts), strict=True))
        return replace(
            self, codes=codes[self.codes], texts=tuple(texts[code] for code in range(len(first)))
        )

    def where(self, mask: np.ndarray) -> CodedColumn:
        return CodedColumn(self.codes[mask], self.texts, self.index[mask])

    def translated(self, look_up: Callable[[str], Any]) -> list[Any]:
        """What each text means; None for a text that no row has."""
        import numpy as np

        used = set(np.unique(self.codes).tolist())
        return [look_up(text) if code in used else None for code, text in enumerate(self.texts)]

    def weighing(self, weights: np.ndarray | None) -> list[int]:
        """How many records have each text."""
        import numpy as np

        sizes = np.bincount(self.codes, weights=weights, minlength=len(self.texts))
        return sizes.astype("int64").tolist()

    @property
    def commonest(self) -> str:
        sizes = self.weighing(None)
        return self.texts[max(range(len(sizes)), key=sizes.__getitem__)] if sizes else ""


def row_keys(columns: Sequence[CodedColumn]) -> np.ndarray:
    """Each row's codes as one number."""
    import numpy as np

    key = np.zeros(len(columns[0].codes), dtype="int64")
    for column in columns:
        key = key * len(column.texts) + column.codes
    return key
