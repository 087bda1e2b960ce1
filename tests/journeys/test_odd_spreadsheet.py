"""A spreadsheet that no layout knows is mapped and sent: in a browser, in three minutes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.browsing import become
from tests.journeys import real_counts
from tests.journeys.person import WIDTHS, Effort, Person, hold_to

pytestmark = pytest.mark.django_db(transaction=True)

GOAL = 3 * 60


@pytest.mark.parametrize("width", WIDTHS)
def test_an_odd_spreadsheet(page, live_server, with_people, shared_data, settings, width):
    settings.CSP_TODAY = date(2025, 4, 22)
    become("police.officer@demo.example", page, live_server)
    known = _sends_an_ordinary_file(page, live_server, shared_data, width)
    [file] = (shared_data.parent / "cases").glob("14_*")
    effort = Effort(read=known)
    sam = Person(page, live_server.url, way="odd-spreadsheet", width=width, effort=effort)
    sam.open("/middlesbrough/")
    sam.press("Send a return")
    sam.give(file)
    sam.press("Check the files")
    assert f"How should “{file.name}” be read?" in sam.text
    sam.choose("What these figures are", "ASB incidents: Police antisocial behaviour return")
    sam.choose("“Cleveland” (3 times)", "Not read")
    sam.press("Use these answers")
    assert "3 counts are left out by their names" in sam.text
    sam.type("It is right because …", "It rose each month.")
    sam.press("Send for acceptance")
    assert re.search(r"Your reference R-\d+", sam.text)
    hold_to(GOAL, effort)


def _sends_an_ordinary_file(page, live_server, data, width) -> set[str]:
    """What somebody has read who has sent a return before."""
    counts = real_counts.counted(data, ("2025-01", "2025-02", "2025-03"))
    file = {"name": "before.csv", "mimeType": "text/csv", "buffer": real_counts.as_return(counts)}
    before = Person(page, live_server.url, way="before", width=width, effort=Effort())
    before.open("/middlesbrough/")
    before.press("Send a return")
    before.give(file)
    before.press("Check the files")
    before.press("Send for acceptance")
    return before.effort.read
