"""National figures in use: of no partnership, for everybody, and joined with no other source."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from measures.counts import Gap
from measures.periods import Period
from partnership.models import Partnership, Role, User
from partnership.people import memberships
from partnership.people.permissions import AS_COUNCILLOR
from partnership.setup import hosting
from reporting.queries.figures import figures
from returns.catalogue.registry import datasets
from returns.checking import preview
from returns.in_use.coverage import Series, figures_in_use
from returns.lifecycle import decisions, queries, sending, uploads, words
from returns.models import Part, Return
from tests.crime.national import as_csv, rows

AT = datetime(2023, 9, 4, 9, tzinfo=UTC)
LATER = datetime(2023, 12, 4, 9, tzinfo=UTC)
OURS = [("Cleveland", "Middlesbrough"), ("Cleveland", "Hartlepool")]
YEAR = Period.year(2022)


@pytest.fixture
def middlesbrough(with_places) -> Partnership:
    return with_places


@pytest.fixture
def hartlepool(middlesbrough) -> Partnership:
    return hosting.host_partnership(code="E22000027", slug="hartlepool", by=None)


def _officer(partnership: Partnership) -> User:
    user = User.objects.create(email=f"officer{User.objects.count()}@test.example")
    memberships.give_role(user=user, role=Role.CSP_OFFICER, partnership=partnership, by=None)
    return user


def _take_in(
    content: bytes, partnership: Partnership, *, at: datetime = AT, by: User | None = None
) -> tuple[Return, Part]:
    officer = by or _officer(partnership)
    kept = uploads.upload(
        file=io.BytesIO(content), name="prc-csp.csv", partnership=partnership, by=officer, at=at
    )
    for part in kept.parts.all():
        for asked in queries.questions(part):
            sending.confirm_query(
                of_return=kept, key=asked.key, explanation="Issued anew", by=officer, at=at
            )
    parts = list(kept.parts.all())
    sending.send(parts=parts, by=officer, at=at)
    decisions.accept(parts=parts, by=officer, because="As published", at=at)
    return kept, kept.parts.get()


def _file(change: Callable[[tuple], tuple] = lambda line: line, names=OURS) -> bytes:
    return as_csv(change(line) for line in rows(names, years=("2021/22", "2022/23")))


def _shown(partnership: Partnership, measure: str = "crime/all-crime", as_at=None):
    return figures(
        measure,
        partnership=partnership,
        viewer=AS_COUNCILLOR,
        source="home-office-csp",
        as_at=as_at,
    )


def _sum(content: bytes, name: str, year: str) -> int:
    lines = [line.split(",") for line in content.decode().splitlines()[1:]]
    return sum(
        int(line[-1])
        for line in lines
        if line[3] == name and line[0] == year and line[5] != "Fraud offences"
    )


def test_what_one_partnership_brings_in_every_one_reads(middlesbrough, hartlepool):
    content = _file()
    _take_in(content, middlesbrough)
    for partnership, name in ((middlesbrough, "Middlesbrough"), (hartlepool, "Hartlepool")):
        shown = _shown(partnership)
        assert shown.count(YEAR) == _sum(content, name, "2022/23")
        assert shown.is_supplied(Period.parse("2022/23 Q3"))
        assert shown.count(Period.parse("2022-10")) is Gap.NOT_APPLICABLE


def test_the_later_file_is_in_use_whoever_brought_it_and_the_earlier_comes_back(
    middlesbrough, hartlepool
):
    first = _file()
    second = _file(lambda line: (*line[:-1], str(int(line[-1]) + 1)))
    _take_in(first, middlesbrough)
    kept, part = _take_in(second, hartlepool, at=LATER)
    assert _shown(middlesbrough).count(YEAR) == _sum(second, "Middlesbrough", "2022/23")
    assert _shown(middlesbrough, as_at=AT).count(YEAR) == _sum(first, "Middlesbrough", "2022/23")
    assert part.revised_cells > 0
    decisions.recall(part=part, by=kept.uploaded_by, reason="The wrong file")
    assert _shown(hartlepool).count(YEAR) == _sum(first, "Hartlepool", "2022/23")


def test_a_partnership_that_the_file_leaves_out_is_not_supplied_and_not_zero(
    middlesbrough, hartlepool
):
    _take_in(_file(names=OURS[:1]), middlesbrough)
    assert _shown(middlesbrough).months_supplied
    assert _shown(hartlepool).count(YEAR) is Gap.NOT_SUPPLIED
    assert not _shown(hartlepool).months_supplied


def test_the_series_holds_every_partnership_of_the_file(middlesbrough):
    content = _file()
    _take_in(content, middlesbrough)
    held = figures_in_use(
        Series(middlesbrough, datasets["crime"], "home-office-csp", "home-office-csp")
    )
    assert held["count"].sum() == sum(
        _sum(content, name, year) for _, name in OURS for year in ("2021/22", "2022/23")
    )


def test_the_preview_has_a_line_for_each_partnership(middlesbrough):
    officer = _officer(middlesbrough)
    content = _file()
    kept = uploads.upload(
        file=io.BytesIO(content), name="a.csv", partnership=middlesbrough, by=officer, at=AT
    )
    seen = preview.preview(kept.parts.get(), viewer=officer)
    assert isinstance(seen, preview.Preview)
    assert words.title(kept.parts.get()) == "Police recorded crime of every partnership"
    assert {line.label: line.new for line in seen.wards} == {
        name: _sum(content, name, "2021/22") + _sum(content, name, "2022/23") for _, name in OURS
    }


def test_a_negative_sum_is_kept_and_not_compared(middlesbrough):
    _take_in(_file(), middlesbrough)
    assert _shown(middlesbrough, "crime/miscellaneous").count(YEAR) == -4
