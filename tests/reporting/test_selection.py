from datetime import datetime
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.periods import Month, Period
from reporting.content.selection import LONDON, BadSelection, Selection, moment

periods = st.one_of(
    st.integers(1990, 2060).map(Period.year),
    st.builds(Period.quarter, st.integers(1990, 2060), st.integers(1, 4)),
    st.builds(Period.half, st.integers(1990, 2060), st.integers(1, 2)),
    st.builds(
        lambda year, month, months: Period(Month(year, month), months),
        st.integers(1990, 2060),
        st.integers(1, 12),
        st.integers(1, 30),
    ),
)
words = st.text("abcdefghijklmnopqrstuvwxyz0123456789-/&+ é", max_size=20).map(str.strip)


@given(
    st.builds(
        Selection,
        period=st.none() | periods,
        against=st.none() | periods,
        area=words,
        category=words,
        source=words,
        as_at=st.sampled_from(["", "2024-03-04", "2024-03-04T12:30:00+00:00"]),
        sort=words,
        page=st.integers(1, 999),
    )
)
def test_an_address_brings_back_the_selection_that_wrote_it(selection):
    assert Selection.read(dict(parse_qsl(selection.query))) == selection


@pytest.mark.parametrize("query", [{"period": "2022"}, {"against": "x"}, {"as-at": "yesterday"}])
def test_what_cannot_be_read_is_said_in_a_sentence(query):
    with pytest.raises(BadSelection, match=r"“.*” is not a .*: write it like"):
        Selection.read(query)


def test_a_bare_date_means_the_end_of_that_day_in_london():
    assert moment("2024-07-01") == datetime(2024, 7, 1, 23, 59, 59, 999999, tzinfo=LONDON)


def test_a_time_without_a_zone_is_londons():
    assert moment("2024-07-01T09:00").utcoffset().total_seconds() == 3600
