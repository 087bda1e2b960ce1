"""The reader of ranks: ties are ties, none is none, and what could be anywhere has no place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.sentences.pages import Asked
from checks.sentences.spans import read
from tests.sentences.making import asked, history, problems

NEW = [40, 44, 38, 42, 41, 39] * 6
# Two wards with none, one with few, one with as many as the fifth.
WARDS = history(
    {"A": [0] * 36, "B": [0] * 36, "C": [3, 0, 1] * 12, "D": NEW, "E": NEW}, title="Burglary"
)
ALIKE = history({"A": [3, 1, 2, 0] * 9, "B": [2, 3, 0, 1] * 9, "C": [1, 2, 3, 1] * 9})


def partnership(name, months, people=100_000):
    made = history({"All": months})
    whole, *others = made.places
    whole = replace(whole, name=name, residents={2021: people})
    return replace(made, partnership=name, places=(whole, *others))


def beside(period, own, *others):
    first, *peers = (
        partnership(name, months)
        for name, months in zip(("Newtown", "Easton", "Weston"), (own, *others), strict=False)
    )
    return Asked(first, first.whole, read(period), peers=tuple(peers))


HIGH, LOW = NEW, [each // 2 for each in NEW]
YEAR, MONTH = "2021/22", "March 2022"


@pytest.mark.parametrize(
    ("said", "about", "faults"),
    [
        (
            "None here, as in 1 of the other 4 wards.",
            asked(WARDS, YEAR, ward="A"),
            (
                "4th of 5 wards by rate, highest first (4th or 5th).",
                "None here, as in 2 of the other 4 wards.",
                "None here, nor in any of the other 4 wards.",
                "Too close to rank among the 5 wards by rate.",
            ),
        ),
        (
            "Joint 1st of 5 wards by rate, highest first.",
            asked(WARDS, YEAR, ward="D"),
            (
                "1st of 5 wards by rate, highest first.",
                "Joint 1st of 5 wards by rate, highest first (1st to 2nd).",
                "None here, as in 1 of the other 4 wards.",
            ),
        ),
        (
            "Too close to rank among the 3 wards by rate.",
            asked(ALIKE, YEAR, ward="A"),
            (
                "2nd of 3 wards by rate, highest first (1st to 3rd).",
                "Too close to rank among the 4 wards by rate.",
            ),
        ),
    ],
)
def test_ranks_of_wards(said, about, faults):
    assert problems(said, about) == []
    assert [fault for fault in faults if not problems(fault, about)] == []


@pytest.mark.parametrize(
    ("said", "about", "faults"),
    [
        (
            (
                "Newtown had 4.9 burglaries for each 1,000 residents in 2021/22, the joint highest"
                " of the 3 partnerships of the force."
            ),
            beside(YEAR, HIGH, HIGH, LOW),
            (
                (
                    "Newtown had 4.9 burglaries for each 1,000 residents in 2021/22, the highest of"
                    " the 3 partnerships of the force."
                ),
                (
                    "Newtown had 4.9 burglaries for each 1,000 residents in 2021/22, too close to"
                    " rank among the 3 partnerships of the force."
                ),
            ),
        ),
        (
            (
                "Newtown had 2.4 burglaries for each 1,000 residents in 2021/22, the joint lowest"
                " of the 3 partnerships of the force."
            ),
            beside(YEAR, LOW, HIGH, LOW),
            (
                (
                    "Newtown had 2.4 burglaries for each 1,000 residents in 2021/22, the 2nd"
                    " highest of the 3 partnerships of the force."
                ),
            ),
        ),
        (
            "Newtown had no burglaries in 2021/22, like 1 of the other partnerships of the force.",
            beside(YEAR, [0] * 36, HIGH, [0] * 36),
            (
                (
                    "Newtown had 0.0 burglaries for each 1,000 residents in 2021/22, the lowest of"
                    " the 3 partnerships of the force."
                ),
                (
                    "Newtown had no burglaries in 2021/22, like all the other partnerships of the"
                    " force."
                ),
            ),
        ),
        (
            "By the usual ups and downs its place could be 1st or 2nd of 3.",
            beside(YEAR, HIGH, HIGH, LOW),
            (
                "By the usual ups and downs its place could be anywhere from 1st to 2nd of 3.",
                "By the usual ups and downs its place could be any of the 3.",
            ),
        ),
        (
            "By the usual ups and downs its place could be any of the 3.",
            beside(MONTH, [3, 1, 2, 1] * 9, [2, 3, 1, 2] * 9, [2, 2, 1, 3] * 9),
            ("By the usual ups and downs its place could be 1st or 2nd of 3.",),
        ),
        (
            "Newtown’s rate is higher than those of Easton (0.02) and Weston (0.01).",
            beside(MONTH, [1, 2, 3] * 12, [3, 1, 2] * 12, [2, 2, 1] * 12),
            (
                "Newtown’s rate is higher than those of Easton (0.0) and Weston (0.0).",
                "Newtown’s rate is the same, to two decimals, as that of Easton (0.02).",
            ),
        ),
        (
            (
                "Compared with 2020/21, Newtown had the same number, the others together the same"
                " number. The two changes do not differ beyond the usual ups and downs of both."
            ),
            beside(YEAR, HIGH, HIGH, LOW),
            (
                (
                    "Compared with 2020/21, Newtown had 1.0% fewer, the others together the same"
                    " number. The two changes do not differ beyond the usual ups and downs of both."
                ),
                (
                    "Compared with 2020/21, Newtown had the same number, the others together the"
                    " same number. The two changes differ beyond the usual ups and downs of both."
                ),
            ),
        ),
    ],
)
def test_partnerships_side_by_side(said, about, faults):
    assert problems(said, about) == []
    assert [fault for fault in faults if not problems(fault, about)] == []


def test_a_single_month_is_not_set_beside_the_change_of_others():
    said = (
        "Compared with March 2021, Newtown had the same number, the others together the same"
        " number. The two changes do not differ beyond the usual ups and downs of both."
    )
    assert problems(said, beside(MONTH, HIGH, HIGH, LOW))


def test_nothing_is_said_of_the_rest_where_the_change_itself_is_of_too_few():
    few = history({"A": [1, 1, 0, 1, 1, 1] * 6, "B": NEW})
    said = "No clear difference from the change in the rest of Newtown (no change)."
    assert any("itself" in each for each in problems(said, asked(few, YEAR, ward="A")))
