"""Each odd spreadsheet, mapped on one page, gives what a person counted in it."""

from __future__ import annotations

import pytest

from tests.conftest import libreoffice
from tests.odd_spreadsheets.cases import ODD, Odd
from tests.odd_spreadsheets.writing import as_xls
from tests.returns_mapping.conftest import figures_of

pytestmark = pytest.mark.django_db

each_odd = pytest.mark.parametrize(
    "odd",
    [
        pytest.param(one, id=one.slug, marks=[pytest.mark.libreoffice] if one.is_xls else [])
        for one in ODD
    ],
)


def test_there_are_odd_spreadsheets_of_every_kind():
    assert len(ODD) >= 25
    assert {one.name.rpartition(".")[2] for one in ODD} == {"csv", "xlsx", "ods", "xls"}


@each_odd
def test_a_mapped_spreadsheet_gives_what_a_person_counted(odd: Odd, kept, mapped, tmp_path):
    content = odd.content()
    if odd.is_xls:
        content = as_xls(content, soffice=libreoffice() or "", folder=tmp_path)
    of_return = mapped(kept(content, odd.name), odd.answers)
    assert figures_of(of_return) == odd.figures
    messages = " ".join(one["message"] for one in of_return.findings)
    assert [words for words in odd.told if words not in messages] == []
