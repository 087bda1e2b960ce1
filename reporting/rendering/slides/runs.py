"""Phrases as runs of letters, their references with the numbers of the slides they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reporting.content.description import Words
from reporting.content.phrases import Phrase, SlideRef
from reporting.rendering.slides.shapes import Ink, Paragraph, Run


def runs_of(
    phrase: Phrase, numbers: Mapping[str, int], *, is_bold: bool = False, ink: Ink = Ink.TEXT
) -> tuple[Run, ...]:
    """The phrase in runs: neighbouring words that are set alike are one."""
    joined: list[Run] = []
    for run in _runs(phrase, numbers, is_bold, ink):
        before = joined[-1] if joined else None
        if before and not (run.leads_to or run.address or run.is_underlined) and _is_plain(before):
            joined[-1] = Run(before.text + run.text, is_bold, ink)
        else:
            joined.append(run)
    return tuple(joined)


def _is_plain(run: Run) -> bool:
    return not (run.leads_to or run.address or run.is_underlined)


def _runs(phrase: Phrase, numbers: Mapping[str, int], is_bold: bool, ink: Ink) -> Iterator[Run]:
    for part in phrase.parts:
        match part:
            case SlideRef():
                number = numbers.get(part.to, 0)
                # Looks like a link in every program: some colour those in tables, and some do not.
                is_dark = bool(number) and ink is Ink.TEXT
                yield Run(
                    Phrase((part,)).with_numbers(numbers),
                    is_bold,
                    Ink.ACCENT if is_dark else ink,
                    leads_to=number,
                    is_underlined=bool(number),
                )
            case Words():
                yield Run(
                    part.text,
                    is_bold,
                    ink,
                    address=part.leads_to,
                    is_underlined=part.is_underlined,
                )
            case _:
                yield Run(Phrase((part,)).text, is_bold, ink)


def set_in(
    phrase: Phrase,
    size: float,
    numbers: Mapping[str, int],
    *,
    is_bold: bool = False,
    ink: Ink = Ink.TEXT,
    above: float = 0.0,
) -> Paragraph:
    """The phrase as one paragraph."""
    return Paragraph(runs_of(phrase, numbers, is_bold=is_bold, ink=ink), size, above)
