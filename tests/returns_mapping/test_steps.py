"""What a step of mapping costs: no file opened twice, no query for a partnership or a row more."""

from __future__ import annotations

import io
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from csp_portal.benchmark.mapping import force_file, many_hosted, wide_file
from partnership.models import Partnership
from returns.files.opening import open_file
from returns.lifecycle import mapping as mapping_actions
from returns.lifecycle import queries, sending
from returns.mapping.named_sheets import named_sheets
from returns.mapping.sheets import Gives, SheetMapping
from returns.models import Return
from tests.odd_spreadsheets.writing import as_csv, as_xlsx
from tests.returns_mapping.conftest import BACKEND

pytestmark = pytest.mark.django_db
ROWS = [["Ward", "Jan 2022", "Feb 2022"], ["Acklam", 3, 4], ["Kader", 6, 2]]


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer, backend=BACKEND)
    return client


def _at(of_return: Return, name: str = "map") -> str:
    return reverse(f"returns:{name}", args=["middlesbrough", of_return.pk])


def test_a_workbook_is_opened_once_for_all_steps(kept, signed_in, monkeypatch):
    of_return = kept(as_xlsx({"Q4": ROWS}), "Q4.xlsx")
    signed_in.get(_at(of_return))

    def opened_again(*_, **__):
        raise AssertionError("the workbook was opened again")

    monkeypatch.setattr(mapping_actions, "open_tables", opened_again)
    assert signed_in.get(_at(of_return)).status_code == 200
    assert signed_in.post(_at(of_return, "map_preview")).status_code == 200


def test_what_is_kept_beside_a_file_goes_with_it(kept, officer, django_capture_on_commit_callbacks):
    of_return = kept(as_csv(ROWS), "Q4.csv")
    mapping_actions.sheets_of(of_return)
    storage, beside = of_return.file.storage, f"{of_return.file.name}{mapping_actions.BESIDE}"
    assert storage.exists(beside)
    with django_capture_on_commit_callbacks(execute=True):
        mapping_actions.discard(of_return=of_return, by=officer)
    assert not storage.exists(beside)


def _sent(of_return: Return, officer) -> Return:
    found = mapping_actions.understand(
        of_return, {"source": "crime/police-return", "table-1/offence": "burglary"}
    ).found
    mapping_actions.map_return(of_return=of_return, mapping=found.mapping, by=officer)
    seen = queries.returns(of_return.uploaded_for, viewer=officer).get(pk=of_return.pk)
    for question in queries.asked_of(seen, seen.here):
        sending.confirm_query(of_return=seen, key=question.key, explanation="It is so", by=officer)
    sending.send(parts=seen.here, by=officer)
    return seen


def test_once_it_is_sent_nothing_is_kept_beside_the_file(
    kept, officer, signed_in, django_capture_on_commit_callbacks
):
    content = as_csv(ROWS)
    of_return = kept(content, "Q4.csv")
    storage, beside = of_return.file.storage, f"{of_return.file.name}{mapping_actions.BESIDE}"
    assert storage.exists(beside)
    with django_capture_on_commit_callbacks(execute=True):
        _sent(of_return, officer)
    assert not storage.exists(beside)
    # Whoever looks at the mapping later opens the file, and leaves nothing behind.
    assert mapping_actions.sheets_of(of_return)
    signed_in.get(_at(of_return))
    assert not storage.exists(beside)
    with of_return.file.open("rb") as file:
        assert file.read() == content


def test_what_long_accepted_returns_left_is_removed(kept, officer):
    of_return, waiting = kept(as_csv(ROWS), "Q4.csv"), kept(as_csv(ROWS), "other.csv")
    storage = of_return.file.storage
    _sent(of_return, officer)
    beside = [f"{each.file.name}{mapping_actions.BESIDE}" for each in (of_return, waiting)]
    assert all(map(storage.exists, beside))
    migration = import_module("returns.migrations.0022_sheets_beside_sent_files")
    migration.drop_what_is_not_needed(apps, SimpleNamespace(connection=connection))
    assert [storage.exists(each) for each in beside] == [False, True]
    assert storage.exists(of_return.file.name)


def test_what_is_kept_in_another_form_is_made_anew(kept, monkeypatch):
    of_return = kept(as_csv(ROWS), "Q4.csv")
    before = mapping_actions.sheets_of(of_return)
    monkeypatch.setattr("returns.mapping.named_sheets.FORM", 2)
    [again] = mapping_actions.sheets_of(of_return)
    assert list(again.grid) == list(before[0].grid)


def test_more_partnerships_and_rows_ask_the_database_no_more(kept, signed_in):
    small = kept(as_csv(ROWS), "small.csv")
    large = kept(wide_file(), "large.csv")
    signed_in.get(_at(small)), signed_in.get(_at(large))
    asked = []
    for of_return in (small, large):
        with CaptureQueriesContext(connection) as few:
            signed_in.get(_at(of_return))
        asked.append(len(few))
    with many_hosted(5), CaptureQueriesContext(connection) as many:
        signed_in.get(_at(large))
    assert len(set(asked)) == 1
    assert len(many) == asked[1]


def test_a_force_wide_file_is_understood_and_the_others_are_left_out(middlesbrough):
    [sheet] = named_sheets(open_file(io.BytesIO(force_file()), name="force.csv"))
    assert (sheet.rows, len(sheet.columns)) == (18_696, 29)
    found = mapping_actions.understand_sheets(
        (sheet,),
        partnership=Partnership.objects.get(slug="middlesbrough"),
        supplied_by=None,
        today=mapping_actions.clock.today(),
        source="police-return",
    ).found
    [table] = found.mapping.tables
    assert table.columns[2] is Gives.DISTRICT
    assert table.columns[3] is Gives.AREA
    assert len(table.count_columns) == 24
    assert len({line.texts[Gives.AREA] for line in found.mapped.lines}) == 20
    assert sum(left.counts for left in found.mapped.left_out) == (18_695 - 20 * 28) * 24


def test_a_mapping_from_before_is_read_as_it_was():
    stored = {
        "dataset": "crime",
        "source": "police-return",
        "tables": [
            {
                "sheet": "Q1",
                "heading_rows": [1],
                "first_row": 2,
                "last_row": None,
                "columns": {"1": "area", "2": "count"},
                "headings": {"1": "period"},
                "sheet_gives": "",
                "titles": [[1, 2, "category:offence"]],
                "fixed": {"category:offence": "burglary"},
                "every_sheet": False,
                "fill_down": True,
                "seen": {"1": "Ward"},
            }
        ],
        "names": {"area": {"Boro": "Total"}},
        "signs": {"-": "NONE"},
    }
    mapping = SheetMapping.from_json(stored)
    assert mapping.is_for_all
    assert not mapping.tables[0].is_list
    assert SheetMapping.from_json(mapping.as_json()) == mapping
