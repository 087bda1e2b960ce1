"""Measures that are read together are what each is when it is read alone, rule or none."""

from __future__ import annotations

import pytest

from partnership.people.permissions import AS_COUNCILLOR
from reporting.queries import figures as queries
from reporting.queries.measures import all_datasets, of_app
from tests.disclosure.conftest import BEFORE


@pytest.mark.parametrize("as_at", [None, BEFORE])
def test_each_measure_shows_the_same_alone_and_among_others(ruled, as_at):
    asked = {"partnership": ruled.partnership, "viewer": AS_COUNCILLOR, "as_at": as_at}
    together = {one.measure_id: one for one in queries.every_measure(all_datasets(), **asked)}

    for measure_id, figures in together.items():
        alone = queries.figures(measure_id, **asked)
        assert (figures.counts, figures.gate, figures.revised) == (
            alone.counts,
            alone.gate,
            alone.revised,
        ), measure_id
    of_fires = [one for one in together.values() if one.dataset.app == "fires"]
    assert len(of_fires) == 3
    assert all(one.gate for one in of_fires)


def test_a_rule_takes_one_query_more_however_many_measures(ruled, django_assert_num_queries):
    """Eight to begin, the cells of all three, and the rule."""
    (fires,) = of_app("fires")

    with django_assert_num_queries(10):
        list(queries.every_measure([fires], partnership=ruled.partnership, viewer=AS_COUNCILLOR))
