"""The limits of `tests/house`: how large a folder, a file and a function may be, and no circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from tests.house import tree
from tests.house.tree import Function, Module

MODULES_IN_A_FOLDER = 25
LINES_OF_A_FILE = 500
LINES_OF_A_FUNCTION = 60
LINES_OF_NEARLY_EVERY_FUNCTION = 40  # 99 of 100
# Names that say nothing of what is inside, and so attract everything.
NO_NAMES = frozenset({"common", "core", "helpers", "managers", "misc", "mixins", "utils"})


@dataclass(frozen=True)
class Figures:
    """What is measured; migrations, which Django writes, count in nothing but circles."""

    functions: tuple[Function, ...]
    files: Mapping[Path, int]
    folders: Mapping[Path, int]
    circles: tuple[tuple[str, ...], ...]
    names: tuple[Path, ...]

    @property
    def lengths(self) -> list[int]:
        return sorted(function.lines for function in self.functions)

    @property
    def median(self) -> float:
        return median(self.lengths)

    def percentile(self, percent: int) -> int:
        """The length that so many of a hundred functions do not exceed."""
        if len(self.lengths) < 2:
            return max(self.lengths, default=0)
        return round(quantiles(self.lengths, n=100, method="inclusive")[percent - 1])


def measured(root: Path) -> Figures:
    """The figures of the portal whose folders stand in `root`."""
    those = tree.modules(root)
    written = [module for module in those.values() if not module.is_migration]
    return Figures(
        functions=tuple(each for module in written for each in tree.functions(module)),
        files={module.path: module.lines for module in written},
        folders=tree.folders(those),
        circles=tuple(tuple(circle) for circle in tree.circles(those)),
        names=tuple(module.path for module in written if _says_nothing(module)),
    )


def _says_nothing(module: Module) -> bool:
    return not NO_NAMES.isdisjoint(module.name.split("."))


def breaches(figures: Figures) -> Iterator[str]:
    """One sentence for each limit that something exceeds, with its name."""
    for folder, number in sorted(figures.folders.items()):
        if number > MODULES_IN_A_FOLDER:
            yield f"{folder}/ has {number} modules; at most {MODULES_IN_A_FOLDER} are allowed"
    for path, lines in sorted(figures.files.items()):
        if lines > LINES_OF_A_FILE:
            yield f"{path} has {lines} lines; at most {LINES_OF_A_FILE} are allowed"
    for function in figures.functions:
        if function.lines > LINES_OF_A_FUNCTION:
            at_most = f"at most {LINES_OF_A_FUNCTION} are allowed"
            yield f"{function.name} has {function.lines} lines; {at_most}"
    if (p99 := figures.percentile(99)) > LINES_OF_NEARLY_EVERY_FUNCTION:
        at_most = f"at most {LINES_OF_NEARLY_EVERY_FUNCTION} are allowed"
        yield f"1 function in 100 has more than {p99} lines; {at_most}"
    for circle in figures.circles:
        yield f"These modules import one another: {', '.join(circle)}"
    for path in figures.names:
        yield f"{path}: the name says nothing of what is inside"
