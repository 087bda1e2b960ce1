"""How a sentence is taken apart: patterns with named blanks, and what each blank is read as."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from checks.sentences import spans
from checks.sentences.pages import Asked
from checks.sentences.spans import SPAN

# What is read from a sentence, by the name of the blank; None where a blank was left out.
Claim: TypeAlias = Mapping[str, Any]
# What is wrong with a claim, a sentence each.
Check: TypeAlias = Callable[[Asked, Claim], Iterator[str]]

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_MARKS = r"(?: \[[a-z0-9]{1,2}\])*(?: \((?:worked back|published)\))?"
_DURING = rf"(?:in the {SPAN}|in {SPAN}|from {SPAN})"

KINDS: dict[str, str] = {
    "number": _NUMBER + _MARKS,
    "percent": r"\d[\d,]*\.\d%",
    "span": SPAN,
    "during": _DURING,
    "spans": rf"{SPAN}(?:(?:, {SPAN})* and {SPAN}| to {SPAN})?",
    "words": r".+?",
    "place": r"[A-Z][^:;,]*?",
    "places": r"[A-Z][^:;]*?",
    "way": r"more|fewer",
    "went": r"rose|fell",
    "gone": r"risen|fallen",
    "month": rf"(?:{'|'.join(spans.MONTHS)}) \d{{4}}",
    "ordinal": r"\d+(?:st|nd|rd|th)",
}


def _number(text: str) -> float:
    return float(re.match(_NUMBER, text)[0].replace(",", ""))  # type: ignore[index]


_READ: dict[str, Callable[[str], Any]] = {
    "number": _number,
    "percent": lambda text: float(text[:-1].replace(",", "")),
    "span": spans.read,
    "during": spans.read,
    "month": spans.read,
    "ordinal": lambda text: int(text[:-2]),
}
_BLANK = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True)
class Kind:
    """A kind of sentence: its pattern, and what checks the claims that it makes."""

    name: str
    pattern: re.Pattern[str]
    blanks: Mapping[str, str]
    checks: tuple[Check, ...] = field(default=(), repr=False)

    def read(self, text: str) -> Claim | None:
        """What `text` claims; None where it is another kind of sentence."""
        found = self.pattern.fullmatch(text)
        if found is None:
            return None
        try:
            return {
                name: None if said is None else _READ.get(self.blanks.get(name, ""), str)(said)
                for name, said in found.groupdict().items()
            }
        except spans.Unreadable:
            return None


def kind(name: str, template: str, *checks: Check) -> Kind:
    """A kind of sentence, from a regular expression with blanks: "{now:number} crimes {during}".

    A blank without a kind is of the kind of its name.
    """
    blanks: dict[str, str] = {}

    def blank(found: re.Match[str]) -> str:
        blanks[found[1]] = found[2] or found[1]
        return f"(?P<{found[1]}>{KINDS[blanks[found[1]]]})"

    return Kind(name, re.compile(_BLANK.sub(blank, template)), blanks, checks)
