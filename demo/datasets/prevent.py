"""The demonstration's national figures: a factsheet's, and those collected with their sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from demo import prevent_register
from demo.partnerships import SET_UP_AT, SLUG
from demo.sending import Sent, person, send_and_accept
from partnership.models import Partnership, Role

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "prevent"
BECAUSE = "The figures are as published; each names its source."
RECEIVED = {
    # The day on which the update of 4 March 2024 says that the factsheet was sampled.
    "home-office-factsheet-2023.csv": date(2024, 1, 23),
    # After the release for 2023/24 of 5 December 2024. That for 2024/25 was not out by the
    # demonstration's day.
    "prevent_national_figures_to_2023-24.csv": date(2025, 3, 3),
}


def load() -> None:
    """Send and accept what is not there yet."""
    partnership = Partnership.objects.get(slug=SLUG)
    send_and_accept(_files(partnership), partnership)
    prevent_register.load(partnership, at=SET_UP_AT)


def _files(partnership: Partnership) -> Iterator[Sent]:
    for name, received_on in RECEIVED.items():
        yield Sent(
            name=name,
            content=(FOLDER / name).read_bytes(),
            received_on=received_on,
            supplied_by="",
            by=person(partnership, Role.CSP_OFFICER),
            accepted_by=person(partnership, Role.MANAGER),
            because=BECAUSE,
        )
