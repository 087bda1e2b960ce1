"""What people read is short, plain and said once; words of the code stay off the screen."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from statistics import median

import pytest
import textstat

from tests.pages import reading, states
from tests.pages.kinds import (
    ADMINISTRATOR,
    AGENCY,
    CLERK,
    COUNCILLOR,
    MANAGER,
    OFFICER,
    PREVENT_LEAD,
)

MOST_WORDS = 25
# Whoever sends and decides on returns works with words that councillors need not read.
HIGHEST_GRADE = {COUNCILLOR: 7.0}
HIGHEST_GRADE_OF_OFFICERS = 8.0
# What everybody can reach is read as a councillor, more of each kind.
MOST_OF_A_KIND = {COUNCILLOR: 3}
READERS = (COUNCILLOR, OFFICER, MANAGER, AGENCY, CLERK, PREVENT_LEAD, ADMINISTRATOR)

pytestmark = pytest.mark.django_db


@pytest.fixture(params=READERS, ids=lambda email: email.partition("@")[0])
def reader(request) -> str:
    """Who reads."""
    return request.param


@pytest.fixture
def read(with_demonstration, reader):
    """What each page says that somebody can reach, read once for all tests."""
    return _read(reader)


@cache
def _pages(email: str) -> dict[str, str]:
    also = states.under_way()[email] if email != COUNCILLOR else ()
    return reading.pages(email, also=also, most=MOST_OF_A_KIND.get(email, 1))


@cache
def _read(email: str) -> dict[str, tuple[str, ...]]:
    typed = reading.typed()
    return {
        at: tuple(
            sentence
            for sentence in reading.sentences(page)
            if len(sentence.split()) >= reading.FEWEST_WORDS and reading.bare(sentence) not in typed
        )
        for at, page in _pages(email).items()
    }


@pytest.mark.slow("three minutes: every kind of page that each role can reach")
def test_sentences_are_short_and_plain(read, reader):
    terms = reading.terms()
    plain = {
        (at, sentence): reading.plain(sentence, terms)
        for at, sentences in read.items()
        for sentence in sentences
    }
    long = [
        f"{at}: {sentence}"
        for (at, sentence), words in plain.items()
        if len(words.split()) > MOST_WORDS
    ]
    grades = [textstat.flesch_kincaid_grade(words) for words in plain.values()]
    as_they_stand = [textstat.flesch_kincaid_grade(sentence) for _, sentence in plain]

    highest = HIGHEST_GRADE.get(reader, HIGHEST_GRADE_OF_OFFICERS)
    assert len(grades) > 1_000, "pages without prose prove nothing"
    assert long == []
    assert median(grades) <= highest
    assert median(as_they_stand) <= highest


# What stands at the foot of each figure, and a verdict, which is of a figure of its own.
MAY_BE_SAID_AGAIN = re.compile(
    r"\[\w+\] |Source: |As at |Contains |Not judged: |That is (?:within|beyond) the usual"
    r"|.*: illustrative split of "
)


@pytest.mark.slow("three minutes: every kind of page that each role can reach")
def test_nothing_is_said_twice_on_a_page(read):
    twice = {
        f"{at}: {sentence}"
        for at, sentences in read.items()
        for sentence, times in Counter(sentences).items()
        if times > 1
        and sentence.endswith((".", "?", "!"))
        and not MAY_BE_SAID_AGAIN.match(sentence)
        # Each slide of an update may be shown by itself.
        and "/packs/" not in at
    }

    assert twice == set()


# Words of the code, and old ones, for which the screen has others (docs/glossary.md).
BANNED = re.compile(
    r"\b(?:feeds?|coverage|releases?|released|claims?|claimed|slugs?|tidy counts|vintages?|backlog"
    r"|hence|herewith|thereof|thereby|whence|whilst|amongst|anew|upon|shall)\b",
    re.IGNORECASE,
)


@pytest.mark.slow("three minutes: every kind of page that each role can reach")
def test_words_of_the_code_are_not_on_the_screen(read):
    found = {
        f"{at}: {sentence}"
        for at, sentences in read.items()
        for sentence in sentences
        if BANNED.search(sentence)
    }

    assert found == set()


# What a form of several steps says, and the one word that a search and a door need.
MAY_STAND_ALONE = {"Continue"}
OF_NOTHING = re.compile(r"(?:it|this|that|those|them|more|all)$", re.IGNORECASE)


@pytest.mark.slow("three minutes: every kind of page that each role can reach")
def test_a_button_says_what_it_does_and_to_what(with_demonstration, reader):
    vague = {
        f"{at}: {button}"
        for at, page in _pages(reader).items()
        for button in reading.buttons(page)
        if button not in MAY_STAND_ALONE
        and (len(button.split()) < 2 or OF_NOTHING.search(button) or not button[:1].isupper())
    }

    assert vague == set()
