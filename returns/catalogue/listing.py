"""Long lists of findings: identical ones are listed up to a number, and then counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from returns.catalogue.findings import Finding
from returns.catalogue.limits import LISTED_ALIKE


def listed(findings: Iterable[Finding], *, most: int = LISTED_ALIKE) -> tuple[Finding, ...]:
    """`findings` in order, with "and 340 more like it" for those beyond `most` alike.

    Two are alike when they say the same of the same column in the same sheet, or would but
    for the value.
    """
    alike: dict[tuple[Any, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        message = finding.message.replace(finding.value, "…") if finding.value else finding.message
        alike[
            finding.check, finding.severity, finding.file, finding.sheet, finding.column, message
        ].append(finding)
    return tuple(finding for group in alike.values() for finding in _shortened(group, most))


def _shortened(group: list[Finding], most: int) -> Iterator[Finding]:
    yield from group[:most]
    if len(group) > most:
        first = group[most]
        row = f", from row {first.row} on" if first.row else ""
        yield replace(first, message=f"And {len(group) - most:,} more like it{row}.", value="")
