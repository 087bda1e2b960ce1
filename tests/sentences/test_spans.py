"""Periods as the reader reads and writes them, beside the portal's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.sentences import bases, spans
from checks.sentences.spans import Span
from measures import baselines
from measures.baselines import Baseline
from measures.periods import Month, Period
from reporting.narrative.phrases import during

starts = st.integers(12 * 2010, 12 * 2030)
lengths = st.sampled_from([1, 2, 3, 5, 6, 9, 12, 18, 24])


def period_of(span):
    return Period(Month(span.start // 12, span.start % 12 + 1), span.months)


@given(starts, lengths)
def test_a_span_is_written_as_pages_write_it_and_read_back(start, months):
    span = Span(start, months)
    assert spans.written(span) == period_of(span).label
    assert spans.during(span) == during(period_of(span))
    assert spans.read(spans.written(span)) == spans.read(spans.during(span)) == span
    assert spans.days(span) == period_of(span).days


@given(starts, lengths, st.sampled_from(bases.NAMED))
def test_a_named_base_is_that_of_the_portal(start, months, name):
    span = Span(start, months)
    baseline = Baseline(name)
    wanted = baselines.periods_of(baseline, period_of(span))
    compared, base = bases.compared(span, name)
    if wanted:
        assert tuple(map(period_of, base)) == wanted
        assert period_of(compared) == baselines.compared_period(baseline, period_of(span))
    else:
        assert bases.compared(span, "year-before") == (span, base)


@given(starts, lengths, starts, lengths)
def test_a_chosen_base_is_that_of_the_portal(start, months, first, length):
    span, chosen = Span(start, months), Period(Month(first // 12, first % 12 + 1), length)
    _, base = bases.compared(span, chosen.code)
    wanted = baselines.periods_of(Baseline.CHOSEN, period_of(span), chosen=chosen)
    assert tuple(map(period_of, base)) == wanted


@pytest.mark.parametrize("words", ["2023/25", "June 2024 to May 2024", "Q5 2023/24", "lately"])
def test_what_is_no_period_is_not_read(words):
    with pytest.raises(spans.Unreadable):
        spans.read(words)
