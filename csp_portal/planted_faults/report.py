"""What was asked about as a table to read, or rows of JSON; knows only wording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csp_portal.planted_faults.real_returns import MADE_UP
from csp_portal.planted_faults.trials import Rate


def as_row(rate: Rate) -> dict[str, Any]:
    return {
        "kind": rate.kind,
        "origin": rate.origin,
        "returns": rate.returns,
        "asked": rate.asked,
        "rate": rate.rate,
        "kept": rate.is_kept,
    }


def called(rate: Rate) -> str:
    return f"{rate.kind}, {rate.origin}"


def in_words(rates: Sequence[Rate]) -> str:
    """A table in Markdown."""
    lines = ["| kind | returns | asked about | rate | |", "|---|---|---|---|---|"]
    lines += [
        f"| {called(rate)} | {rate.returns:,} | {rate.asked:,} | {100 * rate.rate:.1f}% |"
        f" {_verdict(rate)} |"
        for rate in rates
    ]
    return "\n".join(lines)


def _verdict(rate: Rate) -> str:
    if rate.origin == MADE_UP:
        return "no goal"
    return "kept" if rate.is_kept else "missed"
