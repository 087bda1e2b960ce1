"""The words of the mail that takes an answer to the members; decides nothing."""

from __future__ import annotations

from partnership.models import User
from partnership.setup.words import day
from scrutiny.models import Answer


def answer_subject(answer: Answer) -> str:
    panel = answer.question.panel.name
    return f"{panel}: {'an answer' if answer.text else 'information withheld'}"


def answer(user: User, given: Answer, *, address: str) -> str:
    """The text of the mail that takes an answer to a member."""
    question = given.question
    parts = [
        f"Hello {user}",
        f"On {day(question.asked_on)} this was asked for the {question.panel.name}:",
        question.text,
        "The answer:" if given.text else "What was asked for is withheld. The reason:",
        given.text or given.withheld_because,
    ]
    if given.text and given.withheld_because:
        parts += ["Part of it is withheld. The reason:", given.withheld_because]
    parts.append(f"In the portal: {address}")
    return "\n\n".join(parts) + "\n"
