"""The words of everything that is asked about a mapping, and of what a guess rests on."""

from __future__ import annotations

from collections.abc import Iterable

from returns.mapping.questions import Choice
from returns.mapping.sheets import Gives, Role, Sign

ROLES: dict[Role, str] = {
    Gives.AREA: "The area",
    Gives.PERIOD: "The period (year with month or quarter)",
    Gives.YEAR: "The year",
    Gives.WITHIN: "The month or quarter, without its year",
    Gives.DAY: "A count for each day (added up by month)",
    Gives.WEEK: "A count for each week (added up by month)",
    Gives.COUNT: "Counts",
    Gives.DISTRICT: "The district or force (others are left out)",
    Gives.CODE: "The area’s code, beside its name",
    Gives.FINER: "Finer kinds than ours (added up)",
}
IN_COLUMNS_ALONE = (Gives.COUNT, Gives.DISTRICT, Gives.CODE, Gives.FINER)
NOT_READ = "Nothing: not read"
SIGNS = (
    Choice(Sign.NONE.name, "None: 0"),
    Choice(Sign.NOT_SUPPLIED.name, "Not supplied"),
    Choice(Sign.HIDDEN.name, "Too few to show"),
)

SOURCE = "What these figures are"
WHY_SOURCE = "Most of the words in the file are in the lists of this source."
WHY_SUPPLIER = "The agency that supplied the file sends this."
WHY_GIVEN = "It was given with the file."
WHY_BEFORE = "A file like this was read this way before."
WHY_GUESSED_SOURCE = "Nothing in the file says it; this is the most likely."
WHY_CHOSEN = "Somebody chose it."
WHY_LOOKS = "Its heading and most of its cells suggest it."
WHY_NOTHING = "Nothing in the file says it."
WHY_STANDS = "Counts stand there, with words beside and above them."
WHY_LIST = "Its days or references differ from row to row, and no column holds counts."
WHY_OURS = "It is the name of the partnership, or of its district."
WHY_NEIGHBOURS = "The numbers beside it can be read in no other way."
WHY_RUN = "The numbers beside it could be both; these follow one another."
WHY_NEAR = "Its name is the closest."
WHY_FORCE = "It speaks of the whole force."
WHY_MANY = "None of these names is close to one of ours."
WHY_BLANK = "A gap is never taken for a zero."
WHY_NAMES = "Names are checked more often than codes."


DAYS_CHOICES = (
    Choice("", "That is not known: these months are not counted"),
    Choice("none", "Nothing happened on them: count the days that are there"),
)


def days(months: str) -> str:
    return f"Days are missing ({months}). What happened on them?"


def whose(name: str) -> str:
    return f"Keep “{name}”, leave out the others"


EVERY_ROW = Choice("", "Keep the rows of all")
DISTRICTS = "Whose rows are read"
PLACES = "Which partnerships the file is read for"
EVERY_PARTNERSHIP = "Every partnership here"
YEARS = "What numbers like {} are"
YEARS_CHOICES = (
    Choice("months", "Months: 202204 is April 2022"),
    Choice("years", "Financial years: 202223 is 2022/23"),
)
CODES_CHOICES = (
    Choice("names", "The names are right"),
    Choice("codes", "The codes are right"),
)


def codes(pairs: int, example: tuple[str, str, str]) -> str:
    name, code, called = example
    said = f"{code} is {called}" if called else f"{code} is not one of ours"
    return (
        f"The codes of areas do not belong to the names beside them ({pairs:,} of them: {said}, but"
        f" the row says “{name}”). Which are right?"
    )


def names_together(kind: str, texts: Iterable[str], counts: int) -> str:
    """One question for many names that nobody knows."""
    texts = list(texts)
    shown = ", ".join(f"“{text}”" for text in texts[:6])
    more = f" and {len(texts) - 6:,} more" if len(texts) > 6 else ""
    return (
        f"{len(texts):,} names of {kind} are not in our lists, on {counts:,} counts: {shown}{more}"
    )


def name(text: str, counts: int) -> str:
    return f"“{text}”" if not counts else f"“{text}” ({times(counts)})"


def sign(text: str, number: int) -> str:
    if not text:
        return "A blank cell among counts that are added up"
    return f"“{text}” in place of a count" + (f" ({times(number)})" if number else "")


def times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


# --- What is wrong with a mapping -------------------------------------------------------------
NO_COUNTS = "Choose at least one column of counts"
NO_HEADINGS = "There are several columns of counts: say what their headings tell apart"
NO_PERIOD = "Say which part gives the period, or write it here"
NO_AREA = "Say which part gives the area, or choose it here"
NO_DEFINITION = "Choose the definition that it counts under"
SAME_TWICE = "An earlier column gives the same: choose one"
NO_ROWS = "Write rows like 2-20, or 2- for all from row 2 on"
NO_HEADING_ROWS = "Write one row like 1, or two like 1-2; leave blank if there are none"
BELOW = "The figures begin below the headings"
NO_CELL = "Write the cell like A1"


def unanswered(question: str) -> str:
    return f"Say what this is: {question}"


NO_TABLE = "Read at least one table"


def no_period(text: str) -> str:
    return f"“{text}” is not a period: write it like 2022/23, 2022/23 Q1 or 2022-10"
