"""A finding reads as a sentence outside its slide, whatever stands large on it."""

from __future__ import annotations

import pytest

from reporting.content.panel_slides import Finding
from reporting.narrative.panel.in_words import in_words
from reporting.narrative.panel.stated import with_cells


@pytest.mark.parametrize(
    ("figure", "words", "sentence"),
    [
        ("+44%", "Ayresome, the largest rise", "Ayresome, the largest rise, rose 44%."),
        ("+42%", "Trimdon", "Trimdon rose 42%."),
        ("−34.7%", "Hemlington", "Hemlington fell 34.7%."),
        ("+1,499", "on the 24,951 of 2021/22", "1,499 more than in 2021/22 (24,951)."),
        (
            "+1,499",
            "on the 24,951 of 2021/22 (+6.0%)",
            "1,499 more than in 2021/22 (24,951), or 6%.",
        ),
        (
            "+0.4%",
            "on the 1,661 of 2021/22 (7 more), about the same",
            "0.4% more than in 2021/22 (1,661), or 7 more, about the same.",
        ),
        (
            "+25.1%",
            "on the 1,333 of 2019/20, the last year before Covid",
            "25.1% more than in 2019/20 (1,333), the last year before Covid.",
        ),
        (
            "−20.2%",
            "on 1,388, the average of three years",
            "20.2% fewer than 1,388, the average of three years.",
        ),
        ("2,204", "a month on average", "2,204 a month on average."),
        ("Highest", "of the 5 years", "It is the highest of the 5 years."),
        ("Most", "reports still come from the North", "Most reports still come from the North."),
        ("North", "fewer each year", "North had fewer each year."),
        ("Within", "the usual ups and downs", "The change is within the usual ups and downs."),
        ("Too early", "to say whether it is", "It is too early to say whether it is."),
        (
            "Not judged",
            "only yearly totals are known",
            "The change is not judged: only yearly totals are known.",
        ),
        ("Not counted", "how many were reached", "Not counted: how many were reached."),
    ],
)
def test_a_finding_is_a_sentence(figure: str, words: str, sentence: str):
    assert in_words(Finding(with_cells(figure), with_cells(words))).text == sentence
