"""The rules of disclosure: vectors of domain.md section 4, laws, and scipy as a second opinion."""

from __future__ import annotations

from itertools import product
from math import ceil, floor, inf
from random import Random

import pytest
from hypothesis import given
from hypothesis import settings as laws
from hypothesis import strategies as st

from measures.counts import Gap
from measures.disclosure.made_tables import changed, made_table, made_versions
from measures.disclosure.suppression import (
    CannotProtect,
    Earlier,
    Equation,
    Inconsistent,
    NhsRounding,
    Table,
    Then,
    Threshold,
    bounds,
    counts_of_rate,
    counts_of_share,
    released,
    seen_together,
    undone,
)
from tests.measures.seen_by_scipy import ranges

HIDDEN = Gap.HIDDEN
ROWS = ((3, 14, 9), (12, 25, 11), (8, 16, 10))


def grid(rows):
    """A table of rows and columns with all its totals; cells are (row, column), "all" a total."""
    rows = [[*row, sum(row)] for row in rows]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    across, down = [[*range(len(side) - 1), "all"] for side in (rows[0], rows)]
    counts = {
        (r, c): count
        for r, row in zip(down, rows, strict=True)
        for c, count in zip(across, row, strict=True)
    }
    equations = [Equation((r, "all"), tuple((r, c) for c in across[:-1])) for r in down]
    equations += [Equation(("all", c), tuple((r, c) for r in down[:-1])) for c in across]
    return Table(counts, tuple(equations))


def shown_without(table, *hidden):
    return {key: HIDDEN if key in hidden else count for key, count in table.counts.items()}


def flat(total, **parts):
    """A total of named parts."""
    return Table({"all": total, **parts}, (Equation("all", tuple(parts)),))


# --- The vectors of domain.md ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (7, HIDDEN), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (22, 20), (23, 25)],
)
def test_the_nhs_rule(count, shown):
    assert released(Table({"ward": count}), NhsRounding()).counts == {"ward": shown}


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        ([(0, 0)], {(0, 0): (3, 3)}),
        ([(0, 0), (0, 2)], {(0, 0): (3, 3), (0, 2): (9, 9)}),
        (
            [(0, 0), (0, 2), (2, 0), (2, 2)],
            {(0, 0): (0, 11), (0, 2): (1, 12), (2, 0): (0, 11), (2, 2): (7, 18)},
        ),
    ],
)
def test_one_cell_and_two_in_a_row_can_be_worked_out_and_a_rectangle_cannot(hidden, expected):
    table = grid(ROWS)
    shown = shown_without(table, *hidden)
    assert bounds(shown, table.equations) == expected
    assert set(undone(shown, table.equations, Threshold())) == (
        set() if len(hidden) == 4 else set(hidden)
    )


def test_the_rectangle_is_found():
    protected = released(grid(ROWS), Threshold())
    assert protected.primary == {(0, 0)}
    assert protected.secondary == {(0, 2), (2, 0), (2, 2)}
    assert protected.counts == shown_without(grid(ROWS), (0, 0), (0, 2), (2, 0), (2, 2))


def test_a_year_to_date_tells_the_quarter_and_so_more_is_hidden():
    table = flat(24, first=12, second=9, third=3)
    shown = shown_without(table, "third")
    assert bounds(shown, table.equations) == {"third": (3, 3)}
    protected = released(table, Threshold())
    assert protected.secondary == {"second"}
    assert bounds(protected.counts, table.equations) == {"second": (0, 12), "third": (0, 12)}


def test_a_rate_tells_the_count():
    """0.02 per 1,000 of 143,900 people, as in domain.md."""
    assert counts_of_rate("0.02", population=143_900, decimals=2) == (3, 3)
    assert counts_of_rate(0.02, population=143_900, decimals=2) == (3, 3)
    assert counts_of_rate("2", population=143_900, decimals=0, per=100_000) == (3, 3)
    with pytest.raises(ValueError, match="no count has a rate"):
        counts_of_rate("0.02", population=100, decimals=2)


def test_a_percentage_tells_the_part():
    assert counts_of_share("5.0", base=60, decimals=1) == (3, 3)
    assert counts_of_share("5", base=60, decimals=0) == (3, 3)
    assert counts_of_share("100", base=3, decimals=0) == (3, 3)
    assert counts_of_share("12.5", base=10_000, decimals=1) == (1_245, 1_255)
    with pytest.raises(ValueError, match="no count of 10 is"):
        counts_of_share("5.0", base=10, decimals=1)


@given(st.integers(1, 5_000), st.data())
def test_the_count_that_was_divided_is_always_among_those_that_a_share_allows(base, data):
    count, decimals = data.draw(st.integers(0, base)), data.draw(st.integers(0, 3))
    shown = f"{100 * count / base:.{decimals}f}"
    low, high = counts_of_share(shown, base=base, decimals=decimals)
    assert low <= count <= high
    allowed = [c for c in range(base + 1) if f"{100 * c / base:.{decimals}f}" == shown]
    assert low <= min(allowed) <= max(allowed) <= high
    # Halves apart, which might have been rounded either way, no others.
    assert min(allowed) - low <= 1
    assert high - max(allowed) <= 1


def test_a_share_of_a_hidden_cell_undoes_it_and_what_hides_it():
    table = grid(ROWS)
    shown = released(table, Threshold()).counts
    share = counts_of_share("11.5", base=26, decimals=1)
    assert bounds(shown, table.equations, within={(0, 0): share}) == {
        (0, 0): (3, 3),
        (0, 2): (9, 9),
        (2, 0): (8, 8),
        (2, 2): (10, 10),
    }


def test_a_difference_of_two_filters_is_a_cell():
    """All is shown, and all but one category: the category itself is not."""
    counts = {"all": 40, "all but hate crime": 37, "hate crime": 3}
    table = Table(counts, (Equation("all", ("all but hate crime", "hate crime")),))
    protected = released(table, Threshold())
    assert protected.counts["hate crime"] is HIDDEN
    assert protected.secondary == {"all but hate crime"}


def wards_with_a_sliver():
    """One old ward is the new one and a sliver of two incidents; no sliver is ever shown."""
    counts = {"old": 32, "new": 30, "sliver": 2, "rest of old": 30, "others": 40, "all": 72}
    return Table(
        counts,
        (
            Equation("old", ("rest of old", "sliver")),
            Equation("new", ("rest of old",)),
            Equation("all", ("old", "others")),
        ),
        unpublished=frozenset({"sliver", "rest of old"}),
    )


def test_old_and_new_wards_do_not_tell_a_sliver():
    table = wards_with_a_sliver()
    naive = dict(table.counts) | {"sliver": HIDDEN, "rest of old": Gap.NOT_SUPPLIED}
    assert bounds(naive, table.equations) == {"sliver": (2, 2)}
    protected = released(table, Threshold())
    assert protected.primary == {"sliver"}
    assert protected.secondary == {"new"}
    assert protected.counts["rest of old"] is Gap.NOT_SUPPLIED
    assert undone(protected.counts, table.equations, Threshold()) == ()


# --- What a viewer can work out --------------------------------------------------------------
def test_nothing_limits_a_cell_whose_totals_are_hidden():
    shown = {"all": HIDDEN, "a": HIDDEN, "b": 7}
    equations = [Equation("all", ("a", "b"))]
    assert bounds(shown, equations) == {"all": (7, inf), "a": (0, inf)}
    assert bounds(shown, equations, keys=["b"]) == {"b": (7, 7)}
    assert bounds({"alone": HIDDEN}, []) == {"alone": (0, inf)}


def test_a_part_that_is_not_applicable_adds_nothing_and_one_not_supplied_may_be_anything():
    equations = [Equation("all", ("a", "b"))]
    assert bounds({"all": 9, "a": HIDDEN, "b": Gap.NOT_APPLICABLE}, equations) == {"a": (9, 9)}
    assert bounds({"all": 9, "a": HIDDEN, "b": Gap.NOT_SUPPLIED}, equations) == {"a": (0, 9)}
    assert bounds({"all": 9, "a": HIDDEN}, equations) == {"a": (0, 9)}
    assert bounds({"all": Gap.NOT_APPLICABLE, "a": HIDDEN, "b": 2}, equations) == {"a": (0, inf)}


@pytest.mark.parametrize(
    "shown",
    [{"all": 9, "a": 4, "b": 4}, {"all": 3, "a": HIDDEN, "b": 4}, {"all": 0, "a": 1, "b": HIDDEN}],
)
def test_what_contradicts_itself_is_said_to(shown):
    with pytest.raises(Inconsistent):
        bounds(shown, [Equation("all", ("a", "b"))], keys=["all", "a", "b"])


def test_contradictions_that_only_several_equations_show():
    shown = dict.fromkeys("abc", HIDDEN) | {"ab": 2, "bc": 2, "ac": 9}
    equations = [Equation(pair, tuple(pair)) for pair in ("ab", "bc", "ac")]
    with pytest.raises(Inconsistent):
        bounds(shown, equations)


@given(st.integers(0, 10_000))
@laws(max_examples=60)
def test_bounds_are_those_of_scipy(seed):
    random = Random(seed)
    table = made_table(random, most_cells=80)
    shown = {
        key: random.choice((HIDDEN, count, count)) if key not in table.unpublished else HIDDEN
        for key, count in table.counts.items()
    }
    cap = 10 * max(table.counts.values()) + 100
    ours = bounds(shown, table.equations)
    theirs = ranges(shown, table.equations, ours, cap=cap)
    for key, (low, high) in ours.items():
        assert (low, min(high, cap)) == pytest.approx(theirs[key], abs=1e-5)


# --- Hidden cells stay apart, judged by scipy ------------------------------------------------
RULES = [
    Threshold(),
    Threshold(10),
    Threshold(margin=8),
    Threshold(margin=2),
    Threshold(shows_zero=False),
]


def assert_apart_by_scipy(shown, equations, rule, primary, given_away=frozenset()):
    """From the least to the greatest whole number, and of small cells every small count."""
    hidden = [key for key, count in shown.items() if count is HIDDEN and key not in given_away]
    cap = 10_000
    found = ranges(shown, equations, hidden, least_hidden=rule.least_hidden, cap=cap)
    by_zeros = {key: HIDDEN if isinstance(n, int) and n > 0 else n for key, n in shown.items()}
    small = [key for key in hidden if key in primary]
    at_all = ranges(by_zeros, equations, small, least_hidden=rule.least_hidden, cap=cap)
    for key, between in found.items():
        low, high = ceil(between[0] - 1e-5), floor(between[1] + 1e-5)
        assert high - low >= rule.margin, (key, low, high)
        if key in primary:
            assert low <= at_all[key][0] + 1e-5, (key, low, high)
            assert high >= rule.hide_below - 1, (key, low, high)


@pytest.mark.parametrize("seed", range(30))
def test_every_hidden_cell_of_ten_random_tables_stays_apart(seed):
    """300 tables in all."""
    for number in range(10):
        random = Random(f"{seed}, {number}")
        rule = random.choice(RULES)
        table = made_table(random, most_cells=110)
        protected = released(table, rule)
        assert_apart_by_scipy(protected.counts, table.equations, rule, protected.primary)
        assert undone(protected.counts, table.equations, rule, primary=protected.primary) == ()


@pytest.mark.parametrize("seed", range(15))
def test_a_later_version_undoes_neither_itself_nor_the_earlier_one(seed):
    for number in range(4):
        random = Random(f"{seed}, {number}")
        rule = random.choice(RULES)
        before, after = made_versions(random, most_cells=90)
        first = released(before, rule)
        version = Earlier(first.counts, before.equations, changed(before, after))
        second = released(after, rule, already=[version])
        shown, equations = seen_together(second.counts, after.equations, [version])
        assert_apart_by_scipy(shown, equations, rule, second.primary, second.given_away)
        assert not second.given_away


@pytest.mark.parametrize("seed", range(15))
def test_nhs_rounded_tables_tell_no_hidden_count(seed):
    for number in range(4):
        table = made_table(Random(f"{seed}, {number}"), most_cells=60)
        rule = NhsRounding()
        protected = released(table, rule)
        within = {
            key: rule.told_by(count)
            for key, count in protected.counts.items()
            if isinstance(count, int)
        } | dict.fromkeys(protected.primary, (1, 7))
        hidden = [key for key, count in protected.counts.items() if count is HIDDEN]
        found = ranges(
            protected.counts, table.equations, hidden, least_hidden=1, within=within, cap=10_000
        )
        for key, (low, high) in found.items():
            assert floor(high + 1e-5) > ceil(low - 1e-5), key


# --- Which cells are hidden ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "hidden"),
    [
        (Threshold(), {1, 4}),
        (Threshold(10), {1, 4, 5, 9}),
        (Threshold(shows_zero=False), {0, 1, 4}),
    ],
)
def test_a_threshold_hides_what_is_below_it(rule, hidden):
    counts = {count: count for count in (0, 1, 4, 5, 9, 10, -3)}
    protected = released(Table(counts), rule)
    assert protected.primary == hidden
    assert protected.secondary == frozenset()


def test_gaps_stay_what_they_are():
    counts = {"all": Gap.NOT_SUPPLIED, "a": 3, "b": Gap.NOT_SUPPLIED, "c": Gap.NOT_APPLICABLE}
    protected = released(Table(counts, (Equation("all", ("a", "b", "c")),)), Threshold())
    assert protected.counts == counts | {"a": HIDDEN}


def test_small_cells_are_preferred_and_grand_totals_go_last():
    protected = released(flat(80, a=3, b=50, c=7, d=20, e=0), Threshold())
    assert protected.secondary == {"c"}
    # Where everything else is zero, only the total is left.
    assert released(flat(103, a=3, b=100), Threshold()).secondary == {"b"}
    counts = {"all": 60, "north": 3, "south": 57, "a": 3, "b": 0}
    table = Table(counts, (Equation("all", ("north", "south")), Equation("north", ("a", "b"))))
    protected = released(table, Threshold())
    assert protected.primary == {"north", "a"}
    assert protected.secondary == {"south"}


def test_a_zero_is_never_hidden_where_zeros_are_shown():
    """Everybody who sees zeros knows that what is hidden is none."""
    rows = ((3, 0, 0), (0, 25, 11), (0, 16, 10))
    protected = released(grid(rows), Threshold())
    assert all(protected.counts[key] == 0 for key, n in grid(rows).counts.items() if n == 0)
    assert undone(protected.counts, grid(rows).equations, Threshold()) == ()


def test_hidden_cells_count_one_at_least_for_everybody_who_sees_zeros():
    """Five hidden cells and a total of 5: each of them is 1."""
    table = flat(5, a=1, b=1, c=1, d=1, e=1)
    shown = shown_without(table, *"abcde")
    assert set(undone(shown, table.equations, Threshold())) == set("abcde")
    assert undone(shown, table.equations, Threshold(shows_zero=False)) == ()
    assert released(table, Threshold()).secondary == {"all"}


def test_every_small_count_remains_possible_for_a_small_cell():
    """From 4 to 14 is wide enough; but a viewer who guesses that it is small knows that it is 4."""
    table = grid(((4, 20), (30, 1)))
    shown = {key: HIDDEN if "all" not in key else n for key, n in table.counts.items()}
    assert bounds(shown, table.equations)[0, 0] == (3, 24)
    assert undone(shown, table.equations, Threshold()) == ()
    assert undone(shown, table.equations, Threshold(), primary=[(0, 0)]) == ((0, 0),)
    protected = released(table, Threshold())
    low, high = bounds(protected.counts, table.equations, least_hidden=1)[0, 0]
    assert low == 1
    assert high >= 6


def test_hidden_can_be_judged_one_by_one():
    table = grid(ROWS)
    shown = shown_without(table, (0, 0), (0, 2))
    assert undone(shown, table.equations, Threshold(), [(0, 2)]) == ((0, 2),)
    assert undone(shown, table.equations, Threshold(), []) == ()


def test_rounded_numbers_that_add_up_can_tell_hidden_ones():
    """The total is 12 at most and the parts 8 and four times 1 at least: so they are just that."""
    table = flat(12, a=8, b=1, c=1, d=1, e=1)
    rounded = {"all": 10, "a": 10} | dict.fromkeys("bcde", HIDDEN)
    assert undone(rounded, table.equations, NhsRounding()) == ("b", "c", "d", "e")
    protected = released(table, NhsRounding())
    assert protected.primary == set("bcde")
    assert protected.secondary == {"a"}
    assert undone(protected.counts, table.equations, NhsRounding(), primary="bcde") == ()


def test_a_rounded_table_may_hide_large_counts_too_and_none_that_are_small():
    """As cells of an earlier version, hidden for the sake of others that have changed since."""
    shown, equations = {"all": 20, "a": HIDDEN, "b": 0}, [Equation("all", ("a", "b"))]
    assert undone(shown, equations, NhsRounding(), primary=()) == ()
    with pytest.raises(Inconsistent):
        undone(shown, equations, NhsRounding())


def test_the_nhs_rule_itself_can_tell_and_is_said_to():
    """Of seven hidden parts with a hidden total each is 1, and nothing is left to hide."""
    table = flat(7, **dict.fromkeys("abcdefg", 1))
    protected = released(table, NhsRounding())
    assert protected.given_away == {"all", *"abcdefg"}
    assert protected.secondary == frozenset()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Threshold(1),
        lambda: Threshold(5, margin=-1),
        lambda: NhsRounding(1),
        lambda: NhsRounding(2, 7),
        lambda: NhsRounding(2, 0),
    ],
)
def test_rules_that_make_no_sense_are_refused(make):
    with pytest.raises(ValueError, match=r"hides nothing|shown as zero"):
        make()


def test_equations_that_do_not_hold_are_refused():
    with pytest.raises(ValueError, match="all is 10, and its parts add up to 9"):
        released(flat(10, a=4, b=5), Threshold())
    with pytest.raises(ValueError, match="b is in an equation and not in the table"):
        released(Table({"all": 4, "a": 4}, (Equation("all", ("a", "b")),)), Threshold())


# --- Versions that were released before ------------------------------------------------------
def test_what_was_hidden_and_has_not_changed_stays_hidden():
    """Ward b was hidden for the sake of a; a is 30 now, and b would tell what a was."""
    before, after = flat(62, a=3, b=9, c=50), flat(89, a=30, b=9, c=50)
    first = released(before, Threshold())
    assert first.secondary == {"b"}
    version = (first.counts, before.equations, frozenset({"a", "all"}))
    assert released(after, Threshold()).secondary == frozenset()
    second = released(after, Threshold(), already=[version])
    assert second.counts["b"] is HIDDEN
    # And something else, or the new total would tell it.
    assert len(second.secondary) == 2
    shown, equations = seen_together(second.counts, after.equations, [version])
    assert undone(shown, equations, Threshold()) == ()
    assert shown[Then(0, "a")] is HIDDEN


def test_what_was_shown_and_has_not_changed_hides_nothing():
    """Ward c would be hidden for the sake of a, but everybody knows it: so d is."""
    before, after = flat(82, a=30, b=25, c=7, d=20), flat(55, a=3, b=25, c=7, d=20)
    first = released(before, Threshold())
    version = (first.counts, before.equations, changed(before, after))
    assert released(after, Threshold()).secondary == {"c"}
    second = released(after, Threshold(), already=[version])
    assert second.secondary == {"all"}


def test_a_cell_that_is_fixed_by_what_is_known_already_stops_the_release():
    """b was hidden; now it is told to be c and d, and both have been shown."""
    before = Table({"all": 12, "a": 3, "b": 9, "c": 5, "d": 4 + 0}, (Equation("all", ("a", "b")),))
    shown = {"all": 12, "a": HIDDEN, "b": HIDDEN, "c": 5, "d": 4}
    after = Table(before.counts, (*before.equations, Equation("b", ("c", "d"))))
    with pytest.raises(CannotProtect, match="can be worked out from what was shown before"):
        released(after, Threshold(), already=[(shown, before.equations, frozenset())])


def test_what_earlier_versions_give_away_by_themselves_does_not_stop_the_next():
    """Released without a rule once, the number is out; it is hidden all the same."""
    table = flat(24, a=12, b=9, c=3)
    second = released(table, Threshold(), already=[(table.counts, table.equations, frozenset())])
    assert second.counts == {"all": 24, "a": 12, "b": 9, "c": HIDDEN}
    assert second.given_away == {"c"}


def test_the_same_table_again_is_shown_the_same():
    table = grid(ROWS)
    first = released(table, Threshold())
    again = released(table, Threshold(), already=[(first.counts, table.equations, frozenset())])
    assert again == first


def test_a_version_by_another_rule_tells_what_that_rule_shows():
    """Rounded to 10 it was 8 to 12, whatever the threshold is now."""
    table = flat(61, a=3, b=9, c=49)
    rounded = released(table, NhsRounding())
    version = Earlier(rounded.counts, table.equations, frozenset(), NhsRounding())
    second = released(table, Threshold(), already=[version])
    # All that is left open of a are the few either way in which each of the others is known.
    assert second.secondary == {"all", "b", "c"}
    assert second.given_away == {"all", "b", "c"}


def test_a_number_that_is_said_not_to_have_changed_must_be_the_same():
    with pytest.raises(ValueError, match="a is said not to have changed"):
        released(Table({"a": 7}), Threshold(), already=[({"a": 8}, (), frozenset())])
    with pytest.raises(ValueError, match="cannot both be right"):
        released(
            flat(15, a=7, b=8),
            Threshold(),
            already=[
                (
                    {"all": 20, "b": HIDDEN, "a": HIDDEN},
                    (Equation("all", ("a", "b")),),
                    frozenset({"all"}),
                )
            ],
        )


def test_a_gap_that_has_become_a_number_has_changed():
    version = ({"a": Gap.NOT_SUPPLIED, "b": 6}, (), frozenset())
    protected = released(Table({"a": 7, "b": Gap.NOT_SUPPLIED}), Threshold(), already=[version])
    assert protected.counts == {"a": 7, "b": Gap.NOT_SUPPLIED}


# --- Laws ------------------------------------------------------------------------------------
grids = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 40), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)
thresholds = st.builds(Threshold, st.integers(2, 12), st.integers(0, 12), st.booleans())


@given(grids, thresholds)
def test_nothing_below_the_threshold_is_shown_and_what_is_shown_is_true(rows, rule):
    table = grid(rows)
    protected = released(table, rule)
    for key, shown in protected.counts.items():
        if shown is HIDDEN:
            assert (key in protected.primary) != (key in protected.secondary)
        else:
            assert shown == table.counts[key]
            assert shown >= rule.hide_below or (shown == 0 and rule.shows_zero)
    assert undone(protected.counts, table.equations, rule, primary=protected.primary) == ()


@given(grids, thresholds | st.just(NhsRounding()))
def test_hiding_is_always_the_same(rows, rule):
    assert released(grid(rows), rule) == released(grid(rows), rule)


@given(grids, thresholds)
@laws(max_examples=40)
def test_each_further_cell_is_needed(rows, rule):
    table = grid(rows)
    protected = released(table, rule)
    for key in protected.secondary:
        shown = dict(protected.counts) | {key: table.counts[key]}
        assert undone(shown, table.equations, rule, primary=protected.primary)


@given(grids, st.integers(2, 9), st.integers(1, 9))
def test_rounded_counts_are_multiples_or_hidden_or_zero(rows, hide_up_to, base):
    if 2 * (hide_up_to + 1) < base:
        return
    rule = NhsRounding(hide_up_to, base)
    table = grid(rows)
    for key, shown in released(table, rule).counts.items():
        count = table.counts[key]
        if shown is HIDDEN:
            assert count > 0
        else:
            assert shown % base == 0
            assert (shown == 0) == (count == 0)
            low, high = rule.told_by(shown)
            assert low <= count <= high
            assert abs(shown - count) * 2 <= base


@given(st.integers(2, 9), st.integers(1, 9))
def test_a_rounded_number_tells_just_the_counts_that_are_rounded_to_it(hide_up_to, base):
    if 2 * (hide_up_to + 1) < base:
        return
    rule = NhsRounding(hide_up_to, base)
    for shown, count in product(range(base, 60, base), range(hide_up_to + 1, 70)):
        low, high = rule.told_by(shown)
        assert (low <= count <= high) == (rule.shown(count) == shown)
