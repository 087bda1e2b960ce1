"""How a sentence is taken apart: patterns with named blanks, and what each blank is read as."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeAlias

from checks.sentences import spans
from checks.sentences.spans import SPAN
from checks.sentences.verdict_words import VERDICTS

# What is read from a sentence, by the name of the blank; None where a blank was left out.
Claim: TypeAlias = Mapping[str, Any]
# What is wrong with a claim, a sentence each.
Check: TypeAlias = Callable[[Any, Claim], Iterator[str]]

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_MARKS = r"(?: \[[a-z0-9]{1,2}\])*(?: \((?:worked back|published)\))?"
_MONTH = rf"(?:{'|'.join(spans.MONTHS)})"
_ONE_YEAR = r"\d{4}(?:/\d\d)?"
_YEARS = rf"{_ONE_YEAR}(?: to {_ONE_YEAR}|(?:, {_ONE_YEAR})* and {_ONE_YEAR})"
_DURING = rf"(?:[iI]n the {SPAN}|[iI]n {SPAN}|[fF]rom {SPAN})"

KINDS: dict[str, str] = {
    "number": _NUMBER + _MARKS,
    "means": (
        r"average of (?:"
        rf"{_YEARS}|the (?:first|second) halves of {_YEARS}"
        rf"|(?:the )?(?:{_MONTH}(?: to {_MONTH})?|12 months to {_MONTH}|Q[1-4]) in {_YEARS})"
    ),
    "share": r"\d+(?:\.\d)?",
    "percent": r"\d[\d,]*\.\d%",
    "span": SPAN,
    "during": _DURING,
    "spans": rf"{SPAN}(?:(?:, {SPAN})* and {SPAN}| to {SPAN})?",
    "words": r".+?",
    "place": r"[A-Z](?:(?!(?<!St)\. )[^:;,])*?",
    "title": r"[^.;]+?",
    "plain": r"[^()]+",
    "name": r"[A-Z](?:(?!(?<!St)\. )[^:;,()])*?",
    "places": r"[A-Z][^:;]*?",
    "way": r"more|fewer",
    "above": r"above|below",
    "alike": r"(?:about )?the same as",
    "verdict": rf"(?i:{'|'.join(VERDICTS)})",
    "went": r"rose|fell",
    "gone": r"risen|fallen",
    "month": rf"(?:{'|'.join(spans.MONTHS)}) \d{{4}}",
    "year": _ONE_YEAR,
    "years": r"\d{4}/\d\d(?:(?:, \d{4}/\d\d)* and \d{4}/\d\d)?",
    "day": rf"\d\d? (?:{'|'.join(spans.MONTHS)}) \d{{4}}",
    "verb": r"[a-z]+(?: [a-z]+){0,3}?",
    "kinds": r"wards?|localit(?:y|ies)",
    "part": rf"(?:{'|'.join(spans.MONTHS)})(?: \d{{4}})?|Q[1-4](?: \d{{4}}/\d\d)?",
    "ordinal": r"\d+(?:st|nd|rd|th)",
}


def _number(text: str) -> float:
    return float(re.match(_NUMBER, text)[0].replace(",", ""))  # type: ignore[index]


_READ: dict[str, Callable[[str], Any]] = {
    "number": _number,
    "share": float,
    "percent": lambda text: float(text[:-1].replace(",", "")),
    "span": spans.read,
    "during": spans.read,
    "month": spans.read,
    "ordinal": lambda text: int(text[:-2]),
    "day": lambda text: spans.read(text.partition(" ")[2]).start,
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
        claim: dict[str, Any] = {}
        try:
            for group, said in found.groupdict().items():
                name, _, _ = group.partition("__")
                if said is not None:
                    claim[name] = _READ.get(self.blanks.get(name, ""), str)(said)
                claim.setdefault(name, None)
        except spans.Unreadable:
            return None
        return claim


def kind(name: str, template: str, *checks: Check) -> Kind:
    """A kind of sentence, from a regular expression with blanks: "{now:number} crimes {during}".

    A blank without a kind is of the kind of its name; it may stand in each of several alternatives.
    """
    blanks: dict[str, str] = {}
    numbers = count()

    def blank(found: re.Match[str]) -> str:
        """A group, numbered because a blank may stand in each of several alternatives."""
        name, of_kind = found[1], found[2] or found[1]
        blanks[name] = of_kind
        return f"(?P<{name}__{next(numbers)}>{KINDS[of_kind]})"

    return Kind(name, re.compile(_BLANK.sub(blank, template)), blanks, checks)
