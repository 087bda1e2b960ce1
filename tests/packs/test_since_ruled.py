"""What a disclosure rule keeps back now is not told as it was when a panel saw it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from measures.counts import Gap, Mark
from partnership.models import Partnership, User
from partnership.places.geography import geography
from reporting.content.frozen import FrozenPack, cells, thaw_pack
from reporting.packs import actions as pack_actions
from reporting.packs.actions import NewSection
from reporting.packs.models import Version
from reporting.packs.since import words
from reporting.packs.since.changed import Since, What, since
from returns.disclosure.actions import set_rule
from returns.models.released import DisclosureRule
from tests import starting
from tests.disclosure import filling
from tests.packs.conftest import start

ACCEPTED, FROZEN, RULED, LATER = (datetime(2024, 6, day, 9, tzinfo=UTC) for day in (3, 4, 6, 7))
HIDDEN = Gap.HIDDEN.shorthand
DELIBERATE = {"measure": "fires/deliberate", "period": "2022/23"}
SECTIONS = (
    NewSection("cover", "cover", "Cover"),
    NewSection("wards", "wards", "Fires by ward", DELIBERATE),
    NewSection("fires", "measure", "Fires", DELIBERATE),
)


@dataclass(frozen=True)
class Seen:
    """A pack with fires by ward that was frozen before there was a rule."""

    partnership: Partnership
    manager: User
    version: Version

    @property
    def pack(self) -> FrozenPack:
        return thaw_pack(self.version.frozen)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[Seen]:
    with django_db_blocker.unblock(), starting.module("with_people"):
        yield _load()


def _load() -> Seen:
    partnership = Partnership.objects.get(slug="middlesbrough")
    wards = [ward.code for ward in geography(partnership).wards]
    officer, second, manager = (
        User.objects.get(email=f"{name}@demo.example")
        for name in ("csp.officer", "second.officer", "manager")
    )
    filling.accepted(
        partnership,
        filling.unmistakable(
            wards, filling.quarters(2021, 2022), small=lambda ward, month, _: ward == wards[2]
        ),
        by=officer,
        second=second,
        at=ACCEPTED,
    )
    version = start(
        partnership,
        officer,
        "fires-update",
        FROZEN.date() + timedelta(days=20),
        sections=SECTIONS,
        as_at=FROZEN.date(),
    )
    pack_actions.send_for_review(version=version, by=officer, at=FROZEN)
    pack_actions.approve(version=version, by=manager, at=FROZEN)
    return Seen(partnership, manager, Version.objects.get(pk=version.pk))


@pytest.fixture
def seen(loaded: Seen, db) -> Seen:
    return loaded


@pytest.fixture
def rule(seen: Seen) -> Callable[[DisclosureRule.Kind], Since]:
    """Set a rule of that kind, and compare."""

    def ruling(kind: DisclosureRule.Kind) -> Since:
        set_rule(
            partnership=seen.partnership,
            dataset="fires",
            source="fire-return",
            kind=kind,
            hide_below=filling.HIDE_BELOW,
            owner="Information governance officer",
            reason="Fires at a home may point at those who live there.",
            by=seen.manager,
            at=RULED,
        )
        return since(seen.version, now=LATER)

    return ruling


def test_a_number_that_is_hidden_now_is_told_neither_as_it_was_nor_as_it_is(seen, rule):
    # They were numbers when the panel saw them.
    assert all(cell.value is not Gap.HIDDEN for cell in cells(seen.pack.sections))
    found = rule(DisclosureRule.Kind.THRESHOLD)
    hidden = [one for one in found.changes if one.what is What.FIGURE and one.now == HIDDEN]
    assert hidden
    assert {one.then for one in hidden} == {HIDDEN}
    assert {one.because for one in hidden} == {words.RULE_HIDES}


def test_what_was_worked_out_or_said_of_it_is_not_repeated_either(rule):
    found = rule(DisclosureRule.Kind.THRESHOLD)
    rest = [one for one in found.changes if one.what is not What.FIGURE]
    assert rest
    assert [one.then for one in rest if re.search(r"\d", one.then)] == []
    assert {one.because for one in rest if one.then == HIDDEN} <= {
        words.RULE_HIDES,
        words.RULE_HIDES_BESIDE,
    }


def test_a_number_that_is_rounded_now_is_not_told_as_it_was(seen, rule):
    assert not any(Mark.ROUNDED in cell.marks for cell in cells(seen.pack.sections))
    found = rule(DisclosureRule.Kind.NHS)
    rounded = [one for one in found.changes if one.because == words.RULE_ROUNDS]
    assert rounded
    assert {one.then for one in found.changes if one.what is What.FIGURE} == {HIDDEN}


def test_the_page_says_that_a_rule_hides_it(client, seen, rule):
    rule(DisclosureRule.Kind.THRESHOLD)
    client.force_login(seen.manager)
    page = client.get(f"/{seen.partnership.slug}/packs/{seen.version.pack.slug}/1/changed/").text
    assert words.RULE_HIDES in page
