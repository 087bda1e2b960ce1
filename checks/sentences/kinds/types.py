"""Sentences that set types beside one another."""

from __future__ import annotations

from collections.abc import Iterator

from checks.sentences import bases, changes, saying
from checks.sentences.changes import Changed
from checks.sentences.grammar import Claim, kind
from checks.sentences.kinds.charts import siblings
from checks.sentences.pages import Asked


def of_each(asked: Asked, label: str) -> dict[str, Changed]:
    """What became of each type of the list that `label` is in, where it can be compared."""
    span, base = bases.compared(asked.span, asked.against)
    found = {
        each: changes.changed(asked.history, asked.place, span, base, of_type=each)
        for each in siblings(asked, label)
    }
    return {each: made for each, made in found.items() if not made.refused and not made.is_made_up}


def moved_most(asked: Asked, claim: Claim) -> Iterator[str]:
    """Which type rose most and which fell most, each alone, and from what to what."""
    found = of_each(asked, claim.get("up") or claim["down"])
    for label, sign, then, now, said in (
        (claim.get("up"), 1, claim.get("up_then"), claim.get("up_now"), "up_most"),
        (claim.get("down"), -1, claim.get("down_then"), claim.get("down_now"), "down_most"),
    ):
        moved = {each: sign * made.difference for each, made in found.items()}
        far = max(moved.values(), default=0.0)
        if label is None:
            if far > 0:
                yield f"some {'rose' if sign > 0 else 'fell'}"
            continue
        if label not in found:
            yield f"{label} can't be compared"
            continue
        if (sum(by > 0 for by in moved.values()) > 1) is not (claim[said] is not None):
            yield f"{'some' if claim[said] is None else 'only one'} moved that way"
        most = [each for each, by in moved.items() if by > far - 1e-9]
        if label not in most or far <= 0:
            yield f"{most[0] if far > 0 else 'none'} {'rose' if sign > 0 else 'fell'} most"
        elif len(most) > 1:
            yield f"{' and '.join(most)} moved as much"
        yield from saying.average(
            "the count then", then, found[label].then, beside_a_percentage=True
        )
        yield from saying.number("the count now", now, found[label].after)


def beside_a_flat_total(asked: Asked, claim: Claim) -> Iterator[str]:
    """One type that moved while the total did not."""
    _, _, total = saying.of_asked(asked)
    if total.refused or (total.way and not total.is_about_the_same):
        yield f"the total went from {total.then} to {total.after}"
    found = of_each(asked, claim["label"]).get(claim["label"])
    if found is None:
        yield f"{claim['label']} can't be compared"
        return
    yield from saying.direction(claim, found)
    yield from saying.size(claim, found)
    yield from saying.average("the count then", claim["then"], found.then, beside_a_percentage=True)
    yield from saying.number("the count now", claim["now"], found.after)
    yield from saying.verdict(claim.get("verdict"), found)


_UP = r"{up:words} rose(?P<up_most> most)? \({up_then:number} to {up_now:number}\)"
_DOWN = r"{down:words} fell(?P<down_most> most)? \({down_then:number} to {down_now:number}\)"

KINDS = (
    kind("types: which moved most", rf"By [a-z ]+, {_UP}\. {_DOWN}\.", moved_most),
    kind("types: which rose most", rf"By [a-z ]+, {_UP}\.", moved_most),
    kind("types: which fell most", rf"By [a-z ]+, {_DOWN}\.", moved_most),
    kind(
        "types: beside a flat total",
        r"While the total is about the same, {label:words} {went} by {percent}"
        r" \({then:number} to {now:number}\)(?:, {verdict})?\.",
        beside_a_flat_total,
    ),
)
