"""What a person can decide about a mapping: each question with its words, choices and guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from returns.mapping.sheets import Role, word_of

Answers: TypeAlias = Mapping[str, str]

# Instead of one answer for many that are alike: ask each by itself.
EACH = "each"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Choice:
    """One answer, and its words; those of one `group` stand together under its name."""

    value: str
    words: str
    group: str = ""


@dataclass(frozen=True)
class Question:
    """Something that a person may decide. Without choices any text can be the answer.

    `id` stays the same while the file and what is asked about do. `chosen` is the answer in
    force: a person's, or the guess, for which `why` says what it rests on. While it `is_open`
    nothing of the file can be used. `fault` says what is wrong with the answer.
    """

    id: str
    words: str
    chosen: str
    choices: tuple[Choice, ...] = ()
    is_open: bool = False
    why: str = ""
    hint: str = ""
    fault: str = ""

    @property
    def about(self) -> str:
        """What it is about: the part of the id before the first stroke."""
        return self.id.partition("/")[0]

    @property
    def chosen_words(self) -> str:
        """The answer in force, in words."""
        return next((each.words for each in self.choices if each.value == self.chosen), self.chosen)


def yes_or_no(yes: str = "Yes", no: str = "No") -> tuple[Choice, ...]:
    return Choice(YES, yes), Choice(NO, no)


def with_faults(questions: Sequence[Question], faults: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions, those with a fault open and saying so."""
    return tuple(
        replace(each, fault=faults[each.id], is_open=True) if each.id in faults else each
        for each in questions
    )


def with_open(questions: Sequence[Question], asked: Iterable[str]) -> list[Question]:
    """The questions, those named open although they have a guess: it is to be confirmed."""
    unsure = set(asked)
    return [replace(each, is_open=True) if each.id in unsure else each for each in questions]


def wrong_answers(questions: Iterable[Question], answers: Answers) -> dict[str, str]:
    """A sentence for each answer that is none of its question's choices, or has no question."""
    known = {question.id: question for question in questions}
    wrong = {}
    for asked, answer in answers.items():
        question = known.get(asked)
        if question is None or not question.choices:
            continue
        if answer not in {choice.value for choice in question.choices}:
            wrong[asked] = f"“{answer}” is none of the choices"
    return wrong


# --- Ids -------------------------------------------------------------------------------------
def table_id(number: int, what: str) -> str:
    return f"table-{number}/{what}"


def name_id(role: Role, text: str = "") -> str:
    """ "names/area/town-centre"; without a text all names of that kind."""
    kind = word_of(role).removeprefix("category:")
    return f"names/{kind}/{_short(text)}" if text else f"names/{kind}"


def sign_id(sign: str) -> str:
    return f"sign/{_short(sign) or 'blank'}"


def _short(text: str) -> str:
    return re.sub(r"\s+", "-", text.strip().casefold())
