"""Facts made of literals, for the reader of sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checks.sentences import reader
from checks.sentences.facts import History, Noun, Where
from checks.sentences.pages import Asked, Page, Read, Said
from checks.sentences.spans import Span, read

APRIL_2019 = 12 * 2019 + 3


def history(
    by_ward: Mapping[str, Sequence[int]],
    *,
    first: int = APRIL_2019,
    title: str = "Burglary",
    noun: tuple[str, str] = ("burglary", "burglaries"),
    types: Mapping[str, Sequence[int]] | None = None,
    made_up: frozenset[int] = frozenset(),
) -> History:
    """Months in a row from `first` on, by the name of a ward; `types` are of the first ward."""
    wards = [
        Where(f"W{number}", name, "ward", (f"W{number}",), {2021: 10_000})
        for number, name in enumerate(by_ward)
    ]
    length = len(next(iter(by_ward.values())))
    counts = {
        (ward.code, first + month, 1): count
        for ward in wards
        for month, count in enumerate(by_ward[ward.name])
    }
    of_types = {
        label: {("W0", first + month, 1): count for month, count in enumerate(each)}
        for label, each in (types or {}).items()
    }
    return History(
        partnership="Newtown",
        title=title,
        noun=Noun(*noun, "recorded"),
        source="Police return",
        slug="police-return",
        better="lower",
        places=(
            Where("", "Newtown", "whole", (), {2021: 10_000 * len(wards)}),
            *wards,
            Where("not-placed", "Ward not known", "elsewhere", ("",)),
        ),
        counts=counts,
        supplied=frozenset(range(first, first + length)),
        types=of_types,
        lists={"type": tuple(of_types)},
        made_up=made_up,
    )


def asked(of: History, period: str, *, ward: str = "", against: str = "") -> Asked:
    place = of.named(ward) if ward else of.whole
    assert place is not None
    return Asked(of, place, read(period), against)


def problems(text: str, about: Asked) -> list[str]:
    """What the reader has against a text; that it can't be read is one of its problems."""
    return [problem for each in sentences(text, about) for problem in _against(each)]


def sentences(*texts_and_last: object) -> tuple[Read, ...]:
    *texts, about = texts_and_last
    assert isinstance(about, Asked)
    said = tuple(Said("headline", str(text), about) for text in texts)
    return reader.read(Page("measure", "here", said))


def _against(each: Read) -> tuple[str, ...]:
    return (reader.UNREAD,) if each.is_unread else each.problems


def span(period: str) -> Span:
    return read(period)
