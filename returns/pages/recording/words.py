"""What the pages of recording changes say; decides nothing."""

from __future__ import annotations

from returns.catalogue.declarations import Dataset

RECORDED = "The change is recorded. It is shown with every comparison across the day."
CORRECTED = "The correction is recorded."
ENDED = "The change has ended. It stays in the record."
ABOUT_ENDING = "It stays in the record and is no longer shown beside figures."
SAY_WHY = "Give the reason"


def end_it(title: str) -> str:
    """The question before a change is ended."""
    return f"End this change of recording practice: {title}?"


def every_measure_of(dataset: Dataset) -> str:
    """In place of a measure: that a change is of all of them."""
    return f"{dataset.title}: every measure"
