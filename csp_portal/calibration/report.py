"""The calibration as JSON and as tables to read; knows only wording."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from csp_portal.calibration.rates import (
    ERRORS_ALLOWED,
    MOST_FALSE_ALARMS,
    MOST_FALSE_VERDICTS,
    Label,
    Rate,
)


@dataclass(frozen=True)
class Calibrated:
    """All rates of one run: of months drawn unchanged, of real months, and of changes found."""

    simulated: tuple[Rate, ...]
    real: tuple[Rate, ...]
    power: tuple[Rate, ...]
    partnerships: tuple[str, ...] = ()

    @property
    def not_kept(self) -> tuple[Rate, ...]:
        return tuple(rate for rate in (*self.simulated, *self.real) if not rate.is_kept)


def as_json(calibrated: Calibrated) -> dict[str, list[dict[str, Any]]]:
    """Rates from 0 to 1, each with what it is of; `real` is empty where no real months are held."""
    return {
        "simulated": list(map(_row, calibrated.simulated)),
        "real": list(map(_row, calibrated.real)),
        "power": list(map(_row, calibrated.power)),
    }


def _row(rate: Rate) -> dict[str, Any]:
    row: dict[str, Any] = {
        **rate.labels,
        "n": rate.n,
        "found": rate.found,
        "rate": rate.rate,
        "standard_error": rate.standard_error,
    }
    if rate.counts_alone is not None:
        row |= {"counts_alone": rate.counts_alone, "too_few": rate.too_few}
    if rate.most is not None:
        row |= {"most": rate.most, "kept": rate.is_kept}
    return row


# --- Tables ----------------------------------------------------------------------------------
def in_words(calibrated: Calibrated) -> str:
    """Tables in Markdown, in percent, and whether the promises are kept."""
    return "\n\n".join((*_simulated(calibrated), *_real(calibrated), *_power(calibrated)))


def verdict(calibrated: Calibrated) -> str:
    """Whether the promised rates are kept, and where not."""
    if not calibrated.not_kept:
        return "The promised rates are kept."
    places = "; ".join(f"{_named(rate)}: {_with_error(rate)}" for rate in calibrated.not_kept)
    return f"The promised rates are NOT KEPT in {len(calibrated.not_kept)} rows: {places}."


def about_real(calibrated: Calibrated) -> str:
    """Whose real months were used, and whether the promise is kept on them."""
    if not calibrated.real:
        return (
            "No real months are held of which something may be concluded (two whole years in a row,"
            " not illustrative), so nothing is said of real months."
        )
    names = ", ".join(calibrated.partnerships)
    broken = [rate for rate in calibrated.real if not rate.is_kept]
    kept = "The promise is NOT KEPT on them" if broken else "The promise is kept on them"
    return f"Real months of {names}. {kept}."


def _simulated(calibrated: Calibrated) -> Iterator[str]:
    changes = _of_test(calibrated.simulated, "change")
    yield "## Simulated months in which nothing changed"
    yield (
        "Verdicts “beyond”, in percent. Promised are no more than"
        f" {MOST_FALSE_VERDICTS:.0%}, and {ERRORS_ALLOWED} standard errors are allowed for luck."
        f" {_errors(changes)}"
    )
    rows, columns = ("judged", "phi", "autocorrelation"), ("months", "span")
    yield _crossed(changes, rows, columns, _percent)
    yield "By counts alone (Poisson) the same months would have been called changed in"
    yield _crossed(changes, rows, columns, _by_counts)
    rest = _of_test(calibrated.simulated, "beside the rest")
    yield f"Called changed otherwise than the rest of its town. {_errors(rest)}"
    yield _crossed(rest, ("phi", "autocorrelation"), ("months",), _percent)
    screen = _of_test(calibrated.simulated, "screen of a month")
    yield (
        "Months of 20 places in which the screen finds anything, where nothing changed; promised"
        f" are no more than {MOST_FALSE_ALARMS:.0%}. {_errors(screen)}"
    )
    yield _crossed(screen, ("phi", "autocorrelation"), ("months",), _percent)


def _real(calibrated: Calibrated) -> Iterator[str]:
    yield "## Real months made unchanged"
    yield about_real(calibrated)
    if calibrated.real:
        rows = [
            [
                *_values(rate, ("test", "judged", "block", "span")),
                _with_error(rate),
                f"{rate.n:,}",
                "" if rate.counts_alone is None else _by_counts(rate),
            ]
            for rate in calibrated.real
        ]
        yield _table(
            ["test", "judged", "blocks of months", "span", "beyond", "n", "counts alone"], rows
        )


def _power(calibrated: Calibrated) -> Iterator[str]:
    changes = _of_test(calibrated.power, "change")
    yield "## Changes that are found, in percent"
    yield _errors(changes)
    yield _crossed(changes, ("judged", "phi", "span"), ("change",), _percent)
    months = _of_test(calibrated.power, "screen of a month")
    yield f"A ward’s month with twice as many as usual, found by the screen. {_errors(months)}"
    yield _crossed(months, ("judged", "phi"), ("change",), _percent)


def _of_test(every: Iterable[Rate], test: str) -> list[Rate]:
    return [rate for rate in every if rate.labels["test"] == test]


def _errors(every: Sequence[Rate]) -> str:
    drawn = sorted({rate.n for rate in every})
    each = f"{drawn[0]:,}" if len(drawn) == 1 else f"{drawn[0]:,} to {drawn[-1]:,}"
    largest = max(rate.standard_error for rate in every)
    return f"{each} drawn for each number; standard error at most {100 * largest:.1f}."


def _crossed(
    every: Sequence[Rate],
    down: Sequence[str],
    across: Sequence[str],
    shown: Callable[[Rate], str],
) -> str:
    """A row for each combination of labels `down`, a column for each of those `across`."""
    columns = list(dict.fromkeys(_key(rate, across) for rate in every))
    rows: dict[tuple[Label, ...], dict[tuple[Label, ...], str]] = {}
    for rate in every:
        rows.setdefault(_key(rate, down), {})[_key(rate, across)] = shown(rate)
    headings = [_HEADINGS.get(label, label) for label in down]
    headings += [", ".join(map(_in_heading, across, column)) for column in columns]
    return _table(
        headings,
        [
            [*map(str, key), *(row.get(column, "") for column in columns)]
            for key, row in rows.items()
        ],
    )


_HEADINGS = {"phi": "φ"}


def _in_heading(label: str, value: Label) -> str:
    match label:
        case "months":
            return f"{value} months"
        case "change":
            return f"{value:+}%"
    return str(value)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _key(rate: Rate, labels: Sequence[str]) -> tuple[Label, ...]:
    return tuple(rate.labels[label] for label in labels)


def _values(rate: Rate, labels: Sequence[str]) -> list[str]:
    return [str(rate.labels[label]) for label in labels]


def _named(rate: Rate) -> str:
    return ", ".join(
        f"{_HEADINGS.get(label, label)} {value}" for label, value in rate.labels.items()
    )


def _percent(rate: Rate) -> str:
    return f"{100 * rate.rate:.1f}" + ("" if rate.is_kept else " (!)")


def _by_counts(rate: Rate) -> str:
    return f"{100 * (rate.counts_alone or 0):.0f}"


def _with_error(rate: Rate) -> str:
    return f"{_percent(rate)} ± {100 * rate.standard_error:.1f}"
