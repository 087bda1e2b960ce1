"""Counts: no total hides a gap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.counts import Gap, Mark, Nature, evidence, total, weakest

numbers = st.integers(-10, 100_000)
gaps = st.sampled_from(Gap)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([3, 14, 9], 26),
        ([0], 0),
        ([5, -1], 4),
        ([], Gap.NOT_SUPPLIED),
        ([3, Gap.NOT_SUPPLIED], Gap.NOT_SUPPLIED),
        ([Gap.NOT_APPLICABLE, 3], Gap.NOT_APPLICABLE),
        ([Gap.NOT_APPLICABLE, Gap.NOT_SUPPLIED], Gap.NOT_SUPPLIED),
        ([Gap.HIDDEN, Gap.NOT_SUPPLIED, Gap.NOT_APPLICABLE, 3], Gap.HIDDEN),
    ],
)
def test_total_is_the_sum_or_the_gravest_gap(counts, expected):
    assert total(iter(counts)) == expected


@given(st.lists(numbers), gaps, st.lists(numbers | gaps))
def test_total_with_a_gap_is_never_a_number(before, gap, after):
    assert isinstance(total([*before, gap, *after]), Gap)


@given(st.lists(numbers | gaps, min_size=1), st.lists(numbers | gaps, min_size=1))
def test_total_of_totals_is_the_total(some, others):
    assert total([total(some), total(others)]) == total(some + others)


def test_every_gap_and_mark_has_its_own_shorthand():
    symbols = [symbol.shorthand for kinds in (Gap, Mark, Nature) for symbol in kinds]
    shown = [symbol for symbol in symbols if symbol]
    assert len(shown) == len(set(shown)) == len(symbols) - 2
    assert shown[:7] == ["[x]", "[c]", "[z]", "[na]", "[p]", "[r]", "[b]"]


@given(st.lists(st.sampled_from(Nature)))
def test_what_is_worked_out_is_as_weak_as_the_weakest(natures):
    rank = list(Nature).index
    found = weakest(natures)
    assert all(rank(found) >= rank(nature) for nature in natures)
    assert found in (natures or [Nature.MEASURED])


@given(numbers | gaps, st.sampled_from(Nature))
def test_a_made_up_count_is_no_evidence(count, nature):
    found = evidence(count, nature)
    is_number = isinstance(count, int) and nature is not Nature.ILLUSTRATIVE
    assert isinstance(found, Gap) is not is_number
    assert not is_number or found == count


def test_every_mark_has_a_meaning_in_words():
    assert {mark.meaning.split(":")[0] for mark in Mark} == {
        "provisional",
        "revised",
        "break",
        "total",
        "low",
        "rounded",
        "origins",
        "places",
    }


def test_what_hidden_means_covers_figures_that_are_not_small_themselves():
    assert Gap.HIDDEN.meaning == "too few to show, or would tell one that is"
    assert Gap.NOT_SUPPLIED.meaning == Gap.NOT_SUPPLIED.value
