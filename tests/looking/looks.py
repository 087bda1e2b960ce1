"""What every page must be in a browser: to axe, by keyboard, at 400% and without script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

DESK = {"width": 1280, "height": 900}
# A window of 1,280 × 1,024 px in which everything is four times as large.
AT_400_PERCENT = {"width": 320, "height": 256}
MOST_PRESSES, AT_ONCE = 800, 20
ALL_RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
WHERE_WIDTH_COUNTS = {
    "type": "rule",
    "values": ["target-size", "scrollable-region-focusable"],
}
_RUN_AXE = (
    "rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules})"
    ".then(results => results.violations.flatMap(violation => violation.nodes.map("
    "node => `${violation.id}: ${violation.help}: ${node.html.slice(0, 200)}`)))"
)


@cache
def _in_page() -> str:
    return (Path(__file__).parent / "in_page.js").read_text()


def with_script(page, *, keyboard_at_desk: bool) -> list[str]:
    """Everything at a desk and at 400%, on a page that a desk's window shows."""
    found = by_keyboard(page) if keyboard_at_desk else _unfolded(page)
    found += by_axe(page)
    page.set_viewport_size(AT_400_PERCENT)
    # What a page does at another width, such as folding its menu, is done by the next frame.
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    return [*found, *by_keyboard(page), *by_axe(page, at=WHERE_WIDTH_COUNTS), *at_400_percent(page)]


def _unfolded(page) -> list[str]:
    page.evaluate(_in_page())
    page.evaluate("looking.unfold()")
    return []


def by_axe(page, *, at: dict | None = None) -> list[str]:
    """What axe finds on the page as it is, evaluated where the strict CSP does not guard."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [f"axe: {each}" for each in page.evaluate(_RUN_AXE, at or ALL_RULES)]


def by_keyboard(page) -> list[str]:
    """Every fold opened by Enter, then from the top to the foot by Tab; the folds stay open."""
    page.evaluate(_in_page())
    page.evaluate("looking.begin()")
    while page.evaluate("looking.toOpen()"):
        page.keyboard.press("Enter")
        page.evaluate("looking.opened()")
    _press(page, "Tab")
    found = page.evaluate("looking.walked()")
    if page.evaluate("looking.staysInPlace()"):
        page.evaluate("looking.begin()")
        _press(page, "Shift+Tab")
        found += page.evaluate("looking.walkedBack()")
    return [f"keyboard: {each}" for each in (*found, *_by_skip_link(page))]


def _press(page, keys: str) -> None:
    """Held down until the focus has been everywhere."""
    page.evaluate("looking.start()")
    *held, key = keys.split("+")
    for one in held:
        page.keyboard.down(one)
    for _ in range(MOST_PRESSES // AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.down(key)
        if page.evaluate("looking.hasEnded()"):
            break
    for one in (key, *held):
        page.keyboard.up(one)


def _by_skip_link(page) -> list[str]:
    page.evaluate("looking.fromTheTop()")
    for key in ("Tab", "Enter"):
        page.keyboard.press(key)
    found = page.evaluate("looking.skipped()")
    page.evaluate("looking.fromTheTop()")
    return found


def at_400_percent(page) -> list[str]:
    """Everything open, in the window that a desk's is at 400%."""
    page.evaluate(_in_page())
    page.evaluate("looking.unfold()")
    return [f"at 400%: {each}" for each in page.evaluate("looking.narrow()")]


def contents(page) -> dict[str, list[str]]:
    """The links, fields and texts that are there, everything open."""
    page.evaluate(_in_page())
    page.evaluate("looking.unfold()")
    return page.evaluate("looking.contents()")


def without_script(page, with_script: dict[str, Sequence[str]]) -> list[str]:
    """What the same page lacks where no script runs, and what there does nothing."""
    page.evaluate(_in_page())
    dead = page.evaluate("looking.dead()")
    found = (*dead, *_lacking(with_script, contents(page)))
    return [*(f"without script: {each}" for each in found), *at_400_percent(page)]


def _lacking(before: dict, after: dict) -> Iterator[str]:
    for what, all_of_it in before.items():
        there = set(after[what])
        for each in dict.fromkeys(all_of_it):
            if each not in there:
                yield f"no {what.removesuffix('s')} “{each[:80]}”"
