"""Last time's sections, moved to what the meeting asks for; what then contradicts is found."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.refusals import Refused
from reporting.packs import actions as pack_actions
from reporting.packs import section_actions
from reporting.packs.actions import NewSection
from reporting.packs.agreement import disagreements, disagreements_of
from reporting.packs.models import NumberConfirmed, Section, SectionState, Version
from reporting.packs.section_actions import Written
from reporting.packs.sections.rolling import moved_on
from reporting.packs.starting_sections import sections_from
from tests.packs.conftest import SECTIONS, start

ABOUT_2021 = NewSection(
    "robbery-of-the-year",
    "measure",
    "Robbery in 2021/22",
    {"measure": "crime/robbery", "period": "2021/22", "show": ["headline", "table"]},
)


@pytest.fixture
def rolled(setting, approve):
    """From a pack of March 2023 about 2021/22 to one for the meeting of March 2024."""
    sections = (*SECTIONS[:1], ABOUT_2021)
    before = start(
        setting.partnership, setting.officer, "update-2023", date(2023, 3, 6), sections=sections
    )
    approve(before)
    sections = sections_from(Version.objects.get(pk=before.pk), held_on=date(2024, 3, 4))
    return start(
        setting.partnership, setting.officer, "rolled", date(2024, 3, 4), sections=sections
    )


def test_a_title_of_last_years_period_is_not_ready_and_stops_approval(setting, rolled):
    (robbery,) = rolled.sections.filter(kind="measure")
    assert robbery.settings["period"] == "2022/23"
    assert robbery.state == SectionState.CHECK
    section_actions.confirm_unchanged(version=rolled, keys=[robbery.key], by=setting.officer)
    pack_actions.send_for_review(version=rolled, by=setting.officer)
    with pytest.raises(
        Refused, match="Robbery in 2021/22: the title says 2021/22, the figures show 2022/23"
    ):
        pack_actions.approve(version=rolled, by=setting.manager)
    put_right = Written("Robbery in 2022/23", "", robbery.settings)
    section_actions.write_section(
        section=robbery, written=put_right, revision=1, by=setting.officer
    )
    pack_actions.approve(version=rolled, by=setting.manager)


@pytest.mark.parametrize(
    ("shown", "held_on", "asked"),
    [
        # The last complete year before the meeting, however long it was since the last one.
        ("2021/22", date(2024, 3, 4), "2022/23"),
        ("2022/23", date(2026, 3, 4), "2024/25"),
        ("2022/23", date(2024, 3, 31), "2022/23"),
        ("2022/23", date(2024, 4, 1), "2023/24"),
        # The same quarter, months, calendar year.
        ("2022/23 Q3", date(2024, 1, 2), "2023/24 Q3"),
        ("2022/23 Q3", date(2023, 12, 30), "2022/23 Q3"),
        ("2023-01..2023-12", date(2025, 3, 4), "2024-01..2024-12"),
        # A meeting that comes before the year is over goes back.
        ("2023/24", date(2024, 3, 4), "2022/23"),
    ],
)
def test_a_period_is_the_last_of_its_kind_before_the_meeting(shown, held_on, asked):
    assert moved_on({"period": shown}, held_on) == {"period": asked}


def test_what_is_compared_with_and_the_day_move_as_well():
    settings = {"period": "2021/22", "against": "2019/20", "day": "2022-06-30", "show": ["table"]}
    assert moved_on(settings, date(2024, 3, 4)) == {
        "period": "2022/23",
        "against": "2020/21",
        "day": "2023-06-30",
        "show": ["table"],
    }
    assert moved_on({"period": "", "day": "no day"}, date(2024, 3, 4)) == {
        "period": "",
        "day": "no day",
    }


@pytest.mark.parametrize(
    ("title", "text", "period", "said"),
    [
        ("Crime in 2022/23", "", "2023/24", ["the title says 2022/23, the figures show 2023/24"]),
        ("Crime in 2022-23", "", "2023/24", ["the title says 2022/23, the figures show 2023/24"]),
        (
            "Crime",
            "In 2022/23 it rose.",
            "2023/24",
            ["the words say 2022/23, the figures show 2023/24"],
        ),
        (
            "Crime",
            "It was {{crime/all-crime 2022/23 count}}.",
            "2023/24",
            ["the words say 2022/23, the figures show 2023/24"],
        ),
        # Words may tell of several years, the one that is shown among them.
        ("Crime", "2021/22, 2022/23 and 2023/24.", "2023/24", []),
        ("Crime", "Nothing with a year, on 4 March 2024.", "2023/24", []),
        ("Crime", "> In 2020/21 it fell", "2023/24", []),
        ("Crime in 2022", "", "2023-01..2023-12", ["the title says 2022, the figures show 2023"]),
        ("Crime in 2023", "As published in February 2024.", "2023-01..2023-12", []),
        ("Crime in 2022/23", "", "2022/23 Q3", []),
        ("Crime in 2022/23", "", "", []),
    ],
)
def test_a_year_that_is_not_shown_is_found(title, text, period, said):
    found = disagreements(title=title, text=text, settings={"period": period})
    assert [one.sentence for one in found] == said


def test_a_year_that_may_stand_was_confirmed_with_a_reason(setting):
    section = setting.section("robbery")
    Section.objects.filter(pk=section.pk).update(title="Robbery since 2019/20")
    (found,) = disagreements_of(setting.version, setting.version.sections.all()).values()
    assert found[0].says == "2019/20"
    section_actions.confirm_number(
        section=section,
        number="2019/20",
        why=NumberConfirmed.Why.REASON,
        words="It is the year before Covid",
        by=setting.officer,
    )
    assert not disagreements_of(setting.version, setting.version.sections.all())
