"""On one page, slide or briefing of the demonstration no figure has two verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from measures.usual_change import Outcome
from partnership.models import User
from reporting.content.description import Table
from reporting.content.frozen import thaw_pack
from reporting.narrative import statuses, verdicts
from reporting.narrative.statuses import Status
from reporting.packs.models import Version
from returns.catalogue.registry import datasets
from tests.journeys.one_verdict import conflicts, of_table, of_text, said_twice

PERIODS = ("2024/25", "2024/25 H2", "2024/25 Q4", "2023/24")
BELOW_A_MEASURE = ("wards/", "types/", "history/", "data/", "how-we-know/")
BELOW = ("", "aim/", "priorities/", "map/", "benchmarks/", "scrutiny/suggested/")


def addresses() -> Iterator[str]:
    """Every measure in several periods, every ward, every locality, and what stands above them."""
    for dataset in datasets:
        for measure in dataset.measures:
            for period in PERIODS:
                for below in ("", *BELOW_A_MEASURE):
                    asked = urlencode({"period": period})
                    yield f"{dataset.app}/{measure.slug}/{below}?{asked}"
    yield from BELOW


def read(client, below: str) -> bytes:
    answer = client.get(f"/middlesbrough/{below}", follow=True)
    return answer.content if answer.status_code == 200 else b""


@pytest.fixture
def councillor(with_demonstration, client):
    client.force_login(User.objects.get(email="councillor@demo.example"))
    return client


def test_no_figure_of_a_page_has_two_verdicts(councillor):
    found, told = [], 0
    for below in addresses():
        content = read(councillor, below)
        if content:
            told += 1
            found += [f"{below}: {fault}" for fault in said_twice(content)]
    assert told > 60
    assert found == []


def test_no_figure_of_a_wards_page_has_two_verdicts(councillor):
    page = read(councillor, "crime/all-crime/wards/?period=2024/25").decode()
    wards = sorted({one for one in _links(page) if "/wards/E" in one})
    assert len(wards) == 20
    found = []
    for ward in wards:
        below = ward.removeprefix("/middlesbrough/")
        found += [f"{below}: {fault}" for fault in said_twice(read(councillor, below))]
    assert found == []


def _links(page: str) -> list[str]:
    return [part.partition('"')[0].partition("?")[0] for part in page.split('href="')[1:]]


def test_no_figure_of_a_pack_has_two_verdicts(with_demonstration):
    versions = Version.objects.exclude(frozen="")
    assert versions
    for version in versions:
        for slide in thaw_pack(version.frozen).deck().slides:
            tables: list[Table] = [one for one in (slide.table,) if one]
            told = [
                one
                for table in tables
                for one in of_table(
                    [column.title for column in table.columns],
                    [[_of_entry(entry) for entry in row.entries] for row in table.rows],
                )
            ]
            told += of_text(" ".join((slide.title, *(one.text for one in slide.sentences))))
            assert conflicts(told) == [], slide.title


def _of_entry(entry) -> str:
    return entry if isinstance(entry, str) else entry.text


def test_verdicts_that_differ_from_page_to_table_are_found(councillor, monkeypatch):
    """Planted: the table of a measure's page has a rule of its own."""

    def otherwise(change):
        is_beyond = change.judged.outcome is Outcome.BEYOND
        outcome = Outcome.WITHIN if is_beyond else Outcome.BEYOND
        return Status("steady", "up", verdicts.OUTCOMES[outcome])

    monkeypatch.setattr(statuses, "_judged", otherwise)
    assert said_twice(read(councillor, "crime/all-crime/?period=2024/25"))


def test_what_is_said_is_read():
    text = (
        "23,519 crimes were recorded in 2024/25, 5.1% fewer than the 24,783 in 2023/24. That is"
        " beyond the usual ups and downs of its months."
    )
    assert [(key, verdict) for key, verdict, _ in of_text(text)] == [((23519, 24783), "beyond")]
    row = ["Newport", "2,225", "2,489", "−264", "−10.6%", "within"]
    headings = ["Ward", "2024/25", "2023/24", "Difference", "Change", "Usual ups and downs"]
    assert [told[:2] for told in of_table(headings, [row])] == [((2225, 2489), "within")]
