"""How long, wordy and tiring a page may be, and what measures that in a browser."""

from __future__ import annotations

from dataclasses import dataclass

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# Of what the first chart of a measure's page may begin after, at both widths.
FIRST_CHART = 600
MOST_WORDS = 450
MOST_STOPS = 80


@dataclass(frozen=True)
class Height:
    """The greatest height of a kind of page at both widths, in pixels."""

    desk: int
    phone: int


SHORT = Height(desk=2_400, phone=4_300)
LONGER = Height(desk=3_000, phone=6_000)


@dataclass(frozen=True)
class Measured:
    """A page in a window: pixels, words that can be seen, and stops of the Tab key."""

    height: int
    first_chart: int | None
    words: int
    stops: int


def measured(page) -> Measured:
    """What the browser says of the page that it shows."""
    return Measured(**page.evaluate(_MEASURE))


# Letters in drawings, closed details, marks such as [r], and what only a reader of screens hears
# are no words to see.
# The line that opens the choices on a phone is open at a desk.
_MEASURE = """() => {
  const seen = element => {
    const box = element.getBoundingClientRect()
    // What is folded has a box all the same.
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true })
  }
  const texts = []
  const read = node => {
    if (node.nodeType === Node.TEXT_NODE) return texts.push(node.textContent)
    if (node.nodeType !== Node.ELEMENT_NODE) return
    if (['svg', 'SCRIPT', 'SELECT'].includes(node.tagName)) return
    if (node.classList.contains('govuk-visually-hidden')) return
    if (getComputedStyle(node).display === 'none') return
    const folded = node.tagName === 'DETAILS' && !node.open
    for (const child of node.childNodes) {
      const isShut = !(child instanceof Element) || (child.tagName !== 'SUMMARY' && !seen(child))
      if (folded && isShut) continue
      read(child)
    }
    texts.push(' ')
  }
  read(document.querySelector('main'))
  const foot = document.querySelector('footer')
  const stops = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]'
  )].filter(element => !foot.contains(element) && element.tabIndex >= 0 && seen(element))
  const charts = [...document.querySelectorAll('main figure')].filter(seen)
  return {
    height: document.documentElement.scrollHeight,
    first_chart: charts.length
      ? Math.round(charts[0].getBoundingClientRect().top + window.scrollY) : null,
    words: texts.join('').replace(/\\[[a-z0-9]+\\]/g, '').split(/\\s+/)
      .filter(word => /[A-Za-z0-9]/.test(word)).length,
    stops: stops.length
  }
}"""
