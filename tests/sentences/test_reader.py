"""The reader believes what is true, and finds each kind of fault that sentences have had."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.sentences import reader
from checks.sentences.pages import Page, Said
from tests.sentences.making import asked, history, problems

# Five years from April 2019: 240, 252, 264, 276 and 300, steadily through each.
RISING = history({"North": [20] * 12 + [21] * 12 + [22] * 12 + [23] * 12 + [25] * 12})
# Six events in the last half-year, one in the year before.
FEW = history({"North": [0] * 48 + [1] + [0] * 11 + [0] * 6 + [1] * 5 + [0]})
# Half as many again in the fourth of five steady years, and one more in the fifth.
LEVELLED = history(
    {
        "North": [50, 48, 52, 49, 51, 50] * 6
        + [75, 73, 77, 74, 76, 75] * 3
        + [75, 73, 77, 74, 76, 76]
    }
)
ZEROS = history({"North": [0] * 60})
# Of 22 wards 12 fall, 8 rise and 2 stand still.
MIXED = history(
    {f"Ward {n:02}": [10] * 12 + [9 if n < 12 else 12] * 12 for n in range(20)}
    | {f"Flat {n:02}": [5] * 24 for n in range(2)}
)
# Twice as many in the third of three steady years.
JUMP = history({"North": [50, 48, 52, 49, 51, 50] * 4 + [100, 98, 102, 99, 101, 100] * 2})

# Of 2024/25 the first three months alone.
ENDS_EARLY = history({"North": [20] * 63})
# Februaries with as many a day: 29 of the one with its 29th, 28 of the next.
LEAP = history({"North": [20] * 10 + [29] + [20] * 11 + [28, 20]})

TRUE = [
    (
        (
            "28 burglaries were recorded in February 2021, against 29 in February 2020: the same"
            " number a day."
        ),
        asked(LEAP, "February 2021"),
    ),
    ("the same number a day as in February 2020", asked(LEAP, "February 2021")),
    (
        (
            "There is no figure for burglaries recorded in 2024/25. Only some of its months have"
            " been supplied."
        ),
        asked(ENDS_EARLY, "2024/25"),
    ),
    (
        "300 burglaries were recorded in 2023/24, 8.7% more than the 276 in 2022/23.",
        asked(RISING, "2023/24"),
    ),
    (
        (
            "300 burglaries were recorded in 2023/24, 13.6% more than the average of 2020/21 to"
            " 2022/23, 264."
        ),
        asked(RISING, "2023/24", against="mean-3"),
    ),
    (
        "13.6% more than the average of 2020/21 to 2022/23",
        asked(RISING, "2023/24", against="mean-3"),
    ),
    ("It rose every year from 2019/20 to 2023/24.", asked(RISING, "2023/24")),
    (
        (
            "300 burglaries were recorded in North in 2023/24. It is not compared with 2018/19: the"
            " figures for that time have not been supplied."
        ),
        asked(RISING, "2023/24", ward="North", against="2018/19"),
    ),
    (
        "There were none in any of the 5 years, 2019/20 to 2023/24.",
        asked(ZEROS, "2023/24"),
    ),
    ("Burglary fell in 12 of 22 wards", asked(MIXED, "2020/21")),
    ("Burglary: all 12 months were above 2020/21", asked(JUMP, "2021/22")),
    (
        (
            "1,200 burglaries were recorded in 2021/22, 100.0% more than the 600 in 2020/21. That"
            " is beyond the usual ups and downs of its months."
        ),
        asked(JUMP, "2021/22"),
    ),
]


@pytest.mark.parametrize(("text", "about"), TRUE)
def test_what_is_true_is_believed(text, about):
    assert problems(text, about) == []


# By the fault: what was said, what it was said of, and a word of what is found.
PLANTED = {
    "the same, of counts that differ": (
        "28 burglaries were recorded in February 2021, the same as the 29 in February 2020.",
        asked(LEAP, "February 2021"),
        "the counts are 29 and 28",
    ),
    "the same a day, of another number": (
        (
            "20 burglaries were recorded in March 2021, against 20 in March 2020: the same number a"
            " day."
        ),
        asked(LEAP, "March 2021"),
        "by the day it went",
    ),
    "what was supplied in part is not called not supplied": (
        (
            "There is no figure for burglaries recorded in 2024/25. The figures for that time have"
            " not been supplied."
        ),
        asked(ENDS_EARLY, "2024/25"),
        "3 of its 12 months were supplied",
    ),
    "what was not supplied is not called supplied in part": (
        (
            "300 burglaries were recorded in North in 2023/24. It is not compared with 2018/19:"
            " only some of its months have been supplied."
        ),
        asked(RISING, "2023/24", ward="North", against="2018/19"),
        "none of its months were supplied",
    ),
    "a title of a month without a verdict": (
        "Burglary rose 8.7% in June 2023",
        asked(RISING, "June 2023"),
        "the verdict is",
    ),
    "a mean by its first year": (
        "13.6% more than in 2019/20",
        asked(RISING, "2023/24", against="mean-3"),
        "the base is the average of 2020/21 to 2022/23",
    ),
    "a mean by its first year, in the headline": (
        "300 burglaries were recorded in 2023/24, 13.6% more than the 264 in 2019/20.",
        asked(RISING, "2023/24", against="mean-3"),
        "the base is the average",
    ),
    "six months beside twelve": (
        (
            "138 burglaries were recorded in the first half of 2022/23, 46.5% fewer than the 258 in"
            " the 12 months to September 2021."
        ),
        asked(RISING, "first half of 2022/23", against="rolling-year"),
        "the period is the 12 months",
    ),
    "no percentage taken for no change": (
        (
            "In the second half of 2024/25 the average was 0.8 a month. That is about the same as"
            " the 0.1 a month of 2023/24."
        ),
        asked(FEW, "2024/25"),
        "not the same half",
    ),
    "about the same, of a small base": (
        (
            "5 burglaries were recorded in the second half of 2024/25, about the same as the 0 in"
            " the second half of 2023/24."
        ),
        asked(FEW, "second half of 2024/25"),
        "too small for “about the same”",
    ),
    "about the same, of 8.7%": (
        "about the same as in 2022/23",
        asked(RISING, "2023/24"),
        "the change is 8.7%",
    ),
    "a percentage of a small base": (
        "5 burglaries were recorded in 2024/25, 400.0% more than the 1 in 2023/24.",
        asked(FEW, "2024/25"),
        "too small for a percentage",
    ),
    "a half set against a whole year": (
        (
            "150 burglaries were recorded in the second half of 2023/24, 45.7% fewer than the 276"
            " in 2022/23."
        ),
        asked(RISING, "second half of 2023/24"),
        "the base is the second half of 2022/23",
    ),
    "a verdict of single events where months scatter more": (
        (
            "600 burglaries were recorded in 2020/21, the same as the 600 in 2019/20. That is"
            " beyond the usual ups and downs of its months."
        ),
        asked(JUMP, "2020/21"),
        "the verdict is",
    ),
    "a verdict before it can be said": (
        "Beyond the usual ups and downs",
        asked(JUMP, "Q2 2020/21", against="2019/20 Q2"),
        "the verdict is “too early”",
    ),
    "a month from which it can be said that is another": (
        "Too early to say of periods that end before May 2021",
        asked(JUMP, "Q2 2020/21", against="2019/20 Q2"),
        "it can be said from March 2021",
    ),
    "a question from below an average of none": (
        "Why was the number below the average of 0 a month?",
        asked(ZEROS, "2023/24"),
        reader.UNREAD,
    ),
    "every ward an outlier": (
        (
            "In Ward 00, Ward 01 and Ward 02 the number is higher than the population would lead"
            " one to expect."
        ),
        asked(MIXED, "2020/21"),
        "",
    ),
    "a title that names a year and means a quarter": (
        "Burglary: 2023/24 was the highest of the 5 years from 2019/20 to 2023/24",
        asked(RISING, "Q4 2023/24"),
        "the period is Q4 2023/24",
    ),
    "a highest that is as good as the year next to it": (
        "It was the highest of the 5 years from 2019/20 to 2023/24.",
        asked(LEVELLED, "2023/24", against="2020/21"),
        "beside 2022/23 the verdict is",
    ),
    "a highest of zeros": (
        "It was the highest of the 5 years from 2019/20 to 2023/24.",
        asked(ZEROS, "2023/24"),
        "none in any of the years",
    ),
    "a joint highest": (
        "It is the joint highest of the 5 years from 2019/20 to 2023/24.",
        asked(ZEROS, "2023/24"),
        reader.UNREAD,
    ),
    "the same in all years, of zeros": (
        "The number was the same in each of the 5 years, 2019/20 to 2023/24.",
        asked(ZEROS, "2023/24"),
        "none in any of the years",
    ),
    "a highest within the usual ups and downs": (
        "It was the highest of the 5 years from 2019/20 to 2023/24.",
        asked(
            history(
                {"North": [130, 140, 150, 125, 145, 138] * 8 + [131, 141, 151, 126, 146, 139] * 2}
            ),
            "2023/24",
        ),
        "the verdict is “within”",
    ),
    "a title of the few": (
        "Burglary rose in 8 of 22 wards",
        asked(MIXED, "2020/21"),
        "fell in 12",
    ),
    "a finding about another period": (
        "The number in Q2 rose every year from 2019/20 to 2023/24.",
        asked(RISING, "Q2 2023/24", against="rolling-year"),
        "it is of 12 months to September",
    ),
    "none a month of five events": (
        "The average was 0 a month.",
        asked(FEW, "2024/25"),
        "0 a month",
    ),
    "many of one": (
        "1 burglaries were recorded in 2023/24, 1 fewer than the 0 in 2022/23.",
        asked(FEW, "2023/24"),
        "the noun is “burglary”",
    ),
    "the months of second half": (
        "Nothing stands out in the months of second half of 2024/25.",
        asked(FEW, "second half of 2024/25"),
        "",
    ),
    "from none to none": (
        "2023/24 runs from 0 in April 2023 to 0 in April 2023.",
        asked(ZEROS, "2023/24"),
        "every one has 0",
    ),
    "a largest of several alike": (
        "Theft was the largest type in 2019/20",
        asked(
            history({"North": [2] * 12}, types={"Theft": [1] * 12, "Drugs": [1] * 12}), "2019/20"
        ),
        "2 types have 12",
    ),
    "a wrong count": (
        "301 burglaries were recorded in 2023/24, 8.7% more than the 276 in 2022/23.",
        asked(RISING, "2023/24"),
        "the count is 300",
    ),
    "a wrong direction": (
        "300 burglaries were recorded in 2023/24, 8.7% fewer than the 276 in 2022/23.",
        asked(RISING, "2023/24"),
        "it went up",
    ),
    "a comparison that is refused without need": (
        (
            "300 burglaries were recorded in 2023/24. It is not compared with 2022/23: the figures"
            " for that time have not been supplied."
        ),
        asked(RISING, "2023/24"),
        "they can be compared",
    ),
    "a place that is not the one asked for": (
        "300 burglaries were recorded in South in 2023/24, 8.7% more than the 276 in 2022/23.",
        asked(RISING, "2023/24", ward="North"),
        "the place is North",
    ),
    "shares that add up to nothing": (
        "The shares shown add up to 0%.",
        asked(ZEROS, "2023/24"),
        reader.UNREAD,
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault):
    text, about, expected = PLANTED[fault]
    found = problems(text, about)
    assert any(expected in problem for problem in found), found


# --- Beside one another ----------------------------------------------------------------------
def on_a_page(*texts, about):
    said = tuple(Said("findings", text, about) for text in texts)
    return [each for each in reader.read(Page("measure", "here", said)) if each.problems]


def test_a_sentence_that_stands_twice_is_found():
    text, about = TRUE[0]
    first, second = reader.read(
        Page("measure", "here", (Said("headline", text, about), Said("findings", text, about)))
    )
    assert first.problems == ()
    assert second.problems == (reader.REPEATED,)


def test_two_verdicts_on_one_figure_are_found():
    found = on_a_page(
        "That is beyond the usual ups and downs of its months.",
        "Within the usual ups and downs",
        about=asked(JUMP, "2021/22"),
    )
    assert [each.text for each in found] == [
        "That is beyond the usual ups and downs of its months.",
        "Within the usual ups and downs",
    ]
    assert all("on the same page" in " ".join(each.problems) for each in found)


# --- Two figures -----------------------------------------------------------------------------
def pair(left, right):
    return replace(left, other=right)


TWO_PLACES = history({"North": [20] * 24, "South": [10] * 24})
PAIRS = {
    "a place that is called more than another": (
        "240 burglaries in North in 2020/21, against 120 in South: 100.0% more.",
        pair(
            asked(TWO_PLACES, "2020/21", ward="North"),
            asked(TWO_PLACES, "2020/21", ward="South"),
        ),
        "neither is called more",
    ),
    "a level that is judged": (
        "That is beyond the usual ups and downs of its months.",
        pair(
            asked(TWO_PLACES, "2020/21", ward="North"), asked(TWO_PLACES, "2020/21", ward="South")
        ),
        "the verdict is",
    ),
    "periods that overlap": (
        (
            "240 burglaries in North in the 12 months to February 2021, against 240 in 2020/21: the"
            " same number."
        ),
        pair(
            asked(TWO_PLACES, "12 months to February 2021", ward="North"),
            asked(TWO_PLACES, "2020/21", ward="North"),
        ),
        "not compared",
    ),
    "a half against a year": (
        (
            "120 burglaries in North in the first half of 2020/21, against 240 in 2019/20: 50.0%"
            " fewer."
        ),
        pair(
            asked(TWO_PLACES, "first half of 2020/21", ward="North"),
            asked(TWO_PLACES, "2019/20", ward="North"),
        ),
        "not compared",
    ),
}


@pytest.mark.parametrize("fault", PAIRS)
def test_a_fault_of_two_figures_is_found(fault):
    text, about, expected = PAIRS[fault]
    found = problems(text, about)
    assert any(expected in problem for problem in found), found


def test_two_figures_that_are_told_as_they_are_are_believed():
    about = pair(
        asked(TWO_PLACES, "2020/21", ward="North"), asked(TWO_PLACES, "2020/21", ward="South")
    )
    text = (
        "240 burglaries in North in 2020/21, against 120 in South. For each 1,000 residents that is"
        " 24.0 against 12.0, 100.0% higher."
    )
    assert problems(text, about) == []


# --- What is drawn ---------------------------------------------------------------------------
def test_a_kind_of_sentence_that_nobody_taught_is_unread():
    assert problems("The moon had its say.", asked(RISING, "2023/24")) == [reader.UNREAD]
