"""The words of what was asked and recommended about a measure or a place; decides nothing."""

from __future__ import annotations

from datetime import date

from partnership.setup.words import count_of, day

TITLE = "Asked and recommended"
ABOUT_EVERYTHING = "What was asked and recommended?"
QUESTIONS, RECOMMENDATIONS = "Questions", "Recommendations"
NO_QUESTION = "No question was asked about this"
NO_RECOMMENDATION = "No recommendation is about this"
ASK = "Ask a question"
ANY_MEASURE, ANY_PLACE = "Any measure", "Any place"


def heading(about: str) -> str:
    """ "What was asked and recommended about Acklam?"."""
    return f"What was asked and recommended about {about}?" if about else ABOUT_EVERYTHING


def how_many(questions: int, recommendations: int) -> str:
    """ "2 questions and 1 recommendation.", or that there are none."""
    parts = [
        count_of(number, noun)
        for number, noun in ((questions, "question"), (recommendations, "recommendation"))
        if number
    ]
    return f"{' and '.join(parts)}." if parts else "Nothing has been asked about this yet."


def asked_on(on: date, *, is_answered: bool) -> str:
    return f"Asked on {day(on)}, {'answered' if is_answered else 'not answered yet'}."


def made_on(on: date) -> str:
    return f"Recommended on {day(on)}."
