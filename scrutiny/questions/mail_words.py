"""The words of notices about questions; decides nothing."""

from __future__ import annotations

from partnership.setup.words import day
from scrutiny.models import Answer, Question


def asked_title(question: Question) -> str:
    """ "Environment Scrutiny Panel: answer by 18 March 2024"."""
    return f"{question.panel.name}: answer by {day(question.answer_by)}"


def answered_title(given: Answer) -> str:
    """ "Environment Scrutiny Panel: an answer to the question of 4 March 2024"."""
    question = given.question
    what = "an answer" if given.text else "why there is no answer"
    return f"{question.panel.name}: {what} to the question of {day(question.asked_on)}"


def answered_detail(given: Answer) -> str:
    """The question with its answer, or with the reason why it is withheld."""
    parts = [given.question.text]
    if given.text:
        parts += ["The answer:", given.text]
    if given.withheld_because:
        withheld = "Part of it is withheld." if given.text else "The answer is withheld."
        parts += [f"{withheld} The reason:", given.withheld_because]
    return "\n".join(parts)
