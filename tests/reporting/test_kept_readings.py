"""What was read of a measure is kept until something is written, and shown to nobody else."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from measures.periods import Month, Period
from partnership import audit
from partnership.models import Partnership, User
from reporting.queries import figures as queries
from reporting.queries.breakdown import breakdown_by
from reporting.queries.measures import all_datasets
from returns.disclosure.actions import set_rule
from returns.models import Coverage, Part
from returns.models.released import DisclosureRule
from tests.reporting import filling

pytestmark = pytest.mark.django_db(transaction=True)

ALL_CRIME = "crime/all-crime"
YEAR = Period.year(2023)


@pytest.fixture
def asked(with_demonstration) -> dict[str, object]:
    return {
        "partnership": Partnership.objects.get(slug="middlesbrough"),
        "viewer": User.objects.get(email="councillor@demo.example"),
    }


def test_a_second_page_asks_only_whether_something_was_written(asked, django_assert_num_queries):
    first = queries.reading(ALL_CRIME, **asked)
    with django_assert_num_queries(1):
        assert queries.reading(ALL_CRIME, **asked) is first


def test_what_one_page_read_another_finds(asked):
    alone = queries.reading(ALL_CRIME, **asked)
    together = queries.every_reading(all_datasets(), **asked)
    assert any(read is alone for read in together)


def test_what_is_accepted_shows_with_the_next_page(asked):
    before = queries.figures(ALL_CRIME, source="police-uk", **asked).count(YEAR)
    month = Month(2023, 4)
    filling.put_in_use(
        asked["partnership"],
        [],
        at=timezone.now(),
        by=asked["viewer"],
        source="police-uk",
        months=[month],
    )
    audit.record(audit.Kind.RETURN_ACCEPTED, by=None, about=asked["partnership"])
    after = queries.figures(ALL_CRIME, source="police-uk", **asked)
    assert after.count(Period(month, 1)) == 0
    assert after.count(YEAR) < before


def test_what_a_rule_hides_is_hidden_with_the_next_page(asked):
    """Deliberate fires are small by ward and month; a rule leaves quarters of places alone."""
    before = queries.figures("fires/deliberate", source="fire-return", **asked)
    assert before.gate is None
    set_rule(
        partnership=asked["partnership"],
        dataset="fires",
        source="fire-return",
        kind=DisclosureRule.Kind.THRESHOLD,
        hide_below=5,
        owner="Information governance",
        reason="Small counts",
        by=User.objects.get(email="manager@demo.example"),
    )
    after = queries.figures("fires/deliberate", source="fire-return", **asked)
    assert after.gate is not None
    assert after.counts == {}


def test_what_is_kept_is_not_shown_to_a_stranger(asked, django_user_model):
    queries.reading(ALL_CRIME, **asked)
    stranger = django_user_model.objects.create(email="stranger@example.org")
    with pytest.raises(PermissionDenied):
        queries.reading(ALL_CRIME, partnership=asked["partnership"], viewer=stranger)


def test_what_is_undone_was_never_kept(asked):
    before = queries.reading(ALL_CRIME, **asked)
    with transaction.atomic():
        Coverage.objects.update(until=F("since"))
        during = queries.reading(ALL_CRIME, **asked)
        transaction.set_rollback(True)
    assert during.figures.months_supplied == frozenset()
    assert queries.reading(ALL_CRIME, **asked) is before


def test_another_source_moment_or_set_of_wards_is_another_reading(asked):
    now = queries.reading(ALL_CRIME, **asked)
    moment = Part.objects.exclude(decided_at=None).earliest("decided_at").decided_at
    others = [
        queries.reading(ALL_CRIME, source="police-uk", **asked),
        queries.reading(ALL_CRIME, as_at=moment, **asked),
        queries.reading(ALL_CRIME, wards="2012-01-01", **asked),
        queries.reading("crime/burglary", **asked),
    ]
    assert not any(other is now for other in others)
    assert others[1].figures.as_at == moment.isoformat()


def test_types_that_were_kept_are_those_of_the_period_asked_for(asked):
    read = queries.reading(ALL_CRIME, source="police-uk", **asked)
    whole = read.figures.whole
    quarters = [Period(Month(2024, first), 3) for first in (1, 4, 7)]
    for quarter in (*quarters, *quarters):
        kept = breakdown_by(read, "offence", area=whole, periods=(quarter,))
        total = sum(kept.count(quarter, category=one.slug) for one in kept.categories)
        assert total == read.figures.count(quarter)
