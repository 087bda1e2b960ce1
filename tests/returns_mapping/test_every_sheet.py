"""One mapping for every sheet of a workbook: by the sheets' names, where those name periods."""

from __future__ import annotations

import pytest

from tests.odd_spreadsheets.writing import as_xlsx
from tests.returns_mapping.test_cases import figures, understand  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def of(**sheets: int) -> bytes:
    """A sheet for each name, all of the same headings; every ward has its count."""
    return as_xlsx(
        {
            name.replace("_", " "): [["Ward", "Count"], ["Acklam", count], ["Kader", count]]
            for name, count in sheets.items()
        }
    )


def test_sheets_named_by_months_are_read_and_a_summary_beside_them_is_not(understand):  # noqa: F811
    content = of(Apr_2022=3, May_2022=4, Summary=7)
    found = understand(content, "asb-return", name="sheets.xlsx")
    assert found.mapping.tables[0].every_sheet
    assert figures(found) == {
        ("Acklam", "Apr 2022"): 3,
        ("Kader", "Apr 2022"): 3,
        ("Acklam", "May 2022"): 4,
        ("Kader", "May 2022"): 4,
    }
    assert not found.open
    assert found.mapped.unread == ("The sheet “Summary” is not read.",)


def test_a_name_that_is_no_period_is_not_offered_as_one(understand):  # noqa: F811
    def offered(name: str) -> set[str]:
        found = understand(of(**{name: 3}), "asb-return", name="sheets.xlsx")
        [question] = [each for each in found.questions if each.id == "table-1/sheet-name"]
        return {choice.value for choice in question.choices} & {
            "period",
            "year",
            "month or quarter",
        }

    assert offered("Summary") == set()
    assert offered("Apr_2022") >= {"period"}
    assert offered("April") == {"month or quarter"}
    assert offered("2022-23") >= {"year"}
