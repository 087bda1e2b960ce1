"""Panels are kept by democratic services alone, and not among the partnership's own groups."""

from __future__ import annotations

import pytest

from partnership.governance.register import GOVERNANCE

PAGES = "/middlesbrough/governance/"


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return lambda path: client.get(PAGES + path)


def test_neither_panels_nor_their_meetings_stand_in_the_register_of_governance(
    page, middlesbrough, panel, meeting
):
    assert panel not in GOVERNANCE.kind("groups").of(middlesbrough)
    assert meeting not in GOVERNANCE.kind("meetings").of(middlesbrough)
    for path in (f"groups/{panel.pk}/", f"meetings/{meeting.pk}/"):
        assert page(path).status_code == 404


def test_no_form_of_governance_makes_a_panel_or_a_meeting_of_one(page, panel):
    for path in ("groups/add/", "meetings/add/", "members/add/"):
        shown = page(path)
        assert shown.status_code == 200
        assert "Environment Scrutiny Panel" not in shown.content.decode()
        assert 'value="panel"' not in shown.content.decode()
