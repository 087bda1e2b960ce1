"""What a rule hides is found nowhere: every page, file and answer, for every role."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.test import Client

from measures.counts import Gap
from measures.intervals import rate_interval
from partnership.models import Agency, Membership, Role, User
from partnership.places.geography import geography
from returns.disclosure.actions import set_rule
from returns.disclosure.releasing import shown_in, true_counts_of
from returns.models.released import DisclosureRule, ReleasedTable
from tests.disclosure import walking
from tests.disclosure.conftest import LATER, Ruled

PERIODS = (
    "2022/23",
    "2021/22",
    "2022/23 Q2",
    "2022/23 H1",
    "2022-08",
    "2022-04..2022-12",
    "2021-10..2022-09",
)
MEASURES = ("deliberate", "primary", "secondary")
BELOW = ("wards", "types", "localities", "history", "data", "how-we-know")
FILES = ("data.csv", "data.xlsx", "slides.pptx")
# Their own pages show returns as they came, to those who may see them before acceptance.
OF_RETURNS = ("returns/history", "returns/waiting", "returns/check", "returns/kept")


def hidden_numbers(ruled: Ruled) -> set[str]:
    """The counts that no page may show, as numbers, with averages and rates made from them."""
    places = geography(ruled.partnership)
    residents = {
        area.pk: [used.count for year in (2021, 2022) if (used := places.population(area, year))]
        for area in (places.partnership_area, *places.localities, *places.wards)
    }
    hidden: set[tuple[int, int, int]] = set()
    visible: set[tuple[int, int, int]] = set()
    for table in ReleasedTable.objects.all():
        true = true_counts_of(table)
        for key, shown in shown_in(table).items():
            if shown is Gap.HIDDEN:
                hidden.add((key.area, key.months, true[key]))
            elif isinstance(shown, int):
                visible.add((key.area, key.months, shown))
    areas = {area.code: area.pk for area in places.wards}
    hidden |= {(areas[ward], 1, count) for (ward, _, _), count in ruled.counts.items()}
    # The whole by month, which is finer than the released table.
    for month in {month for _, month, _ in ruled.counts}:
        both = [count for (_, held, _), count in ruled.counts.items() if held == month]
        hidden.add((places.partnership_area.pk, 1, sum(both)))
    secret, innocent = (
        {
            said
            for area, months, count in cells
            for said in _said_of(count, months, residents.get(area, ()))
        }
        for cells in (hidden, visible)
    )
    return secret - innocent


def _said_of(count: int, months: int, residents: Iterable[int]) -> Iterator[str]:
    """What a page may say of a count: itself, its average, its rates and how sure they are."""
    yield str(count)
    made = [count / months]
    for people in residents:
        between = rate_interval(count, people)
        made += [1000 * count / people, 12 / months * 1000 * count / people]
        made += [between.low, between.high]
    for number in made:
        yield from (f"{number:.1f}", repr(number))
    yield str(int(made[0] + 0.5))


def _addresses(ruled: Ruled) -> Iterator[str]:
    base = f"/{ruled.partnership.slug}"
    places = geography(ruled.partnership)
    assert places.not_placed is not None
    areas = ["", places.localities[0].code, *ruled.small[:2], places.not_placed.code]
    yield f"{base}/"
    for measure, period, area in itertools.product(MEASURES, PERIODS, areas):
        asked = {"period": period, "area": area}
        yield f"{base}/fires/{measure}/?{urlencode(asked)}"
        yield f"{base}/fires/{measure}/rows/?{urlencode(asked)}"
    for sort in ("name", "count", "change", "rate"):
        yield f"{base}/fires/primary/wards/?{urlencode({'period': '2022/23 Q2', 'sort': sort})}"
    for below, period in itertools.product(BELOW, PERIODS[:4]):
        yield f"{base}/fires/primary/{below}/?{urlencode({'period': period})}"
        yield f"{base}/fires/deliberate/{below}/?{urlencode({'period': period})}"
    for as_at in ("2024-06-03", "2024-06-05"):
        yield f"{base}/fires/deliberate/?{urlencode({'as-at': as_at})}"
    for category, period in itertools.product(("primary", "secondary", "not-stated"), PERIODS):
        asked = {"period": period, "category": category, "area": ruled.small[0]}
        yield f"{base}/fires/deliberate/rows/?{urlencode(asked)}"
    for name, period in itertools.product(FILES, PERIODS[:4]):
        yield f"{base}/fires/primary/{name}?{urlencode({'period': period})}"
    for name in FILES:
        yield f"{base}/fires/deliberate/{name}?{urlencode({'area': ruled.small[0]})}"
    for ward in ruled.small:
        yield f"{base}/wards/{ward}/"
    for month in ("2022-08", "2022-09", "2023-03"):
        yield f"{base}/aim/?month={month}"


def _signed_in(ruled: Ruled, role: Role) -> Client:
    visitor = User.objects.create_user(email=f"{role}@example.org", name=str(role.label))
    Membership.objects.create(
        user=visitor,
        partnership=ruled.partnership,
        role=role,
        agency=Agency.objects.get(slug="cleveland-fire") if role is Role.SUPPLIER else None,
        valid_from=date(2020, 1, 1),
    )
    client = Client()
    client.force_login(visitor)
    return client


def _is_of_a_return(address: str) -> bool:
    _, _, within = address.lstrip("/").partition("/")
    below = within.removeprefix("returns/").split("/")[0]
    is_one = within.startswith("returns/") and below.isdecimal()
    leaves = "/sign-in/" in address or "/static/" in address
    return is_one or within.startswith(OF_RETURNS) or leaves


@pytest.mark.parametrize("role", list(Role))
def test_no_answer_of_the_portal_holds_a_hidden_count(ruled, role):
    """The first few of each page for everybody, every way of asking for a councillor."""
    hidden = hidden_numbers(ruled)
    every = list(_addresses(ruled))
    start = every if role is Role.COUNCILLOR else every[:: len(every) // 12]
    answers = walking.walk(
        _signed_in(ruled, role),
        start,
        most=12 if role is Role.COUNCILLOR else 3,
        leave_out=_is_of_a_return,
    )
    assert walking.found_in(answers, hidden) == {}


@pytest.mark.slow("a minute, to see that the walks of this module would find what they look for")
def test_with_the_gate_open_the_same_walk_finds_them_on_every_kind_of_surface(ruled):
    hidden = hidden_numbers(ruled)
    set_rule(
        partnership=ruled.partnership,
        dataset="fires",
        source="fire-return",
        kind=DisclosureRule.Kind.RESPONSIBLE,
        owner="Head of community safety",
        reason="To see that the walk would find them.",
        replaces=ruled.rule.pk,
        by=ruled.manager,
        at=LATER,
    )
    start = [*_addresses(ruled)]
    answers = walking.walk(
        _signed_in(ruled, Role.COUNCILLOR), start, most=12, leave_out=_is_of_a_return
    )
    found = set(walking.found_in(answers, hidden))
    for surface in (
        "/fires/primary/?",
        "/fires/primary/rows/",
        "/wards/",
        "/data.csv",
        "/data.xlsx",
        "/ppt/slides/",
        "/ppt/charts/",
        "/ppt/embeddings/",
        "xl/worksheets/",
    ):
        assert any(surface.strip("/") in where for where in found), surface


@pytest.mark.parametrize("by", ["area", "category"])
@pytest.mark.parametrize("period", PERIODS)
def test_the_command_line_tells_nothing_hidden_either(ruled, period, by):
    hidden = hidden_numbers(ruled)
    for measure, area in itertools.product(MEASURES, ("", ruled.small[0])):
        told = io.StringIO()
        call_command(
            "show_measure",
            f"fires/{measure}",
            partnership=ruled.partnership.slug,
            period=period,
            area=area,
            by=by,
            json=True,
            stdout=told,
        )
        assert walking.numbers(told.getvalue()) & hidden == set()
