"""One way to narrow a list: choices from what its rows have, words, and how many of how many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

T = TypeVar("T")
WORDS = "words"
# A list of one has nothing to narrow.
LEAST = 2


@dataclass(frozen=True)
class Choice:
    """A select of the form: pairs of a value and its text, and the value that is chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""


@dataclass(frozen=True)
class ListFilter:
    """What was asked of a list, and how many rows it left; drawn by `list_filter.html`.

    `words_name` and the names of choices are those of the address.
    """

    choices: tuple[Choice, ...]
    typed: str
    shown: int
    total: int
    words_name: str = WORDS

    @property
    def is_offered(self) -> bool:
        return self.total >= LEAST

    @property
    def is_filtered(self) -> bool:
        return bool(self.typed) or any(choice.chosen for choice in self.choices)

    @property
    def summary(self) -> str:
        """ "3 of 12": how many are left of how many."""
        if not self.is_filtered:
            return f"{self.total:,} in all"
        return (
            f"{self.shown:,} of {self.total:,}"
            if self.shown
            else f"None of {self.total:,} fits what you chose"
        )

    @property
    def query(self) -> str:
        """What keeps the filter from page to page: ends in "&" where it isn't blank."""
        asked = {choice.name: choice.chosen for choice in self.choices if choice.chosen}
        asked |= {self.words_name: self.typed} if self.typed else {}
        return f"{urlencode(asked)}&" if asked else ""


@dataclass(frozen=True)
class Facet(Generic[T]):
    """Something that rows have and that can be chosen: one text, or several."""

    name: str
    label: str
    of: Callable[[T], str | Iterable[str]]

    def texts(self, row: T) -> tuple[str, ...]:
        found = self.of(row)
        return tuple(filter(None, (found,) if isinstance(found, str) else found))


def filtered(
    rows: Iterable[T],
    asked: Mapping[str, str],
    *facets: Facet[T],
    words: Callable[[T], str],
    prefix: str = "",
) -> tuple[list[T], ListFilter]:
    """The rows that fit what the address asks, in their order, and the form that asks it.

    A choice is offered where rows differ in it; one that no row has is taken for none. `words` is
    the text of a row that every word typed must stand in. `prefix` keeps two lists of one page
    apart.
    """
    every = list(rows)
    choices = tuple(_choice(facet, every, asked, prefix) for facet in facets)
    typed = asked.get(f"{prefix}{WORDS}", "").strip()
    left = [
        row
        for row in every
        if all(
            not choice.chosen or choice.chosen in facet.texts(row)
            for facet, choice in zip(facets, choices, strict=True)
        )
        and has_words(typed, words(row))
    ]
    offered = tuple(choice for choice in choices if len(choice.options) > 1 or choice.chosen)
    return left, ListFilter(offered, typed, len(left), len(every), f"{prefix}{WORDS}")


def has_words(typed: str, text: str) -> bool:
    """Whether every word that was typed stands in the text, whatever its case."""
    plain = text.casefold()
    return all(word in plain for word in typed.casefold().split())


def _choice(facet: Facet[T], rows: Sequence[T], asked: Mapping[str, str], prefix: str) -> Choice:
    texts = sorted({text for row in rows for text in facet.texts(row)}, key=str.casefold)
    chosen = asked.get(f"{prefix}{facet.name}", "")
    return Choice(
        f"{prefix}{facet.name}",
        facet.label,
        tuple((text, text) for text in texts),
        chosen if chosen in texts else "",
    )
